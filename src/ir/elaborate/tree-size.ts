import type { Expr } from '../nodes.js';
import { childrenOf } from '../visit.js';

const sizes = new WeakMap<Expr, number>();

/** Nodes of an expression written out as a tree. Shared parts are counted at each use, but visited once. */
export function treeSize(expr: Expr): number {
  const known = sizes.get(expr);
  if (known !== undefined) return known;
  const size = childrenOf(expr).reduce((total, child) => total + treeSize(child), 1);
  sizes.set(expr, size);
  return size;
}
