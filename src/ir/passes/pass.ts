import type { Method } from '../nodes.js';

/** A rewrite of a method that keeps its meaning. Returns the same object when there was nothing to do. */
export interface Pass {
  /** kebab-case */
  readonly name: string;
  readonly description: string;
  /** Keeps every f32 result to the bit. */
  readonly exact: boolean;
  run(method: Method): Method;
}
