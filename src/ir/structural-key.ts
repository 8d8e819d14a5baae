import type { Axis, Expr } from './nodes.js';

const SYMBOL_IDS = new WeakMap<object, number>();
let nextSymbol = 0;

/** A number for a symbol (tensor, size, free axis): the same for the same object. */
function idOf(symbol: object): number {
  const found = SYMBOL_IDS.get(symbol);
  if (found !== undefined) return found;
  SYMBOL_IDS.set(symbol, nextSymbol);
  return nextSymbol++;
}

/**
 * Text that two expressions share if and only if they compute the same thing the same way: names of bound axes do not
 * matter, nor do spans. `bound` numbers the axes that are bound around the expression.
 */
export function exprKey(expr: Expr, bound: ReadonlyMap<Axis, number> = new Map()): string {
  const key = (e: Expr): string => exprKey(e, bound);
  switch (expr.kind) {
    case 'const': return `${expr.type}:${Object.is(expr.value, -0) ? '-0' : expr.value}`;
    case 'size': return `size${idOf(expr.size)}`;
    case 'axis-ref': {
      const index = bound.get(expr.axis);
      return index === undefined ? `axis${idOf(expr.axis)}` : `#${index}`;
    }
    case 'load': return `t${idOf(expr.tensor)}[${expr.indices.map(key).join()}]`;
    case 'unary': return `${expr.op}(${key(expr.value)})`;
    case 'binary': return `${expr.op}(${key(expr.left)},${key(expr.right)})`;
    case 'select': return `select(${key(expr.cond)},${key(expr.then)},${key(expr.else)})`;
    case 'convert': return `${expr.type}(${key(expr.value)})`;
    case 'round': return `round_${expr.to}(${key(expr.value)})`;
    case 'reduce': case 'softmax-sum': {
      const { text, inner } = axesKey(expr.axes, bound);
      const parts = expr.kind === 'reduce' ? [expr.value] : [expr.logit, expr.value];
      return `${expr.kind === 'reduce' ? expr.op : expr.kind}{${text}}(${parts.map((e) => exprKey(e, inner)).join()})`;
    }
  }
}

/** Key of the ranges of `axes`, and the numbering under which what is inside them is to be read. */
export function axesKey(
  axes: readonly Axis[], bound: ReadonlyMap<Axis, number> = new Map(),
): { readonly text: string; readonly inner: ReadonlyMap<Axis, number> } {
  const inner = new Map(bound);
  const text = axes.map((axis) => {
    const range = `${exprKey(axis.lo, inner)}..${exprKey(axis.hi, inner)}`;
    inner.set(axis, inner.size);
    return range;
  }).join(';');
  return { text, inner };
}
