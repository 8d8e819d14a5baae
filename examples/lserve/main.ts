/**
 * Decodes with LServe's heads and pages, with a budget of 4 pages in place of 64, so that a short request has to choose.
 * node out/examples/lserve/main.js
 */
import { idsOf, run } from '../support/run.js';

await run({
  file: 'examples/lserve/lserve.mp',
  constants: { Kept: 4 },
  steps: 480,
  checked: (step) => step < 8,
  show: (step, { pages }) => (step % 64 === 60 || (step >= 448 && step % 4 === 0)
    ? `head 0 reads pages ${idsOf(pages, 0).sort((a, b) => a - b).join(' ')}, head 15 ${idsOf(pages, 15).sort((a, b) => a - b).join(' ')}` : undefined),
});
