import { fromNumbers, type TensorData } from 'mpc/runtime';
import { seededNumbers } from './random.js';

/** Width of the attention heads of the examples with one. */
export const WIDTH = 128;
/** What the planted token is found by, and what stands there. */
export const NEEDLE = seededNumbers('needle', 0, WIDTH);
export const VALUE = seededNumbers('value', 0, WIDTH);

/** [heads, WIDTH]: the same row for each head, so many times as long. */
export function forHeads(heads: number, row: ArrayLike<number>, times = 1): TensorData {
  return fromNumbers('bf16', [heads, WIDTH], Array.from({ length: heads * WIDTH }, (_, i) => times * (row[i % WIDTH] ?? 0)));
}
