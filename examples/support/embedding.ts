import { seededRandom } from './random.js';
import type { Corpus } from './corpus.js';

/**
 * Vectors of texts by random indexing (Kanerva 2000, Sahlgren 2005): each word has 16 seeded places of +1 or -1; its meaning adds
 * those of the words that define it. A text is the sum of its words' meanings, weighted by their rarity, with length 1.
 */
const PLACES = 16;
const MEANING = 0.4;

export type Encoder = (words: ArrayLike<number>) => Float32Array;

export function encoderOf(corpus: Corpus, width: number): Encoder {
  const { postings, passages, content, vocabulary } = corpus;
  const rarity = (word: number): number => {
    const documents = (postings.start[word + 1] ?? 0) - (postings.start[word] ?? 0);
    return documents === 0 ? 0 : Math.log(1 + (passages.length - documents + 0.5) / (documents + 0.5));
  };
  const weight = Float64Array.from({ length: vocabulary.size }, (_, word) => rarity(word));
  const defined = new Map<number, Int32Array>(); // word -> its first definition
  for (const passage of passages) {
    const word = passage[0];
    if (word !== undefined && vocabulary.word(passage[1] ?? 0) === ':' && !defined.has(word)) defined.set(word, passage.filter((w) => content[w] === 1).slice(1));
  }
  const places = new Map<number, Int32Array>();
  const placesOf = (word: number): Int32Array => {
    const known = places.get(word);
    if (known) return known;
    const random = seededRandom(word * 2_654_435 + 17);
    const made = Int32Array.from({ length: PLACES }, () => Math.floor(random() * 2 * width)); // place and sign
    places.set(word, made);
    return made;
  };
  const add = (out: Float32Array, word: number, by: number): void => {
    for (const place of placesOf(word)) out[place >> 1]! += place & 1 ? by : -by;
  };
  return (words) => {
    const out = new Float32Array(width);
    for (const word of Array.from(words)) {
      const by = weight[word] ?? 0;
      if (by === 0) continue;
      add(out, word, by);
      const definition = defined.get(word) ?? new Int32Array();
      for (const other of definition) add(out, other, by * MEANING * (weight[other] ?? 0) / 10 / Math.sqrt(definition.length));
    }
    const length = Math.sqrt(out.reduce((sum, x) => sum + x * x, 0)) || 1;
    return out.map((x) => x / length);
  };
}

/** The vectors of all passages, row-major. */
export function vectorsOf({ passages }: Corpus, encode: Encoder, width: number): Float32Array {
  const vectors = new Float32Array(passages.length * width);
  passages.forEach((passage, i) => { vectors.set(encode(passage), i * width); });
  return vectors;
}
