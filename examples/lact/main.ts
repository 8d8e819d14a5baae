/**
 * Trains the fast weights on 8 chunks of 64 tokens, the last one shorter; 64 wide in place of 384.
 * node out/examples/lact/main.js
 */
import { toNumbers } from 'mpc/runtime';
import { run } from '../support/run.js';

await run({
  file: 'examples/lact/lact.mp',
  constants: { M: 256, D: 64 },
  steps: 8,
  sizes: (step) => ({ C: step < 7 ? 64 : 40 }),
  checked: (step) => step < 3,
  show: (_step, { out }) => (out ? `out ${Array.from(toNumbers(out).subarray(0, 6), (v) => v.toFixed(3)).join(' ')} …` : undefined),
});
