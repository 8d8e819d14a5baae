import type { Span } from '../../diagnostics/diagnostic.js';
import type { Binder, Expr as Ast, Slice } from '../../dsl/ast.js';

/** A statement `target[indices] (op) value for binders`. */
export interface Assignment {
  readonly target: { readonly name: string; readonly span: Span };
  readonly indices: readonly (Ast | Slice)[];
  readonly binders: readonly Binder[];
  readonly span: Span;
}
