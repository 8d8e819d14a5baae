import type { BinaryExpr, Expr } from '../nodes.js';

/** Least and greatest value of an integer expression. */
export type IntegerRange = readonly [least: number, greatest: number];

/** What the declared ranges of sizes and the ranges of axes say about an integer expression. */
export function integerRange(expr: Expr): IntegerRange | undefined {
  if (expr.type !== 'i32') return undefined;
  switch (expr.kind) {
    case 'const': return [expr.value, expr.value];
    case 'size': return [expr.size.min, expr.size.max];
    case 'axis-ref': {
      const lo = integerRange(expr.axis.lo);
      const hi = integerRange(expr.axis.hi);
      return lo && hi && [lo[0], Math.max(hi[1] - 1, lo[0])];
    }
    case 'select': {
      const [then, other] = [integerRange(expr.then), integerRange(expr.else)];
      return then && other && [Math.min(then[0], other[0]), Math.max(then[1], other[1])];
    }
    case 'binary': return fits(binaryRange(expr));
    default: return undefined;
  }
}

/** Beyond 32 bits the result may have wrapped. */
function fits(range: IntegerRange | undefined): IntegerRange | undefined {
  return range && range[0] >= -(2 ** 31) && range[1] < 2 ** 31 ? range : undefined;
}

function binaryRange({ op, left, right }: BinaryExpr): IntegerRange | undefined {
  const a = integerRange(left);
  const b = integerRange(right);
  if (!a || !b) {
    // A remainder is bounded by its divisor whatever it divides.
    return op === 'mod' && b && b[0] > 0 ? [0, b[1] - 1] : undefined;
  }
  switch (op) {
    case 'add': return [a[0] + b[0], a[1] + b[1]];
    case 'sub': return [a[0] - b[1], a[1] - b[0]];
    case 'mul': {
      const corners = a.flatMap((x) => b.map((y) => x * y));
      return [Math.min(...corners), Math.max(...corners)];
    }
    case 'div': {
      if (b[0] <= 0) return undefined;
      const corners = a.flatMap((x) => b.map((y) => Math.floor(x / y)));
      return [Math.min(...corners), Math.max(...corners)];
    }
    case 'mod': return b[0] <= 0 ? undefined : a[0] >= 0 ? [0, Math.min(a[1], b[1] - 1)] : [0, b[1] - 1];
    case 'min': return [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
    case 'max': return [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
    default: return undefined;
  }
}

/** What a comparison of integers comes to wherever it is evaluated, if the ranges decide it. */
export function decideComparison({ op, left, right }: BinaryExpr): boolean | undefined {
  const a = integerRange(left);
  const b = integerRange(right);
  if (!a || !b) return undefined;
  switch (op) {
    case 'lt': return a[1] < b[0] ? true : a[0] >= b[1] ? false : undefined;
    case 'le': return a[1] <= b[0] ? true : a[0] > b[1] ? false : undefined;
    case 'eq': return a[1] < b[0] || b[1] < a[0] ? false : undefined;
    case 'ne': return a[1] < b[0] || b[1] < a[0] ? true : undefined;
    default: return undefined;
  }
}
