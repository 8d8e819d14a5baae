import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/ir/nodes.js';
import { loadsOf } from '../../../src/ir/visit.js';
import { compile } from './support.js';
import { expectClose, f32, i32, methodOf, random, range, run } from './run.js';

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

  it('follow the value of a choice', () => {
    const [outputs] = run('method m\nsize N in 1 .. 100\ninput x : f32[N]\noutput y\napply { slot = if N < 8 then N else 3\n s[i] = if i > 2 then i - 3 else i for i in 8\n table[i] = i * 1.0 for i in 8\n y[i] = table[slot] + 0.0 * x[0] + table[s[i]] for i in 8 }', { steps: [{ x: random('x', 9) }] });
    expectClose(outputs?.['y'] ?? [], range(8).map((i) => 3 + (i > 2 ? i - 3 : i)));
  });

  const COUNTED = 'method m\nsize N in 1 .. 64\nstep N\nconst E = 3\ninput x : f32\nmemory used : id<E + 1> state\nmemory s : f32[E] state\noutput y\n';
  it('hold under conditions on data, also with a name', () => {
    const steps = range(5).map((i) => ({ x: f32([], [i + 1]) }));
    for (const body of [
      'when used < E { s[used] <- x\n used <- used + 1 }',
      'when x > 0.0 and used < E { s[used] <- x\n used += 1 }',
      'free = x > 0.0 and used < E\n when free { s[used] <- x }\n used <- if free then used + 1 else used',
      'full = used >= E\n when not full { s[used] <- x }\n used <- if full then used else used + 1',
    ]) expectClose(run(`${COUNTED}prepare { ${body}\n y[i] = s[i] }`, { steps }).at(-1)?.['y'] ?? [], [1, 2, 3]);
  });

  it.each([
    ['a memory that was written since', 'when used < E { used <- used + 1\n s[used] <- x }'],
    ['a condition that says less', 'when used <= E { s[used] <- x }'],
    ['a flag that may not have been computed', 'when x > 0.0 { full = used >= E }\n when not full { s[used] <- x }'],
  ])('do not hold for %s', (_, body) => {
    const { diagnostics } = compile(`${COUNTED}prepare { ${body}\n y[i] = s[i] }`);
    expect(diagnostics.map((d) => d.code)).toContain('MPC2204');
  });

  it('know what was chosen among positions', () => {
    const x = random('x', 2, 6);
    const text = (row: string): string => `method m
      input x : f32[2, 6]
      output y
      apply {
        best[h] = topk(t) x[h, t] count 4
        odd[h] = { i in count(best[h]) | i % 2 == 1 }
        y[h] = sum(i in odd[${row}]) x[h, best[h, i]]
      }`;
    const sorted = range(2).map((h) => range(6).map((t) => x.at(h, t)).sort((a, b) => b - a));
    const [outputs] = run(text('h'), { steps: [{ x }] });
    expectClose(outputs?.['y'] ?? [], sorted.map((row) => (row[1] ?? 0) + (row[3] ?? 0)));
    expect(compile(text('1 - h')).diagnostics.map((d) => d.code)).toEqual(['MPC2204']);
  });

  it('take rows from the ranges of their lists', () => {
    const statics = { start: i32([4], [0, 2, 2, 5]), weight: f32([3], [1, 2, 3]), x: f32([5], [1, 2, 3, 4, 5]) };
    const text = `method m
      size Rows in 1 .. 9
      size Entries in 0 .. 99
      memory x : f32[Entries] static
      memory start : id<Entries + 1>[Rows + 1] static
      memory weight : f32[Rows] static
      output y, z
      apply {
        y[r] = weight[r] * sum(e in start[r] .. start[r + 1]) x[e]
        z[e % 2] += weight[r] * x[e] for r, e in start[r] .. start[r + 1]
      }`;
    const [outputs] = run(text, { statics, steps: [{}] });
    expectClose(outputs?.['y'] ?? [], [3, 0, 36]);
    expectClose(outputs?.['z'] ?? [], [1 + 9 + 15, 2 + 12]);
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
