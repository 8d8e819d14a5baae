import type { Axis, Expr, LoadExpr, ReduceExpr, SoftmaxSumExpr, Tensor } from '../nodes.js';
import { Size, type Sym } from '../../symbolic/index.js';
import * as k from './build.js';
import type { KBuffer, KExpr, KStmt, LoopBinding } from './nodes.js';

/**
 * From index notation to loops: reductions become accumulator loops in the order of their axes.
 * A back end steers it by hooks: how a load is served, how a reduction loop is bound, which names are taken.
 */
export interface Lowering {
  /** Values of the axes in scope. */
  readonly axes: ReadonlyMap<Axis, KExpr>;
  readonly bufferOf: (tensor: Tensor) => KBuffer;
  /** Serves a load from somewhere better than its buffer (a register, a tile), or undefined. */
  readonly load?: (expr: LoadExpr, lowering: Lowering, out: KStmt[]) => KExpr | undefined;
  /** Takes over a whole reduction (splits it over lanes, say), or undefined. */
  readonly reduce?: (expr: ReduceExpr | SoftmaxSumExpr, lowering: Lowering, out: KStmt[]) => KExpr | undefined;
  readonly binding?: (axis: Axis) => LoopBinding;
  /** A name like `prefix` that is free in the kernel. */
  readonly fresh: (prefix: string) => string;
}

/** Lowest finite f32: where running maxima start, so that differences never are inf - inf. */
export const LOWEST = -3.4028234663852886e38;

export function withAxis(lowering: Lowering, axis: Axis, value: KExpr): Lowering {
  return { ...lowering, axes: new Map(lowering.axes).set(axis, value) };
}

/** Appends to `out` what must run first and returns the value of `expr`. */
export function lowerExpr(expr: Expr, lowering: Lowering, out: KStmt[]): KExpr {
  const lower = (e: Expr): KExpr => lowerExpr(e, lowering, out);
  switch (expr.kind) {
    case 'const': return k.constant(expr.value, expr.type);
    case 'size': return k.counter(expr.size.name);
    case 'axis-ref': {
      const value = lowering.axes.get(expr.axis);
      if (!value) throw new Error(`axis ${expr.axis.name} is not in scope`);
      return value;
    }
    case 'load': return lowering.load?.(expr, lowering, out) ?? lowerLoad(expr, lowering, out);
    case 'unary': return k.unary(expr.op, lower(expr.value));
    case 'binary': {
      const left = lower(expr.left);
      const right = lower(expr.right);
      return expr.type === 'f32' && (expr.op === 'min' || expr.op === 'max') ? k.extremum(expr.op, left, right) : k.binary(expr.op, left, right);
    }
    case 'select': {
      const cond = lower(expr.cond);
      const then = lower(expr.then);
      return k.select(cond, then, lower(expr.else));
    }
    case 'convert': return k.convert(lower(expr.value), expr.type);
    case 'round': {
      const value = lower(expr.value);
      return { kind: 'round', to: expr.to, value, type: 'f32', lanes: value.lanes };
    }
    case 'reduce': return lowering.reduce?.(expr, lowering, out) ?? lowerReduce(expr, lowering, out);
    case 'softmax-sum': return lowering.reduce?.(expr, lowering, out) ?? lowerSoftmaxSum(expr, lowering, out);
  }
}

export function lowerLoad(expr: LoadExpr, lowering: Lowering, out: KStmt[]): KExpr {
  const index = linearIndex(expr.tensor, expr.indices.map((i) => lowerExpr(i, lowering, out)));
  return k.load(lowering.bufferOf(expr.tensor), index, index.lanes);
}

/** Row-major element number; 64 bits wide where the tensor may have 2^31 elements or more. */
export function linearIndex(tensor: { readonly shape: readonly Sym[] }, indices: readonly KExpr[]): KExpr {
  return indices.reduce<KExpr>((total, index, d) =>
    k.add(k.mul(total, k.fromSym(tensor.shape[d] ?? 1)), index), k.constant(0));
}

/** Loops over `axes`, outermost first; `body` fills the innermost block. */
export function lowerLoops(
  axes: readonly Axis[], lowering: Lowering, out: KStmt[], body: (lowering: Lowering, out: KStmt[]) => void,
): void {
  const [axis, ...inner] = axes;
  if (!axis) return body(lowering, out);
  const lo = lowerExpr(axis.lo, lowering, out);
  const hi = lowerExpr(axis.hi, lowering, out);
  const name = lowering.fresh(axis.name);
  const block: KStmt[] = [];
  lowerLoops(inner, withAxis(lowering, axis, k.counter(name)), block, body);
  out.push({ kind: 'for', name, lo, hi, step: 1, binding: lowering.binding?.(axis) ?? { kind: 'serial' }, body: block });
}

/** The value that changes nothing when combined. */
export function identity(op: ReduceExpr['op'], type: 'f32' | 'i32' | 'bool'): KExpr {
  if (op === 'sum') return k.constant(0, type);
  const sign = op === 'min' ? 1 : -1;
  return type === 'f32' ? k.constant(sign * Infinity, 'f32') : k.constant(op === 'min' ? 2147483647 : -2147483648, type);
}

/** acc (op) value, fused where it is a sum of products. */
export function combine(op: ReduceExpr['op'], acc: KExpr, value: KExpr): KExpr {
  if (op !== 'sum') return k.binary(op, acc, value);
  if (value.type === 'f32' && value.kind === 'binary' && value.op === 'mul') return k.fma(value.left, value.right, acc);
  return k.add(acc, value);
}

function lowerReduce(expr: ReduceExpr, lowering: Lowering, out: KStmt[]): KExpr {
  const name = lowering.fresh(expr.op);
  const type = expr.type;
  out.push({ kind: 'declare', name, init: identity(expr.op, type) });
  const acc = k.variable(name, type);
  lowerLoops(expr.axes, lowering, out, (inner, block) => {
    block.push({ kind: 'assign', name, value: combine(expr.op, acc, lowerExpr(expr.value, inner, block)) });
  });
  return acc;
}

function lowerSoftmaxSum(expr: SoftmaxSumExpr, lowering: Lowering, out: KStmt[]): KExpr {
  const [peak, norm, acc] = ['peak', 'norm', 'acc'].map((n) => k.variable(lowering.fresh(n), 'f32')) as [KExpr, KExpr, KExpr];
  const declare = (v: KExpr, init: number): void => {
    if (v.kind === 'var') out.push({ kind: 'declare', name: v.name, init: k.constant(init, 'f32') });
  };
  declare(peak, LOWEST);
  declare(norm, 0);
  declare(acc, 0);
  lowerLoops(expr.axes, lowering, out, (inner, block) => {
    const bind = (prefix: string, value: KExpr): KExpr => {
      const name = lowering.fresh(prefix);
      block.push({ kind: 'let', name, value });
      return k.variable(name, 'f32', value.lanes);
    };
    const assign = (v: KExpr, value: KExpr): void => {
      if (v.kind === 'var') block.push({ kind: 'assign', name: v.name, value });
    };
    const logit = bind('logit', lowerExpr(expr.logit, inner, block));
    const next = bind('next', k.binary('max', peak, logit));
    const fade = bind('fade', k.unary('exp', k.sub(peak, next)));
    const weight = bind('weight', k.unary('exp', k.sub(logit, next)));
    assign(norm, k.fma(norm, fade, weight));
    assign(acc, k.fma(weight, lowerExpr(expr.value, inner, block), k.mul(acc, fade)));
    assign(peak, next);
  });
  return k.select(k.binary('eq', norm, k.constant(0, 'f32')), k.constant(0, 'f32'), k.binary('div', acc, norm));
}

/** Bound on the number of points of `axes`, symbolic in the sizes. */
export function pointsOf(axes: readonly Axis[]): Sym {
  return Size.mul(...axes.map((a) => a.bound), 1);
}
