import type { KExpr } from '../../nodes.js';

/** The operands of an expression. */
export function childrenOfKernel(e: KExpr): readonly KExpr[] {
  switch (e.kind) {
    case 'const': case 'var': return [];
    case 'load': case 'address': return [e.index];
    case 'unary': case 'convert': case 'round': return [e.value];
    case 'binary': return [e.left, e.right];
    case 'fma': return [e.a, e.b, e.c];
    case 'select': return [e.cond, e.then, e.else];
    case 'call': return e.args;
  }
}
