import type { ComputeOp } from '../ir/nodes.js';
import type { SizeValues } from './storage.js';
import { workOf } from './work.js';

/** When and how to look at a part of the elements only. */
export interface Sampling {
  /** Steps of the reference beyond which an operation is sampled. */
  readonly work: number;
  /** Elements to look at then, about. */
  readonly elements: number;
  readonly seed: number;
}

/** Which of `count` elements to look at. */
export type Choice = (index: number, count: number) => boolean;

/** The choice for an operation that is too much work to evaluate whole; undefined where all elements are wanted. Always the first and the last. */
export function choiceFor(op: ComputeOp, sizes: SizeValues, { work, elements, seed }: Sampling): Choice | undefined {
  if ((op.kind !== 'map' && op.kind !== 'scatter') || workOf(op, sizes) <= work) return undefined;
  return (index, count) => count <= elements || index === 0 || index === count - 1 || hash(index, seed) * count < elements;
}

/** Uniform in [0, 1), the same on every machine. */
function hash(index: number, seed: number): number {
  let x = Math.imul(index + 1, 0x85ebca77) ^ Math.imul(seed + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}
