import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOTHING, type KernelWork } from '../../../src/ir/kernel/work/index.js';
import { applyCalibration, deviceNamed, machineNamed, deviceOf } from '../../../src/machines/index.js';
import { figuresOfRates, fitRates, fitRelative, qualityOf } from '../../../src/partitioner/calibrate/index.js';
import { kernelRates, kernelTerms, kernelTime, kernelUnits, together } from '../../../src/partitioner/cost/kernel-time.js';
import { Random } from '../../../src/verify/index.js';

const h100 = deviceNamed('h100', 'gpu');
const units = kernelUnits(h100);

function randomWork(random: Random): KernelWork {
  const counts = { ...NOTHING, arithmetic: random.integer(1, 5000), accesses: random.integer(1, 300), stores: random.integer(0, 40), lines: random.integer(1, 3000), integer: random.integer(1, 2000), division: random.integer(0, 40), localTrips: random.integer(0, 60), atomics: random.integer(0, 64), matrix: 4096 * random.integer(0, 64), special: random.integer(0, 50), coldTrips: random.integer(1, 40), warmTrips: random.integer(0, 60), barriers: random.integer(0, 30), exchanges: random.integer(0, 40), shared: random.integer(0, 500) };
  const bytes = 10 ** (4 + 4 * random.next());
  return { blocks: random.integer(1, 4000), threads: 256, waves: 8, mean: counts, longest: counts, cacheBytes: 3 * bytes, coldBytes: bytes, writtenBytes: bytes / 10, updatedBytes: Infinity, localBytes: 1024 * random.integer(0, 40) };
}

describe('fitRelative', () => {
  it('finds the parameters that made the measurements', () => {
    const xs = Array.from({ length: 40 }, (_, i) => i + 1);
    const { parameters, ratios } = fitRelative({
      start: [{ value: 1, min: 1e-3, max: 1e3 }, { value: 1, min: 1e-3, max: 1e3 }],
      measured: xs.map((x) => 20 + 0.3 * x * x), predict: ([a = 0, b = 0]) => xs.map((x) => a + b * x * x),
    });
    expect(parameters[0]).toBeCloseTo(20, 3);
    expect(parameters[1]).toBeCloseTo(0.3, 5);
    expect(Math.max(...ratios.map((r) => Math.abs(r - 1)))).toBeLessThan(1e-4);
  });

  it('is not led astray by a few measurements that are wrong', () => {
    const xs = Array.from({ length: 40 }, (_, i) => i + 1);
    const { parameters } = fitRelative({
      start: [{ value: 1, min: 1e-3, max: 1e3 }], measured: xs.map((x) => (x % 10 === 0 ? 50 : 2) * x), predict: ([a = 0]) => xs.map((x) => a * x),
    });
    expect(parameters[0]).toBeGreaterThan(1.95);
    expect(parameters[0]).toBeLessThan(2.1);
  });

  it('stays within the limits', () => {
    const { parameters } = fitRelative({ start: [{ value: 1, min: 0.5, max: 2 }], measured: [100, 200], predict: ([a = 0]) => [a, 2 * a] });
    expect(parameters).toEqual([2]);
  });
});

describe('the time of a kernel', () => {
  const rates = kernelRates(h100);
  if (!rates) throw new Error('the H100 has no figures of kernels');

  it('lies between its longest part and the sum of all', () => {
    const random = new Random(5);
    for (let i = 0; i < 200; i++) {
      const work = randomWork(random);
      const terms = kernelTerms(work, rates, units).map((t) => t.microseconds);
      const time = kernelTime(work, rates, units) - rates.kernel;
      expect(time).toBeGreaterThanOrEqual(Math.max(...terms) * (1 - 1e-12));
      expect(time).toBeLessThanOrEqual(terms.reduce((a, b) => a + b, 0) * (1 + 1e-12));
    }
    expect(together([], 2)).toBe(0);
  });

  it('never falls with more of anything', () => {
    const random = new Random(6);
    for (let i = 0; i < 100; i++) {
      const work = randomWork(random);
      const more = { ...work.longest, coldTrips: work.longest.coldTrips + 3, arithmetic: work.longest.arithmetic + 10 };
      expect(kernelTime({ ...work, longest: more }, rates, units)).toBeGreaterThan(kernelTime(work, rates, units));
      expect(kernelTime({ ...work, coldBytes: 2 * work.coldBytes }, rates, units)).toBeGreaterThan(kernelTime(work, rates, units));
      expect(kernelTime({ ...work, blocks: 2 * work.blocks }, rates, units)).toBeGreaterThanOrEqual(kernelTime(work, rates, units));
    }
  });

  it('is that of the unit with the most blocks', () => {
    const work = { ...randomWork(new Random(8)), blocks: units.count };
    const terms = (blocks: number): Record<string, number> => Object.fromEntries(kernelTerms({ ...work, blocks }, rates, units).map((t) => [t.name, t.microseconds]));
    expect(terms(units.count + 1)['compute']).toBe(terms(2 * units.count)['compute']);
    expect(terms(units.count + 1)['compute']).toBeCloseTo(2 * (terms(units.count)['compute'] ?? 0), 10);
  });

  it('waits where the memory of the unit has room for few blocks', () => {
    const work = { ...randomWork(new Random(9)), blocks: 8 * units.count };
    const latency = (localBytes: number): number => kernelTerms({ ...work, localBytes }, rates, units).find((t) => t.name === 'latency')?.microseconds ?? 0;
    expect(latency(100_000)).toBeGreaterThan(3 * latency(1000)); // two blocks at a time, eight at a time
  });

  it('includes what has to leave the cache first, where something has', () => {
    const work = { ...randomWork(new Random(10)), coldBytes: 1e8, writtenBytes: 0 };
    const memory = (dirty: number): number => kernelTerms(work, rates, units, dirty).find((t) => t.name === 'memory')?.microseconds ?? 0;
    expect(memory(0)).toBeCloseTo(1e8 / rates.memory, 10);
    expect(memory(0.5)).toBeCloseTo((1e8 + 0.5 * units.cache) / rates.memory, 10);
  });

  it('is found again from what it measures, and goes back into a device as a calibration', () => {
    const random = new Random(7);
    const made = Array.from({ length: 150 }, () => randomWork(random)).map((work) => ({ work, microseconds: kernelTime(work, rates, units) }));
    const { rates: found, ratios } = fitRates(made, h100);
    expect(qualityOf(ratios).within(0.02)).toBe(1);
    const machine = machineNamed('h100');
    const { value, diagnostics } = applyCalibration(machine ?? (() => { throw new Error('h100'); })(), { name: 'again', machine: 'h100', date: '2026-11-22', figures: figuresOfRates(found, h100, 'test') }, 'c.json');
    expect(diagnostics).toEqual([]);
    const again = value && deviceOf(value, 'gpu');
    const back = again?.kind === 'gpu' ? kernelRates(again) : undefined;
    for (const { work, microseconds } of made) expect(kernelTime(work, back ?? rates, units) / microseconds).toBeCloseTo(1, 1);
  });
});

describe('the H100', () => {
  it('has the figures of its committed calibration', () => {
    const { figures } = JSON.parse(readFileSync('bench/calibrations/h100.json', 'utf8')) as { figures: Record<string, { value: number }> };
    for (const [path, { value }] of Object.entries(figures)) {
      const own = path.split('.').slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], h100) as { value: number; grade: string };
      expect(own.value / value, path).toBeCloseTo(1, 2);
      expect(own.grade).toBe('measured');
    }
  });
});

it('qualityOf counts both sides of the measured time', () => {
  const quality = qualityOf([0.7, 0.8, 1, 1.2, 1.4]);
  expect([quality.count, quality.within(0.25), quality.median]).toEqual([5, 0.6, expect.closeTo(0.2, 10)]);
});
