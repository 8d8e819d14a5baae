import type { AppendStmt } from '../../dsl/ast.js';
import { scalarTypeOf } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import type { Expr, Tensor } from '../nodes.js';
import { binary } from './arithmetic.js';
import type { Context, Place } from './context.js';
import { choose } from './expression.js';
import { writeMemory } from './in-place.js';
import { fullAxis, reference } from './ranges.js';
import { show, showShape } from './show.js';

/** `note <- words`: the entries of a list, a selection or a tensor without a count, and how many they are. */
export function writeList(cx: Context, stmt: AppendStmt, target: Tensor, place: Place): void {
  const { span, value: node } = stmt;
  const { count } = target;
  const [room] = target.shape;
  if (!node || !count || !room) return;
  const wanted = `up to ${show(room)} ${target.idRange ? `ids below ${show(target.idRange)}` : target.dtype}`;
  const view = node.kind === 'name' && stmt.indices.length === 0 && stmt.binders.length === 0 ? cx.view(cx.global, node) : undefined;
  if (node.kind === 'name' && !view && stmt.indices.length === 0) return;
  const source = view?.tensor;
  const [width] = source?.shape ?? [];
  const fits = source?.dtype === target.dtype && source.shape.length === 1 && width && cx.bounds.holds(Size.sub(room, width))
    && (target.idRange ? source.idRange && cx.bounds.holds(Size.sub(target.idRange, source.idRange)) : !source.idRange);
  if (!source || !width || !fits) {
    const what = source ? `${source.idRange ? `ids below ${show(source.idRange)}, ` : ''}${source.dtype}${showShape(source.shape)}` : 'an element or an expression';
    cx.report('MPC3040', { name: target.name, wanted, what }, node.span, { related: [{ span: target.span, message: 'declared here' }], hint: `name a list of that form: \`${target.name} <- words\`` });
    return;
  }
  const type = scalarTypeOf(target.dtype);
  const axis = fullAxis(cx, 'i', room, span);
  const at = reference(axis, span);
  const last = cx.sizeExpr(Size.sub(width, 1), span);
  const whole = Size.equals(width, room);
  const entry: Expr = { kind: 'load', tensor: source, indices: [whole ? at : binary(cx, 'min', at, last, 'i32', span)], type, span };
  const empty: Expr = { kind: 'const', value: target.idRange ? -1 : 0, type, span };
  const entries = whole ? entry : choose(cx, binary(cx, 'lt', at, cx.sizeExpr(width, span), 'bool', span), entry, empty, span);
  const counted = cx.selections.get(source);
  const length: Expr = counted ? { kind: 'load', tensor: counted, indices: [], type: 'i32', span } : cx.sizeExpr(width, span);
  if (!entries) return;
  for (const tensor of [target, count]) cx.writes.push({ tensor, span, order: cx.order, place });
  writeMemory(cx, { target, axes: [axis], indices: [at], value: entries, span }, place);
  writeMemory(cx, { target: count, axes: [], indices: [], value: length, span }, place);
}
