/**
 * Decodes with both rules at the real dimensions of a layer, with a budget of 4 blocks in place of 64 and a threshold of 0.15 in
 * place of 0.004, so that a short request has to choose. The gate's matrices, which are trained, are the identity here: a block
 * scores as its keys are like the query. One token is planted: a long key, for which the queries ask from ASKED on.
 */
import { fromNumbers, type TensorData } from 'mpc/runtime';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { forHeads, NEEDLE, VALUE, WIDTH } from '../support/needle.js';
import { chosen, cosine, rowOf } from '../support/tensors.js';

const [HEADS, KEY_HEADS] = [32, 8];
const [PLANTED, ASKED] = [150, 360];

/** [key heads, parts, WIDTH, WIDTH]: the mean over the parts. */
const mean = (parts: number): TensorData => fromNumbers('bf16', [KEY_HEADS, parts, WIDTH, WIDTH],
  Float32Array.from({ length: KEY_HEADS * parts * WIDTH * WIDTH }, (_, i) => (Math.floor(i / WIDTH) % WIDTH === i % WIDTH ? 1 / parts : 0)));

const about = 'Decodes with SeerAttention-R: a gate scores blocks of 64 tokens, attention reads the chosen ones.';
await example({ about, steps: 400 }, async (options) => {
  const weights = { w_q: mean(HEADS / KEY_HEADS), w_k: mean(3) };
  console.log(`token ${PLANTED}, in block ${Math.floor((PLANTED - 1) / 64)}, is planted; queries ask for it from token ${ASKED} on`);
  for (const [rule, constants] of [['seer_attention_r', { Budget: 256 }], ['seer_attention_r_threshold', { Tau: 0.15 }]] as const) {
    const method = await openMethod({ file: `examples/seer-attention-r/${rule}.mp`, constants, weights }, options);
    console.log('            blocks read by heads of group 0, of group 7    likeness to the planted value: head 0');
    for (let n = 1; n <= options.steps; n++) {
      const given = n === PLANTED ? { k: forHeads(KEY_HEADS, NEEDLE, 4), k_nope: forHeads(KEY_HEADS, NEEDLE, 4), v: forHeads(KEY_HEADS, VALUE) }
        : n >= ASKED ? { q: forHeads(HEADS, NEEDLE), q_nope: forHeads(HEADS, NEEDLE) } : {};
      const { blocks, out } = await method.step(method.inputs(n, given), n < 3 || n === ASKED || n === options.steps);
      if (n % 120 !== 0 && n !== 180 && n !== ASKED - 1 && n !== options.steps) continue;
      console.log(`token ${String(n).padStart(4)}  ${chosen(blocks, 0).join(' ').padEnd(33)} ${chosen(blocks, 7).join(' ').padEnd(30)} ${cosine(rowOf(out, 0), VALUE).toFixed(2).padStart(5)}`);
    }
    await method.close();
  }
});
