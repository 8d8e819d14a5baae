import { describe, expect, it } from 'vitest';
import { answer as answerDragin, CONSTANTS, draginHost } from '../../../examples/dragin/host.js';
import { converse, flareHost } from '../../../examples/flare/host.js';
import { answer as answerFsRag, fsRagHost } from '../../../examples/fs-rag/host.js';
import { memAgentHost, read } from '../../../examples/mem-agent/host.js';
import { twoStageHost } from '../../../examples/rag-two-stage/host.js';
import { closedBookModel, joined, readCorpus } from '../../../examples/support/corpus.js';
import { openReference, type Host, type Step } from '../../../examples/support/method.js';
import { COMPARISONS, DESCRIPTIONS, QUESTIONS } from '../../../examples/support/questions.js';
import { ints, listed, numbers } from '../../../examples/support/tensors.js';
import { Transformer } from '../../../examples/support/transformer.js';
import { END } from '../../../examples/support/vocabulary.js';

async function stepOf(file: string, host: Host, constants: Readonly<Record<string, number>> = {}): Promise<Step> {
  const session = await openReference(`examples/${file}.mp`, host, constants);
  return (inputs) => Promise.resolve(session.step(inputs, host.sizes).outputs);
}

/** The loops of the host programs, on one gloss of every eight of WordNet. */
const corpus = readCorpus(8);
const model = closedBookModel(corpus);
const { vocabulary, passages } = corpus;

/** Parts of a text in which retrieval was wanted, and others. */
const counts = (parts: readonly { readonly unsure: boolean }[]): readonly [number, number] =>
  [parts.filter((p) => p.unsure).length, parts.filter((p) => !p.unsure).length];

describe('the loops over WordNet', () => {
  it('FLARE retrieves where the model doubts, and only there', async () => {
    const step = await stepOf('flare/flare', flareHost(corpus, model));
    const [first = [], ...answers] = await converse(QUESTIONS, step, corpus);
    expect(first[0]).toMatchObject({ unsure: true, query: 'what is a telescope' });
    const [unsure, sure] = counts(answers.flat());
    expect(unsure).toBeGreaterThan(4);
    expect(sure).toBeGreaterThan(4);
    const about = (thing: string): string | undefined => answers[QUESTIONS.indexOf(`what is ${thing}` as (typeof QUESTIONS)[number]) - 1]?.[0]?.text;
    // The model has read the passage about chess, not that about spacecraft.
    expect(about('chess')).toContain('a board game for two players');
    expect(about('a spacecraft')).toContain('a craft capable of traveling in outer space');
    for (const { unsure: asked, query, found } of answers.flat()) if (!asked) expect([query, found]).toEqual(['', []]);
    expect(answers.flat().filter(({ found }) => found.length > 0).length).toBeGreaterThan(4);
  });

  it('FS-RAG retrieves for every sentence', async () => {
    const step = await stepOf('fs-rag/fs_rag', fsRagHost(corpus, model));
    const sentences = await answerFsRag('what is a spacecraft', step, corpus);
    expect(sentences[0]?.text).toBe('a craft capable of traveling in outer space .');
    expect(sentences.length).toBeGreaterThan(1);
    for (const { found } of sentences) expect(found.length).toBeGreaterThan(0);
  });

  it('DRAGIN retrieves where what matters is doubtful, and asks for what was attended to', async () => {
    const step = await stepOf('dragin/dragin', draginHost(corpus, model, new Transformer()), CONSTANTS);
    const answers = [];
    for (const question of QUESTIONS) answers.push(await answerDragin(question, step, corpus));
    const [unsure, sure] = counts(answers.map((parts) => ({ unsure: parts[0]?.unsure ?? false })));
    expect(unsure).toBeGreaterThan(2);
    expect(sure).toBeGreaterThan(2);
    const spacecraft = answers[QUESTIONS.indexOf('what is a spacecraft')]?.[0];
    expect(spacecraft).toMatchObject({ unsure: true, text: 'a craft capable of traveling in outer space .' });
    expect(spacecraft?.query).toContain('spacecraft');
  });

  it('MemAgent answers from a note that it rewrote after every chunk', async () => {
    const [question] = COMPARISONS; // a candle and a telescope are defined in different chunks
    const text = joined(passages.slice(1500, 3600)).filter((w) => w !== END);
    const step = await stepOf('mem-agent/mem_agent', memAgentHost(corpus, model));
    const { answer, chunks } = await read(question, text, step, corpus);
    expect(chunks).toBeGreaterThan(5);
    expect(answer).toContain('telescope : a magnifier of images of distant objects .');
    expect(answer).toContain('candle : stick of wax with a wick in the middle .');
  });

  it('two-stage retrieval ranks the candidates of BM25 anew', async () => {
    const widths = { candidates: 20, words: 24 };
    const step = await stepOf('rag-two-stage/rag_two_stage', twoStageHost(corpus, new Transformer(), widths), { First: 20, L: 24 });
    let moved = 0;
    for (const query of DESCRIPTIONS.slice(0, 3)) {
      const outputs = await step({ question: ints(vocabulary.encode(query)) });
      const candidates = listed(outputs, 'candidates');
      const best = numbers(outputs['best']).slice(0, listed(outputs, 'place').length);
      expect(best.length).toBe(Math.min(10, candidates.length));
      expect(best.every((doc) => candidates.includes(doc))).toBe(true);
      const scores = numbers(outputs['best_score']).slice(0, best.length);
      expect([...scores].sort((a, b) => b - a)).toEqual(scores);
      if (best[0] !== candidates[0]) moved++;
    }
    expect(moved).toBeGreaterThan(0);
  });
});
