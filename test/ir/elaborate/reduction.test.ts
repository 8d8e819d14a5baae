import { describe, expect, it } from 'vitest';
import { compile } from './support.js';
import { f32, expectClose, random, range, run } from './run.js';

describe('reductions', () => {
  it('any and all of conditions; over nothing, none and all', () => {
    const [outputs] = run(`method m
      input x : f32[2, 3]
      output y
      apply {
        some[h] = any(i) x[h, i] > 2.0
        every[h] = all(i) (x[h, i] > 0.0 and x[h, i] < 10.0)
        nothing = any(i in 0) x[0, i] > 0.0
        whole = all(i in 0) x[0, i] > 0.0
        y[h] = (if some[h] then 1 else 0) + (if every[h] then 2 else 0) + (if nothing then 4 else 0) + (if whole then 8 else 0)
      }`, { steps: [{ x: f32([2, 3], [1, 2, 3, 1, -2, 2]) }] });
    expect(outputs?.['y']).toEqual([11, 8]);
  });

  it('logsumexp does not overflow', () => {
    const x = random('x', 3, 4);
    const text = 'method m\ninput x : f32[3, 4]\noutput y\napply { y[h] = logsumexp(i) x[h, i] * 1000.0 }';
    const [outputs] = run(text, { steps: [{ x }] });
    expectClose(outputs?.['y'] ?? [], range(3).map((h) => {
      const values = range(4).map((i) => x.at(h, i) * 1000);
      const peak = Math.max(...values);
      return peak + Math.log(values.reduce((s, v) => s + Math.exp(v - peak), 0));
    }), 2);
    const [nothing] = run('method m\ninput x : f32[3, 4]\noutput y\napply { y = logsumexp(i in 0) x[0, i] }', { steps: [{ x }] });
    expect(nothing?.['y']).toEqual([-Infinity]);
    const none = f32([3, 4], Array<number>(12).fill(-Infinity));
    expect(run(text, { steps: [{ x: none }] })[0]?.['y']).toEqual([-Infinity, -Infinity, -Infinity]);
  });

  it.each([
    ['MPC2230', 'y = x[argmax(i) x[i]]'], ['MPC2101', 'y = if any(i) x[i] then 1.0 else 0.0'], ['MPC2101', 'y = logsumexp(i) (x[i] > 0.0)'],
  ])('report %s', (code, statement) => {
    expect(compile(`method m\ninput x : f32[4]\noutput y\napply { ${statement} }`).diagnostics.map((d) => d.code)).toEqual([code]);
  });
});
