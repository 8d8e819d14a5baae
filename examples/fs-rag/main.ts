/** Answers questions with FS-RAG over WordNet; the model has read only half of it. */
import { closedBookModel, readCorpus } from '../support/corpus.js';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { QUESTIONS } from '../support/questions.js';
import { showAnswer } from '../support/show.js';
import { answer, fsRagHost } from './host.js';

const about = 'Answers questions with FS-RAG: a model that has read half of WordNet looks something up for every sentence.';
await example({ about, oneOf: 8, questions: QUESTIONS.slice(0, 3) }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words`);
  const method = await openMethod({ file: 'examples/fs-rag/fs_rag.mp', ...fsRagHost(corpus, closedBookModel(corpus)) }, options);
  for (const question of options.questions) showAnswer(question, await answer(question, (inputs) => method.step(inputs), corpus), corpus);
  await method.close();
});
