import { joined, postingTensors, withPassages, type Corpus } from '../support/corpus.js';
import type { Host, Step } from '../support/method.js';
import type { Part } from '../support/show.js';
import { flag, ints, listed, numbers } from '../support/tensors.js';
import { COLON, END, STOP } from '../support/vocabulary.js';
import type { NextWord } from '../support/word-model.js';
import { write } from '../support/writing.js';

const AHEAD = 64;

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
export async function converse(questions: readonly string[], step: Step, { vocabulary }: Corpus, budget = 4): Promise<readonly (readonly Part[])[]> {
  let text: Int32Array = new Int32Array();
  const answers: Part[][] = [];
  for (const question of questions) {
    text = joined([text, vocabulary.encode(question)]);
    const sentences: Part[] = [];
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
