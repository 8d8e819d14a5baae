/**
 * Finds glosses of WordNet with an IVF-PQ index, checks every answer against the reference interpreter, and says how many of the
 * exact nearest ten it finds. Build first: mpc compile examples/rag-ivf-pq/rag_ivf_pq.mp --out out/rag_ivf_pq
 */
import { fromNumbers } from 'mpc/runtime';
import { conclude, listed, numbers, openChecked } from '../support/checked.js';
import { ints, readCorpus } from '../support/corpus.js';
import { encoderOf } from '../support/embedding.js';
import { buildIvfPq } from '../support/ivf_pq.js';
import { QUERIES } from '../rag-bm25/queries.js';

const D = 768;
const PARTS = 64;
const CODES = 256;
const LISTS = 128;
const K = 10;

const corpus = readCorpus(8);
const encode = encoderOf(corpus, D);
const vectors = new Float32Array(corpus.passages.length * D);
corpus.passages.forEach((passage, i) => { vectors.set(encode(passage), i * D); });
const index = buildIvfPq(vectors, { width: D, lists: LISTS, parts: PARTS, codes: CODES, rounds: 3, sample: 1024 });

const method = await openChecked('rag-ivf-pq', 'rag_ivf_pq', {
  memories: {
    centroid: fromNumbers('f32', [LISTS, D], index.centroid), codeword: fromNumbers('f32', [PARTS, CODES, D / PARTS], index.codeword),
    start: ints(index.start), passage: ints(index.passage), code: fromNumbers('u8', [corpus.passages.length, PARTS], index.code),
  },
});
console.log(`${corpus.passages.length} passages in ${LISTS} groups\n${method.description}`);

const distance = (query: Float32Array, doc: number): number => query.reduce((sum, q, i) => sum + (q - (vectors[doc * D + i] ?? 0)) ** 2, 0);

const asked = process.argv.slice(2);
const questions = asked.length > 0 ? asked : QUERIES;
let right = 0;
for (const question of questions) {
  const query = encode(corpus.vocabulary.encode(question));
  const outputs = await method.step({ query: fromNumbers('f16', [D], query) });
  const found = numbers(outputs['best']).slice(0, listed(outputs, 'entry').length);
  const distances = numbers(outputs['best_distance']);
  console.log(`\n${question}`);
  for (const [i, doc] of found.slice(0, 3).entries()) {
    const gloss = corpus.glosses[doc];
    console.log(`  ${distances[i]?.toFixed(3).padStart(6) ?? ''}  ${gloss?.words.join(', ') ?? ''}: ${gloss?.text.slice(0, 100) ?? ''}`);
  }
  const exact = corpus.passages.map((_, doc) => ({ doc, at: distance(query, doc) })).sort((a, b) => a.at - b.at).slice(0, K);
  right += exact.filter(({ doc }) => found.includes(doc)).length;
}
console.log(`\nof the exact nearest ${K}, ${(100 * right / (K * questions.length)).toFixed(0)} % are found`);
conclude(method, questions.length);
await method.close();
