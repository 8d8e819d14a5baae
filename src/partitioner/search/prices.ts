import type { Goal, Load } from './goal.js';
import { wattsOf, type Tables } from './tables.js';

/** What a choice costs by itself, and what a microsecond costs in which nothing runs. */
export interface Prices {
  readonly own: readonly Float64Array[];
  readonly resting: number;
}

export function pricesOf(tables: Tables, goal: Goal): Prices {
  const { problem } = tables;
  return {
    own: problem.steps.map((step) => Float64Array.from(step.choices, (c) =>
      c.time * step.frequency * problem.layers * (goal.time + goal.energy * wattsOf(tables, c)))),
    resting: goal.time + goal.energy * tables.resting,
  };
}

/** Prices on loads to start from: none on limits; each device a part of the greatest load. */
export function firstPrices({ kind: goal, loads }: Goal): Float64Array {
  return Float64Array.from(loads, ({ kind, scale, limit }) => (
    goal === 'weighted' || kind === 'memory' || (scale <= 0 && limit === Infinity) ? 0 : kind === 'link' ? 0.01 : 1));
}

/** What a mean with such prices is to be divided by. */
export function sumOfPrices({ loads }: Goal, prices: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < loads.length; k++) sum += (prices[k] ?? 0) * (loads[k]?.scale ?? 0);
  return sum > 0 ? sum : 1;
}

/** Of a mean of loads: raises the prices of those that are `filled` most, by their share of what the greatest may be. */
export function weighMean(loads: readonly Load[], prices: Float64Array, filled: Float64Array, greatest: number, round: number): void {
  const roomOf = ({ scale, limit }: Load): number => Math.max(1e-9, scale > 0 ? Math.min(greatest, 1e300) * scale : limit);
  const pace = 1 / Math.sqrt(1 + round);
  let most = 1e-30;
  loads.forEach((load, k) => { if ((prices[k] ?? 0) > 0) most = Math.max(most, (filled[k] ?? 0) / roomOf(load)); });
  let sum = 0;
  loads.forEach((load, k) => {
    if ((prices[k] ?? 0) <= 0) return;
    prices[k] = Math.max(1e-9, (prices[k] ?? 0) * roomOf(load)) * Math.exp(pace * ((filled[k] ?? 0) / roomOf(load) / most - 1));
    sum += prices[k] ?? 0;
  });
  if (sum > 0) loads.forEach((load, k) => { prices[k] = (prices[k] ?? 0) / sum / roomOf(load); });
}

/** Lagrange multipliers of limits: a subgradient step against what is `filled` too much, for a bound that is `missing` so much. */
export function priceLimits(loads: readonly Load[], prices: Float64Array, filled: Float64Array, missing: number): void {
  let norm = 0;
  loads.forEach((load, k) => {
    const excess = excessOf(load, filled[k] ?? 0);
    if (excess > 0 || (prices[k] ?? 0) > 0) norm += excess * excess;
  });
  if (norm < 1e-12) return;
  loads.forEach((load, k) => {
    const excess = excessOf(load, filled[k] ?? 0);
    if (excess !== 0) prices[k] = Math.max(0, (prices[k] ?? 0) + missing / norm * excess / load.limit);
  });
}

/** In units of the limit. Memory has no price: what a step keeps depends on all others. */
function excessOf({ kind, limit }: Load, filled: number): number {
  return limit === Infinity || kind === 'memory' || limit <= 0 ? 0 : filled / limit - 1;
}
