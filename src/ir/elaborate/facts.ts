import { Size, type Sym } from '../../symbolic/index.js';
import type { Expr, Tensor } from '../nodes.js';

/** What is known of expressions. */
interface Known {
  polynomial(expr: Expr): Sym;
  /** Whether it is surely 0 or more. */
  holds(value: Sym): boolean;
  /** What is 0 or more where a flag has the value `holds`. */
  flagFacts(flag: Tensor, holds: boolean): readonly Sym[];
}

/** Polynomials that are 0 or more wherever a condition has the value `holds`. What a comparison of floats says is left out. */
export function conditionFacts(bounds: Known, cond: Expr, holds = true): readonly Sym[] {
  if (cond.kind === 'unary' && cond.op === 'not') return conditionFacts(bounds, cond.value, !holds);
  if (cond.kind === 'load') return bounds.flagFacts(cond.tensor, holds);
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
    case 'eq': case 'ne': return [difference, Size.neg(difference), ...remainderFacts(bounds, left, right), ...remainderFacts(bounds, right, left)];
    default: return [];
  }
}

/** `x % c == r`, and x exceeds r: then x is at least c + r, and x / c at least 1. */
function remainderFacts(bounds: Known, left: Expr, right: Expr): readonly Sym[] {
  if (left.kind !== 'binary' || left.op !== 'mod') return [];
  const value = bounds.polynomial(left.left);
  const by = Size.asConstant(bounds.polynomial(left.right));
  const rest = Size.asConstant(bounds.polynomial(right));
  if (by === undefined || by < 1 || rest === undefined || !bounds.holds(Size.sub(value, rest + 1))) return [];
  const blocks = Size.floordiv(value, by);
  // With nothing left over, the value is its blocks times their length.
  const whole = rest === 0 ? [Size.sub(Size.mul(blocks, by), value), Size.sub(value, Size.mul(blocks, by))] : [];
  return [Size.sub(value, by + rest), Size.sub(blocks, 1), ...whole];
}
