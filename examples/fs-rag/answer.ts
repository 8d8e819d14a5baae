import { END, ints, joined, postingTensors, STOP, withPassages, type Corpus } from '../support/corpus.js';
import { listed, numbers, type Host, type Step } from '../support/checked.js';
import type { NextWord } from '../support/word_model.js';
import { write } from '../support/writing.js';

const MOST = 100;

export interface Sentence { readonly text: string; readonly found: readonly number[] }

export function fsRagHost(corpus: Corpus, model: NextWord): Host {
  return {
    memories: postingTensors(corpus.postings),
    externs: {
      write: ({ text, passages }) => ({ sentence: write(withPassages(model, corpus, numbers(passages)), numbers(text), MOST, [STOP, END]).words }),
    },
  };
}

/** Answers sentence by sentence, until the model ends its text or the budget is spent. */
export async function answer(question: string, step: Step, { vocabulary }: Corpus, budget = 5): Promise<readonly Sentence[]> {
  let text = vocabulary.encode(`${question} :`);
  const sentences: Sentence[] = [];
  while (sentences.length < budget) {
    const outputs = await step({ text: ints(text) });
    const words = Int32Array.from(listed(outputs, 'sentence'));
    sentences.push({ text: vocabulary.decode(words), found: listed(outputs, 'found') });
    text = joined([text, words]);
    if (words.length === 0 || words.includes(END)) break;
  }
  return sentences;
}
