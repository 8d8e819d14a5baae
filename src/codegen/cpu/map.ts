import type { Axis, Expr, MapOp, Tensor } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { scanOf } from '../../ir/kernel/scan.js';
import { toSym } from '../../ir/size-expr.js';
import { someExpr } from '../../ir/visit.js';
import { isFloat } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { dependsOn, fixedExtent, invariantReductions, isRectangular, loadsWithin, strideAlong, workOf } from './access.js';
import { lower, splat } from './lower.js';
import { chooseMode, isIndependent } from './mode.js';
import { emitPoints, type Sink } from './points.js';
import { loopEnd, loopsOver } from './reduce.js';
import { emitScan } from './scan.js';
import { withRows } from './softmax.js';
import { splitLong } from './split.js';
import { bind, letValue, sizeValue, textOf, type Env, type KernelScope } from './scope.js';
import { emitTiles, tilePlan } from './tile.js';

const EMPTY: Env = { axes: new Map() };

/** Loop nest of a map: outer axes over threads, the last one in lanes or register blocks. */
export function emitMap(op: MapOp, scope: KernelScope, out: KStmt[]): void {
  const scan = scanOf(op);
  if (scan) {
    emitScan(op, scan, scope, out);
    return;
  }
  const split = splitLong(op, scope, out);
  if (split) {
    for (const part of [...split.parts, split.rest]) emitMap(part, scope, out);
    return;
  }
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
  const tiles = tilePlan(op, scope);
  if (tiles) {
    emitTiles(op, tiles, sink, scope, out);
    return;
  }
  const rows = someExpr(op.value, (e) => e.kind === 'softmax-sum');
  const few = (!rows || outer.length === 0) && outer.every(isRectangular) && outer.reduce((n, a) => n * (fixedExtent(a) ?? Infinity), 1) < 8;
  parallelOver(few ? [] : outer, workOf(op.value), [x], scope, out, (env, block) => {
    loopsOver(few ? outer : [], [env], scope, block, ([at], inner) => {
      if (!at) return;
      hoist(op.value, x, at, scope, inner);
      widenUniform(op.value, x, outer, scope, inner);
      const lo = lower(x.lo, at, scope, inner);
      const hi = loopEnd(x, lower(x.hi, at, scope, inner), scope, inner);
      const grain = few ? grainOf(workOf(op.value)) : undefined;
      const value = withRows(op.value, x, at, scope, inner);
      emitPoints(value, x, { lo, hi }, chooseMode(value, x, outer, scope), at, sink, scope, inner, grain);
    });
  });
  scope.endPhase();
}

/** Computes reductions that are the same for all points of `axis` once. */
export function hoist(value: Expr, axis: Axis, env: Env, scope: KernelScope, out: KStmt[]): void {
  for (const reduction of invariantReductions(value, axis)) {
    if (scope.known.has(reduction)) continue;
    scope.known.set(reduction, letValue(scope, 'whole', lower(reduction, env, scope, out), out));
  }
}

/** Most elements of a tensor that is widened into a local copy. */
const LARGEST_COPY = 16384;

/**
 * Where rows are packed and so every element of the other operands is used for each block of points, narrow operands that
 * do not depend on `axis` are widened once, into a local copy.
 */
export function widenUniform(value: Expr, axis: Axis, around: readonly Axis[], scope: KernelScope, out: KStmt[]): void {
  if (chooseMode(value, axis, around, scope).packs.length === 0) return;
  for (const { load, inside } of loadsWithin(value)) {
    const { tensor } = load;
    const count = Size.asConstant(Size.mul(...tensor.shape, 1));
    const narrow = isFloat(tensor.dtype) && tensor.dtype !== 'f32';
    if (!narrow || inside.length === 0 || load.indices.some((i) => dependsOn(i, axis)) || count === undefined || count > LARGEST_COPY) continue;
    const copy = scope.local(`${tensor.name}_wide`, 'f32', Size.add(count, Size.variable('MPC_LANES')));
    out.push({ kind: 'alloc', buffer: copy }, { kind: 'call', name: 'mpc_widen_all', args: [copy, scope.buffer(tensor, 'read'), k.constant(count)] });
    scope.packed.set(load, { load: (expr, env, stmts) => k.load(copy, scope.offset(tensor, expr.indices.map((i) => lower(i, env, scope, stmts)))) });
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
  const range = leading.length === 1
    ? { lo: lower(first.lo, EMPTY, scope, out), hi: lower(first.hi, EMPTY, scope, out) }
    : { lo: k.constant(0), hi: leading.map(extentOf).reduce((a, b) => k.mul(a, b)) };
  const point = k.counter(name);
  inside(leading.length === 1 ? bind(EMPTY, first, point) : unflatten(leading, point, scope, block), block);
  out.push({ kind: 'for', name, ...range, step: 1, binding: { kind: 'parallel', grain }, body: block });
}

export const extentOf = (axis: Axis): KExpr => sizeValue(Size.max(0, Size.sub(toSym(axis.hi) ?? 0, toSym(axis.lo) ?? 0)));

/** The values of rectangular axes at one point of their product, counted row by row. */
export function unflatten(axes: readonly Axis[], point: KExpr, scope: KernelScope, out: KStmt[]): Env {
  const values = new Map<Axis, KExpr>();
  [...axes].reverse().reduce<KExpr>((left, axis, i) => {
    const index = i === axes.length - 1 ? left : k.binary('mod', left, extentOf(axis));
    values.set(axis, k.add(lower(axis.lo, EMPTY, scope, out), index));
    return k.binary('div', left, extentOf(axis));
  }, point);
  return axes.reduce((env, axis) => {
    const value = letValue(scope, axis.name, values.get(axis) ?? k.constant(0), out);
    return bind(env, axis, value.kind === 'var' ? { ...value, nonNegative: axis.lo.kind === 'const' } : value);
  }, EMPTY);
}

/** Stores into a tensor. */
export function targetSink(target: Tensor, indices: readonly Expr[], scope: KernelScope): Sink {
  return (given, env, out) => {
    // Storing rounds anyway.
    const value = given.kind === 'round' && given.to === target.dtype ? given.value : given;
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
