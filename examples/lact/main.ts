/**
 * Shows three chunks of pairs of keys and values to the fast weights, again and again, and asks for the values by the keys. 32 wide
 * in place of 384, chunks of 24 tokens. The gates are open, and keys hardly turn with their place, so that a chunk comes again as it was.
 */
import { fromNumbers } from 'mpc/runtime';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { cosine, numbers, rowOf } from '../support/tensors.js';

const [CHUNK, HEADS, WIDTH, MODEL] = [24, 4, 32, 64];

const about = 'Trains the fast weights of LaCT on chunks that come again, and shows how much of them they recall.';
await example({ about, steps: 15 }, async (options) => {
  const open = fromNumbers('bf16', [MODEL, HEADS], Float32Array.from({ length: MODEL * HEADS }, (_, i) => (i < HEADS ? 4 : 0)));
  const method = await openMethod({ file: 'examples/lact/lact.mp', constants: { M: MODEL, D: WIDTH, Theta: 1e12 }, weights: { w_gate: open } }, options);
  for (let step = 0; step < options.steps; step++) {
    const chunk = step % 3;
    const seeded = method.inputs(chunk, {}, { C: CHUNK });
    const x = fromNumbers('bf16', [CHUNK, MODEL], numbers(seeded['x']).map((v, i) => (i % MODEL === 0 ? 1 : v)));
    const inputs: typeof seeded = { ...seeded, x, ...(seeded['k_raw'] ? { q_raw: seeded['k_raw'] } : {}) };
    const { out } = await method.step(inputs, step === 0 || step === 7 || step === options.steps - 1);
    const likeness = Array.from({ length: CHUNK * HEADS }, (_, row) => cosine(rowOf(out, row), rowOf(inputs['v'], row)));
    const mean = likeness.reduce((a, b) => a + b, 0) / likeness.length;
    console.log(`step ${String(step + 1).padStart(3)}: chunk ${'ABC'[chunk] ?? ''}, learnt ${Math.floor(step / 3)} times before; cosine of values and what their keys recall: ${mean.toFixed(3)}`);
  }
  await method.close();
});
