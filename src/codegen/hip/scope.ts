import type { Span } from '../../diagnostics/diagnostic.js';
import type { KBuffer, KExpr, KParam, KStmt } from '../../ir/kernel/nodes.js';
import type { Method, Op, Stage, Tensor } from '../../ir/nodes.js';
import type { DType } from '../../numerics/dtype.js';
import { Size, type Sym, type SymLike } from '../../symbolic/index.js';
import { visitK } from './dialect.js';

/** Names that a tensor, size or axis of a method may have and C++ or HIP has taken. */
const RESERVED = new Set((
  'alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await co_return ' +
  'co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do double dynamic_cast ' +
  'else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq ' +
  'nullptr operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof static ' +
  'static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned using ' +
  'virtual void volatile wchar_t while xor xor_eq threadIdx blockIdx blockDim gridDim warpSize main abs exp log sqrt sin cos tanh ' +
  'floor ceil min max pow point lane split active').split(' '));

export function cName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_');
  return RESERVED.has(plain) || /^(mpc_|MPC_|__|[0-9])/.test(plain) ? `${plain}_` : plain;
}

/** What all kernels of a method share: sizes and their bounds, names, scratch tensors. */
export class MethodScope {
  readonly scratch: Tensor[] = [];
  private readonly kernelNames = new Set<string>();
  private readonly maxima: Readonly<Record<string, number>>;
  readonly sizeNames: ReadonlySet<string>;

  constructor(readonly method: Method, readonly lineOf?: (span: Span) => number) {
    this.maxima = Object.fromEntries(method.sizes.map((s) => [s.name, s.max]));
    this.sizeNames = new Set(method.sizes.map((s) => s.name));
  }

  /** The value at the largest sizes; infinity where a size has no known bound. */
  boundOf(value: SymLike): number {
    try {
      return Size.evaluate(value, this.maxima);
    } catch {
      return Infinity;
    }
  }

  kernelName(stage: Stage, what: string): string {
    const base = `${stage}_${what.replace(/[^A-Za-z0-9_]/g, '_')}`;
    let name = base;
    for (let i = 2; this.kernelNames.has(name); i++) name = `${base}_${i}`;
    this.kernelNames.add(name);
    return name;
  }

  /** A tensor for results between two kernels of an operation. */
  scratchTensor(name: string, dtype: DType, shape: readonly SymLike[], span: Span): Tensor {
    const taken = new Set([...this.method.tensors, ...this.scratch].map((t) => t.name));
    let free = `gpu_${name}`;
    for (let i = 2; taken.has(free); i++) free = `gpu_${name}_${i}`;
    const tensor: Tensor = { kind: 'tensor', name: free, role: 'temp', dtype, shape: shape.map(Size.sym), span };
    this.scratch.push(tensor);
    return tensor;
  }
}

interface Use { readonly buffer: KBuffer; read: boolean; write: boolean }

/** Text that kernel IR has no statement for, with the expressions that it mentions. */
export interface TextPart { readonly kind: 'text'; readonly lines: readonly string[]; readonly uses: readonly KExpr[] }
export type Part = KStmt | TextPart;

/** One kernel to print. */
export interface HipKernel {
  readonly name: string;
  readonly op: Op;
  readonly doc: readonly string[];
  readonly params: readonly KParam[];
  readonly body: readonly Part[];
  readonly grid: readonly [Sym, Sym, Sym];
  readonly block: number;
}

/** The names, buffers and parameters of one kernel. */
export class KernelScope {
  private readonly uses = new Map<Tensor, Use>();
  private readonly taken: Set<string>;
  readonly name: string;

  constructor(readonly of: MethodScope, readonly op: Op, what: string) {
    this.name = of.kernelName(op.stage, what);
    this.taken = new Set([...of.sizeNames, ...of.method.tensors.map((t) => cName(t.name)), this.name]);
  }

  private use(tensor: Tensor): Use {
    const found = this.uses.get(tensor);
    if (found) return found;
    const elements = Size.mul(1, ...tensor.shape);
    const buffer: KBuffer = { kind: 'buffer', name: cName(tensor.name), dtype: tensor.dtype, space: 'global', elements };
    this.taken.add(buffer.name);
    const use: Use = { buffer, read: false, write: false };
    this.uses.set(tensor, use);
    return use;
  }

  readonly read = (tensor: Tensor): KBuffer => {
    const use = this.use(tensor);
    use.read = true;
    return use.buffer;
  };

  readonly write = (tensor: Tensor): KBuffer => {
    const use = this.use(tensor);
    use.write = true;
    return use.buffer;
  };

  readonly fresh = (prefix: string): string => {
    const base = cName(prefix);
    let name = base;
    for (let i = 2; this.taken.has(name); i++) name = `${base}${/[0-9]$/.test(base) ? '_' : ''}${i}`;
    this.taken.add(name);
    return name;
  };

  local(prefix: string, dtype: DType, elements: number, space: 'shared' | 'private'): KBuffer {
    return { kind: 'buffer', name: this.fresh(prefix), dtype, space, elements: Size.constant(elements) };
  }

  finish(parts: {
    readonly doc: readonly string[]; readonly body: readonly Part[]; readonly grid: readonly SymLike[]; readonly block: number;
  }): HipKernel {
    const sizes = new Set<string>();
    const note = (expr: KExpr): void => visitK(expr, (e) => {
      if (e.kind === 'var' && this.of.sizeNames.has(e.name)) sizes.add(e.name);
    });
    for (const part of parts.body) {
      if (part.kind === 'text') part.uses.forEach(note);
      else visitStmt(part, note);
    }
    const buffers = [...this.uses].map(([tensor, { buffer, read, write }]): KParam => ({
      kind: 'buffer', buffer, tensor: tensor.name, access: write ? (read ? 'readwrite' : 'write') : 'read',
    }));
    const [x = 1, y = 1, z = 1] = parts.grid;
    return {
      name: this.name, op: this.op, doc: parts.doc, body: parts.body, block: parts.block,
      params: [...buffers, ...this.of.method.sizes.filter((s) => sizes.has(s.name)).map((s): KParam => ({ kind: 'size', name: s.name }))],
      grid: [Size.sym(x), Size.sym(y), Size.sym(z)],
    };
  }
}

function visitStmt(stmt: KStmt, visit: (expr: KExpr) => void): void {
  switch (stmt.kind) {
    case 'let': case 'assign': return visit(stmt.value);
    case 'declare': return visit(stmt.init);
    case 'store': case 'atomic': visit(stmt.index); return visit(stmt.value);
    case 'for':
      visit(stmt.lo);
      visit(stmt.hi);
      if (typeof stmt.step !== 'number') visit(stmt.step);
      return stmt.body.forEach((s) => visitStmt(s, visit));
    case 'if':
      visit(stmt.cond);
      return [...stmt.then, ...stmt.else].forEach((s) => visitStmt(s, visit));
    case 'call': return stmt.args.forEach((a) => { if (a.kind !== 'buffer') visit(a); });
    case 'alloc': case 'barrier': case 'comment': return;
  }
}
