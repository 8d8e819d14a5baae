import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../../src/cli/highs.js';
import { objectiveOf, OBJECTIVES } from '../../../src/partitioner/search/problem.js';
import { search } from '../../../src/partitioner/search/search.js';
import { bruteForce, contestedProblem, entangledProblem, randomFrom, randomProblem } from './problems.js';

const highs = highsSolver();

describe('integer programme', () => {
  it.each(OBJECTIVES)('finds what trying everything finds: %s', async (objective) => {
    const random = randomFrom(11);
    let feasible = 0;
    for (let i = 0; i < 14; i++) {
      const problem = randomProblem(random, {
        steps: 2 + i % 4, devices: 2 + i % 3, choices: 4, tensors: 1 + i % 5, layers: i % 5 === 0 ? 3 : 1, tight: i % 4 < 2, steady: i % 3 === 0, chain: i % 6 === 5,
      });
      const mustUse = i % 3 === 0 ? { mustUse: [i % problem.devices.length] } : {};
      const found = await highs.solve(problem, { objective, ...mustUse });
      const best = bruteForce.solve(problem, { objective, ...mustUse });
      const where = `problem ${i}`;
      expect(found.outcome === undefined, where).toBe(best.outcome === undefined);
      if (!found.outcome || !best.outcome) continue;
      feasible++;
      expect(found.outcome.feasible, where).toBe(true);
      expect(objectiveOf(objective, found.outcome) / objectiveOf(objective, best.outcome), where).toBeCloseTo(1, 5);
      expect(found.proven, where).toBe(true);
      if (objective === 'throughput') expect(found.outcome.time / best.outcome.time, where).toBeCloseTo(1, 5);
    }
    expect(feasible).toBeGreaterThan(7);
  });

  it('agrees with the dynamic programme on ten steps and four devices', async () => {
    const random = randomFrom(3);
    for (let i = 0; i < 3; i++) {
      const problem = randomProblem(random, { steps: 10, devices: 4, choices: 5, tensors: 10, layers: 1, tight: i === 1 });
      const [found, own] = [await highs.solve(problem, { objective: 'latency' }), search(problem, { objective: 'latency' })];
      expect(found.outcome?.time ?? Infinity).toBeCloseTo(own.outcome?.time ?? Infinity, 4);
    }
  });

  it.each(OBJECTIVES)('agrees with the own search where all depends on all: %s', async (objective) => {
    const random = randomFrom(41);
    for (let i = 0; i < 2; i++) {
      const problem = i === 1 ? contestedProblem(random, 4, 3, 2) : entangledProblem(random, 6, 3, objective === 'latency');
      const [found, own] = [await highs.solve(problem, { objective }), search(problem, { objective })];
      expect(own.proven, `problem ${i}`).toBe(true);
      expect(found.outcome === undefined, `problem ${i}`).toBe(own.outcome === undefined);
      if (found.outcome && own.outcome) expect(objectiveOf(objective, found.outcome) / objectiveOf(objective, own.outcome), `problem ${i}`).toBeCloseTo(1, 5);
    }
  });

  it('stops when told to', async () => {
    const problem = randomProblem(randomFrom(5), { steps: 12, devices: 4, choices: 6, tensors: 14, layers: 1, tight: false });
    const found = await highs.solve(problem, { objective: 'energy', expired: () => true });
    const own = search(problem, { objective: 'energy' });
    expect(found.bound).toBeLessThanOrEqual((own.outcome?.energy ?? 0) * (1 + 1e-6));
    if (found.outcome) expect(found.outcome.energy).toBeGreaterThanOrEqual((own.outcome?.energy ?? 0) * (1 - 1e-6));
  });
});
