import type { KBuffer } from '../nodes.js';

/** Where and at what sizes a kernel runs. */
export interface Surroundings {
  /** Values of the sizes. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Lanes of a wave. */
  readonly wave: number;
  /** Bytes that the caches move at once. */
  readonly sector: number;
  /** Bytes of a line of a unit's cache, and of the whole cache. */
  readonly line: number;
  readonly near: number;
  /** Elements of a device buffer whose values decide bounds or places: lengths, ids. */
  readonly element: (buffer: KBuffer) => (index: number) => number;
  /** Whether an earlier kernel of the same call left a device buffer in the cache. */
  readonly warm: (buffer: KBuffer) => boolean;
}
