/** What a thread executes. A vector counts as one, whatever its lanes. */
export interface ThreadCounts {
  /** Additions, multiply-adds, comparisons, choices, conversions, shuffles. */
  readonly operations: number;
  /** Loads and stores. */
  readonly accesses: number;
  /** Vector divisions and roots. */
  readonly divisions: number;
  /** Steps of scalar code that the processor cannot foresee: comparisons of a sort, entries that are chosen. */
  readonly branches: number;
  /** Cycles in which a loop waits for its own results and the processor has nothing else to do. */
  readonly waits: number;
  /** Instructions that are executed for the first time. */
  readonly code: number;
  /** Pieces on another page than the one before, many pages in turn, brought into the first cache. */
  readonly hops: number;
  /** Lines that no prefetcher foresees, from the last cache and from memory. */
  readonly jumps: number;
  readonly misses: number;
}

export const NO_COUNTS: ThreadCounts = { operations: 0, accesses: 0, divisions: 0, branches: 0, waits: 0, code: 0, hops: 0, jumps: 0, misses: 0 };
export const THREAD_COUNTS = Object.keys(NO_COUNTS) as readonly (keyof ThreadCounts)[];
export type SomeCounts = Partial<ThreadCounts>;

/** A part of a kernel that one thread runs, or several that share a loop: what the busiest of them does. */
export interface Segment {
  /** Threads that share it; 1: the caller alone. */
  readonly threads: number;
  /** How often one after another. */
  readonly times: number;
  readonly counts: ThreadCounts;
  /** Bytes in streams that this thread brings into its second cache. */
  readonly shared: number;
  /** Bytes between memory and the last cache, all threads together. */
  readonly memory: number;
}

/** What a CPU kernel does in one call. */
export interface ThreadWork {
  readonly kind: 'threads';
  readonly segments: readonly Segment[];
}

/** Bytes that the caches of a core and the one that all cores share hold. */
export interface Caches { readonly first: number; readonly second: number; readonly last: number }
