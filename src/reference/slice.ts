import type { Axis, ComputeOp, Expr, MapOp, Tensor } from '../ir/nodes.js';
import { loadsOf, opDefines } from '../ir/visit.js';
import { Size } from '../symbolic/index.js';
import type { Choice, Sampling } from './sample.js';
import type { SizeValues } from './storage.js';
import { workOf } from './work.js';

/** Operations that hide what they pass on may take this much more than others. */
const HIDDEN_SHARE = 100;

/**
 * Where operations pass hidden tensors on to each other, all of them have to be evaluated: too much work for some. If each point
 * of their outermost axis depends only on the hidden elements of the same point, some points of that axis are enough. Gives the
 * choice for all operations that write or read a hidden tensor; undefined where all points are wanted or the points depend on each other.
 */
export function sliceOf(ops: readonly ComputeOp[], hidden: readonly Tensor[], sizes: SizeValues, { work, seed }: Sampling): Choice | undefined {
  const involved = ops.filter((op) => involves(op, hidden));
  const whole = involved.reduce((n, op) => n + workOf(op, sizes), 0);
  if (whole <= HIDDEN_SHARE * work) return undefined;
  const [first] = involved;
  const extent = first?.kind === 'map' && first.axes[0] ? Size.evaluate(first.axes[0].bound, sizes) : 0;
  if (extent < 2 || !involved.every((op) => op.kind === 'map' && isSliced(op, extent, hidden, sizes))) return undefined;
  const wanted = Math.max(1, Math.floor((extent * HIDDEN_SHARE * work) / whole));
  return (index, count) => (Math.floor(index / (count / extent)) + seed) % extent < wanted;
}

/** Whether an operation writes or reads a hidden tensor. */
export function involves(op: ComputeOp, hidden: readonly Tensor[]): boolean {
  return opDefines(op).some((t) => hidden.includes(t)) || loadsOf(op).some((l) => hidden.includes(l.tensor));
}

function isSliced(op: MapOp, extent: number, hidden: readonly Tensor[], sizes: SizeValues): boolean {
  const [outermost] = op.axes;
  if (!outermost || op.sequential || Size.evaluate(outermost.bound, sizes) !== extent || !op.axes.every(isRectangular)) return false;
  const isOutermost = (index: Expr | undefined): boolean => index?.kind === 'axis-ref' && index.axis === outermost;
  if (hidden.includes(op.target) && !isOutermost(op.indices[0])) return false;
  return loadsOf(op).every((load) => !hidden.includes(load.tensor) || isOutermost(load.indices[0]));
}

/** From 0 to the same end at all points. */
function isRectangular({ lo, hi }: Axis): boolean {
  return lo.kind === 'const' && lo.value === 0 && (hi.kind === 'const' || hi.kind === 'size');
}
