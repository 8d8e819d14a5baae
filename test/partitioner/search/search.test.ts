import { describe, expect, it } from 'vitest';
import { branchAndBound } from '../../../src/partitioner/search/branch-and-bound.js';
import { evaluate } from '../../../src/partitioner/search/evaluate.js';
import { costOf, tightLimits, valueOf, type Goal } from '../../../src/partitioner/search/goal.js';
import { placesOf } from '../../../src/partitioner/search/places.js';
import { objectiveOf, OBJECTIVES, type Problem } from '../../../src/partitioner/search/problem.js';
import { Relaxation } from '../../../src/partitioner/search/relaxation.js';
import { search } from '../../../src/partitioner/search/search.js';
import { alone, excesses } from '../../../src/partitioner/search/shortfall.js';
import { tablesOf } from '../../../src/partitioner/search/tables.js';
import { allOutcomes, bruteForce, contestedProblem, entangledProblem, randomFrom, randomProblem } from './problems.js';

/** The layers of a token written out, each with data of its own. */
function unrolled(problem: Problem): Problem {
  const { layers, tensors, steps } = problem;
  const count = tensors.length;
  return {
    ...problem, layers: 1,
    tensors: Array.from({ length: layers }, () => tensors).flat(),
    steps: Array.from({ length: layers }, (_, l) => steps.map((s) => ({
      ...s, reads: s.reads.map((t) => l * count + t), writes: s.writes.map((w) => ({ ...w, tensor: l * count + w.tensor })),
    }))).flat(),
  };
}

/** A machine of devices that differ in nothing, joined by nothing that costs. */
function plain(steps: Problem['steps'], limits: Partial<Problem> = {}): Problem {
  const devices = [{ id: 'gpu', kind: 'gpu' as const }, { id: 'fpga', kind: 'fpga' as const }];
  return {
    devices, steps, tensors: [], home: 0, links: [{ from: 0, to: 1 }, { from: 1, to: 0 }], route: (from) => [{ link: from, time: 0 }],
    wait: [0, 0], settle: limits.wait ?? [0, 0], idle: [1, 1], capacities: [], memory: [1e12, 1e12], layers: 1, ...limits,
  };
}

describe('search', () => {
  it('finds what trying everything finds, on 1,000 random problems', () => {
    const random = randomFrom(2026);
    const solvers = new Map<string, number>();
    for (let i = 0; i < 1000; i++) {
      const problem = i % 10 === 9 ? contestedProblem(random, 3 + i % 20 % 2, 2 + Math.floor(i / 20) % 2, 1 + i % 4) : randomProblem(random, {
        steps: 1 + i % 5, devices: 2 + i % 3, choices: 4, tensors: 1 + i % 6, layers: i % 7 === 0 ? 3 : 1, tight: i % 4 < 2, steady: i % 5 === 0, chain: i % 6 === 0,
      });
      const mustUse = i % 3 === 0 ? { mustUse: [Math.floor(random() * problem.devices.length)] } : {};
      const outcomes = allOutcomes(problem);
      for (const objective of OBJECTIVES) {
        const found = search(problem, { objective, ...mustUse });
        const best = bruteForce.solve(problem, { objective, ...mustUse }, outcomes);
        const where = `problem ${i}, ${objective}`;
        expect(found.outcome === undefined, where).toBe(best.outcome === undefined);
        expect(found.proven, where).toBe(true);
        if (!found.outcome || !best.outcome) continue;
        expect(found.outcome.feasible, where).toBe(true);
        expect(objectiveOf(objective, found.outcome) / objectiveOf(objective, best.outcome), where).toBeCloseTo(1, 9);
        if (objective === 'throughput') expect(found.outcome.time / best.outcome.time, where).toBeCloseTo(1, 9);
        solvers.set(found.solver, (solvers.get(found.solver) ?? 0) + 1);
      }
    }
    expect(solvers.get('branch and bound')).toBeGreaterThan(1500);
    expect(solvers.get('chain dynamic programme')).toBeGreaterThan(150);
  });

  it('proves the best for 12 steps on 4 devices, without reaching its limit of effort', () => {
    const random = randomFrom(7);
    for (let i = 0; i < 4; i++) {
      const entangled = entangledProblem(random, 12, 4, i % 2 === 1);
      const usual = randomProblem(random, { steps: 12, devices: 4, choices: 6, tensors: 14, layers: i % 3 === 2 ? 36 : 1, tight: i % 2 === 1 });
      for (const objective of OBJECTIVES) {
        for (const problem of [entangled, usual]) expect(search(problem, { objective }).proven, `problem ${i}, ${objective}`).toBe(true);
      }
    }
  });

  it('branches to what trying everything finds, for every kind of goal and limit', () => {
    const random = randomFrom(31);
    let compared = 0;
    for (let i = 0; i < 60; i++) {
      const problem = i % 3 === 0 ? contestedProblem(random, 3 + i % 2, 3, 1 + i % 2) : randomProblem(random, {
        steps: 4 + i % 2, devices: 2 + i % 3, choices: 5, tensors: 8, layers: i % 7 === 0 ? 3 : 1, tight: i % 2 === 0, steady: i % 5 === 0,
      });
      const must = i % 4 === 0 ? 1 << i % problem.devices.length : 0;
      const outcomes = allOutcomes(problem).filter(({ picks }) => must === 0 || picks.some((pick, s) => must >> (problem.steps[s]?.choices[pick]?.device ?? 0) & 1));
      // Limits that some placements break: of the time of a device, and of a link.
      const limits = [
        { kind: 'busy' as const, index: i % problem.devices.length, limit: 60 * problem.layers, scale: 0 },
        { kind: 'link' as const, index: i % problem.links.length, limit: 15 * problem.layers, scale: 0 },
      ];
      const watched = [
        ...tightLimits(problem),
        ...problem.devices.map((_, index) => ({ kind: 'busy' as const, index, limit: Infinity, scale: 1 })),
        ...problem.links.map((_, index) => ({ kind: 'link' as const, index, limit: Infinity, scale: 1 })),
      ];
      const shortfall = tightLimits(problem).map((load) => ({ ...load, scale: load.limit, limit: Infinity }));
      const goals: readonly Goal[] = [
        { kind: 'weighted', time: 1, energy: i % 2 / 100, loads: tightLimits(problem) },
        { kind: 'weighted', time: 1, energy: 0, loads: [...tightLimits(problem), ...limits] },
        { kind: 'least-maximum', time: 1, energy: 0, loads: watched },
        { kind: 'least-maximum', time: 1, energy: 0, loads: shortfall },
      ];
      for (const goal of goals) {
        const found = branchAndBound(problem, goal, { must, expired: () => false, effort: 1e7 });
        const least = outcomes.reduce((value, outcome) => Math.min(value, valueOf(goal, outcome)), Infinity);
        expect(found.outcome === undefined, `problem ${i}, ${goal.kind}`).toBe(least === Infinity);
        expect(found.bound).toBe(found.value);
        if (!found.outcome) continue;
        expect(Math.abs(found.value - least), `problem ${i}, ${goal.kind}`).toBeLessThanOrEqual(1e-9 * least);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('bounds every placement from below, whatever the prices', () => {
    const random = randomFrom(77);
    for (let i = 0; i < 60; i++) {
      const problem = i % 2 === 0 ? contestedProblem(random, 6, 3, 1 + i % 3) : randomProblem(random, { steps: 6, devices: 3, choices: 4, tensors: 7, layers: 1 + i % 2, tight: i % 4 === 1 });
      const goal: Goal = { kind: 'weighted', time: 1, energy: 0.01, loads: tightLimits(problem) };
      const places = placesOf(tablesOf(problem), goal);
      const relaxation = new Relaxation(places);
      const picks = problem.steps.map((s) => Math.floor(random() * s.choices.length));
      const outcome = evaluate(problem, picks);
      if (valueOf(goal, outcome) === Infinity) continue;
      const devices = picks.map((pick, s) => problem.steps[s]?.choices[pick]?.device ?? 0);
      const domain = Int32Array.from(problem.steps, (s) => s.choices.reduce((bits, c) => bits | 1 << c.device, 0));
      // Placed one by one in any order.
      for (const step of picks.map((_, s) => ({ s, key: random() })).sort((a, b) => a.key - b.key).map((x) => x.s)) {
        domain[step] = 1 << (devices[step] ?? 0);
        relaxation.consequences.device.set(domain.map((bits) => (bits & (bits - 1) ? -1 : 31 - Math.clz32(bits))));
        relaxation.consequences.follow();
        for (let round = 0; round < 4; round++) {
          relaxation.set(
            Float64Array.from(goal.loads, (l) => (l.kind === 'memory' || round === 0 ? 0 : random() * costOf(goal, outcome) / l.limit)),
            relaxation.shares.map(() => (round < 2 ? 0 : random() * 20 - 10)),
          );
          const bound = relaxation.solve(domain);
          expect(bound, `problem ${i}`).toBeLessThanOrEqual(costOf(goal, outcome) * (1 + 1e-12));
          relaxation.marginals(domain);
          devices.forEach((d, s) => {
            const through = relaxation.least[s * places.size + d] ?? 0;
            expect(through).toBeGreaterThanOrEqual(bound - 1e-9 * Math.abs(bound));
            expect(through).toBeLessThanOrEqual(costOf(goal, outcome) * (1 + 1e-12));
          });
        }
      }
    }
  });

  it('finds what trying everything finds where all depends on all', () => {
    const random = randomFrom(8);
    for (let i = 0; i < 6; i++) {
      const problem = entangledProblem(random, 4, 3, i % 2 === 0);
      for (const objective of OBJECTIVES) {
        const [found, best] = [search(problem, { objective }).outcome, bruteForce.solve(problem, { objective }).outcome];
        expect(found && objectiveOf(objective, found)).toBeCloseTo((best && objectiveOf(objective, best)) ?? NaN, 6);
      }
    }
  });

  it('prices layers as if they were written out', () => {
    const random = randomFrom(99);
    let entries = 0;
    for (let i = 0; i < 200; i++) {
      const made = randomProblem(random, { steps: 1 + i % 6, devices: 3, choices: 4, tensors: 5, layers: 1 + i % 4, tight: false, steady: i % 2 === 0 });
      // Some step runs in every call.
      const problem = { ...made, steps: made.steps.map((s, k) => (k === i % made.steps.length ? { ...s, frequency: 1 } : s)) };
      const picks = problem.steps.map((s) => Math.floor(random() * s.choices.length));
      const [short, long] = [evaluate(problem, picks), evaluate(unrolled(problem), Array.from({ length: problem.layers }, () => picks).flat())];
      if (long.time === Infinity) {
        expect(short.time).toBe(Infinity);
        continue;
      }
      expect(short.time).toBeCloseTo(long.time, 6);
      expect(short.energy / long.energy).toBeCloseTo(1, 9);
      expect(short.entries).toBeCloseTo(long.entries, 6);
      short.busy.forEach((busy, d) => { expect(busy).toBeCloseTo(long.busy[d] ?? 0, 6); });
      short.linkBytes.forEach((bytes, l) => { expect(bytes).toBeCloseTo(long.linkBytes[l] ?? 0, 6); });
      short.held.forEach((bytes, d) => { expect(bytes).toBe(long.held[d]); });
      entries += short.entries;
    }
    expect(entries).toBeGreaterThan(0);
  });

  it('enters a group once a token where everything is in it, and once a layer where it is left', () => {
    const choice = (device: number, group: number, entry: number) => ({ device, group, entry, time: 10, watts: 1, uses: [] });
    const steps = ['a', 'b'].map((name) => ({ name, frequency: 1, reads: [], writes: [], choices: [choice(0, 0, 5), choice(1, 1, 0)] }));
    const problem = plain(steps, { layers: 10, wait: [2, 0] });
    expect(evaluate(problem, [0, 0]).time).toBe(200 + 5 + 2);
    expect(evaluate(problem, [0, 1]).time).toBe(200 + 10 * (5 + 2));
  });

  it('follows the step that ran before, past steps that are skipped', () => {
    const steps = [1, 1 / 64, 1].map((frequency, i) => ({
      name: `s${i}`, frequency, reads: [], writes: [], choices: [0, 1].map((device) => ({ device, group: device, entry: 0, time: 64, watts: 1, uses: [] })),
    }));
    const problem = plain(steps, { wait: [64, 64] });
    // 63 of 64 calls go from the first step to the last.
    expect(evaluate(problem, [0, 0, 1]).waits).toBe(64 + 64);
    expect(evaluate(problem, [0, 1, 0]).waits).toBe(2 + 64);
  });

  it('never gets slower when a step gets a further choice', () => {
    const random = randomFrom(17);
    for (let i = 0; i < 60; i++) {
      const problem = randomProblem(random, { steps: 4, devices: 3, choices: 3, tensors: 5, layers: 1, tight: i % 2 === 0 });
      const before = search(problem, { objective: 'latency' }).outcome;
      const device = Math.floor(random() * 3);
      const extra = { device, group: 2 * device, entry: 0, time: 1 + Math.floor(random() * 60), watts: 10, uses: [0, 0] };
      const after = search({ ...problem, steps: problem.steps.map((s) => ({ ...s, choices: [...s.choices, extra] })) }, { objective: 'latency' }).outcome;
      if (before) expect(after?.time ?? Infinity).toBeLessThanOrEqual(before.time + 1e-9);
    }
  });

  it.each(OBJECTIVES)('gives the best known and an honest gap when the time is up: %s', (objective) => {
    const random = randomFrom(23);
    let cut = 0;
    for (let i = 0; i < 3; i++) {
      const problem = entangledProblem(random, objective === 'throughput' ? 8 : 14, 4, i % 2 === 0);
      const whole = search(problem, { objective });
      for (const limits of [{ expired: () => true }, { effort: 200 }]) {
        const found = search(problem, { objective, ...limits });
        const optimum = whole.outcome ? objectiveOf(objective, whole.outcome) : Infinity;
        expect(found.bound).toBeLessThanOrEqual(optimum * (1 + 1e-9));
        if (!found.outcome) continue;
        const value = objectiveOf(objective, found.outcome);
        expect(found.outcome.feasible).toBe(true);
        expect(value).toBeGreaterThanOrEqual(optimum * (1 - 1e-9));
        expect(found.gap).toBeGreaterThanOrEqual((value - optimum) / value - 1e-9);
        if (found.gap > 0) cut++;
      }
    }
    expect(cut).toBeGreaterThan(0);
  });
});

describe('a problem without a placement', () => {
  const step = (name: string, uses: number) => ({
    name, frequency: 1, reads: [0], writes: [], choices: [{ device: 1, group: 1, entry: 0, time: 1, watts: 1, uses: [uses] }],
  });
  const capacities = [{ name: 'DSP', device: 1, unit: 'DSP', limit: 100 }];
  const tensors = [{ name: 'index', kind: 'persistent' as const, bytes: 93e9, output: false }];

  it('says which limits are broken, each by how much', () => {
    const problem = plain([step('a', 60), step('b', 70)], { capacities, tensors, memory: [64e9, 64e9] });
    expect(search(problem, { objective: 'latency' })).toMatchObject({ outcome: undefined, proven: true, bound: Infinity });
    expect(excesses(problem)).toEqual([
      { device: 1, resource: 'DSP', needed: 130, available: 100, unit: 'DSP' },
      { device: 1, resource: 'memory', needed: 93, available: 64, unit: 'GB' },
    ]);
    expect(alone(problem, 1).map((e) => [e.resource, e.needed - e.available])).toEqual([['memory', 29], ['DSP', 30]]);
  });

  it('breaks the limits as little as can be', () => {
    const wide = (name: string) => ({ ...step(name, 0), choices: [120, 260].map((uses) => ({ device: 1, group: 1, entry: 0, time: 1, watts: 1, uses: [uses] })) });
    expect(excesses(plain([wide('a')], { capacities, tensors: [] }))).toMatchObject([{ needed: 120, available: 100 }]);
  });

  it('names the step that fits nowhere', () => {
    const refused = [{ device: 1, resource: 'dsp', needed: 9300, available: 5400, unit: 'DSP' }, { device: 1, resource: 'dsp', needed: 8000, available: 5400, unit: 'DSP' }];
    const problem = plain([step('a', 1), { ...step('score', 1), choices: [], refused }], { tensors });
    expect(excesses(problem)).toEqual([{ device: 1, step: 'score', resource: 'dsp', needed: 8000, available: 5400, unit: 'DSP' }]);
  });
});
