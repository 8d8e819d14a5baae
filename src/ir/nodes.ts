import type { Span } from '../diagnostics/diagnostic.js';
import type { DType, ScalarType } from '../numerics/dtype.js';
import type { Sym } from '../symbolic/sym.js';

/**
 * Tensor IR. A method is a list of operations over tensors, in index notation.
 *
 * Nodes are immutable plain objects; a rewrite returns the same object when nothing changed.
 * Names are symbols: `SizeSymbol`, `Axis` and `Tensor` are compared by identity, never by name.
 * Each temporary tensor is defined by exactly one operation (SSA); memories are updated by `map`
 * or `scatter` operations. Operations run in list order.
 */
export type Stage = 'prepare' | 'relevancy' | 'retrieve' | 'apply';
export const STAGES: readonly Stage[] = ['prepare', 'relevancy', 'retrieve', 'apply'];

/** A size known at run time: its actual value lies in [min, max]; the bound `max` sizes allocations. */
export interface SizeSymbol {
  readonly kind: 'size-symbol';
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** The actual value is a multiple of this (1 when unconstrained). */
  readonly multipleOf: number;
  readonly span: Span;
}

/** How a memory comes by its contents. Rows are entries of the leading dimension. */
export type Growth =
  /** Filled by the host before the first step, read only afterwards. */
  | { readonly kind: 'static' }
  /** Written once, by `prepare once` operations, from static memories. */
  | { readonly kind: 'computed' }
  /** One row per token: a step that brings `advance` tokens writes rows `size - advance` and up. */
  | { readonly kind: 'append-token'; readonly size: SizeSymbol }
  /** One row per full block of `block` tokens: row `size / block - 1` is written when it fills. */
  | { readonly kind: 'append-block'; readonly size: SizeSymbol; readonly block: number }
  /** One row per block of `block` tokens, the open one included: row `ceil(size / block) - 1` changes with each of its tokens. */
  | { readonly kind: 'update-block'; readonly size: SizeSymbol; readonly block: number }
  /** Any element may change in each step. Starts as zeros, or as the weight `from`, which has the same shape and type. */
  | { readonly kind: 'state'; readonly from?: Tensor }
  /** The newest rows: token n goes to row `(n - 1) mod rows`. */
  | { readonly kind: 'ring'; readonly size: SizeSymbol; readonly rows: number };

export type TensorRole =
  | 'input'      // given by the caller in each step
  | 'weight'     // given once, shared by all requests
  | 'constant'   // computed by the compiler; values in `data`
  | 'memory'     // state that outlives a step
  | 'temp'       // lives within a step
  | 'output';    // a temporary that the caller gets back

export interface Tensor {
  readonly kind: 'tensor';
  readonly name: string;
  readonly role: TensorRole;
  readonly dtype: DType;
  /** Extents in the *actual* sizes, row-major. A rank-0 tensor has one element. */
  readonly shape: readonly Sym[];
  /** For ids: valid values are 0 .. idRange - 1, and -1 for "no entry" where a selection is short. */
  readonly idRange?: Sym;
  readonly growth?: Growth;
  /** Of a memory or a call's result that is a list: the rank-0 tensor that says how many entries are valid; the rest are -1. */
  readonly count?: Tensor;
  /** Element values of a `constant`, row-major. */
  readonly data?: readonly number[];
  readonly span: Span;
}

/** One index of an iteration space: lo <= index < hi. `lo` and `hi` may mention outer axes and loads (ragged). */
export interface Axis {
  readonly kind: 'axis';
  readonly name: string;
  readonly lo: Expr;
  readonly hi: Expr;
  /** Upper bound of `hi - lo` in the sizes; equals it when the axis is not ragged. */
  readonly bound: Sym;
  readonly span: Span;
}

export type UnaryOp =
  | 'neg' | 'abs' | 'exp' | 'log' | 'exp2' | 'log2' | 'sqrt' | 'rsqrt' | 'sin' | 'cos' | 'tanh'
  | 'floor' | 'ceil' | 'not' | 'popcount'
  | 'pow2ceil'; // smallest power of two >= x, exact (0 and below: 2^-126)

export type BinaryOp =
  | 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'pow'   // f32, or i32 except pow; i32 div and mod floor
  | 'mod' | 'bitand' | 'bitor' | 'bitxor' | 'shl' | 'shr'   // i32
  | 'lt' | 'le' | 'eq' | 'ne'                               // -> bool
  | 'and' | 'or';                                           // bool

export type ReduceOp = 'sum' | 'min' | 'max';

interface ExprBase {
  readonly type: ScalarType;
  readonly span: Span;
}
export interface ConstExpr extends ExprBase { readonly kind: 'const'; readonly value: number }
export interface SizeExpr extends ExprBase { readonly kind: 'size'; readonly size: SizeSymbol }
export interface AxisExpr extends ExprBase { readonly kind: 'axis-ref'; readonly axis: Axis }
export interface LoadExpr extends ExprBase { readonly kind: 'load'; readonly tensor: Tensor; readonly indices: readonly Expr[] }
export interface UnaryExpr extends ExprBase { readonly kind: 'unary'; readonly op: UnaryOp; readonly value: Expr }
export interface BinaryExpr extends ExprBase { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
/** Both branches must be safe to evaluate: back ends may compute both and choose. */
export interface SelectExpr extends ExprBase { readonly kind: 'select'; readonly cond: Expr; readonly then: Expr; readonly else: Expr }
/** To another scalar type: i32 -> f32 rounds to nearest; f32 -> i32 truncates; bool -> 0 or 1. */
export interface ConvertExpr extends ExprBase { readonly kind: 'convert'; readonly value: Expr }
/** Round an f32 to a narrow float (nearest, ties to even; `f8e4m3` saturates at 448); the result is an f32 with that exact value. */
export interface RoundExpr extends ExprBase { readonly kind: 'round'; readonly to: DType; readonly value: Expr }
/** Reduction over all combinations of `axes`. Empty: 0 for sum, +inf for min, -inf for max (i32: the type's limits). */
export interface ReduceExpr extends ExprBase { readonly kind: 'reduce'; readonly op: ReduceOp; readonly axes: readonly Axis[]; readonly value: Expr }
/** Sum of value * exp(logit) divided by the sum of exp(logit), computed stably (online). Empty: 0. */
export interface SoftmaxSumExpr extends ExprBase { readonly kind: 'softmax-sum'; readonly axes: readonly Axis[]; readonly logit: Expr; readonly value: Expr }

export type Expr =
  | ConstExpr | SizeExpr | AxisExpr | LoadExpr | UnaryExpr | BinaryExpr | SelectExpr | ConvertExpr | RoundExpr
  | ReduceExpr | SoftmaxSumExpr;

interface OpBase {
  readonly stage: Stage;
  /** Runs when static memories are loaded instead of in each step. */
  readonly once: boolean;
  /**
   * Runs only if this holds; the host decides. A conjunction of comparisons of sizes and loads of rank-0 bool tensors (flags),
   * which earlier operations computed. Temporaries of operations that do not run are zero, ids -1.
   */
  readonly when?: Expr;
  readonly span: Span;
}

/**
 * `target[indices] = value` for every point of `axes`. Temporaries have `indices` = references to `axes`.
 * A value may load its own target only at the same indices (update in place), or, where `sequential` is given, at the point before.
 */
export interface MapOp extends OpBase {
  readonly kind: 'map';
  /** A scan: points along this axis (one of `axes`, from 0) are computed in ascending order; others are independent. */
  readonly sequential?: Axis;
  readonly target: Tensor;
  readonly axes: readonly Axis[];
  readonly indices: readonly Expr[];
  readonly value: Expr;
}

/** `target[...] = identity`, then `target[indices] = combine(target[indices], value)` for every point of `axes`. */
export interface ScatterOp extends OpBase {
  readonly kind: 'scatter';
  readonly target: Tensor;
  readonly axes: readonly Axis[];
  readonly indices: readonly Expr[];
  readonly combine: ReduceOp;
  readonly value: Expr;
}

/**
 * For every point of `outer`: the `k` values of `axis` with the largest `key`, largest first, ties to the lower id.
 * Keys of -inf and NaN are never chosen. `count[outer]` entries of `ids[outer, 0..k)` are valid, the rest are -1.
 */
export interface TopkOp extends OpBase {
  readonly kind: 'topk';
  readonly ids: Tensor;
  readonly count: Tensor;
  readonly outer: readonly Axis[];
  readonly axis: Axis;
  readonly key: Expr;
  readonly k: number;
}

/** For every point of `outer`: the values of `axis` for which `predicate` holds, ascending. Layout as for top-k. */
export interface FilterOp extends OpBase {
  readonly kind: 'filter';
  readonly ids: Tensor;
  readonly count: Tensor;
  readonly outer: readonly Axis[];
  readonly axis: Axis;
  readonly predicate: Expr;
}

/** A tensor that is handed to or by a call; a list comes with its count. */
export interface Passed { readonly tensor: Tensor; readonly count?: Tensor }

/** Form of an argument or a result of an extern. */
export interface ExternParam {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly Sym[];
  readonly idRange?: Sym;
  /** A list of up to `shape[0]` entries. */
  readonly list: boolean;
}

/** A function that the host provides: a model, a tokenizer, a template. */
export interface Extern {
  readonly kind: 'extern';
  readonly name: string;
  readonly doc: string;
  readonly params: readonly ExternParam[];
  readonly results: readonly ExternParam[];
  /** Declared work of one call. */
  readonly cost: { readonly flop: Sym; readonly bytes: Sym };
  /** Where it runs, for predictions. */
  readonly device: 'gpu' | 'cpu';
  /** Text with `{param}` in it: the runtime fills it in itself. */
  readonly template?: string;
  readonly span: Span;
}

/** Calls the host. A step of its own. */
export interface CallOp extends OpBase {
  readonly kind: 'call';
  readonly callee: Extern;
  readonly args: readonly Passed[];
  readonly results: readonly Passed[];
}

/** What a device computes. */
export type ComputeOp = MapOp | ScatterOp | TopkOp | FilterOp;
export type Op = ComputeOp | CallOp;

export interface Method {
  readonly kind: 'method';
  readonly name: string;
  readonly doc: string;
  readonly sizes: readonly SizeSymbol[];
  /** The size that counts the tokens of a request, if a memory grows by tokens. In a step it includes the current token. */
  readonly tokens?: SizeSymbol;
  /** Tokens that each step brings: a constant or one size. Absent: 1. */
  readonly advance?: Sym;
  /** How many requests a step may serve together. */
  readonly batch: { readonly min: number; readonly max: number };
  readonly tensors: readonly Tensor[];
  readonly ops: readonly Op[];
  readonly span: Span;
}
