import { fromNumbers, type TensorData } from '../../src/numerics/tensor-data.js';
import { Random } from '../../src/verify/random.js';

/** A method with every kind of tensor that a command has to deal with, small enough to compile in an instant. */
export const SMALL = `/// Scores the rows of a growing memory and mixes the best.
method small

size  T in 1..4096
size  M in 1..64
batch 1 .. 8
const D = 8, K = 4

input  x : f32[D]
input  pick : id<M>[2]
weight w : f32[D, D]
memory table : f32[M] static
memory keys : f32[T, D] append per token

output y, best, z

prepare {
  keys <- x
}

relevancy {
  q[j]     = sum(i) x[i] * w[i, j]
  score[t] = relu(sum(d) q[d] * keys[t, d])
}

retrieve {
  best = topk(t) score[t] count K
}

apply {
  y[d] = softmax_sum(t in best) score[t] => keys[t, d]
  z[i] = table[pick[i]]
}
`;

export const SMALL_SOURCE = { text: SMALL, file: 'small.mp' };

export function floats(shape: readonly number[], seed: number): TensorData {
  const random = new Random(seed);
  return fromNumbers('f32', shape, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()));
}

/** Right tensors for `SMALL`, with three rows in its table and five in its memory. */
export const SMALL_TENSORS = {
  x: floats([8], 1), pick: fromNumbers('i32', [2], [2, 0]), w: floats([8, 8], 2), table: floats([3], 3), keys: floats([5, 8], 4),
};
