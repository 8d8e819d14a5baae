import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceKind } from '../../src/partitioner/schema.js';
import { DEVICE_KINDS, objectiveOf, type Objective, type Outcome, type Problem } from '../../src/partitioner/search/problem.js';
import { search } from '../../src/partitioner/search/search.js';
import { evaluate } from '../../src/partitioner/search/walk.js';

/** Tries every placement. */
function bruteForce(problem: Problem, objective: Objective, mustUse?: DeviceKind): Outcome | undefined {
  let best: Outcome | undefined;
  const visit = (picks: readonly number[]): void => {
    const step = problem.steps[picks.length];
    if (step) return step.choices.forEach((_, i) => visit([...picks, i]));
    if (mustUse && !picks.some((p, i) => problem.steps[i]?.choices[p]?.device === mustUse)) return;
    const outcome = evaluate(problem, picks);
    if (outcome.feasible && (!best || objectiveOf(objective, outcome.time, outcome.energy) < objectiveOf(objective, best.time, best.energy))) best = outcome;
  };
  visit([]);
  return best;
}

const device = fc.constantFrom(...DEVICE_KINDS);
const watts = fc.record({ cpu: fc.integer({ min: 1, max: 90 }), gpu: fc.integer({ min: 1, max: 90 }), fpga: fc.integer({ min: 1, max: 30 }) });
const problemArbitrary: fc.Arbitrary<Problem> = fc.record({
  tensors: fc.array(fc.record({
    name: fc.constant('t'), kind: fc.constantFrom('flow' as const, 'persistent' as const),
    bytes: fc.integer({ min: 1, max: 100 }), output: fc.boolean(),
  }), { minLength: 1, maxLength: 5 }),
  home: device,
  latency: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 9, maxLength: 9 }),
  wait: fc.record({ cpu: fc.nat(10), gpu: fc.nat(10), fpga: fc.nat(10) }),
  idle: watts,
  capacities: fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 2, maxLength: 2 }),
  memory: fc.record({ cpu: fc.constantFrom(100, 1000), gpu: fc.constantFrom(50, 1000), fpga: fc.constantFrom(20, 1000) }),
  steps: fc.array(fc.record({
    choices: fc.array(fc.record({
      device, time: fc.integer({ min: 1, max: 60 }), watts: fc.integer({ min: 1, max: 300 }),
      uses: fc.array(fc.nat(15), { minLength: 2, maxLength: 2 }),
    }), { minLength: 1, maxLength: 4 }),
    frequency: fc.constantFrom(1, 0.25),
    reads: fc.array(fc.nat(4), { maxLength: 3 }),
    writes: fc.array(fc.nat(4), { maxLength: 2 }),
  }), { minLength: 1, maxLength: 5 }),
}).map(({ tensors, latency, steps, ...rest }) => {
  const clip = (list: readonly number[]): readonly number[] => [...new Set(list.map((i) => i % tensors.length))];
  // A flow has one producer, before its readers.
  const made = new Set<number>();
  return {
    ...rest,
    tensors: tensors.map((t) => ({ ...t, output: t.output && t.kind === 'flow' })),
    transfer: (from, to, bytes) => (from === to ? 0 : (latency[DEVICE_KINDS.indexOf(from) * 3 + DEVICE_KINDS.indexOf(to)] ?? 0) + bytes / 10),
    steps: steps.map((s, i) => ({
      name: `s${i}`, choices: s.choices, frequency: s.frequency, reads: clip(s.reads),
      writes: clip(s.writes).filter((t) => {
        if (tensors[t]?.kind === 'persistent') return true;
        const early = steps.slice(0, i + 1).some((other) => clip(other.reads).includes(t));
        if (early || made.has(t)) return false;
        made.add(t);
        return true;
      }).map((tensor) => ({ tensor, bytes: 3 })),
    })),
  };
});

describe('search', () => {
  it.each(['latency', 'energy', 'energy-delay'] as const)('finds what trying everything finds: %s', (objective) => {
    fc.assert(fc.property(problemArbitrary, fc.constantFrom(undefined, ...DEVICE_KINDS), (problem, mustUse) => {
      const found = search(problem, { objective, ...(mustUse ? { mustUse } : {}) });
      const best = bruteForce(problem, objective, mustUse);
      expect(found === undefined).toBe(best === undefined);
      if (found && best) {
        const value = (o: Outcome): number => objectiveOf(objective, o.time, o.energy);
        expect(found.feasible).toBe(true);
        expect(value(found) / value(best)).toBeCloseTo(1, 9);
      }
    }), { numRuns: 150, seed: 20260 });
  });

  it('never gets slower when a step gets a further choice', () => {
    fc.assert(fc.property(problemArbitrary, device, fc.integer({ min: 1, max: 60 }), (problem, extra, time) => {
      const before = search(problem, { objective: 'latency' });
      const more = { ...problem, steps: problem.steps.map((s) => ({ ...s, choices: [...s.choices, { device: extra, time, watts: 10, uses: [0, 0] }] })) };
      const after = search(more, { objective: 'latency' });
      if (before) expect(after?.time ?? Infinity).toBeLessThanOrEqual(before.time + 1e-9);
    }), { numRuns: 60, seed: 7 });
  });

  it('places sixteen steps on three devices at once', () => {
    const steps = Array.from({ length: 16 }, (_, i) => ({
      name: `s${i}`, frequency: 1, reads: i === 0 ? [] : [i - 1], writes: [{ tensor: i, bytes: 1 }],
      choices: DEVICE_KINDS.map((d, k) => ({ device: d, time: 10 + ((i * 7 + k * 5) % 11), watts: 50, uses: [] })),
    }));
    const problem: Problem = {
      steps, tensors: steps.map((_, i) => ({ name: `t${i}`, kind: 'flow' as const, bytes: 1, output: i === 15 })),
      home: 'gpu', transfer: (from, to) => (from === to ? 0 : 2), wait: { cpu: 1, gpu: 1, fpga: 1 }, idle: { cpu: 1, gpu: 1, fpga: 1 },
      capacities: [], memory: { cpu: 1, gpu: 1, fpga: 1 },
    };
    expect(search(problem, { objective: 'latency' })?.time).toBeGreaterThan(160);
  });
});
