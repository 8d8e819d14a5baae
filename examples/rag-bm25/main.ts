/** Answers questions over the glosses of WordNet by BM25. */
import { postingTensors } from '../support/corpus.js';
import { example } from '../support/example.js';
import { buildIndex, queryTerms } from '../support/inverted-index.js';
import { openMethod } from '../support/method.js';
import { DESCRIPTIONS } from '../support/questions.js';
import { showGloss, SHOWN } from '../support/show.js';
import { ints, listed, numbers } from '../support/tensors.js';
import { readGlosses } from '../support/wordnet.js';

const MOST_TERMS = 64;

const about = 'Answers questions over the glosses of WordNet by BM25.';
await example({ about, oneOf: 1, questions: DESCRIPTIONS }, async (options) => {
  const begin = performance.now();
  const glosses = readGlosses(undefined, options.oneOf);
  const index = buildIndex(glosses.map((g) => g.text));
  console.log(`${glosses.length} glosses, ${index.terms.size} terms, ${index.doc.length} postings, indexed in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  const method = await openMethod({ file: 'examples/rag-bm25/rag_bm25.mp', ranked: { best: 'best_score' }, memories: postingTensors(index) }, options);
  for (const [i, question] of options.questions.entries()) {
    const outputs = await method.step({ query: ints(queryTerms(index, question, MOST_TERMS)) });
    if (i >= SHOWN) continue;
    console.log(question);
    const scores = numbers(outputs['best_score']);
    const best = listed(outputs, 'best');
    if (best.length === 0) console.log('  nothing: no word of the question occurs in WordNet');
    best.slice(0, 3).forEach((doc, k) => { showGloss(scores[k]?.toFixed(2).padStart(5) ?? '', glosses[doc]); });
  }
  if (options.questions.length > SHOWN) console.log(`… and ${options.questions.length - SHOWN} questions more`);
  await method.close();
});
