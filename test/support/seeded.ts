import type { DType } from '../../src/numerics/dtype.js';
import { fromNumbers, type TensorData } from '../../src/numerics/tensor-data.js';

/**
 * Seeded test data, the same numbers as test/oracles/seeded.py makes. A value is an f32 in [-1, 1) with 24 bits, exact in f32
 * and still exact when scaled by a power of two.
 */
function fnv1a32(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** `count` words of 32 random bits. */
export function seededBits(name: string, step: number, count: number): Uint32Array {
  const start = fnv1a32(name) ^ Math.imul(step + 1, 0x9e3779b1);
  return Uint32Array.from({ length: count }, (_, i) => mix((start + Math.imul(i + 1, 0x85ebca77)) >>> 0));
}

/** Values in [-scale, scale). */
export function seededNumbers(name: string, step: number, count: number, scale = 1): number[] {
  return Array.from(seededBits(name, step, count), (x) => Math.fround(((x >>> 8) / 2 ** 23 - 1) * scale));
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
