import type { KBuffer } from '../../nodes.js';
import type { WaveCounts } from '../counts.js';
import type { Slope } from './known.js';

/** What something counts for each time it is done; the rest is 0. */
export type PartCounts = Partial<WaveCounts>;

/** An access of a buffer in device memory. */
export interface Access {
  /** Number of the buffer in its kernel. */
  readonly number: number;
  readonly way: 'read' | 'written';
  /** Elements of each lane, bytes of an element, instructions that it takes. */
  readonly lanes: number;
  readonly element: number;
  readonly instructions: number;
  /** How often it is made where it stands: once for each turn of unrolled loops that it was moved out of. */
  readonly copies: number;
  /** An update that lanes make atomically. */
  readonly atomic: boolean;
  /** Slot of the index, and how that rises with the counters of the loops. */
  readonly index: number;
  readonly slopes: readonly Slope[];
  /** The data decide where lanes go. */
  readonly scattered: boolean;
  /** Whether where a block stands in x, y, z decides where its lanes go: blocks that agree in these go to the same places. */
  readonly blocks: readonly boolean[];
  /** Loops that are left before: what does not change in a loop is loaded ahead of it. */
  readonly outside: number;
}

/** Trips: cells hold after how many round trips to memory a value is known, until a wait ends their epoch. */
export type TripSources = readonly number[];

export type Item =
  /** Operations of the tape. */
  | { readonly kind: 'values'; from: number; to: number }
  | { readonly kind: 'access'; readonly access: Access; readonly sources: TripSources;
      /** What a load leaves: the cell of its trips, and the slot of its value where that is a length or an id that somebody needs (-1: none). */
      readonly cell: number; result: number }
  | { readonly kind: 'keep'; readonly cell: number; readonly sources: TripSources }
  | { readonly kind: 'wait' }
  | { readonly kind: 'if'; readonly cond: number; readonly then?: Block; readonly else?: Block }
  | Loop;

export interface Loop {
  readonly kind: 'for';
  readonly lo: number;
  readonly hi: number;
  readonly step: number;
  /** Slots for the counter, and for how often each lane turns. */
  readonly counter: number;
  readonly turns: number;
  /** Turns that run beside each other. */
  readonly together: number;
  readonly body: Block;
}

export interface Block {
  readonly items: readonly Item[];
  /** What all statements of the block count for together whatever the values, as pairs of a place in `COUNTS` and an amount: each time, and each turn. */
  readonly times: readonly number[];
  readonly turns: readonly number[];
}

/** A kernel made ready to be counted at any sizes. */
export interface Program {
  readonly body: Block;
  /** Operations: those before `ends[0]` only depend on the sizes, those from there to `ends[1]` only on the thread's number. */
  readonly tape: Int32Array;
  readonly ends: readonly [number, number];
  readonly slots: number;
  readonly cells: number;
  /** Slots of constants, of sizes (any name that the kernel doesn't define), of the thread's number and of the block's. */
  readonly constants: readonly (readonly [slot: number, value: number])[];
  readonly free: readonly (readonly [slot: number, name: string])[];
  readonly thread: number;
  readonly blocks: readonly [number, number, number];
  /** Buffers in device memory, by their numbers. */
  readonly buffers: readonly KBuffer[];
  /** Bytes of memory that a block allocates for itself. */
  readonly local: number;
}
