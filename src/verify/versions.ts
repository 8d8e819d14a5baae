import type { Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';

/**
 * Each memory is written by one step at most. A step that comes before it, and it itself, find the contents from before;
 * steps after it the new ones.
 */
export function readsOld(steps: readonly Step[], step: Step, memory: Tensor): boolean {
  const writer = steps.findIndex((s) => s.writes.includes(memory));
  return writer < 0 || writer >= steps.indexOf(step);
}
