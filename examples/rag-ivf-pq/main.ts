/**
 * Finds glosses of WordNet with an IVF-PQ index, and says how many of the exact nearest ten it finds. Vectors of 256 in 32 parts,
 * in place of 768 in 64, so that the index is built while one waits.
 */
import { fromNumbers } from 'mpc/runtime';
import { readCorpus } from '../support/corpus.js';
import { encoderOf, vectorsOf } from '../support/embedding.js';
import { example } from '../support/example.js';
import { buildIvfPq } from '../support/ivf-pq.js';
import { openMethod } from '../support/method.js';
import { DESCRIPTIONS } from '../support/questions.js';
import { showGloss, SHOWN } from '../support/show.js';
import { floats, ints, listed, numbers } from '../support/tensors.js';

const [D, PARTS, CODES, LISTS, K] = [256, 32, 256, 64, 10];

const about = 'Finds glosses of WordNet by coded vectors in an IVF-PQ index, and says how many of the exact nearest ten it finds.';
await example({ about, oneOf: 32, questions: DESCRIPTIONS }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  const encode = encoderOf(corpus, D);
  const docs = corpus.passages.length;
  const vectors = vectorsOf(corpus, encode, D);
  const index = buildIvfPq(vectors, { width: D, lists: LISTS, parts: PARTS, codes: CODES, rounds: 3, sample: 768 });
  const method = await openMethod({
    file: 'examples/rag-ivf-pq/rag_ivf_pq.mp', constants: { D, M: PARTS }, ranked: { best: 'best_distance', entry: 'best_distance' },
    memories: {
      centroid: floats(index.centroid, [LISTS, D]), codeword: floats(index.codeword, [PARTS, CODES, D / PARTS]),
      start: ints(index.start), passage: ints(index.passage), code: fromNumbers('u8', [docs, PARTS], index.code),
    },
  }, options);
  console.log(`${docs} passages in ${LISTS} groups, ${PARTS} bytes for each vector of ${D}`);

  const distance = (query: Float32Array, doc: number): number => {
    let sum = 0;
    for (let d = 0; d < D; d++) sum += ((query[d] ?? 0) - (vectors[doc * D + d] ?? 0)) ** 2;
    return sum;
  };
  let right = 0;
  for (const [i, question] of options.questions.entries()) {
    const query = encode(corpus.vocabulary.encode(question));
    const outputs = await method.step({ query: fromNumbers('f16', [D], query) }, i < SHOWN);
    const found = numbers(outputs['best']).slice(0, listed(outputs, 'entry').length);
    const exact = corpus.passages.map((_, doc) => ({ doc, at: distance(query, doc) })).sort((a, b) => a.at - b.at).slice(0, K);
    const hits = exact.filter(({ doc }) => found.includes(doc)).length;
    right += hits;
    if (i >= SHOWN) continue;
    console.log(`${question} (${hits} of the nearest ${K})`);
    const distances = numbers(outputs['best_distance']);
    found.slice(0, 3).forEach((doc, k) => { showGloss(distances[k]?.toFixed(3) ?? '', corpus.glosses[doc]); });
  }
  console.log(`${options.questions.length} questions: ${(100 * right / (K * options.questions.length)).toFixed(0)} % of the exact nearest ${K} are found`);
  await method.close();
});
