/** Finds glosses of WordNet by the inner product of vectors. */
import { fromNumbers } from 'mpc/runtime';
import { readCorpus } from '../support/corpus.js';
import { encoderOf, vectorsOf } from '../support/embedding.js';
import { example } from '../support/example.js';
import { openMethod } from '../support/method.js';
import { DESCRIPTIONS } from '../support/questions.js';
import { showGloss, SHOWN } from '../support/show.js';
import { ints, listed, numbers } from '../support/tensors.js';

const D = 768;

const about = 'Finds glosses of WordNet by the vectors of their words, comparing the question with every one of them.';
await example({ about, oneOf: 8, questions: DESCRIPTIONS }, async (options) => {
  const corpus = readCorpus(options.oneOf);
  const encode = encoderOf(corpus, D);
  const method = await openMethod({
    file: 'examples/rag-dense/rag_dense.mp', ranked: { best: 'best_score' },
    memories: { passage: fromNumbers('f16', [corpus.passages.length, D], vectorsOf(corpus, encode, D)) },
    sizes: { Words: corpus.vocabulary.size },
    externs: { embed: ({ question }) => ({ vector: encode(numbers(question)) }) },
  }, options);
  console.log(`${corpus.passages.length} passages, vectors of ${D}`);
  for (const [i, question] of options.questions.entries()) {
    const outputs = await method.step({ question: ints(corpus.vocabulary.encode(question)) });
    if (i >= SHOWN) continue;
    console.log(question);
    const scores = numbers(outputs['best_score']);
    listed(outputs, 'best').slice(0, 3).forEach((doc, k) => { showGloss(scores[k]?.toFixed(3) ?? '', corpus.glosses[doc]); });
  }
  await method.close();
});
