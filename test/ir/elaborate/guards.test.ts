import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/ir/nodes.js';
import { loadsOf } from '../../../src/ir/visit.js';
import { compile } from './support.js';
import { expectClose, i32, methodOf, random, range, run } from './run.js';

const HEAD = 'method m\nsize N in 1 .. 100\ninput x : f32[N]\ninput n : i32[4]\noutput y\n';

describe('indices that a condition keeps in range', () => {
  it.each([
    ['y[t] = if t >= 1 then x[t - 1] else 0.0 for t in N', (x: number[]) => x.map((_, t) => x[t - 1] ?? 0)],
    ['y[t] = if t == 0 then 0.0 else x[t - 1] for t in N', (x: number[]) => x.map((_, t) => x[t - 1] ?? 0)],
    ['y[t] = if t + 2 < N then x[t + 2] else -1.0 for t in N', (x: number[]) => x.map((_, t) => x[t + 2] ?? -1)],
    ['y[t] = if not (t < 3 or t > N - 2) then x[t - 3] + x[t + 1] else 0.0 for t in N', (x: number[]) => x.map((_, t) => (t < 3 || t > x.length - 2 ? 0 : (x[t - 3] ?? NaN) + (x[t + 1] ?? NaN)))],
    ['y[t] = if t >= 2 and x[t - 2] > 0.0 then 1.0 else 0.0 for t in N', (x: number[]) => x.map((_, t) => Number((x[t - 2] ?? -1) > 0))],
    ['y[t] = sum(u in N) if 2 * u <= t then x[t - 2 * u] else 0.0 for t in N', (x: number[]) => x.map((_, t) => x.reduce((s, _v, u) => s + (2 * u <= t ? x[t - 2 * u] ?? NaN : 0), 0))],
    ['y[i] = if n[i] >= 0 and n[i] < N then x[n[i]] else 7.0', (x: number[]) => [5, -1, 100, 2].map((v) => x[v] ?? 7)],
    ['best = topk(t in N) x[t - 1] count 9 where t > 0\ny[i] = f32(best[i])', (x: number[]) => {
      const order = range(x.length).slice(1).sort((a, b) => (x[b - 1] ?? 0) - (x[a - 1] ?? 0));
      return [...order, ...Array<number>(9 - order.length).fill(-1)];
    }],
    ['late = { t in N | t > 0 and x[t - 1] > 0.0 }\ny[t] = if any(s in late) s == t then 1.0 else 0.0 for t in N', (x: number[]) => x.map((_, t) => Number((x[t - 1] ?? -1) > 0))],
  ])('%s', (statements, expected) => {
    const x = random('x', 9);
    const [outputs] = run(`${HEAD}apply { ${statements}\n_u = n[0] + x[0] }`, { steps: [{ x, n: i32([4], [5, -1, 100, 2]) }] });
    expectClose(outputs?.['y'] ?? [], expected(range(9).map((i) => x.at(i))));
  });

  it('are limited, as back ends may compute both branches', () => {
    const method = methodOf(`${HEAD}apply { y[t] = if t >= 1 then x[t - 1] else f32(n[0]) for t in N }`);
    const index = (e: Expr | undefined): string => (e?.kind === 'binary' ? e.op : e?.kind ?? '');
    expect(method.ops.flatMap((op) => loadsOf(op)).map((l) => [l.tensor.name, index(l.indices[0])])).toEqual([['x', 'max'], ['n', 'const']]);
  });

  it('hold under `when` without a limit, for the host decides', () => {
    const method = methodOf('method m\nsize N in 1 .. 9\ninput x : f32[N]\noutput y\napply { when N >= 4 { y = x[3] } }');
    expect(method.ops.flatMap((op) => loadsOf(op)).map((l) => l.indices[0]?.kind)).toEqual(['const']);
  });

  it('know that a multiple of a block is at least one block', () => {
    const method = methodOf('method m\nsize N in 1 .. 99\ninput x : f32[N]\ninput p : f32[N / 8 + 1]\noutput y\napply { when N % 8 == 0 { y = (sum(j in 8) x[N - 8 + j]) + p[N / 8 - 1] + x[8 * (N / 8) - 1] } }');
    expect(method.ops).toHaveLength(1);
    const { diagnostics } = compile('method m\nsize N in 1 .. 99\ninput x : f32[N]\noutput y\napply { when N % 8 == 1 { y = x[N - 8] } }');
    expect(diagnostics.map((d) => d.code)).toEqual(['MPC2204']);
  });

  it('say whether an entry of a selection is valid', () => {
    const x = random('x', 6);
    const [outputs] = run(`method m
      input x : f32[6]
      output y
      apply {
        picked = { t | x[t] > 0.0 }
        y[i] = if i < count(picked) then x[picked[i]] else 0.0 for i in 6
      }`, { steps: [{ x }] });
    const picked = range(6).filter((t) => x.at(t) > 0);
    expectClose(outputs?.['y'] ?? [], range(6).map((i) => (i < picked.length ? x.at(picked[i] ?? 0) : 0)));
  });

  it.each([
    'y[t] = if t >= 1 then x[t - 2] else 0.0 for t in N',
    'y[t] = (if t >= 1 then 0.0 else x[t - 1]) for t in N',
    'y[t] = if x[0] > 0.0 then x[t + 1] else 0.0 for t in N',
    'y[t] = if t >= 1 or n[0] > 0 then x[t - 1] else 0.0 for t in N',
    'y[t] = (if t >= 1 then 1.0 else 0.0) * x[t - 1] for t in N',
  ])('are still refused where it does not: %s', (statement) => {
    const { diagnostics } = compile(`${HEAD}apply { ${statement}\n_u = n[0] + x[0] }`);
    expect(diagnostics.map((d) => d.code)).toEqual(['MPC2204']);
  });
});
