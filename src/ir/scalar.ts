import { pow2ceil } from '../numerics/float.js';
import type { ScalarType } from '../numerics/dtype.js';
import type { BinaryOp, ReduceOp, UnaryOp } from './nodes.js';

/** What each operation of the tensor IR means on single values. f32 results are rounded once. */
type Unary = (x: number) => number;
type Binary = (a: number, b: number) => number;

const { fround } = Math;

const UNARY: Readonly<Record<UnaryOp, Unary>> = {
  neg: (x) => -x,
  abs: Math.abs,
  exp: (x) => fround(Math.exp(x)),
  log: (x) => fround(Math.log(x)),
  exp2: (x) => fround(2 ** x),
  log2: (x) => fround(Math.log2(x)),
  sqrt: (x) => fround(Math.sqrt(x)),
  rsqrt: (x) => fround(1 / Math.sqrt(x)),
  sin: (x) => fround(Math.sin(x)),
  cos: (x) => fround(Math.cos(x)),
  tanh: (x) => fround(Math.tanh(x)),
  floor: Math.floor,
  ceil: Math.ceil,
  not: (x) => (x ? 0 : 1),
  popcount: (x) => {
    let count = 0;
    for (let rest = x | 0; rest !== 0; rest &= rest - 1) count++;
    return count;
  },
  pow2ceil,
};

const I32_UNARY: Partial<Record<UnaryOp, Unary>> = { neg: (x) => -x | 0, abs: (x) => Math.abs(x) | 0 };

/** As C's fmin and fmax: a NaN gives way to a number. */
const fmin: Binary = (a, b) => (a <= b || b !== b ? a : b);
const fmax: Binary = (a, b) => (a >= b || b !== b ? a : b);

const F32: Partial<Record<BinaryOp, Binary>> = {
  add: (a, b) => fround(a + b),
  sub: (a, b) => fround(a - b),
  mul: (a, b) => fround(a * b),
  div: (a, b) => fround(a / b),
  pow: (a, b) => fround(power(a, b)),
  min: fmin,
  max: fmax,
};

/** IEEE pow: 1 to any power is 1, also to NaN and infinity, and so is -1 to an infinite power. */
function power(a: number, b: number): number {
  return a === 1 || (a === -1 && (b === Infinity || b === -Infinity)) ? 1 : a ** b;
}

const I32: Partial<Record<BinaryOp, Binary>> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  mul: Math.imul,
  div: (a, b) => Math.floor(a / b) | 0,
  mod: (a, b) => (a - b * Math.floor(a / b)) | 0,
  min: Math.min,
  max: Math.max,
  bitand: (a, b) => a & b,
  bitor: (a, b) => a | b,
  bitxor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  shr: (a, b) => a >> b,
};

const ANY: Partial<Record<BinaryOp, Binary>> = {
  lt: (a, b) => (a < b ? 1 : 0),
  le: (a, b) => (a <= b ? 1 : 0),
  eq: (a, b) => (a === b ? 1 : 0),
  ne: (a, b) => (a !== b ? 1 : 0),
  and: (a, b) => (a && b ? 1 : 0),
  or: (a, b) => (a || b ? 1 : 0),
};

/** `type` is that of the operand. */
export function unaryFunction(op: UnaryOp, type: ScalarType): Unary {
  return (type === 'i32' ? I32_UNARY[op] : undefined) ?? UNARY[op];
}

/** `type` is that of the operands. Throws a `RangeError` where the operation is not defined on it. */
export function binaryFunction(op: BinaryOp, type: ScalarType): Binary {
  const found = ANY[op] ?? (type === 'f32' ? F32[op] : I32[op]);
  if (!found) throw new RangeError(`${op} is not defined on ${type}`);
  return found;
}

/** The value of an empty reduction. */
export function reduceIdentity(op: ReduceOp, type: ScalarType): number {
  if (op === 'sum') return 0;
  if (type === 'f32') return op === 'min' ? Infinity : -Infinity;
  return op === 'min' ? 2147483647 : -2147483648;
}

/** Combines partial results; sums stay in float64 until `finishReduce`. */
export function reduceFunction(op: ReduceOp): Binary {
  return op === 'sum' ? (a, b) => a + b : op === 'min' ? fmin : fmax;
}

export function finishReduce(value: number, type: ScalarType): number {
  return type === 'f32' ? fround(value) : value | 0;
}

/** To another scalar type. f32 -> i32 truncates; what does not fit is clamped, NaN is 0. */
export function convertFunction(from: ScalarType, to: ScalarType): Unary {
  if (to === 'f32') return fround;
  if (to === 'bool') return (x) => (x ? 1 : 0);
  return from === 'f32' ? (x) => (x !== x ? 0 : Math.trunc(Math.min(Math.max(x, -2147483648), 2147483647))) : (x) => x;
}
