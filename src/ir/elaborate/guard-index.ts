import type { Span } from '../../diagnostics/diagnostic.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Expr } from '../nodes.js';
import type { Bounds } from './bounds.js';

/** What limiting an index takes of the elaboration. */
interface Guarded {
  readonly facts: readonly Sym[];
  readonly bounds: Bounds;
  int(value: number, span: Span): Expr;
  sizeExpr(value: Sym, span: Span): Expr;
}

/**
 * An index that conditions keep inside 0 .. extent. What holds only where the value is needed (`facts`) is no protection for back ends,
 * which may compute both branches of a choice: there the index is limited. What is `certain` needs no limit. Undefined if nothing proves it.
 */
export function guardIndex(cx: Guarded, index: Expr, extent: Sym, facts: readonly Sym[], certain: readonly Sym[]): Expr | undefined {
  if (facts.length === 0 && certain.length === 0) return undefined;
  const { bounds } = cx;
  const value = bounds.polynomial(index);
  const last = Size.sub(extent, 1);
  const below = Size.sub(last, value);
  const needs = (side: Sym): boolean | undefined =>
    bounds.holdsGiven(side, certain) ? false : bounds.holdsGiven(side, [...certain, ...facts]) ? true : undefined;
  const [low, high] = [needs(value), needs(below)];
  if (low === undefined || high === undefined || !bounds.holdsGiven(last, certain)) return undefined;
  const { span } = index;
  const raised: Expr = low ? { kind: 'binary', op: 'max', left: index, right: cx.int(0, span), type: 'i32', span } : index;
  return high ? { kind: 'binary', op: 'min', left: raised, right: cx.sizeExpr(last, span), type: 'i32', span } : raised;
}

/** An entry of a selection that conditions say is valid; elsewhere it may be -1, which is raised to an id. */
export function validEntry(cx: Guarded, value: Expr): Expr {
  if (value.kind !== 'load' || cx.facts.length === 0 || !cx.bounds.mayBeNone(value) || !cx.bounds.isValidGiven(value, cx.facts)) return value;
  const { span } = value;
  return { kind: 'binary', op: 'max', left: value, right: cx.int(0, span), type: 'i32', span };
}
