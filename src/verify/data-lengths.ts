import { extentsOf } from '../analysis/index.js';
import type { Axis, Method, Tensor } from '../ir/nodes.js';
import { isCompute, opAxes, visitOp } from '../ir/visit.js';
import { Size } from '../symbolic/index.js';

/** A length that data decide and the stored tensor whose mean it is. */
export interface CountedLength { readonly symbol: string; readonly count: Tensor }

/** The lengths of a method, such as `len(e)`, that some tensor counts: with it, estimates can be replaced by what a call really had. */
export function countedLengths(method: Method): readonly CountedLength[] {
  const extents = extentsOf(method);
  const found = new Map<string, Tensor>();
  const visit = (axis: Axis): void => {
    const { lo, hi } = axis;
    if (hi.kind !== 'load' || lo.kind !== 'const' || lo.value !== 0) return;
    const extent = extents.of(axis);
    const [symbol] = Size.variables(extent);
    if (symbol?.startsWith('len(') && Size.equals(extent, Size.variable(symbol)) && !found.has(symbol)) found.set(symbol, hi.tensor);
  };
  for (const op of method.ops.filter(isCompute)) {
    opAxes(op).forEach(visit);
    visitOp(op, (expr) => { if (expr.kind === 'reduce' || expr.kind === 'softmax-sum') expr.axes.forEach(visit); });
  }
  return [...found].map(([symbol, count]) => ({ symbol, count }));
}
