import { describe, expect, it } from 'vitest';
import { compile } from './support.js';
import { expectClose, f32, methodOf, random, range, run, sum } from './run.js';

describe('repeat in a stage', () => {
  it('gives each round a tensor of its own; the last one keeps the name', () => {
    const text = `method m
      input x : f32[4]
      output y
      apply {
        y[i] = x[i]
        repeat r in 3 { y[i] = y[i] * 2.0 + r }
      }`;
    const [outputs] = run(text, { steps: [{ x: f32([4], [0, 1, 2, 3]) }] });
    expectClose(outputs?.['y'] ?? [], range(4).map((v) => 8 * v + 4));
    const { tensors } = methodOf(text);
    expect(tensors.filter((t) => t.name.startsWith('y')).map((t) => [t.name, t.role])).toEqual([['y_1', 'temp'], ['y_2', 'temp'], ['y_3', 'temp'], ['y', 'output']]);
  });

  it('reads what was defined in this round and in the one before, also behind the loop', () => {
    const text = `method m
      const C[r in 2, j in 2] = 1.0 + r + 10.0 * j
      input x : f32[3]
      output y
      apply {
        a[i] = x[i]
        repeat r in 2 {
          b[i] = a[i] * C[r, 0]
          repeat 2 { b[i] = b[i] + 1.0 }
          a[i] = b[i] + C[r, 1]
        }
        y[i] = a[i] - b[i]
      }`;
    const [outputs] = run(text, { steps: [{ x: random('x', 3) }] });
    expectClose(outputs?.['y'] ?? [], [12, 12, 12]);
  });

  it('takes the number of rounds from a constant, and sizes from the round', () => {
    const text = `method m
      const Rounds = 4
      input x : f32[8]
      output y
      apply {
        y = 0.0
        repeat r in Rounds { y = y + sum(i in r + 1) x[i] }
      }`;
    const x = random('x', 8);
    const [outputs] = run(text, { steps: [{ x }] });
    expectClose(outputs?.['y'] ?? [], [sum(range(4).flatMap((r) => range(r + 1).map((i) => x.at(i))))]);
  });

  it('makes selections anew', () => {
    const [outputs] = run(`method m
      input x : f32[6]
      output best, total
      apply {
        total = 0.0
        left[i] = x[i]
        repeat 3 {
          best = topk(i) left[i] count 1
          total = total + sum(i in best) left[i]
          left[i] = if (any(b in best) b == i) then -1000.0 else left[i]
        }
      }`, { steps: [{ x: f32([6], [3, 9, 1, 7, 5, 2]) }] });
    expect(outputs?.['best']).toEqual([4]);
    expectClose(outputs?.['total'] ?? [], [21]);
  });
});

describe('bodies of functions', () => {
  const matrix = random('m', 3, 5);
  const rows = (at: (i: number, j: number) => number, n: number, m: number): number[][] => range(n).map((i) => range(m).map((j) => at(i, j)));

  it('hold tensors and loops', () => {
    const [outputs] = run(`method m
      input x : f32[3, 5]
      output y
      fn powers(x[n, m], rounds = 2)[i, j] {
        total = sum(a, b) square(x[a, b])
        z[i, k] = x[i, k] / total
        repeat r in rounds {
          g[i, k] = sum(j) z[i, j] * x[k, j]
          z[i, j] = r + sum(k) g[i, k] * x[k, j]
        }
        = z[i, j]
      }
      apply { y[:, :] = powers(x) }`, { steps: [{ x: matrix }] });
    const x = rows(matrix.at, 3, 5);
    const at = (v: readonly (readonly number[])[], i: number, j: number): number => v[i]?.[j] ?? NaN;
    const total = sum(x.flat().map((v) => v * v));
    let z = x.map((row) => row.map((v) => v / total));
    for (const r of [0, 1]) {
      const g = range(3).map((i) => range(3).map((k) => sum(range(5).map((j) => at(z, i, j) * at(x, k, j)))));
      z = range(3).map((i) => range(5).map((j) => r + sum(range(3).map((k) => at(g, i, k) * at(x, k, j)))));
    }
    expectClose(outputs?.['y'] ?? [], z.flat());
  });

  it('run over the axes of their surroundings, also where these are ragged', () => {
    const x = random('x', 4, 6, 3);
    const [outputs] = run(`method m
      input x : f32[4, 6, 3]
      output y, z
      fn twice(x[n])[i] {
        s[k] = x[k] * 2.0
        repeat 2 { s[k] = s[k] + x[k] }
        = s[i] - sum(k) s[k]
      }
      apply {
        y[h, t, :] = twice(x[h, t, :])
        z[h] = sum(t in h + 1 .. 6, j) twice(x[h, t, :])[j]
      }`, { steps: [{ x }] });
    const value = (h: number, t: number, i: number): number => 4 * x.at(h, t, i) - sum(range(3).map((k) => 4 * x.at(h, t, k)));
    expectClose(outputs?.['y'] ?? [], range(4).flatMap((h) => range(6).flatMap((t) => range(3).map((i) => value(h, t, i)))));
    expectClose(outputs?.['z'] ?? [], range(4).map((h) => sum(range(6).filter((t) => t > h).flatMap((t) => range(3).map((j) => value(h, t, j))))));
  });

  it('may depend on the index of the result, and keep numbers of rounds short', () => {
    const x = random('x', 4);
    const [outputs] = run(`method m
      input x : f32[4]
      output y
      fn near(x[n])[i] {
        d[j] = square(x[i] - x[j])
        s = 1.0
        repeat 20 { s = 0.5 * s + s * s * 0.25 }
        = s + min(j) (if i == j then 100.0 else d[j])
      }
      apply { y[:] = near(x) }`, { steps: [{ x }] });
    let s = 1;
    range(20).forEach(() => { s = 0.5 * s + s * s * 0.25; });
    expectClose(outputs?.['y'] ?? [], range(4).map((i) => s + Math.min(...range(4).filter((j) => j !== i).map((j) => (x.at(i) - x.at(j)) ** 2))));
  });

  it('may scan', () => {
    const x = random('x', 2, 7);
    const [outputs] = run(`method m
      input x : f32[2, 7]
      output y
      fn smooth(x[n], keep = 0.5)[i] {
        s[t] = scan(t) keep * previous + x[t] from 1.0
        = s[i] * 2.0
      }
      apply { y[h, :] = smooth(x[h, :]) }`, { steps: [{ x }] });
    const expected = range(2).flatMap((h) => {
      let s = 1;
      return range(7).map((t) => 2 * (s = 0.5 * s + x.at(h, t)));
    });
    expectClose(outputs?.['y'] ?? [], expected);
  });

  it('take expressions over slices as arguments', () => {
    const [a, b] = [random('a', 2, 4), random('b', 2, 4)];
    const [outputs] = run(`method m
      input a, b : f32[2, 4]
      output y, z
      apply {
        y[h, :] = softmax(a[h, :] + 2.0 * b[h, :])
        z[h] = norm(a[h, :] - b[h, :])
      }`, { steps: [{ a, b }] });
    expectClose(outputs?.['y'] ?? [], [0, 1].flatMap((h) => {
      const e = range(4).map((i) => Math.exp(a.at(h, i) + 2 * b.at(h, i)));
      return e.map((v) => v / sum(e));
    }));
    expectClose(outputs?.['z'] ?? [], [0, 1].map((h) => Math.hypot(...range(4).map((i) => a.at(h, i) - b.at(h, i)))));
  });
});

describe('what repeat rejects', () => {
  const head = 'method m\ninput x : f32[4]\noutput y\n';
  const codes = (text: string): readonly string[] => compile(text).diagnostics.filter((d) => d.severity === 'error').map((d) => d.code);
  it('other shapes, other conditions, a second definition in a round, too many rounds, writes', () => {
    expect(codes(`${head}apply { a[i] = x[i]\nrepeat 2 { a[i, j] = x[i] * x[j] }\ny = a[0, 0] }`)).toEqual(['MPC2233']);
    expect(codes(`${head}apply { y = x[0]\nrepeat 2 { y = y + 1.0\ny = y + 2.0 } }`)).toEqual(['MPC2002']);
    expect(codes(`${head}apply { y = x[0]\nrepeat 100 { y = y + 1.0 } }`)).toEqual(['MPC2231']);
    expect(codes(`${head}size N in 1 .. 9\nmemory k : f32[N, 4] append per token\nprepare { repeat 2 { k <- x } }\napply { y = sum(n, i) k[n, i] }`)).toEqual(['MPC2232']);
    expect(codes(`${head}fn f(x[n])[i] {\n a[j] = x[j]\n a[j] = x[j] * 2.0\n = a[i] }\napply { y = sum(i) f(x)[i] }`)).toEqual(['MPC2002']);
  });
});
