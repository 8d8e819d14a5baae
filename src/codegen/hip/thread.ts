import { elementsOf } from '../../ir/elements.js';
import * as k from '../../ir/kernel/build.js';
import { combine, identity, linearIndex, lowerExpr, lowerLoops, withAxis, type Lowering } from '../../ir/kernel/lower-expression.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, LoadExpr, ReduceExpr, SoftmaxSumExpr, Tensor } from '../../ir/nodes.js';
import { childrenOf, freeAxes } from '../../ir/visit.js';
import { Size } from '../../symbolic/index.js';
import { directLoads, loadsInVectors, plainExtent, vectorWidth } from './access.js';
import type { KernelScope } from './scope.js';

/** Values that are at hand already: reductions that were computed before, loads that a vector load has served. */
export type Served = ReadonlyMap<Expr, KExpr>;

type Reduction = ReduceExpr | SoftmaxSumExpr;

/** Lowering of what one thread computes by itself. */
export function threadLowering(scope: KernelScope, axes: ReadonlyMap<Axis, KExpr>, served: Served = new Map()): Lowering {
  return {
    axes, bufferOf: scope.read, fresh: scope.fresh,
    load: (expr, lowering, out) => served.get(expr) ?? loadElement(scope, expr, lowering, out),
    reduce: (expr, lowering, out) => served.get(expr) ?? (expr.kind === 'reduce' ? reduceInThread(scope, expr, lowering, served, out) : undefined),
  };
}

export function lowerWith(scope: KernelScope, expr: Expr, axes: ReadonlyMap<Axis, KExpr>, served: Served, out: KStmt[]): KExpr {
  return lowerExpr(expr, threadLowering(scope, axes, served), out);
}

/** Element number of `tensor[indices]`, in 64 bits where it may not fit 31. */
export function elementIndex(scope: KernelScope, tensor: Tensor, indices: readonly KExpr[]): KExpr {
  const wide = scope.of.boundOf(elementsOf(tensor)) >= 2 ** 31;
  const [first, ...rest] = indices;
  return linearIndex(tensor, wide && first ? [k.convert(first, 'i64'), ...rest] : indices);
}

function loadElement(scope: KernelScope, expr: LoadExpr, lowering: Lowering, out: KStmt[]): KExpr {
  const index = elementIndex(scope, expr.tensor, expr.indices.map((i) => lowerExpr(i, lowering, out)));
  return k.load(scope.read(expr.tensor), index);
}

/** Reductions in `expr` that need only axes in scope, outermost first, not looking inside of those found. */
export function reductionsWithin(expr: Expr, known: ReadonlySet<Axis>): readonly Reduction[] {
  if (expr.kind === 'reduce' || expr.kind === 'softmax-sum') {
    if ([...freeAxes(expr)].every((a) => known.has(a))) return [expr];
  }
  const found: Reduction[] = [];
  for (const child of childrenOf(expr)) found.push(...reductionsWithin(child, known));
  return found;
}

/** A reduction by one thread: what does not change in its loop is computed before it, contiguous loads are vectors. */
function reduceInThread(scope: KernelScope, expr: ReduceExpr, lowering: Lowering, served: Served, out: KStmt[]): KExpr {
  const known = new Set(lowering.axes.keys());
  const before = new Map(served);
  for (const inner of childrenOf(expr).flatMap((child) => reductionsWithin(child, known))) {
    if (!before.has(inner)) before.set(inner, lowerWith(scope, inner, lowering.axes, before, out));
  }
  const name = scope.fresh(expr.op);
  const acc = k.variable(name, expr.type);
  out.push({ kind: 'declare', name, init: identity(expr.op, expr.type) });
  reductionLoops(scope, expr, expr.axes, threadLowering(scope, lowering.axes, before), before, out, (value) => ({ kind: 'assign', name, value: combine(expr.op, acc, value) }));
  return acc;
}

/** Loops of one thread over some axes of a reduction; a choice that the innermost one does not change is made before it. */
export function reductionLoops(
  scope: KernelScope, { op, value }: ReduceExpr, axes: readonly Axis[], lowering: Lowering, served: Served, out: KStmt[], each: (value: KExpr) => KStmt,
): void {
  const last = axes.at(-1);
  if (!last) return;
  lowerLoops(axes.slice(0, -1), lowering, out, (inner, block) => {
    const { cond, rest } = choiceBefore(op, value, last);
    if (!cond) return innermost(scope, last, value, inner, served, block, each);
    const then: KStmt[] = [];
    innermost(scope, last, rest, inner, served, then, each);
    block.push({ kind: 'if', cond: lowerExpr(cond, inner, block), then, else: [] });
  });
}

/** `if cond then rest else 0` in a sum, where `axis` does not change the condition. */
function choiceBefore(op: ReduceExpr['op'], value: Expr, axis: Axis): { readonly cond?: Expr; readonly rest: Expr } {
  if (op !== 'sum' || value.kind !== 'select' || value.else.kind !== 'const' || value.else.value !== 0 || freeAxes(value.cond).has(axis)) return { rest: value };
  return { cond: value.cond, rest: value.then };
}

/** Width in which the loop over `axis` can go, by its widest contiguous load; 1 where there is none. */
export function loopWidth(axis: Axis, value: Expr): number {
  const extent = plainExtent(axis);
  const count = extent && Size.asConstant(extent);
  if (count === undefined || axis.lo.kind !== 'const' || axis.lo.value !== 0) return 1;
  const widths = directLoads(value).map((l) => vectorWidth(l, axis));
  let width = Math.max(1, ...widths);
  while (width > 1 && count % width !== 0) width /= 2;
  return width;
}

/** Vector loads along `axis` from point `base`, and where their elements are served from. */
export function vectorLoads(
  scope: KernelScope, value: Expr, axis: Axis, width: number, base: KExpr, lane: KExpr, lowering: Lowering, served: Served, out: KStmt[],
): Served {
  const result = new Map(served);
  const at = threadLowering(scope, new Map(lowering.axes).set(axis, base), served);
  const seen = new Map<string, KExpr>();
  for (const load of directLoads(value)) {
    if (width === 1 || result.has(load) || !loadsInVectors(load, axis, width)) continue;
    const index = elementIndex(scope, load.tensor, load.indices.map((i) => lowerExpr(i, at, out)));
    const key = `${load.tensor.name} ${JSON.stringify(index)}`;
    let element = seen.get(key);
    if (!element) {
      const name = scope.fresh(`${load.tensor.name}_v`);
      out.push({ kind: 'let', name, value: k.load(scope.read(load.tensor), index, width, 1) });
      element = k.variable(`${name}[${lane.kind === 'var' ? lane.name : lane.kind === 'const' ? lane.value : 0}]`, load.type);
      seen.set(key, element);
    }
    result.set(load, element);
  }
  return result;
}

/** The innermost loop of a reduction, in vectors where loads are contiguous. */
function innermost(
  scope: KernelScope, axis: Axis, value: Expr, lowering: Lowering, served: Served, out: KStmt[], each: (value: KExpr) => KStmt,
): void {
  const name = scope.fresh(axis.name);
  const width = loopWidth(axis, value);
  const lo = lowerExpr(axis.lo, lowering, out);
  const hi = lowerExpr(axis.hi, lowering, out);
  const body: KStmt[] = [];
  if (width === 1) {
    body.push(each(lowerWith(scope, value, withAxis(lowering, axis, k.counter(name)).axes, served, body)));
  } else {
    const lane = scope.fresh('v');
    const vectors = vectorLoads(scope, value, axis, width, k.counter(name), k.counter(lane), lowering, served, body);
    const inner: KStmt[] = [];
    const axes = withAxis(lowering, axis, k.add(k.counter(name), k.counter(lane))).axes;
    inner.push(each(lowerWith(scope, value, axes, vectors, inner)));
    body.push({ kind: 'for', name: lane, lo: k.constant(0), hi: k.constant(width), step: 1, binding: { kind: 'unroll' }, body: inner });
  }
  out.push({ kind: 'for', name, lo, hi, step: width, binding: { kind: 'serial' }, body });
}
