/**
 * Reads a document of 12 segments that returns to its topics. The language model is a stand-in: a state is the mean of seeded
 * embeddings of words. The recall's matrices, trained in the paper, are multiples of the identity. Width 512 in place of 4096.
 */
import { fromNumbers } from 'mpc/runtime';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { seededBits, seededNumbers } from '../support/random.js';
import { cosine, floats, ints, numbers } from '../support/tensors.js';

const [WIDTH, LENGTH, TOPIC_WORDS] = [512, 256, 40];
const TOPICS = ['sailing', 'baking', 'sailing', 'opera', 'mining', 'baking', 'opera', 'bees', 'mining', 'sailing', 'bees', 'opera'];

/** Each topic has words of its own. */
const segmentOf = (step: number): number[] => {
  const first = seededBits(TOPICS[step % TOPICS.length] ?? '', 0, 1)[0] ?? 0;
  return Array.from(seededBits('words', step, LENGTH), (x) => (first + x % TOPIC_WORDS) % 32_000);
};
const embeddings = new Map<number, Float64Array>();
const embedding = (word: number): Float64Array => {
  const known = embeddings.get(word) ?? seededNumbers('embedding', word, WIDTH);
  embeddings.set(word, known);
  return known;
};
/** Mean of the embeddings of words, with length about 1. */
function meaning(words: readonly number[]): Float64Array {
  const sum = new Float64Array(WIDTH);
  for (const word of words) embedding(word).forEach((v, i) => { sum[i]! += v / words.length / 2; });
  return sum;
}
const identity = fromNumbers('bf16', [WIDTH, WIDTH], Float32Array.from({ length: WIDTH * WIDTH }, (_, i) => (i % (WIDTH + 1) === 0 ? 16 : 0)));

const about = 'Reads a document of 12 segments with HMT: each recalls the embeddings of the segments before that are like it.';
await example({ about, steps: TOPICS.length }, async (options) => {
  const method = await openMethod({
    file: 'examples/hmt/hmt.mp',
    constants: { D: WIDTH, H: WIDTH },
    weights: { w_q: identity, w_k: identity },
    externs: {
      summarise: ({ segment }) => ({ summary: floats(meaning(numbers(segment).slice(0, LENGTH / 2))) }),
      read_segment: ({ recalled, before, segment }) => {
        const old = numbers(recalled);
        return { hidden: floats(meaning([...numbers(before), ...numbers(segment)]).map((v, i) => v + 0.1 * (old[i] ?? 0))) };
      },
    },
  }, options);
  const states: (readonly number[])[] = [];
  for (let step = 0; step < options.steps; step++) {
    const { recalled, hidden } = await method.step({ segment: ints(segmentOf(step)) });
    const likeness = states.map((state, i) => ({ segment: i + 1, at: cosine(numbers(recalled), state) }))
      .sort((a, b) => b.at - a.at).slice(0, 3).map(({ segment, at }) => `${segment} (${at.toFixed(2)})`);
    console.log(`segment ${String(step + 1).padStart(3)}, ${(TOPICS[step % TOPICS.length] ?? '').padEnd(7)}  recalls ${likeness.length > 0 ? `a vector most like segment ${likeness.join(', ')}` : 'the learned first vector'}`);
    states.push(numbers(hidden));
  }
  await method.close();
});
