import { Size } from '../symbolic/index.js';
import type { Op, Tensor } from './nodes.js';
import { toSym } from './size-expr.js';

/** Temporaries that are not written everywhere, because their axes are ragged: where nothing is written they are zero. */
export function partlyWritten(ops: readonly Op[]): ReadonlySet<Tensor> {
  const whole = (op: Op & { kind: 'map' }): boolean => op.axes.every((axis, d) => {
    const lo = toSym(axis.lo);
    const hi = toSym(axis.hi);
    return lo && hi && Size.equals(lo, 0) && Size.equals(hi, op.target.shape[d] ?? -1);
  });
  return new Set(ops.flatMap((op) => (op.kind === 'map' && op.target.role !== 'memory' && !whole(op) ? [op.target] : [])));
}
