import { COUNTS, PER_TURN, PLACES, type WaveCounts } from '../counts.js';
import type { Instructions } from './instructions.js';
import type { Block, Item } from './program.js';

/** A block that is being written: what may run or not, or again and again. */
interface OpenBlock {
  /** Loops around. */
  readonly depth: number;
  readonly items: Item[];
  readonly times: Float64Array;
  readonly turns: Float64Array;
  /** What is computed here: nothing after the block may rely on it. */
  readonly charged: string[];
}

/** What the blocks of a kernel count for, while they are written. */
export class Ledger {
  readonly #blocks: OpenBlock[] = [];
  readonly #charged = new Set<string>();

  /** Loops around what is written now. */
  get depth(): number {
    return this.#block.depth;
  }

  open(depth: number): void {
    this.#blocks.push({ depth, items: [], times: new Float64Array(COUNTS.length), turns: new Float64Array(COUNTS.length), charged: [] });
  }

  close(): Block {
    const block = this.#block;
    this.#blocks.pop();
    for (const key of block.charged) this.#charged.delete(key);
    return { items: block.items, times: pairs(block.times), turns: pairs(block.turns) };
  }

  push(item: Item): void {
    this.#block.items.push(item);
  }

  /** Counts what only loops up to `depth` change: it stands in the innermost block that they are around. */
  count(kind: keyof WaveCounts, amount: number, depth = Infinity): void {
    add(this.#at(depth), kind, amount);
  }

  /** Instructions where they stand once what loops do not change is moved out of them; those of one `key` are done once. */
  charge(kind: Instructions, amount: number, depth: number, key: string): void {
    if (amount === 0 || this.#charged.has(key)) return;
    const block = this.#at(depth);
    this.#charged.add(key);
    block.charged.push(key);
    add(block, kind, amount);
  }

  get #block(): OpenBlock {
    return this.#blocks.at(-1) ?? none();
  }

  #at(depth: number): OpenBlock {
    return this.#blocks.findLast((b) => b.depth <= depth) ?? this.#block;
  }
}

function add({ times, turns }: OpenBlock, kind: keyof WaveCounts, amount: number): void {
  const counts = PER_TURN.has(kind) ? turns : times;
  const at = PLACES[kind];
  counts[at] = (counts[at] ?? 0) + amount;
}

function none(): never {
  throw new Error('a statement outside of all blocks');
}

function pairs(counts: Float64Array): readonly number[] {
  const found: number[] = [];
  counts.forEach((amount, at) => { if (amount !== 0) found.push(at, amount); });
  return found;
}
