import type { Axis, Expr, Tensor } from '../ir/nodes.js';
import { visitExpr } from '../ir/visit.js';

/** A row of a table of offsets: its list is `table[row] .. table[row + 1]`. */
export interface ListRow { readonly table: Tensor; readonly row: Expr }

/** The list that a range stands for: `table[row] .. table[row + 1]`. */
export function listBetween(lo: Expr, hi: Expr): ListRow | undefined {
  if (lo.kind !== 'load' || hi.kind !== 'load' || lo.tensor !== hi.tensor || lo.indices.length !== 1) return undefined;
  const row = lo.indices[0];
  const next = hi.indices[0];
  if (!row || next?.kind !== 'binary' || next.op !== 'add') return undefined;
  const one = [next.left, next.right].find((e) => e.kind === 'const');
  const base = [next.left, next.right].find((e) => e.kind !== 'const');
  return one?.kind === 'const' && one.value === 1 && base && boundText(base) === boundText(row) ? { table: lo.tensor, row } : undefined;
}

export function listOf({ lo, hi }: Axis): ListRow | undefined {
  return listBetween(lo, hi);
}

/** The list whose length an expression is: `table[row + 1] - table[row]`, as flattened axes have it. */
export function listMeasuredBy(expr: Expr): ListRow | undefined {
  return expr.kind === 'binary' && expr.op === 'sub' ? listBetween(expr.right, expr.left) : undefined;
}

/** Text by which two bounds are recognised as the same. */
export function boundText(expr: Expr): string {
  const parts: string[] = [];
  visitExpr(expr, (e) => {
    parts.push(e.kind === 'load' ? `load ${e.tensor.name}` : e.kind === 'axis-ref' ? e.axis.name : e.kind === 'const' ? String(e.value)
      : e.kind === 'size' ? e.size.name : e.kind === 'binary' || e.kind === 'unary' ? e.op : e.kind);
  });
  return parts.join(' ');
}
