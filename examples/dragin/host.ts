import { fromNumbers } from 'mpc/runtime';
import { joined, postingTensors, withPassages, type Corpus } from '../support/corpus.js';
import { writeWithDoubt } from '../support/doubt.js';
import type { Host, Step } from '../support/method.js';
import type { Part } from '../support/show.js';
import { ints, listed, numbers } from '../support/tensors.js';
import { HEADS, type Transformer } from '../support/transformer.js';
import { END, STOP } from '../support/vocabulary.js';
import type { NextWord } from '../support/word-model.js';
import { write } from '../support/writing.js';

const CHUNK = 64;

/** What the method is compiled with: the model of this example has four heads. */
export const CONSTANTS = { H: HEADS };

export function draginHost(corpus: Corpus, model: NextWord, transformer: Transformer): Host {
  return {
    memories: { ...postingTensors(corpus.postings), content: fromNumbers('bool', [corpus.vocabulary.size], Array.from(corpus.content)) },
    externs: {
      generate: ({ text }) => {
        const before = numbers(text);
        const { words, entropy, attention } = writeWithDoubt(model, transformer, before, CHUNK);
        const width = before.length + CHUNK;
        const table = new Float32Array(HEADS * (CHUNK + 1) * width);
        attention.forEach((rows, h) => { rows.forEach((row, i) => { table.set(row, (h * (CHUNK + 1) + i) * width); }); });
        const padded = new Float32Array(CHUNK);
        padded.set(entropy);
        return { chunk: words, entropy: padded, attention: table };
      },
      write: ({ text, chunk, kept, passages }) => {
        const accepted = [...numbers(text), ...numbers(chunk).slice(0, numbers(kept)[0])];
        return { sentence: write(withPassages(model, corpus, numbers(passages)), accepted, CHUNK, [STOP, END]).words };
      },
    },
  };
}

/** Answers part by part, until the model ends its text or the budget is spent. */
export async function answer(question: string, step: Step, { vocabulary }: Corpus, budget = 5): Promise<readonly Part[]> {
  let text = vocabulary.encode(`${question} :`);
  const parts: Part[] = [];
  while (parts.length < budget) {
    const outputs = await step({ text: ints(text) });
    const kept = listed(outputs, 'chunk').slice(0, numbers(outputs['kept'])[0]);
    const sentence = listed(outputs, 'sentence');
    const words = Int32Array.from([...kept, ...sentence]);
    const query = vocabulary.decode(numbers(outputs['query']).filter((w) => w > 0));
    parts.push({ text: vocabulary.decode(words), unsure: sentence.length > 0, query, found: listed(outputs, 'found') });
    text = joined([text, words]);
    if (words.length === 0 || words.includes(END)) break;
  }
  return parts;
}
