import type { Span } from '../../diagnostics/diagnostic.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr } from '../nodes.js';
import { freeAxes, substituteAxes } from '../visit.js';
import { binary } from './arithmetic.js';
import type { Context, Place } from './context.js';
import { materialiseValue, startsAtZero } from './materialise.js';
import { reference } from './ranges.js';
import type { View } from './scope.js';

/** Ranges of at most so many entries are added up each on its own; longer ones one after the other. */
const MAX_TRIANGLE = 256;

/** Nested ranges as one: `axis` counts their points in order, and each of the old axes follows from it. */
export interface Flat { readonly axis: Axis; readonly replaced: ReadonlyMap<Axis, Expr> }

/**
 * One axis for nested ones. Ranges that all have the same length are told apart by division; of others, a temporary says for each point
 * which range it belongs to.
 */
export function flatten(cx: Context, place: Place, axes: readonly Axis[], span: Span): Flat | undefined {
  const [first, ...rest] = axes;
  if (!first) return undefined;
  let flat: Flat = { axis: first, replaced: new Map() };
  for (const axis of rest) {
    const inner: Axis = { ...axis, lo: substituteAxes(axis.lo, flat.replaced), hi: substituteAxes(axis.hi, flat.replaced) };
    const pair = freeAxes(inner.lo).has(flat.axis) || freeAxes(inner.hi).has(flat.axis) || !startsAtZero(inner)
      ? ragged(cx, place, flat.axis, inner, limitOf(cx, flat.axis, axis), span) : rectangular(cx, flat.axis, inner, span);
    const outer = new Map([[flat.axis, pair.outer]]);
    const replaced = new Map([...flat.replaced].map(([old, value]): [Axis, Expr] => [old, substituteAxes(value, outer)]));
    if (!replaced.has(flat.axis)) replaced.set(flat.axis, pair.outer);
    replaced.set(axis, pair.inner);
    flat = { axis: pair.axis, replaced };
  }
  return flat;
}

interface Pair { readonly axis: Axis; readonly outer: Expr; readonly inner: Expr }

function rectangular(cx: Context, outer: Axis, inner: Axis, span: Span): Pair {
  const rows = binary(cx, 'sub', outer.hi, outer.lo, 'i32', span);
  const axis: Axis = {
    kind: 'axis', name: inner.name, lo: cx.int(0, span), hi: binary(cx, 'mul', rows, inner.hi, 'i32', span), bound: Size.mul(outer.bound, inner.bound), span,
  };
  const at = reference(axis, span);
  const width = cx.bounds.holds(Size.sub(cx.bounds.polynomial(inner.hi), 1)) ? inner.hi : binary(cx, 'max', inner.hi, cx.int(1, span), 'i32', span);
  const row = binary(cx, 'add', outer.lo, binary(cx, 'div', at, width, 'i32', span), 'i32', span);
  return { axis, outer: row, inner: binary(cx, 'mod', at, width, 'i32', span) };
}

function ragged(cx: Context, place: Place, outer: Axis, inner: Axis, limit: Sym | undefined, span: Span): Pair {
  const rows: Axis = startsAtZero(outer) ? outer : { ...outer, lo: cx.int(0, span), hi: binary(cx, 'sub', outer.hi, outer.lo, 'i32', span) };
  const row = reference(rows, span);
  const atRow = (expr: Expr, at: Expr): Expr => substituteAxes(expr, new Map([[outer, binary(cx, 'add', outer.lo, at, 'i32', span)]]));
  const make = (prefix: string, value: Expr, axis: Axis): View => materialiseValue(cx, place, { prefix, value, own: [axis], span });
  const at = (view: View, index: Expr): Expr => ({
    kind: 'load', tensor: view.tensor, indices: view.slots.map((slot) => slot ?? index), type: 'i32', span,
  });

  const length = binary(cx, 'max', binary(cx, 'sub', atRow(inner.hi, row), atRow(inner.lo, row), 'i32', span), cx.int(0, span), 'i32', span);
  const lengths = make(`${inner.name}_length`, length, rows);
  const ends = endsOf(cx, place, rows, (index) => at(lengths, index), `${inner.name}_end`, span);
  // All points, and not more than there is room for.
  const each: Axis = { ...rows };
  const total: Expr = { kind: 'reduce', op: 'sum', axes: [each], value: at(lengths, reference(each, span)), type: 'i32', span };
  const most = limit && cx.sizeExpr(limit, span);
  const totals = materialiseValue(cx, place, { prefix: `${inner.name}_total`, value: most ? binary(cx, 'min', total, most, 'i32', span) : total, own: [], span });
  const bound = limit ?? Size.mul(outer.bound, inner.bound);
  const axis: Axis = {
    kind: 'axis', name: `${inner.name}_at`, lo: cx.int(0, span), hi: { kind: 'load', tensor: totals.tensor, indices: totals.slots.filter((s) => s !== undefined), type: 'i32', span },
    // Room for one: the first entry may be read where there is none.
    bound: cx.bounds.holds(Size.sub(bound, 1)) ? bound : Size.max(bound, 1), span,
  };
  const here = reference(axis, span);
  const before: Axis = { ...rows };
  const ended = binary(cx, 'le', at(ends, reference(before, span)), here, 'bool', span);
  const ordinal: Expr = {
    kind: 'reduce', op: 'sum', axes: [before], value: { kind: 'convert', value: ended, type: 'i32', span }, type: 'i32', span,
  };
  const rowsOf = make(`${inner.name}_row`, ordinal, axis);
  const mine = at(rowsOf, here);
  const offset = binary(cx, 'sub', here, binary(cx, 'sub', at(ends, mine), at(lengths, mine), 'i32', span), 'i32', span);
  const value = binary(cx, 'add', atRow(inner.lo, mine), offset, 'i32', span);
  const values = make(`${inner.name}_value`, value, axis);
  return { axis, outer: binary(cx, 'add', outer.lo, mine, 'i32', span), inner: at(values, here) };
}

/** Where each range ends when all are put one behind the other. */
function endsOf(cx: Context, place: Place, rows: Axis, length: (index: Expr) => Expr, prefix: string, span: Span): View {
  const row = reference(rows, span);
  const few = Size.asConstant(rows.bound);
  if (few !== undefined && few <= MAX_TRIANGLE) {
    const hi = binary(cx, 'add', row, cx.int(1, span), 'i32', span);
    const upTo: Axis = { ...rows, lo: cx.int(0, span), hi };
    const value: Expr = { kind: 'reduce', op: 'sum', axes: [upTo], value: length(reference(upTo, span)), type: 'i32', span };
    return materialiseValue(cx, place, { prefix, value, own: [rows], span });
  }
  const self = { kind: 'tensor', name: prefix, role: 'temp', dtype: 'i32', shape: [rows.bound], span } as const;
  const before = binary(cx, 'max', binary(cx, 'sub', row, cx.int(1, span), 'i32', span), cx.int(0, span), 'i32', span);
  const previous: Expr = {
    kind: 'select', cond: binary(cx, 'eq', row, cx.int(0, span), 'bool', span), then: cx.int(0, span),
    else: { kind: 'load', tensor: self, indices: [before], type: 'i32', span }, type: 'i32', span,
  };
  return materialiseValue(cx, place, {
    prefix, value: binary(cx, 'add', previous, length(row), 'i32', span), own: [rows], span, recurrence: { axis: rows, self },
  });
}

/**
 * The extent of a list whose parts are `start[l] .. start[l + 1]`: for distinct `l` they do not overlap, so all together they are no longer
 * than the list. Undefined where the product of the bounds is no larger, or the ranges have another form.
 */
function limitOf(cx: Context, outer: Axis, inner: Axis): Sym | undefined {
  const { lo, hi } = inner;
  if (lo.kind !== 'load' || hi.kind !== 'load' || lo.tensor !== hi.tensor || !lo.tensor.idRange) return undefined;
  const last = lo.indices.length - 1;
  const index = lo.indices[last];
  if (!index || !isDistinct(cx, index, outer)) return undefined;
  const value = (expr: Expr | undefined): Sym => (expr ? cx.bounds.polynomial(expr) : Size.constant(0));
  if (!lo.indices.every((i, d) => Size.equals(value(hi.indices[d]), d === last ? Size.add(value(i), 1) : value(i)))) return undefined;
  const limit = Size.sub(lo.tensor.idRange, 1);
  return cx.bounds.holds(Size.sub(limit, Size.mul(outer.bound, inner.bound))) ? undefined : limit;
}

/** Whether an index has another value at each point of an axis: the axis itself, or an entry of a selection. */
function isDistinct(cx: Context, index: Expr, axis: Axis): boolean {
  if (index.kind === 'axis-ref') return index.axis === axis;
  if (index.kind !== 'load') return false;
  const selected = cx.ops.some((op) => (op.kind === 'topk' || op.kind === 'filter') && op.ids === index.tensor);
  const last = index.indices.at(-1);
  return selected && last?.kind === 'axis-ref' && last.axis === axis;
}
