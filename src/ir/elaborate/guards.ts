import type { Sym } from '../../symbolic/index.js';
import type { Expr } from '../nodes.js';
import type { Context } from './context.js';
import { conditionFacts } from './facts.js';

/** Elaborates what only matters where `cond` has the value `holds`: indices may rely on it. */
export function under<T>(cx: Context, cond: Expr | undefined, holds: boolean, make: () => T): T {
  const facts = cond ? conditionFacts(cx.bounds, cond, holds) : [];
  return withFacts(cx, facts.length > 0 ? [...cx.facts, ...facts] : cx.facts, make);
}

export function withFacts<T>(cx: Context, facts: readonly Sym[], make: () => T): T {
  const before = cx.facts;
  cx.facts = facts;
  try {
    return make();
  } finally {
    cx.facts = before;
  }
}
