import type { DefineStmt, Expr as Ast } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, Tensor } from '../nodes.js';
import { toFloat } from './arithmetic.js';
import { typeName, type Context, type Place } from './context.js';
import { choose, constantInt } from './expression.js';
import { defineName, leftSide, roleOf, type LeftSide } from './left-side.js';

/** `ids[h] = topk(t) …` and `ids[h] = { t | … }`: ids and their count. */
type TopkNode = Ast & { readonly kind: 'topk' };
type SetNode = Ast & { readonly kind: 'set' };

export function select(cx: Context, stmt: DefineStmt, node: TopkNode | SetNode, place: Place): void {
  if (!selection(cx, stmt, node, place) && !cx.global.own(stmt.target.name)) defineName(cx, stmt, place, undefined);
}

function selection(cx: Context, stmt: DefineStmt, node: TopkNode | SetNode, place: Place): boolean {
  const left = leftSide(cx, stmt, [node], undefined, false);
  const extra = left.whole && left.axes.find((a) => !left.indices.some((i) => i.kind === 'axis-ref' && i.axis === a));
  if (extra) cx.report('MPC2206', { name: extra.name, target: stmt.target.name }, extra.span, { hint: 'add it to the left side' });
  const parts = node.kind === 'topk' ? [node.key, node.where, node.always].filter((p) => p !== undefined) : [node.predicate];
  const { scope, axes } = cx.elaborators.binders(cx, left.scope, node.binders, parts);
  const value = node.kind === 'topk' ? topkKey(cx, scope, node) : condition(cx, cx.expr(scope, node.predicate));
  const k = node.kind === 'topk' ? constantInt(cx, cx.global, node.count, 'the number of entries that `topk` keeps', 1) : undefined;
  const axis = axes?.[0];
  if (!axis || !value || extra || !left.whole || (node.kind === 'topk' && k === undefined)) return false;
  const binder = node.binders[0];
  const bound = binder && scope.own(binder.name.name);
  if (binder && bound?.kind === 'value' && bound.value.kind !== 'axis-ref') {
    cx.report('MPC2214', { name: binder.name.name }, binder.span, { hint: 'run over the positions, `i in count(ids)`, and load `ids[i]`' });
    return false;
  }
  const range = cx.bounds.upperOf(cx.bounds.polynomial(axis.hi));
  if (!range) return false;
  const outer = outerAxes(left);
  const { ids, count } = tensors(cx, stmt, outer, k === undefined ? axis.bound : Size.constant(k), range);
  if (!defineName(cx, stmt, place, ids)) return true;
  cx.addTensor(count);
  cx.definitions.set(count, { place, span: count.span, order: cx.order });
  cx.selections.set(ids, count);
  cx.bounds.addSelection(ids, count);
  const { stage, once, when } = place;
  const base = { stage, once, ...(when ? { when } : {}), span: stmt.span, ids, count, outer, axis };
  cx.ops.push(k === undefined ? { kind: 'filter', ...base, predicate: value } : { kind: 'topk', ...base, key: value, k });
  return true;
}

function outerAxes(left: LeftSide): readonly Axis[] {
  return left.indices.flatMap((i) => (i.kind === 'axis-ref' ? [i.axis] : []));
}

function tensors(cx: Context, stmt: DefineStmt, outer: readonly Axis[], entries: Sym, idRange: Sym): { readonly ids: Tensor; readonly count: Tensor } {
  const { name, span } = stmt.target;
  const role = roleOf(cx, name);
  const shape = outer.map((a) => a.bound);
  const plain = `${name}_count`;
  return {
    ids: { kind: 'tensor', name, role, dtype: 'i32', shape: [...shape, entries], idRange, span },
    count: { kind: 'tensor', name: cx.isTaken(plain) ? cx.freshName(plain) : plain, role, dtype: 'i32', shape, span },
  };
}

/** Entries that `where` excludes get the key -inf, those that `always` names +inf. */
function topkKey(cx: Context, scope: LeftSide['scope'], node: TopkNode): Expr | undefined {
  const key = cx.expr(scope, node.key);
  const where = node.where && condition(cx, cx.expr(scope, node.where));
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
