import type { Axis, Expr, MapOp, ReduceExpr } from '../../ir/nodes.js';
import { freeAxes, mapExpr } from '../../ir/visit.js';
import { plainExtent } from './access.js';
import { pointCount } from './points.js';
import { nestedReductions, sharedReductions } from './reduce-map.js';
import type { MethodScope } from './scope.js';

/** Steps of a sum inside another one from which on a kernel of its own pays: one thread would do them one after another. */
const LEAST_STEPS = 256;
const MOST_POINTS = 2 ** 24;

/**
 * A map whose reduction has a long one inside, as two maps: all values of the inner one, then the outer one over these. Undefined where
 * there is none.
 */
export function innerFirst(of: MethodScope, op: MapOp): readonly [MapOp, MapOp] | undefined {
  for (const outer of sharedReductions(op)) {
    const inner = nestedReductions(outer.value).find((r) => isLong(of, r));
    if (!inner || inner.type === 'bool') continue;
    const free = freeAxes(inner);
    const axes = [...op.axes, ...outer.axes].filter((a) => free.has(a));
    const whole = axes.length === free.size && axes.every(isWhole) && axes.some((a) => outer.axes.includes(a));
    if (!whole || of.boundOf(pointCount(axes)) > MOST_POINTS) continue;
    const { span } = op;
    const target = of.scratchTensor(`${op.target.name}_inner`, inner.type, axes.map((a) => a.bound), span);
    const indices = axes.map((axis): Expr => ({ kind: 'axis-ref', axis, type: 'i32', span }));
    const value = mapExpr(op.value, (e) => (e === inner ? { kind: 'load', tensor: target, indices, type: inner.type, span } : e));
    return [{ ...op, target, axes, indices, value: inner }, { ...op, value }];
  }
  return undefined;
}

function isLong(of: MethodScope, { axes }: ReduceExpr): boolean {
  return axes.every(isWhole) && of.boundOf(pointCount(axes)) >= LEAST_STEPS;
}

function isWhole(axis: Axis): boolean {
  return plainExtent(axis) !== undefined && axis.lo.kind === 'const' && axis.lo.value === 0;
}
