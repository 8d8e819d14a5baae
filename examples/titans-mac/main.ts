/**
 * Runs segments of 32 tokens through the layer, at the real dimensions: one four times, another four times, the first again. The
 * gates are fixed at little decay and little momentum, since with seeded weights in their place the recurrence is chaotic.
 */
import { fromNumbers } from 'mpc/runtime';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { floats, numbers } from '../support/tensors.js';

const [WIDTH, HEADS, REPEATS] = [384, 4, 4];

const closed = fromNumbers('bf16', [WIDTH, HEADS], new Float32Array(WIDTH * HEADS));
const bias = (x: number): ReturnType<typeof floats> => floats(new Float32Array(HEADS).fill(x));
/** Decay 0.0003, momentum 0.12, a learning rate of 0.005. */
const GATES = { w_decay: closed, w_momentum: closed, w_rate: closed, b_decay: bias(-8), b_momentum: bias(-2), b_rate: bias(-3) };

const about = 'Trains the memory of a Titans layer on segments that come again, and shows how much they surprise it.';
await example({ about, steps: 12 }, async (options) => {
  const method = await openMethod({ file: 'examples/titans-mac/titans_mac.mp', weights: GATES }, options);
  for (let step = 0; step < options.steps; step++) {
    const segment = Math.floor(step / REPEATS) % 2;
    await method.step(method.inputs(segment), step === 0 || step === options.steps - 1);
    const surprise = Math.hypot(...numbers(await method.memory('surprise')));
    console.log(`step ${String(step + 1).padStart(3)}  segment ${'AB'[segment] ?? ''}  surprise ${surprise.toFixed(3)}  ${'#'.repeat(Math.min(60, Math.round(40 * surprise)))}`);
  }
  await method.close();
});
