/** Reads WordNet, about 5000 words at a time, and answers a question from the note that is left at the end. */
import { closedBookModel, joined, readCorpus } from '../support/corpus.js';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { COMPARISONS } from '../support/questions.js';
import { END } from '../support/vocabulary.js';
import { memAgentHost, read } from './host.js';

const about = 'Reads a text far longer than a prompt with one question in mind, chunk by chunk, and answers from the note that is left.';
await example({ about, oneOf: 32, questions: COMPARISONS }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  const text = joined(corpus.passages).filter((w) => w !== END);
  console.log(`a text of ${text.length} words`);
  const method = await openMethod({ file: 'examples/mem-agent/mem_agent.mp', ...memAgentHost(corpus, closedBookModel(corpus)) }, options);
  for (const question of options.questions) {
    const { answer, chunks, notes } = await read(question, text, (inputs) => method.step(inputs), corpus, method);
    console.log(`${question}?\n  ${chunks} chunks; words of the note after each: ${notes.join(' ')}\n  ${answer || '(the text does not say)'}`);
    await method.restart(); // a request of its own, with an empty note
  }
  await method.close();
});
