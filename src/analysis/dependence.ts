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
const NONE: ReadonlySet<Axis> = new Set();

/**
 * Axes on whose value an expression depends. A node is evaluated once for each combination of them: analysis counts
 * work after loop-invariant motion, so that the loop order of an expression does not change its cost.
 */
export function dependsOn(expr: Expr): ReadonlySet<Axis> {
  switch (expr.kind) {
    case 'const': case 'size': return NONE;
    case 'axis-ref': return closureOf(expr.axis);
    case 'unary': case 'convert': case 'round': return dependsOn(expr.value);
    default: {
      const known = memo.get(expr);
      if (known) return known;
      const found = inside(expr);
      memo.set(expr, found);
      return found;
    }
  }
}

function inside(expr: Expr): ReadonlySet<Axis> {
  const bound = boundAxes(expr);
  const parts = [...operands(expr).map(dependsOn), ...bound.map(boundsDependOn)].filter((axes) => axes.size > 0);
  const [only = NONE] = parts;
  if (parts.every((axes) => axes === only) && !bound.some((axis) => only.has(axis))) return only;
  const found = new Set<Axis>();
  for (const axes of parts) for (const axis of axes) found.add(axis);
  for (const axis of bound) found.delete(axis);
  return found;
}

const bounds = new WeakMap<Axis, ReadonlySet<Axis>>();

/** Axes that the bounds of a ragged axis mention. */
export function boundsDependOn(axis: Axis): ReadonlySet<Axis> {
  const known = bounds.get(axis);
  if (known) return known;
  const [lo, hi] = [dependsOn(axis.lo), dependsOn(axis.hi)];
  const both = hi.size === 0 ? lo : lo.size === 0 ? hi : new Set([...lo, ...hi]);
  bounds.set(axis, both);
  return both;
}

const closures = new WeakMap<Axis, ReadonlySet<Axis>>();

/** An axis with every outer axis that its bounds mention. */
function closureOf(axis: Axis): ReadonlySet<Axis> {
  const known = closures.get(axis);
  if (known) return known;
  const closure = new Set([axis]);
  for (const outer of boundsDependOn(axis)) for (const each of closureOf(outer)) closure.add(each);
  closures.set(axis, closure);
  return closure;
}

/** Adds axes with every outer axis that their bounds mention. */
export function closeOver(axes: Iterable<Axis>, into = new Set<Axis>()): Set<Axis> {
  for (const axis of axes) {
    if (into.has(axis)) continue;
    for (const each of closureOf(axis)) into.add(each);
  }
  return into;
}
