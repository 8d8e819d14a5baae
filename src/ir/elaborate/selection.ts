import type { Span } from '../../diagnostics/diagnostic.js';
import type { Binder, DefineStmt, Expr as Ast } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, Stage, Tensor } from '../nodes.js';
import { substituteAxes } from '../visit.js';
import { binary, promoted, toFloat, unary } from './arithmetic.js';
import { typeName, type Context, type Place } from './context.js';
import { choose, constantInt } from './expression.js';
import { flatten } from './flatten.js';
import { under } from './guards.js';
import { defineName, leftSide, roleOf, type LeftSide } from './left-side.js';
import { fullAxis, reference } from './ranges.js';
import { tensorName } from './repeat.js';
import type { Scope } from './scope.js';

/** `ids[h] = topk(t) …` and `ids[h] = { t | … }`: ids and their count. */
type TopkNode = Ast & { readonly kind: 'topk' };
type SetNode = Ast & { readonly kind: 'set' };
/** `argmax` or `argmin`. */
type ExtremeNode = Ast & { readonly kind: 'reduce' };

export function select(cx: Context, stmt: DefineStmt, node: TopkNode | SetNode, place: Place): void {
  if (!selection(cx, stmt, node, place) && !cx.definedBroken.has(stmt.target.name)) defineName(cx, stmt, place, undefined);
}

function selection(cx: Context, stmt: DefineStmt, node: TopkNode | SetNode, place: Place): boolean {
  const left = leftSide(cx, stmt, [node], undefined, false);
  if (reportExtra(cx, stmt, left)) return false;
  const parts = node.kind === 'topk' ? [node.key, node.where, node.always].filter((p) => p !== undefined) : [node.predicate];
  const { scope, axes } = cx.elaborators.binders(cx, left.scope, node.binders, parts);
  const value = node.kind === 'topk' ? topkKey(cx, scope, node) : condition(cx, cx.expr(scope, node.predicate));
  const k = node.kind === 'topk' ? constantInt(cx, cx.global, node.count, 'the number of entries that `topk` keeps', 1, 'give the largest count, and read fewer: the best n are at `i in min(count(best), n)`; all that satisfy a condition are a set: `{ i | … }`') : undefined;
  if (!axes || !value || !left.whole || (node.kind === 'topk' && k === undefined)) return false;
  const found = chosen(cx, place, scope, node.binders, axes, stmt.span);
  if (!found) return false;
  const outer = outerAxes(left);
  const { ids, count } = tensors(cx, stmt, outer, k === undefined ? found.axis.bound : Size.constant(k), found.range);
  if (!defineName(cx, stmt, place, ids)) return true;
  cx.addTensor(count);
  cx.definitions.set(count, { place, span: count.span, order: cx.order });
  cx.selections.set(ids, count);
  cx.bounds.addSelection(ids, count);
  const { axis } = found;
  if (found.isPosition) rememberPositions(cx, ids, outer, axis);
  const positions: Tensor = found.isPosition ? ids : cx.addTensor({ ...ids, name: cx.freshName(`${ids.name}_at`), role: 'temp', idRange: axis.bound });
  const base = { ...turn(place), span: stmt.span, ids: positions, count, outer, axis };
  const inner = substituteAxes(value, found.replaced);
  cx.ops.push(k === undefined ? { kind: 'filter', ...base, predicate: inner } : { kind: 'topk', ...base, key: inner, k });
  if (!found.isPosition) idsOf(cx, place, ids, positions, outer, found, stmt.span);
  return true;
}

/** `best[h] = argmax(t) s[h, t]`: the id of the largest, the lowest of equal ones; -1 where the range is empty. */
export function selectOne(cx: Context, stmt: DefineStmt, node: ExtremeNode, place: Place): void {
  if (!extreme(cx, stmt, node, place) && !cx.definedBroken.has(stmt.target.name)) defineName(cx, stmt, place, undefined);
}

function extreme(cx: Context, stmt: DefineStmt, node: ExtremeNode, place: Place): boolean {
  const { span } = stmt;
  const left = leftSide(cx, stmt, [node], undefined, false);
  if (reportExtra(cx, stmt, left)) return false;
  const { scope, axes } = cx.elaborators.binders(cx, left.scope, node.binders, [node.value]);
  const value = cx.expr(scope, node.value);
  if (!axes || !value || !left.whole || !promoted(cx, node.op, value, value)) return false;
  const found = chosen(cx, place, scope, node.binders, axes, span);
  if (!found) return false;
  const outer = outerAxes(left);
  const { axis, id, range } = found;
  const { name } = stmt.target;
  const shape = outer.map((a) => a.bound);
  const some = cx.bounds.holds(Size.sub(Size.sub(cx.bounds.polynomial(axis.hi), cx.bounds.polynomial(axis.lo)), 1));
  const best: Tensor = { kind: 'tensor', name: tensorName(cx, name), role: roleOf(cx, name), dtype: 'i32', shape, idRange: range, span: stmt.target.span };
  if (!defineName(cx, stmt, place, best)) return true;
  if (!some) cx.bounds.addPartial(best);
  const base = { kind: 'tensor', role: 'temp', dtype: 'i32', span } as const;
  const ids = cx.addTensor({ ...base, name: cx.freshName(`${name}_at`), shape: [...shape, Size.constant(1)], idRange: axis.bound });
  const count = cx.addTensor({ ...base, name: cx.freshName(`${name}_count`), shape });
  for (const tensor of [ids, count]) cx.definitions.set(tensor, { place, span, order: cx.order });
  const key = substituteAxes(toFloat(cx, value), found.replaced);
  cx.ops.push({ kind: 'topk', ...turn(place), span, ids, count, outer, axis, key: node.op === 'argmin' ? unary(cx, 'neg', key, span) : key, k: 1 });
  const row = outer.map((a) => reference(a, span));
  const at = binary(cx, 'max', load(ids, [...row, cx.int(0, span)], span), axis.lo, 'i32', span);
  const first = substituteAxes(id, new Map([[axis, some ? axis.lo : cx.int(0, span)]]));
  const cond = binary(cx, 'lt', cx.int(0, span), load(count, row, span), 'bool', span);
  cx.ops.push({
    kind: 'map', ...turn(place), span, target: best, axes: outer, indices: row,
    value: { kind: 'select', cond, then: substituteAxes(id, new Map([[axis, at]])), else: some ? first : cx.int(-1, span), type: 'i32', span },
  });
  return true;
}

/** What is chosen among: positions on one axis, and the ids that they stand for. */
interface Chosen {
  readonly axis: Axis;
  /** Of nested ranges: what follows from the position. */
  readonly replaced: ReadonlyMap<Axis, Expr>;
  /** The id at a position. */
  readonly id: Expr;
  readonly isPosition: boolean;
  /** Ids are smaller. */
  readonly range: Sym;
}

function chosen(cx: Context, place: Place, scope: Scope, binders: readonly Binder[], axes: readonly Axis[], span: Span): Chosen | undefined {
  const last = binders.at(-1);
  const binding = last && scope.own(last.name.name);
  if (binding?.kind !== 'value') return undefined;
  const id = binding.value;
  const high = id.kind === 'axis-ref' ? cx.bounds.upperOf(cx.bounds.polynomial(id.axis.hi)) : undefined;
  const top = high ? undefined : cx.bounds.upper(id);
  const range = id.kind === 'load' && id.tensor.idRange ? id.tensor.idRange : high ?? (top && Size.add(top, 1));
  if (!range) return undefined;
  const flat = flatten(cx, place, axes, span);
  return flat && { ...flat, id: substituteAxes(id, flat.replaced), isPosition: axes.length === 1 && id.kind === 'axis-ref', range };
}

/** What is chosen in `i in count(other[h])` are positions of valid entries of `other`, in the row of `h`. */
function rememberPositions(cx: Context, ids: Tensor, outer: readonly Axis[], { hi: end }: Axis): void {
  const of = end.kind === 'load' ? [...cx.selections].find(([, count]) => count === end.tensor)?.[0] : undefined;
  if (end.kind !== 'load' || !of || of.role === 'memory') return;
  const row = end.indices.map((index) => (index.kind === 'axis-ref' ? outer.indexOf(index.axis) : -1));
  if (row.every((d) => d >= 0)) cx.bounds.addPositions(ids, of, row);
}

/** From positions to ids; -1 stays -1. */
function idsOf(cx: Context, place: Place, ids: Tensor, positions: Tensor, outer: readonly Axis[], { axis, id }: Chosen, span: Span): void {
  const entry = fullAxis(cx, 'entry', ids.shape.at(-1) ?? Size.constant(0), span);
  const indices = [...outer, entry].map((a) => reference(a, span));
  const position = load(positions, indices, span);
  const zero = cx.int(0, span);
  const found = substituteAxes(id, new Map([[axis, binary(cx, 'max', position, zero, 'i32', span)]]));
  const none = binary(cx, 'lt', position, zero, 'bool', span);
  cx.ops.push({
    kind: 'map', ...turn(place), span, target: ids, axes: [...outer, entry], indices,
    value: { kind: 'select', cond: none, then: cx.int(-1, span), else: found, type: 'i32', span },
  });
}

function load(tensor: Tensor, indices: readonly Expr[], span: Span): Expr {
  return { kind: 'load', tensor, indices, type: 'i32', span };
}

function turn({ stage, once, when }: Place): { readonly stage: Stage; readonly once: boolean; readonly when?: Expr } {
  return { stage, once, ...(when ? { when } : {}) };
}

function reportExtra(cx: Context, stmt: DefineStmt, left: LeftSide): boolean {
  const extra = left.whole && left.axes.find((a) => !left.indices.some((i) => i.kind === 'axis-ref' && i.axis === a));
  if (extra) cx.report('MPC2206', { name: extra.name, target: stmt.target.name }, extra.span, { hint: 'add it to the left side' });
  return Boolean(extra);
}

function outerAxes(left: LeftSide): readonly Axis[] {
  return left.indices.flatMap((i) => (i.kind === 'axis-ref' ? [i.axis] : []));
}

function tensors(cx: Context, stmt: DefineStmt, outer: readonly Axis[], entries: Sym, idRange: Sym): { readonly ids: Tensor; readonly count: Tensor } {
  const { span } = stmt.target;
  const role = roleOf(cx, stmt.target.name);
  const name = tensorName(cx, stmt.target.name);
  const shape = outer.map((a) => a.bound);
  const plain = `${name}_count`;
  return {
    ids: { kind: 'tensor', name, role, dtype: 'i32', shape: [...shape, entries], idRange, span },
    count: { kind: 'tensor', name: cx.isTaken(plain) ? cx.freshName(plain) : plain, role, dtype: 'i32', shape, span },
  };
}

/** Entries that `where` excludes get the key -inf, those that `always` names +inf. */
function topkKey(cx: Context, scope: LeftSide['scope'], node: TopkNode): Expr | undefined {
  const where = node.where && condition(cx, cx.expr(scope, node.where));
  const key = under(cx, where, true, () => cx.expr(scope, node.key));
  const always = node.always && condition(cx, cx.expr(scope, node.always));
  if (!key || (node.where && !where) || (node.always && !always)) return undefined;
  if (key.type === 'bool') return cx.report('MPC2101', { operator: 'topk', wanted: 'numbers', type: 'bool' }, key.span, { hint: 'convert it with `f32(…)`' });
  const infinity = (value: number, span: Expr['span']): Expr => ({ kind: 'const', value, type: 'f32', span });
  const allowed = where ? choose(cx, where, toFloat(cx, key), infinity(-Infinity, where.span), where.span) : toFloat(cx, key);
  return always && allowed ? choose(cx, always, infinity(Infinity, always.span), allowed, always.span) : allowed;
}

function condition(cx: Context, value: Expr | undefined): Expr | undefined {
  if (!value || value.type === 'bool') return value;
  return cx.report('MPC2102', { type: typeName(value.type) }, value.span, { hint: 'compare it: `… > 0.0`' });
}
