import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/compiler/index.js';
import { workOfKernels } from '../../../src/compiler/kernel-facts.js';
import { generateCpu } from '../../../src/codegen/cpu/index.js';
import { generateHip } from '../../../src/codegen/hip/index.js';
import type { NamedWork } from '../../../src/codegen/shared/output.js';
import { deviceNamed } from '../../../src/machines/index.js';

/** What the kernels of a method do at some sizes, by the kernel's name. */
function workOf(body: string, sizes: Readonly<Record<string, number>>, target: 'gpu' | 'cpu' = 'gpu'): Readonly<Record<string, NamedWork>> {
  const { method, steps, analysis, diagnostics } = analyze({ text: `method m\n${body}`, file: 'm.mp' });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  if (!method || !analysis) throw new Error('no method');
  const device = target === 'gpu' ? deviceNamed('h100', 'gpu') : deviceNamed('epyc-7v13', 'cpu');
  const work = workOfKernels(method, target === 'gpu' ? generateHip(method, steps) : generateCpu(method, steps));
  return Object.fromEntries(steps.flatMap((s) => work(s, analysis.environment(sizes), device)).map((k) => [k.kernel, k]));
}

const STREAM = 'size N in 1..67_108_864\nmemory x : f32[N] static\noutput y\napply { y[i] = 2.0 * x[i] + 1.0 }';
const ROWS = 'size N in 1..65_536\nsize D in 1..65_536\nmemory x : f32[N, D] static\noutput y\napply { y[i] = sum(d) x[i, d] }';
const GATHER = 'size N in 1..4_194_304\nsize M in 1..65_536\nmemory x : f32[N] static\nmemory at : id<N>[M] static\noutput y\napply { y[m] = x[at[m]] }';
const TRANSPOSE = 'size N in 1..4096\nmemory x : f32[N, N] static\noutput y\napply { y[i, j] = x[j, i] }';

describe('counting what kernels do', () => {
  it('counts each element of a stream once', () => {
    const { apply_y: work } = workOf(STREAM, { N: 2 ** 20 });
    expect(work).toMatchObject({ blocks: 4096, threads: 256, coldBytes: 2 ** 22, writtenBytes: 2 ** 22, cacheBytes: 2 ** 23 });
    expect(work?.longest).toMatchObject({ accesses: 2, coldTrips: 1, warmTrips: 0, barriers: 0 });
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

  it('grows with the turns of a loop, on the GPU and on the CPU', () => {
    const turns = (D: number, target: 'gpu' | 'cpu'): number => {
      // One row, so that the threads of a CPU have nothing to share.
      const [work] = Object.values(workOf(ROWS, { N: target === 'cpu' ? 1 : 16, D }, target));
      return work?.longest.arithmetic ?? 0;
    };
    for (const target of ['gpu', 'cpu'] as const) {
      const [short, long] = [turns(4096, target), turns(32_768, target)];
      expect(long / short, target).toBeGreaterThan(6);
      expect(long / short, target).toBeLessThan(8.5);
    }
  });

  it('shares parallel loops among the threads of a CPU, and not those that are too short', () => {
    const [whole] = Object.values(workOf(STREAM, { N: 2 ** 24 }, 'cpu'));
    const [small] = Object.values(workOf(STREAM, { N: 256 }, 'cpu'));
    expect(whole?.longest.barriers).toBeGreaterThan(0);
    expect(small?.longest.barriers).toBe(0);
    expect(whole?.longest.accesses).toBeLessThan(2 ** 24 / 16);
  });

  it('is the same every time', () => {
    expect(workOf(GATHER, { N: 1e6, M: 1000 })).toEqual(workOf(GATHER, { N: 1e6, M: 1000 }));
  });
});
