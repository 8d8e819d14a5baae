import type { Found } from './run.js';
import type { Outcome } from './problem.js';

/** Minimises `time` × T + `energy` × E. Values of `cutoff` and more need not be told apart: a bound of `cutoff` is enough. */
export type Weighted = (time: number, energy: number, known: readonly Outcome[], cutoff: number) => Found;

/**
 * The least product of time and energy, from searches that minimise weighted sums of them. The product is quasi-concave, so
 * over any set it is least at a corner of the set's convex hull, and each corner is the least of some sum. Corners are
 * found between two known ones by the sum that weighs those two alike, as long as a better one could lie there.
 */
export function productSearch(weighted: Weighted): Pick<Found, 'outcome' | 'bound'> {
  const known: Outcome[] = [];
  let best: Outcome | undefined;
  let least = Infinity;
  const solve = (time: number, energy: number, cutoff: number): Found => {
    const found = weighted(time, energy, known, cutoff);
    const { outcome } = found;
    if (outcome) known.push(outcome);
    if (outcome && outcome.time * outcome.energy < least) {
      best = outcome;
      least = outcome.time * outcome.energy;
    }
    return found;
  };
  const fast = solve(1, 0, Infinity);
  if (!fast.outcome) return { outcome: undefined, bound: fast.bound };
  const frugal = solve(0, 1, Infinity);
  if (!frugal.outcome) return { outcome: best, bound: fast.bound * frugal.bound };
  const proven = fast.bound >= fast.value * (1 - 1e-9) && frugal.bound >= frugal.value * (1 - 1e-9);

  let bound = Infinity;
  const open: { readonly a: Outcome; readonly b: Outcome }[] = [{ a: fast.outcome, b: frugal.outcome }];
  for (let strip = open.pop(); strip; strip = open.pop()) {
    const { a, b } = strip;
    // From a to b time grows and energy falls; anything else leaves no room between them.
    const [time, energy] = [a.energy - b.energy, b.time - a.time];
    if (time <= 1e-9 * a.energy || energy <= 1e-9 * b.time || a.time * b.energy >= least) continue;
    // Whatever has a smaller product in this strip has a smaller sum than the ends of the curve of equal products.
    const cutoff = Math.max(time * a.time + energy * least / a.time, time * b.time + energy * least / b.time);
    const found = solve(time, energy, cutoff);
    const { outcome } = found;
    const reached = outcome ? time * outcome.time + energy * outcome.energy : Infinity;
    if (found.bound < Math.min(reached, cutoff) * (1 - 1e-9)) {
      // Cut short: what lies above the line that the bound draws, not before a and not below b, has its least product at one of two corners.
      const corner = Math.min(b.time, Math.max(a.time, (found.bound - energy * b.energy) / time));
      bound = Math.min(bound, a.time * Math.max(b.energy, (found.bound - time * a.time) / energy), corner * b.energy);
    }
    if (outcome && reached < cutoff * (1 - 1e-10) && outcome.time > a.time && outcome.time < b.time) open.push({ a, b: outcome }, { a: outcome, b });
  }
  return { outcome: best, bound: Math.min(least, bound, proven ? Infinity : fast.bound * frugal.bound) };
}
