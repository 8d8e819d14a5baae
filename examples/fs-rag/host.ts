import { joined, postingTensors, withPassages, type Corpus } from '../support/corpus.js';
import type { Host, Step } from '../support/method.js';
import type { Part } from '../support/show.js';
import { ints, listed, numbers } from '../support/tensors.js';
import { END, STOP } from '../support/vocabulary.js';
import type { NextWord } from '../support/word-model.js';
import { write } from '../support/writing.js';

const MOST = 100;

export function fsRagHost(corpus: Corpus, model: NextWord): Host {
  return {
    memories: postingTensors(corpus.postings),
    externs: {
      write: ({ text, passages }) => ({ sentence: write(withPassages(model, corpus, numbers(passages)), numbers(text), MOST, [STOP, END]).words }),
    },
  };
}

/** Answers sentence by sentence, until the model ends its text or the budget is spent. */
export async function answer(question: string, step: Step, { vocabulary }: Corpus, budget = 5): Promise<readonly Part[]> {
  let text = vocabulary.encode(`${question} :`);
  const sentences: Part[] = [];
  while (sentences.length < budget) {
    const outputs = await step({ text: ints(text) });
    const words = Int32Array.from(listed(outputs, 'sentence'));
    const query = vocabulary.decode(listed(outputs, 'asked').map((i) => text[i] ?? 0));
    sentences.push({ text: vocabulary.decode(words), unsure: true, query, found: listed(outputs, 'found') });
    text = joined([text, words]);
    if (words.length === 0 || words.includes(END)) break;
  }
  return sentences;
}
