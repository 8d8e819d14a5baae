import type { Decl, SourceFile, Stmt } from '../../dsl/ast.js';

/**
 * What is left of a file after syntax errors. A parser that recovers may leave holes inside a node; the smallest part that
 * elaboration can do without is dropped, so that its name is still known and the error is not reported again.
 */
export function withoutHoles(file: SourceFile): { readonly file: SourceFile; readonly whole: boolean } {
  const whole = file.decls.every(isWhole);
  return whole ? { file, whole } : { file: { ...file, decls: file.decls.flatMap(repairDecl) }, whole };
}

/** Whether nothing inside is missing. */
function isWhole(node: unknown): boolean {
  if (node === undefined || (typeof node === 'number' && Number.isNaN(node))) return false;
  if (typeof node !== 'object' || node === null) return true;
  return Object.values(node).every(isWhole);
}

function repairDecl(decl: Decl): readonly Decl[] {
  switch (decl.kind) {
    case 'stage': return [{ ...decl, body: decl.body.flatMap(repairStmt) }];
    case 'output': return [{ ...decl, names: decl.names.filter(isWhole) }];
    case 'batch': case 'step': return isWhole(decl) ? [decl] : [];
    default: break;
  }
  if (isWhole(decl)) return [decl];
  switch (decl.kind) {
    case 'size': case 'const': case 'extern':
      return isWhole(decl.name) ? [{ kind: 'const', name: decl.name, binders: [], span: decl.span }] : [];
    case 'tensor': return [{ kind: 'tensor', role: decl.role, names: decl.names.filter(isWhole), span: decl.span }];
    case 'fn': return isWhole(decl.name) ? [{ kind: 'fn', doc: decl.doc, name: decl.name, params: [], result: [], locals: [], span: decl.span }] : [];
  }
}

function repairStmt(stmt: Stmt | undefined): readonly Stmt[] {
  if (!stmt) return [];
  if (stmt.kind === 'when') {
    const { kind, span, cond } = stmt;
    return [{ kind, span, ...(cond && isWhole(cond) ? { cond } : {}), body: stmt.body.flatMap(repairStmt) }];
  }
  if (isWhole(stmt)) return [stmt];
  if (stmt.kind === 'every' || stmt.kind === 'repeat') return [{ ...stmt, body: stmt.body.flatMap(repairStmt) }];
  if (stmt.kind === 'call') return [];
  if (!isWhole(stmt.target)) return [];
  const { span, target } = stmt;
  const rest = { span, target, indices: [], binders: [] };
  return [stmt.kind === 'combine' ? { kind: stmt.kind, op: stmt.op, ...rest } : stmt.kind === 'define' ? { kind: stmt.kind, keep: stmt.keep, ...rest } : { kind: stmt.kind, ...rest }];
}
