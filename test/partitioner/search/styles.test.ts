import { describe, expect, it } from 'vitest';
import { tightLimits, type Goal } from '../../../src/partitioner/search/goal.js';
import { placesOf } from '../../../src/partitioner/search/places.js';
import type { Problem } from '../../../src/partitioner/search/problem.js';
import { search } from '../../../src/partitioner/search/search.js';
import { Styles } from '../../../src/partitioner/search/styles.js';
import { tablesOf } from '../../../src/partitioner/search/tables.js';
import { randomFrom } from './problems.js';

/** One device whose steps have many widths, under several tight limits: hardly any choice is better than another in everything. */
function widths(random: () => number, steps: number, count: number, limits: number): Problem {
  const uses = (): number[] => Array.from({ length: limits }, () => 1 + 10 * random());
  return {
    devices: [{ id: 'fpga', kind: 'fpga' }], tensors: [], links: [], home: 0, layers: 1, route: () => [], wait: [0], settle: [0], idle: [1], memory: [1e12],
    capacities: Array.from({ length: limits }, (_, r) => ({ name: `r${r}`, device: 0, unit: 'units', limit: 4.5 * steps })),
    steps: Array.from({ length: steps }, (_, i) => ({
      name: `s${i}`, frequency: 1, reads: [], writes: [],
      choices: Array.from({ length: count }, () => ({ device: 0, group: 0, entry: 0, time: 1 + 50 * random(), watts: 10, uses: uses() })),
    })),
  };
}

describe('styles of a device', () => {
  it('says what the choices cost at least that it did not keep', () => {
    const random = randomFrom(7);
    let [inexact, missedTheBest] = [0, 0];
    for (let i = 0; i < 60; i++) {
      const problem = widths(random, 5, 6, 3);
      const goal: Goal = i % 2 === 0 ? { kind: 'weighted', time: 1, energy: 0, loads: tightLimits(problem) }
        : { kind: 'least-maximum', time: 1, energy: 0, loads: [...tightLimits(problem), { kind: 'busy', index: 0, limit: Infinity, scale: 1 }] };
      const places = placesOf(tablesOf(problem), goal);
      const steps = problem.steps.map((_, s) => s);
      const all = new Styles(places, 0).best(steps);
      const few = new Styles(places, 0, 6).best(steps);
      expect(all.missed).toBe(Infinity);
      expect(few.value).toBeGreaterThanOrEqual(all.value);
      expect(Math.min(few.value, few.missed)).toBeLessThanOrEqual(all.value * (1 + 1e-12));
      if (few.missed < Infinity) inexact++;
      if (few.value > all.value) missedTheBest++;
    }
    expect(inexact).toBeGreaterThan(30);
    expect(missedTheBest).toBeGreaterThan(3);
  });

  it('ends where no choice is better than another, with a gap that is true', () => {
    const problem = widths(randomFrom(3), 10, 12, 5);
    const { outcome, bound, proven } = search(problem, { objective: 'latency' });
    expect(outcome?.feasible).toBe(true);
    expect(proven).toBe(false);
    expect(bound).toBeGreaterThan(0);
    expect(bound).toBeLessThan(outcome?.time ?? 0);
  }, 60_000);
});
