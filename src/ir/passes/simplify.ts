import type { DType } from '../../numerics/dtype.js';
import { roundTo } from '../../numerics/float.js';
import type { BinaryExpr, Expr, LoadExpr, MapOp, Method, Op } from '../nodes.js';
import { binaryFunction, convertFunction, unaryFunction } from '../scalar.js';
import { mapExpr, mapOp } from '../visit.js';
import { exprKey } from '../structural-key.js';
import { decideComparison, integerRange } from './integer-range.js';
import type { Pass } from './pass.js';

/** Every rule keeps each f32 result to the bit, NaN and the sign of zero included. */
export const simplify: Pass = {
  name: 'simplify',
  description: 'fold constants, drop neutral operands and needless roundings',
  exact: true,
  run: (method) => withOps(method, method.ops.map(simplifyOp)),
};

export function simplifyExpr(expr: Expr): Expr {
  return mapExpr(expr, simplifyNode);
}

function withOps(method: Method, ops: readonly Op[]): Method {
  return ops.every((op, i) => op === method.ops[i]) ? method : { ...method, ops };
}

function simplifyOp(op: Op): Op {
  const next = op.kind === 'map' && op.sequential ? simplifyScan(op) : mapOp(op, simplifyNode);
  const when = op.when && simplifyExpr(op.when);
  return when === op.when ? next : { ...next, ...(when ? { when } : {}) };
}

/** Where a scan reads itself stays as it is, also where a range is so short that less would do: back ends know the point before by its form. */
function simplifyScan(op: MapOp): Op {
  const isOwn = (e: Expr): e is LoadExpr => e.kind === 'load' && e.tensor === op.target;
  const held = mapOp(op, (e) => (isOwn(e) ? { ...e, indices: op.indices } : e));
  const next = mapOp(held, simplifyNode);
  if (next === held) return op;
  const before = next.indices.map((e) => (e.kind === 'axis-ref' && e.axis === next.sequential ? pointBefore(e) : e));
  return mapOp(next, (e) => (isOwn(e) ? { ...e, indices: before } : e));
}

/** max(t - 1, 0) */
function pointBefore(t: Expr): Expr {
  const number = (value: number): Expr => ({ kind: 'const', value, type: 'i32', span: t.span });
  const less: Expr = { kind: 'binary', op: 'sub', left: t, right: number(1), type: 'i32', span: t.span };
  return { ...less, op: 'max', left: less, right: number(0) };
}

function constant(like: Expr, value: number): Expr {
  return { kind: 'const', value, type: like.type, span: like.span };
}

function simplifyNode(expr: Expr): Expr {
  switch (expr.kind) {
    case 'unary': {
      const { op, value } = expr;
      if (value.kind === 'const') return constant(expr, unaryFunction(op, value.type)(value.value));
      if (value.kind !== 'unary') return expr;
      if ((op === 'neg' || op === 'not') && value.op === op) return value.value;
      return op === 'abs' && (value.op === 'neg' || value.op === 'abs') ? { ...expr, value: value.value } : expr;
    }
    case 'binary': return simplifyBinary(expr);
    case 'select':
      if (expr.cond.kind === 'const') return expr.cond.value ? expr.then : expr.else;
      return exprKey(expr.then) === exprKey(expr.else) ? expr.then : expr;
    case 'convert':
      if (expr.value.type === expr.type) return expr.value;
      return expr.value.kind === 'const' ? constant(expr, convertFunction(expr.value.type, expr.type)(expr.value.value)) : expr;
    case 'round':
      if (expr.value.kind === 'const') return constant(expr, roundTo(expr.to, expr.value.value));
      return isRounded(expr.value, expr.to) ? expr.value : expr;
    default: return expr;
  }
}

function simplifyBinary(expr: BinaryExpr): Expr {
  const { op, left, right } = expr;
  if (left.kind === 'const' && right.kind === 'const') {
    const dividesByZero = (op === 'div' || op === 'mod') && left.type === 'i32' && right.value === 0;
    return dividesByZero ? expr : constant(expr, binaryFunction(op, left.type)(left.value, right.value));
  }
  if (left.type === 'bool') return simplifyLogic(expr);
  const decided = left.type === 'i32' ? decideComparison(expr) : undefined;
  if (decided !== undefined) return constant(expr, decided ? 1 : 0);
  return (left.type === 'i32' ? simplifyInteger(expr) : simplifyFloat(expr)) ?? expr;
}

const is = (expr: Expr, value: number): boolean => expr.kind === 'const' && Object.is(expr.value, value);

function simplifyInteger(expr: BinaryExpr): Expr | undefined {
  const { op, left, right } = expr;
  switch (op) {
    case 'add': return is(left, 0) ? right : is(right, 0) ? left : undefined;
    case 'sub': return is(right, 0) ? left : undefined;
    case 'mul':
      if (is(left, 0) || is(right, 0)) return constant(expr, 0);
      return is(left, 1) ? right : is(right, 1) ? left : undefined;
    case 'div': return is(right, 1) ? left : isBelow(left, right) ? constant(expr, 0) : undefined;
    case 'mod': return is(right, 1) ? constant(expr, 0) : isBelow(left, right) ? left : undefined;
    case 'min': case 'max': return chooseSide(expr);
    default: return undefined;
  }
}

/** 0 <= a < b */
function isBelow(a: Expr, b: Expr): boolean {
  const [low, high] = [integerRange(a), integerRange(b)];
  return low !== undefined && high !== undefined && low[0] >= 0 && low[1] < high[0];
}

/** The operand of min or max that is always the result. */
function chooseSide({ op, left, right }: BinaryExpr): Expr | undefined {
  const [a, b] = [integerRange(left), integerRange(right)];
  if (!a || !b) return undefined;
  if (a[1] <= b[0]) return op === 'min' ? left : right;
  return b[1] <= a[0] ? (op === 'min' ? right : left) : undefined;
}

/** x + 0 is not here (it turns -0 into 0), nor is x * 0 (NaN, inf). */
function simplifyFloat(expr: BinaryExpr): Expr | undefined {
  const { op, left, right } = expr;
  switch (op) {
    case 'add': return is(left, -0) ? right : is(right, -0) ? left : undefined;
    case 'sub': return is(right, 0) ? left : undefined;
    case 'mul': return is(left, 1) ? right : is(right, 1) ? left : undefined;
    case 'div': {
      if (is(right, 1)) return left;
      // Dividing by a power of two and multiplying by its inverse round the same real number.
      const inverse = right.kind === 'const' ? 1 / right.value : NaN;
      return right.kind === 'const' && isPowerOfTwo(right.value) && isPowerOfTwo(inverse)
        ? { ...expr, op: 'mul', right: { ...right, value: inverse } } : undefined;
    }
    default: return undefined;
  }
}

/** Within the normal range of f32. */
function isPowerOfTwo(value: number): boolean {
  const exponent = Math.log2(Math.abs(value));
  return Number.isInteger(exponent) && exponent >= -126 && exponent <= 127 && 2 ** exponent === Math.abs(value);
}

function simplifyLogic(expr: BinaryExpr): Expr {
  const { op, left, right } = expr;
  const neutral = op === 'and' ? 1 : op === 'or' ? 0 : undefined;
  if (neutral === undefined) return expr;
  if (is(left, neutral)) return right;
  if (is(right, neutral)) return left;
  return is(left, 1 - neutral) || is(right, 1 - neutral) ? constant(expr, 1 - neutral) : expr;
}

/** Which formats hold every value of a narrow format. */
const HOLDS: Readonly<Partial<Record<DType, readonly DType[]>>> = {
  f32: ['f32', 'f16', 'bf16', 'f8e4m3'], f16: ['f16', 'f8e4m3'], bf16: ['bf16', 'f8e4m3'], f8e4m3: ['f8e4m3'],
};

/** True if the value is one that `to` can hold. */
function isRounded(expr: Expr, to: DType): boolean {
  if (to === 'f32') return true;
  const from = expr.kind === 'round' ? expr.to : expr.kind === 'load' ? expr.tensor.dtype : undefined;
  return from !== undefined && (HOLDS[to] ?? []).includes(from);
}
