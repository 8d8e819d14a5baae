/** Reads WordNet, about 5000 words at a time, and answers questions from the note that is left at the end. */
import { closedBookModel, joined, readCorpus } from '../support/corpus.js';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { COMPARISONS } from '../support/questions.js';
import { numbers } from '../support/tensors.js';
import { END } from '../support/vocabulary.js';
import { memAgentHost, read } from './host.js';

const about = 'Reads a text far longer than a prompt with one question in mind, chunk by chunk, and answers from the note that is left.';
await example({ about, oneOf: 8, questions: COMPARISONS.slice(0, 2) }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  const text = joined(corpus.passages).filter((w) => w !== END);
  console.log(`a text of ${text.length} words`);
  const method = await openMethod({ file: 'examples/mem-agent/mem_agent.mp', ...memAgentHost(corpus, closedBookModel(corpus)) }, options);
  for (const question of options.questions) {
    console.log(`${question}?`);
    let words = 0;
    const { answer, chunks } = await read(question, text, (inputs) => method.step(inputs), corpus, async (chunk) => {
      const [now = 0] = numbers(await method.memory('note_count'));
      if (now !== words) console.log(`  chunk ${chunk}: the note has ${now} words now`);
      words = now;
    });
    console.log(`  after ${chunks} chunks: ${answer || 'the note is empty, the text does not say'}`);
    await method.restart(); // a request of its own, with an empty note
  }
  await method.close();
});
