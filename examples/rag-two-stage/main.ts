/** Finds glosses of WordNet by BM25, and ranks a hundred of them anew with a small cross-encoder. */
import { readCorpus } from '../support/corpus.js';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { DESCRIPTIONS } from '../support/questions.js';
import { showGloss } from '../support/show.js';
import { ints, listed, numbers } from '../support/tensors.js';
import { Transformer } from '../support/transformer.js';
import { twoStageHost } from './host.js';

const about = 'Finds glosses of WordNet in two stages: BM25 proposes a hundred, a cross-encoder ranks them anew.';
await example({ about, oneOf: 8, questions: DESCRIPTIONS.slice(1, 5) }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  console.log(`${corpus.passages.length} passages, ${corpus.vocabulary.size} words`);
  const method = await openMethod({
    file: 'examples/rag-two-stage/rag_two_stage.mp', ranked: { best: 'best_score', place: 'best_score' }, ...twoStageHost(corpus, new Transformer()),
  }, options);
  for (const question of options.questions) {
    const outputs = await method.step({ question: ints(corpus.vocabulary.encode(question)) });
    const candidates = listed(outputs, 'candidates');
    const scores = numbers(outputs['best_score']);
    const best = numbers(outputs['best']).slice(0, listed(outputs, 'place').length);
    console.log(`${question} (${candidates.length} candidates)`);
    best.slice(0, 3).forEach((doc, k) => {
      showGloss(`${scores[k]?.toFixed(3) ?? ''} (BM25: place ${String(candidates.indexOf(doc) + 1).padStart(3)})`, corpus.glosses[doc]);
    });
  }
  await method.close();
});
