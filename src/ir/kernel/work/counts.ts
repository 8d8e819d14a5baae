/** What one wave of a kernel does; what it does on the way that nothing hides counts as dependent. */
export interface WaveCounts {
  /** Instructions: plain, of divisions, of special functions, of whole numbers. */
  readonly arithmetic: number;
  readonly division: number;
  readonly special: number;
  readonly integer: number;
  /** Products on the matrix units, in multiply-adds. */
  readonly matrix: number;
  /** Instructions that access memory, device memory and that of the block; updates that lanes make atomically. */
  readonly accesses: number;
  readonly shared: number;
  readonly atomics: number;
  /** Round trips to memory one after another: of data that nobody has touched yet, and of data that a cache has. */
  readonly coldTrips: number;
  readonly warmTrips: number;
  /** Waits for all threads of the block, and exchanges between lanes, one after another. */
  readonly barriers: number;
  readonly exchanges: number;
}

export const NOTHING: WaveCounts = {
  arithmetic: 0, division: 0, special: 0, integer: 0, matrix: 0, accesses: 0, shared: 0, atomics: 0, coldTrips: 0, warmTrips: 0, barriers: 0, exchanges: 0,
};

export const COUNTS = Object.keys(NOTHING) as readonly (keyof WaveCounts)[];

/** One launch of a kernel. */
export interface KernelWork {
  readonly blocks: number;
  readonly threads: number;
  /** Waves of a block. */
  readonly waves: number;
  /** Of the mean wave, and of the one that takes longest. */
  readonly mean: WaveCounts;
  readonly longest: WaveCounts;
  /** Bytes that move between the cache that all units share and those of the units, in whole sectors. */
  readonly cacheBytes: number;
  /** Distinct bytes from memory that nobody has touched yet, and bytes written. */
  readonly coldBytes: number;
  readonly writtenBytes: number;
}
