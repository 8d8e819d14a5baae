import type { Axis, Expr, MapOp } from '../../ir/nodes.js';
import { freeAxes, mapExpr } from '../../ir/visit.js';
import { Size } from '../../symbolic/index.js';
import { plainExtent } from './access.js';

/** A map over whole axes, of whose points only those count for which `guard` holds; others must not read anything. */
export interface Bounded { readonly op: MapOp; readonly guard: Expr }

/**
 * A map over axes that end at a count from the data, where at most so many points are known to be there, as one over all of these: they are
 * spread over threads before the count is known. Undefined where there is no such axis.
 */
export function boundedMap(op: MapOp): Bounded | undefined {
  const whole = new Map<Axis, Axis>();
  const guards: Expr[] = [];
  const ref = (axis: Axis): Expr => ({ kind: 'axis-ref', axis, type: 'i32', span: axis.span });
  for (const axis of op.axes) {
    const most = Size.asConstant(axis.bound);
    if (plainExtent(axis) !== undefined || most === undefined || most >= 2 ** 31 || axis.lo.kind !== 'const' || axis.lo.value !== 0 || freeAxes(axis.hi).size > 0) continue;
    const made: Axis = { ...axis, hi: { kind: 'const', value: most, type: 'i32', span: axis.span } };
    whole.set(axis, made);
    guards.push({ kind: 'binary', op: 'lt', left: ref(made), right: axis.hi, type: 'bool', span: axis.span });
  }
  const [first, ...more] = guards;
  if (!first) return undefined;
  const here = (expr: Expr): Expr => mapExpr(expr, (e) => {
    const made = e.kind === 'axis-ref' ? whole.get(e.axis) : undefined;
    return made ? ref(made) : e;
  });
  // Axes that depend on those are others, too.
  const axes = op.axes.map((axis) => {
    const known = whole.get(axis);
    if (known) return known;
    const [lo, hi] = [here(axis.lo), here(axis.hi)];
    if (lo === axis.lo && hi === axis.hi) return axis;
    const made: Axis = { ...axis, lo, hi };
    whole.set(axis, made);
    return made;
  });
  const guard = more.reduce<Expr>((left, right) => ({ kind: 'binary', op: 'and', left, right, type: 'bool', span: first.span }), first);
  return { op: { ...op, axes, indices: op.indices.map(here), value: here(op.value) }, guard };
}
