import type { DType } from '../../src/numerics/dtype.js';
import { fromNumbers, type TensorData } from '../../src/numerics/tensor-data.js';
import { seededBits, seededNumbers as values } from '../../examples/support/random.js';

/**
 * Seeded test data, the same numbers as test/oracles/seeded.py makes. A value is an f32 in [-1, 1) with 24 bits, exact in f32
 * and still exact when scaled by a power of two.
 */
export { seededBits };

/** Values in [-scale, scale). */
export function seededNumbers(name: string, step: number, count: number, scale = 1): number[] {
  return Array.from(values(name, step, count, scale));
}

/** A tensor of seeded values, rounded to `dtype`. */
export function seeded(name: string, step: number, dtype: DType, shape: readonly number[], scale = 1): TensorData {
  return fromNumbers(dtype, shape, seededNumbers(name, step, shape.reduce((a, b) => a * b, 1), scale));
}

/** Ids 0 .. end - 1. */
export function seededIds(name: string, step: number, shape: readonly number[], end: number): TensorData {
  const count = shape.reduce((a, b) => a * b, 1);
  return fromNumbers('i32', shape, Array.from(seededBits(name, step, count), (x) => x % end));
}
