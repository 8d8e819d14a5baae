import { opAxes } from '../ir/visit.js';
import type { Axis, ComputeOp, Expr } from '../ir/nodes.js';
import { Size } from '../symbolic/index.js';
import type { SizeValues } from './storage.js';

/** About how many steps the evaluation of one operation takes: points times what each point reduces over. */
export function workOf(op: ComputeOp, sizes: SizeValues): number {
  const value = op.kind === 'map' || op.kind === 'scatter' ? op.value : op.kind === 'topk' ? op.key : op.predicate;
  return points(opAxes(op), sizes) * Math.max(1, termsOf(value, sizes));
}

function points(axes: readonly Axis[], sizes: SizeValues): number {
  return axes.reduce((n, axis) => n * Math.max(1, Size.evaluate(axis.bound, sizes)), 1);
}

function termsOf(expr: Expr, sizes: SizeValues): number {
  switch (expr.kind) {
    case 'const': case 'size': case 'axis-ref': return 0;
    case 'load': return expr.indices.reduce((n, i) => n + termsOf(i, sizes), 1);
    case 'unary': case 'convert': case 'round': return termsOf(expr.value, sizes);
    case 'binary': return termsOf(expr.left, sizes) + termsOf(expr.right, sizes);
    case 'select': return termsOf(expr.cond, sizes) + termsOf(expr.then, sizes) + termsOf(expr.else, sizes);
    case 'reduce': return points(expr.axes, sizes) * Math.max(1, termsOf(expr.value, sizes));
    case 'softmax-sum': return points(expr.axes, sizes) * Math.max(1, termsOf(expr.logit, sizes) + termsOf(expr.value, sizes));
  }
}
