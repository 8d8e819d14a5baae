/**
 * Answers questions with FLARE over WordNet; the model has read only half of it. Build first:
 * mpc compile examples/flare/flare.mp --out out/flare
 */
import { openChecked, conclude } from '../support/checked.js';
import { closedBookModel, readCorpus } from '../support/corpus.js';
import { converse, flareHost } from './answer.js';
import { QUESTIONS } from './questions.js';

const corpus = readCorpus();
const method = await openChecked('flare', 'flare', flareHost(corpus, closedBookModel(corpus)));
console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words\n${method.description}`);

const asked = process.argv.slice(2);
const questions = asked.length > 0 ? asked : QUESTIONS;
const answers = await converse(questions, method.step, corpus);
for (const [i, sentences] of answers.entries()) {
  console.log(`\n${questions[i] ?? ''}`);
  for (const { text, unsure, query, found } of sentences) {
    console.log(`  ${text}`);
    if (unsure) console.log(`    asked for "${query}", found ${found.map((d) => corpus.glosses[d]?.words[0] ?? '').join(', ') || 'nothing'}`);
  }
}
conclude(method, answers.flat().length);
await method.close();
