import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which steps may keep the event loop from timers, sockets and signals. */
const LONGEST = 5;

let last = performance.now();

/** Lets the event loop go on if it has not for a while; undefined where that is not due. */
export function breathe(): Promise<void> | undefined {
  if (performance.now() - last < LONGEST) return undefined;
  return setImmediate().then(() => { last = performance.now(); });
}
