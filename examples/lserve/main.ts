/**
 * Decodes with LServe's heads and pages, with a budget of 4 pages in place of 64, so that a short request has to choose. One token
 * is planted: a long key, for which all heads ask from ASKED on.
 */
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { forHeads, NEEDLE, VALUE } from '../support/needle.js';
import { chosen, cosine, rowOf } from '../support/tensors.js';

const [HEADS, KEY_HEADS] = [32, 8];
const [PLANTED, ASKED] = [150, 450];

const about = 'Decodes with LServe: retrieval heads choose pages every fourth token, streaming heads read a sink and a window.';
await example({ about, steps: 480 }, async (options) => {
  const method = await openMethod({ file: 'examples/lserve/lserve.mp', constants: { Kept: 4 } }, options);
  console.log(`token ${PLANTED}, in page ${Math.floor((PLANTED - 1) / 64)}, is planted; queries ask for it from token ${ASKED} on`);
  console.log('            pages that head 0 reads    likeness to the planted value: retrieval head 0, streaming head 31');
  for (let n = 1; n <= options.steps; n++) {
    const given = n === PLANTED ? { k: forHeads(KEY_HEADS, NEEDLE, 4), v: forHeads(KEY_HEADS, VALUE) } : n >= ASKED ? { q: forHeads(HEADS, NEEDLE) } : {};
    const { pages, out } = await method.step(method.inputs(n, given), n < 3 || n === ASKED || n === options.steps);
    if (n % 60 !== 0 && n !== ASKED - 1 && n !== ASKED && n !== options.steps) continue;
    const likeness = [0, HEADS - 1].map((head) => cosine(rowOf(out, head), VALUE).toFixed(2).padStart(6));
    console.log(`token ${String(n).padStart(4)}  ${chosen(pages, 0).join(' ').padEnd(56)} ${likeness.join(' ')}`);
  }
  await method.close();
});
