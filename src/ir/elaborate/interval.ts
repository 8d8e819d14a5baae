import type { Axis, Expr } from '../nodes.js';

/** Least and largest value. */
export type Interval = readonly [number, number];

const intervals = new WeakMap<Expr, Interval | { readonly none: true }>();

/** Range of an integer expression over constants and axes with constant ends: decides most indices without algebra. */
export function intervalOf(expr: Expr): Interval | undefined {
  const known = intervals.get(expr);
  if (known) return 'none' in known ? undefined : known;
  const made = make(expr);
  intervals.set(expr, made ?? { none: true });
  return made;
}

function axisInterval(axis: Axis): Interval | undefined {
  const lo = intervalOf(axis.lo);
  const hi = intervalOf(axis.hi);
  return lo && hi && [lo[0], hi[1] - 1];
}

function make(expr: Expr): Interval | undefined {
  if (expr.type !== 'i32') return undefined;
  switch (expr.kind) {
    case 'const': return [expr.value, expr.value];
    case 'axis-ref': return axisInterval(expr.axis);
    case 'binary': {
      const left = intervalOf(expr.left);
      const right = intervalOf(expr.right);
      if (!left || !right) return undefined;
      const [a, b] = left;
      const [c, d] = right;
      switch (expr.op) {
        case 'add': return [a + c, b + d];
        case 'sub': return [a - d, b - c];
        case 'mul': {
          const ends = [a * c, a * d, b * c, b * d];
          return [Math.min(...ends), Math.max(...ends)];
        }
        case 'div': return c === d && c > 0 ? [Math.floor(a / c), Math.floor(b / c)] : undefined;
        case 'mod': return c > 0 ? (a >= 0 && b < c ? [a, b] : [0, d - 1]) : undefined;
        case 'min': return [Math.min(a, c), Math.min(b, d)];
        case 'max': return [Math.max(a, c), Math.max(b, d)];
        default: return undefined;
      }
    }
    default: return undefined;
  }
}
