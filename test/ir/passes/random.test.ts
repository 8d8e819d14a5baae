import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Method, Tensor } from '../../../src/ir/nodes.js';
import { formSteps, PASSES, runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { opDefines, opReads } from '../../../src/ir/visit.js';
import { arbitraryMethod, referenceTensors, type MethodSample } from '../../support/random-method.js';

const EXACT = PASSES.filter((p) => p.exact).map((p) => p.name);

function outputsOf(sample: MethodSample, method: Method): readonly (readonly [string, readonly number[]])[] {
  const stored = referenceTensors({ ...sample, method });
  return method.tensors.filter((t) => t.role === 'output').map((t) => [t.name, Array.from(stored.get(t)?.data ?? [])]);
}

describe('on random methods', () => {
  it('the generator makes well-formed methods', () => {
    fc.assert(fc.property(arbitraryMethod(), ({ method }) => { expect(verifyMethod(method)).toEqual([]); }), { numRuns: 300 });
  });

  for (const names of [...EXACT.map((name) => [name]), STANDARD_PASSES.filter((name) => EXACT.includes(name))]) {
    it(`${names.join(', ')}: keeps methods well-formed and their outputs to the bit`, () => {
      fc.assert(fc.property(arbitraryMethod(), (sample) => {
        const method = runPasses(sample.method, names, { verify: true });
        expect(outputsOf(sample, method)).toEqual(outputsOf(sample, sample.method));
        expect(runPasses(method, names), 'a second run finds nothing to do').toBe(method);
      }), { numRuns: 150 });
    });
  }

  it('steps hold every operation once, in an order that respects what they read', () => {
    fc.assert(fc.property(arbitraryMethod(6), (sample) => {
      const method = runPasses(sample.method, STANDARD_PASSES);
      const steps = formSteps(method);
      const ops = steps.flatMap((s) => s.ops);
      expect(new Set(ops)).toEqual(new Set(method.ops));
      expect(ops).toHaveLength(method.ops.length);
      expect(new Set(steps.map((s) => s.name)).size).toBe(steps.length);
      const available = new Set<Tensor>(method.tensors.filter((t) => t.role !== 'temp' && t.role !== 'output'));
      for (const step of steps) {
        for (const t of step.reads) expect(available.has(t), `${step.name} reads ${t.name}`).toBe(true);
        const inside = new Set(step.reads);
        for (const op of step.ops) {
          for (const t of opReads(op)) expect(inside.has(t), `${t.name} in ${step.name}`).toBe(true);
          opDefines(op).forEach((t) => inside.add(t));
        }
        expect(new Set([...step.writes, ...step.hidden])).toEqual(new Set(step.ops.flatMap(opDefines)));
        step.writes.forEach((t) => available.add(t));
      }
    }), { numRuns: 200 });
  });
});
