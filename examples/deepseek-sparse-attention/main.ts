/**
 * Prefill and decode, at smaller widths and with 64 tokens kept in place of 2048, so that a short request has to choose.
 * Both sides of the indexer share a matrix, so that a query can ask for a token by what it said.
 */
import { fromNumbers, type TensorData } from 'mpc/runtime';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { seededNumbers } from '../support/random.js';
import { chosen, numbers, rowOf } from '../support/tensors.js';

const FOLDER = 'examples/deepseek-sparse-attention';
const [D, QR, H, DI, K, HA] = [896, 192, 8, 128, 64, 8];
const LATENT = 128;
const [CHUNKS, CHUNK, PLANTED, ASKED] = [4, 32, 20, 150];

/** What a token says to the indexer stands in its first QR places; the first of them opens all index heads. */
function said(name: string, step: number, width: number): Float64Array {
  const x = new Float64Array(width);
  x.set(seededNumbers(name, step, QR));
  x[0] = 1;
  return x;
}
const matrix = seededNumbers('indexer', 0, QR * DI, 0.125);
const weights: Readonly<Record<string, TensorData>> = {
  w_k: fromNumbers('bf16', [D, DI], Float32Array.from({ length: D * DI }, (_, i) => matrix[i] ?? 0)),
  w_q: fromNumbers('bf16', [QR, H, DI], Float32Array.from({ length: QR * H * DI }, (_, i) => matrix[Math.floor(i / (H * DI)) * DI + i % DI] ?? 0)),
  w_w: fromNumbers('bf16', [D, H], Float32Array.from({ length: D * H }, (_, i) => (i < H ? 1 : 0))),
};
const bf16 = (shape: readonly number[], ...rows: readonly Float64Array[]): TensorData => fromNumbers('bf16', shape, rows.flatMap((r) => Array.from(r)));

const about = 'Runs DeepSeek sparse attention in prefill and decode: an fp8 indexer scores all tokens, attention reads the best.';
await example({ about, steps: 160 }, async (options) => {
  const constants = { D, QR, H, K, HA };
  const prefill = await openMethod({ file: `${FOLDER}/deepseek_sparse_attention_prefill.mp`, constants: { ...constants, CL: LATENT }, weights }, options);
  for (let step = 0; step < CHUNKS; step++) {
    const words = Array.from({ length: CHUNK }, (_, s) => said('token', step * CHUNK + s + 1, D));
    const given = { x: bf16([CHUNK, D], ...words), qr: bf16([CHUNK, QR], ...words.map((w) => w.subarray(0, QR))) };
    const { picked } = await prefill.step(prefill.inputs(step, given, { C: CHUNK }), step === CHUNKS - 1);
    const last = rowOf(picked, CHUNK - 1);
    console.log(`chunk ${step + 1}: the last query reads ${chosen(picked, CHUNK - 1).length} of ${(step + 1) * CHUNK} tokens, first ${last.slice(0, 8).map((t) => t + 1).join(' ')}`);
  }
  await prefill.close();

  const decode = await openMethod({ file: `${FOLDER}/deepseek_sparse_attention.mp`, constants: { ...constants, C: LATENT }, weights }, options);
  console.log(`from token ${ASKED} on the queries ask for token ${PLANTED}`);
  for (let n = 1; n <= options.steps; n++) {
    const shown = n % 40 === 0 || n === ASKED - 1 || n === ASKED || n === options.steps;
    const given = { x: bf16([D], said('token', n, D)), qr: bf16([QR], said('token', n >= ASKED ? PLANTED : n + 10_000, D).subarray(0, QR)) };
    const { picked } = await decode.step(decode.inputs(n, given), n < 3 || n === ASKED);
    if (!shown) continue;
    const place = numbers(picked).indexOf(PLANTED - 1) + 1;
    console.log(`token ${String(n).padStart(4)}: reads ${chosen(picked).length} of ${n}; token ${PLANTED} is ${place > 0 ? `chosen, at place ${place}` : 'not chosen'}`);
  }
  await decode.close();
});
