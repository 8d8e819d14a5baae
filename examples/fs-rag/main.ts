/**
 * Answers questions with FS-RAG over WordNet; the model has read only half of it. Build first:
 * mpc compile examples/fs-rag/fs_rag.mp --out out/fs_rag
 */
import { conclude, openChecked } from '../support/checked.js';
import { closedBookModel, readCorpus } from '../support/corpus.js';
import { QUESTIONS } from '../flare/questions.js';
import { answer, fsRagHost } from './answer.js';

const corpus = readCorpus();
const method = await openChecked('fs-rag', 'fs_rag', fsRagHost(corpus, closedBookModel(corpus)));
console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words\n${method.description}`);

const asked = process.argv.slice(2);
let steps = 0;
for (const question of asked.length > 0 ? asked : QUESTIONS) {
  console.log(`\n${question}`);
  for (const { text, found } of await answer(question, method.step, corpus)) {
    steps++;
    console.log(`  ${text}\n    with ${found.map((d) => corpus.glosses[d]?.words[0] ?? '').join(', ') || 'nothing'}`);
  }
}
conclude(method, steps);
await method.close();
