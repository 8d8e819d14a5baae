import type { Stage } from '../../src/ir/nodes.js';

/** FLOP per byte from `least` to `most`; a stage without a band is empty in the paper. */
export interface Band { readonly text: string; readonly least: number; readonly most: number }

const band = (text: string, least: number, most: number): Band => ({ text, least, most });
const LOW = band('1–10', 1, 10);
const ONE = band('≈ 1', 0.5, 2);
const NONE = band('0', 0, 0.1);
const HIGH = band('> 100', 100, Infinity);
const MIDDLE = band('10–100', 10, 100);

/** Table 2 of the paper: arithmetic intensity by family and stage. */
export const FAMILIES = {
  'sparse attention': { prepare: MIDDLE, relevancy: LOW, retrieve: ONE, apply: MIDDLE },
  RAG: { prepare: band('1–100', 1, 100), relevancy: LOW, retrieve: ONE, apply: NONE },
  MemAgent: { prepare: LOW, retrieve: NONE, apply: HIGH },
  'memory as context': { prepare: HIGH, relevancy: LOW, retrieve: ONE, apply: NONE },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Stage, Band>>>>>;

export type Family = keyof typeof FAMILIES;

export interface MethodNotes {
  readonly family: Family;
  /** Actual sizes to look at, where the base and the largest are not telling. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** Why a stage is outside the paper's band. */
  readonly why: Readonly<Partial<Record<Stage, string>>>;
}

/** Tokens in the memory, where a method has that size. */
export const BASE = { N: 131_072 } as const;

const ONE_TOKEN = 'one token of one request uses each weight once, for two operations; the paper\'s band is that of many tokens at once, which share the weights.';
const GATHERED = 'query heads that share a key-value head read a chosen row once, and nothing else is shared in one request. The band needs the queries of a batch or of latent attention.';
const MODEL = 'the paper counts appending the passages to the prompt; here the model that then writes is called in this stage, with the work that its `extern` declares, prompt and words together.';
const POSTINGS = 'a posting is 8 bytes, read, multiplied and added; the scores of all documents are cleared, added to and read once more for the choice.';
const SMALL_PREPARE = 'the query is only looked at; what the paper counts is the encoder of a dense retriever.';

export const METHODS: Readonly<Record<string, MethodNotes>> = {
  deepseek_sparse_attention: {
    family: 'sparse attention', sizes: { T: 131_072 },
    why: { prepare: ONE_TOKEN, relevancy: '64 index heads share each key of 132 bytes: the scoring alone is 125 FLOP/B. The band fits if every head\'s scores are written to memory.' },
  },
  deepseek_sparse_attention_prefill: {
    family: 'sparse attention', sizes: { C: 2048, T: 131_072 },
    why: {
      relevancy: '2048 queries with 64 heads share each key: compute bound, far from decoding, which the paper measures.',
      apply: '2048 queries with 128 heads share the latents.',
    },
  },
  seer_attention_r: { family: 'sparse attention', why: { prepare: `${ONE_TOKEN} The pooled key is computed once in 64 steps.`, apply: GATHERED } },
  seer_attention_r_threshold: {
    family: 'sparse attention', why: { prepare: `${ONE_TOKEN} The pooled key is computed once in 64 steps.`, relevancy: 'one block key is used by one gate head; the maximum and the sum for the threshold read the scores again.', apply: GATHERED },
  },
  lserve: {
    family: 'sparse attention',
    why: { prepare: 'only the open page changes: a minimum and a maximum for each byte or two.', retrieve: 'the choice streams with the scores; what is counted here is that the kept list is written.', apply: `${GATHERED} Keys and values are 8 bits wide, so a byte counts double.` },
  },
  rag_bm25: { family: 'RAG', sizes: { Postings: 1_400_000_000, Q: 10 }, why: { prepare: SMALL_PREPARE, relevancy: POSTINGS } },
  dragin: {
    family: 'RAG', sizes: { Postings: 1_400_000_000, T: 256 },
    why: { relevancy: POSTINGS, apply: MODEL },
  },
  flare: { family: 'RAG', sizes: { Postings: 1_400_000_000, T: 256 }, why: { relevancy: POSTINGS, apply: MODEL } },
  fs_rag: { family: 'RAG', sizes: { Postings: 1_400_000_000, T: 256 }, why: { prepare: SMALL_PREPARE, relevancy: POSTINGS, apply: MODEL } },
  rag_dense: { family: 'RAG', sizes: { Q: 20 }, why: { relevancy: 'one query: two operations for each f16 of a vector, 0.998 with the ids; the band begins where two queries share a pass.' } },
  rag_ivf_pq: {
    family: 'RAG',
    why: {
      prepare: 'one query against all centroids in f32: three operations for four bytes.',
      retrieve: 'twenty lists of the mean length hold 6413 passages: the tables of distances that they share are three times their codes.',
      apply: 'the distances of the ten best are looked up again.',
    },
  },
  rag_two_stage: {
    family: 'RAG', sizes: { Postings: 1_400_000_000, Q: 20 },
    why: { prepare: SMALL_PREPARE, relevancy: POSTINGS, retrieve: 'the cross-encoder that reads a hundred passages stands here, between the two choices.' },
  },
  mem_agent: {
    family: 'MemAgent', sizes: { C: 5000, Q: 30 },
    why: { apply: 'the paper counts the prompt of the next chunk here, this file in `prepare`, with the words that are written; the declared work of the answer is decoding, which reads all weights for each word.' },
  },
  hmt: {
    family: 'memory as context', sizes: { N: 1000 },
    why: {
      prepare: 'the forward pass that makes the embedding is the call in `apply`; what is left here is one projection of one vector.',
      relevancy: 'the summary is a forward pass of the model over half a segment, declared by `extern`; the recall itself is 1 FLOP/B.',
      apply: 'the call that reads the segment, which the paper counts as inference and not as memory processing.',
    },
  },
  titans_mac: {
    family: 'memory as context',
    why: {
      prepare: 'a segment of 32 tokens shares the weights of the small memory; gates and projections are read for 32 tokens only.',
      relevancy: '32 tokens share the query projection.',
      retrieve: 'the soft read is the forward pass of a network, not a weighted sum.',
      apply: 'attention and gate of the segment, which the paper counts as inference.',
    },
  },
  lact: {
    family: 'memory as context',
    why: {
      prepare: 'the gradients alone are beyond 100; results between the matrix products are counted as stored.',
      relevancy: 'the loss is a number that only its gradient uses, and is never computed.',
      apply: 'the paper\'s row of this family appends to the segment; here the fast weights are applied to 2048 tokens.',
    },
  },
};
