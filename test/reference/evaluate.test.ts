import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as ir from '../../src/ir/build.js';
import type { ComputeOp, Expr, Tensor } from '../../src/ir/nodes.js';
import { compareGroup, compareOp, evaluateOp, isActive, runOp, zeros, type Stored } from '../../src/reference/index.js';
import { Random } from '../support/random-method.js';

const f = (values: readonly number[], shape: readonly number[] = [values.length]): Stored => ({ shape, data: Float32Array.from(values) });
const ids = (values: readonly number[], shape: readonly number[] = [values.length]): Stored => ({ shape, data: Int32Array.from(values) });

/** Reads tensors from a table. */
function reader(...entries: readonly (readonly [Tensor, Stored])[]): (tensor: Tensor) => Stored {
  const table = new Map(entries);
  return (tensor) => {
    const found = table.get(tensor);
    if (!found) throw new RangeError(tensor.name);
    return found;
  };
}

const n = 64;
const x = ir.tensor('x', 'input', 'f32', [n]);
const y = ir.tensor('y', 'input', 'f32', [n]);
const out = ir.tensor('out', 'output', 'f32', []);
const i = ir.axis('i', n);

function evaluate(value: Expr, xs: readonly number[], ys: readonly number[] = xs): { readonly value: number; readonly bound: number } {
  const result = evaluateOp(ir.map(out, [], value), reader([x, f(xs, [n])], [y, f(ys, [n])], [out, f([0], [])]), {});
  if (result.kind !== 'elements') throw new Error('a map has elements');
  return { value: result.values[0] ?? NaN, bound: result.bounds[0] ?? NaN };
}

/** Spread-out values: the bound of a sum is statistical, so it is not for adversaries. */
const vector = fc.integer().map((seed) => {
  const random = new Random(seed);
  return Array.from({ length: n }, () => Math.fround(random.next() * 16 - 8));
});

describe('error bounds', () => {
  it('are 0 for elementwise arithmetic on stored values', () => {
    const value = ir.sqrt(ir.abs(ir.div(ir.sub(ir.mul(ir.load(x, 0), ir.load(x, 1)), 3), 7)));
    expect(evaluate(value, Array.from({ length: n }, (_, k) => k + 0.1)).bound).toBe(0);
  });

  it('hold where an operand in the last place tips the rounding over', () => {
    fc.assert(fc.property(fc.double({ min: -9, max: 2, noNaN: true }).map(Math.fround), fc.constantFrom(-1, 0, 1), (at, last) => {
      const { value, bound } = evaluate(ir.add(1, ir.exp(ir.load(x, 0))), [at, ...Array.from({ length: n - 1 }, () => 0)]);
      const exp = Math.fround(Math.exp(at));
      const got = Math.fround(1 + Math.fround(exp * (1 + last * 2 ** -23)));
      expect(Math.abs(got - value)).toBeLessThanOrEqual(bound);
    }), { numRuns: 2000 });
  });

  it('hold for an f32 sum of products in any order, fused or not', () => {
    fc.assert(fc.property(vector, vector, (a, b) => {
      const { value, bound } = evaluate(ir.sum([i], ir.mul(ir.load(x, i), ir.load(y, i))), a, b);
      const products = a.map((v, k) => Math.fround(v * (b[k] ?? 0)));
      const forward = products.reduce((s, v) => Math.fround(s + v), 0);
      const backward = products.reduceRight((s, v) => Math.fround(s + v), 0);
      const fused = a.reduce((s, v, k) => Math.fround(s + v * (b[k] ?? 0)), 0);
      const lanes = [0, 1, 2, 3].map((l) => products.filter((_, k) => k % 4 === l).reduce((s, v) => Math.fround(s + v), 0));
      for (const got of [forward, backward, fused, lanes.reduce((s, v) => Math.fround(s + v), 0)]) {
        expect(Math.abs(got - value)).toBeLessThanOrEqual(bound);
      }
      const magnitude = products.reduce((s, v) => s + Math.abs(v), 0);
      expect(bound).toBeLessThanOrEqual(2 ** -24 * 22 * magnitude);
    }));
  });

  it('are 0 for a sum of small whole numbers, which no order can change', () => {
    const { value, bound } = evaluate(ir.sum([i], ir.load(x, i)), Array.from({ length: n }, (_, k) => k - 20));
    expect([value, bound]).toEqual([736, 0]);
  });

  it('hold for an online softmax in f32', () => {
    fc.assert(fc.property(vector, vector, (logits, values) => {
      const { value, bound } = evaluate(ir.softmaxSum([i], ir.load(x, i), ir.load(y, i)), logits, values);
      const r = Math.fround;
      let [peak, norm, acc] = [-3.4e38, 0, 0];
      logits.forEach((logit, k) => {
        const next = Math.max(peak, logit);
        const [fade, weight] = [r(Math.exp(r(peak - next))), r(Math.exp(r(logit - next)))];
        norm = r(r(norm * fade) + weight);
        acc = r(weight * (values[k] ?? 0) + r(acc * fade));
        peak = next;
      });
      expect(Math.abs(r(acc / norm) - value)).toBeLessThanOrEqual(bound);
      expect(bound).toBeLessThan(1e-4);
    }));
  });

  it('cover both outcomes of a rounding, a comparison and a branch that may go either way', () => {
    const sum = ir.sum([i], ir.load(x, i));
    const thirds = Array.from({ length: n }, () => Math.fround(1 / 3));
    const near = Math.fround(n / 3);
    expect(evaluate(ir.round(sum, 'bf16'), thirds).bound).toBe(0);
    expect(evaluate(ir.select(ir.lt(sum, near), 1, 5), thirds).bound).toBe(4);
    expect(evaluate(ir.select(ir.lt(sum, 30), 1, 5), thirds).bound).toBe(0);
    expect(evaluate(ir.floor(ir.sub(sum, ir.f32(near - 21))), thirds).bound).toBeLessThanOrEqual(1);
    expect(evaluate(ir.unary('pow2ceil', ir.div(sum, ir.f32(near))), thirds).bound).toBe(1);
  });

  it('demand NaN where a term is NaN, in any order', () => {
    const values = Array.from({ length: n }, (_, k) => (k === 7 ? NaN : 0.1));
    const sum = ir.sum([i], ir.load(x, i));
    for (const value of [sum, ir.exp(sum), ir.add(ir.mul(sum, 2), ir.sum([i], ir.abs(ir.load(x, i))))]) {
      expect(evaluate(value, values)).toEqual({ value: NaN, bound: 0 });
    }
  });

  it('of library functions are a few units in the last place', () => {
    const one = ir.load(x, 0);
    const at = (value: Expr, v: number): number => evaluate(value, Array.from({ length: n }, () => v)).bound;
    expect(at(ir.exp(one), 1)).toBe(5 * 2 ** -22);
    expect(at(ir.sin(one), 100)).toBe(2 ** -21);
    expect(at(ir.log(one), 1)).toBeGreaterThanOrEqual(0);
    expect(at(ir.log(one), 1)).toBeLessThan(1e-40);
    expect(at(ir.div(1, ir.sub(ir.sum([i], ir.load(x, i)), ir.f32(Math.fround(Math.fround(0.1) * 64)))), 0.1)).toBe(Infinity);
  });
});

describe('reductions', () => {
  it('of nothing are their identities', () => {
    const none = ir.axis('none', 0);
    const at = (value: Expr): number => evaluate(value, Array.from({ length: n }, () => 1)).value;
    expect([at(ir.sum([none], 1.5)), at(ir.reduce('max', [none], 1.5)), at(ir.reduce('min', [none], 1.5)), at(ir.softmaxSum([none], 1, 1))])
      .toEqual([0, -Infinity, Infinity, 0]);
  });

  it('along strides equal the general way, whatever the operands', () => {
    const a = ir.tensor('a', 'input', 'f32', [5, 7]);
    const b = ir.tensor('b', 'input', 'bf16', [7, 5]);
    const c = ir.tensor('c', 'output', 'f32', [5, 5]);
    const link = ir.tensor('link', 'input', 'i32', [5]);
    const [p, q, k] = [ir.axis('p', 5), ir.axis('q', 5), ir.axis('k', 7)];
    const read = reader([a, f(Array.from({ length: 35 }, (_, m) => Math.fround(Math.sin(m))), [5, 7])],
      [b, f(Array.from({ length: 35 }, (_, m) => (m % 9) / 8), [7, 5])], [c, f(new Array<number>(25).fill(0), [5, 5])], [link, ids([4, 0, 0, 2, 1])]);
    const run = (value: Expr): readonly number[] => {
      runOp(ir.map(c, [p, q], value), read, {});
      return Array.from(read(c).data);
    };
    for (const row of [ir.expr(p), ir.load(link, p)]) {
      const [left, right] = [ir.load(a, row, ir.sub(6, k)), ir.load(b, k, q)];
      expect(run(ir.sum([k], ir.mul(left, right)))).toEqual(run(ir.sum([k], ir.neg(ir.mul(ir.neg(left), right)))));
    }
  });
});

describe('comparison', () => {
  const key = ir.tensor('key', 'input', 'f32', [6]);
  const over = ir.axis('t', 6);
  const picked = ir.selection('picked', [], 3, 6, 'output');
  const top = ir.topk(picked, [], over, ir.load(key, over), 3);

  function reasons(op: ComputeOp, keys: readonly number[], chosen: readonly number[], count: number): readonly string[] {
    const read = reader([key, f(keys)], [picked.ids, ids(chosen)], [picked.count, ids([count], [])]);
    return compareOp(op, read, read, {}).mismatches.map((m) => m.reason);
  }

  it('of a top-k accepts the one right answer for exact keys', () => {
    const keys = [1, 3, 3, NaN, -Infinity, 2];
    expect(reasons(top, keys, [1, 2, 5], 3)).toEqual([]);
    expect(reasons(top, keys, [2, 1, 5], 3)).toEqual(['order']);
    expect(reasons(top, keys, [1, 2, 0], 3)).toEqual(['wrong-choice']);
    expect(reasons(top, keys, [1, 1, 5], 3)).toEqual(['duplicate']);
    expect(reasons(top, keys, [1, 2, 6], 3)).toEqual(['range']);
    expect(reasons(top, keys, [1, 2, -1], 2)).toEqual(['count']);
    expect(reasons(top, [3, 3, 3, 3, 0, 0], [1, 2, 3], 3)).toContain('wrong-choice');
    expect(reasons(top, [1, NaN, -Infinity, NaN, NaN, 2], [5, 0, -1], 2)).toEqual([]);
    expect(reasons(top, [1, NaN, -Infinity, NaN, NaN, 2], [5, 0, 2], 2)).toEqual(['padding']);
    expect(reasons(top, [1, NaN, -Infinity, NaN, NaN, 2], [5, 0, 2], 3)).toEqual(['count']);
  });

  it('of a top-k accepts any answer that the error of the keys allows', () => {
    const rows = ir.tensor('rows', 'input', 'f32', [6, 8]);
    const d = ir.axis('d', 8);
    const summed = ir.topk(picked, [], over, ir.sum([d], ir.load(rows, over, d)), 3);
    const values = Array.from({ length: 48 }, (_, m) => [0.1, 0.1, 0.3, 0.1, 0.2, 0.1][Math.floor(m / 8)] ?? 0);
    const check = (chosen: readonly number[]): boolean => {
      const read = reader([rows, f(values, [6, 8])], [picked.ids, ids(chosen)], [picked.count, ids([3], [])]);
      return compareOp(summed, read, read, {}).ok;
    };
    expect([[2, 4, 0], [2, 4, 5], [2, 4, 1]].map(check)).toEqual([true, true, true]);
    expect([[4, 2, 0], [2, 0, 1], [2, 2, 4]].map(check)).toEqual([false, false, false]);
  });

  it('of a filter demands what is certain and order', () => {
    const found = ir.selection('picked', [], 6, 6, 'output');
    const op = ir.filter(found, [], over, ir.lt(2, ir.load(key, over)));
    const check = (chosen: readonly number[], count: number): readonly string[] => {
      const read = reader([key, f([1, 3, 2, 5, NaN, 4])], [found.ids, ids(chosen)], [found.count, ids([count], [])]);
      return compareOp(op, read, read, {}).mismatches.map((m) => m.reason);
    };
    expect(check([1, 3, 5, -1, -1, -1], 3)).toEqual([]);
    expect(check([3, 1, 5, -1, -1, -1], 3)).toEqual(['order']);
    expect(check([1, 3, -1, -1, -1, -1], 2)).toEqual(['count']);
    expect(check([1, 2, 3, 5, -1, -1], 4)).toEqual(['wrong-choice']);
  });

  it('of elements: within the bound, NaN for NaN, zero where nothing is written', () => {
    const t = ir.tensor('t', 'temp', 'f32', [4]);
    const j = ir.range('j', 0, 3, 4);
    const op = ir.map(t, [j], ir.exp(ir.load(key, j)));
    const check = (values: readonly number[]): readonly string[] => {
      const read = reader([key, f([0, 1, NaN, 3, 4, 5])], [t, f(values)]);
      return compareOp(op, read, read, {}).mismatches.map((m) => `${m.tensor}[${m.index.join()}] ${m.reason}`);
    };
    expect(check([1, Math.fround(Math.E * (1 + 2 ** -23)), NaN, 0])).toEqual([]);
    expect(check([1, 2.7184, NaN, 0])).toEqual(['t[1] value']);
    expect(check([1, Math.fround(Math.E), 0, 0])).toEqual(['t[2] value']);
    expect(check([1, Math.fround(Math.E), NaN, 7])).toEqual(['t[3] not-cleared']);
  });

  it('of a group carries the bounds of hidden tensors to what reads them', () => {
    const score = ir.tensor('score', 'temp', 'f32', [6]);
    const rows = ir.tensor('rows', 'input', 'f32', [6, 8]);
    const d = ir.axis('d', 8);
    const ops = [ir.map(score, [over], ir.sum([d], ir.load(rows, over, d))), ir.topk(picked, [], over, ir.load(score, over), 3)];
    const values = Array.from({ length: 48 }, (_, m) => [0.1, 0.1, 0.3, 0.1, 0.2, 0.1][Math.floor(m / 8)] ?? 0);
    const check = (chosen: readonly number[]): boolean => {
      const read = reader([rows, f(values, [6, 8])], [picked.ids, ids(chosen)], [picked.count, ids([3], [])]);
      return compareGroup(ops, [score], read, read, {}).ok;
    };
    expect([[2, 4, 5], [2, 4, 0], [2, 5, 4], [4, 2, 0]].map(check)).toEqual([true, true, false, false]);
  });
});

describe('operations', () => {
  it('scatter starts at the identity, sums beyond f32 and rounds once', () => {
    const target = ir.tensor('s', 'temp', 'f32', [2]);
    const at = ir.tensor('at', 'input', 'i32', [4]);
    const w = ir.tensor('w', 'input', 'f32', [4]);
    const e = ir.axis('e', 4);
    const run = (combine: 'sum' | 'max'): readonly number[] => {
      const read = reader([target, f([9, 9])], [at, ids([0, 0, 0, 0])], [w, f([2 ** 24, 1, 1, -(2 ** 24)])]);
      runOp(ir.scatter(target, [e], [ir.load(at, e)], combine, ir.load(w, e)), read, {});
      return Array.from(read(target).data);
    };
    expect(run('sum')).toEqual([2, 0]);
    expect(run('max')).toEqual([2 ** 24, -Infinity]);
  });

  it('run only where their condition holds', () => {
    const N = ir.size('N', 1, 100);
    const op = ir.map(out, [], 1, { when: ir.eq(ir.mod(N, 4), 0) });
    expect([4, 5, 8].map((N_) => isActive(op, { N: N_ }))).toEqual([true, false, true]);
    expect(zeros(x, {}).data).toHaveLength(n);
  });
});
