import { postingTensors, type Corpus } from '../support/corpus.js';
import type { Host } from '../support/method.js';
import { ints, numbers } from '../support/tensors.js';
import type { Transformer } from '../support/transformer.js';
import { FILL } from '../support/vocabulary.js';

/** Candidates and words of a passage, as the method declares them. */
export interface Widths { readonly candidates: number; readonly words: number }

export function twoStageHost(corpus: Corpus, transformer: Transformer, { candidates, words }: Widths = { candidates: 100, words: 100 }): Host {
  const text = new Int32Array(corpus.passages.length * words); // filled with FILL, which is 0
  corpus.passages.forEach((passage, doc) => { text.set(passage.subarray(0, words), doc * words); });
  return {
    memories: { ...postingTensors(corpus.postings), text: ints(text, [corpus.passages.length, words]) },
    externs: {
      rerank: ({ question, passages }) => {
        const asked = numbers(question);
        const rows = numbers(passages);
        const row = (i: number): number[] => rows.slice(i * words, (i + 1) * words).filter((w) => w > FILL);
        return { relevance: Float32Array.from({ length: candidates }, (_, i) => transformer.relevance(asked, row(i))) };
      },
    },
  };
}
