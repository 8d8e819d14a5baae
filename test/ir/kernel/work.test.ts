import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/compiler/index.js';
import { workOfKernels } from '../../../src/compiler/kernel-facts.js';
import { generateHip } from '../../../src/codegen/hip/index.js';
import type { NamedWork } from '../../../src/codegen/shared/output.js';
import { deviceNamed } from '../../../src/machines/index.js';

/** What the kernels of a method do at some sizes, by the kernel's name. */
function workOf(body: string, sizes: Readonly<Record<string, number>>): Readonly<Record<string, NamedWork>> {
  const { method, steps, analysis, diagnostics } = analyze({ text: `method m\n${body}`, file: 'm.mp' });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!method || !analysis) throw new Error('no method');
  const device = deviceNamed('h100', 'gpu');
  const work = workOfKernels(method, generateHip(method, steps));
  return Object.fromEntries(steps.flatMap((s) => work(s, analysis.environment(sizes), device)).map((k) => [k.kernel, k]));
}

const STREAM = 'size N in 1..67_108_864\nmemory x : f32[N] static\noutput y\napply { y[i] = 2.0 * x[i] + 1.0 }';
const ROWS = 'size N in 1..65_536\nsize D in 1..65_536\nmemory x : f32[N, D] static\noutput y\napply { y[i] = sum(d) x[i, d] }';
const GATHER = 'size N in 1..4_194_304\nsize M in 1..65_536\nmemory x : f32[N] static\nmemory at : id<N>[M] static\noutput y\napply { y[m] = x[at[m]] }';
const TRANSPOSE = 'size N in 1..4096\nmemory x : f32[N, N] static\noutput y\napply { y[i, j] = x[j, i] }';

describe('counting what the kernels of a GPU do', () => {
  it('counts each element of a stream once', () => {
    const { apply_y: work } = workOf(STREAM, { N: 2 ** 20 });
    expect(work).toMatchObject({ blocks: 4096, threads: 256, coldBytes: 2 ** 22, writtenBytes: 2 ** 22, cacheBytes: 2 ** 23 });
    expect(work?.longest).toMatchObject({ accesses: 1, stores: 1, coldTrips: 1, warmTrips: 0, barriers: 0 });
  });

  it('knows no kernel without blocks', () => {
    expect(workOf('size N in 0..8\nmemory x : f32[N] static\noutput y\napply { y[i] = x[i] }', { N: 0 })['apply_y']).toMatchObject({ blocks: 0, cacheBytes: 0 });
  });

  it('sees that a dependent load waits for its index', () => {
    const { apply_y: work } = workOf(GATHER, { N: 2 ** 22, M: 65_536 });
    expect(work?.longest.coldTrips).toBe(2);
    // Every value of a wave lies in a sector of its own.
    expect(work?.coldBytes).toBeGreaterThan(65_536 * 30);
  });

  it('counts whole sectors where neighbours lie apart', () => {
    const near = workOf(STREAM, { N: 2 ** 20 })['apply_y'];
    const apart = Object.values(workOf(TRANSPOSE, { N: 1024 }))[0];
    expect(apart?.cacheBytes).toBeGreaterThan(3 * (near?.cacheBytes ?? Infinity));
  });

  it('grows with the turns of a loop', () => {
    const turns = (D: number): number => Object.values(workOf(ROWS, { N: 16, D }))[0]?.longest.arithmetic ?? 0;
    const [short, long] = [turns(4096), turns(32_768)];
    expect(long / short).toBeGreaterThan(6);
    expect(long / short).toBeLessThan(8.5);
  });

  it('is the same every time', () => {
    expect(workOf(GATHER, { N: 1e6, M: 1000 })).toEqual(workOf(GATHER, { N: 1e6, M: 1000 }));
  });
});
