import type { BinaryOperator } from './ast.js';

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

export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(PRECEDENCE, text);
}
