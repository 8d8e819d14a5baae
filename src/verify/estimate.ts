import type { Axis, ComputeOp, Expr, Method, SizeSymbol } from '../ir/nodes.js';
import { freeAxes, isCompute, opAxes, visitOp } from '../ir/visit.js';
import { dtypeBytes } from '../numerics/dtype.js';
import { Size } from '../symbolic/index.js';

type Sizes = Readonly<Record<string, number>>;

/** About how many operations one step of a method takes a back end, at most: lists and selections as long as they may be. */
export function stepWork(method: Method, sizes: Sizes): number {
  return method.ops.filter(isCompute).reduce((n, op) => n + opWork(op, sizes), 0);
}

/** Points, and for each reduction inside what it goes over for all points at which it differs. */
function opWork(op: ComputeOp, sizes: Sizes): number {
  let total = points(opAxes(op), sizes);
  const over = (axes: readonly Axis[], part: Expr): number => points(new Set([...axes, ...freeAxes(part)]), sizes);
  visitOp(op, (e) => {
    if (e.kind === 'reduce') total += over(e.axes, e.value);
    if (e.kind === 'softmax-sum') total += over(e.axes, e.logit) + over(e.axes, e.value);
  });
  return total;
}

function points(axes: Iterable<Axis>, sizes: Sizes): number {
  let product = 1;
  for (const axis of axes) product *= Math.max(1, Size.evaluate(axis.bound, sizes));
  return product;
}

/** Bytes of all tensors but the weights. */
export function bytesOf(method: Method, sizes: Sizes): number {
  return method.tensors.filter((t) => t.role !== 'weight').reduce((total, t) => total + t.shape.reduce((n, s) => n * Size.evaluate(s, sizes), dtypeBytes(t.dtype)), 0);
}

/** The sizes, with those that may be chosen halved until `cost` is no more than `limit`, as far as that helps. */
export function lightened(free: readonly SizeSymbol[], sizes: Sizes, limit: number, cost: (sizes: Sizes) => number): Sizes {
  let [current, now] = [sizes, cost(sizes)];
  while (now > limit) {
    const halves = free.map((s) => ({ ...current, [s.name]: allowed((current[s.name] ?? s.min) / 2, s) }));
    const [best] = halves.map((h) => [cost(h), h] as const).sort(([a], [b]) => a - b);
    if (!best || best[0] > 0.8 * now) break;
    [now, current] = best;
  }
  return current;
}

/** The nearest value that a size may have, rounded up to its multiple. */
export function allowed(value: number, { min, max, multipleOf }: SizeSymbol): number {
  return Math.min(max, Math.ceil(Math.max(min, Math.min(max, value)) / multipleOf) * multipleOf);
}
