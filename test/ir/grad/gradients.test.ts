import { describe, expect, it } from 'vitest';
import {
  abs, add, and, axis, convert, cos, div, eq, exp, expr, f32, i32, le, load, log, lt, map, max, method, min, mul, neg, not, pow, range, reduce, round, rsqrt,
  scatter, select, sin, size, softmaxSum, sqrt, sub, sum, tanh, tensor, unary,
} from '../../../src/ir/build.js';
import type { Axis, Expr, Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { Random } from '../../../src/verify/random.js';
import { differentiate, expectGradients, randomValues } from './check.js';
import { runInFloat64 } from './float64.js';

const temp = (name: string, axes: readonly Axis[]): Tensor => tensor(name, 'temp', 'f32', axes.map((a) => a.bound));
const input = (name: string, ...shape: readonly number[]): Tensor => tensor(name, 'input', 'f32', shape);
const made = (tensors: readonly Tensor[], ops: readonly Op[]): Method => method('m', { tensors, ops });

/** loss = sum over i of f(x[i]) * c[i] */
function elementwise(f: (x: Expr) => Expr): { readonly method: Method; readonly loss: Tensor; readonly x: Tensor } {
  const i = axis('i', 5);
  const x = input('x', 5), c = input('c', 5), y = temp('y', [i]), loss = temp('loss', []);
  return { method: made([x, c, y, loss], [map(y, [i], f(load(x, i))), map(loss, [], sum([i], mul(load(y, i), load(c, i))))]), loss, x };
}

describe('elementwise functions', () => {
  const functions: Readonly<Record<string, (x: Expr) => Expr>> = {
    neg, abs, exp, sin, cos, tanh,
    exp2: (x) => unary('exp2', x),
    log: (x) => log(add(mul(x, x), f32(0.5))),
    log2: (x) => unary('log2', add(mul(x, x), f32(0.5))),
    sqrt: (x) => sqrt(add(mul(x, x), f32(0.5))),
    rsqrt: (x) => rsqrt(add(mul(x, x), f32(0.5))),
    'pow of a variable': (x) => pow(add(mul(x, x), f32(0.5)), f32(1.7)),
    'pow to a variable': (x) => pow(f32(1.3), x),
    'pow of both': (x) => pow(add(mul(x, x), f32(0.5)), x),
    square: (x) => pow(x, f32(2)),
    quotient: (x) => div(x, add(f32(2), sin(x))),
    'min and max': (x) => add(max(x, f32(0.1)), min(mul(x, x), f32(0.3))),
    clamp: (x) => min(max(x, f32(-0.5)), f32(0.5)),
    select: (x) => select(lt(x, f32(0.2)), mul(x, x), sin(x)),
    rounding: (x) => round(mul(x, f32(3)), 'bf16'),
    'floor is constant': (x) => mul(unary('floor', mul(x, f32(3))), x),
    'shared parts': (x) => { const s = mul(x, x); return mul(mul(s, s), add(s, exp(s))); },
  };
  it.each(Object.entries(functions))('%s', (_, f) => {
    const { method: m, loss, x } = elementwise(f);
    expectGradients(m, loss, [x]);
  });

  it('multiplies by no 1 and adds no 0', () => {
    const { method: m, loss, x } = elementwise((v) => add(v, mul(v, f32(1))));
    const text = differentiate(m, loss, [x]).method.ops.slice(m.ops.length);
    expect(text).toHaveLength(1);
  });

  it('is 0, not 0 times infinity, far below the middle of a logistic function', () => {
    const { method: m, loss, x } = elementwise((v) => div(v, add(1, exp(neg(v)))));
    const { method: grown, gradients } = differentiate(m, loss, [x]);
    const c = m.tensors[1];
    const given = new Map([[x, Float64Array.of(-1000, -100, 0, 1000, 1)], ...c ? [[c, Float64Array.of(1, 1, 1, 1, 1)] as const] : []]);
    const gradient = gradients.get(x);
    const found = [...gradient && runInFloat64(grown, given, {}).get(gradient) || []];
    expect(found.every(Number.isFinite)).toBe(true);
    expect(found[0]).toBeCloseTo(0);
    expect(found[2]).toBeCloseTo(0.5);
    expect(found[3]).toBeCloseTo(1);
  });

  it('keeps what a branch does not use out of the other: x / max(|x|, eps) of zeros', () => {
    const i = axis('i', 3), j = axis('j', 3);
    const x = input('x', 3), c = input('c', 3), y = temp('y', [i]), loss = temp('loss', []);
    const length = max(sqrt(sum([j], mul(load(x, j), load(x, j)))), f32(0.5));
    const m = made([x, c, y, loss], [map(y, [i], div(load(x, i), length)), map(loss, [], sum([i], mul(load(y, i), load(c, i))))]);
    expectGradients(m, loss, [x]);
    expectGradients(m, loss, [x], { fixed: new Map([[x, new Float64Array(3)]]) });
  });
});

describe('loops', () => {
  it('differentiates normalisations, whose sums run inside', () => {
    const [t, i, j] = [axis('t', 3), axis('i', 4), axis('j', 4)];
    const x = input('x', 3, 4), g = input('g', 4), c = input('c', 3, 4), y = temp('y', [t, i]), loss = temp('loss', []);
    const scale = rsqrt(add(div(sum([j], mul(load(x, t, j), load(x, t, j))), f32(4)), f32(0.01)));
    const m = made([x, g, c, y, loss], [
      map(y, [t, i], mul(mul(load(x, t, i), scale), load(g, i))),
      map(loss, [], sum([t, i], mul(load(y, t, i), mul(load(y, t, i), load(c, t, i))))),
    ]);
    expectGradients(m, loss, [x, g]);
  });

  it('differentiates attention: softmax sums over rows', () => {
    const T = size('T', 1, 64);
    const [h, t, d, e] = [axis('h', 2), axis('t', T), axis('d', 3), axis('e', 4)];
    const q = input('q', 2, 3), wk = input('wk', 3, 4), c = input('c', 2, 4);
    const k = tensor('k', 'memory', 'f32', [T, 3], { growth: { kind: 'append-token', size: T } });
    const v = tensor('v', 'memory', 'f32', [T, 4], { growth: { kind: 'append-token', size: T } });
    const out = temp('out', [h, e]), loss = temp('loss', []);
    const logit = div(sum([d], mul(load(q, h, d), load(k, t, d))), f32(1.7));
    const m = method('attention', { sizes: [T], tokens: T, tensors: [q, k, v, wk, c, out, loss], ops: [
      map(out, [h, e], softmaxSum([t], logit, load(v, t, e))),
      map(loss, [], sum([h, e], mul(load(out, h, e), mul(load(c, h, e), load(out, h, e))))),
    ] });
    for (const tokens of [1, 5]) expectGradients(m, loss, [q, k, v], { sizes: { T: tokens } });
  });

  it('passes nothing to masked logits', () => {
    const [t, s] = [axis('t', 4), axis('s', 4)];
    const a = input('a', 4, 4), v = input('v', 4), out = temp('out', [t]), loss = temp('loss', []);
    const masked = select(lt(s, t), load(a, t, s), f32(-Infinity));
    const m = made([a, v, out, loss], [map(out, [t], softmaxSum([s], masked, load(v, s))), map(loss, [], sum([t], mul(load(out, t), load(out, t))))]);
    const { method: grown, gradients } = expectGradients(m, loss, [a, v]);
    const gradient = gradients.get(a);
    const found = gradient && runInFloat64(grown, randomValues(m, {}, 1), {}).get(gradient);
    expect([...found ?? []].slice(0, 4)).toEqual([0, 0, 0, 0]);
  });

  it('differentiates the extrema of a range', () => {
    const [i, j] = [axis('i', 3), axis('j', 5)];
    const x = input('x', 3, 5), y = temp('y', [i]), z = temp('z', [i]), loss = temp('loss', []);
    const m = made([x, y, z, loss], [
      map(y, [i], reduce('max', [j], mul(load(x, i, j), load(x, i, j)))),
      map(z, [i], mul(exp(reduce('min', [j], sin(load(x, i, j)))), f32(2))),
      map(loss, [], sum([i], mul(load(y, i), load(z, i)))),
    ]);
    expectGradients(m, loss, [x]);
  });

  it('shares the gradient of an extremum equally among ties', () => {
    const j = axis('j', 4);
    const x = input('x', 4), loss = temp('loss', []);
    const m = made([x, loss], [map(loss, [], reduce('max', [j], load(x, j)))]);
    const { method: grown, gradients } = differentiate(m, loss, [x]);
    const gradient = gradients.get(x);
    expect([...gradient && runInFloat64(grown, new Map([[x, Float64Array.of(3, 1, 3, 2)]]), {}).get(gradient) || []]).toEqual([0.5, 0, 0.5, 0]);
  });

  it('counts the points of a sum that an operand does not depend on', () => {
    const N = size('N', 1, 8);
    const [i, n] = [axis('i', 3), axis('n', N)];
    const b = input('b', 3), y = temp('y', [n, i]), loss = temp('loss', []);
    const m = method('m', { sizes: [N], tensors: [b, y, loss], ops: [
      map(y, [n, i], add(load(b, i), convert(expr(n), 'f32'))),
      map(loss, [], div(sum([n, i], load(y, n, i)), convert(expr(N), 'f32'))),
    ] });
    expectGradients(m, loss, [b], { sizes: { N: 5 } });
  });
});

describe('places that are computed', () => {
  it('scatters what gathers read, through ids and offsets', () => {
    const [q, d, j] = [axis('q', 4), axis('d', 3), axis('j', 3)];
    const ids = tensor('ids', 'input', 'i32', [4], { idRange: 6 });
    const table = input('table', 6, 3), x = input('x', 4), w = input('w', 3, 3);
    const y = temp('y', [q]), loss = temp('loss', []);
    const m = made([ids, table, x, w, y, loss], [
      map(y, [q], mul(sum([d], mul(load(table, load(ids, q), d), sum([j], mul(load(w, d, j), load(table, load(ids, q), j))))), load(x, sub(3, q)))),
      map(loss, [], add(sum([q], mul(load(y, q), load(y, q))), mul(load(x, 2), load(w, 1, 1)))),
    ]);
    expectGradients(m, loss, [table, x, w], { fixed: new Map([[ids, Float64Array.of(5, 0, 5, 2)]]) });
  });

  it('differentiates rotary embeddings, whose partners are clamped', () => {
    const [t, i] = [axis('t', 2), axis('i', 6)];
    const x = input('x', 2, 6), c = input('c', 2, 6), y = temp('y', [t, i]), loss = temp('loss', []);
    const angle = mul(convert(add(t, 1), 'f32'), f32(0.3));
    const partner = select(lt(i, i32(3)), neg(load(x, t, min(add(i, 3), 5))), load(x, t, max(sub(i, 3), 0)));
    const m = made([x, c, y, loss], [
      map(y, [t, i], add(mul(load(x, t, i), cos(angle)), mul(partner, sin(angle)))),
      map(loss, [], sum([t, i], mul(mul(load(y, t, i), load(y, t, i)), load(c, t, i)))),
    ]);
    expectGradients(m, loss, [x]);
  });

  it('stays within ragged and partial ranges, 0 elsewhere', () => {
    const start = tensor('start', 'input', 'i32', [4]);
    const h = axis('h', 3);
    const e = range('e', load(start, h), load(start, add(h, 1)), 7);
    const n = range('n', 0, load(start, h), 7);
    const half = range('half', 0, 4, 4), inner = range('inner', 2, 6, 4);
    const x = input('x', 7), z = input('z', 3, 7), y = temp('y', [h]), part = temp('part', [h, n]), loss = temp('loss', []);
    const m = made([start, x, z, y, part, loss], [
      map(part, [h, n], mul(load(z, h, n), load(x, n))),
      map(y, [h], add(softmaxSum([e], load(x, e), load(z, h, e)), sum([n], sin(load(part, h, n))))),
      map(loss, [], add(sum([h], mul(load(y, h), load(y, h))), add(sum([half], mul(load(x, half), load(x, half))), sum([inner], exp(load(x, inner)))))),
    ]);
    expectGradients(m, loss, [x, z], { fixed: new Map([[start, Float64Array.of(0, 2, 2, 7)]]) });
  });

  it.each(['sum', 'max', 'min'] as const)('differentiates a scattered %s', (combine) => {
    const [e, k] = [axis('e', 6), axis('k', 3)];
    const doc = tensor('doc', 'input', 'i32', [6], { idRange: 3 });
    const x = input('x', 6), y = tensor('y', 'temp', 'f32', [3]), loss = temp('loss', []);
    const m = made([doc, x, y, loss], [
      scatter(y, [e], [load(doc, e)], combine, mul(load(x, e), sin(load(x, e)))),
      map(loss, [], sum([k], mul(load(y, k), load(y, k)))),
    ]);
    expectGradients(m, loss, [x], { fixed: new Map([[doc, Float64Array.of(0, 2, 1, 0, 2, 2)]]) });
  });

  it('takes the diagonal of a repeated index', () => {
    const i = axis('i', 3);
    const x = input('x', 3, 3), loss = temp('loss', []);
    expectGradients(made([x, loss], [map(loss, [], sum([i], exp(load(x, i, i))))]), loss, [x]);
  });
});

describe('versions and conditions', () => {
  const [i, j] = [axis('i', 3), axis('j', 3)];
  const state = (name: string): Tensor => tensor(name, 'memory', 'f32', [3], { growth: { kind: 'state' } });

  it('passes through a memory that is written on the way', () => {
    const x = input('x', 3), s = state('s'), loss = temp('loss', []);
    const m = made([x, s, loss], [
      map(s, [i], mul(load(x, i), load(x, i)), { stage: 'prepare' }),
      map(loss, [], sum([j], sin(load(s, j)))),
    ]);
    expectGradients(m, loss, [x]);
  });

  it('refuses values that a later statement has overwritten', () => {
    const x = input('x', 3), s = state('s'), loss = temp('loss', []);
    const m = made([x, s, loss], [map(loss, [], sum([j], mul(load(x, j), load(s, j)))), map(s, [i], load(x, i))]);
    expect(() => differentiate(m, loss, [x])).toThrow('x: overwritten');
    expect(() => differentiate({ ...m, ops: m.ops.slice(0, 1) }, loss, [x, s])).not.toThrow();
  });

  it('refuses to choose between the old and the new contents', () => {
    const x = input('x', 3), s = state('s'), a = temp('a', []), loss = temp('loss', []);
    const m = made([x, s, a, loss], [
      map(a, [], sum([j], load(s, j))), map(s, [i], load(x, i)), map(loss, [], add(load(a), sum([j], load(s, j)))),
    ]);
    expect(() => differentiate(m, loss, [s])).toThrow('s: two-versions');
  });

  it('refuses scans and what the loss does not depend on', () => {
    const x = input('x', 3), z = input('z', 3), y = temp('y', [i]), loss = temp('loss', []);
    const previous = load(y, max(sub(i, 1), 0));
    const scanned: Op = { ...map(y, [i], add(load(x, i), select(eq(i, 0), f32(0), previous))), sequential: i };
    const m = made([x, z, y, loss], [scanned, map(loss, [], add(sum([j], load(y, j)), sum([j], unary('floor', load(z, j)))))]);
    expect(() => differentiate(m, loss, [x])).toThrow('x: scan');
    expect(() => differentiate(m, loss, [z])).toThrow('z: independent');
    expect(differentiate(m, loss, [y]).gradients.size).toBe(1);
  });

  it('passes nothing through what did not run', () => {
    const N = size('N', 1, 8);
    const x = input('x', 3), y = temp('y', [i]), loss = temp('loss', []);
    const m = method('m', { sizes: [N], tensors: [x, y, loss], ops: [
      map(y, [i], mul(load(x, i), load(x, i)), { when: eq(N, 2) }),
      map(loss, [], sum([j], add(mul(load(x, j), load(x, j)), sin(load(y, j))))),
    ] });
    expectGradients(m, loss, [x], { sizes: { N: 2 } });
    expectGradients(m, loss, [x], { sizes: { N: 3 } });
    const { method: same } = differentiate(m, loss, [x], eq(N, 2));
    expect(same.ops.slice(m.ops.length).every((op) => op.when)).toBe(true);
  });

  it('shares adjoints between gradients of one loss', () => {
    const a = input('a', 3, 3), b = input('b', 3, 3), k = axis('k', 3);
    const y = temp('y', [i, j]), loss = temp('loss', []);
    const m = made([a, b, y, loss], [
      map(y, [i, j], sum([k], mul(load(a, i, k), load(b, k, j)))), map(loss, [], sum([i, j], exp(load(y, i, j)))),
    ]);
    const alone = [[a], [b]].map((by) => differentiate(m, loss, by).method.ops.length - m.ops.length);
    const both = differentiate(m, loss, [a, b]).method.ops.length - m.ops.length;
    expect(both).toBeLessThan((alone[0] ?? 0) + (alone[1] ?? 0));
    expect(differentiate(m, loss, [a, b, a, b]).method.ops.length - m.ops.length).toBe(both);
  });

  it('differentiates gradients again', () => {
    const x = input('x', 3), loss = temp('loss', []), g = temp('g', []);
    const m = made([x, loss], [map(loss, [], sum([j], exp(mul(load(x, j), load(x, j)))))]);
    const { method: once, gradients } = differentiate(m, loss, [x]);
    const first = gradients.get(x) ?? loss;
    const again = { ...once, tensors: [...once.tensors, g], ops: [...once.ops, map(g, [], sum([j], mul(load(first, j), load(first, j))), { stage: 'apply' })] };
    expectGradients(again, g, [x]);
  });
});

describe('random methods', () => {
  it.each(Array.from({ length: 24 }, (_, n) => n + 1))('number %i', (seed) => {
    const { method: m, loss, by, fixed } = randomMethod(new Random(seed));
    expect(verifyMethod(m)).toEqual([]);
    expectGradients(m, loss, by, { seed, fixed, sizes: { N: 3 } });
  });
});

/** A few operations over small axes: products, sums, extrema, softmax, gathers, choices, each reading results of earlier ones. */
function randomMethod(random: Random): { readonly method: Method; readonly loss: Tensor; readonly by: readonly Tensor[]; readonly fixed: ReadonlyMap<Tensor, Float64Array> } {
  const below = (n: number): number => Math.floor(random.next() * n);
  const N = size('N', 1, 4);
  const extents = [2, 3, N] as const;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] ?? (() => { throw new Error('empty'); })();
  const ids = [2, 3].map((n) => tensor(`ids${n}`, 'input', 'i32', [4], { idRange: n }));
  const count = tensor('count', 'input', 'i32', [4]);
  const start = Array.from({ length: 3 }, (_, n) => tensor(`in${n}`, 'input', 'f32', [pick(extents), pick(extents)]));
  const known: Tensor[] = [...start];
  const ops: Op[] = [];
  const sizeOf = (a: Axis): string => a.bound.key;
  const element = (scope: readonly Axis[]): Expr => {
    const from = pick(known);
    return load(from, ...from.shape.map((extent) => {
      const fitting = scope.filter((a) => sizeOf(a) === extent.key);
      if (fitting.length > 0 && below(6) > 0) return pick(fitting);
      const gather = ids.find((t) => t.idRange?.key === extent.key);
      return gather && below(2) > 0 ? load(gather, below(4)) : below(extent.key === 'N' ? 1 : 2);
    }));
  };
  const value = (scope: readonly Axis[], depth: number): Expr => {
    if (depth === 0) return below(8) === 0 ? f32(0.5) : element(scope);
    const next = (): Expr => value(scope, depth - 1);
    const bounded = (): Expr => tanh(next());
    switch (below(14)) {
      case 0: case 1: return mul(next(), next());
      case 2: return add(next(), next());
      case 3: return sub(next(), next());
      case 4: return div(next(), add(f32(1.5), mul(bounded(), f32(0.5))));
      case 5: return pick([sin, cos, tanh])(next());
      case 6: return exp(bounded());
      case 7: return rsqrt(add(f32(1), mul(bounded(), f32(0.7))));
      case 8: return max(next(), mul(next(), f32(0.9)));
      case 9: return select(and(le(element(scope), f32(0.3)), not(lt(element(scope), f32(-0.9)))), next(), next());
      default: {
        const extent = pick(extents);
        const ragged = typeof extent === 'number' && below(3) === 0;
        const over = ragged ? range('r', 0, min(load(count, below(4)), extent), extent) : axis('r', extent);
        const inner = [...scope, over];
        const body = (): Expr => value(inner, Math.min(depth - 1, 2));
        switch (below(5)) {
          case 0: return softmaxSum([over], body(), body());
          case 1: return ragged ? sum([over], body()) : reduce('max', [over], body());
          default: return sum([over], body());
        }
      }
    }
  };
  for (let n = 0; n < 3; n++) {
    const axes = [axis('i', pick(extents)), axis('j', pick(extents))].slice(0, 1 + below(2));
    const target = temp(`t${n}`, axes);
    ops.push(map(target, axes, value(axes, 3)));
    known.push(target);
  }
  const loss = temp('loss', []);
  const terms = known.map((t) => {
    const axes = t.shape.map((s, d) => axis(`l${d}`, s.key === 'N' ? N : Number(s.key)));
    return sum(axes, pick([sin, (x: Expr): Expr => mul(x, x), tanh])(load(t, ...axes)));
  });
  ops.push(map(loss, [], terms.reduce((a, b) => add(a, b))));
  const fixed = new Map<Tensor, Float64Array>([
    ...ids.map((t): [Tensor, Float64Array] => [t, Float64Array.from({ length: 4 }, () => below(Number(t.idRange?.key ?? Size.constant(1).key)))]),
    [count, Float64Array.from({ length: 4 }, () => below(4))],
  ]);
  return { method: method('random', { sizes: [N], tensors: [...ids, count, ...known, loss], ops }), loss, by: start, fixed };
}
