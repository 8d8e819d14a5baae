import { describe, expect, it } from 'vitest';
import * as ir from '../../src/ir/build.js';
import { fromNumbers } from '../../src/numerics/tensor-data.js';
import { compareEmpty, compareKept } from '../../src/verify/unchanged.js';

const rows = (...values: number[]): ReturnType<typeof fromNumbers> => fromNumbers('f32', [values.length / 2, 2], values);
const memory = ir.tensor('keys', 'memory', 'f32', [2, 2]);

describe('compareKept', () => {
  it('wants what was there, NaN too', () => {
    expect(compareKept(memory, rows(1, NaN, 0, 0), rows(1, NaN, 0, -0)).ok).toBe(true);
  });

  it('tells what was overwritten', () => {
    expect(compareKept(memory, rows(1, 2, 0, 0), rows(1, 5, 0, 4))).toMatchObject({
      ok: false, mismatchCount: 2,
      mismatches: [{ tensor: 'keys', index: [0, 1], got: 5, want: 2, reason: 'overwritten' }, { index: [1, 1], got: 4, want: 0 }],
    });
  });
});

describe('compareEmpty', () => {
  it('wants zeros, and -1 where there are ids', () => {
    const ids = ir.tensor('best', 'output', 'i32', [3], { idRange: 8 });
    expect(compareEmpty(memory, rows(0, 0)).ok).toBe(true);
    expect(compareEmpty(ids, fromNumbers('i32', [3], [-1, -1, -1])).ok).toBe(true);
    expect(compareEmpty(ids, fromNumbers('i32', [3], [-1, 0, -1])).mismatches).toMatchObject([{ index: [1], got: 0, want: -1, reason: 'not-cleared' }]);
  });
});
