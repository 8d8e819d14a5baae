import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Method, Tensor } from '../../../src/ir/nodes.js';
import { formSteps, PASSES, runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { opDefines, opFlags, opReads } from '../../../src/ir/visit.js';
import { arbitraryStateful } from '../../support/random-memories.js';
import { referenceTensors, type MethodSample } from '../../support/random-method.js';

const EXACT = PASSES.filter((p) => p.exact).map((p) => p.name);

/** What the caller and the next step see. */
function resultsOf(sample: MethodSample, method: Method): readonly (readonly [string, readonly number[]])[] {
  const stored = referenceTensors({ ...sample, method });
  return method.tensors.filter((t) => t.role === 'output' || t.role === 'memory').map((t) => [t.name, Array.from(stored.get(t)?.data ?? [])]);
}

describe('on random methods with memories and conditions', () => {
  it('the generator makes well-formed methods', () => {
    fc.assert(fc.property(arbitraryStateful(), ({ method }) => { expect(verifyMethod(method)).toEqual([]); }), { numRuns: 150 });
  });

  for (const names of [...EXACT.map((name) => [name]), STANDARD_PASSES.filter((name) => EXACT.includes(name))]) {
    it(`${names.join(', ')}: keeps outputs and memories to the bit`, () => {
      fc.assert(fc.property(arbitraryStateful(), (sample) => {
        const method = runPasses(sample.method, names, { verify: true });
        expect(resultsOf(sample, method)).toEqual(resultsOf(sample, sample.method));
        expect(runPasses(method, names), 'a second run finds nothing to do').toBe(method);
      }), { numRuns: 80 });
    });
  }

  it('steps in their order give the same results, and none reads a memory that another operation of it writes', () => {
    fc.assert(fc.property(arbitraryStateful(12), (sample) => {
      const method = runPasses(sample.method, STANDARD_PASSES.filter((name) => EXACT.includes(name)));
      const steps = formSteps(method);
      expect(new Set(steps.flatMap((s) => s.ops))).toEqual(new Set(method.ops));
      expect(resultsOf(sample, { ...method, ops: steps.flatMap((s) => s.ops) })).toEqual(resultsOf(sample, sample.method));
      const available = new Set<Tensor>(method.tensors.filter((t) => t.role !== 'temp' && t.role !== 'output'));
      for (const step of steps) {
        for (const op of step.ops) {
          const others = step.ops.filter((other) => other !== op).flatMap(opReads);
          for (const t of opDefines(op)) if (t.role === 'memory') expect(others, `${t.name} in ${step.name}`).not.toContain(t);
        }
        for (const flag of opFlags(step)) expect(available.has(flag), `${step.name} waits for ${flag.name}`).toBe(true);
        for (const t of step.reads) expect(available.has(t), `${step.name} reads ${t.name}`).toBe(true);
        step.writes.forEach((t) => available.add(t));
      }
    }), { numRuns: 150 });
  });
});
