import { describe, expect, it } from 'vitest';
import { closedBookModel, readCorpus, withPassages } from '../../../examples/support/corpus.js';
import { writeWithDoubt } from '../../../examples/support/doubt.js';
import { encoderOf } from '../../../examples/support/embedding.js';
import { buildIvfPq } from '../../../examples/support/ivf-pq.js';
import { seededNormal } from '../../../examples/support/random.js';
import { HEADS, Transformer } from '../../../examples/support/transformer.js';
import { write } from '../../../examples/support/writing.js';
import { WordModel } from '../../../examples/support/word-model.js';

const corpus = readCorpus(16);
const { vocabulary, passages } = corpus;
const model = closedBookModel(corpus);
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe('the word model', () => {
  it('gives probabilities that sum to one, whatever the context', () => {
    for (const text of ['', 'the', 'a person who', 'instrument used to', 'zebra unheard of']) {
      const p = model.distribution(vocabulary.encode(text));
      expect(sum(p)).toBeCloseTo(1, 9);
      expect(p.every((x) => x >= 0)).toBe(true);
      expect(p[0]).toBe(0);
    }
  });

  it('is the formula on a text that one can count', () => {
    const tiny = new WordModel(Int32Array.from([1, 2, 1, 2, 1, 3]), 4);
    // One word of context: after 1 came 2 twice and 3 once; discount 0.75 of each; the rest is shared as single words are.
    const single = [3, 2, 1].map((c) => (c - 0.75) / 6 + (0.75 * 3 / 6) / 3);
    const p = tiny.distribution([1]);
    [0, 2 - 0.75, 1 - 0.75].forEach((c, i) => { expect(p[i + 1]).toBeCloseTo(c / 3 + (1.5 / 3) * (single[i] ?? 0), 12); });
  });

  it('knows what it has read, and writes from passages what it has not', () => {
    const about = (i: number): Int32Array => passages[i]?.subarray(0, passages[i].indexOf(4) + 1) ?? new Int32Array();
    const rest = (i: number): string => vocabulary.decode(passages[i]?.subarray(about(i).length) ?? []);
    let known = 0, unknown = 0, told = 0;
    for (let i = 500; i < 530; i++) {
      const says = (m: Parameters<typeof write>[0]): number => (vocabulary.decode(write(m, about(i), 64).words) === rest(i) ? 1 : 0);
      if (i % 2 === 0) known += says(model);
      else { unknown += says(model); told += says(withPassages(model, corpus, [i])); }
    }
    expect(known).toBeGreaterThan(10);
    expect(unknown).toBeLessThan(2);
    expect(told).toBeGreaterThan(10);
  });
});

describe('the transformer', () => {
  it('attends with weights that sum to one, to words before only', () => {
    const text = vocabulary.encode('what is a large animal :');
    const { words, entropy, attention, chance } = writeWithDoubt(model, new Transformer(), text, 20);
    expect(attention.length).toBe(HEADS);
    for (const rows of attention) {
      expect(rows.length).toBe(words.length + 1);
      rows.forEach((row, i) => {
        expect(row.length).toBe(text.length + i);
        expect(sum(row)).toBeCloseTo(1, 4);
      });
    }
    expect(entropy.every((h) => h >= 0 && h <= Math.log(64))).toBe(true);
    expect(chance.every((p) => p > 0 && p <= 1)).toBe(true);
    expect(writeWithDoubt(model, new Transformer(), text, 20)).toEqual({ words, entropy, attention, chance });
  });

  it('finds a passage relevant that has the words of the question', () => {
    const transformer = new Transformer();
    const question = vocabulary.encode('musical instrument with strings');
    const relevance = (text: string): number => transformer.relevance(question, vocabulary.encode(text));
    expect(relevance('a stringed musical instrument with four strings')).toBeGreaterThan(relevance('the money paid to a landlord for a house'));
  });
});

describe('vectors', () => {
  it('of texts with common words are near', () => {
    const encode = encoderOf(corpus, 256);
    const dot = (a: string, b: string): number => { const [x, y] = [encode(vocabulary.encode(a)), encode(vocabulary.encode(b))]; return x.reduce((s, v, i) => s + v * (y[i] ?? 0), 0); };
    expect(dot('a small boat', 'a small boat')).toBeCloseTo(1, 4);
    expect(dot('a small boat', 'boat moved by paddles')).toBeGreaterThan(dot('a small boat', 'disease of the blood'));
  });

  it('in an IVF-PQ index keep most of their neighbours', () => {
    const [width, count] = [32, 400];
    const vectors = seededNormal(3, count * width);
    const { centroid, codeword, start, passage, code } = buildIvfPq(vectors, { width, lists: 8, parts: 8, codes: 64 });
    expect([...passage].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    expect([start[0], start[8]]).toEqual([0, count]);
    let error = 0;
    for (let l = 0; l < 8; l++) {
      for (let e = start[l] ?? 0; e < (start[l + 1] ?? 0); e++) {
        for (let d = 0; d < width; d++) {
          const part = Math.floor(d / 4);
          const rebuilt = (centroid[l * width + d] ?? 0) + (codeword[(part * 64 + (code[e * 8 + part] ?? 0)) * 4 + d % 4] ?? 0);
          error += ((vectors[(passage[e] ?? 0) * width + d] ?? 0) - rebuilt) ** 2;
        }
      }
    }
    expect(error / (count * width)).toBeLessThan(0.3); // of a variance of 1
  });
});
