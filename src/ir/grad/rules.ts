import { cos, f32, le, log, lt, min, ne, not, pow, select, sin, sub } from '../build.js';
import type { BinaryExpr, Expr, UnaryExpr } from '../nodes.js';
import { div, mul, neg } from './algebra.js';

/** Largest finite f32. */
const LARGEST = 3.4028234663852886e38;

/** What an operand gets of the adjoint of a node: `value` where all of `guards` hold, else nothing. */
export interface Share { readonly operand: Expr; readonly value: Expr; readonly guards: readonly Expr[] }

/** The values that the operation itself computed, to be used in its derivative. */
export type Saved = (expr: Expr) => Expr;

/** Operands through which a derivative passes; those that only choose, index, count or compare are constants. */
export function differentiableOperands(e: Expr): readonly Expr[] {
  if (e.type !== 'f32') return [];
  switch (e.kind) {
    case 'unary': return e.op === 'floor' || e.op === 'ceil' || e.op === 'pow2ceil' ? [] : [e.value];
    case 'binary': return [e.left, e.right];
    case 'select': return [e.then, e.else];
    case 'round': return [e.value];
    case 'convert': return e.value.type === 'f32' ? [e.value] : [];
    case 'reduce': return [e.value];
    case 'softmax-sum': return [e.logit, e.value];
    default: return [];
  }
}

/** Shares of the operands in the adjoint `c` of an elementwise node. */
export function sharesOf(e: Expr, c: Expr, saved: Saved, active: (operand: Expr) => boolean): readonly Share[] {
  switch (e.kind) {
    case 'unary': return [unaryShare(e, c, saved)];
    case 'binary': return binaryShares(e, c, saved, active);
    case 'select': {
      const cond = saved(e.cond);
      return [share(e.then, c, [cond]), share(e.else, c, [not(cond)])];
    }
    case 'round': case 'convert': return [share(e.value, c)];
    default: return [];
  }
}

function share(operand: Expr, value: Expr, guards: readonly Expr[] = []): Share {
  return { operand, value, guards };
}

/** The derivatives of abs and sqrt at 0 are taken as 0. */
function unaryShare(e: UnaryExpr, c: Expr, saved: Saved): Share {
  const { value } = e;
  const x = (): Expr => saved(value);
  const y = (): Expr => saved(e);
  const times = (factor: Expr): Share => share(value, mul(c, factor));
  switch (e.op) {
    case 'neg': return share(value, neg(c));
    case 'abs': return share(value, select(lt(x(), f32(0)), neg(c), c), [ne(x(), f32(0))]);
    case 'exp': return times(finite(y()));
    case 'log': return share(value, div(c, x()));
    case 'exp2': return times(mul(f32(Math.LN2), finite(y())));
    case 'log2': return share(value, div(mul(f32(Math.LOG2E), c), x()));
    case 'sqrt': return share(value, div(mul(f32(0.5), c), y()), [lt(f32(0), x())]);
    case 'rsqrt': return share(value, div(mul(f32(-0.5), mul(c, y())), x()));
    case 'sin': return times(cos(x()));
    case 'cos': return times(neg(sin(x())));
    case 'tanh': return times(sub(f32(1), mul(y(), y())));
    default: return share(value, f32(0));
  }
}

/** An exponential that overflowed: 1 / (1 + exp(-x)) far below 0 has the derivative 0, not 0 times infinity. */
function finite(y: Expr): Expr {
  return min(y, f32(LARGEST));
}

/** Of `min` and `max` the operand that is the result gets all, the left one where they are equal. */
function binaryShares(e: BinaryExpr, c: Expr, saved: Saved, active: (operand: Expr) => boolean): readonly Share[] {
  const { left, right } = e;
  const l = (): Expr => saved(left);
  const r = (): Expr => saved(right);
  switch (e.op) {
    case 'add': return [share(left, c), share(right, c)];
    case 'sub': return [share(left, c), share(right, neg(c))];
    case 'mul': return [...active(left) ? [share(left, mul(c, r()))] : [], ...active(right) ? [share(right, mul(c, l()))] : []];
    case 'div': return [share(left, div(c, r())), ...active(right) ? [share(right, neg(div(mul(c, saved(e)), r())))] : []];
    case 'min': return [share(left, c, [le(l(), r())]), share(right, c, [lt(r(), l())])];
    case 'max': return [share(left, c, [le(r(), l())]), share(right, c, [lt(l(), r())])];
    case 'pow': return [
      ...active(left) ? [share(left, mul(c, powerSlope(l(), r())))] : [],
      ...active(right) ? [share(right, mul(c, mul(saved(e), log(l()))), [lt(f32(0), l())])] : [],
    ];
    default: return [];
  }
}

/** b * a^(b - 1) */
function powerSlope(a: Expr, b: Expr): Expr {
  if (b.kind !== 'const') return mul(b, pow(a, sub(b, f32(1))));
  return b.value === 1 ? f32(1) : b.value === 2 ? mul(f32(2), a) : mul(b, pow(a, f32(b.value - 1)));
}
