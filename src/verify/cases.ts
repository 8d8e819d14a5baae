import type { Method, SizeSymbol } from '../ir/nodes.js';
import { dtypeBytes } from '../numerics/dtype.js';
import { Size } from '../symbolic/index.js';
import { Random } from './random.js';

/** One situation to try: actual sizes, and for methods with memories of a request how many tokens came before. */
export interface Case {
  readonly name: string;
  readonly sizes: Readonly<Record<string, number>>;
  /** Tokens in the memories before the step. 0: a new session; above, memories have random contents. */
  readonly tokens: number;
  /** Steps to run one after another. */
  readonly steps: number;
  /** Tokens of further sessions, which step together with the first. */
  readonly together?: readonly number[];
}

/** Largest value that a size without a meaning for tokens takes in a test. */
const SMALL = 96;
/** A length of a few thousand tokens, where all tensors together take no more than this. */
const LONG = 2500;
const LONG_BYTES = 64 * 2 ** 20;
/** Sessions that step together. */
const TOGETHER = 4;

/**
 * Shapes that catch mistakes: the smallest sizes, odd small ones, and for token memories an empty memory, lengths around
 * each block size, one that is longer than what selections keep, one of a few thousand tokens, and sessions of different
 * lengths that step together. `given` fixes sizes.
 */
export function casesOf(method: Method, seed: number, given: Readonly<Record<string, number>> = {}): readonly Case[] {
  const free = method.sizes.filter((s) => s !== method.tokens);
  const random = new Random(seed);
  const sizesAt = (pick: (size: SizeSymbol) => number): Record<string, number> =>
    Object.fromEntries(free.map((s) => [s.name, given[s.name] ?? roundUp(clamp(pick(s), s), s)]));
  const small = (s: SizeSymbol): number => random.integer(Math.max(1, s.min), Math.max(s.min, SMALL));
  if (method.tokens) return tokenCases(method, method.tokens, given[method.tokens.name], () => sizesAt(small));
  const remembers = method.tensors.some((t) => t.role === 'memory' && t.growth?.kind === 'state');
  const cases = [
    { name: 'smallest', sizes: sizesAt((s) => Math.max(s.min, 1)) },
    { name: 'empty', sizes: sizesAt((s) => s.min) },
    { name: 'small', sizes: sizesAt(small) },
    { name: 'larger', sizes: sizesAt((s) => 4 * small(s)) },
  ];
  const fresh = unique(cases.map((c) => ({ ...c, tokens: 0, steps: remembers ? 3 : 1 })));
  return remembers ? [...fresh, { name: 'with contents', sizes: sizesAt(small), tokens: 1, steps: 2 }, ...togetherCases(method, sizesAt(small), [0, 1, 1, 0], Infinity)] : fresh;
}

function tokenCases(
  method: Method, tokens: SizeSymbol, fixed: number | undefined, sizes: () => Readonly<Record<string, number>>,
): readonly Case[] {
  const blocks = [...new Set(method.tensors.flatMap((t) => (
    t.growth?.kind === 'append-block' || t.growth?.kind === 'update-block' ? [t.growth.block] : t.growth?.kind === 'ring' ? [t.growth.rows] : [])))];
  const around = blocks.flatMap((b) => [b - 2, 3 * b]);
  const wanted = fixed !== undefined ? [fixed] : [0, ...around, 137, LONG].filter((n) => n >= 0);
  const steps = (length: number): number => (fixed !== undefined ? 1 : blocks.includes(length + 2) ? 4 : 3);
  const cases: Case[] = [];
  for (const length of new Set(wanted)) {
    const chosen = sizes();
    const brought = advanceOf(method, chosen);
    const before = fixed === undefined ? Math.ceil(length / brought) * brought : fixed - brought;
    const last = before + steps(length) * brought;
    const isTooLarge = length === LONG && fixed === undefined && bytesAt(method, { ...chosen, [tokens.name]: last }) > LONG_BYTES;
    if (before < 0 || last > tokens.max || isTooLarge) continue;
    cases.push({ name: `after ${before} tokens`, sizes: chosen, tokens: before, steps: steps(length) });
  }
  if (fixed !== undefined) return cases;
  const block = Math.max(2, Math.min(...blocks, 64));
  return [...cases, ...togetherCases(method, sizes(), [0, block - 1, block, 137], tokens.max)];
}

/** Requests of different lengths in one batch, if the method takes batches. */
function togetherCases(method: Method, sizes: Readonly<Record<string, number>>, lengths: readonly number[], longest: number): readonly Case[] {
  const { min, max } = method.batch;
  const brought = advanceOf(method, sizes);
  const fitting = lengths.map((n) => Math.min(Math.ceil(n / brought) * brought, Math.max(0, Math.floor(longest / brought) - 2) * brought));
  const [tokens = 0, ...together] = fitting.slice(0, Math.min(TOGETHER, max));
  if (together.length === 0 || together.length + 1 < min) return [];
  return [{ name: `sessions of ${[tokens, ...together].join(', ')} tokens together`, sizes, tokens, together, steps: 2 }];
}

/** Tokens that a step brings. */
export function advanceOf({ advance }: Method, sizes: Readonly<Record<string, number>>): number {
  return advance ? Size.evaluate(advance, sizes) : 1;
}

function bytesAt(method: Method, sizes: Readonly<Record<string, number>>): number {
  return method.tensors.reduce((total, t) => total + t.shape.reduce((n, s) => n * Size.evaluate(s, sizes), dtypeBytes(t.dtype)), 0);
}

function clamp(value: number, size: SizeSymbol): number {
  return Math.max(size.min, Math.min(size.max, value));
}

function roundUp(value: number, size: SizeSymbol): number {
  return Math.min(size.max, Math.ceil(value / size.multipleOf) * size.multipleOf);
}

function unique(cases: readonly Case[]): readonly Case[] {
  return [...new Map(cases.map((c) => [JSON.stringify(c.sizes), c])).values()];
}
