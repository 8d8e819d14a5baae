import type { Growth, Tensor } from '../ir/nodes.js';
import { toNumbers, type TensorData } from '../numerics/tensor-data.js';
import type { Comparison, Mismatch } from '../reference/index.js';

/** The row of a memory that a step writes which makes it hold `tokens` tokens; undefined if none. */
export function currentRow(growth: Growth | undefined, tokens: number): number | undefined {
  switch (growth?.kind) {
    case 'append-token': return tokens - 1;
    case 'append-block': return tokens % growth.block === 0 ? tokens / growth.block - 1 : undefined;
    case 'ring': return (tokens - 1) % growth.rows;
    default: return undefined;
  }
}

const SHOWN = 10;

/** Compares a memory before and after a step, without the row that the step writes: all others keep what they hold, new ones are zero. */
export function compareKeptRows({ name, growth }: Tensor, tokens: number, before: TensorData, after: TensorData): Comparison {
  const width = after.shape.slice(1).reduce((a, b) => a * b, 1);
  const written = currentRow(growth, tokens);
  const old = toNumbers(before);
  const mismatches: Mismatch[] = [];
  let mismatchCount = 0;
  toNumbers(after).forEach((got, at) => {
    const row = Math.floor(at / width);
    const want = old[at] ?? 0;
    if (row === written || Object.is(got, want) || got === want) return;
    mismatchCount++;
    if (mismatches.length < SHOWN) mismatches.push({ tensor: name, index: indexOf(at, after.shape), got, want, bound: 0, reason: 'overwritten' });
  });
  return { ok: mismatchCount === 0, checked: 0, worst: 0, largestError: 0, mismatches, mismatchCount };
}

function indexOf(at: number, shape: readonly number[]): readonly number[] {
  return shape.map((extent, d) => Math.floor(at / shape.slice(d + 1).reduce((a, b) => a * b, 1)) % extent);
}
