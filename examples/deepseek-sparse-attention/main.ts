/**
 * Prefill and decode, at an eighth of the widths and with 64 tokens kept in place of 2048, so that a short request has to choose.
 * node out/examples/deepseek-sparse-attention/main.js
 */
import { idsOf, run } from '../support/run.js';

const FOLDER = 'examples/deepseek-sparse-attention';
const widths = { D: 896, QR: 192, H: 8, K: 64, HA: 16 };

console.log('prefill, 4 chunks of 32 tokens');
await run({
  file: `${FOLDER}/deepseek_sparse_attention_prefill.mp`,
  constants: widths,
  steps: 4,
  sizes: () => ({ C: 32 }),
  checked: (step) => step < 1,
  show: (_step, { picked }) => `the last query reads ${idsOf(picked, 31).length} tokens, first ${idsOf(picked, 31).slice(0, 8).join(' ')}`,
});

console.log('decode, 160 tokens');
await run({
  file: `${FOLDER}/deepseek_sparse_attention.mp`,
  constants: widths,
  steps: 160,
  checked: (step) => step < 4,
  show: (step, { picked }) => (step % 32 === 31 ? `reads ${idsOf(picked).length} tokens, first ${idsOf(picked).slice(0, 8).join(' ')}` : undefined),
});
