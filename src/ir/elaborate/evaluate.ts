import type { Axis, BinaryOp, Expr, UnaryOp } from '../nodes.js';

/** Points of reductions that may still be visited: a constant is not worth minutes of compilation. */
export interface Budget { points: number }
export const MAX_POINTS = 2 ** 24;

/**
 * Values of compile-time expressions, in float64 (integers exactly), so that constants and tables are rounded once.
 * Undefined where the expression depends on a size or on a tensor that is not a constant.
 */
export function evaluate(expr: Expr, axes: ReadonlyMap<Axis, number> = new Map(), budget: Budget = { points: MAX_POINTS }): number | undefined {
  const go = (e: Expr): number | undefined => evaluate(e, axes, budget);
  switch (expr.kind) {
    case 'const': return expr.value;
    case 'size': return undefined;
    case 'axis-ref': return axes.get(expr.axis);
    case 'unary': {
      const value = go(expr.value);
      return value === undefined ? undefined : applyUnary(expr.op, value);
    }
    case 'binary': {
      const left = go(expr.left);
      const right = go(expr.right);
      return left === undefined || right === undefined ? undefined : applyBinary(expr.op, left, right, expr.left.type === 'i32');
    }
    case 'select': {
      const cond = go(expr.cond);
      return cond === undefined ? undefined : go(cond ? expr.then : expr.else);
    }
    case 'convert': {
      const value = go(expr.value);
      if (value === undefined) return undefined;
      return expr.type === 'i32' ? Math.trunc(value) : expr.type === 'bool' ? Number(value !== 0) : value;
    }
    case 'round': return undefined;
    case 'load': {
      const { data, shape } = expr.tensor;
      if (!data) return undefined;
      let offset = 0;
      for (const [d, index] of expr.indices.entries()) {
        const value = go(index);
        const extent = shape[d]?.terms[0]?.coefficient ?? 0;
        if (value === undefined) return undefined;
        offset = offset * extent + value;
      }
      return data[offset];
    }
    case 'reduce': {
      const identity = expr.op === 'sum' ? 0 : expr.op === 'min' ? Infinity : -Infinity;
      return overAxes(expr.axes, axes, budget, identity, (total, inner) => {
        const value = evaluate(expr.value, inner, budget);
        if (value === undefined) return undefined;
        return expr.op === 'sum' ? total + value : Math[expr.op](total, value);
      });
    }
    case 'softmax-sum': return undefined;
  }
}

function overAxes(
  axes: readonly Axis[], outer: ReadonlyMap<Axis, number>, budget: Budget, start: number,
  step: (total: number, axes: ReadonlyMap<Axis, number>) => number | undefined,
): number | undefined {
  const [axis, ...rest] = axes;
  if (!axis) return step(start, outer);
  const lo = evaluate(axis.lo, outer, budget);
  const hi = evaluate(axis.hi, outer, budget);
  if (lo === undefined || hi === undefined) return undefined;
  let total = start;
  const inner = new Map(outer);
  for (let i = lo; i < hi; i++) {
    if (budget.points-- <= 0) return undefined;
    inner.set(axis, i);
    const next = overAxes(rest, inner, budget, total, step);
    if (next === undefined) return undefined;
    total = next;
  }
  return total;
}

export function applyUnary(op: UnaryOp, value: number): number {
  switch (op) {
    case 'neg': return -value;
    case 'not': return Number(!value);
    case 'rsqrt': return 1 / Math.sqrt(value);
    case 'exp2': return 2 ** value;
    case 'popcount': {
      let bits = value >>> 0;
      let count = 0;
      for (; bits !== 0; bits >>>= 1) count += bits & 1;
      return count;
    }
    case 'pow2ceil': {
      if (!(value > 2 ** -126)) return 2 ** -126;
      let power = 2 ** Math.floor(Math.log2(value));
      while (power < value) power *= 2;
      while (power / 2 >= value) power /= 2;
      return power;
    }
    default: return Math[op](value);
  }
}

export function applyBinary(op: BinaryOp, left: number, right: number, integer: boolean): number {
  switch (op) {
    case 'add': return left + right;
    case 'sub': return left - right;
    case 'mul': return left * right;
    case 'div': return integer ? Math.floor(left / right) : left / right;
    case 'mod': return left - right * Math.floor(left / right);
    case 'min': return Math.min(left, right);
    case 'max': return Math.max(left, right);
    case 'pow': return left ** right;
    case 'bitand': return left & right;
    case 'bitor': return left | right;
    case 'bitxor': return left ^ right;
    case 'shl': return left << right;
    case 'shr': return left >> right;
    case 'lt': return Number(left < right);
    case 'le': return Number(left <= right);
    case 'eq': return Number(left === right);
    case 'ne': return Number(left !== right);
    case 'and': return Number(left !== 0 && right !== 0);
    case 'or': return Number(left !== 0 || right !== 0);
  }
}
