import type { Method } from '../nodes.js';

/** A rewrite of a method that keeps its meaning. Returns the same object when there was nothing to do. */
export interface Pass {
  /** kebab-case */
  readonly name: string;
  readonly description: string;
  run(method: Method): Method;
}
