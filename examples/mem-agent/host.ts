import type { Corpus } from '../support/corpus.js';
import type { Host, Step } from '../support/method.js';
import { flag, ints, listed, numbers } from '../support/tensors.js';
import { COLON, END, STOP } from '../support/vocabulary.js';
import { mixture, WordModel, type NextWord } from '../support/word-model.js';
import { write } from '../support/writing.js';

const NOTE = 1024;
const CHUNK = 5000;

/**
 * The model: for each thing that the question names and the prompt defines, it writes what the prompt says of it, as a word model
 * does that has the prompt before it. What it writes is what it read in the section, or in its old note.
 */
function noted(prompt: readonly number[], { vocabulary, content }: Corpus, model: NextWord): number[] {
  const problem = prompt.slice(2, prompt.indexOf(vocabulary.encode('memory')[0] ?? END));
  const things = [...new Set(problem)].filter((w) => content[w] === 1 && prompt.some((p, i) => p === w && prompt[i + 1] === COLON));
  const reader = mixture(model, new WordModel(Int32Array.from(prompt), vocabulary.size), 0.95);
  return things.flatMap((thing) => [thing, COLON, ...write(reader, [STOP, thing, COLON], 100, [STOP, END]).words]).slice(0, NOTE);
}

export function memAgentHost(corpus: Corpus, model: NextWord): Host {
  const { vocabulary } = corpus;
  return {
    vocabulary, sizes: { Words: vocabulary.size },
    externs: {
      rewrite: ({ prompt }) => ({ updated: noted(numbers(prompt), corpus, model) }),
      respond: ({ prompt }) => ({ answer: noted(numbers(prompt), corpus, model) }),
    },
  };
}

/** Reads a text chunk by chunk with one question in mind; a chunk ends with a sentence. `after` each chunk: how many were read. */
export async function read(
  question: string, text: Int32Array, step: Step, { vocabulary }: Corpus, after: (chunks: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly answer: string; readonly chunks: number }> {
  const words = ints(vocabulary.encode(question));
  for (let at = 0, chunks = 1; ; chunks++) {
    const last = at + CHUNK >= text.length;
    const stop = text.lastIndexOf(STOP, at + CHUNK - 1) + 1;
    const end = last ? text.length : stop > at ? stop : at + CHUNK;
    const outputs = await step({ question: words, chunk: ints(text.subarray(at, end)), last: flag(last) });
    await after(chunks);
    if (last) return { answer: vocabulary.decode(listed(outputs, 'answer')), chunks };
    at = end;
  }
}
