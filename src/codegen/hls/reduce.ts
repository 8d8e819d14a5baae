import type { Axis, Expr, ReduceExpr, SoftmaxSumExpr } from '../../ir/nodes.js';
import { someExpr } from '../../ir/visit.js';
import * as k from '../../ir/kernel/build.js';
import { combine, identity, LOWEST } from '../../ir/kernel/lower-expression.js';
import type { KBuffer, KExpr, KStmt, LoopBinding } from '../../ir/kernel/nodes.js';
import { Size } from '../../symbolic/index.js';
import { freeAxesOf } from './access.js';
import type { Target } from './device.js';
import type { Emitter } from './emitter.js';
import { loopScope, type Scope } from './scope.js';

/** A reduction as a value: accumulator loops, or lanes and an adder tree for sums of floats. */
export function lowerReduction(p: Emitter, expr: ReduceExpr | SoftmaxSumExpr, scope: Scope, out: KStmt[]): KExpr {
  if (expr.kind === 'softmax-sum') return lowerSoftmax(p, expr, scope, out);
  if (expr.op === 'sum' && expr.type === 'f32') return lowerFloatSum(p, expr, scope, out);
  const acc = declare(p, expr.op, identity(expr.op, expr.type), out);
  p.loops(expr.axes, scope, out, (inner, block) => {
    assign(acc, combine(expr.op, acc, p.value(expr.value, inner, block)), block);
  }, expr.type === 'f32' ? 2 : 1);
  return acc;
}

function declare(p: Emitter, prefix: string, init: KExpr, out: KStmt[]): KExpr {
  const name = p.names.fresh(prefix);
  out.push({ kind: 'declare', name, init });
  return k.variable(name, init.type);
}

function assign(target: KExpr, value: KExpr, out: KStmt[]): void {
  if (target.kind === 'var') out.push({ kind: 'assign', name: target.name, value });
}

/** Extent of an axis `0 .. constant`, or undefined. */
export function constantExtent(axis: Axis): number | undefined {
  return axis.lo.kind === 'const' && axis.lo.value === 0 && axis.hi.kind === 'const' ? axis.hi.value : undefined;
}

function isPowerOfTwo(n: number): boolean {
  return n > 0 && (n & (n - 1)) === 0;
}

/** The most lanes that an inner product of some extent may have. */
export function widestOf(extent: number | undefined, { width }: Target): number {
  return extent !== undefined && extent <= width.whole ? width.whole : width.lanes;
}

/** How many points of an axis are computed side by side. */
export function lanesOf(axis: Axis, most: number): number {
  const extent = constantExtent(axis);
  if (extent === undefined) return 1;
  let lanes = Math.min(most, extent);
  while (lanes > 1 && (extent % lanes !== 0 || !isPowerOfTwo(lanes))) lanes--;
  return lanes >= 4 ? lanes : 1;
}

const friendly = new WeakMap<Expr, Map<Axis, boolean>>();

/** True if neighbouring points of `axis` touch neighbouring elements everywhere, so that banks of an array serve all lanes. Remembered. */
export function isLaneFriendly(expr: Expr, axis: Axis): boolean {
  const byAxis = friendly.get(expr) ?? new Map<Axis, boolean>();
  friendly.set(expr, byAxis);
  const known = byAxis.get(axis) ?? touchesNeighbours(expr, axis);
  byAxis.set(axis, known);
  return known;
}

function touchesNeighbours(expr: Expr, axis: Axis): boolean {
  return !someExpr(expr, (e) => e.kind === 'load' && e.indices.some((index, d) => {
    if (!freeAxesOf(index).has(axis)) return false;
    return d !== e.indices.length - 1 || !isUnitStride(index, axis);
  }));
}

function isUnitStride(index: Expr, axis: Axis): boolean {
  if (index.kind === 'axis-ref') return index.axis === axis;
  if (index.kind !== 'binary' || index.op !== 'add') return false;
  const [left, right] = [index.left, index.right];
  return freeAxesOf(left).has(axis) ? !freeAxesOf(right).has(axis) && isUnitStride(left, axis) : isUnitStride(right, axis);
}

/** True if computing `expr` for a point of `axis` needs a loop of its own. */
function hasInnerLoop(expr: Expr, axis: Axis): boolean {
  return someExpr(expr, (e) => (e.kind === 'reduce' || e.kind === 'softmax-sum') && freeAxesOf(e).has(axis));
}

function lowerFloatSum(p: Emitter, expr: ReduceExpr, scope: Scope, out: KStmt[]): KExpr {
  const outer = expr.axes.slice(0, -1);
  const last = expr.axes.at(-1);
  if (!last) return p.value(expr.value, scope, out);
  const extent = constantExtent(last);
  const lanes = hasInnerLoop(expr.value, last) || !isLaneFriendly(expr.value, last) ? 1
    : lanesOf(last, widestOf(extent, p.target));
  const steps = extent === undefined ? p.bounds.upper(last.bound) : extent / lanes;
  const parts = steps >= p.target.partialSums ? p.target.partialSums : 1;
  if (lanes === 1 && parts === 1) {
    const acc = declare(p, 'sum', k.constant(0, 'f32'), out);
    p.loops(expr.axes, scope, out, (inner, block) => {
      assign(acc, combine('sum', acc, p.value(expr.value, inner, block)), block);
    }, p.target.addLatency);
    return acc;
  }
  if (steps === 1 && outer.length === 0) {
    const products = lane(p, last, lanes, k.constant(0), expr.value, scope, out);
    return p.bind('sum', treeSum(products, lanes), out);
  }
  const total = parts > 1 ? partialSums(p, parts, out) : declare(p, 'sum', k.constant(0, 'f32'), out);
  const add = (part: KExpr, index: KExpr, block: KStmt[]): void => {
    if (total.kind !== 'buffer') return assign(total, k.add(total, part), block);
    const at = k.binary('mod', index, k.constant(parts));
    block.push({ kind: 'store', buffer: total, index: at, value: k.add(k.load(total, at), part) });
  };
  p.loops(outer, scope, out, (inner, block) => {
    if (lanes === 1) {
      p.loop(last, inner, block, (deepest, body) => {
        add(p.value(expr.value, deepest, body), deepest.axes.get(last) ?? k.constant(0), body);
      });
      return;
    }
    const single = steps === 1;
    const base = p.names.fresh(last.name);
    const body: KStmt[] = [];
    const products = lane(p, last, lanes, single ? k.constant(0) : k.counter(base), expr.value, inner, body);
    add(treeSum(products, lanes), k.binary('div', k.counter(base), k.constant(lanes)), body);
    if (single) block.push(...body);
    else {
      block.push({ kind: 'for', name: base, lo: k.constant(0), hi: k.constant(extent ?? 0), step: lanes,
        binding: { kind: 'pipeline', ii: parts > 1 ? 1 : p.target.addLatency }, body });
    }
  }, parts > 1 ? 1 : p.target.addLatency);
  return total.kind === 'buffer' ? treeSum(total, parts) : total;
}

/** The terms of `lanes` points from `base` on, side by side. */
function lane(p: Emitter, axis: Axis, lanes: number, base: KExpr, term: Expr, scope: Scope, out: KStmt[]): KBuffer {
  const products = privateArray(p, 'lane', lanes);
  out.push({ kind: 'alloc', buffer: products });
  laneLoop(p, axis, base, lanes, scope, out, (point, index, lines) => {
    lines.push({ kind: 'store', buffer: products, index, value: p.value(term, point, lines) });
  });
  return products;
}

function treeSum(terms: KBuffer, count: number): KExpr {
  return k.call(`mpc::adder_tree<${count}>::sum`, [k.variable(terms.name)], 'f32');
}

/** Sums that take turns, so that one addition need not wait for the last. */
function partialSums(p: Emitter, parts: number, out: KStmt[]): KBuffer {
  const buffer = privateArray(p, 'part', parts);
  const clear = k.counter(p.names.fresh('c'));
  out.push({ kind: 'alloc', buffer });
  if (clear.kind === 'var') {
    out.push({ kind: 'for', name: clear.name, lo: k.constant(0), hi: k.constant(parts), step: 1, binding: { kind: 'unroll' },
      body: [{ kind: 'store', buffer, index: clear, value: k.constant(0, 'f32') }] });
  }
  return buffer;
}

function privateArray(p: Emitter, prefix: string, elements: number): KBuffer {
  return { kind: 'buffer', name: p.names.fresh(prefix), dtype: 'f32', space: 'private', elements: Size.constant(elements) };
}

const UNROLL: LoopBinding = { kind: 'unroll' };

/** `lanes` points of an axis from `base` on, unrolled. */
export function laneLoop(
  p: Emitter, axis: Axis, base: KExpr, lanes: number, scope: Scope, out: KStmt[],
  body: (scope: Scope, lane: KExpr, out: KStmt[]) => void,
): void {
  const name = p.names.fresh('l');
  const lane = k.counter(name);
  const inner = loopScope(scope, axis, k.add(base, lane));
  const block: KStmt[] = [];
  body(inner, lane, block);
  out.push({ kind: 'for', name, lo: k.constant(0), hi: k.constant(lanes), step: 1, binding: UNROLL, body: [...inner.prologue, ...block] });
}

/** Cycles between two terms of a running softmax: a sum is scaled, then added to. */
export function softmaxInterval({ multiplyLatency, addLatency }: Target): number {
  return multiplyLatency + addLatency;
}

function lowerSoftmax(p: Emitter, expr: SoftmaxSumExpr, scope: Scope, out: KStmt[]): KExpr {
  const peak = declare(p, 'peak', k.constant(LOWEST, 'f32'), out);
  const norm = declare(p, 'norm', k.constant(0, 'f32'), out);
  const acc = declare(p, 'acc', k.constant(0, 'f32'), out);
  p.loops(expr.axes, scope, out, (inner, block) => {
    const { next, fade, weight } = onlineWeights(p, peak, p.value(expr.logit, inner, block), block);
    assign(norm, k.fma(norm, fade, weight), block);
    assign(acc, k.fma(weight, p.value(expr.value, inner, block), k.mul(acc, fade)), block);
    assign(peak, next, block);
  }, softmaxInterval(p.target));
  return softmaxResult(norm, acc);
}

/** New running maximum, what fades the old sums, and the weight of the new term. */
export function onlineWeights(
  p: Emitter, peak: KExpr, logitValue: KExpr, out: KStmt[],
): { readonly next: KExpr; readonly fade: KExpr; readonly weight: KExpr } {
  const logit = p.bind('logit', logitValue, out);
  const next = p.bind('next', k.binary('max', peak, logit), out);
  const fade = p.bind('fade', k.unary('exp', k.sub(peak, next)), out);
  return { next, fade, weight: p.bind('weight', k.unary('exp', k.sub(logit, next)), out) };
}

export function softmaxResult(norm: KExpr, acc: KExpr): KExpr {
  return k.select(k.binary('eq', norm, k.constant(0, 'f32')), k.constant(0, 'f32'), k.binary('div', acc, norm));
}
