import type { BinaryOp, UnaryOp } from '../nodes.js';

/** Operators of the text form with their binding strength; all are left-associative. */
export const INFIX: Readonly<Partial<Record<BinaryOp, readonly [symbol: string, level: number]>>> = {
  or: ['or', 1], and: ['and', 2],
  lt: ['<', 3], le: ['<=', 3], eq: ['==', 3], ne: ['!=', 3],
  bitor: ['|', 4], bitxor: ['^', 5], bitand: ['&', 6], shl: ['<<', 7], shr: ['>>', 7],
  add: ['+', 8], sub: ['-', 8], mul: ['*', 9], div: ['/', 9], mod: ['%', 9],
};
export const ATOM = 10;

/** Operations written as calls. */
export const BINARY_CALLS: readonly BinaryOp[] = ['min', 'max', 'pow'];
export const UNARY_CALLS: readonly UnaryOp[] = [
  'neg', 'abs', 'exp', 'log', 'exp2', 'log2', 'sqrt', 'rsqrt', 'sin', 'cos', 'tanh', 'floor', 'ceil', 'not', 'popcount', 'pow2ceil',
];
