/**
 * Answers questions with DRAGIN over WordNet; the model has read only half of it. Build first, for the heads of the small model:
 * mpc compile examples/dragin/dragin.mp --out out/dragin --const H=4
 */
import { conclude, openChecked } from '../support/checked.js';
import { closedBookModel, readCorpus } from '../support/corpus.js';
import { Transformer } from '../support/transformer.js';
import { QUESTIONS } from '../flare/questions.js';
import { answer, CONSTANTS, draginHost } from './answer.js';

const corpus = readCorpus();
const method = await openChecked('dragin', 'dragin', draginHost(corpus, closedBookModel(corpus), new Transformer()), CONSTANTS);
console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words\n${method.description}`);

const asked = process.argv.slice(2);
let steps = 0;
for (const question of asked.length > 0 ? asked : QUESTIONS) {
  console.log(`\n${question}`);
  for (const { text, unsure, query, found } of await answer(question, method.step, corpus)) {
    steps++;
    console.log(`  ${text}`);
    if (unsure) console.log(`    asked for "${query}", found ${found.map((d) => corpus.glosses[d]?.words[0] ?? '').join(', ') || 'nothing'}`);
  }
}
conclude(method, steps);
await method.close();
