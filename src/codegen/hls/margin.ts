import * as ir from '../../ir/build.js';
import type { Expr } from '../../ir/nodes.js';

/** What rounding may move the two sides of a comparison apart, as a part of their size. */
const MARGIN = 1e-4;

/**
 * A predicate that holds wherever `predicate` may hold under a different rounding of its float comparisons (`widen`), or
 * only where it holds under any.
 */
export function relaxed(predicate: Expr, widen: boolean): Expr {
  if (predicate.kind === 'unary' && predicate.op === 'not') return ir.not(relaxed(predicate.value, !widen));
  if (predicate.kind === 'select') return ir.select(predicate.cond, relaxed(predicate.then, widen), relaxed(predicate.else, widen));
  if (predicate.kind !== 'binary') return predicate;
  const { op, left, right } = predicate;
  if (op === 'and') return ir.and(relaxed(left, widen), relaxed(right, widen));
  if (op === 'or') return ir.or(relaxed(left, widen), relaxed(right, widen));
  if (left.type !== 'f32') return predicate;
  const margin = ir.mul(ir.add(ir.abs(left), ir.abs(right)), ir.f32(MARGIN));
  const near = ir.le(ir.abs(ir.sub(left, right)), margin);
  switch (op) {
    case 'lt': case 'le': return widen ? ir.or(predicate, ir.le(left, ir.add(right, margin))) : ir.and(predicate, ir.lt(ir.add(left, margin), right));
    case 'eq': return widen ? ir.or(predicate, near) : ir.and(predicate, ir.not(near));
    case 'ne': return widen ? ir.or(predicate, near) : ir.and(predicate, ir.not(near));
    default: return predicate;
  }
}
