import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';

/** The expressions that an expression is made of. */
export function partsOf(expr: KExpr): readonly KExpr[] {
  switch (expr.kind) {
    case 'const': case 'var': return [];
    case 'load': case 'address': return [expr.index];
    case 'unary': case 'convert': case 'round': return [expr.value];
    case 'binary': return [expr.left, expr.right];
    case 'fma': return [expr.a, expr.b, expr.c];
    case 'select': return [expr.cond, expr.then, expr.else];
    case 'call': return expr.args;
  }
}

/** Calls `visit` for each part of an expression, outermost first. */
export function visitKExpr(expr: KExpr, visit: (expr: KExpr) => void): void {
  visit(expr);
  switch (expr.kind) {
    case 'const': case 'var': return;
    case 'load': case 'address': visitKExpr(expr.index, visit); return;
    case 'unary': case 'convert': case 'round': visitKExpr(expr.value, visit); return;
    case 'binary': visitKExpr(expr.left, visit); visitKExpr(expr.right, visit); return;
    default: for (const part of partsOf(expr)) visitKExpr(part, visit);
  }
}

/** Expressions that a statement evaluates itself, its body left out. */
export function ownExprs(stmt: KStmt): readonly KExpr[] {
  switch (stmt.kind) {
    case 'let': case 'assign': return [stmt.value];
    case 'declare': return [stmt.init];
    case 'store': case 'atomic': return [stmt.index, stmt.value];
    case 'for': return [stmt.lo, stmt.hi, ...(typeof stmt.step === 'number' ? [] : [stmt.step])];
    case 'if': return [stmt.cond];
    case 'call': return stmt.args.filter((a): a is KExpr => a.kind !== 'buffer');
    default: return [];
  }
}

/** Visits all statements; `copies` is how many times unrolling repeats them in hardware. */
export function visitKStmts(stmts: readonly KStmt[], visit: (stmt: KStmt, copies: number, unrolled: readonly string[]) => void,
  copies = 1, unrolled: readonly string[] = []): void {
  for (const stmt of stmts) {
    visit(stmt, copies, unrolled);
    if (stmt.kind === 'if') {
      visitKStmts(stmt.then, visit, copies, unrolled);
      visitKStmts(stmt.else, visit, copies, unrolled);
    } else if (stmt.kind === 'for') {
      const repeats = stmt.binding.kind === 'unroll' && stmt.hi.kind === 'const' ? stmt.hi.value : 1;
      visitKStmts(stmt.body, visit, copies * repeats, repeats > 1 ? [...unrolled, stmt.name] : unrolled);
    }
  }
}

export function exprsOf(stmt: KStmt, visit: (expr: KExpr) => void): void {
  for (const expr of ownExprs(stmt)) visitKExpr(expr, visit);
}

const used = new WeakMap<readonly KStmt[], ReadonlySet<string>>();

/** Names of the variables that statements mention. Remembered. */
export function usedNames(stmts: readonly KStmt[]): ReadonlySet<string> {
  const known = used.get(stmts);
  if (known) return known;
  const names = new Set<string>();
  used.set(stmts, names);
  visitKStmts(stmts, (stmt) => exprsOf(stmt, (e) => { if (e.kind === 'var') names.add(e.name); }));
  return names;
}

const banks = new WeakMap<readonly KStmt[], ReadonlyMap<string, number>>();

/** How many elements of each array are touched side by side: the factor by which it must be split into banks. Remembered. */
export function bankFactors(stmts: readonly KStmt[]): ReadonlyMap<string, number> {
  const known = banks.get(stmts);
  if (known) return known;
  const factors = new Map<string, number>();
  banks.set(stmts, factors);
  const note = (buffer: KBuffer, index: KExpr, copies: number, unrolled: readonly string[]): void => {
    if (unrolled.length === 0) return;
    visitKExpr(index, (e) => {
      if (e.kind === 'var' && unrolled.includes(e.name)) factors.set(buffer.name, Math.max(copies, factors.get(buffer.name) ?? 1));
    });
  };
  visitKStmts(stmts, (stmt, copies, unrolled) => {
    if (stmt.kind === 'store') note(stmt.buffer, stmt.index, copies, unrolled);
    if (unrolled.length > 0) exprsOf(stmt, (e) => { if (e.kind === 'load') note(e.buffer, e.index, copies, unrolled); });
    const unpacked = stmt.kind === 'call' ? /_words<mpc::(\w+)>/.exec(stmt.name)?.[1] : undefined;
    const row = stmt.kind === 'call' ? stmt.args.at(-1) : undefined;
    if (unpacked && row?.kind === 'buffer') {
      const bits = Number(/\d+/.exec(unpacked)?.[0] ?? 8);
      factors.set(row.name, Math.max(factors.get(row.name) ?? 1, 512 / (unpacked === 'boolean' || unpacked === 'f8e4m3' ? 8 : bits)));
    }
  });
  return factors;
}

/**
 * Pipelined loops that store to `port` and load from it only what the same iteration stores: a tool cannot know, and would let each
 * iteration wait for the memory.
 */
export function independent(stmts: readonly KStmt[], port: string): readonly KStmt[] {
  return stmts.map((stmt): KStmt => {
    if (stmt.kind === 'if') return { ...stmt, then: independent(stmt.then, port), else: independent(stmt.else, port) };
    if (stmt.kind !== 'for') return stmt;
    const { binding } = stmt;
    if (binding.kind !== 'pipeline') return { ...stmt, body: independent(stmt.body, port) };
    let stores = false;
    visitKStmts(stmt.body, (s) => { stores ||= s.kind === 'store' && s.buffer.name === port; });
    return stores ? { ...stmt, binding: { ...binding, independent: [port] } } : stmt;
  });
}

export function isPowerOfTwo(expr: KExpr): boolean {
  return expr.kind === 'const' && expr.value > 0 && Number.isInteger(Math.log2(expr.value));
}
