/** What one wave of a kernel does; what it does on the way that nothing hides counts as dependent. */
export interface WaveCounts {
  /** Instructions: plain, of divisions, of special functions, of whole numbers. */
  readonly arithmetic: number;
  readonly division: number;
  readonly special: number;
  readonly integer: number;
  /** Products on the matrix units, in multiply-adds. */
  readonly matrix: number;
  /** Instructions that load from device memory and that store to it, lines of the unit's cache that these touch, and accesses of the memory of the block. */
  readonly accesses: number;
  readonly stores: number;
  readonly lines: number;
  readonly shared: number;
  /** Sectors of device memory that a wave updates atomically. */
  readonly atomics: number;
  /** Round trips one after another: to memory for data that nobody has touched yet, to the cache of all units, to that of the unit, to the memory of the block. */
  readonly coldTrips: number;
  readonly warmTrips: number;
  readonly nearTrips: number;
  readonly localTrips: number;
  /** Waits for all threads of the block, and exchanges between lanes, one after another. */
  readonly barriers: number;
  readonly exchanges: number;
}

export const NOTHING: WaveCounts = {
  arithmetic: 0, division: 0, special: 0, integer: 0, matrix: 0, accesses: 0, stores: 0, lines: 0, shared: 0, atomics: 0,
  coldTrips: 0, warmTrips: 0, nearTrips: 0, localTrips: 0, barriers: 0, exchanges: 0,
};

export const COUNTS = Object.keys(NOTHING) as readonly (keyof WaveCounts)[];

/** The place of each count in `COUNTS`. */
export const PLACES = Object.fromEntries(COUNTS.map((kind, at) => [kind, at])) as Readonly<Record<keyof WaveCounts, number>>;

/** What turns of an unrolled loop do together: counted once for each turn of the loops around, not each time. */
export const PER_TURN: ReadonlySet<keyof WaveCounts> = new Set(['coldTrips', 'warmTrips', 'nearTrips', 'localTrips', 'barriers', 'exchanges']);

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
  /** Bytes of the smallest buffer that is updated atomically; infinite where there is none. */
  readonly updatedBytes: number;
  /** Memory that a block allocates for itself. */
  readonly localBytes: number;
}
