import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';

/** Drops constants that nothing reads, so that the code compiles without warnings. */
export function withoutUnused(stmts: readonly KStmt[]): readonly KStmt[] {
  let current = stmts;
  for (;;) {
    const used = new Set<string>();
    current.forEach((s) => { collect(s, used); });
    const next = drop(current, used);
    if (next === current) return current;
    current = next;
  }
}

function drop(stmts: readonly KStmt[], used: ReadonlySet<string>): readonly KStmt[] {
  let changed = false;
  const kept = stmts.flatMap((s): readonly KStmt[] => {
    if (s.kind === 'let' && !used.has(s.name)) { changed = true; return []; }
    if (s.kind === 'for') {
      const body = drop(s.body, used);
      if (body === s.body) return [s];
      changed = true;
      return [{ ...s, body }];
    }
    if (s.kind === 'if') {
      const [then, other] = [drop(s.then, used), drop(s.else, used)];
      if (then === s.then && other === s.else) return [s];
      changed = true;
      return [{ ...s, then, else: other }];
    }
    return [s];
  });
  return changed ? kept : stmts;
}

function collect(stmt: KStmt, used: Set<string>): void {
  const expr = (e: KExpr | KBuffer | number): void => { if (typeof e !== 'number') collectExpr(e, used); };
  switch (stmt.kind) {
    case 'let': case 'assign': expr(stmt.value); break;
    case 'declare': expr(stmt.init); break;
    case 'store': case 'atomic': expr(stmt.index); expr(stmt.value); break;
    case 'for':
      [stmt.lo, stmt.hi, stmt.step].forEach(expr);
      if (stmt.binding.kind === 'parallel' && stmt.binding.grain) expr(stmt.binding.grain);
      stmt.body.forEach((s) => { collect(s, used); });
      break;
    case 'if':
      expr(stmt.cond);
      [...stmt.then, ...stmt.else].forEach((s) => { collect(s, used); });
      break;
    case 'call': case 'object': stmt.args.forEach(expr); break;
    default:
  }
}

function collectExpr(e: KExpr | KBuffer, used: Set<string>): void {
  switch (e.kind) {
    case 'var': used.add(e.name); break;
    case 'load': case 'address': collectExpr(e.index, used); break;
    case 'unary': case 'convert': case 'round': collectExpr(e.value, used); break;
    case 'binary': collectExpr(e.left, used); collectExpr(e.right, used); break;
    case 'fma': [e.a, e.b, e.c].forEach((x) => { collectExpr(x, used); }); break;
    case 'select': [e.cond, e.then, e.else].forEach((x) => { collectExpr(x, used); }); break;
    case 'call': e.args.forEach((x) => { collectExpr(x, used); }); break;
    default:
  }
}
