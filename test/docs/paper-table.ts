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

/** Tokens in the memory. */
export const BASE = { N: 131_072, T: 131_072 } as const;

export const METHODS: Readonly<Record<string, MethodNotes>> = {};
