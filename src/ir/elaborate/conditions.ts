import type { Span } from '../../diagnostics/diagnostic.js';
import type { Expr as Ast, WhenStmt } from '../../dsl/ast.js';
import type { Expr, Tensor } from '../nodes.js';
import { conditionKeys, isCondition } from '../size-expr.js';
import { binary, unary } from './arithmetic.js';
import { typeName, type Context, type Place } from './context.js';
import { constantInt } from './expression.js';

/** Conditions of steps: what the host decides from sizes and flags before it starts a step. */

/** The place inside `when COND { … }`. */
export function underCondition(cx: Context, stmt: WhenStmt, place: Place): Place {
  cx.inCondition = true;
  const cond = stmt.cond && cx.expr(cx.global, stmt.cond);
  cx.inCondition = false;
  if (cond && cond.type !== 'bool') cx.report('MPC2102', { type: typeName(cond.type) }, cond.span, { hint: 'compare it: `N % 64 == 0`' });
  return under(cx, place, cond?.type === 'bool' ? cond : undefined, stmt);
}

/** The place inside `every 4 tokens { … }`: the steps of tokens 1, 5, 9 and so on. */
export function everyTokens(cx: Context, node: Ast | undefined, span: Span, place: Place): Place {
  const count = node && constantInt(cx, cx.global, node, 'the number of tokens', 1, 'a period that a size tells is a condition: `when (N - 1) % B == 0 { … }`');
  const { tokens } = cx;
  if (count === undefined || place.once || !tokens || cx.advance) {
    if (place.once) cx.report('MPC3033', { what: '`prepare once` has no tokens' }, span, { hint: 'move it to a stage that runs in each step' });
    else if (!tokens) cx.report('MPC3033', { what: 'nothing counts tokens' }, span, { hint: 'name the size that counts them: `step N`' });
    else if (cx.advance) cx.report('MPC3033', { what: 'a step brings several tokens' }, span, { hint: 'let a step bring one token, or use `when` with a condition of your own' });
    return under(cx, place, undefined, {});
  }
  if (count === 1) return place;
  const newest = binary(cx, 'sub', { kind: 'size', size: tokens, type: 'i32', span }, cx.int(1, span), 'i32', span);
  const since = binary(cx, 'mod', newest, cx.int(count, span), 'i32', span);
  return under(cx, place, binary(cx, 'eq', since, cx.int(0, span), 'bool', span), {});
}

function under(cx: Context, place: Place, cond: Expr | undefined, block: object): Place {
  let { when } = place;
  for (const part of cond ? conjuncts(cx, cond) : []) {
    if (part.kind === 'const' && part.value) continue;
    const usable = isCondition(part) ? part : flag(cx, part, place);
    when = when ? binary(cx, 'and', when, usable, 'bool', usable.span) : usable;
  }
  return { ...place, ...(when ? { when } : {}), conditions: [...place.conditions, block] };
}

/** Parts that must all hold, with `not` moved inwards. */
function conjuncts(cx: Context, cond: Expr): readonly Expr[] {
  if (cond.kind === 'binary' && cond.op === 'and') return [...conjuncts(cx, cond.left), ...conjuncts(cx, cond.right)];
  if (cond.kind !== 'unary' || cond.op !== 'not' || cond.value.kind === 'load') return [cond];
  const { value, span } = cond;
  if (value.kind === 'unary' && value.op === 'not') return conjuncts(cx, value.value);
  if (value.kind !== 'binary') return [cond];
  const { op, left, right } = value;
  if (op === 'or') return [left, right].flatMap((side) => conjuncts(cx, unary(cx, 'not', side, span)));
  if (left.type !== 'i32') return [cond];
  switch (op) {
    case 'lt': return [binary(cx, 'le', right, left, 'bool', span)];
    case 'le': return [binary(cx, 'lt', right, left, 'bool', span)];
    case 'eq': return [binary(cx, 'ne', left, right, 'bool', span)];
    case 'ne': return [binary(cx, 'eq', left, right, 'bool', span)];
    default: return [cond];
  }
}

/** A condition on data as a flag of its own, which a step computes and the host reads. */
function flag(cx: Context, value: Expr, place: Place): Expr {
  const { span } = value;
  const tensor: Tensor = cx.addTensor({ kind: 'tensor', name: cx.freshName('when'), role: 'temp', dtype: 'bool', shape: [], span });
  const { stage, once, when } = place;
  cx.ops.push({ kind: 'map', stage, once, ...(when ? { when } : {}), span, target: tensor, axes: [], indices: [], value });
  cx.definitions.set(tensor, { place, span, order: cx.order });
  cx.bounds.addFlag(tensor, value, when === undefined);
  return { kind: 'load', tensor, indices: [], type: 'bool', span };
}

/**
 * In a step in which the condition of its definition does not hold, a result that is an id is -1. Where it is read under a weaker
 * condition it counts as 0, like any other number.
 */
export function readOutsideAsZero(cx: Context, tensor: Tensor, place: Place): void {
  if (!place.when || !tensor.idRange) return;
  const needed = conditionKeys(place.when);
  cx.readers.set(tensor, (stored) => {
    const held = conditionKeys(cx.place?.when);
    return [...needed].every((key) => held.has(key)) ? stored : binary(cx, 'max', stored, cx.int(0, stored.span), 'i32', stored.span);
  });
}
