import type { Span } from '../diagnostics/diagnostic.js';

/** Syntax tree of a `.mp` file. Every node has the span it was read from. Fields that error recovery may leave out are optional. */
interface Node { readonly span: Span }
export interface Ident extends Node { readonly name: string }

export interface SourceFile extends Node {
  /** Text of the `///` lines before `method`. */
  readonly doc: string;
  /** Absent in a library of functions. */
  readonly method?: Ident;
  readonly decls: readonly Decl[];
  readonly comments: readonly Comment[];
}
export interface Comment extends Node { readonly text: string }

/** `size N in 1..1_048_576 multiple of 64` or derived: `size P = ceil(N / B)` */
export interface SizeDecl extends Node {
  readonly kind: 'size'; readonly name: Ident;
  readonly min?: Expr; readonly max?: Expr; readonly multipleOf?: Expr; readonly value?: Expr;
}
/** `const D = 128` or a table computed by the compiler: `const freq[i in D / 2] = pow(10000.0, -2.0 * i / D)` */
export interface ConstDecl extends Node { readonly kind: 'const'; readonly name: Ident; readonly binders: readonly Binder[]; readonly value?: Expr }
/** `step N by C`: N counts the tokens of a request, and each step brings C of them (1 where absent). */
export interface StepDecl extends Node { readonly kind: 'step'; readonly size: Ident; readonly by?: Expr }
/** `batch 1..64` */
export interface BatchDecl extends Node { readonly kind: 'batch'; readonly min?: Expr; readonly max?: Expr }
/** `input q, k : bf16[H, D]` */
export interface TensorDecl extends Node {
  readonly kind: 'tensor'; readonly role: 'input' | 'weight' | 'memory';
  readonly names: readonly Ident[]; readonly type?: TypeNode; readonly growth?: GrowthNode;
}
/** `output out, blocks` */
export interface OutputDecl extends Node { readonly kind: 'output'; readonly names: readonly Ident[] }
export interface TypeNode extends Node {
  /** `f32`, …, or `id`. */
  readonly dtype: Ident;
  /** `id<Docs>` */
  readonly idOf?: Expr;
  readonly dims: readonly Expr[];
  /** `id<Words>[..1024]`: a list of up to so many entries; it has a `count`. The only dimension. */
  readonly upTo?: Expr;
  /** `block 128`, `block 128 pow2`: elements of the last dimension share a scale, by blocks of so many. */
  readonly block?: { readonly size: Expr; readonly pow2: boolean; readonly span: Span };
}
/**
 * `static` | `computed` | `append per token` (or `per step`) | `append per block of B` | `update per block of B` | `ring`
 * | `state` | `state from w`
 */
export interface GrowthNode extends Node {
  readonly kind: 'static' | 'computed' | 'append-token' | 'append-block' | 'update-block' | 'ring' | 'state';
  readonly block?: Expr;
  /** `state from w`: the weight whose values it starts with. */
  readonly from?: Ident;
}
/**
 * `fn relu(x) = max(x, 0.0)`; `fn norm(x[n], eps)[i] = x[i] * …`; with local definitions, also of tensors and in `repeat`:
 * `fn f(x[n])[i] { a = …  y[j] = x[j] * a  repeat 5 { y[j] = … }  = y[i] }`
 */
export interface FnDecl extends Node {
  readonly kind: 'fn'; readonly doc: string; readonly name: Ident;
  readonly params: readonly FnParam[];
  /** Indices of a tensor-valued result; empty for a scalar. */
  readonly result: readonly Binder[];
  readonly locals: readonly FnLocal[];
  readonly value?: Expr;
}
export type FnLocal = DefineStmt | RepeatStmt;
/**
 * `extern rerank(query : id<Words>[Q], passages : id<Words>[K, L]) -> (score : f32[K]) cost 2 * P flop, P bytes on gpu`: a
 * function that the host provides. With `template "…{query}…"` the runtime makes it itself, from text and its vocabulary.
 */
export interface ExternDecl extends Node {
  readonly kind: 'extern'; readonly doc: string; readonly name: Ident;
  readonly params: readonly ExternParam[]; readonly results: readonly ExternParam[];
  readonly cost?: { readonly flop?: Expr; readonly bytes?: Expr };
  readonly device?: Ident;
  readonly template?: { readonly text: string; readonly span: Span };
}
export interface ExternParam extends Node { readonly name: Ident; readonly type?: TypeNode }
/** `x`, `x[n]`, `x[n, m]`: dims name the extents inside the function. `theta = 10000.0`: default. */
export interface FnParam extends Node { readonly name: Ident; readonly dims: readonly Ident[]; readonly default?: Expr }
export interface StageDecl extends Node {
  readonly kind: 'stage'; readonly stage: 'prepare' | 'relevancy' | 'retrieve' | 'apply'; readonly once: boolean; readonly body: readonly Stmt[];
  /** `retrieve every 4 tokens { … }` */
  readonly every?: Expr;
}
export type Decl = SizeDecl | ConstDecl | StepDecl | BatchDecl | TensorDecl | OutputDecl | FnDecl | ExternDecl | StageDecl;

/** `score[t] = …`, `g[h, :] = …`, `x = …`, with an optional `for` clause that gives ranges. */
export interface DefineStmt extends Node {
  readonly kind: 'define';
  /** `keep pages[h] = …`: the value lives on in steps that do not compute it. */
  readonly keep: boolean;
  readonly target: Ident; readonly indices: readonly (Expr | Slice)[]; readonly value?: Expr; readonly binders: readonly Binder[];
}
/** `words, prob = generate(prompt)`: several results of an `extern`. A call with one result is a `define`. */
export interface CallStmt extends Node { readonly kind: 'call'; readonly targets: readonly Ident[]; readonly keep: boolean; readonly value?: Expr }
/** `score[doc[e]] += weight[e] for …`; also `min=` and `max=`. */
export interface CombineStmt extends Node {
  readonly kind: 'combine'; readonly target: Ident; readonly indices: readonly (Expr | Slice)[]; readonly op: 'sum' | 'min' | 'max';
  readonly value?: Expr; readonly binders: readonly Binder[];
}
/** `keys <- k`, `gate[h, :] <- …`: writes a row of a growing memory, all of a `computed` one, any part of a `state`. */
export interface AppendStmt extends Node {
  readonly kind: 'append'; readonly target: Ident; readonly indices: readonly (Expr | Slice)[]; readonly value?: Expr; readonly binders: readonly Binder[];
}
/** `when N % B == 0 { … }` */
export interface WhenStmt extends Node { readonly kind: 'when'; readonly cond?: Expr; readonly body: readonly Stmt[] }
/** `every 4 tokens { … }` */
export interface EveryStmt extends Node { readonly kind: 'every'; readonly count?: Expr; readonly body: readonly Stmt[] }
/** `repeat 5 { … }`, `repeat r in 5 { … }`: the rounds one after the other; names that are defined before may be defined anew. */
export interface RepeatStmt extends Node { readonly kind: 'repeat'; readonly index?: Ident; readonly count?: Expr; readonly body: readonly Stmt[] }
export type Stmt = DefineStmt | CombineStmt | AppendStmt | CallStmt | WhenStmt | EveryStmt | RepeatStmt;

/** `:` in an index: the whole extent of that dimension. */
export interface Slice extends Node { readonly kind: 'slice' }

/** `t`, `t in T`, `b in blocks[h]`, `e in start[q] .. start[q + 1]` */
export interface Binder extends Node {
  readonly name: Ident;
  readonly range?:
    | { readonly kind: 'over'; readonly value: Expr }
    | { readonly kind: 'interval'; readonly lo: Expr; readonly hi: Expr };
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';

/** `any` and `all` of conditions; `argmax` and `argmin` give the id of the extreme, as a whole right side. */
export type ReductionName = 'sum' | 'min' | 'max' | 'mean' | 'any' | 'all' | 'logsumexp' | 'argmax' | 'argmin';

export type Expr =
  | (Node & { readonly kind: 'number'; readonly value: number; readonly float: boolean })
  | (Node & { readonly kind: 'name'; readonly name: string })
  | (Node & { readonly kind: 'index'; readonly base: Expr; readonly indices: readonly (Expr | Slice)[] })
  | (Node & { readonly kind: 'call'; readonly callee: Ident; readonly args: readonly CallArg[] })
  | (Node & { readonly kind: 'unary'; readonly op: '-' | 'not'; readonly value: Expr })
  | (Node & { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr })
  | (Node & { readonly kind: 'if'; readonly cond: Expr; readonly then: Expr; readonly else: Expr })
  /** `sum(h, d in D) body`: the body is a product (binds tighter than `+`). */
  | (Node & { readonly kind: 'reduce'; readonly op: ReductionName; readonly binders: readonly Binder[]; readonly value: Expr })
  /** `softmax_sum(t in picked) logit => value` */
  | (Node & { readonly kind: 'softmax-sum'; readonly binders: readonly Binder[]; readonly logit: Expr; readonly value: Expr })
  /** `scan(t) decay * previous + x[t] from start`: a value for each t; `previous` is the one before. */
  | (Node & { readonly kind: 'scan'; readonly binder: Binder; readonly value: Expr; readonly from?: Expr })
  /** `topk(t) score[t] count K where t < n always t == n - 1`; several binders run over nested ranges. */
  | (Node & { readonly kind: 'topk'; readonly binders: readonly Binder[]; readonly key: Expr; readonly count: Expr; readonly where?: Expr; readonly always?: Expr })
  /** `{ p in P | weight[p] > tau }` */
  | (Node & { readonly kind: 'set'; readonly binders: readonly Binder[]; readonly predicate: Expr });

export interface CallArg extends Node { readonly name?: Ident; readonly value: Expr }
