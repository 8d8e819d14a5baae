import { likeliest, type Written } from './writing.js';
import { END } from './vocabulary.js';
import { HEADS, WIDTH, type Transformer } from './transformer.js';
import type { NextWord } from './word-model.js';

/** Words that are looked at as the next one: the likeliest of the word model. */
const CANDIDATES = 64;
/** How much the transformer's output layer changes the word model's log probabilities. Its weights are seeded, so: little. */
const SHARE = 0.2 / WIDTH;

export interface WrittenWithDoubt extends Written {
  /** -sum of p ln p over the next word, before each word. */
  readonly entropy: Float32Array;
  /** [HEADS, words + 1, text + words]: row i is of the place before written word i, the last row of the last word. */
  readonly attention: readonly (readonly Float32Array[])[];
}

/** Goes on with `text` for at most `most` words, up to and with the end of the text, as `write` does; with entropies and attention. */
export function writeWithDoubt(model: NextWord, transformer: Transformer, text: ArrayLike<number>, most: number): WrittenWithDoubt {
  const reader = transformer.reader();
  for (const word of Array.from(text)) reader.read(word);
  const words: number[] = [];
  const chance: number[] = [];
  const entropy: number[] = [];
  while (words.length < most && words.at(-1) !== END) {
    const p = weighed(model.distribution([...Array.from(text), ...words]), transformer, reader.hidden);
    const next = likeliest(p, words);
    words.push(next);
    chance.push(p[next] ?? 0);
    entropy.push(p.reduce((h, x) => (x > 0 ? h - x * Math.log(x) : h), 0));
    reader.read(next);
  }
  const rows = reader.attention.slice(text.length - 1);
  const attention = Array.from({ length: HEADS }, (_, h) => rows.map((heads) => heads[h] ?? new Float32Array()));
  return { words: Int32Array.from(words), chance: Float32Array.from(chance), entropy: Float32Array.from(entropy), attention };
}

/** The likeliest words with p * exp(share * hidden . vector), divided by their sum; others 0. */
function weighed(p: Float64Array, transformer: Transformer, hidden: Float32Array): Float64Array {
  const candidates = top(p, CANDIDATES);
  const out = new Float64Array(p.length);
  let total = 0;
  for (const word of candidates) {
    const agreement = transformer.vector(word).reduce((sum, v, d) => sum + v * (hidden[d] ?? 0), 0);
    total += out[word] = (p[word] ?? 0) * Math.exp(SHARE * agreement);
  }
  for (const word of candidates) out[word] = (out[word] ?? 0) / total;
  return out;
}

function top(p: Float64Array, count: number): readonly number[] {
  const best: number[] = [];
  p.forEach((x, word) => {
    if (x <= 0 || (best.length === count && x <= (p[best[count - 1] ?? 0] ?? 0))) return;
    let at = best.length;
    while (at > 0 && (p[best[at - 1] ?? 0] ?? 0) < x) at--;
    best.splice(at, 0, word);
    if (best.length > count) best.pop();
  });
  return best;
}
