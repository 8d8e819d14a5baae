import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/dsl/parse.js';
import { elaborate } from '../../../src/ir/elaborate/index.js';
import type { Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { opDefines, opReads } from '../../../src/ir/visit.js';
import { library } from '../elaborate/support.js';
import { randomValues } from './check.js';
import { elementsOf, runInFloat64, type Sizes } from './float64.js';

function compile(text: string, constants: Readonly<Record<string, number>> = {}): Method {
  const parsed = parse(text, 'test.mp');
  const { method, diagnostics } = elaborate(parsed.file, library, constants);
  expect([...parsed.diagnostics, ...diagnostics].map((d) => `${d.code} ${d.message}`)).toEqual([]);
  if (!method) throw new Error('it does not compile');
  return method;
}

/** The gradients that the text asks for, by what they are called, against differences of the loss in float64. */
function check(method: Method, sizes: Sizes, wanted: readonly (readonly [gradient: string, loss: string, by: string])[]): void {
  const find = (name: string): Tensor => method.tensors.find((t) => t.name === name) ?? (() => { throw new Error(`no ${name}`); })();
  const given = randomValues(method, sizes, 5);
  const values = runInFloat64(method, given, sizes);
  for (const [gradient, lossName, by] of wanted) {
    const [g, loss, w] = [find(gradient), find(lossName), find(by)];
    const last = method.ops.findIndex((op) => opDefines(op).includes(loss));
    const writer = method.ops.findIndex((op) => opDefines(op).includes(w));
    const up = leadingTo(method.ops.slice(0, last + 1), loss);
    const lossAt = (i: number, step: number): number => {
      const moved = (values.get(w) ?? new Float64Array()).slice();
      moved[i] = (moved[i] ?? 0) + step;
      // A result is changed after it is computed: what computes it is left out.
      const ops = w.role === 'temp' ? up.filter((op) => op !== method.ops[writer]) : up;
      const start = w.role === 'memory' ? (given.get(w) ?? moved).map((x, n) => (n === i ? x + step : x)) : moved;
      return runInFloat64({ tensors: method.tensors, ops }, new Map([...given, [w, start]]), sizes).get(loss)?.[0] ?? NaN;
    };
    const count = elementsOf(w, sizes);
    const h = 2 ** -13;
    for (let i = 0; i < count; i += Math.max(1, Math.floor(count / 3))) {
      const slope = (8 * (lossAt(i, h) - lossAt(i, -h)) - (lossAt(i, 2 * h) - lossAt(i, -2 * h))) / (12 * h);
      expect(Math.abs((values.get(g)?.[i] ?? NaN) - slope), `${gradient}[${i}]`).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
    }
  }
}

/** What is needed to compute a tensor. */
function leadingTo(ops: readonly Op[], result: Tensor): readonly Op[] {
  const needed = new Set([result]);
  return [...ops].reverse().filter((op) => {
    const wanted = opDefines(op).some((t) => needed.has(t));
    if (wanted) opReads(op).forEach((t) => needed.add(t));
    return wanted;
  }).reverse();
}

describe('grad in a text', () => {
  it('is a tensor of the shape of what it is by', () => {
    const method = compile(`method m
size N in 1..8
input x : f32[N, 4], y : f32[N]
weight w : f32[4], b : f32
output g, part, scaled, slope
apply {
  error[n] = (sum(i) w[i] * x[n, i]) + b - y[n]
  loss     = mean(n) square(error[n])
  g[:]     = grad(loss, w)
  part     = grad(loss, w)[2]
  scaled[:] = 0.5 * grad(loss, w) + w[:]
  slope    = grad(loss, b)
}`.replace('x : f32[N, 4], y : f32[N]', 'x : f32[N, 4]\ninput y : f32[N]').replace('w : f32[4], b : f32', 'w : f32[4]\nweight b : f32'));
    check(method, { N: 3 }, [['g', 'loss', 'w'], ['slope', 'loss', 'b']]);
    const values = runInFloat64(method, randomValues(method, { N: 3 }, 2), { N: 3 });
    const of = (name: string): readonly number[] => [...values.get(method.tensors.find((t) => t.name === name) as Tensor) ?? []];
    expect(of('part')[0]).toBe(of('g')[2]);
    expect(of('scaled')[1]).toBeCloseTo(0.5 * (of('g')[1] ?? NaN) + (of('w')[1] ?? NaN), 9);
    // The three uses share one gradient.
    expect(method.tensors.filter((t) => t.name.startsWith('grad_w'))).toHaveLength(1);
  });

  it('works inside functions and repeats', () => {
    const method = compile(`method m
const Rate = 0.125
input k, v : f32[5, 4]
weight start : f32[4, 4]
output g0, loss0, wrong
fn off(w[a, b], x[n, b], y[n, a]) = sum(n, i) square((sum(j) w[i, j] * x[n, j]) - y[n, i])
apply {
  loss0 = off(start, k, v)
  g0[:, :] = grad(loss0, start)
  w[i, j] = start[i, j]
  repeat 3 {
    loss = off(w, k, v)
    g[:, :] = grad(loss, w)
    w[i, j] = w[i, j] - Rate * g[i, j] / 8.0
  }
  wrong = off(w, k, v)
}`);
    check(method, {}, [['g0', 'loss0', 'start']]);
    const values = runInFloat64(method, randomValues(method, {}, 4), {});
    const of = (name: string): number => values.get(method.tensors.find((t) => t.name === name) as Tensor)?.[0] ?? NaN;
    expect(of('wrong')).toBeLessThan(0.8 * of('loss0'));
  });
});

describe('grad in the examples', () => {
  const read = (path: string): string => readFileSync(path, 'utf8');

  it('gives the three gradients of LaCT', () => {
    const method = compile(read('examples/lact/lact.mp'), { M: 4, H: 1, D: 4 });
    check(method, { C: 2, N: 7 }, [['g0', 'loss0', 'w0'], ['g1', 'loss1', 'w1'], ['g2', 'loss2', 'w2']]);
  });

  it('gives the surprise of Titans', () => {
    const method = compile(read('examples/titans-mac/titans_mac.mp'), { S: 2, D: 4, H: 1, E: 4, Fixed: 2, A: 1 });
    check(method, { N: 4 }, [['g', 'change', 'frozen'], ['p', 'shock', 'frozen']]);
  });
});
