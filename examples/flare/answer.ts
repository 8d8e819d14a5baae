import { COLON } from '../support/vocabulary.js';
import { END, flag, ints, joined, postingTensors, STOP, withPassages, type Corpus } from '../support/corpus.js';
import { listed, numbers, type Host, type Step } from '../support/checked.js';
import type { NextWord } from '../support/word_model.js';
import { write } from '../support/writing.js';

const AHEAD = 64;

export interface Sentence {
  readonly text: string;
  /** Whether it was written again with passages. */
  readonly unsure: boolean;
  readonly query: string;
  readonly found: readonly number[];
}

/** After a question, the model begins its answer with what the question is about: `spacecraft :`. */
function beginning(text: readonly number[], { content }: Corpus): readonly number[] {
  const question = text.slice(Math.max(text.lastIndexOf(STOP), text.lastIndexOf(END)) + 1);
  return question.length === 0 ? [] : [...question.filter((w) => content[w] === 1), COLON];
}

export function flareHost(corpus: Corpus, model: NextWord): Host {
  return {
    memories: postingTensors(corpus.postings),
    externs: {
      look_ahead: ({ text }) => {
        const before = numbers(text);
        const begun = beginning(before, corpus);
        const { words, chance } = write(model, [...before, ...begun], AHEAD - begun.length);
        return { ahead: [...begun, ...words], chance: [...begun.map(() => 1), ...chance] };
      },
      write: ({ text, passages }) => {
        const before = numbers(text);
        const begun = beginning(before, corpus);
        const { words } = write(withPassages(model, corpus, numbers(passages)), [...before, ...begun], AHEAD - begun.length, [STOP, END]);
        return { sentence: [...begun, ...words] };
      },
    },
  };
}

/** Answers questions of one conversation, each sentence by sentence, until the model ends its text or the budget is spent. */
export async function converse(questions: readonly string[], step: Step, { vocabulary }: Corpus, budget = 4): Promise<readonly (readonly Sentence[])[]> {
  let text: Int32Array = new Int32Array();
  const answers: Sentence[][] = [];
  for (const question of questions) {
    text = joined([text, vocabulary.encode(question)]);
    const sentences: Sentence[] = [];
    let words: Int32Array = new Int32Array();
    while (sentences.length < budget && !words.includes(END)) {
      const outputs = await step({ text: ints(text), first: flag(answers.length + sentences.length === 0) });
      words = Int32Array.from(numbers(outputs['sentence']).slice(0, numbers(outputs['words'])[0]));
      const unsure = numbers(outputs['unsure'])[0] === 1;
      const query = unsure ? vocabulary.decode(numbers(outputs['query']).filter((w) => w > 0)) : '';
      sentences.push({ text: vocabulary.decode(words), unsure, query, found: unsure ? listed(outputs, 'found') : [] });
      text = joined([text, words]);
    }
    answers.push(sentences);
  }
  return answers;
}
