import type { Span } from '../../diagnostics/diagnostic.js';
import type { Expr as Ast } from '../../dsl/ast.js';
import type { Axis, Expr, ReduceOp } from '../nodes.js';
import { freeAxes, freshAxes } from '../visit.js';
import { binary, convert, needBools, promoted, toFloat, unary } from './arithmetic.js';
import type { Context } from './context.js';
import type { Scope } from './scope.js';

/** Least finite f32: the peak of values that are all -infinity, or of none. */
const LEAST = -(2 - 2 ** -23) * 2 ** 127;

/** `sum(i) …`, `mean(i) …`, `any(i) …`, …: a number over all points of a range. */
export function reduction(cx: Context, scope: Scope, node: Ast & { readonly kind: 'reduce' }, span: Span): Expr | undefined {
  if (node.op === 'argmax' || node.op === 'argmin') {
    return cx.report('MPC2230', { op: node.op }, span, { hint: `define it first: \`best[…] = ${node.op}(…) …\`` });
  }
  const { scope: inner, axes } = cx.elaborators.binders(cx, scope, node.binders, [node.value]);
  const value = cx.expr(inner, node.value);
  if (!axes || !value) return undefined;
  const reduce = (op: ReduceOp, of: Expr, over: readonly Axis[] = axes): Expr => ({ kind: 'reduce', op, axes: over, value: of, type: of.type, span });
  if (node.op === 'any' || node.op === 'all') {
    if (!needBools(cx, node.op, [value])) return undefined;
    // Over nothing, the maximum is negative and the minimum positive.
    const extreme = reduce(node.op === 'any' ? 'max' : 'min', convert(cx, value, 'i32', span));
    return binary(cx, 'lt', cx.int(0, span), extreme, 'bool', span);
  }
  if (!promoted(cx, node.op, value, value)) return undefined;
  switch (node.op) {
    case 'mean': return binary(cx, 'div', reduce('sum', toFloat(cx, value)), toFloat(cx, pointCount(cx, axes, span)), 'f32', span);
    case 'logsumexp': {
      const float = toFloat(cx, value);
      const least: Expr = { kind: 'const', value: LEAST, type: 'f32', span };
      const peak = binary(cx, 'max', freshAxes(reduce('max', float)), least, 'f32', span);
      const total = reduce('sum', unary(cx, 'exp', binary(cx, 'sub', float, peak, 'f32', span), span));
      return binary(cx, 'add', peak, unary(cx, 'log', total, span), 'f32', span);
    }
    default: return reduce(node.op, value);
  }
}

/** How many points a mean is over. */
function pointCount(cx: Context, axes: readonly Axis[], span: Span): Expr {
  const own = new Set(axes);
  const nested = axes.some((a) => [a.lo, a.hi].some((e) => [...freeAxes(e)].some((f) => own.has(f))));
  if (nested) {
    const one: Expr = { kind: 'reduce', op: 'sum', axes, value: cx.int(1, span), type: 'i32', span };
    return one;
  }
  return axes.map((a) => binary(cx, 'sub', a.hi, a.lo, 'i32', span))
    .reduce((left, right) => binary(cx, 'mul', left, right, 'i32', span), cx.int(1, span));
}
