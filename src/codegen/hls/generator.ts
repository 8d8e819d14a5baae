/** What the generator chooses for every card: widths, lanes, depths. What a card brings is in `device.ts`. */

/** Data path of a kernel port for whole words, in bytes; at 225 MHz it carries what one HBM channel does. */
export const WORD_BYTES = 64;

/** A tensor or row that a process keeps whole in block RAM, at most. */
export const ROW_BYTES = 256 * 1024;
/** Items of a row that a pipelined loop moves within one iteration, at most; longer rows have a loop of their own. */
export const SHORT_ROW = 16;
/** Cost of starting one burst, in elements: what keeps the generator from fetching element by element. */
export const BURST_OVERHEAD = 16;
/** Arrays from this size on are bound to URAM. */
export const URAM_FROM_BYTES = 64 * 1024;
export const URAM_FROM_BANK_BYTES = 8 * 1024;

/** How wide inner products are: the longest that is unrolled whole, and the lanes of longer ones. */
export interface Width { readonly whole: number; readonly lanes: number }
/** Widest first; a kernel takes the first whose operators have room on a die. */
export const WIDTHS: readonly Width[] = [
  { whole: 128, lanes: 16 }, { whole: 64, lanes: 16 }, { whole: 32, lanes: 16 }, { whole: 16, lanes: 16 }, { whole: 8, lanes: 8 }, { whole: 4, lanes: 4 },
];
/** Places after the widest that fits, in `WIDTHS`, at which narrower kernels are offered beside it. */
export const NARROWER: readonly number[] = [2, 4];
/** Parts of what may stay on the chip, largest first; a kernel takes the first whose arrays have room on a die. */
export const CHIP_SHARES: readonly number[] = [1, 1 / 4, 1 / 16, 1 / 64];
/** Cycles from a request to device memory to its answer that kernels are scheduled for. */
export const MEMORY_LATENCY = 64;
/** Cycles of one entry that does not enter a heap, and of one level that an entry sinks or rises in it. */
export const HEAP_CYCLES = 4;

/** Beats of a burst and bursts in flight: more than the latency of the memory, in 32 KB of buffer for a 512-bit port. */
export const BURST_BEATS = 32;
export const OUTSTANDING = 16;
/** Depth of a stream of rows or words, in bursts that have arrived: four. */
export const WORD_STREAM_DEPTH = 4 * BURST_BEATS;
export const VALUE_STREAM_DEPTH = 64;
/** Largest k whose queue is made of registers (one comparator a place). */
export const REGISTER_QUEUE = 64;
