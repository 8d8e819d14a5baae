import { roundTo } from '../numerics/float.js';
import type { Axis, BinaryExpr, Expr, ReduceExpr, SoftmaxSumExpr, Tensor } from '../ir/nodes.js';
import { addAffine, affineOf, intervalOf, isFixed, type Affine, type AxisSlots } from './index-space.js';
import { binaryFunction, convertFunction, finishReduce, reduceFunction, reduceIdentity, unaryFunction } from '../ir/scalar.js';
import { stridesOf, type Elements, type SizeValues, type Stored } from './storage.js';

/** Evaluates an expression at the indices that the axis slots hold. */
export type Closure = () => number;

/** What expressions are compiled against: the sizes are known, tensors exist. */
export interface Scope {
  readonly sizes: SizeValues;
  readonly slots: AxisSlots;
  readonly read: (tensor: Tensor) => Stored;
}

/** An index went outside its tensor: the program is wrong, or ids in its input are. */
export class IndexRangeError extends Error {
  constructor(readonly tensor: Tensor, readonly dimension: number, readonly index: number, readonly extent: number) {
    super(`index ${index} of ${tensor.name} is outside 0 .. ${extent} (dimension ${dimension})`);
  }
}

/** Lowest finite f32: running maxima start there, so that differences never are inf - inf. */
export const LOWEST = -3.4028234663852886e38;

export function compile(expr: Expr, scope: Scope): Closure {
  switch (expr.kind) {
    case 'const': {
      const { value } = expr;
      return () => value;
    }
    case 'size': {
      const value = scope.sizes[expr.size.name];
      if (value === undefined) throw new RangeError(`no value for size ${expr.size.name}`);
      return () => value;
    }
    case 'axis-ref': {
      const { values } = scope.slots;
      const slot = scope.slots.slotOf(expr.axis);
      return () => values[slot] ?? 0;
    }
    case 'load': {
      const { data } = scope.read(expr.tensor);
      const offset = compileOffset(expr, scope);
      return () => data[offset()] ?? NaN;
    }
    case 'unary': {
      const f = unaryFunction(expr.op, expr.value.type);
      const value = compile(expr.value, scope);
      return () => f(value());
    }
    case 'binary': return compileBinary(expr, scope);
    case 'select': {
      const [cond, then, other] = [compile(expr.cond, scope), compile(expr.then, scope), compile(expr.else, scope)];
      return () => (cond() ? then() : other());
    }
    case 'convert': {
      const f = convertFunction(expr.value.type, expr.type);
      const value = compile(expr.value, scope);
      return () => f(value());
    }
    case 'round': {
      const { to } = expr;
      const value = compile(expr.value, scope);
      return () => roundTo(to, value());
    }
    case 'reduce': return compileReduce(expr, scope);
    case 'softmax-sum': return compileSoftmaxSum(expr, scope);
  }
}

/** The common operations have closures of their own, to spare a call. */
function compileBinary(expr: BinaryExpr, scope: Scope): Closure {
  const left = compile(expr.left, scope);
  const right = compile(expr.right, scope);
  if (expr.left.type === 'f32') {
    if (expr.op === 'add') return () => Math.fround(left() + right());
    if (expr.op === 'sub') return () => Math.fround(left() - right());
    if (expr.op === 'mul') return () => Math.fround(left() * right());
  }
  const f = binaryFunction(expr.op, expr.left.type);
  return () => f(left(), right());
}

/** Element number of a load or store. Indices are checked, unless the ranges of their axes show that they fit. */
export function compileOffset(
  at: { readonly tensor: Tensor; readonly indices: readonly Expr[] }, scope: Scope,
): Closure {
  const { shape } = scope.read(at.tensor);
  const strides = stridesOf(shape);
  let plain: Affine = { offset: 0, terms: new Map() };
  const checked: Closure[] = [];
  at.indices.forEach((index, d) => {
    const extent = shape[d] ?? 1;
    const stride = strides[d] ?? 1;
    const affine = affineInside(index, extent, scope);
    if (affine) {
      plain = addAffine(plain, { offset: affine.offset * stride, terms: new Map([...affine.terms].map(([a, c]) => [a, c * stride])) });
      return;
    }
    const value = compile(index, scope);
    checked.push(() => {
      const i = value();
      if (!(i >= 0 && i < extent)) throw new IndexRangeError(at.tensor, d, i, extent);
      return i * stride;
    });
  });
  const base = compileAffine(plain, scope);
  const [first, second, ...rest] = checked;
  if (!first) return base;
  if (!second) return () => base() + first();
  return () => rest.reduce((total, f) => total + f(), base() + first() + second());
}

/** The index in terms of axes, if it is affine and surely in 0 .. extent. */
function affineInside(index: Expr, extent: number, scope: Scope): Affine | undefined {
  const affine = affineOf(index, scope.sizes);
  const interval = affine && intervalOf(affine, scope.sizes);
  return interval && interval[0] >= 0 && interval[1] < extent ? affine : undefined;
}

function compileAffine({ offset, terms }: Affine, { slots }: Scope): Closure {
  const { values } = slots;
  const list = [...terms].filter(([, c]) => c !== 0).map(([axis, c]) => [slots.slotOf(axis), c] as const);
  const [[a, x] = [0, 0], [b, y] = [0, 0], [c, z] = [0, 0], ...rest] = list;
  switch (list.length) {
    case 0: return () => offset;
    case 1: return () => offset + (values[a] ?? 0) * x;
    case 2: return () => offset + (values[a] ?? 0) * x + (values[b] ?? 0) * y;
    case 3: return () => offset + (values[a] ?? 0) * x + (values[b] ?? 0) * y + (values[c] ?? 0) * z;
    default: return () => rest.reduce((total, [slot, by]) => total + (values[slot] ?? 0) * by,
      offset + (values[a] ?? 0) * x + (values[b] ?? 0) * y + (values[c] ?? 0) * z);
  }
}

/** Runs `body` for every point of `axes`, outermost first. */
export function compileLoops(axes: readonly Axis[], scope: Scope, body: () => void): () => void {
  return axes.reduceRight<() => void>((inner, axis) => {
    const [lo, hi] = [compile(axis.lo, scope), compile(axis.hi, scope)];
    const { values } = scope.slots;
    const slot = scope.slots.slotOf(axis);
    return () => {
      const end = hi();
      for (let i = lo(); i < end; i++) {
        values[slot] = i;
        inner();
      }
    };
  }, body);
}

function compileReduce(expr: ReduceExpr, scope: Scope): Closure {
  const { type } = expr;
  const identity = reduceIdentity(expr.op, type);
  const combine = reduceFunction(expr.op);
  const { values } = scope.slots;
  const nest = expr.axes.reduceRight<Closure | undefined>((inner, axis) => {
    const dot = inner === undefined && expr.op === 'sum' ? compileDot(expr.value, axis, scope) : undefined;
    if (dot) return dot.sum;
    const value = inner ?? compile(expr.value, scope);
    const [lo, hi] = [compile(axis.lo, scope), compile(axis.hi, scope)];
    const slot = scope.slots.slotOf(axis);
    if (expr.op === 'sum') {
      return () => {
        const end = hi();
        let total = 0;
        for (let i = lo(); i < end; i++) {
          values[slot] = i;
          total += value();
        }
        return total;
      };
    }
    return () => {
      const end = hi();
      let total = identity;
      for (let i = lo(); i < end; i++) {
        values[slot] = i;
        total = combine(total, value());
      }
      return total;
    };
  }, undefined) ?? compile(expr.value, scope);
  return () => finishReduce(nest(), type);
}

/** A walk along one axis through a tensor, in equal strides. */
interface Walk { readonly data: Elements; readonly start: Closure; readonly stride: number; readonly bounds?: Float64Array }

function walkOf(expr: Expr, axis: Axis, scope: Scope): Walk | undefined {
  if (expr.kind !== 'load') return undefined;
  const { shape, data, bounds } = scope.read(expr.tensor);
  const strides = stridesOf(shape);
  let stride = 0;
  for (const [d, index] of expr.indices.entries()) {
    const affine = affineInside(index, shape[d] ?? 1, scope);
    if (affine) stride += (affine.terms.get(axis) ?? 0) * (strides[d] ?? 1);
    else if (!avoids(index, axis)) return undefined;
  }
  return { data, start: compileOffset(expr, scope), stride, ...(bounds ? { bounds } : {}) };
}

/** True if an index cannot change while `axis` runs. */
function avoids(expr: Expr, axis: Axis): boolean {
  if (expr.kind === 'axis-ref') return expr.axis !== axis;
  if (expr.kind === 'load') return expr.indices.every((i) => avoids(i, axis));
  if (expr.kind === 'binary') return avoids(expr.left, axis) && avoids(expr.right, axis);
  return isFixed(expr);
}

/** What a sum is made of, besides its value. `carried`: the bounds of its terms, added up. */
export interface SumParts { total: number; magnitude: number; count: number; fractional: number; carried: number }

export interface Dot {
  /** Sum of the products, each rounded to f32, not rounded itself. */
  readonly sum: Closure;
  /** The same, added to `parts`. */
  readonly measure: (parts: SumParts) => void;
}

/** The inner product of two tensors along `axis`: most of the work of most methods, so it gets a loop of its own. */
export function compileDot(value: Expr, axis: Axis, scope: Scope): Dot | undefined {
  if (value.kind !== 'binary' || value.op !== 'mul' || value.type !== 'f32') return undefined;
  const left = walkOf(value.left, axis, scope);
  const right = walkOf(value.right, axis, scope);
  if (!left || !right) return undefined;
  const [lo, hi] = [compile(axis.lo, scope), compile(axis.hi, scope)];
  const { values } = scope.slots;
  const slot = scope.slots.slotOf(axis);
  return {
    sum: () => {
      const count = hi() - (values[slot] = lo());
      return count > 0 ? dotProduct(left.data, left.start() | 0, left.stride, right.data, right.start() | 0, right.stride, count) : 0;
    },
    measure: (parts) => {
      const count = hi() - (values[slot] = lo());
      if (count <= 0) return;
      const [i, j] = [left.start() | 0, right.start() | 0];
      measureProducts(left.data, i, left.stride, right.data, j, right.stride, count, parts);
      if (left.bounds || right.bounds) parts.carried += carriedBound({ ...left, at: i }, { ...right, at: j }, count);
    },
  };
}

function dotProduct(a: Elements, i: number, di: number, b: Elements, j: number, dj: number, count: number): number {
  let total = 0;
  for (let n = 0; n < count; n++) {
    total += Math.fround((a[i] ?? NaN) * (b[j] ?? NaN));
    i += di;
    j += dj;
  }
  return total;
}

function measureProducts(
  a: Elements, i: number, di: number, b: Elements, j: number, dj: number, count: number, parts: SumParts,
): void {
  let [total, magnitude, fractional] = [0, 0, 0];
  for (let n = 0; n < count; n++) {
    const term = Math.fround((a[i] ?? NaN) * (b[j] ?? NaN));
    total += term;
    magnitude += Math.abs(term);
    if (term !== Math.floor(term)) fractional++;
    i += di;
    j += dj;
  }
  parts.total += total;
  parts.magnitude += magnitude;
  parts.fractional += fractional;
  parts.count += count;
}

interface Row { readonly data: Elements; readonly bounds?: Float64Array; readonly at: number; readonly stride: number }

/** Bounds of the products of two rows, added up; that of a product is the one of `a * b` in docs/language/tolerance.md. */
function carriedBound(left: Row, right: Row, count: number): number {
  const { data: a, bounds: ea = NO_BOUNDS, stride: di } = left;
  const { data: b, bounds: eb = NO_BOUNDS, stride: dj } = right;
  let carried = 0;
  for (let n = 0, i = left.at, j = right.at; n < count; n++, i += di, j += dj) {
    const ex = ea[i] ?? 0;
    const ey = eb[j] ?? 0;
    if (ex === 0 && ey === 0) continue;
    const x = Math.abs(a[i] ?? NaN);
    const y = Math.abs(b[j] ?? NaN);
    // Zero absorbs an unknown factor's bound of infinity.
    const spread = (x === 0 ? 0 : x * ey) + (y === 0 ? 0 : y * ex) + (ex === 0 || ey === 0 ? 0 : ex * ey);
    carried += spread + (spread > 0 ? 2 ** -23 * (x * y + spread) + 2 ** -149 : 0);
  }
  return carried === carried ? carried : Infinity;
}

const NO_BOUNDS = new Float64Array(0);

/** Two passes: the logits and their peak, then both sums in float64. */
function compileSoftmaxSum(expr: SoftmaxSumExpr, scope: Scope): Closure {
  const logit = compile(expr.logit, scope);
  const value = compile(expr.value, scope);
  const logits: number[] = [];
  const sums = { norm: 0, total: 0, at: 0, peak: LOWEST };
  const collect = compileLoops(expr.axes, scope, () => {
    const x = logit();
    logits[sums.at++] = x;
    if (x > sums.peak) sums.peak = x;
  });
  const accumulate = compileLoops(expr.axes, scope, () => {
    const weight = Math.exp((logits[sums.at++] ?? NaN) - sums.peak);
    sums.norm += weight;
    sums.total += weight * value();
  });
  return () => {
    sums.peak = LOWEST;
    sums.norm = sums.total = sums.at = 0;
    collect();
    sums.at = 0;
    accumulate();
    return sums.norm === 0 ? 0 : Math.fround(sums.total / sums.norm);
  };
}
