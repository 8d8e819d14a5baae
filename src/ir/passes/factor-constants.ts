import type { BinaryExpr, Expr } from '../nodes.js';
import { mapOp } from '../visit.js';
import type { Pass } from './pass.js';

/**
 * sum(x * c) becomes sum(x) * c, and sum(x / c) becomes sum(x) / c, for a constant c: one multiplication instead of one
 * for each term. It rounds once where the sum of rounded terms rounds at each term; docs/language/tolerance.md allows it.
 */
export const factorConstants: Pass = {
  name: 'factor-constants',
  description: 'move constant factors and divisors out of sums',
  exact: false,
  run(method) {
    const ops = method.ops.map((op) => mapOp(op, factor));
    return ops.every((op, i) => op === method.ops[i]) ? method : { ...method, ops };
  },
};

function factor(expr: Expr): Expr {
  if (expr.kind !== 'reduce' || expr.op !== 'sum' || expr.type !== 'f32') return expr;
  const found = split(expr.value);
  return found ? { ...found.outer, left: factor({ ...expr, value: found.term }), right: found.constant } : expr;
}

interface Split { readonly outer: BinaryExpr; readonly term: Expr; readonly constant: Expr }

/** Takes the constant off a product or quotient. An empty sum stays 0 only if the constant is finite and not 0. */
function split(value: Expr): Split | undefined {
  if (value.kind !== 'binary' || (value.op !== 'mul' && value.op !== 'div')) return undefined;
  const isFactor = (e: Expr): boolean => e.kind === 'const' && Number.isFinite(e.value) && e.value > 0;
  if (isFactor(value.right)) return { outer: value, term: value.left, constant: value.right };
  return value.op === 'mul' && isFactor(value.left) ? { outer: value, term: value.right, constant: value.left } : undefined;
}
