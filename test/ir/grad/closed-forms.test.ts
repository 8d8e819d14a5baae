import { describe, expect, it } from 'vitest';
import { add, axis, div, exp, f32, load, map, method, mul, neg, sub, sum, tanh, tensor } from '../../../src/ir/build.js';
import type { Axis, Expr, Op, Tensor } from '../../../src/ir/nodes.js';
import { expectGradients, randomValues } from './check.js';
import { runInFloat64 } from './float64.js';

const temp = (name: string, axes: readonly Axis[]): Tensor => tensor(name, 'temp', 'f32', axes.map((a) => a.bound));
const sigmoid = (x: Expr): Expr => div(1, add(1, exp(neg(x))));
const silu = (x: Expr): Expr => div(x, add(1, exp(neg(x))));
const gelu = (x: Expr): Expr => mul(mul(f32(0.5), x), add(1, tanh(mul(f32(0.7978845608028654), add(x, mul(mul(mul(f32(0.044715), x), x), x))))));

/** Largest difference of two tensors after a run. */
function expectSame(found: Float64Array | undefined, wanted: Float64Array | undefined): void {
  expect(found?.length).toBe(wanted?.length);
  found?.forEach((x, i) => { expect(x).toBeCloseTo(wanted?.[i] ?? NaN, 7); });
}

describe('linear regression', () => {
  it('has the gradient 2 (X^T (X w - y)) / n', () => {
    const [n, d] = [axis('n', 5), axis('d', 3)];
    const X = tensor('X', 'input', 'f32', [5, 3]), y = tensor('y', 'input', 'f32', [5]), w = tensor('w', 'weight', 'f32', [3]);
    const fit = temp('fit', [n]), loss = temp('loss', []);
    const error = sub(load(fit, n), load(y, n));
    const ops = [map(fit, [n], sum([d], mul(load(X, n, d), load(w, d)))), map(loss, [], div(sum([n], mul(error, error)), f32(5)))];
    const made = method('regression', { tensors: [X, y, w, fit, loss], ops });
    const { method: grown, gradients } = expectGradients(made, loss, [w, X]);
    const given = randomValues(made, {}, 7);
    const [xs, ys, ws] = [X, y, w].map((t) => given.get(t) ?? new Float64Array());
    const closed = Float64Array.from({ length: 3 }, (_, j) => Array.from({ length: 5 }, (_, i) => {
      const residual = [0, 1, 2].reduce((s, k) => s + (xs?.[i * 3 + k] ?? NaN) * (ws?.[k] ?? NaN), -(ys?.[i] ?? NaN));
      return 2 * residual * (xs?.[i * 3 + j] ?? NaN) / 5;
    }).reduce((a, b) => a + b));
    const gradient = gradients.get(w);
    const found = gradient && runInFloat64(grown, given, {}).get(gradient);
    expect(found?.length).toBe(3);
    found?.forEach((x, i) => { expect(x).toBeCloseTo(closed[i] ?? NaN, 5); });
  });
});

describe('LaCT', () => {
  it('has the three closed forms of the loss -<f(k), v> of SwiGLU fast weights', () => {
    const [T, D, H] = [6, 4, 5];
    const [t, d, h] = [axis('t', T), axis('d', D), axis('h', H)];
    const k = tensor('k', 'input', 'f32', [T, D]), v = tensor('v', 'input', 'f32', [T, D]);
    const w0 = tensor('w0', 'weight', 'f32', [H, D]), w1 = tensor('w1', 'weight', 'f32', [D, H]), w2 = tensor('w2', 'weight', 'f32', [H, D]);
    const u = temp('u', [t, h]), z = temp('z', [t, h]), f = temp('f', [t, d]), loss = temp('loss', []);
    const ops: Op[] = [
      map(u, [t, h], sum([d], mul(load(w0, h, d), load(k, t, d)))),
      map(z, [t, h], sum([d], mul(load(w2, h, d), load(k, t, d)))),
      map(f, [t, d], sum([h], mul(load(w1, d, h), mul(silu(load(u, t, h)), load(z, t, h))))),
      map(loss, [], neg(sum([t, d], mul(load(f, t, d), load(v, t, d))))),
    ];
    // The closed forms, with a minus for the loss.
    const e = temp('e', [t, h]), d0 = temp('d0', [h, d]), d1 = temp('d1', [d, h]), d2 = temp('d2', [h, d]);
    const s = sigmoid(load(u, t, h));
    const slope = mul(s, add(1, mul(load(u, t, h), sub(1, s))));
    const closed: Op[] = [
      map(e, [t, h], sum([d], mul(load(w1, d, h), load(v, t, d)))),
      map(d1, [d, h], neg(sum([t], mul(load(v, t, d), mul(silu(load(u, t, h)), load(z, t, h)))))),
      map(d2, [h, d], neg(sum([t], mul(mul(load(e, t, h), silu(load(u, t, h))), load(k, t, d))))),
      map(d0, [h, d], neg(sum([t], mul(mul(load(e, t, h), mul(load(z, t, h), slope)), load(k, t, d))))),
    ];
    const made = method('lact', { tensors: [k, v, w0, w1, w2, u, z, f, loss, e, d0, d1, d2], ops: [...ops, ...closed] });
    const { method: grown, gradients } = expectGradients(made, loss, [w0, w1, w2]);
    const values = runInFloat64(grown, randomValues(made, {}, 3), {});
    for (const [w, form] of [[w0, d0], [w1, d1], [w2, d2]] as const) {
      const gradient = gradients.get(w);
      expectSame(gradient && values.get(gradient), values.get(form));
    }
  });
});

describe('Titans', () => {
  it('has the surprise of a memory of two layers with GELU', () => {
    const [T, D, H] = [4, 3, 6];
    const [t, i, j, h] = [axis('t', T), axis('i', D), axis('j', D), axis('h', H)];
    const k = tensor('k', 'input', 'f32', [T, D]), v = tensor('v', 'input', 'f32', [T, D]);
    const m1 = tensor('m1', 'memory', 'f32', [H, D], { growth: { kind: 'state' } }), m2 = tensor('m2', 'memory', 'f32', [D, H], { growth: { kind: 'state' } });
    const pre = temp('pre', [t, h]), hidden = temp('hidden', [t, h]), out = temp('out', [t, i]), loss = temp('loss', []);
    const error = sub(load(out, t, i), load(v, t, i));
    const ops: Op[] = [
      map(pre, [t, h], sum([j], mul(load(m1, h, j), load(k, t, j)))),
      map(hidden, [t, h], gelu(load(pre, t, h))),
      map(out, [t, i], sum([h], mul(load(m2, i, h), load(hidden, t, h)))),
      map(loss, [], sum([t, i], mul(error, error))),
    ];
    const made = method('titans', { tensors: [k, v, m1, m2, pre, hidden, out, loss], ops });
    const { method: grown, gradients } = expectGradients(made, loss, [m1, m2, k]);
    // By hand: r = 2 (out - v); dM2 = r hidden^T; dM1 = (M2^T r * gelu'(pre)) k^T
    const given = randomValues(made, {}, 11);
    const values = runInFloat64(grown, given, {});
    const [K, V, M2, PRE, HID, OUT] = [k, v, m2, pre, hidden, out].map((x) => values.get(x) ?? new Float64Array());
    const at = (x: Float64Array | undefined, n: number): number => x?.[n] ?? NaN;
    const c = Math.fround(0.7978845608028654), q = Math.fround(0.044715);
    const slope = (x: number): number => {
      const th = Math.tanh(c * (x + q * x ** 3));
      return 0.5 * (1 + th) + 0.5 * x * (1 - th * th) * c * (1 + 3 * q * x * x);
    };
    const r = (a: number, b: number): number => 2 * (at(OUT, a * D + b) - at(V, a * D + b));
    const range = (n: number): readonly number[] => Array.from({ length: n }, (_, x) => x);
    const g2 = Float64Array.from(range(D * H), (n) => range(T).reduce((s, a) => s + r(a, Math.floor(n / H)) * at(HID, a * H + n % H), 0));
    const g1 = Float64Array.from(range(H * D), (n) => {
      const hh = Math.floor(n / D);
      return range(T).reduce((s, a) => s + range(D).reduce((p, b) => p + at(M2, b * H + hh) * r(a, b), 0) * slope(at(PRE, a * H + hh)) * at(K, a * D + n % D), 0);
    });
    const [f1, f2] = [m1, m2].map((m) => gradients.get(m));
    expectSame(f1 && values.get(f1), g1);
    expectSame(f2 && values.get(f2), g2);
  });
});
