import { describe, expect, it } from 'vitest';
import { productSearch, type Weighted } from '../../../src/partitioner/search/energy-delay.js';
import type { Outcome, Problem } from '../../../src/partitioner/search/problem.js';
import { search } from '../../../src/partitioner/search/search.js';
import { randomFrom } from './problems.js';

const NOTHING = { picks: [], moves: [], waits: 0, entries: 0, busy: [], linkBusy: [], linkBytes: [], uses: [], held: [], feasible: true };

/** Searches over a cloud of placements. `hurried` ones are cut short after the ends of the curve: some placement and some bound. */
function over(cloud: readonly Outcome[], random: () => number, hurried: boolean): Weighted {
  let calls = 0;
  return (time, energy, _known, cutoff) => {
    const value = (o: Outcome): number => time * o.time + energy * o.energy;
    const ranked = [...cloud].sort((a, b) => value(a) - value(b));
    const least = ranked[0] ? value(ranked[0]) : Infinity;
    const whole = !hurried || (++calls <= 2 && random() < 0.7);
    const found = ranked[whole ? 0 : Math.floor(random() * random() * ranked.length)];
    const outcome = found && value(found) < cutoff ? found : undefined;
    return { outcome, value: outcome ? value(outcome) : Infinity, bound: Math.min(whole ? least : least * (0.8 + 0.2 * random()), cutoff) };
  };
}

describe('energy-delay', () => {
  it.each([false, true])('bounds every product from below (cut short: %s)', (hurried) => {
    const random = randomFrom(41);
    for (let i = 0; i < 3000; i++) {
      const cloud = Array.from({ length: 3 + Math.floor(random() * 30) }, (): Outcome => {
        const u = random();
        return { ...NOTHING, time: 1 + 10 * u + random(), energy: 1 + 10 * (1 - u) ** (1 + 2 * random()) + random() };
      });
      const least = Math.min(...cloud.map((o) => o.time * o.energy));
      const { outcome, bound } = productSearch(over(cloud, random, hurried));
      expect(bound, `cloud ${i}`).toBeLessThanOrEqual(least * (1 + 1e-9));
      if (hurried) continue;
      expect(bound, `cloud ${i}`).toBeGreaterThanOrEqual(least * (1 - 1e-9));
      expect((outcome?.time ?? Infinity) * (outcome?.energy ?? Infinity), `cloud ${i}`).toBeCloseTo(least, 9);
    }
  });

  it('takes no way that is not there where rest costs no energy', () => {
    const problem: Problem = {
      devices: [{ id: 'cpu', kind: 'cpu' }, { id: 'gpu', kind: 'gpu' }], tensors: [{ name: 'x', kind: 'flow', bytes: 4, output: false }],
      steps: [{
        name: 's', frequency: 1, reads: [0], writes: [],
        choices: [1, 0].map((device) => ({ device, group: device, entry: 0, time: 10 + 10 * device, watts: device, uses: [] })),
      }],
      home: 0, links: [], route: () => undefined, wait: [0, 0], settle: [0, 0], idle: [0, 0], capacities: [], memory: [1e9, 1e9], layers: 1,
    };
    expect(search(problem, { objective: 'energy' })).toMatchObject({ proven: true, outcome: { picks: [1], feasible: true } });
  });
});
