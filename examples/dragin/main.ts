/** Answers questions with DRAGIN over WordNet; the model has read only half of it. */
import { closedBookModel, readCorpus } from '../support/corpus.js';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { QUESTIONS } from '../support/questions.js';
import { showAnswer } from '../support/show.js';
import { Transformer } from '../support/transformer.js';
import { answer, CONSTANTS, draginHost } from './host.js';

const about = 'Answers questions with DRAGIN: a model that has read half of WordNet looks up what its doubtful words attend to.';
await example({ about, oneOf: 8, questions: QUESTIONS.slice(0, 5) }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words`);
  const host = draginHost(corpus, closedBookModel(corpus), new Transformer());
  const method = await openMethod({ file: 'examples/dragin/dragin.mp', constants: CONSTANTS, ...host }, options);
  for (const question of options.questions) showAnswer(question, await answer(question, (inputs) => method.step(inputs), corpus), corpus);
  await method.close();
});
