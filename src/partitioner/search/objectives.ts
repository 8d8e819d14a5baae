import { productSearch, type Weighted } from './energy-delay.js';
import type { Load } from './goal.js';
import type { Found } from './run.js';
import type { Objective, Problem } from './problem.js';

/** What each objective asks of a solver: one weighted sum, several of them, or the least load of the busiest device or link. */
export function solveObjective(objective: Objective, weighted: Weighted, throughput: () => Found): Pick<Found, 'outcome' | 'bound'> {
  switch (objective) {
    case 'latency': return weighted(1, 0, [], Infinity);
    case 'energy': return weighted(0, 1, [], Infinity);
    case 'energy-delay': return productSearch(weighted);
    case 'throughput': return throughput();
  }
}

/** The limits of a problem, and every device and link: busy no longer than `limit`, weighed by `scale` where the busiest counts. */
export function watched(problem: Problem, limits: readonly Load[], limit: number, scale: number): readonly Load[] {
  return [
    ...limits,
    ...problem.devices.map((_, index) => ({ kind: 'busy' as const, index, limit, scale })),
    ...problem.links.map((_, index) => ({ kind: 'link' as const, index, limit, scale })),
  ];
}
