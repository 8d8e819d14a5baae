import type { Axis, Expr, MapOp, Tensor } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { toSym } from '../../ir/size-expr.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { fixedExtent, invariantReductions, isRectangular, strideAlong, strideOf, workOf } from './access.js';
import { VECTOR } from './dialect.js';
import { lower, lowerAll, splat } from './lower.js';
import { chooseMode, isIndependent, type Mode } from './mode.js';
import { LANES, loopsOver, unrolled } from './reduce.js';
import { bind, letValue, sizeValue, textOf, type Env, type KernelScope } from './scope.js';

/** Where the values of a block of points go. */
export type Sink = (value: KExpr, env: Env, out: KStmt[]) => void;

const EMPTY: Env = { axes: new Map() };

/** Loop nest of a map: outer axes over threads, the last one in lanes or register blocks. */
export function emitMap(op: MapOp, scope: KernelScope, out: KStmt[]): void {
  const sink = targetSink(op.target, op.indices, scope);
  const x = op.axes[op.axes.length - 1];
  if (!x) {
    sink(lower(op.value, EMPTY, scope, out), EMPTY, out);
    return;
  }
  const outer = op.axes.slice(0, -1);
  if (!isIndependent(op)) {
    loopsOver(op.axes, [EMPTY], scope, out, ([env], block) => { if (env) sink(lower(op.value, env, scope, block), env, block); });
    return;
  }
  const mode = chooseMode(op.value, x, outer, scope);
  const few = outer.every(isRectangular) && outer.reduce((n, a) => n * (fixedExtent(a) ?? Infinity), 1) < 8;
  parallelOver(few ? [] : outer, workOf(op.value), [x], scope, out, (env, block) => {
    loopsOver(few ? outer : [], [env], scope, block, ([at], inner) => {
      if (!at) return;
      hoist(op.value, x, at, scope, inner);
      const lo = lower(x.lo, at, scope, inner);
      const hi = lower(x.hi, at, scope, inner);
      const grain = few ? grainOf(workOf(op.value)) : undefined;
      emitPoints(op.value, x, { lo, hi }, mode, at, sink, scope, inner, grain);
    });
  });
}

/** Computes reductions that are the same for all points of `axis` once. */
export function hoist(value: Expr, axis: Axis, env: Env, scope: KernelScope, out: KStmt[]): void {
  for (const reduction of invariantReductions(value, axis)) {
    if (scope.known.has(reduction)) continue;
    scope.known.set(reduction, letValue(scope, 'whole', lower(reduction, env, scope, out), out));
  }
}

/** About how many points make a chunk for a thread when each takes `work` operations. */
export function grainOf(work: Sym): KExpr {
  const terms = work.terms.map((t) => [
    `${Math.abs(t.coefficient)}${Number.isInteger(t.coefficient) ? '.0' : ''}`,
    ...t.factors.flatMap((f) => Array<string>(f.power).fill(textOf(sizeValue(f.atom.kind === 'var' ? Size.variable(f.atom.name) : oneTerm(f.atom))))),
  ].join(' * '));
  return k.call('mpc_grain', [k.variable(terms.join(' + ') || '1.0', 'f32')], 'i64');
}

function oneTerm(atom: Sym['terms'][number]['factors'][number]['atom']): Sym {
  return { key: '', terms: [{ coefficient: 1, factors: [{ atom, power: 1 }] }] };
}

/** Loops over `axes` with the leading rectangular ones dealt out to threads; none: straight through. */
export function parallelOver(
  axes: readonly Axis[], work: Sym, within: readonly Axis[], scope: KernelScope, out: KStmt[], body: (env: Env, out: KStmt[]) => void,
): void {
  const split = axes.findIndex((a) => !isRectangular(a));
  const leading = split < 0 ? axes : axes.slice(0, split);
  const rest = axes.slice(leading.length);
  const [first] = leading;
  const inside = (env: Env, block: KStmt[]): void => {
    loopsOver(rest, [env], scope, block, ([at], inner) => { if (at) body(at, inner); });
  };
  if (!first) { inside(EMPTY, out); return; }
  const grain = grainOf(Size.mul(work, ...[...rest, ...within].map((a) => a.bound), 1));
  const block: KStmt[] = [];
  const name = scope.fresh(leading.length === 1 ? first.name : 'point');
  let env = EMPTY;
  let [lo, hi]: [KExpr, KExpr] = [k.constant(0), k.constant(0)];
  if (leading.length === 1) {
    [lo, hi] = [lower(first.lo, EMPTY, scope, out), lower(first.hi, EMPTY, scope, out)];
    env = bind(EMPTY, first, k.counter(name));
  } else {
    const counts = leading.map((a) => sizeValue(Size.max(0, Size.sub(toSym(a.hi) ?? 0, toSym(a.lo) ?? 0))));
    hi = counts.reduce((a, b) => k.mul(a, b));
    let left: KExpr = k.counter(name);
    const values = new Map<Axis, KExpr>();
    [...leading].reverse().forEach((axis, i) => {
      const count = counts[leading.length - 1 - i] ?? k.constant(1);
      const index = i === leading.length - 1 ? left : k.binary('mod', left, count);
      values.set(axis, k.add(lower(axis.lo, EMPTY, scope, block), index));
      left = k.binary('div', left, count);
    });
    for (const axis of leading) {
      const value = letValue(scope, axis.name, values.get(axis) ?? k.constant(0), block);
      env = bind(env, axis, value.kind === 'var' ? { ...value, nonNegative: axis.lo.kind === 'const' } : value);
    }
  }
  inside(env, block);
  out.push({ kind: 'for', name, lo, hi, step: 1, binding: { kind: 'parallel', grain }, body: block });
}

/** Evaluates `value` at the points lo <= x < hi and gives the values to `sink`. With `grain`, blocks go to threads. */
export function emitPoints(
  value: Expr, x: Axis, range: { readonly lo: KExpr; readonly hi: KExpr }, mode: Mode, env: Env, sink: Sink,
  scope: KernelScope, out: KStmt[], grain?: KExpr,
): void {
  const { lo, hi } = range;
  if (mode.kind === 'points') {
    if (grain) {
      const name = scope.fresh(x.name);
      const block: KStmt[] = [];
      const at = bind(env, x, x.lo.kind === 'const' ? k.counter(name) : k.variable(name));
      sink(lower(value, at, scope, block), at, block);
      out.push({ kind: 'for', name, lo, hi, step: 1, binding: { kind: 'parallel', grain }, body: block });
      return;
    }
    unrolled(x, mode.unroll, [env], scope, out, (points, block) => {
      const envs = points.map((p) => bind(env, x, p));
      lowerAll(value, envs, scope, block).forEach((v, i) => { const at = envs[i]; if (at) sink(v, at, block); });
    }, range);
    return;
  }
  const name = scope.fresh(x.name);
  const base = x.lo.kind === 'const' ? k.counter(name) : k.variable(name);
  const block: KStmt[] = [];
  const extent = fixedExtent(x);
  const whole = extent !== undefined && extent % (mode.unroll * VECTOR) === 0;
  const left = whole ? undefined : letValue(scope, 'left', k.sub(hi, base), block);
  const width = k.mul(k.constant(mode.unroll), LANES);
  for (const { load, along, length } of mode.packs) {
    const tile = scope.local(`${load.tensor.name}_tile`, 'f32', Size.mul(length * mode.unroll, Size.variable('MPC_LANES')));
    const at = bind(bind(env, x, base), along, lower(along.lo, env, scope, block));
    const first = scope.offset(load.tensor, load.indices.map((i) => lower(i, at, scope, block)));
    const stride = strideOf(load, x) ?? 1;
    block.push({ kind: 'alloc', buffer: tile }, {
      kind: 'call', name: 'mpc_pack',
      args: [tile, k.address(scope.buffer(load.tensor, 'read'), first), sizeValue(stride), k.constant(length), left ?? width, width],
    });
    scope.packed.set(load, { load: (expr, e) => packedValue(expr.type, tile, along, width, e, scope, block) });
  }
  const envs = Array.from({ length: mode.unroll }, (_, u): Env => {
    const offset = k.mul(k.constant(u), LANES);
    const valid = left && (u === 0 ? left : k.sub(left, offset));
    return { ...env, lane: { axis: x, base: k.add(base, offset), offset, valid } };
  });
  lowerAll(value, envs, scope, block).forEach((v, u) => { const at = envs[u]; if (at) sink(v, at, block); });
  for (const { load } of mode.packs) scope.packed.delete(load);
  out.push({ kind: 'for', name, lo, hi, step: width, binding: grain ? { kind: 'parallel', grain } : { kind: 'serial' }, body: block });
}

function packedValue(
  type: Expr['type'], tile: KBuffer, along: Axis, width: KExpr, env: Env, scope: KernelScope, out: KStmt[],
): KExpr {
  const at = env.axes.get(along);
  if (!at || !env.lane) throw new Error(`a packed ${type} load outside its reduction`);
  const row = k.sub(at, lower(along.lo, env, scope, out));
  return k.load(tile, k.add(k.mul(row, width), env.lane.offset), VECTOR, 1);
}

/** Stores into a tensor. */
export function targetSink(target: Tensor, indices: readonly Expr[], scope: KernelScope): Sink {
  return (value, env, out) => {
    const buffer = scope.buffer(target, 'write');
    const { lane } = env;
    const at = (e: Env): KExpr => scope.offset(target, indices.map((i) => lower(i, e, scope, out)));
    if (!lane) {
      out.push({ kind: 'store', buffer, index: at(env), value });
      return;
    }
    const first: Env = { axes: new Map(env.axes).set(lane.axis, lane.base) };
    const stride = strideAlong(target, indices, lane.axis);
    const count = lane.valid ? [lane.valid] : [];
    const vector = stored(splat(value));
    if (stride?.key === '1') out.push({ kind: 'call', name: 'mpc_store', args: [k.address(buffer, at(first)), vector, ...count] });
    else if (stride) out.push({ kind: 'call', name: 'mpc_store_strided', args: [k.address(buffer, at(first)), sizeValue(stride), vector, ...count] });
    else out.push({ kind: 'call', name: 'mpc_store_indexed', args: [k.address(buffer, k.constant(0)), splat(at(env)), vector, ...count] });
  };
}

/** Masks are stored as 0 and 1. */
const stored = (value: KExpr): KExpr => (value.type === 'bool' ? { kind: 'convert', value, type: 'i32', lanes: value.lanes } : value);
