/**
 * Finds glosses of WordNet by BM25, ranks a hundred of them anew with a small cross-encoder, and checks every answer against the
 * reference interpreter. Build first: mpc compile examples/rag-two-stage/rag_two_stage.mp --out out/rag_two_stage
 */
import { conclude, listed, numbers, openChecked } from '../support/checked.js';
import { ints, readCorpus } from '../support/corpus.js';
import { Transformer } from '../support/transformer.js';
import { QUERIES } from '../rag-bm25/queries.js';
import { twoStageHost } from './host.js';

const corpus = readCorpus();
const method = await openChecked('rag-two-stage', 'rag_two_stage', twoStageHost(corpus, new Transformer()));
console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words\n${method.description}`);

const asked = process.argv.slice(2);
const questions = asked.length > 0 ? asked : QUERIES;
for (const question of questions) {
  const outputs = await method.step({ question: ints(corpus.vocabulary.encode(question)) });
  const candidates = listed(outputs, 'candidates');
  const scores = numbers(outputs['best_score']);
  console.log(`\n${question}`);
  for (const [i, doc] of numbers(outputs['best']).slice(0, Math.min(3, listed(outputs, 'place').length)).entries()) {
    const gloss = corpus.glosses[doc];
    console.log(`  ${scores[i]?.toFixed(3) ?? ''} (BM25: place ${candidates.indexOf(doc) + 1})  ${gloss?.words.join(', ') ?? ''}: ${gloss?.text.slice(0, 90) ?? ''}`);
  }
}
conclude(method, questions.length);
await method.close();
