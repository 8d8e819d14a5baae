/** What a thread executes. A vector counts as one, whatever its lanes. */
export interface ThreadCounts {
  /** Additions, multiply-adds, comparisons, choices, conversions, shuffles of vectors. */
  readonly operations: number;
  /** The same of single values: a processor does more of them at a time. */
  readonly scalars: number;
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

export const NO_COUNTS: ThreadCounts = { operations: 0, scalars: 0, accesses: 0, divisions: 0, branches: 0, waits: 0, code: 0, hops: 0, jumps: 0, misses: 0 };
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

/** What a CPU kernel does in one call, with the caches as they are when it starts. */
export interface ThreadWork {
  readonly kind: 'threads';
  /** Of its call. */
  readonly arguments: number;
  readonly segments: readonly Segment[];
}

/** What one access, or several that move alike, bring into the caches of the thread that is busiest, if nothing is there. */
export interface Brought {
  /** Tensor, or buffer of the kernel's own. */
  readonly name: string;
  /** Of the kernel's own: nobody else has touched it. */
  readonly own: boolean;
  readonly written: boolean;
  /** Distinct bytes of this thread, and of all threads in all turns of the segment. */
  readonly distinct: number;
  readonly all: number;
  /** Bytes brought into the second cache. */
  readonly second: number;
  /** Bytes that follow one another before the next jump. */
  readonly piece: number;
}

/** A segment before it is known what the caches hold. `counts`: without what depends on that. */
export interface OpenSegment {
  readonly threads: number;
  readonly times: number;
  /** Parts of the size of this thread's that all threads together do. */
  readonly share: number;
  readonly counts: ThreadCounts;
  readonly brought: readonly Brought[];
}

/** What a CPU kernel does in one call, whatever the caches hold when it starts. */
export interface OpenThreadWork {
  readonly arguments: number;
  readonly segments: readonly OpenSegment[];
  readonly caches: Caches;
}

/** Parts of what a kernel touches of a buffer that caches hold when it starts. */
export interface Held {
  /** The second cache of the core that runs the kernel, if only one thread does. */
  readonly second: number;
  readonly last: number;
  /** Part of what is written for which the last cache has to write something older back. */
  readonly back: number;
}

/** Bytes that the caches of a core and the one that all cores share hold. */
export interface Caches { readonly first: number; readonly second: number; readonly last: number }
