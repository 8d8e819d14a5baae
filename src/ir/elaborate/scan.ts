import type { DefineStmt, Expr as Ast } from '../../dsl/ast.js';
import type { Context, Place } from './context.js';

/** `s[t, i] = scan(t) a[t] * previous + x[t, i] from s0[i]`: a value for each t from the one before. */
export function scan(_cx: Context, _stmt: DefineStmt, _node: Ast & { readonly kind: 'scan' }, _place: Place): void {
  throw new Error('to be written');
}
