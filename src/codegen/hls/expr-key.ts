import type { Axis, Expr } from '../../ir/nodes.js';

const axisIds = new WeakMap<Axis, number>();
let nextAxisId = 0;

function axisId(axis: Axis): number {
  const old = axisIds.get(axis);
  if (old !== undefined) return old;
  axisIds.set(axis, nextAxisId);
  return nextAxisId++;
}

/** Equal for expressions of the same form over the same axes and tensors. Only compared, never printed. */
export function exprKey(expr: Expr): string {
  switch (expr.kind) {
    case 'const': return `${expr.type}:${expr.value}`;
    case 'size': return expr.size.name;
    case 'axis-ref': return `@${axisId(expr.axis)}`;
    case 'load': return `${expr.tensor.name}[${expr.indices.map(exprKey).join()}]`;
    case 'unary': return `${expr.op}(${exprKey(expr.value)})`;
    case 'binary': return `${expr.op}(${exprKey(expr.left)},${exprKey(expr.right)})`;
    case 'select': return `?(${exprKey(expr.cond)},${exprKey(expr.then)},${exprKey(expr.else)})`;
    case 'convert': return `${expr.type}(${exprKey(expr.value)})`;
    case 'round': return `${expr.to}(${exprKey(expr.value)})`;
    case 'reduce': return `${expr.op}{${expr.axes.map(axisId).join()}}(${exprKey(expr.value)})`;
    case 'softmax-sum': return `softmax{${expr.axes.map(axisId).join()}}(${exprKey(expr.logit)},${exprKey(expr.value)})`;
  }
}
