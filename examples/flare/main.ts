/** A conversation with FLARE over WordNet; the model has read only half of it. */
import { closedBookModel, readCorpus } from '../support/corpus.js';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { QUESTIONS } from '../support/questions.js';
import { showAnswer } from '../support/show.js';
import { converse, flareHost } from './host.js';

const about = 'Answers questions with FLARE: a model that has read half of WordNet looks up what it doubts, before it says it.';
await example({ about, oneOf: 8, questions: QUESTIONS.slice(0, 5) }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words`);
  const method = await openMethod({ file: 'examples/flare/flare.mp', ...flareHost(corpus, closedBookModel(corpus)) }, options);
  const answers = await converse(options.questions, (inputs) => method.step(inputs), corpus);
  answers.forEach((parts, i) => { showAnswer(options.questions[i] ?? '', parts, corpus); });
  await method.close();
});
