import { roundTo } from '../numerics/float.js';
import type { BinaryExpr, BinaryOp, Expr, LoadExpr, ReduceExpr, SoftmaxSumExpr, UnaryExpr, UnaryOp } from '../ir/nodes.js';
import { childrenOf } from '../ir/visit.js';
import { compile, compileDot, compileLoops, compileOffset, LOWEST, type Closure, type Scope, type SumParts } from './expression.js';
import { binaryFunction, convertFunction, finishReduce, reduceFunction, reduceIdentity, unaryFunction } from '../ir/scalar.js';

/**
 * Evaluation with a running error bound: how far a correct back end's result may lie from ours.
 * docs/language/tolerance.md states the rules. In short: an operation on exact operands is exact (IEEE rounds it in one
 * way only); what differs between back ends is the order and fusing of sums and the library functions.
 */
export interface BoundedScope extends Scope {
  /** Bound of the value that was computed last. For bool: 0 if certain, 1 if it might be the other way round. */
  readonly bound: Float64Array;
}

/** Half the distance of neighbouring f32, relative to the value. */
export const UNIT = 2 ** -24;
/** Smallest positive f32: absolute floor of a rounding error. */
const TINY = 2 ** -149;

/** Library functions: error in units of 2^-23 of the result (sin and cos: of 1, as argument reduction makes it). */
const LIBRARY_ULPS: Partial<Record<UnaryOp | BinaryOp, number>> = {
  exp: 4, log: 4, exp2: 4, log2: 4, rsqrt: 4, sin: 4, cos: 4, tanh: 4, pow: 16,
};

/** Error of a sum of `count` terms whose magnitudes add up to `magnitude`, in any order, fused or not. */
export function sumError(count: number, magnitude: number): number {
  return (4 + 2 * Math.sqrt(count)) * UNIT * magnitude + count * TINY;
}

/** True if every back end computes the same bits. */
function isExact(expr: Expr, scope: Scope): boolean {
  switch (expr.kind) {
    case 'load': if (scope.read(expr.tensor).bounds) return false; break;
    case 'unary': case 'binary': if (LIBRARY_ULPS[expr.op]) return false; break;
    case 'reduce': if (expr.op === 'sum' && expr.type === 'f32') return false; break;
    case 'softmax-sum': return false;
    default: break;
  }
  return childrenOf(expr).every((child) => isExact(child, scope));
}

/** Like `compile`, and sets `scope.bound[0]`. */
export function compileBounded(expr: Expr, scope: BoundedScope): Closure {
  const { bound } = scope;
  if (isExact(expr, scope)) {
    const value = compile(expr, scope);
    return () => {
      const result = value();
      bound[0] = 0;
      return result;
    };
  }
  switch (expr.kind) {
    case 'const': case 'size': case 'axis-ref': return compile(expr, scope);
    case 'load': return boundedLoad(expr, scope);
    case 'unary': return boundedUnary(expr, scope);
    case 'binary': return boundedBinary(expr, scope);
    case 'select': {
      const [cond, then, other] = [compileBounded(expr.cond, scope), compileBounded(expr.then, scope), compileBounded(expr.else, scope)];
      return () => {
        const chosen = cond();
        if (bound[0] === 0) return chosen ? then() : other();
        const a = then();
        const ea = bound[0] ?? 0;
        const b = other();
        const between = Object.is(a, b) ? 0 : Math.abs(a - b);
        bound[0] = between === between ? between + Math.max(ea, bound[0] ?? 0) : Infinity;
        return chosen ? a : b;
      };
    }
    case 'convert': return bracketed(compileBounded(expr.value, scope), convertFunction(expr.value.type, expr.type), bound);
    case 'round': {
      const { to } = expr;
      return bracketed(compileBounded(expr.value, scope), (x) => roundTo(to, x), bound);
    }
    case 'reduce': return boundedReduce(expr, scope);
    case 'softmax-sum': return boundedSoftmaxSum(expr, scope);
  }
}

/** How far a monotone function can go when its argument moves by `error`. */
export function bracket(f: (x: number) => number, x: number, error: number): number {
  if (error === 0) return 0;
  const y = f(x);
  const spread = Math.max(Math.abs(f(x + error) - y), Math.abs(y - f(x - error)));
  return spread === spread ? spread : Infinity;
}

function bracketed(value: Closure, f: (x: number) => number, bound: Float64Array): Closure {
  return () => {
    const x = value();
    bound[0] = bracket(f, x, bound[0] ?? 0);
    return f(x);
  };
}

function boundedLoad(expr: LoadExpr, scope: BoundedScope): Closure {
  const { bound } = scope;
  const { data, bounds } = scope.read(expr.tensor);
  const offset = compileOffset(expr, scope);
  // An index that may differ makes the element any element.
  const uncertainIndex = expr.indices.some((i) => !isExact(i, scope));
  return () => {
    const at = offset();
    bound[0] = uncertainIndex ? Infinity : bounds?.[at] ?? 0;
    return data[at] ?? NaN;
  };
}

function boundedUnary(expr: UnaryExpr, scope: BoundedScope): Closure {
  const { bound } = scope;
  const value = compileBounded(expr.value, scope);
  const f = unaryFunction(expr.op, expr.value.type);
  const ulps = LIBRARY_ULPS[expr.op] ?? 0;
  switch (expr.op) {
    case 'neg': case 'abs': case 'not': return () => f(value());
    case 'sin': case 'cos':
      return () => {
        const y = f(value());
        bound[0] = (bound[0] ?? 0) + ulps * 2 * UNIT;
        return y;
      };
    case 'popcount':
      return () => {
        const y = f(value());
        if (bound[0] !== 0) bound[0] = 32;
        return y;
      };
    default:
      return () => {
        const x = value();
        const y = f(x);
        const error = bound[0] ?? 0;
        const rounding = ulps > 0 ? ulps * (2 * UNIT * Math.abs(y) + TINY) : error > 0 && expr.op === 'sqrt' ? UNIT * Math.abs(y) : 0;
        bound[0] = bracket(f, x, error) + (Number.isFinite(rounding) ? rounding : 0);
        return y;
      };
  }
}

function boundedBinary(expr: BinaryExpr, scope: BoundedScope): Closure {
  const { bound } = scope;
  const { type } = expr.left;
  const left = compileBounded(expr.left, scope);
  const right = compileBounded(expr.right, scope);
  const f = binaryFunction(expr.op, type);
  const error = errorOf(expr.op);
  // Integers do not round; float operations round what already differs.
  const rounds = type === 'f32' && (expr.op === 'add' || expr.op === 'sub' || expr.op === 'mul' || expr.op === 'div');
  const ulps = LIBRARY_ULPS[expr.op] ?? 0;
  return () => {
    const a = left();
    const ea = bound[0] ?? 0;
    const b = right();
    const eb = bound[0] ?? 0;
    const y = f(a, b);
    let e = ea === 0 && eb === 0 ? 0 : error(a, b, ea, eb, y);
    if (rounds && e > 0) e += 2 * UNIT * (Math.abs(y) + e) + TINY; // each side rounds by half of that
    if (ulps > 0) e += ulps * (2 * UNIT * Math.abs(y) + TINY);
    const certainlyNaN = (a !== a && ea === 0) || (b !== b && eb === 0);
    bound[0] = e === e ? e : certainlyNaN && y !== y ? 0 : Infinity;
    return y;
  };
}

type ErrorRule = (a: number, b: number, ea: number, eb: number, y: number) => number;

function errorOf(op: BinaryOp): ErrorRule {
  switch (op) {
    case 'add': case 'sub': return (_a, _b, ea, eb) => ea + eb;
    case 'mul': return (a, b, ea, eb) => times(Math.abs(a), eb) + times(Math.abs(b), ea) + times(ea, eb);
    case 'div': return (a, b, ea, eb) => (Math.abs(b) > eb ? (ea + times(Math.abs(a / b), eb)) / (Math.abs(b) - eb) : Infinity);
    case 'min': case 'max': return (_a, _b, ea, eb) => Math.max(ea, eb);
    case 'pow': return powError;
    case 'lt': case 'le': case 'eq': case 'ne': return (a, b, ea, eb) => (Math.abs(a - b) <= ea + eb ? 1 : 0);
    case 'and': return (a, b, ea, eb) => (isFixedAt(a, ea, 0) || isFixedAt(b, eb, 0) ? 0 : 1);
    case 'or': return (a, b, ea, eb) => (isFixedAt(a, ea, 1) || isFixedAt(b, eb, 1) ? 0 : 1);
    default: return () => Infinity;
  }
}

/** Certainly `value`, which decides `and` or `or` whatever the other operand is. */
const isFixedAt = (x: number, error: number, value: number): boolean => x === value && error === 0;

/** Zero absorbs an unknown factor's bound of infinity. */
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

/** pow is monotone in each argument where the base is positive, so the corners hold the extremes. */
const powError: ErrorRule = (a, b, ea, eb, y) => {
  if (a - ea <= 0) return Infinity;
  const corners = [a - ea, a + ea].flatMap((x) => [b - eb, b + eb].map((e) => Math.abs(x ** e - y)));
  return Math.max(...corners);
};

function boundedReduce(expr: ReduceExpr, scope: BoundedScope): Closure {
  const { bound } = scope;
  const { type } = expr;
  if (expr.axes.some((a) => !isExact(a.lo, scope) || !isExact(a.hi, scope))) return unknown(compile(expr, scope), bound);
  if (expr.op !== 'sum') {
    const combine = reduceFunction(expr.op);
    const identity = reduceIdentity(expr.op, type);
    const value = compileBounded(expr.value, scope);
    const state = new Float64Array(2);
    const run = compileLoops(expr.axes, scope, () => {
      state[0] = combine(state[0] ?? 0, value());
      state[1] = Math.max(state[1] ?? 0, bound[0] ?? 0);
    });
    return () => {
      state[0] = identity;
      state[1] = 0;
      run();
      bound[0] = state[1] ?? 0;
      return finishReduce(state[0] ?? 0, type);
    };
  }
  const sum: SumParts = { total: 0, magnitude: 0, count: 0, fractional: 0, carried: 0 };
  const run = boundedTerms(expr, scope, sum);
  return () => {
    sum.total = sum.magnitude = sum.count = sum.fractional = sum.carried = 0;
    run();
    const { carried } = sum;
    // Whole numbers below 2^24 add up exactly in any order; so does a single term.
    const exact = carried === 0 && (sum.count <= 1 || (sum.fractional === 0 && sum.magnitude <= 2 ** 24));
    const error = carried + (exact || type !== 'f32' ? 0 : sumError(sum.count, sum.magnitude));
    // A NaN among the terms makes the sum NaN in any order.
    bound[0] = error === error ? error : carried < Infinity ? 0 : Infinity;
    return finishReduce(sum.total, type);
  };
}

/** Adds up every term of a sum; along the innermost axis by the fast inner product where it applies. */
function boundedTerms(expr: ReduceExpr, scope: BoundedScope, sum: SumParts): () => void {
  const last = expr.axes[expr.axes.length - 1];
  const isPlaced = childrenOf(expr.value).every((part) => part.kind !== 'load' || part.indices.every((i) => isExact(i, scope)));
  const dot = last && isPlaced ? compileDot(expr.value, last, scope) : undefined;
  if (dot) return compileLoops(expr.axes.slice(0, -1), scope, () => { dot.measure(sum); });
  const { bound } = scope;
  const value = compileBounded(expr.value, scope);
  return compileLoops(expr.axes, scope, () => {
    const term = value();
    sum.total += term;
    sum.magnitude += Math.abs(term);
    sum.count++;
    if (term !== Math.floor(term)) sum.fractional++;
    sum.carried += bound[0] ?? 0;
  });
}

/** The value with no claim about its accuracy. */
function unknown(value: Closure, bound: Float64Array): Closure {
  return () => {
    const result = value();
    bound[0] = Infinity;
    return result;
  };
}

function boundedSoftmaxSum(expr: SoftmaxSumExpr, scope: BoundedScope): Closure {
  const { bound } = scope;
  if (expr.axes.some((a) => !isExact(a.lo, scope) || !isExact(a.hi, scope))) return unknown(compile(expr, scope), bound);
  const logit = compileBounded(expr.logit, scope);
  const value = compileBounded(expr.value, scope);
  const logits: number[] = [];
  const errors: number[] = [];
  const sums = { peak: LOWEST, norm: 0, total: 0, count: 0, magnitude: 0, drift: 0, spread: 0 };
  const collect = compileLoops(expr.axes, scope, () => {
    const x = logit();
    logits[sums.count] = x;
    errors[sums.count++] = bound[0] ?? 0;
    if (x > sums.peak) sums.peak = x;
  });
  const accumulate = compileLoops(expr.axes, scope, () => {
    const x = logits[sums.count] ?? NaN;
    const error = errors[sums.count++] ?? 0;
    const v = value();
    const weight = Math.exp(x - sums.peak);
    // Relative error of the weight: the logit's own, the rounded difference to the peak, exp and the rescaling.
    const relative = weight === 0 && error === 0 ? 0 : Math.expm1(error + 2 * UNIT * Math.abs(x - sums.peak)) + 16 * UNIT;
    const part = Math.abs(weight * v);
    sums.norm += weight;
    sums.total += weight * v;
    sums.magnitude += part;
    sums.drift += times(weight, relative);
    sums.spread += times(part, relative) + times(weight, bound[0] ?? 0);
  });
  return () => {
    sums.peak = LOWEST;
    sums.norm = sums.total = sums.count = sums.magnitude = sums.drift = sums.spread = 0;
    collect();
    sums.count = 0;
    accumulate();
    const { norm, total, count, magnitude, drift, spread } = sums;
    if (norm === 0) {
      bound[0] = 0;
      return 0;
    }
    const result = total / norm;
    const error = (spread + sumError(count, magnitude) + Math.abs(result) * (drift + sumError(count, norm))) / norm;
    bound[0] = (error === error ? error : Infinity) + UNIT * Math.abs(result);
    return Math.fround(result);
  };
}
