import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileConditions, sizeText, solveFor } from '../../src/runtime/size-eval.js';

describe('solveFor', () => {
  it('finds the size behind a linear extent', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: -9, max: 9 }), fc.nat(1000), (a, b, n) => {
      expect(solveFor(sizeText(`${a} * N + ${Math.abs(b)}`), a * n + Math.abs(b), {})).toEqual({ name: 'N', value: n });
      expect(solveFor(sizeText(`M * N`), a * n, { M: a })).toEqual({ name: 'N', value: n });
    }));
  });

  it.each([
    ['floor((N + 63) / 64)', 1, {}], // many sizes have one block
    ['N * N', 4, {}],
    ['N * M', 4, {}],
    ['2 * N', 5, {}],
    ['N', 5, { N: 4 }],
    ['min(N, 4)', 2, {}],
    ['N * mod(N, 2)', 3, {}],
    ['7', 7, {}],
  ])('leaves %s = %i alone', (text, value, sizes) => {
    expect(solveFor(sizeText(text), value, sizes)).toBeUndefined();
  });
});

describe('conditions', () => {
  it.each([['lt', [true, false, false]], ['le', [true, true, false]], ['eq', [false, true, false]], ['ne', [true, false, true]]] as const)('%s', (op, holds) => {
    const runs = compileConditions([{ left: 'mod(N, 10)', op, right: 'K' }]);
    expect([14, 15, 16].map((N) => runs({ N, K: 5 }))).toEqual(holds);
  });

  it('hold all together, and always where there are none', () => {
    const runs = compileConditions([{ left: 'N', op: 'le', right: '9' }, { left: 'mod(N, 2)', op: 'eq', right: '0' }]);
    expect([8, 9, 10].map((N) => runs({ N }))).toEqual([true, false, false]);
    expect(compileConditions([])({})).toBe(true);
  });

  it('need every size', () => {
    expect(() => compileConditions([{ left: 'N', op: 'eq', right: '0' }])({})).toThrow('no value for size N');
  });
});
