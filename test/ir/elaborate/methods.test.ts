import { describe, expect, it } from 'vitest';
import { seededNumbers } from '../../support/seeded.js';
import { expectClose, f32, range, run, sum } from './run.js';

/** Methods that the language was not made for, each against plain loops. */
const STEPS = 21;
const D = 4;
const vector = (name: string, step: number, n = D): number[] => seededNumbers(name, step, n);
const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((v, i) => v * (b[i] ?? NaN)));
const top = (keys: readonly number[], k: number): readonly number[] => range(keys.length).sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0)).slice(0, k);
const softmax = (logits: readonly number[]): readonly number[] => {
  const e = logits.map((v) => Math.exp(v - Math.max(...logits)));
  return e.map((v) => v / sum(e));
};
const mix = (weights: readonly number[], rows: readonly (readonly number[])[]): readonly number[] => range(D).map((d) => sum(rows.map((row, t) => (weights[t] ?? NaN) * (row[d] ?? NaN))));
const padded = (ids: readonly number[], k: number): readonly number[] => [...ids, ...Array<number>(k - ids.length).fill(-1)];

const tokens = range(STEPS).map((step) => ({ q: vector('q', step), k: vector('k', step), v: vector('v', step) }));
const steps = tokens.map(({ q, k, v }) => ({ q: f32([D], q), k: f32([D], k), v: f32([D], v) }));
const HEAD = 'size N in 1 .. 1000\nconst D = 4\ninput q, k, v : f32[D]\nmemory keys, values : f32[N, D] append per token\n';

describe('methods that nobody here has seen', () => {
  it('H2O: the tokens that got most attention so far', () => {
    const results = run(`method h2o
      ${HEAD}
      memory heavy : f32[N] state
      output out, kept
      prepare {
        keys <- k
        values <- v
        score[t] = (sum(d) q[d] * keys[t, d]) / sqrt(D)
        weight[:] = softmax(score)
        heavy[t] += weight[t]
      }
      retrieve { kept = topk(t) heavy[t] count 5 always t >= N - 2 }
      apply { out[:] = attend(q, keys, values, kept) }`, { steps });
    const heavy: number[] = [];
    tokens.forEach(({ q }, n) => {
      const seen = tokens.slice(0, n + 1);
      heavy.push(0);
      softmax(seen.map(({ k }) => dot(q, k) / 2)).forEach((w, t) => { heavy[t] = (heavy[t] ?? 0) + w; });
      const kept = top(heavy.map((h, t) => (t >= n - 1 ? Infinity : h)), 5);
      expect([...(results[n]?.['kept'] ?? [])].sort()).toEqual([...padded(kept, 5)].sort());
      const weights = softmax(kept.map((t) => dot(q, tokens[t]?.k ?? []) / 2));
      expectClose(results[n]?.['out'] ?? [], mix(weights, kept.map((t) => tokens[t]?.v ?? [])));
    });
  });

  it('Quest: pages ranked by the bound that their minima and maxima give', () => {
    const results = run(`method quest
      ${HEAD}
      const B = 4
      size P = ceil(N / B)
      memory low, high : f32[P, D] update per block of B
      output out, pages
      prepare {
        keys <- k
        values <- v
        low[d] min= k[d]
        high[d] max= k[d]
      }
      relevancy { bound[p] = box_bound(q, low[p, :], high[p, :]) }
      retrieve {
        pages = topk(p) bound[p] count 2 always p == P - 1
        tokens = { p in pages, j in B * p .. min(B * p + B, N) | true }
      }
      apply { out[:] = attend(q, keys, values, tokens) }`, { steps });
    tokens.forEach(({ q }, n) => {
      const pages = range(Math.ceil((n + 1) / 4)).map((p) => range(n + 1).filter((t) => Math.floor(t / 4) === p));
      const bound = pages.map((page, p) => (p === pages.length - 1 ? Infinity : sum(range(D).map((d) => {
        const values = page.map((t) => tokens[t]?.k[d] ?? NaN);
        return Math.max((q[d] ?? NaN) * Math.min(...values), (q[d] ?? NaN) * Math.max(...values));
      }))));
      const chosen = top(bound, 2);
      expect(results[n]?.['pages']).toEqual(padded(chosen, 2));
      const ids = chosen.flatMap((p) => pages[p] ?? []);
      expectClose(results[n]?.['out'] ?? [], mix(softmax(ids.map((t) => dot(q, tokens[t]?.k ?? []) / 2)), ids.map((t) => tokens[t]?.v ?? [])));
    });
  });

  it('gated linear attention: a chunk at once by a scan, with the state carried over', () => {
    const chunk = range(5).map((t) => ({ q: vector('cq', t), k: vector('ck', t), v: vector('cv', t), g: Math.abs(seededNumbers('g', t, 1)[0] ?? 0) }));
    const text = `method gla
      size C in 1 .. 64
      size N in 1 .. 1000
      step N by C
      const D = 4
      input q, k, v : f32[C, D]
      input g : f32[C]
      memory s : f32[D, D] state
      output out
      apply {
        states[t, i, j] = scan(t) g[t] * previous + k[t, i] * v[t, j] from s[i, j]
        out[t, j] = sum(i) q[t, i] * states[t, i, j]
      }
      prepare { s[i, j] <- states[C - 1, i, j] }`;
    const inputs = { q: f32([5, D], chunk.flatMap((c) => c.q)), k: f32([5, D], chunk.flatMap((c) => c.k)), v: f32([5, D], chunk.flatMap((c) => c.v)), g: f32([5], chunk.map((c) => c.g)) };
    const results = run(text, { steps: [inputs, inputs] });
    let s = range(D).map(() => range(D).map(() => 0));
    for (const outputs of results) {
      const expected = chunk.flatMap(({ q, k, v, g }) => {
        s = s.map((row, i) => row.map((value, j) => g * value + (k[i] ?? NaN) * (v[j] ?? NaN)));
        return range(D).map((j) => sum(range(D).map((i) => (q[i] ?? NaN) * (s[i]?.[j] ?? NaN))));
      });
      expectClose(outputs['out'] ?? [], expected);
    }
  });

  it('two stages: signs first, then the keys in 8 bits', () => {
    const results = run(`method two_stage
      size N in 1 .. 1000
      const D = 4
      input q, k, v : f32[D]
      memory signs : i32[N] append per token
      memory keys : i8[N, D] block 4 append per token
      memory values : f32[N, D] append per token
      fn sign_bits(x[n]) = sum(i) (if x[i] > 0.0 then 1 else 0) * i32(exp2(f32(i)))
      output out, best
      prepare {
        signs <- sign_bits(k)
        keys <- k
        values <- v
        asked = sign_bits(q)
      }
      relevancy { near[t] = -popcount(asked ^ signs[t]) }
      retrieve {
        rough = topk(t) near[t] count 6
        best = topk(t in rough) sum(d) q[d] * keys[t, d] count 3
      }
      apply { out[:] = attend(q, keys, values, best) }`, { steps });
    const bits = (x: readonly number[]): number => sum(x.map((v, i) => (v > 0 ? 2 ** i : 0)));
    const ones = (x: number): number => sum(range(8).map((i) => (x >> i) & 1));
    const rounded = tokens.map(({ k }) => {
      const scale = Math.max(...k.map(Math.abs)) / 127;
      return k.map((v) => Math.floor(v / scale + 0.5) * scale);
    });
    tokens.forEach(({ q }, n) => {
      const rough = top(tokens.slice(0, n + 1).map(({ k }) => -ones(bits(q) ^ bits(k))), 6);
      const best = top(rough.map((t) => dot(q, rounded[t] ?? [])), 3).map((i) => rough[i] ?? -1);
      expect(results[n]?.['best']).toEqual(padded(best, 3));
      expectClose(results[n]?.['out'] ?? [], mix(softmax(best.map((t) => dot(q, rounded[t] ?? []) / 2)), best.map((t) => tokens[t]?.v ?? [])));
    });
  });
});
