import type { Axis, Expr } from '../ir/nodes.js';

/** The direct sub-expressions of a node, without the bounds of axes that it binds. */
export function operands(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'const': case 'size': case 'axis-ref': return [];
    case 'load': return expr.indices;
    case 'unary': case 'convert': case 'round': case 'reduce': return [expr.value];
    case 'binary': return [expr.left, expr.right];
    case 'select': return [expr.cond, expr.then, expr.else];
    case 'softmax-sum': return [expr.logit, expr.value];
  }
}

export function boundAxes(expr: Expr): readonly Axis[] {
  return expr.kind === 'reduce' || expr.kind === 'softmax-sum' ? expr.axes : [];
}

const memo = new WeakMap<Expr, ReadonlySet<Axis>>();

/**
 * Axes on whose value an expression depends. A node is evaluated once for each combination of them: analysis counts
 * work after loop-invariant motion, so that the loop order of an expression does not change its cost.
 */
export function dependsOn(expr: Expr): ReadonlySet<Axis> {
  const known = memo.get(expr);
  if (known) return known;
  const found = new Set<Axis>();
  if (expr.kind === 'axis-ref') closeOver([expr.axis], found);
  for (const operand of operands(expr)) dependsOn(operand).forEach((a) => found.add(a));
  for (const axis of boundAxes(expr)) boundsDependOn(axis).forEach((a) => found.add(a));
  for (const axis of boundAxes(expr)) found.delete(axis);
  memo.set(expr, found);
  return found;
}

/** Axes that the bounds of a ragged axis mention. */
export function boundsDependOn(axis: Axis): ReadonlySet<Axis> {
  return new Set([...dependsOn(axis.lo), ...dependsOn(axis.hi)]);
}

/** Adds axes with every outer axis that their bounds mention. */
export function closeOver(axes: Iterable<Axis>, into = new Set<Axis>()): Set<Axis> {
  for (const axis of axes) {
    if (into.has(axis)) continue;
    into.add(axis);
    closeOver(boundsDependOn(axis), into);
  }
  return into;
}
