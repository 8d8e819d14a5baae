import { describe, expect, it } from 'vitest';
import { expectClose, i32, methodOf, random, range, run } from './run.js';

const best = (ids: readonly number[], key: (id: number) => number, k: number): readonly number[] => {
  const order = [...ids].sort((a, b) => key(b) - key(a)).slice(0, k);
  return [...order, ...Array<number>(k - order.length).fill(-1)];
};

describe('selections over selections', () => {
  it('rank again what was selected', () => {
    const [a, b] = [random('a', 2, 20), random('b', 20)];
    const [outputs] = run(`method m
      input a : f32[2, 20]
      input b : f32[20]
      output first, second
      retrieve {
        first[h] = topk(t) a[h, t] count 8
        second[h] = topk(t in first[h]) b[t] count 3 where b[t] < 0.5
      }`, { steps: [{ a, b }] });
    const first = [0, 1].map((h) => best(range(20), (t) => a.at(h, t), 8));
    expect(outputs?.['first']).toEqual(first.flat());
    expect(outputs?.['second']).toEqual(first.flatMap((ids) => best(ids.filter((t) => b.at(t) < 0.5), (t) => b.at(t), 3)));
  });

  it('may be short, and are ranges again', () => {
    const b = random('b', 5);
    const [outputs] = run(`method m
      input b : f32[5]
      output second, total, n
      retrieve {
        first = { t | b[t] > 0.0 }
        second = topk(t in first) -b[t] count 4
        total = sum(t in second) b[t]
        n = count(second)
      }`, { steps: [{ b }] });
    const positive = range(5).filter((t) => b.at(t) > 0);
    expect(positive.length).toBeLessThan(4);
    expect(outputs?.['second']).toEqual(best(positive, (t) => -b.at(t), 4));
    expect(outputs?.['n']).toEqual([positive.length]);
    expectClose(outputs?.['total'] ?? [], [positive.reduce((s, t) => s + b.at(t), 0)]);
  });
});

/** Product quantisation over inverted lists: codes are looked up in tables that depend on the list. */
const IVF = `method ivf
  size Lists in 1 .. 100
  size Docs in 0 .. 1000
  const M = 3, Codes = 4
  input q : f32[Lists]
  input table : f32[Lists, M, Codes]
  memory start : id<Docs + 1>[Lists + 1] static
  memory code : u8[Docs, M] static
  output probe, found, all
  retrieve {
    probe = topk(l) q[l] count 3
    found = topk(l in probe, e in start[l] .. start[l + 1]) sum(m) table[l, m, code[e, m] % 4] count 5
    all = { l in probe, e in start[l] .. start[l + 1] | table[l, 0, code[e, 0] % 4] > 0.0 }
  }`;

describe('nested ranges', () => {
  const starts = [0, 0, 4, 4, 9, 13];
  const q = random('q', 5);
  const table = random('table', 5, 3, 4);
  const codes = range(13 * 3).map((i) => (i * 7 + 3) % 4);
  const statics = { start: i32([6], starts), code: { dtype: 'u8' as const, shape: [13, 3], bytes: Uint8Array.from(codes) } };

  it('choose among all entries of the lists probed', () => {
    const [outputs] = run(IVF, { statics, steps: [{ q, table }] });
    const probe = best(range(5), (l) => q.at(l), 3);
    expect(outputs?.['probe']).toEqual(probe);
    const entries = probe.flatMap((l) => range(13).filter((e) => e >= (starts[l] ?? 0) && e < (starts[l + 1] ?? 0)).map((e) => ({ l, e })));
    const score = ({ l, e }: { readonly l: number; readonly e: number }): number => range(3).reduce((s, m) => s + table.at(l, m, codes[e * 3 + m] ?? 0), 0);
    const order = [...entries].sort((a, b) => score(b) - score(a)).slice(0, 5).map((x) => x.e);
    expect(outputs?.['found']).toEqual([...order, ...Array<number>(5 - order.length).fill(-1)]);
    const positive = entries.filter(({ l, e }) => table.at(l, 0, codes[e * 3] ?? 0) > 0).map((x) => x.e);
    expect((outputs?.['all'] ?? []).slice(0, positive.length)).toEqual(positive);
  });

  it('reserve the extent of the list, not all products', () => {
    const all = methodOf(IVF).tensors.find((t) => t.name === 'all');
    expect(all?.shape.map((s) => s.key)).toEqual(['max(1, Docs)']);
  });

  it('of fixed lengths need no tables', () => {
    const x = random('x', 3, 4);
    const text = 'method m\ninput x : f32[3, 4]\noutput best\nretrieve { best = topk(i in 3, j in 4) x[i, j] count 2 }';
    const [outputs] = run(text, { steps: [{ x }] });
    const order = range(12).sort((a, b) => x.at(Math.floor(b / 4), b % 4) - x.at(Math.floor(a / 4), a % 4));
    expect(outputs?.['best']).toEqual(order.slice(0, 2).map((at) => at % 4));
    expect(methodOf(text).ops.length).toBe(2);
  });

  it('may be three deep, and depend on the head', () => {
    const [x, gate] = [random('x', 2, 3, 8), random('gate', 2, 3)];
    const [outputs] = run(`method m
      input x : f32[2, 3, 8]
      input gate : f32[2, 3]
      output best
      retrieve {
        open[h] = { g | gate[h, g] > -0.5 }
        best[h] = topk(g in open[h], b in g + 1, j in 2 * b .. 2 * b + 2) x[h, g, j] count 3
      }`, { steps: [{ x, gate }] });
    const expected = [0, 1].flatMap((h) => {
      const points = range(3).filter((g) => gate.at(h, g) > -0.5).flatMap((g) => range(g + 1).flatMap((b) => [2 * b, 2 * b + 1].map((j) => ({ j, key: x.at(h, g, j) }))));
      const order = points.sort((a, b) => b.key - a.key).slice(0, 3).map((p) => p.j);
      return [...order, ...Array<number>(3 - order.length).fill(-1)];
    });
    expect(outputs?.['best']).toEqual(expected);
  });
});

describe('argmax and argmin', () => {
  it('give ids; ties go to the lowest', () => {
    const x = { dtype: 'f32' as const, shape: [2, 4], bytes: new Uint8Array(Float32Array.from([1, 3, 3, 2, 5, -1, -1, 5]).buffer) };
    const [outputs] = run(`method m
      input x : f32[2, 4]
      output high, low, value
      retrieve {
        high[h] = argmax(t) x[h, t]
        low[h] = argmin(t) x[h, t]
        value[h] = x[h, high[h]] - x[h, low[h]]
      }`, { steps: [{ x }] });
    expect(outputs).toEqual({ high: [1, 0], low: [0, 1], value: [2, 6] });
  });

  it('give -1 over nothing', () => {
    const [outputs] = run(`method m
      size N in 0 .. 9
      input x : f32[N]
      output best, near
      retrieve {
        open = { t | x[t] > 0.0 }
        best = argmax(t in open) x[t]
        near = argmin(t) abs(x[t])
      }`, { steps: [{ x: random('none', 0) }], sizes: { N: 0 } });
    expect(outputs).toEqual({ best: [-1], near: [-1] });
  });
});
