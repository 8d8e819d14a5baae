import { describe, expect, it } from 'vitest';
import { Histogram } from '../../src/simulator/histogram.js';
import { loadWorkload, MIXED, traceOf } from '../../src/simulator/index.js';
import { Random } from '../../src/simulator/random.js';

const drawn = (seed: number, requests = 20_000, rate = 5) => traceOf(MIXED, { requests, rate, seed }).value;

describe('a drawn workload', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(drawn(1, 300)).toEqual(drawn(1, 300));
    expect(drawn(1, 300)?.prompt).not.toEqual(drawn(2, 300)?.prompt);
  });

  it('arrives at the rate, in order, spread as a Poisson process', () => {
    const { arrival } = drawn(3) ?? { arrival: new Float64Array() };
    const gaps = arrival.map((t, i) => t - (i > 0 ? arrival[i - 1] ?? 0 : 0));
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, g) => sum + (g - mean) ** 2, 0) / gaps.length);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(mean / 2e5).toBeCloseTo(1, 1);
    expect(deviation / mean).toBeCloseTo(1, 1);
  });

  it('has lengths within their limits, log-normal about the median', () => {
    const fixed = traceOf({ name: 'x', mixes: [{ name: 'a', share: 3, prompt: { median: 500, sigma: 0.7, min: 10, max: 4000 }, output: { min: 5, max: 9 } }] }, { requests: 9999, rate: 1, seed: 1 }).value;
    const sorted = [...fixed?.prompt ?? []].sort((a, b) => a - b);
    expect(Math.abs((sorted[5000] ?? 0) / 500 - 1)).toBeLessThan(0.04);
    expect([sorted[0]! >= 10, sorted[9998]! <= 4000]).toEqual([true, true]);
    expect(new Set(fixed?.output)).toEqual(new Set([5, 6, 7, 8, 9]));
  });

  it('wants a rate and a count', () => {
    expect(traceOf(MIXED, { requests: 5, rate: 0, seed: 1 }).diagnostics.map((d) => d.message)).toEqual(['`rate` must be larger than zero, found `0`']);
    expect(traceOf(MIXED, { requests: 0, rate: -2, seed: 1 }).diagnostics.map((d) => d.code)).toEqual(['MPC4206', 'MPC4206']);
    expect(traceOf(MIXED, { requests: 5, rate: NaN, seed: 1 }).value).toBeUndefined();
  });
});

describe('a workload file', () => {
  it('may list requests; they are taken in the order of their times', () => {
    const { value } = loadWorkload({ name: 't', requests: [{ at: 5, prompt: 10, output: 1 }, { at: 2.5, prompt: 7, output: 3 }] }, 't.json');
    const trace = value && traceOf(value, { requests: 1, rate: 1, seed: 1 }).value;
    expect([[...trace?.arrival ?? []], [...trace?.prompt ?? []], [...trace?.output ?? []]]).toEqual([[2500, 5000], [7, 10], [3, 1]]);
  });

  it.each([
    [{ name: 't', requests: [{ at: -1, prompt: 10, output: 1 }] }, 'requests.0.at'],
    [{ name: 't', requests: [{ at: 1, prompt: 0, output: 1 }] }, 'requests.0.prompt'],
    [{ name: 't', requests: [{ at: 1, prompt: 1.5, output: 1 }] }, 'requests.0.prompt'],
    [{ name: 't', requests: [{ at: 1, prompt: 1 }] }, 'requests.0.output'],
    [{ name: 't', requests: [] }, 'requests'],
    [{ name: 't', mixes: [{ name: 'a', share: 0, prompt: 1, output: 1 }] }, 'mixes.0.share'],
    [{ name: 't', mixes: [{ name: 'a', share: 1, prompt: { min: 5, max: 2 }, output: 1 }] }, 'mixes.0.prompt'],
    [{ mixes: [{ name: 'a', share: 1, prompt: 1, output: 1 }] }, 'name'],
    [{ name: 't', mixes: [{ name: 'a', share: 1, prompt: 1, output: 1 }], rat: 4 }, 'the file'],
    [[], 'the file'], [null, 'the file'], ['x', 'the file'],
  ])('%j is refused at %s', (json, field) => {
    const { value, diagnostics } = loadWorkload(json, 't.json');
    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const d of diagnostics) expect([d.code, d.message]).toEqual(['MPC4203', expect.stringContaining('`t.json` is not well formed: ')]);
    expect(diagnostics[0]?.message).toContain(`\`${field}\``);
  });
});

describe('a histogram', () => {
  it('knows percentiles to half a percent and the mean exactly', () => {
    const random = new Random(1);
    const values = Array.from({ length: 20_000 }, () => Math.exp(random.normal() * 3));
    const histogram = new Histogram();
    values.forEach((v) => { histogram.add(v); });
    const sorted = values.toSorted((a, b) => a - b);
    for (const share of [0.01, 0.5, 0.9, 0.99, 1]) {
      expect(histogram.percentile(share) / (sorted[Math.ceil(share * 20_000) - 1] ?? 0)).toBeCloseTo(1, 2);
    }
    expect(histogram.mean).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 20_000, 6);
    expect(new Histogram().percentile(0.5)).toBe(0);
  });
});
