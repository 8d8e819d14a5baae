import type { BinaryOperator, ReductionName } from './ast.js';

/** How tightly operators bind; the reader and the printer share it. All are left-associative. */
export const OR = 1;
export const AND = 2;
export const NOT = 3;
export const COMPARISON = 4;
export const BITS = 5;
export const SUM = 6;
export const PRODUCT = 7;
export const UNARY = 8;

export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  or: OR, and: AND,
  '<': COMPARISON, '<=': COMPARISON, '>': COMPARISON, '>=': COMPARISON, '==': COMPARISON, '!=': COMPARISON,
  '|': BITS, '^': BITS, '&': BITS, '+': SUM, '-': SUM, '*': PRODUCT, '/': PRODUCT, '%': PRODUCT,
};

/** How tightly operators bind that a reduction takes in: products, and of `any` and `all` comparisons. */
export function reductionBody(op: ReductionName): number {
  return op === 'any' || op === 'all' ? COMPARISON : PRODUCT;
}

/**
 * Words that may follow an operand: behind `max(a, b)` they do not begin the formula of a reduction. The printer puts a formula
 * that begins with one of them in brackets.
 */
export const CLAUSE_WORDS: ReadonlySet<string> = new Set([
  'count', 'where', 'always', 'multiple', 'from', 'tokens', 'flop', 'bytes', 'pow2',
]);

export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(PRECEDENCE, text);
}
