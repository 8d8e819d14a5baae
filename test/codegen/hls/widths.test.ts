import { describe, expect, it } from 'vitest';
import { analyzeMethod } from '../../../src/analysis/index.js';
import { planHls, withKernels, writeHls } from '../../../src/codegen/hls/index.js';
import { compile, withKernelFacts } from '../../../src/compiler/index.js';
import { formSteps } from '../../../src/ir/passes/index.js';
import { firstOf, machineNamed } from '../../../src/machines/index.js';
import { tensorData, type TensorData } from '../../../src/numerics/tensor-data.js';
import { kernelTime } from '../../../src/partitioner/cost/fpga-facts.js';
import { place, type PlacementOptions } from '../../../src/partitioner/index.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { methodOf } from '../../support/example.js';
import { exampleSources } from '../../support/examples.js';
import { compileAll, describeFailure, runAndCompare } from '../../support/hls.js';
import { Random } from '../../support/random-method.js';

const compiler = await findCompiler();
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no machine with an FPGA');
  return value;
}
const MACHINE = known(machineNamed('mi210-u55c'));
const FPGA = known(firstOf(MACHINE, 'fpga')).device;

/** So many steps, each with inner products as long as the widest kernel unrolls. */
const textOf = (products: number): string => {
  const all = Array.from({ length: products }, (_, i) => i);
  return `method products
size N in 1..4_096
input x : f32[128]
${all.map((i) => `memory w${i} : f32[N, 128] static`).join('\n')}
output ${all.map((i) => `y${i}`).join(', ')}
relevancy {
${all.map((i) => `  z${i}[o] = sum(d) exp(w${i}[o, d] * x[d])\n  y${i} = topk(o) z${i}[o] count 4`).join('\n')}
}
`;
};

function planned(products: number) {
  const method = methodOf(textOf(products), 'products.mp');
  const steps = formSteps(method);
  return { method, steps, plan: planHls(method, steps, FPGA) };
}

describe('kernels of several widths', () => {
  it('are offered where the widest do not fit the card together', () => {
    expect(planned(1).plan.kernels.map((k) => k.narrower.length)).toEqual([0]);
    const { plan } = planned(16);
    for (const { estimate, narrower } of plan.kernels) {
      expect(narrower.map((n) => n.estimate.label)).toEqual(['inner products of 32', 'inner products of 8']);
      const dsps = [estimate, ...narrower.map((n) => n.estimate)].map((e) => e.dsp);
      expect(dsps).toEqual([...dsps].sort((a, b) => b - a));
      expect(new Set(dsps).size).toBe(3);
    }
  });

  it('are offered for two of the examples, one of which has steps that are clearly faster when narrower', { timeout: 60_000 }, () => {
    const crowded = exampleSources().flatMap(({ text, file }) => {
      const method = methodOf(text, file);
      const steps = formSteps(method);
      const { kernels } = planHls(method, steps, FPGA);
      const env = analyzeMethod(method, steps).environment();
      const faster = kernels.filter(({ estimate, narrower }) => narrower.some((n) => kernelTime(n.estimate, env).cycles < 0.8 * kernelTime(estimate, env).cycles));
      return kernels.some((k) => k.narrower.length > 0) ? [[method.name, faster.length > 0] as const] : [];
    });
    expect(crowded).toEqual([['lact', false], ['titans_mac', true]]);
  });

  it('are chosen so that all of them fit, as wide as there is room, and written as they were placed', () => {
    const { method, steps } = planned(16);
    const pins = Object.fromEntries(steps.map((s) => [s.name, 'fpga']));
    const options = withKernelFacts(method, steps, MACHINE, { overrides: { pins } });
    const placement = place(method, steps, analyzeMethod(method, steps), MACHINE, options);
    expect(placement.shortfalls).toEqual([]);
    const variants = placement.steps.map((s) => s.cost.variant.split(',')[0]);
    expect(variants.some((v) => v?.startsWith('inner products of'))).toBe(true);
    // With the widest alone the card is too small.
    const { facts = {} }: NonNullable<PlacementOptions['overrides']> = options.overrides;
    const only = Object.fromEntries(Object.entries(facts).map(([name, f]) => [name, { ...f, fpga: Object.fromEntries(Object.entries(f.fpga ?? {}).map(([d, all]) => [d, all.slice(0, 1)])) }]));
    expect(place(method, steps, analyzeMethod(method, steps), MACHINE, { overrides: { pins, facts: only } }).shortfalls).not.toEqual([]);

    const { outputs } = compile({ text: textOf(16), file: 'products.mp' }, { machine: MACHINE, overrides: { pins } });
    for (const [i, { step, cost }] of placement.steps.entries()) {
      const file = outputs?.fpga.files.find((f) => f.path === `hls/${step.name}/src/${step.name}.cpp`)?.text ?? '';
      expect([i, /adder_tree<(\d+)>/.exec(file)?.[1]]).toEqual([i, cost.facts?.label === '' ? '128' : cost.facts?.label.includes('32') ? '16' : '8']);
    }
  });

  it.skipIf(!compiler)('agree with the reference at each width', { timeout: 60_000 }, async () => {
    const { method, steps, plan } = planned(16);
    const widths = [0, 1].map((w) => new Map(plan.kernels.map((k) => [k.kernel.step, k.narrower[w]?.estimate])));
    const [step] = steps;
    const programs = widths.map((chosen) => ({ method, steps: steps.slice(0, 1), output: writeHls(method, withKernels(plan, chosen)) }));
    const library = await compileAll(programs);
    const random = new Random(3);
    const given = method.tensors.filter((t) => step?.reads.includes(t));
    const inputs: Record<string, TensorData> = Object.fromEntries(given.map((t) => {
      const shape = t.name === 'x' ? [128] : [37, 128];
      return [t.name, tensorData('f32', shape, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.next() - 0.5))];
    }));
    for (const [i, program] of programs.entries()) {
      const { results } = await runAndCompare(library, i, program, inputs, { N: 37 });
      expect(results.map(describeFailure)).toEqual(['']);
    }
  });
});
