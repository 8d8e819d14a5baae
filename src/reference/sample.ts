import type { ComputeOp } from '../ir/nodes.js';
import type { SizeValues } from './storage.js';
import { workOf } from './work.js';

/** When and how to look at a part of the elements only. */
export interface Sampling {
  /** Steps of the reference beyond which an operation is sampled, and about how many it may take then. */
  readonly work: number;
  /** Elements to look at then, at most. */
  readonly elements: number;
  readonly seed: number;
}

/** Which of `count` elements to look at. */
export type Choice = (index: number, count: number) => boolean;

/** Fewer elements show little. */
const FEWEST = 64;

/** The choice for an operation that is too much work to evaluate whole; undefined where all elements are wanted. Always the first and the last. */
export function choiceFor(op: ComputeOp, sizes: SizeValues, { work, elements, seed }: Sampling): Choice | undefined {
  if (op.kind !== 'map' && op.kind !== 'scatter') return undefined;
  const whole = workOf(op, sizes);
  if (whole <= work) return undefined;
  return (index, count) => {
    const wanted = Math.max(FEWEST, Math.min(elements, (count * work) / whole));
    return count <= wanted || index === 0 || index === count - 1 || hash(index, seed) * count < wanted;
  };
}

/** Uniform in [0, 1), the same on every machine. */
function hash(index: number, seed: number): number {
  let x = Math.imul(index + 1, 0x85ebca77) ^ Math.imul(seed + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}
