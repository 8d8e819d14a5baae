import type { Span } from '../../diagnostics/diagnostic.js';
import type { BinaryOp, Expr, UnaryOp } from '../nodes.js';
import type { ScalarType } from '../../numerics/dtype.js';
import { typeName, type Context } from './context.js';
import { applyBinary, applyUnary } from './evaluate.js';

/** Typed constructors: promotion of integers, type errors, folding of what is constant. */

/** Rounds correctly when computed in float64 and rounded to f32 once more, so that folding changes no result. */
const FOLD_IN_F32: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'div', 'min', 'max', 'sqrt', 'neg', 'abs', 'floor', 'ceil', 'lt', 'le', 'eq', 'ne']);

function folded(cx: Context, expr: Expr, op: string, value: () => number): Expr {
  const float = expr.kind === 'binary' ? expr.left.type === 'f32' : expr.type === 'f32';
  if (float && !cx.exact && !FOLD_IN_F32.has(op)) return expr;
  const result = value();
  const rounded = expr.type === 'f32' && !cx.exact ? Math.fround(result) : result;
  if (expr.type === 'i32' && !(Number.isSafeInteger(rounded) && Math.abs(rounded) < 2 ** 31)) return expr;
  return { kind: 'const', value: rounded, type: expr.type, span: expr.span };
}

export function toFloat(cx: Context, expr: Expr): Expr {
  if (expr.type === 'f32') return expr;
  if (expr.kind === 'const') return { ...expr, type: 'f32', value: cx.exact ? expr.value : Math.fround(expr.value) };
  return { kind: 'convert', value: expr, type: 'f32', span: expr.span };
}

export function convert(cx: Context, expr: Expr, type: ScalarType, span: Span): Expr {
  if (expr.type === type) return expr;
  if (type === 'f32') return { ...toFloat(cx, expr), span };
  if (expr.kind === 'const') {
    const value = type === 'bool' ? Number(expr.value !== 0) : Math.trunc(expr.value);
    return { kind: 'const', value, type, span };
  }
  return { kind: 'convert', value: expr, type, span };
}

export function unary(cx: Context, op: UnaryOp, value: Expr, span: Span): Expr {
  const expr: Expr = { kind: 'unary', op, value, type: op === 'not' ? 'bool' : value.type, span };
  return value.kind === 'const' ? folded(cx, expr, op, () => applyUnary(op, value.value)) : expr;
}

export function binary(cx: Context, op: BinaryOp, left: Expr, right: Expr, type: ScalarType, span: Span): Expr {
  const expr: Expr = { kind: 'binary', op, left, right, type, span };
  if (left.kind !== 'const' || right.kind !== 'const') return simplified(expr);
  return folded(cx, expr, op, () => applyBinary(op, left.value, right.value, left.type === 'i32'));
}

/** `x * 1`, `x + 0` and the like on integers; nothing on floats, where they may change -0 or NaN. */
function simplified(expr: Expr & { kind: 'binary' }): Expr {
  if (expr.type !== 'i32') return expr;
  const { op, left, right } = expr;
  const is = (e: Expr, value: number): boolean => e.kind === 'const' && e.value === value;
  if ((op === 'add' || op === 'sub') && is(right, 0)) return left;
  if (op === 'add' && is(left, 0)) return right;
  if ((op === 'mul' || op === 'div') && is(right, 1)) return left;
  if (op === 'mul' && is(left, 1)) return right;
  return expr;
}

/** Numbers of one type: integers become floats beside a float. Reports a bool. */
export function promoted(cx: Context, operator: string, left: Expr, right: Expr): readonly [Expr, Expr] | undefined {
  for (const side of [left, right]) {
    if (side.type === 'bool') {
      return cx.report('MPC2101', { operator, wanted: 'numbers', type: 'bool' }, side.span, {
        hint: 'convert it with `i32(…)` or `f32(…)`, or choose with `if … then … else …`',
      });
    }
  }
  if (left.type === right.type) return [left, right];
  return [toFloat(cx, left), toFloat(cx, right)];
}

export function needInts(cx: Context, operator: string, values: readonly Expr[]): boolean {
  return values.every((value) => {
    if (value.type === 'i32') return true;
    cx.report('MPC2101', { operator, wanted: 'integers', type: typeName(value.type) }, value.span,
      value.type === 'f32' ? { hint: operator === '^' ? 'a power is `pow(x, y)`; `^` is the exclusive or of bits' : 'convert it: `i32(…)` drops the fraction' } : {});
    return false;
  });
}

export function needBools(cx: Context, operator: string, values: readonly Expr[]): boolean {
  return values.every((value) => {
    if (value.type === 'bool') return true;
    cx.report('MPC2101', { operator, wanted: 'conditions', type: typeName(value.type) }, value.span, {
      hint: 'compare it: `… != 0`',
    });
    return false;
  });
}

/** `left / right`: integers floor. Reports division by zero, and a division of constants that leaves a rest. */
export function divide(cx: Context, left: Expr, right: Expr, span: Span, mayRound: boolean): Expr | undefined {
  const pair = promoted(cx, '/', left, right);
  if (!pair) return undefined;
  const [a, b] = pair;
  if (a.type === 'i32' && b.kind === 'const') {
    if (b.value === 0) return cx.report('MPC2111', {}, b.span);
    if (a.kind === 'const' && a.value % b.value !== 0 && !mayRound) {
      cx.report('MPC2110', { left: a.value, right: b.value, result: Math.floor(a.value / b.value) }, span, {
        hint: 'write `floor(a / b)` or `ceil(a / b)` if that is meant, or a float operand',
      });
    }
  }
  return binary(cx, 'div', a, b, a.type, span);
}
