import { fromNumbers, toNumbers, type TensorData } from '../../../src/numerics/tensor-data.js';
import { postingsOf } from '../../../examples/support/inverted-index.js';
import { postingTensors } from '../../../examples/support/corpus.js';
import { flag, ints } from '../../../examples/support/tensors.js';
import { seeded, seededBits, seededIds, seededNumbers } from '../../support/seeded.js';

/** The runs of test/oracles/*.py: the same seeded tensors, and the same stand-ins for models. */
type Tensors = Readonly<Record<string, TensorData>>;
type Extern = (args: Tensors) => Readonly<Record<string, TensorData | readonly number[]>>;

export interface Run {
  readonly name: string;
  readonly file: string;
  readonly memories: Tensors;
  readonly sizes?: Readonly<Record<string, number>>;
  readonly inputs: (step: number) => Tensors;
  readonly externs: (step: () => number) => Readonly<Record<string, Extern>>;
  readonly vocabulary?: { encode(text: string): Int32Array; decode(ids: ArrayLike<number>): string };
  /** Names of outputs that the oracle names otherwise, and how many of their elements count. */
  readonly lengths?: Readonly<Record<string, string>>;
}

const WORDS = 97;
const DOCS = 60;
const FIRST_TERM = 4;

export const listOf = (data: TensorData | undefined): number[] => (data ? Array.from(toNumbers(data)) : []);
const number = (name: string, step: number, end: number): number => (seededBits(name, step, 1)[0] ?? 0) % end;
const wordsOf = (name: string, step: number, count: number, end = WORDS): number[] => listOf(seededIds(name, step, [count], end));
const digest = (...lists: readonly number[][]): number => lists.flat().reduce((h, id) => (h * 31 + id + 1) % 1_000_003, 0);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const TEXTS = Array.from({ length: DOCS }, (_, d) => wordsOf('corpus.words', d, 5 + number('corpus.length', d, 20), WORDS - FIRST_TERM).map((w) => w + FIRST_TERM));
const POSTINGS = postingTensors(postingsOf(TEXTS.map((t) => t.filter((w) => w % 7 !== 0)), WORDS));

/** A sentence that depends on the passages found. */
const answer = (name: string, step: number, most: number, shift: number): number[] =>
  wordsOf(`${name}.sentence`, step, number(`${name}.m`, step, most + 1)).map((w) => (w + shift) % WORDS);
const withStops = (words: readonly number[], every: number, rest: number): number[] => words.map((w) => (w % every === rest ? 1 : w));

const flare: Run = {
  name: 'flare', file: 'flare/flare', memories: POSTINGS,
  inputs: (step) => ({ text: ints(wordsOf('flare.text', step, 3 + number('flare.T', step, 30))), first: flag(step % 5 === 0) }),
  externs: (at) => ({
    look_ahead: () => {
      const ahead = withStops(wordsOf('flare.ahead', at(), number('flare.n', at(), 17)), 8, 3);
      const chance = seededNumbers('flare.chance', at(), ahead.length).map((v) => (v + 1) / 2).map((u) => Math.fround(1 - u * u * u * u * u * u));
      return { ahead, chance };
    },
    write: ({ passages }) => ({ sentence: answer('flare', at(), 16, sum(listOf(passages))) }),
  }),
  lengths: { sentence: 'words' },
};

const fsRag: Run = {
  name: 'fs_rag', file: 'fs-rag/fs_rag', memories: POSTINGS,
  inputs: (step) => ({ text: ints(withStops(wordsOf('fs_rag.text', step, 1 + number('fs_rag.T', step, 40)), 8, 3)) }),
  externs: (at) => ({ write: ({ passages }) => ({ sentence: answer('fs_rag', at(), 20, sum(listOf(passages))) }) }),
};

const isContent = (w: number): boolean => w >= 4 && w % 7 !== 0 && w % 3 !== 0;
const dragin: Run = {
  name: 'dragin', file: 'dragin/dragin',
  memories: { ...POSTINGS, content: fromNumbers('bool', [WORDS], Array.from({ length: WORDS }, (_, w) => (isContent(w) ? 1 : 0))) },
  inputs: (step) => ({ text: ints(wordsOf('dragin.text', step, 3 + number('dragin.T', step, 20))) }),
  externs: (at) => ({
    generate: ({ text }) => {
      const step = at();
      const half = (v: number): number => (v + 1) / 2;
      return {
        chunk: withStops(wordsOf('dragin.chunk', step, number('dragin.n', step, 13)), 6, 5),
        entropy: seededNumbers('dragin.entropy', step, 12).map((v) => Math.fround((v + 1) * (step % 3 ? 0.4 : 1))),
        attention: seededNumbers('dragin.attention', step, 2 * 13 * (listOf(text).length + 12)).map(half),
      };
    },
    write: ({ kept, passages }) => ({ sentence: answer('dragin', at(), 12, sum(listOf(passages)) + (listOf(kept)[0] ?? 0)) }),
  }),
};

const ragDense: Run = {
  name: 'rag_dense', file: 'rag-dense/rag_dense', memories: { passage: seeded('rag_dense.passage', 0, 'f16', [50, 64]) }, sizes: { Words: WORDS },
  inputs: (step) => ({ question: ints(wordsOf('rag_dense.question', step, 1 + number('rag_dense.Q', step, 12))) }),
  externs: () => ({ embed: ({ question }) => ({ vector: seededNumbers('rag_dense.embed', digest(listOf(question)), 64) }) }),
};

function ivfPq(): Run {
  const [lists, docs, parts, codes] = [6, 40, 4, 256];
  const group = wordsOf('rag_ivf_pq.group', 0, docs, lists - 1);
  const passage = Array.from({ length: docs }, (_, d) => d).sort((a, b) => (group[a] ?? 0) - (group[b] ?? 0) || a - b);
  const start = Array.from({ length: lists + 1 }, (_, l) => group.filter((g) => g < l).length);
  const code = listOf(seededIds('rag_ivf_pq.code', 0, [docs, parts], codes));
  return {
    name: 'rag_ivf_pq', file: 'rag-ivf-pq/rag_ivf_pq',
    memories: {
      centroid: seeded('rag_ivf_pq.centroid', 0, 'f32', [lists, 16]), codeword: seeded('rag_ivf_pq.codeword', 0, 'f32', [parts, codes, 4], 0.5),
      start: ints(start), passage: ints(passage), code: fromNumbers('u8', [docs, parts], passage.flatMap((d) => code.slice(d * parts, (d + 1) * parts))),
    },
    inputs: (step) => ({ query: seeded('rag_ivf_pq.query', step, 'f16', [16]) }),
    externs: () => ({}),
  };
}

const twoStage: Run = {
  name: 'rag_two_stage', file: 'rag-two-stage/rag_two_stage',
  memories: { ...POSTINGS, text: ints(TEXTS.flatMap((t) => Array.from({ length: 6 }, (_, i) => t[i] ?? 0)), [DOCS, 6]) },
  inputs: (step) => ({ question: ints(wordsOf('rag_two_stage.question', step, 1 + number('rag_two_stage.Q', step, 4))) }),
  externs: () => ({
    rerank: ({ question, passages }) => {
      const rows = listOf(passages);
      const relevance = Array.from({ length: 8 }, (_, i) => seededNumbers('rag_two_stage.rerank', digest(listOf(question), rows.slice(6 * i, 6 * i + 6)), 1)[0] ?? 0);
      return { relevance };
    },
  }),
};

const TEMPLATE = ['', 'problem', ':', 'memory', 'section', 'updated', 'answer'];
const NOTE = 12;
const memAgent: Run = {
  name: 'mem_agent', file: 'mem-agent/mem_agent', memories: {}, sizes: { Words: 50 },
  inputs: (step) => ({
    question: ints(wordsOf('mem_agent.question', 0, 3, 43).map((w) => w + 7)),
    chunk: ints(wordsOf('mem_agent.chunk', step, 1 + number('mem_agent.C', step, 20), 43).map((w) => w + 7)),
    last: flag(step % 9 === 8 || step === 319),
  }),
  externs: () => ({
    rewrite: ({ prompt }) => ({ updated: listOf(prompt).filter((w, i) => w >= TEMPLATE.length && (31 * w + 17 * i) % 3 === 0).slice(0, NOTE) }),
    respond: ({ prompt }) => ({ answer: listOf(prompt).filter((w, i) => (w + i) % 2 === 0).slice(0, NOTE) }),
  }),
  vocabulary: {
    encode: (text) => Int32Array.from(text.split(' ').filter((w) => w !== ''), (w) => (TEMPLATE.includes(w) ? TEMPLATE.indexOf(w) : Number(w.slice(1)))),
    decode: (ids) => Array.from(ids, (i) => TEMPLATE[i] ?? `w${i}`).join(' '),
  },
};

export const RUNS: readonly Run[] = [flare, fsRag, dragin, ragDense, ivfPq(), twoStage, memAgent];
