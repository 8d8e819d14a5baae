import type { DefineStmt, FnLocal, RepeatStmt } from '../../dsl/ast.js';

/** All definitions, also those in loops. */
export function definitionsIn(locals: readonly (FnLocal | RepeatStmt['body'][number])[]): readonly DefineStmt[] {
  return locals.flatMap((l) => (l.kind === 'define' ? [l] : l.kind === 'repeat' ? definitionsIn(l.body) : []));
}

export function bindsLeft(local: DefineStmt, name: string): boolean {
  return local.indices.some((i) => i.kind === 'name' && i.name === name) || local.binders.some((b) => b.name.name === name);
}
