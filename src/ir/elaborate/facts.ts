import { Size, type Sym } from '../../symbolic/index.js';
import type { Expr } from '../nodes.js';
import type { Bounds } from './bounds.js';

/** Polynomials that are 0 or more wherever a condition has the value `holds`. What a comparison of floats says is left out. */
export function conditionFacts(bounds: Bounds, cond: Expr, holds = true): readonly Sym[] {
  if (cond.kind === 'unary' && cond.op === 'not') return conditionFacts(bounds, cond.value, !holds);
  if (cond.kind !== 'binary') return [];
  const { op, left, right } = cond;
  if (op === (holds ? 'and' : 'or')) return [...conditionFacts(bounds, left, holds), ...conditionFacts(bounds, right, holds)];
  if (left.type !== 'i32' || right.type !== 'i32') return [];
  const difference = Size.sub(bounds.polynomial(right), bounds.polynomial(left));
  if (op === (holds ? 'ne' : 'eq')) {
    return [difference, Size.neg(difference)].filter((d) => bounds.holds(d)).map((d) => Size.sub(d, 1));
  }
  switch (op) {
    case 'lt': return holds ? [Size.sub(difference, 1)] : [Size.neg(difference)];
    case 'le': return holds ? [difference] : [Size.sub(Size.neg(difference), 1)];
    case 'eq': case 'ne': return [difference, Size.neg(difference)];
    default: return [];
  }
}
