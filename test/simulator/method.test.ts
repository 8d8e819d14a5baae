import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { analyze, withKernelFacts } from '../../src/compiler/index.js';
import { place } from '../../src/partitioner/index.js';
import { findModel, methodTiming, SampledAmounts, type MethodTiming } from '../../src/simulator/index.js';
import { machine, simulated, uniform } from './run.js';

const EXAMPLE = 'examples/seer-attention-r/seer_attention_r.mp';
const mi210 = machine('mi210-u55c');

/** The example as it was placed, with the steps of one stage on a device. */
function timed(stage: string, device: string, given: { readonly maxBatch?: number; readonly longest?: number; readonly layers?: number } = {}): ReturnType<typeof methodTiming> {
  const { method, steps, analysis } = analyze({ text: readFileSync(EXAMPLE, 'utf8'), file: 'method.mp' }, {});
  if (!method || !analysis) throw new Error('the example has errors');
  const pins = Object.fromEntries(steps.filter((s) => s.call === undefined).map((s) => [s.name, s.stage === stage ? device : 'gpu']));
  const options = withKernelFacts(method, steps, mi210, { sizes: method.tokens ? { [method.tokens.name]: 16_384 } : {}, overrides: { pins } });
  const base = place(method, steps, analysis, mi210, options);
  const model = findModel('qwen3-8b').value!;
  return methodTiming(method, analysis, mi210, base, { sizes: options.sizes, overrides: options.overrides, model, longest: 17_000, maxBatch: 8, ...given });
}

const timing = (...given: Parameters<typeof timed>): MethodTiming => timed(...given).timing;

describe('sampled amounts', () => {
  const samples = [1, 2, 4].map((t) => [1, 8].map((r) => Float64Array.from([t * r, 5])));
  const amounts = new SampledAmounts([1, 2, 4], [1, 8], samples);

  it('are exact at samples, straight between them, and go on beyond the last batch but not beyond the last context', () => {
    expect([...amounts.at(2, 8)]).toEqual([16, 5]);
    expect([...amounts.at(3, 4.5)]).toEqual([13.5, 5]);
    expect([...amounts.at(4, 16)]).toEqual([64, 5]);
    expect([...amounts.at(9, 1)]).toEqual([4, 5]);
    expect([...amounts.at(1, 1, 3)]).toEqual([3, 15]);
    expect([...new SampledAmounts([0], [1], [[Float64Array.of(7)]]).at(100, 50)]).toEqual([7]);
  });
});

describe('a method in the layers of a model', () => {
  let gpu: MethodTiming;
  let fpga: MethodTiming;
  beforeAll(() => {
    gpu = timing('relevancy', 'gpu');
    fpga = timing('relevancy', 'fpga');
  });
  const long = uniform(6, 16_000, 16);
  const run = (method: MethodTiming | undefined, microBatches = 2) => simulated('colocated', 'mi210-u55c', { ...method ? { method } : {}, trace: long, microBatches });

  it('runs each of its steps in each layer of each decoding batch', () => {
    const { batches, statistics } = run(gpu);
    const decoding = statistics.operations.find((o) => o.name === 'score_blocks');
    expect(gpu.layers).toBe(36);
    expect(decoding?.count).toBe(15 * 36);
    // What makes entries runs for prompts too.
    expect(statistics.operations.find((o) => o.name === 'gate')?.count).toBeGreaterThan(decoding?.count ?? 0);
    expect(statistics.operations.find((o) => o.name === 'logits')?.count).toBe(batches);
  });

  it('makes the entries of a prompt in one run, not in one launch for each token', () => {
    const keys = gpu.parts.findIndex((p) => p.kind === 'step' && p.prompt);
    const [one = 0, many = 0] = [1, 8192].map((n) => gpu.promptAmounts(n)[keys] ?? NaN);
    expect(one).toBeGreaterThanOrEqual(5);
    expect(many).toBeGreaterThan(one);
    expect(many).toBeLessThan(8192 * one / 20);
  });

  it('takes the place of attention over a long context, or stands beside it', () => {
    const free: MethodTiming = { ...gpu, amounts: () => new Float64Array(gpu.parts.length), promptAmounts: () => new Float64Array(gpu.parts.length) };
    const [without, instead, beside] = [undefined, free, { ...free, replacesAttention: false }].map((m) => run(m).statistics.betweenTokens.mean);
    expect(instead).toBeLessThan(without!);
    expect(beside! / without!).toBeCloseTo(1, 6);
    expect(run(gpu).statistics.betweenTokens.mean).toBeGreaterThan(instead!);
  });

  it('crosses the links to the device where it was placed, layer by layer', () => {
    const { statistics } = run(fpga, 1);
    const used = statistics.uses.filter((u) => u.served > 0).map((u) => u.name.replace(/ \(.*/, ''));
    expect(used).toEqual(expect.arrayContaining(['gpu', 'fpga', 'gpu → cpu', 'cpu → fpga', 'fpga → cpu', 'cpu → gpu']));
    expect(statistics.uses.find((u) => u.name === 'cpu → fpga')?.served).toBeGreaterThanOrEqual(15 * 36);
    const card = statistics.uses.find((u) => u.name.startsWith('fpga ('));
    expect(card?.energy.compute).toBeGreaterThanOrEqual(0);
    expect(card!.energy.compute + card!.energy.memory).toBeGreaterThan(0);
  });

  it('has both devices busy at a time when batches are cut in two', () => {
    const fast = { ...fpga, amounts: (t: number, r: number) => fpga.amounts(t, r).map((x, i) => (fpga.parts[i]?.kind === 'step' && fpga.parts[i].device === 'fpga' ? 20 * x : x)) };
    const many = uniform(64, 16_000, 12);
    const spans = [1, 2].map((microBatches) => {
      const { statistics } = simulated('colocated', 'mi210x2-u55cx2', { method: fast, trace: many, microBatches });
      for (const u of statistics.uses) expect(u.utilisation).toBeLessThanOrEqual(1 + 1e-9);
      return statistics.betweenTokens.p50;
    });
    expect(spans[1]).toBeLessThan(spans[0]!);
  });

  it('runs once a token where its memory is not the context', () => {
    const once: MethodTiming = { ...gpu, layers: 1, replacesAttention: false };
    const { statistics } = run(once);
    expect(statistics.operations.find((o) => o.name === 'score_blocks')?.count).toBe(15);
  });

  it('serves more requests than the method takes together in lots', () => {
    const two = timing('relevancy', 'gpu', { maxBatch: 2 });
    const sum = (amounts: Float64Array): number => amounts.reduce((a, b) => a + b, 0);
    expect(sum(two.amounts(2000, 2)) / sum(gpu.amounts(2000, 2))).toBeCloseTo(1, 2);
    expect(sum(two.amounts(2000, 6)) / sum(two.amounts(2000, 2))).toBeCloseTo(3, 6);
  });

  it('runs in as many layers as it is said to, and not in more than there are', () => {
    const { timing: some, diagnostics } = timed('relevancy', 'gpu', { layers: 12 });
    expect([some.layers, diagnostics]).toEqual([12, []]);
    expect(run(some).statistics.operations.find((o) => o.name === 'score_blocks')?.count).toBe(15 * 12);
    expect(timed('relevancy', 'gpu', { layers: 37 }).diagnostics.map((d) => d.message)).toEqual(['a method cannot run in 37 layers of `qwen3-8b`, which has 36']);
  });

  it('is priced within the ranges of its sizes, with a warning', () => {
    const [found] = timed('relevancy', 'gpu', { longest: 2 ** 26, maxBatch: 1 }).diagnostics;
    expect([found?.code, found?.severity]).toEqual(['MPC4209', 'warning']);
    expect(found?.message).toMatch(/^requests reach 67108864 tokens, the size `\w+` of the method ends at \d+: longer contexts are priced as \d+$/);
  });
});
