import type { CallStmt, DefineStmt, ExternDecl } from '../../dsl/ast.js';
import type { Context, Place } from './context.js';

/** Functions that the host provides: their forms. */
export function declareExterns(_cx: Context, _decls: readonly ExternDecl[]): void {
  // to be written
}

/** Whether the right side of a statement is a call of an extern. */
export function isExternCall(_cx: Context, _stmt: DefineStmt | CallStmt): boolean {
  return false;
}

/** `words, prob = look_ahead(question)`: results of a call of the host. */
export function callExtern(_cx: Context, _stmt: DefineStmt | CallStmt, _place: Place): void {
  throw new Error('to be written');
}
