import type { Tensor } from '../ir/nodes.js';
import { emptyValue } from '../numerics/call-values.js';
import { toNumbers, type TensorData } from '../numerics/tensor-data.js';
import type { Comparison, Mismatch } from '../reference/index.js';

const SHOWN = 10;

/** Compares a memory before and after a step that must not change it. */
export function compareKept({ name }: Tensor, before: TensorData, after: TensorData): Comparison {
  const old = toNumbers(before);
  return compareWith(name, after, 'overwritten', (at) => old[at] ?? 0);
}

/** Looks whether a tensor that no step has written is empty: ids -1, all else zero. */
export function compareEmpty(tensor: Tensor, found: TensorData): Comparison {
  const value = emptyValue(tensor);
  return compareWith(tensor.name, found, 'not-cleared', () => value);
}

function compareWith(tensor: string, found: TensorData, reason: Mismatch['reason'], wanted: (at: number) => number): Comparison {
  const mismatches: Mismatch[] = [];
  let mismatchCount = 0;
  const values = toNumbers(found);
  values.forEach((got, at) => {
    const want = wanted(at);
    if (Object.is(got, want) || got === want) return;
    mismatchCount++;
    if (mismatches.length < SHOWN) mismatches.push({ tensor, index: indexOf(at, found.shape), got, want, bound: 0, reason });
  });
  return { ok: mismatchCount === 0, checked: values.length, total: values.length, worst: 0, largestError: 0, mismatches, mismatchCount };
}

function indexOf(at: number, shape: readonly number[]): readonly number[] {
  return shape.map((extent, d) => Math.floor(at / shape.slice(d + 1).reduce((a, b) => a * b, 1)) % extent);
}
