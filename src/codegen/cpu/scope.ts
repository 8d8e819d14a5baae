import { elementsOf } from '../../ir/elements.js';
import * as k from '../../ir/kernel/build.js';
import type { KBuffer, KExpr, KParam, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, LoadExpr, Method, ReduceExpr, SoftmaxSumExpr, Tensor } from '../../ir/nodes.js';
import { Size, type Sym, type SymLike } from '../../symbolic/index.js';
import { cppExpr } from '../shared/cpp.js';
import { CPU_DIALECT } from './dialect.js';

/** The axis whose neighbouring points are the lanes of vectors. */
export interface Lane {
  readonly axis: Axis;
  /** The first lane's point. */
  readonly base: KExpr;
  /** Lanes from the start of the block to `base`. */
  readonly offset: KExpr;
  /** How many lanes are points of the axis; undefined: all. */
  readonly valid: KExpr | undefined;
}

/** One evaluation of an expression: where each axis stands. */
export interface Env {
  readonly axes: ReadonlyMap<Axis, KExpr>;
  readonly lane?: Lane;
}

export function bind(env: Env, axis: Axis, value: KExpr): Env {
  return { ...env, axes: new Map(env.axes).set(axis, value) };
}

/** A copy of what a load would read, in a local buffer. */
export interface Tile { readonly load: (expr: LoadExpr, env: Env, out: KStmt[]) => KExpr }

const RESERVED = new Set((
  'alignas alignof and asm auto bool break case catch char class const constexpr continue default delete do double else enum explicit export '
  + 'extern false float for friend goto if inline int long mutable namespace new not operator or private protected public register return short '
  + 'signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while xor '
  + 'begin end bf16 f16 f8e4m3 vf vi vu vd vl vb vh std').split(' '));

/** A C++ identifier for a name of the method. */
export function identifier(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_]/g, '_');
  return RESERVED.has(clean) || /^[0-9]/.test(clean) || /^(MPC|mpc)_/.test(clean) ? `${clean}_` : clean;
}

/** Evaluates a reduction at several points; expressions contain reductions and the other way round. */
export type ReductionLowering = (
  expr: ReduceExpr | SoftmaxSumExpr, envs: readonly Env[], scope: KernelScope, out: KStmt[],
) => readonly KExpr[];

const methodNames = new WeakMap<Method, readonly string[]>();

/** Identifiers of the sizes and tensors. */
function namesOf(method: Method): readonly string[] {
  const known = methodNames.get(method);
  if (known) return known;
  const names = [...method.sizes, ...method.tensors].map((s) => identifier(s.name));
  methodNames.set(method, names);
  return names;
}

/** What a kernel under construction knows: its parameters, names and local copies. */
export class KernelScope {
  readonly #names: Set<string>;
  /** By prefix: numbers below are taken. */
  readonly #next = new Map<string, number>();
  readonly #buffers = new Map<Tensor, KBuffer>();
  readonly #access = new Map<Tensor, { read: boolean; write: boolean }>();
  readonly #bounds: Readonly<Record<string, number>>;
  readonly #wide = new Map<Tensor, boolean>();
  /** Tensors of the kernel's own, whole. */
  readonly locals = new Map<Tensor, KBuffer>();
  /** Tensors whose current block lives in a local buffer. */
  readonly tiles = new Map<Tensor, Tile>();
  /** Loads that are served from a packed copy. */
  readonly packed = new Map<LoadExpr, Tile>();
  /** Expressions computed before, with the scalar that holds their value. */
  readonly known = new Map<Expr, KExpr>();

  constructor(readonly method: Method, readonly lowerReduction: ReductionLowering) {
    this.#names = new Set(namesOf(method));
    this.#bounds = Object.fromEntries(method.sizes.map((s) => [s.name, s.max]));
  }

  /** Forgets what is local to a loop nest. */
  endPhase(): void {
    this.tiles.clear();
    this.packed.clear();
    this.known.clear();
  }

  /** A name like `prefix` that is free in the kernel. */
  fresh(prefix: string): string {
    const clean = identifier(prefix);
    for (let n = this.#next.get(clean) ?? 0; ; n++) {
      const name = n === 0 ? clean : `${clean}_${n}`;
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      this.#next.set(clean, n + 1);
      return name;
    }
  }

  buffer(tensor: Tensor, access: 'read' | 'write'): KBuffer {
    const local = this.locals.get(tensor);
    if (local) return local;
    const uses = this.#access.get(tensor) ?? { read: false, write: false };
    uses[access] = true;
    this.#access.set(tensor, uses);
    const old = this.#buffers.get(tensor);
    if (old) return old;
    const made: KBuffer = {
      kind: 'buffer', name: identifier(tensor.name), dtype: tensor.dtype, space: 'global', elements: elementsOf(tensor),
    };
    this.#buffers.set(tensor, made);
    return made;
  }

  local(prefix: string, dtype: KBuffer['dtype'], elements: Sym | number): KBuffer {
    return { kind: 'buffer', name: this.fresh(prefix), dtype, space: 'private', elements: Size.sym(elements) };
  }

  /** Buffers in order of first use, then all sizes. */
  params(): readonly KParam[] {
    const buffers = [...this.#buffers].map(([tensor, buffer]): KParam => {
      const { read, write } = this.#access.get(tensor) ?? { read: true, write: true };
      return { kind: 'buffer', buffer, tensor: tensor.name, access: read && write ? 'readwrite' : write ? 'write' : 'read' };
    });
    return [...buffers, ...this.method.sizes.map((s): KParam => ({ kind: 'size', name: s.name }))];
  }

  /** Row-major element number, 64 bits wide where the tensor may have 2^31 elements. */
  offset(tensor: Tensor, indices: readonly KExpr[]): KExpr {
    const wide = this.isWide(tensor);
    return indices.reduce<KExpr>((total, index, d) => {
      const at = wide && d === 0 ? k.convert(index, 'i64') : index;
      return d === 0 ? at : k.add(k.mul(total, sizeValue(tensor.shape[d] ?? 1)), at);
    }, k.constant(0));
  }

  isWide(tensor: Tensor): boolean {
    const known = this.#wide.get(tensor);
    if (known !== undefined) return known;
    const wide = Size.evaluate(elementsOf(tensor), this.#bounds) >= 2 ** 31;
    this.#wide.set(tensor, wide);
    return wide;
  }

  /** Largest value of a size expression. */
  most(value: Sym): number {
    return Size.evaluate(value, this.#bounds);
  }
}

/** A size expression as code over the kernel's parameters. */
export function sizeValue(value: SymLike): KExpr {
  return k.fromSym(value, (name) => k.counter(identifier(name)));
}

export const textOf = (e: KExpr): string => cppExpr(e, CPU_DIALECT);

/** Binds a value to a new constant of the block. */
export function letValue(scope: KernelScope, prefix: string, value: KExpr, out: KStmt[]): KExpr {
  const name = scope.fresh(prefix);
  out.push({ kind: 'let', name, value });
  return { kind: 'var', name, type: value.type, lanes: value.lanes };
}
