import type { Axis, Expr, MapOp, Op } from '../nodes.js';
import { exprKey } from '../structural-key.js';
import { loadsOf, someExpr } from '../visit.js';
import type { Reporter } from './reporter.js';

/** What a map may read of its own target: the element that it writes (an update in place), or the one before (a scan). */
export function checkSelf(op: Op, reporter: Reporter): void {
  if (op.kind !== 'map') return;
  const { target, sequential } = op;
  if (sequential) checkSequential(op, sequential, reporter);
  const outside = [...op.indices, ...op.axes.flatMap((a) => [a.lo, a.hi])];
  if (outside.some((e) => someExpr(e, (x) => x.kind === 'load' && x.tensor === target))) reporter.fail(op, `its points depend on ${target.name} itself`);
  const own = op.indices.map((e) => exprKey(e));
  for (const { tensor, indices } of loadsOf(op)) {
    if (tensor !== target) continue;
    const same = indices.every((e, d) => exprKey(e) === own[d]);
    if (same && target.role === 'memory') continue;
    if (same || !sequential) reporter.fail(op, same ? `${target.name} is read before it is defined` : `it reads ${target.name} at other indices than it writes`);
    else if (!indices.every((e, d) => isBefore(e, op.indices[d], own[d], sequential))) reporter.fail(op, `it reads ${target.name} elsewhere than at the point before`);
  }
}

function checkSequential(op: MapOp, axis: Axis, reporter: Reporter): void {
  if (!op.axes.includes(axis)) reporter.fail(op, `it is sequential along ${axis.name}, which is none of its axes`);
  if (axis.lo.kind !== 'const' || axis.lo.value !== 0) reporter.fail(op, `the sequential axis ${axis.name} does not start at 0`);
}

/** Whether an index is the target's own, or, along the axis of a scan, the one before: t - 1 for t > 0. */
function isBefore(index: Expr, target: Expr | undefined, own: string | undefined, axis: Axis): boolean {
  if (target?.kind !== 'axis-ref' || target.axis !== axis) return exprKey(index) === own;
  return [1, 2, 7].every((t) => at(index, axis, t) === t - 1);
}

/** The value of an integer expression of one axis; undefined if it mentions anything else. */
function at(expr: Expr, axis: Axis, t: number): number | undefined {
  if (expr.kind === 'const') return expr.value;
  if (expr.kind === 'axis-ref') return expr.axis === axis ? t : undefined;
  if (expr.kind !== 'binary') return undefined;
  const left = at(expr.left, axis, t);
  const right = at(expr.right, axis, t);
  if (left === undefined || right === undefined) return undefined;
  switch (expr.op) {
    case 'add': return left + right;
    case 'sub': return left - right;
    case 'min': return Math.min(left, right);
    case 'max': return Math.max(left, right);
    default: return undefined;
  }
}
