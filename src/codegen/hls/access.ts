import type { Axis, Expr, LoadExpr } from '../../ir/nodes.js';
import { freeAxes } from '../../ir/visit.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import type { Bounds } from './bounds.js';
import { BURST_OVERHEAD, ROW_BYTES } from './device.js';

/** A way to fetch what a load needs: the first `prefix` indices choose a row, which is kept on the chip whole. */
export interface Fetch {
  readonly prefix: number;
  readonly rowElements: number;
  /** Elements moved in all, bursts paid for, at the largest sizes. */
  readonly cost: number;
}

/**
 * The cheapest fetch of a load, given how often a row would be fetched. `tripsOf` says how often the outermost block runs
 * in which the given axes are all bound.
 */
export function cheapestFetch(load: LoadExpr, bounds: Bounds, tripsOf: (axes: ReadonlySet<Axis>) => number): Fetch {
  const rank = load.indices.length;
  const candidates: Fetch[] = [];
  for (let prefix = 0; prefix <= rank; prefix++) {
    const rowElements = bounds.elements(load.tensor, prefix);
    if (prefix < rank && !(rowElements * dtypeBytes(load.tensor.dtype) <= ROW_BYTES)) continue;
    const axes = axesOf(load.indices.slice(0, prefix));
    candidates.push({ prefix, rowElements, cost: tripsOf(axes) * (rowElements + BURST_OVERHEAD) });
  }
  return candidates.reduce((best, c) => (c.cost < best.cost ? c : best));
}

export function axesOf(exprs: readonly Expr[]): ReadonlySet<Axis> {
  const [only] = exprs;
  if (only && exprs.length === 1) return freeAxesOf(only);
  return new Set(exprs.flatMap((e) => [...freeAxesOf(e)]));
}

const known = new WeakMap<Expr, ReadonlySet<Axis>>();

/** `freeAxes`, remembered: planning asks for the same expressions many times. */
export function freeAxesOf(expr: Expr): ReadonlySet<Axis> {
  const old = known.get(expr);
  if (old) return old;
  const axes = freeAxes(expr);
  known.set(expr, axes);
  return axes;
}
