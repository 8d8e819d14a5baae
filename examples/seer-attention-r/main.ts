/**
 * Decodes 400 tokens with both rules at the real dimensions of a layer, with a budget of 4 blocks in place of 64 and a threshold of
 * 0.15 in place of 0.004, so that a short request has to choose.
 * node out/examples/seer-attention-r/main.js
 */
import { idsOf, run } from '../support/run.js';

for (const [rule, constants] of [['seer_attention_r', { Budget: 256 }], ['seer_attention_r_threshold', { Tau: 0.15 }]] as const) {
  console.log(rule);
  await run({
    file: `examples/seer-attention-r/${rule}.mp`,
    constants,
    steps: 400,
    checked: (step) => step < 4,
    show: (step, { blocks }) => (step % 50 === 49 ? `head 0 reads blocks ${idsOf(blocks, 0).join(' ')}, head 7 ${idsOf(blocks, 7).join(' ')}` : undefined),
  });
}
