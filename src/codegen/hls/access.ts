import type { Axis, Expr, LoadExpr } from '../../ir/nodes.js';
import { freeAxes } from '../../ir/visit.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import type { Bounds } from './bounds.js';
import { BURST_OVERHEAD, ROW_BYTES } from './generator.js';

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
  const prefixes = prefixAxes(load);
  const candidates: Fetch[] = [];
  for (let prefix = 0; prefix <= rank; prefix++) {
    const rowElements = bounds.elements(load.tensor, prefix);
    if (prefix < rank && !(rowElements * dtypeBytes(load.tensor.dtype) <= ROW_BYTES)) continue;
    const axes = prefixes[prefix] ?? NONE;
    candidates.push({ prefix, rowElements, cost: tripsOf(axes) * (rowElements + BURST_OVERHEAD) });
  }
  return candidates.reduce((best, c) => (c.cost < best.cost ? c : best));
}

const NONE: ReadonlySet<Axis> = new Set();
const known = new WeakMap<LoadExpr, readonly ReadonlySet<Axis>[]>();

/** The axes of the first so many indices of a load. Remembered: planning asks for the same loads many times. */
function prefixAxes(load: LoadExpr): readonly ReadonlySet<Axis>[] {
  const old = known.get(load);
  if (old) return old;
  const sets = Array.from({ length: load.indices.length + 1 }, (_, prefix) => axesOf(load.indices.slice(0, prefix)));
  known.set(load, sets);
  return sets;
}

export function axesOf(exprs: readonly Expr[]): ReadonlySet<Axis> {
  const [only] = exprs;
  if (only && exprs.length === 1) return freeAxesOf(only);
  return new Set(exprs.flatMap((e) => [...freeAxesOf(e)]));
}

export const freeAxesOf: (expr: Expr) => ReadonlySet<Axis> = freeAxes;
