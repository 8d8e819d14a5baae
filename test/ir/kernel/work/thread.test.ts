import { describe, expect, it } from 'vitest';
import { analyze } from '../../../../src/compiler/compile.js';
import { generateCpu } from '../../../../src/codegen/cpu/index.js';
import { takenUp } from '../../../../src/codegen/cpu/routines.js';
import { foundInCall, settled, type CallState, type OpenThreadWork, type ThreadWork } from '../../../../src/ir/kernel/work/index.js';
import { broughtInto, footprintOf, type Touch } from '../../../../src/ir/kernel/work/thread/footprint.js';
import { Size } from '../../../../src/symbolic/index.js';
import { Random } from '../../../support/random-method.js';

const CACHES = { first: 48e3, second: 2e6, last: 1e8 };

/** What the kernels of a method do, whatever the caches hold. */
function openWork(text: string, sizes: Record<string, number>, threads = 1): readonly OpenThreadWork[] {
  const { method, steps, diagnostics } = analyze({ text, file: 'a.mp' });
  if (!method || steps.length === 0) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  const { threadWork } = generateCpu(method, steps);
  return steps.flatMap((step) => threadWork?.(step, { sizes, threads, lanes: 16, caches: CACHES, element: () => () => 0 }) ?? []);
}

const FLUSHED: CallState = { follows: false, repeats: 1 };
const FOLLOWS: CallState = { follows: true, repeats: 1 };

function worksOf(text: string, sizes: Record<string, number>, threads = 1, state = FLUSHED): readonly ThreadWork[] {
  const open = openWork(text, sizes, threads);
  return foundInCall(open, state, { isGiven: () => false, isKept: (name) => name === 'x' }).map((found, i) => settled(open[i] ?? { arguments: 0, segments: [], caches: CACHES }, found));
}

/** What the only kernel of a method does. */
function workOf(...given: Parameters<typeof worksOf>): ThreadWork {
  const [work] = worksOf(...given);
  if (!work) throw new Error('no work');
  return work;
}

const total = (work: ThreadWork, kind: 'operations' | 'accesses' | 'divisions'): number => work.segments.reduce((sum, s) => sum + s.times * s.counts[kind], 0);

describe('what a thread does', () => {
  const product = `method product
size M in 1..4096
size N in 1..4096
memory a : f32[M, 256] static
memory b : f32[256, N] static
output c
apply { c[i, j] = sum(d in 256) a[i, d] * b[d, j] }
`;
  it('is a multiply-add for each vector of a product, and some more', () => {
    const [m, n] = [128, 512];
    const fma = m * n * 256 / 16;
    const operations = total(workOf(product, { M: m, N: n }), 'operations');
    expect(operations).toBeGreaterThanOrEqual(fma);
    expect(operations).toBeLessThan(1.4 * fma);
    // A register tile of 4 rows: a load serves 4 multiply-adds, an element of the other factor 2.
    expect(total(workOf(product, { M: m, N: n }), 'accesses')).toBeLessThan(0.9 * fma);
  });

  it('is shared by threads, whole chunks each', () => {
    const one = total(workOf(product, { M: 128, N: 512 }), 'operations');
    const { segments } = workOf(product, { M: 128, N: 512 }, 4);
    const shared = segments.find((s) => s.threads > 1);
    expect(shared?.threads).toBe(4);
    expect(shared?.counts.operations).toBeGreaterThan(0.9 * one / 4);
    expect(shared?.counts.operations).toBeLessThan(1.2 * one / 4);
  });

  const stream = 'method stream\nsize N in 1..67_108_864\nmemory x : f32[N] static\noutput y\napply { y[i] = 2.0 * x[i] + 1.0 }\n';
  const bytes = (work: ThreadWork): number => work.segments.reduce((sum, s) => sum + s.memory, 0);

  it('brings each element of a stream from memory once, those that are written too, into caches that were flushed', () => {
    expect(bytes(workOf(stream, { N: 2 ** 20 })) / (2 * 4 * 2 ** 20)).toBeCloseTo(1, 2);
    expect(workOf(stream, { N: 64 }, 16).segments.every((s) => s.threads === 1)).toBe(true);
  });

  it('finds in the caches what the call before has left there', () => {
    const [small, middle, large] = [2 ** 15, 2 ** 22, 2 ** 26].map((N) => workOf(stream, { N }, 1, FOLLOWS));
    const near = (work: ThreadWork | undefined): number => work?.segments.reduce((sum, s) => sum + s.shared, 0) ?? NaN;
    expect(near(small)).toBe(0);
    expect(near(middle) / (2 * 4 * 2 ** 22)).toBeCloseTo(1, 1);
    expect(middle && bytes(middle)).toBe(0);
    // What is written has to be read before, and something older to be written back.
    expect(large && bytes(large) / (3 * 4 * 2 ** 26)).toBeCloseTo(1, 2);
  });

  it('finds less of a memory where other layers ran in between', () => {
    expect(bytes(workOf(stream, { N: 2 ** 22 }, 1, { follows: true, repeats: 32 })) / (4 * 2 ** 22)).toBeCloseTo(1, 1);
  });

  it('finds what an earlier kernel of the call has made', () => {
    const two = 'method two\nsize N in 1..67_108_864\nmemory x : f32[N] static\noutput z\nrelevancy { y[i] = 2.0 * x[i] }\napply { z = sum(i) y[i] }\n';
    const works = worksOf(two, { N: 2 ** 20 });
    const last = works[works.length - 1];
    expect(works.length).toBe(2);
    expect(last && bytes(last)).toBeLessThan(1000);
  });

  it('counts a division for each vector', () => {
    const text = 'method ratio\nsize N in 1..65536\nmemory x : f32[N] static\noutput y\napply { y[i] = 1.0 / x[i] }\n';
    expect(total(workOf(text, { N: 4096 }), 'divisions')).toBe(4096 / 16);
  });
});

describe('a selection', () => {
  /** What `mpc_topk::offer` really does on keys in random order. */
  function offered(n: number, k: number, random: Random): { entries: number; drops: number } {
    let items: number[] = [];
    let [least, entries, drops] = [-Infinity, 0, 0];
    for (let i = 0; i < n; i++) {
      const key = random.next();
      if (key <= least) continue;
      items.push(key);
      entries++;
      if (items.length < 2 * k + 64) continue;
      items = items.sort((a, b) => b - a).slice(0, k);
      least = items[k - 1] ?? -Infinity;
      drops++;
    }
    return { entries, drops };
  }

  it.each([[1000, 600], [4096, 64], [65536, 64], [65536, 512], [200_000, 2048]])('takes up as many of %i keys for the best %i as counted', (n, k) => {
    const real = offered(n, k, new Random(5));
    const counted = takenUp(n, k);
    expect(counted.entries / real.entries).toBeGreaterThan(0.75);
    expect(counted.entries / real.entries).toBeLessThan(1.25);
    expect(Math.abs(counted.drops - real.drops)).toBeLessThanOrEqual(2);
  });
});

describe('what a cache is brought', () => {
  const LINE = 64;
  const buffer = { kind: 'buffer', name: 'x', dtype: 'f32', space: 'global', elements: Size.constant(2 ** 24) } as const;

  /** Lines that a cache that forgets the oldest would fetch for two accesses in the same loops. */
  function simulated(capacity: number, turns: readonly number[], accesses: readonly (readonly number[])[]): readonly number[] {
    const held = new Map<string, true>();
    const fetched = accesses.map(() => 0);
    const at = turns.map(() => 0);
    const visit = (depth: number): void => {
      if (depth === turns.length) {
        accesses.forEach((steps, a) => {
          const line = `${a} ${Math.floor(steps.reduce((sum, step, d) => sum + step * (at[d] ?? 0), 0) / LINE)}`;
          if (!held.delete(line)) fetched[a] = (fetched[a] ?? 0) + LINE;
          held.set(line, true);
          const [oldest] = held.keys();
          if (held.size * LINE > capacity && oldest !== undefined) held.delete(oldest);
        });
        return;
      }
      for (at[depth] = 0; (at[depth] ?? 0) < (turns[depth] ?? 0); at[depth] = (at[depth] ?? 0) + 1) visit(depth + 1);
    };
    visit(0);
    return fetched;
  }

  /** A product of matrices as three loops, by rows and by columns; a capacity that holds little, a row, a matrix. */
  it.each([
    [2048, [32, 32, 64], [[256, 0, 4], [0, 256, 4]]], [32_768, [32, 32, 64], [[256, 0, 4], [0, 256, 4]]],
    [1024, [16, 64, 32], [[128, 0, 4], [0, 4, 1024]]], [65_536, [16, 64, 32], [[128, 0, 4], [0, 4, 1024]]],
  ])('is what one of %i bytes fetches in loops %j', (capacity, turns, accesses) => {
    const loops = turns.map((n) => ({ turns: n, bytes: 0, each: 0 }));
    const touches = accesses.map((steps): Touch => ({ buffer, written: false, at: 0, run: 4, runs: 1, apart: 4, steps, loops, whole: 2 ** 26, moves: false }));
    const found = touches.map(footprintOf);
    found.forEach(({ bytes }) => { loops.forEach((loop, i) => { loop.bytes += bytes[i] ?? 0; loop.each += bytes[i + 1] ?? 0; }); });
    const real = simulated(capacity, turns, accesses);
    touches.forEach((touch, i) => {
      const footprint = found[i];
      if (!footprint) throw new Error('no footprint');
      const ratio = broughtInto(capacity, touch, footprint) / (real[i] ?? 0);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2.1);
    });
  });
});
