import { describe, expect, it } from 'vitest';
import { expectClose, i32, methodOf, random, range, run } from './run.js';
import { compile } from './support.js';

describe('scan', () => {
  it('goes along one index, the others are independent', () => {
    const [x, decay, start] = [random('x', 6, 3), random('decay', 6), random('start', 3)];
    const text = `method m
      size T in 1 .. 100
      input x : f32[T, 3]
      input decay : f32[T]
      input start : f32[3]
      output s, last
      apply {
        s[t, i] = scan(t) decay[t] * previous + x[t, i] from start[i]
        last[i] = s[T - 1, i]
      }`;
    const [outputs] = run(text, { steps: [{ x, decay, start }] });
    const expected: number[][] = [];
    let s = range(3).map((i) => start.at(i));
    for (const t of range(6)) expected.push(s = s.map((v, i) => decay.at(t) * v + x.at(t, i)));
    expectClose(outputs?.['s'] ?? [], expected.flat());
    expectClose(outputs?.['last'] ?? [], s);
    const op = methodOf(text).ops[0];
    expect(op?.kind === 'map' && op.sequential === op.axes[0]).toBe(true);
  });

  it('starts at 0 and stays an integer where all is', () => {
    const text = `method m
      input n : i32[5]
      output total, half
      apply {
        total[i] = scan(i) previous + n[i]
        half[i] = scan(i) 0.5 * previous + n[i] from 2
      }`;
    const [outputs] = run(text, { steps: [{ n: i32([5], [3, 1, 4, 1, 5]) }] });
    expect(outputs?.['total']).toEqual([3, 4, 8, 9, 14]);
    expectClose(outputs?.['half'] ?? [], [4, 3, 5.5, 3.75, 6.875]);
    expect(methodOf(text).tensors.map((t) => t.dtype)).toEqual(['i32', 'i32', 'f32']);
  });

  it('may hold reductions over the value before', () => {
    const x = random('x', 4, 2);
    const [outputs] = run('method m\ninput x : f32[4, 2]\noutput s\napply { s[t] = scan(t in 4) max(j) (x[t, j] + 0.5 * previous) }', { steps: [{ x }] });
    let s = 0;
    expectClose(outputs?.['s'] ?? [], range(4).map((t) => (s = Math.max(x.at(t, 0), x.at(t, 1)) + 0.5 * s)));
  });

  it.each([
    ['MPC2235', 's[i] = scan(t) previous + x[i, 0]'],
    ['MPC2236', 's[t, i] = scan(t) previous + x[t, i] from x[t, i]'],
    ['MPC2237', 's[t, i] = scan(t) previous + softmax(x[t, :] * previous)[i]'],
    ['MPC2101', 's[t, i] = scan(t) x[t, i] > 0.0'],
  ])('reports %s', (code, statement) => {
    const { diagnostics } = compile(`method m\ninput x : f32[4, 2]\noutput s\napply { ${statement} }`);
    expect(diagnostics.map((d) => d.code)).toContain(code);
  });
});
