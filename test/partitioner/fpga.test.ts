import { describe, expect, it } from 'vitest';
import { analyzeMethod, type Environment } from '../../src/analysis/index.js';
import { planHls } from '../../src/codegen/hls/index.js';
import type { Method } from '../../src/ir/nodes.js';
import { formSteps } from '../../src/ir/passes/index.js';
import { deviceNamed, type Fpga } from '../../src/machines/index.js';
import { analysedWork } from '../../src/partitioner/cost/fpga-analysed.js';
import { channelRate, wireRate } from '../../src/partitioner/cost/fpga-memory.js';
import { ALL_CHANNELS, HANDWRITTEN, profileFigures } from '../../src/partitioner/cost/fpga-profile.js';
import { fpgaCosts, type FpgaOptions } from '../../src/partitioner/cost/fpga.js';
import { numbersOf, type StepNumbers } from '../../src/partitioner/cost/numbers.js';
import type { CostTerm, StepCost } from '../../src/partitioner/cost/step-cost.js';
import { methodOf } from '../support/example.js';

const U55C = deviceNamed('u55c', 'fpga');

/** The example of the authors' recorded profile: 8192 pages of 128 float32, the best 64. */
const PAGES = methodOf(`method pages
size N in 1..10_000_000
input query : f32[128]
memory keys : f32[N, 128] static
input given : f32[N]
output score, best
relevancy { score[n] = sum(d) query[d] * keys[n, d] }
retrieve { best = topk(n) given[n] count 64 }
`);
const SEARCH = methodOf(`method search
size N in 1..10_000_000
input query : i8[128]
memory keys : i8[N, 128] static
output best
relevancy { s[n] = sum(d) f32(query[d]) * f32(keys[n, d]) }
retrieve { best = topk(n) s[n] count 64 }
`);

function numbers(method: Method, writes: string, env: Environment, batch = 1): StepNumbers {
  const analysis = analyzeMethod(method, formSteps(method));
  const found = analysis.steps.find((s) => s.step.writes.some((t) => t.name === writes));
  if (!found) throw new Error(`nothing writes ${writes}`);
  return numbersOf(found, analysis.environment(env), batch);
}

function withFacts(method: Method, writes: string, env: Environment, device: Fpga, options: FpgaOptions = {}): readonly StepCost[] {
  const steps = formSteps(method);
  const made = planHls(method, steps, device).kernels.find(({ kernel }) => kernel.step.writes.some((t) => t.name === writes));
  if (!made) throw new Error(`nothing writes ${writes}`);
  const analysis = analyzeMethod(method, steps);
  const step = analysis.steps.find((s) => s.step === made.kernel.step);
  if (!step) throw new Error('no such step');
  return fpgaCosts(numbersOf(step, analysis.environment(env), options.batch ?? 1), device, { ...options, facts: [made.estimate], env: analysis.environment(env) });
}

const term = (cost: { readonly terms: readonly CostTerm[] } | undefined, name: CostTerm['name']): number => cost?.terms.find((t) => t.name === name)?.microseconds ?? NaN;
const fastest = (costs: readonly StepCost[]): number => Math.min(...costs.map((c) => c.microseconds + c.entry));
const within = (value: number, published: number, share: number): void => {
  expect(Math.abs(value - published) / published).toBeLessThanOrEqual(share);
};

describe('published figures', () => {
  it('of the memory: all channels, one port, the chip', () => {
    const all = (device: Fpga): number => device.memory.channels.value * channelRate(device, 1 << 20);
    expect(all(U55C)).toBeGreaterThanOrEqual(390);
    expect(all(U55C)).toBeLessThanOrEqual(421);
    within(all(deviceNamed('u280', 'fpga')), 421.3, 0.01);
    expect(wireRate(256, U55C)).toBeCloseTo(8.0, 6);
    expect(wireRate(512, { ...U55C, clock: { ...U55C.clock, value: 225 } })).toBeCloseTo(14.4, 6);
    const { resources, onChip } = U55C;
    within((resources.bram.value * onChip.bramBytes.value + resources.uram.value * onChip.uramBytes.value) / 1e6, 40, 0.05);
  });

  it('of an inner product of 8192 pages by 128: 10.9 us with all channels, 66 us with eight ports of 256 bit', () => {
    const score = numbers(PAGES, 'score', { N: 8192 });
    expect(score.reads.reduce((n, r) => n + r.bytes, 0) + score.writes.reduce((n, w) => n + w.bytes, 0)).toBeCloseTo(4.23e6, -5);
    const widest = (profile: typeof HANDWRITTEN): number => Math.min(...analysedWork(score, U55C, profile, 1, false).map((w) => w.microseconds));
    within(widest(ALL_CHANNELS), 10.9, 0.03);
    within(widest(HANDWRITTEN), 66, 0.03);
  });

  it('of the best 64 of 8192: 10.1 us', () => {
    const best = numbers(PAGES, 'best', { N: 8192 });
    within(term(analysedWork(best, U55C, HANDWRITTEN, 1, false)[0], 'select'), 10.1, 0.05);
  });

  it('of keys on the chip: 49,152 rows of 128 x 16 bit stay there, four times as many do not', () => {
    const keys = methodOf(`method m
size N in 1..10_000_000
input query : i16[128]
memory keys : i16[N, 128] static
output score
relevancy { score[n] = sum(d) f32(query[d]) * f32(keys[n, d]) }
`);
    const tiers = (N: number, layers = 1): readonly (string | undefined)[] => {
      const costs = fpgaCosts(numbers(keys, 'score', { N }), U55C, { profile: 'handwritten', layers }).filter((c) => c.violations.length === 0);
      return costs.reduce((a, b) => (a.microseconds <= b.microseconds ? a : b)).resident?.map((r) => r.tier) ?? [];
    };
    expect(tiers(49_152)).not.toContain('hbm');
    expect(tiers(49_152).length).toBeGreaterThan(0);
    expect(tiers(4 * 49_152)).toContain('hbm');
    expect(tiers(49_152, 8)).toContain('hbm'); // every layer has its own
  });

  it('of a small table that is looked up again and again: on the chip, 64 look-ups a cycle', () => {
    const table = methodOf(`method m
size N in 1..1_000_000_000
size Words in 1..65_536
input weight : f32[Words]
memory words : id<Words>[N] static
output score
relevancy { score = sum(n) weight[words[n]] }
`);
    const N = 10_000_000;
    const [cost] = fpgaCosts(numbers(table, 'score', { N, Words: 65_536 }), U55C, { profile: 'handwritten' });
    expect(term(cost, 'cache')).toBeCloseTo(N / 64 / 250, 6);
    expect(cost?.violations).toEqual([]);
    const [generated] = fpgaCosts(numbers(table, 'score', { N, Words: 65_536 }), U55C);
    expect(term(generated, 'cache')).toBeCloseTo(N / 250, 6);
  });

  it('carry their sources', () => {
    const figures = [HANDWRITTEN, ALL_CHANNELS].flatMap(profileFigures);
    expect(figures.length).toBeGreaterThanOrEqual(8);
    expect(figures.filter((f) => f.source === '')).toEqual([]);
  });
});

const scaled = (device: Fpga, by: number): Fpga => {
  const part = (r: Fpga['slr'][number]): Fpga['slr'][number] => ({
    lut: { ...r.lut, value: r.lut.value * by }, ff: { ...r.ff, value: r.ff.value * by }, dsp: { ...r.dsp, value: r.dsp.value * by },
    bram: { ...r.bram, value: r.bram.value * by }, uram: { ...r.uram, value: r.uram.value * by },
  });
  return { ...device, resources: part(device.resources), slr: device.slr.map(part) };
};
const clocked = (mhz: number): Fpga => ({ ...U55C, clock: { ...U55C.clock, value: mhz } });
const possible = (costs: readonly StepCost[]): readonly StepCost[] => costs.filter((c) => c.violations.length === 0);

describe.each([
  ['generated, as estimated', (env: Environment, device: Fpga) => withFacts(SEARCH, 'best', env, device)],
  ['generated, as analysed', (env: Environment, device: Fpga) => fpgaCosts(numbers(SEARCH, 'best', env), device)],
  ['hand-written', (env: Environment, device: Fpga) => fpgaCosts(numbers(SEARCH, 'best', env), device, { profile: 'handwritten' })],
] as const)('prices of kernels %s', (_, price) => {
  it('never fall with the bytes', () => {
    const times = [1, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000].map((N) => fastest(price({ N }, U55C)));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times.at(-1)).toBeGreaterThan(100 * (times[2] ?? 0) / 10);
  });

  it('never rise with the clock', () => {
    const times = [400, 300, 250, 200, 100, 50].map((mhz) => fastest(price({ N: 500_000 }, clocked(mhz))));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it('never fall with the resources', () => {
    const times = [4, 2, 1, 1 / 2, 1 / 4, 1 / 8, 1 / 64].map((by) => Math.min(Infinity, ...possible(price({ N: 500_000 }, scaled(U55C, by))).map((c) => c.microseconds)));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it('add up: the longest of what overlaps and the start', () => {
    for (const cost of price({ N: 100_000 }, U55C)) {
      const overlapping = cost.terms.filter((t) => t.name !== 'start').map((t) => t.microseconds);
      expect(cost.microseconds).toBeCloseTo(Math.max(...overlapping) + term(cost, 'start'), 6);
      expect(cost.kind).toBe('fpga');
    }
  });
});

describe('launch styles', () => {
  const styles = (costs: readonly StepCost[]): readonly string[] => [...new Set(costs.map((c) => c.style))];

  it('are those of the runtime unless others are asked for', () => {
    const step = numbers(SEARCH, 'best', { N: 1000 });
    expect(styles(fpgaCosts(step, U55C))).toEqual(['run']);
    expect(styles(fpgaCosts(step, U55C, { launch: 'any' }))).toEqual(['run', 'mailbox', 'fused']);
    expect(styles(fpgaCosts(step, U55C, { profile: 'handwritten' }))).toEqual(['run', 'mailbox', 'fused']);
  });

  it('cost their starts; a fused kernel costs one when it is entered', () => {
    const costs = fpgaCosts(numbers(SEARCH, 'best', { N: 1000 }), U55C, { launch: 'any' });
    const first = (style: string): StepCost | undefined => costs.find((c) => c.style === style);
    expect(term(first('run'), 'start')).toBe(U55C.fixed.start.value);
    expect(term(first('mailbox'), 'start')).toBe(U55C.fixed.mailbox.value);
    expect([term(first('fused'), 'start'), first('fused')?.entry]).toEqual([U55C.fixed.fused.value, U55C.fixed.start.value]);
    expect(first('run')?.entry).toBe(0);
  });

  it('keep nothing on the chip where the host starts each run', () => {
    const costs = fpgaCosts(numbers(SEARCH, 'best', { N: 10_000 }), U55C, { profile: 'handwritten' });
    expect(costs.filter((c) => c.style === 'run' && c.resident)).toEqual([]);
    expect(costs.filter((c) => c.style === 'mailbox' && c.resident).length).toBeGreaterThan(0);
    for (const cost of costs.filter((c) => c.resident)) expect((cost.fabric?.bram ?? 0) + (cost.fabric?.uram ?? 0)).toBeGreaterThan(10_000 * 128 / 32_768);
  });

  it('serve a batch in one run, request after request', () => {
    const once = withFacts(SEARCH, 'best', { N: 100_000 }, U55C)[0];
    const four = withFacts(SEARCH, 'best', { N: 100_000 }, U55C, { batch: 4 })[0];
    const start = U55C.fixed.start.value;
    expect((four?.microseconds ?? 0) - start).toBeCloseTo(4 * ((once?.microseconds ?? 0) - start), 3);
  });
});

describe('what does not fit', () => {
  it('is refused with the amount: the card, one die, the ports, the memory', () => {
    const tiny = scaled(U55C, 1 / 40);
    const found = withFacts(SEARCH, 'best', { N: 1000 }, tiny).flatMap((c) => c.violations);
    expect(found.map((v) => v.resource)).toContain('lut');
    for (const { needed, available } of found) expect(needed).toBeGreaterThan(available);

    const dies: Fpga = { ...U55C, slr: scaled(U55C, 1 / 10).slr };
    const one = withFacts(SEARCH, 'best', { N: 1000 }, dies).flatMap((c) => c.violations);
    expect(one.map((v) => v.resource)).toContain('dsp of one die, process evaluate');

    const narrow: Fpga = { ...U55C, memory: { ...U55C.memory, channels: { ...U55C.memory.channels, value: 2 } } };
    expect(withFacts(SEARCH, 'best', { N: 1000 }, narrow).flatMap((c) => c.violations)).toContainEqual({ resource: 'memory ports', needed: 4, available: 2, unit: 'ports' });

    const small: Fpga = { ...U55C, memory: { ...U55C.memory, capacity: { ...U55C.memory.capacity, value: 0.001 } } };
    expect(withFacts(SEARCH, 'best', { N: 100_000 }, small)[0]?.violations[0]).toMatchObject({ resource: 'memory', unit: 'GB', available: 0.001 });
  });

  it('is nothing where there is room', () => {
    expect(withFacts(SEARCH, 'best', { N: 100_000 }, U55C).flatMap((c) => c.violations)).toEqual([]);
  });
});
