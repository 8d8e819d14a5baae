import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';

/** Drops constants that nothing reads, so that the code compiles without warnings. */
export function withoutUnused(stmts: readonly KStmt[]): readonly KStmt[] {
  const uses = new Map<string, number>();
  const lets = new Map<string, Let[]>();
  for (const stmt of stmts) collect(stmt, (name) => { uses.set(name, (uses.get(name) ?? 0) + 1); }, (made) => {
    lets.set(made.name, [...lets.get(made.name) ?? [], made]);
  });
  const unused = [...lets.keys()].filter((name) => !uses.has(name));
  // A constant that only unused ones read is unused, too.
  for (const name of unused) {
    for (const { value } of lets.get(name) ?? []) {
      collectExpr(value, (read) => {
        const left = (uses.get(read) ?? 0) - 1;
        uses.set(read, left);
        if (left === 0 && lets.has(read)) unused.push(read);
      });
    }
  }
  return unused.length === 0 ? stmts : drop(stmts, new Set(unused));
}

type Let = KStmt & { readonly kind: 'let' };

function drop(stmts: readonly KStmt[], unused: ReadonlySet<string>): readonly KStmt[] {
  let changed = false;
  const kept: KStmt[] = [];
  for (const s of stmts) {
    if (s.kind === 'let' && unused.has(s.name)) {
      changed = true;
      continue;
    }
    const next = s.kind === 'for' ? dropInLoop(s, unused) : s.kind === 'if' ? dropInBranches(s, unused) : s;
    changed ||= next !== s;
    kept.push(next);
  }
  return changed ? kept : stmts;
}

function dropInLoop(s: KStmt & { readonly kind: 'for' }, unused: ReadonlySet<string>): KStmt {
  const body = drop(s.body, unused);
  return body === s.body ? s : { ...s, body };
}

function dropInBranches(s: KStmt & { readonly kind: 'if' }, unused: ReadonlySet<string>): KStmt {
  const [then, other] = [drop(s.then, unused), drop(s.else, unused)];
  return then === s.then && other === s.else ? s : { ...s, then, else: other };
}

type Use = (name: string) => void;

function collect(stmt: KStmt, use: Use, define: (made: Let) => void): void {
  const expr = (e: KExpr | KBuffer | number): void => { if (typeof e !== 'number') collectExpr(e, use); };
  switch (stmt.kind) {
    case 'let':
      define(stmt);
      expr(stmt.value);
      break;
    case 'assign': expr(stmt.value); break;
    case 'declare': expr(stmt.init); break;
    case 'store': case 'atomic': expr(stmt.index); expr(stmt.value); break;
    case 'for':
      expr(stmt.lo);
      expr(stmt.hi);
      expr(stmt.step);
      if (stmt.binding.kind === 'parallel' && stmt.binding.grain) expr(stmt.binding.grain);
      for (const s of stmt.body) collect(s, use, define);
      break;
    case 'if':
      expr(stmt.cond);
      for (const s of stmt.then) collect(s, use, define);
      for (const s of stmt.else) collect(s, use, define);
      break;
    case 'call': case 'object': stmt.args.forEach(expr); break;
    default:
  }
}

function collectExpr(e: KExpr | KBuffer, use: Use): void {
  switch (e.kind) {
    case 'var': use(e.name); break;
    case 'load': case 'address': collectExpr(e.index, use); break;
    case 'unary': case 'convert': case 'round': collectExpr(e.value, use); break;
    case 'binary': collectExpr(e.left, use); collectExpr(e.right, use); break;
    case 'fma': collectExpr(e.a, use); collectExpr(e.b, use); collectExpr(e.c, use); break;
    case 'select': collectExpr(e.cond, use); collectExpr(e.then, use); collectExpr(e.else, use); break;
    case 'call': for (const arg of e.args) collectExpr(arg, use); break;
    default:
  }
}
