/**
 * Reads a document of 12 segments. The language model is a stand-in: states that depend on the words, and for the segment on what
 * was recalled. Width 512 in place of 4096.
 * node out/examples/hmt/main.js
 */
import { fromNumbers, toNumbers, type TensorData } from 'mpc/runtime';
import { run } from '../support/run.js';
import { seededNumbers } from '../support/seeded.js';

const WIDTH = 512;

/** Mean of seeded embeddings of the words. */
function meaning(words: readonly number[]): Float64Array {
  const sum = new Float64Array(WIDTH);
  for (const word of words) seededNumbers('embedding', word, WIDTH).forEach((v, i) => (sum[i] = (sum[i] ?? 0) + v / Math.sqrt(words.length)));
  return sum;
}
const hidden = (values: Float64Array): TensorData => fromNumbers('f32', [WIDTH], values);
const list = (tensor: TensorData | undefined): number[] => (tensor ? Array.from(toNumbers(tensor)) : []);

await run({
  file: 'examples/hmt/hmt.mp',
  constants: { D: WIDTH, H: WIDTH },
  steps: 12,
  externs: {
    summarise: ({ segment }) => ({ summary: hidden(meaning(list(segment).slice(0, 128))) }),
    read_segment: ({ recalled, before, segment }) => {
      const old = list(recalled);
      return { hidden: hidden(meaning([...list(before), ...list(segment)]).map((v, i) => Math.tanh(v + 0.5 * (old[i] ?? 0)))) };
    },
  },
  show: (_step, { recalled }) => `recalled ${list(recalled).slice(0, 6).map((v) => v.toFixed(3)).join(' ')} …`,
});
