/**
 * Runs 24 segments of 32 tokens through the layer, at the real dimensions.
 * node out/examples/titans-mac/main.js
 */
import { toNumbers } from 'mpc/runtime';
import { run } from '../support/run.js';

await run({
  file: 'examples/titans-mac/titans_mac.mp',
  steps: 24,
  checked: (step) => step < 1,
  show: (_step, { out }) => (out ? `out ${Array.from(toNumbers(out).subarray(0, 6), (v) => v.toFixed(3)).join(' ')} …` : undefined),
});
