import type { Span } from '../diagnostics/diagnostic.js';
import { scalarTypeOf, type DType, type ScalarType } from '../numerics/dtype.js';
import { Size, type Sym, type SymLike } from '../symbolic/index.js';
import type {
  Axis, BinaryOp, Expr, FilterOp, Growth, MapOp, Method, Op, ReduceOp, ScatterOp, SizeSymbol, Stage, Tensor, TensorRole,
  TopkOp, UnaryOp,
} from './nodes.js';

/**
 * Terse constructors of tensor IR, for passes and tests. Wherever an expression is wanted, an axis, a size or a number
 * will do: a number takes the type of the operand beside it, or i32 where it is whole and stands alone.
 */
export type ExprLike = Expr | Axis | SizeSymbol | number;
export type ExtentLike = SymLike | SizeSymbol;

export const NO_SPAN: Span = { file: '', start: 0, end: 0 };

export function size(name: string, min: number, max: number, multipleOf = 1): SizeSymbol {
  return { kind: 'size-symbol', name, min, max, multipleOf, span: NO_SPAN };
}

/** A size or number as a symbolic expression. */
export function extent(value: ExtentLike): Sym {
  return typeof value === 'object' && 'kind' in value ? Size.variable(value.name) : Size.sym(value);
}

export interface TensorOptions {
  readonly idRange?: ExtentLike; readonly growth?: Growth; readonly data?: readonly number[]; readonly span?: Span;
}

export function tensor(
  name: string, role: TensorRole, dtype: DType, shape: readonly ExtentLike[], options: TensorOptions = {},
): Tensor {
  const { idRange, growth, data, span = NO_SPAN } = options;
  return {
    kind: 'tensor', name, role, dtype, shape: shape.map(extent), span,
    ...(idRange === undefined ? {} : { idRange: extent(idRange) }), ...(growth ? { growth } : {}), ...(data ? { data } : {}),
  };
}

// Leaves

export function f32(value: number): Expr {
  return { kind: 'const', value: Math.fround(value), type: 'f32', span: NO_SPAN };
}
export function i32(value: number): Expr {
  return { kind: 'const', value, type: 'i32', span: NO_SPAN };
}
export function bool(value: boolean): Expr {
  return { kind: 'const', value: value ? 1 : 0, type: 'bool', span: NO_SPAN };
}

/** `value` as an expression; `like` is the type that a plain number takes. */
export function expr(value: ExprLike, like?: ScalarType): Expr {
  if (typeof value === 'number') {
    return (like ?? (Number.isInteger(value) ? 'i32' : 'f32')) === 'f32' ? f32(value) : { ...i32(value), type: like ?? 'i32' };
  }
  if (value.kind === 'axis') return { kind: 'axis-ref', axis: value, type: 'i32', span: NO_SPAN };
  if (value.kind === 'size-symbol') return { kind: 'size', size: value, type: 'i32', span: NO_SPAN };
  return value;
}

/** A size expression as an IR expression over the given size symbols. Throws a `RangeError` for an unknown name. */
export function exprOfSym(value: SymLike, sizes: readonly SizeSymbol[]): Expr {
  const visit = (v: Sym): Expr => v.terms.reduce<Expr | undefined>((total, term) => {
    const factors = term.factors.flatMap(({ atom, power }) => Array<Expr>(power).fill(
      atom.kind === 'var' ? expr(sizeNamed(atom.name))
        : atom.kind === 'floordiv' ? div(visit(atom.value), visit(atom.by))
          : atom.kind === 'mod' ? mod(visit(atom.value), visit(atom.by))
            : atom.args.map(visit).reduce((a, b) => binary(atom.kind, a, b))));
    const magnitude = Math.abs(term.coefficient);
    const [first = i32(magnitude), ...rest] = magnitude === 1 || factors.length === 0 ? factors : [i32(magnitude), ...factors];
    const product = rest.reduce((a, b) => mul(a, b), first);
    if (total === undefined) return term.coefficient < 0 ? neg(product) : product;
    return term.coefficient < 0 ? sub(total, product) : add(total, product);
  }, undefined) ?? i32(0);
  const sizeNamed = (name: string): SizeSymbol => {
    const found = sizes.find((s) => s.name === name);
    if (!found) throw new RangeError(`no size ${name}`);
    return found;
  };
  return visit(Size.sym(value));
}

/** Axis over 0 .. extent. */
export function axis(name: string, count: number | SizeSymbol): Axis {
  return range(name, 0, count, count);
}

/** Axis over lo .. hi of at most `bound` points. */
export function range(name: string, lo: ExprLike, hi: ExprLike, bound: ExtentLike): Axis {
  return { kind: 'axis', name, lo: expr(lo, 'i32'), hi: expr(hi, 'i32'), bound: extent(bound), span: NO_SPAN };
}

export function load(from: Tensor, ...indices: readonly ExprLike[]): Expr {
  return { kind: 'load', tensor: from, indices: indices.map((i) => expr(i, 'i32')), type: scalarTypeOf(from.dtype), span: NO_SPAN };
}

// Arithmetic

export function unary(op: UnaryOp, value: ExprLike): Expr {
  const v = expr(value);
  return { kind: 'unary', op, value: v, type: op === 'not' ? 'bool' : v.type, span: v.span };
}

const TO_BOOL: readonly BinaryOp[] = ['lt', 'le', 'eq', 'ne', 'and', 'or'];

export function binary(op: BinaryOp, left: ExprLike, right: ExprLike): Expr {
  const l = expr(left, typeof right === 'number' ? undefined : expr(right).type);
  const r = expr(right, l.type);
  return { kind: 'binary', op, left: l, right: r, type: TO_BOOL.includes(op) ? 'bool' : l.type, span: l.span };
}

type Binary = (left: ExprLike, right: ExprLike) => Expr;
type Unary = (value: ExprLike) => Expr;
const of2 = (op: BinaryOp): Binary => (left, right) => binary(op, left, right);
const of1 = (op: UnaryOp): Unary => (value) => unary(op, value);

export const add = of2('add'), sub = of2('sub'), mul = of2('mul'), div = of2('div'), mod = of2('mod');
export const min = of2('min'), max = of2('max'), pow = of2('pow');
export const lt = of2('lt'), le = of2('le'), eq = of2('eq'), ne = of2('ne'), and = of2('and'), or = of2('or');
export const neg = of1('neg'), abs = of1('abs'), exp = of1('exp'), log = of1('log'), sqrt = of1('sqrt'), rsqrt = of1('rsqrt');
export const sin = of1('sin'), cos = of1('cos'), tanh = of1('tanh'), floor = of1('floor'), not = of1('not');

export function select(cond: Expr, then: ExprLike, otherwise: ExprLike): Expr {
  const t = expr(then, typeof otherwise === 'number' ? undefined : expr(otherwise).type);
  return { kind: 'select', cond, then: t, else: expr(otherwise, t.type), type: t.type, span: cond.span };
}

export function convert(value: ExprLike, type: ScalarType): Expr {
  const v = expr(value);
  return v.type === type ? v : { kind: 'convert', value: v, type, span: v.span };
}

export function round(value: ExprLike, to: DType): Expr {
  const v = expr(value, 'f32');
  return { kind: 'round', to, value: v, type: 'f32', span: v.span };
}

export function reduce(op: ReduceOp, axes: readonly Axis[], value: ExprLike): Expr {
  const v = expr(value);
  return { kind: 'reduce', op, axes, value: v, type: v.type, span: v.span };
}

export function sum(axes: readonly Axis[], value: ExprLike): Expr {
  return reduce('sum', axes, value);
}

export function softmaxSum(axes: readonly Axis[], logit: ExprLike, value: ExprLike): Expr {
  const l = expr(logit, 'f32');
  return { kind: 'softmax-sum', axes, logit: l, value: expr(value, 'f32'), type: 'f32', span: l.span };
}

// Operations

export interface OpOptions { readonly stage?: Stage; readonly once?: boolean; readonly when?: Expr; readonly span?: Span }

function base(options: OpOptions): { stage: Stage; once: boolean; when?: Expr; span: Span } {
  const { stage = 'relevancy', once = false, when, span = NO_SPAN } = options;
  return { stage, once, span, ...(when ? { when } : {}) };
}

/** `target[indices] = value`; without indices, those of the axes. */
export function map(
  target: Tensor, axes: readonly Axis[], value: ExprLike, options: OpOptions & { readonly indices?: readonly ExprLike[] } = {},
): MapOp {
  const indices = (options.indices ?? axes).map((i) => expr(i, 'i32'));
  return { kind: 'map', target, axes, indices, value: expr(value, scalarTypeOf(target.dtype)), ...base(options) };
}

export function scatter(
  target: Tensor, axes: readonly Axis[], indices: readonly ExprLike[], combine: ReduceOp, value: ExprLike, options: OpOptions = {},
): ScatterOp {
  return {
    kind: 'scatter', target, axes, indices: indices.map((i) => expr(i, 'i32')), combine,
    value: expr(value, scalarTypeOf(target.dtype)), ...base(options),
  };
}

export function topk(
  result: { readonly ids: Tensor; readonly count: Tensor }, outer: readonly Axis[], over: Axis, key: ExprLike, k: number,
  options: OpOptions = {},
): TopkOp {
  return { kind: 'topk', ...result, outer, axis: over, key: expr(key, 'f32'), k, ...base({ stage: 'retrieve', ...options }) };
}

export function filter(
  result: { readonly ids: Tensor; readonly count: Tensor }, outer: readonly Axis[], over: Axis, predicate: Expr, options: OpOptions = {},
): FilterOp {
  return { kind: 'filter', ...result, outer, axis: over, predicate, ...base({ stage: 'retrieve', ...options }) };
}

/** Ids and count of a selection of at most `k` points of an axis: `name[outer, k]`, `name_count[outer]`. */
export function selection(
  name: string, outer: readonly Axis[], k: ExtentLike, idRange: ExtentLike, role: TensorRole = 'temp',
): { readonly ids: Tensor; readonly count: Tensor } {
  const shape = outer.map((a) => a.bound);
  return {
    ids: tensor(name, role, 'i32', [...shape, extent(k)], { idRange }),
    count: tensor(`${name}_count`, role, 'i32', shape),
  };
}

export interface MethodParts {
  readonly sizes?: readonly SizeSymbol[]; readonly tokens?: SizeSymbol; readonly doc?: string;
  readonly batch?: { readonly min: number; readonly max: number };
  readonly tensors: readonly Tensor[]; readonly ops: readonly Op[];
}

export function method(name: string, parts: MethodParts): Method {
  const { sizes = [], tokens, doc = '', batch = { min: 1, max: 1 }, tensors, ops } = parts;
  return { kind: 'method', name, doc, sizes, batch, tensors, ops, span: NO_SPAN, ...(tokens ? { tokens } : {}) };
}
