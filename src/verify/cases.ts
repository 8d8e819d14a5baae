import type { Method, SizeSymbol } from '../ir/nodes.js';
import { Random } from './random.js';

/** One situation to try: actual sizes, and for methods with token memories how many tokens came before. */
export interface Case {
  readonly name: string;
  readonly sizes: Readonly<Record<string, number>>;
  /** Tokens in the memories before the step. */
  readonly tokens: number;
  /** Steps to run one after another. */
  readonly steps: number;
}

/** Largest value that a size without a meaning for tokens takes in a test. */
const SMALL = 96;

/**
 * Shapes that catch mistakes: the smallest sizes, odd small ones, and for token memories an empty memory, lengths around
 * each block size, and one that is longer than what selections keep. `given` fixes sizes.
 */
export function casesOf(method: Method, seed: number, given: Readonly<Record<string, number>> = {}): readonly Case[] {
  const free = method.sizes.filter((s) => s !== method.tokens);
  const fixed = method.tokens ? given[method.tokens.name] : undefined;
  const random = new Random(seed);
  const sizesAt = (pick: (size: SizeSymbol) => number): Record<string, number> =>
    Object.fromEntries(free.map((s) => [s.name, given[s.name] ?? roundUp(clamp(pick(s), s), s)]));
  const small = (s: SizeSymbol): number => random.integer(Math.max(1, s.min), Math.max(s.min, SMALL));
  if (!method.tokens) {
    const cases = [
      { name: 'smallest', sizes: sizesAt((s) => Math.max(s.min, 1)) },
      { name: 'empty', sizes: sizesAt((s) => s.min) },
      { name: 'small', sizes: sizesAt(small) },
      { name: 'larger', sizes: sizesAt((s) => 4 * small(s)) },
    ];
    return unique(cases.map((c) => ({ ...c, tokens: 0, steps: 1 })));
  }
  const { max } = method.tokens;
  const blocks = method.tensors.flatMap((t) => (t.growth?.kind === 'append-block' ? [t.growth.block] : t.growth?.kind === 'ring' ? [t.growth.rows] : []));
  const around = [...new Set(blocks)].flatMap((b) => [b - 2, 3 * b]);
  const lengths = fixed !== undefined ? [fixed - 1] : [0, ...around, 137].filter((n) => n >= 0 && n + 3 <= max);
  return [...new Set(lengths)].map((tokens) => ({
    name: `after ${tokens} tokens`, sizes: sizesAt(small), tokens, steps: fixed !== undefined ? 1 : 3,
  }));
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
