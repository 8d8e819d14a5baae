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
}
/** `static` | `computed` | `append per token` | `append per block of B` | `ring` */
export interface GrowthNode extends Node {
  readonly kind: 'static' | 'computed' | 'append-token' | 'append-block' | 'ring'; readonly block?: Expr;
}
/** `fn relu(x) = max(x, 0.0)`; `fn norm(x[n], eps)[i] = x[i] * …`; with local definitions: `fn f(x[n])[i] { a = …  b = …  = a * b }` */
export interface FnDecl extends Node {
  readonly kind: 'fn'; readonly doc: string; readonly name: Ident;
  readonly params: readonly FnParam[];
  /** Indices of a tensor-valued result; empty for a scalar. */
  readonly result: readonly Binder[];
  readonly locals: readonly { readonly name: Ident; readonly value?: Expr }[];
  readonly value?: Expr;
}
/** `x`, `x[n]`, `x[n, m]`: dims name the extents inside the function. `theta = 10000.0`: default. */
export interface FnParam extends Node { readonly name: Ident; readonly dims: readonly Ident[]; readonly default?: Expr }
export interface StageDecl extends Node {
  readonly kind: 'stage'; readonly stage: 'prepare' | 'relevancy' | 'retrieve' | 'apply'; readonly once: boolean; readonly body: readonly Stmt[];
}
export type Decl = SizeDecl | ConstDecl | BatchDecl | TensorDecl | OutputDecl | FnDecl | StageDecl;

/** `score[t] = …`, `g[h, :] = …`, `x = …`, with an optional `for` clause that gives ranges. */
export interface DefineStmt extends Node {
  readonly kind: 'define'; readonly target: Ident; readonly indices: readonly (Expr | Slice)[]; readonly value?: Expr; readonly binders: readonly Binder[];
}
/** `score[doc[e]] += weight[e] for …`; also `min=` and `max=`. */
export interface CombineStmt extends Node {
  readonly kind: 'combine'; readonly target: Ident; readonly indices: readonly (Expr | Slice)[]; readonly op: 'sum' | 'min' | 'max';
  readonly value?: Expr; readonly binders: readonly Binder[];
}
/** `keys <- k`, `gate[h, :] <- …`: writes a row of a growing memory, or all of a `computed` one. */
export interface AppendStmt extends Node {
  readonly kind: 'append'; readonly target: Ident; readonly indices: readonly (Expr | Slice)[]; readonly value?: Expr; readonly binders: readonly Binder[];
}
/** `when N % B == 0 { … }` */
export interface WhenStmt extends Node { readonly kind: 'when'; readonly cond?: Expr; readonly body: readonly Stmt[] }
export type Stmt = DefineStmt | CombineStmt | AppendStmt | WhenStmt;

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

export type Expr =
  | (Node & { readonly kind: 'number'; readonly value: number; readonly float: boolean })
  | (Node & { readonly kind: 'name'; readonly name: string })
  | (Node & { readonly kind: 'index'; readonly base: Expr; readonly indices: readonly (Expr | Slice)[] })
  | (Node & { readonly kind: 'call'; readonly callee: Ident; readonly args: readonly CallArg[] })
  | (Node & { readonly kind: 'unary'; readonly op: '-' | 'not'; readonly value: Expr })
  | (Node & { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr })
  | (Node & { readonly kind: 'if'; readonly cond: Expr; readonly then: Expr; readonly else: Expr })
  /** `sum(h, d in D) body`: the body is a product (binds tighter than `+`). */
  | (Node & { readonly kind: 'reduce'; readonly op: 'sum' | 'min' | 'max' | 'mean'; readonly binders: readonly Binder[]; readonly value: Expr })
  /** `softmax_sum(t in picked) logit => value` */
  | (Node & { readonly kind: 'softmax-sum'; readonly binders: readonly Binder[]; readonly logit: Expr; readonly value: Expr })
  /** `topk(t) score[t] count K where t < n always t == n - 1` */
  | (Node & { readonly kind: 'topk'; readonly binder: Binder; readonly key: Expr; readonly count: Expr; readonly where?: Expr; readonly always?: Expr })
  /** `{ p in P | weight[p] > tau }` */
  | (Node & { readonly kind: 'set'; readonly binder: Binder; readonly predicate: Expr });

export interface CallArg extends Node { readonly name?: Ident; readonly value: Expr }
