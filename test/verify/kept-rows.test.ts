import { describe, expect, it } from 'vitest';
import { fromNumbers } from '../../src/numerics/tensor-data.js';
import { compareKeptRows, currentRow } from '../../src/verify/kept-rows.js';
import { compileWhole, exampleSource } from '../support/examples.js';

const { method } = await compileWhole(exampleSource('seer_attention_r.mp'));
const memory = (name: string): (typeof method.tensors)[number] => method.tensors.find((t) => t.name === name) ?? expect.fail(name);

describe('currentRow', () => {
  it.each([
    ['keys', 65, 64], ['open', 65, 0], ['open', 64, 63], ['gate', 64, 0], ['gate', 65, undefined], ['gate', 192, 2], ['w_q', 5, undefined],
  ])('%s at %d tokens: %s', (name, tokens, row) => {
    expect(currentRow(memory(name).growth, tokens)).toBe(row);
  });
});

describe('compareKeptRows', () => {
  const rows = (...values: number[]): ReturnType<typeof fromNumbers> => fromNumbers('f32', [values.length / 2, 2], values);

  it('lets a step write its own row, and wants new rows to be zero', () => {
    expect(compareKeptRows(memory('keys'), 2, rows(1, 2), rows(1, 2, 3, 4)).ok).toBe(true);
    expect(compareKeptRows(memory('gate'), 65, rows(1, NaN), rows(1, NaN, 0, 0)).ok).toBe(true);
  });

  it('tells what was overwritten', () => {
    expect(compareKeptRows(memory('keys'), 2, rows(1, 2), rows(1, 5, 3, 4))).toMatchObject({
      ok: false, mismatchCount: 1, mismatches: [{ tensor: 'keys', index: [0, 1], got: 5, want: 2, reason: 'overwritten' }],
    });
    expect(compareKeptRows(memory('gate'), 65, rows(1, 2), rows(1, 2, 0, 9)).mismatches).toMatchObject([{ index: [1, 1], want: 0 }]);
  });
});
