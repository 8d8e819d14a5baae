/**
 * Finds glosses of WordNet by vectors and checks every answer against the reference interpreter. Build first:
 * mpc compile examples/rag-dense/rag_dense.mp --out out/rag_dense
 */
import { fromNumbers } from 'mpc/runtime';
import { conclude, listed, numbers, openChecked } from '../support/checked.js';
import { ints, readCorpus } from '../support/corpus.js';
import { encoderOf } from '../support/embedding.js';
import { QUERIES } from '../rag-bm25/queries.js';

const D = 768;

const corpus = readCorpus(8);
const encode = encoderOf(corpus, D);
const vectors = new Float32Array(corpus.passages.length * D);
corpus.passages.forEach((passage, i) => { vectors.set(encode(passage), i * D); });

const method = await openChecked('rag-dense', 'rag_dense', {
  memories: { passage: fromNumbers('f16', [corpus.passages.length, D], vectors) },
  sizes: { Words: corpus.vocabulary.size },
  externs: { embed: ({ question }) => ({ vector: encode(numbers(question)) }) },
});
console.log(`${corpus.passages.length} passages\n${method.description}`);

const asked = process.argv.slice(2);
const questions = asked.length > 0 ? asked : QUERIES;
for (const question of questions) {
  const outputs = await method.step({ question: ints(corpus.vocabulary.encode(question)) });
  const scores = numbers(outputs['best_score']);
  console.log(`\n${question}`);
  for (const [i, doc] of listed(outputs, 'best').slice(0, 3).entries()) {
    const gloss = corpus.glosses[doc];
    console.log(`  ${scores[i]?.toFixed(3).padStart(6) ?? ''}  ${gloss?.words.join(', ') ?? ''}: ${gloss?.text.slice(0, 100) ?? ''}`);
  }
}
conclude(method, questions.length);
await method.close();
