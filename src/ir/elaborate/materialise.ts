import type { Span } from '../../diagnostics/diagnostic.js';
import { scalarTypeOf } from '../../numerics/dtype.js';
import type { Sym } from '../../symbolic/index.js';
import type { Axis, Expr, MapOp, Tensor } from '../nodes.js';
import { freeAxes, mapExpr, substituteAxes } from '../visit.js';
import { binary } from './arithmetic.js';
import type { Context, Place } from './context.js';
import { reference } from './ranges.js';
import type { View } from './scope.js';
import { rememberRange, storageOf } from './stores.js';

/** A value that each entry of an axis gives the next one. `self` stands for the result until it exists. */
export interface Recurrence { readonly axis: Axis; readonly self: Tensor }

export interface Materialised {
  readonly prefix: string;
  readonly value: Expr;
  /** Axes of the result, from 0, in the order of its dimensions. */
  readonly own: readonly Axis[];
  readonly span: Span;
  readonly recurrence?: Recurrence;
}

/**
 * A value as a temporary of its own. Its first dimensions are those axes of the surroundings that it depends on;
 * the view that is returned has them filled in and ranges over `own`.
 */
export function materialiseValue(cx: Context, place: Place, { prefix, value, own, span, recurrence }: Materialised): View {
  const context = contextAxes([...own.flatMap((a) => [a.lo, a.hi]), value], new Set(own));
  const copies = new Map<Axis, Expr>();
  const axes = [...context, ...own].map((axis): Axis => {
    const lo = substituteAxes(axis.lo, copies);
    const hi = substituteAxes(axis.hi, copies);
    const copy: Axis = startsAtZero(axis) ? { ...axis, lo, hi } : { ...axis, lo: cx.int(0, span), hi: binary(cx, 'sub', hi, lo, 'i32', span) };
    copies.set(axis, binary(cx, 'add', reference(copy, span), lo, 'i32', span));
    return copy;
  });
  const storage = recurrence ? { dtype: recurrence.self.dtype } : storageOf(cx, value);
  const tensor = cx.addTensor({ kind: 'tensor', name: cx.freshName(prefix), role: 'temp', ...storage, shape: axes.map((a) => a.bound), span });
  rememberRange(cx, tensor, value);
  const { stage, once, when } = place;
  const sequential = recurrence && axes[context.length + own.indexOf(recurrence.axis)];
  const outer = axes.slice(0, context.length).map((a) => reference(a, span));
  const op: MapOp = {
    kind: 'map', stage, once, ...(when ? { when } : {}), ...(sequential ? { sequential } : {}), span, target: tensor, axes,
    indices: axes.map((a) => reference(a, span)), value: withSelf(substituteAxes(value, copies), recurrence, tensor, outer),
  };
  cx.ops.push(op);
  cx.definitions.set(tensor, { place, span, order: cx.order });
  const slots = context.map((a) => (startsAtZero(a) ? reference(a, span) : binary(cx, 'sub', reference(a, span), a.lo, 'i32', span)));
  return { tensor, slots: [...slots, ...own.map(() => undefined)], span };
}

function withSelf(value: Expr, recurrence: Recurrence | undefined, tensor: Tensor, outer: readonly Expr[]): Expr {
  if (!recurrence) return value;
  return mapExpr(value, (e) => (e.kind === 'load' && e.tensor === recurrence.self
    ? { ...e, tensor, indices: [...outer, ...e.indices], type: scalarTypeOf(tensor.dtype) } : e));
}

export function startsAtZero(axis: Axis): boolean {
  return axis.lo.kind === 'const' && axis.lo.value === 0;
}

/** Extent of a result along an axis; reports one that does not start at 0. */
export function extentFromZero(cx: Context, axis: Axis): Sym | undefined {
  if (startsAtZero(axis)) return axis.bound;
  return cx.report('MPC2211', { name: axis.name }, axis.span, { hint: 'let it start at 0 and add the offset where it is used' });
}

/** Axes of the surroundings that values depend on, those of their ranges included, outermost first. */
function contextAxes(values: readonly Expr[], own: ReadonlySet<Axis>): readonly Axis[] {
  const found = new Set<Axis>();
  const visit = (expr: Expr): void => {
    for (const axis of freeAxes(expr)) {
      if (own.has(axis) || found.has(axis)) continue;
      visit(axis.lo);
      visit(axis.hi);
      found.add(axis);
    }
  };
  values.forEach(visit);
  return [...found];
}
