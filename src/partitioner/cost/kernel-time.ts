import type { KernelWork, WaveCounts } from '../../ir/kernel/work/index.js';
import type { Processor } from '../../machines/index.js';
import type { CostTerm } from './step-cost.js';

/** What the time of a GPU's kernel follows from; all times in microseconds. `mpc calibrate` fits them, device files hold them. */
export interface KernelRates {
  /** The least that a kernel takes. */
  readonly kernel: number;
  /** A round trip that nothing hides: to memory, to the cache, to the memory of the block. */
  readonly coldTrip: number;
  readonly warmTrip: number;
  readonly localTrip: number;
  /** A barrier, an exchange between lanes, an instruction, an access, of a wave on its way. */
  readonly barrier: number;
  readonly exchange: number;
  readonly instruction: number;
  readonly access: number;
  /** One instruction of a wave where a unit has many to choose from; others as multiples of it. */
  readonly issue: number;
  readonly integer: number;
  readonly division: number;
  readonly special: number;
  readonly accessSlots: number;
  /** A line that a unit's cache looks up, an access of the memory of the block, a block that begins, one after another on each unit. */
  readonly line: number;
  readonly local: number;
  readonly block: number;
  /** Bytes, multiply-adds on the matrix units and atomic updates in a microsecond, all units together. */
  readonly memory: number;
  readonly cache: number;
  readonly matrix: number;
  readonly atomics: number;
  /** Exponent by which overlapping times add up. */
  readonly overlap: number;
}

/** Shape of a processor that rates do not change; its caches in bytes. */
export interface KernelUnits {
  readonly count: number;
  readonly wave: number;
  readonly waves: number;
  readonly local: number;
  readonly cache: number;
}

export function kernelUnits({ units, local, cache }: Processor): KernelUnits {
  return {
    count: units.count.value, wave: units.wave.value, waves: units.waves.value, local: local ? local.capacity.value * 1e3 : Infinity, cache: cache.capacity.value * 1e6,
  };
}

/** The rates of a device; undefined where its file does not give them. */
export function kernelRates({ units, compute, fixed, kernels }: Processor): KernelRates | undefined {
  if (!kernels) return undefined;
  const slots = compute.vector.value * compute.vectorReached.value * 1e6 / (2 * units.wave.value * units.count.value);
  const peak = compute.matrix?.bf16?.value;
  const matrix = peak !== undefined && kernels.matrixReached ? peak * kernels.matrixReached.value * 1e6 / 2 : slots * units.wave.value * units.count.value;
  return {
    kernel: fixed.kernel.value,
    coldTrip: kernels.memoryTrip.value / 1e3, warmTrip: kernels.cacheTrip.value / 1e3, localTrip: kernels.localTrip.value / 1e3,
    barrier: kernels.barrier.value / 1e3, exchange: kernels.exchange.value / 1e3, instruction: kernels.instruction.value / 1e3, access: kernels.access.value / 1e3,
    issue: 1 / slots, integer: kernels.integer.value, division: compute.divide.value, special: compute.special.value, accessSlots: kernels.accessSlots.value,
    line: kernels.line.value / 1e3, local: kernels.local.value / 1e3, block: kernels.block.value / 1e3,
    memory: kernels.memory.value * 1e3, cache: kernels.cache.value * 1e3, matrix, atomics: kernels.atomics.value * 1e3, overlap: kernels.overlap.value,
  };
}

function instructions(c: WaveCounts, r: KernelRates): number {
  return c.arithmetic + r.integer * c.integer + r.division * c.division + r.special * c.special;
}

/** Parts of a unit, each with matrix units of its own; a wave runs on one of them. */
const PARTS = 4;

/** Parts of a large cache that each update one place at a time, and bytes that lie in all of them. */
const PARTS_OF_CACHE = 96;
const SPREAD = 48 * 1024;

/** How long a wave is on its way. */
function way(c: WaveCounts, r: KernelRates, units: KernelUnits): number {
  return r.coldTrip * c.coldTrips + r.warmTrip * c.warmTrips + r.localTrip * c.localTrips + r.barrier * c.barriers + r.exchange * c.exchanges
    + r.instruction * instructions(c, r) + r.access * c.accesses + c.matrix * PARTS * units.count / r.matrix;
}

/** Blocks that a unit has at the same time. */
function resident({ waves, localBytes }: KernelWork, units: KernelUnits): number {
  const byMemory = localBytes > 0 ? Math.floor(units.local / localBytes) : Infinity;
  return Math.max(1, Math.min(Math.floor(units.waves / waves), byMemory));
}

/**
 * The parts of a kernel's time that overlap: the way of its longest wave and of those that wait for a place, instructions and accesses of the unit that has the
 * most blocks, traffic, matrix units, atomic updates. `dirty`: part of the cache that must be written back before anything else finds room.
 */
export function kernelTerms(work: KernelWork, r: KernelRates, units: KernelUnits, dirty = 0): readonly CostTerm[] {
  const { blocks, waves, mean, longest, coldBytes, writtenBytes, cacheBytes } = work;
  if (blocks === 0) return [];
  const most = Math.ceil(blocks / units.count);
  const rounds = Math.max(1, most / resident(work, units));
  const all = blocks * waves;
  const moved = coldBytes + writtenBytes;
  // The cache keeps what was written last.
  const written = writtenBytes * Math.max(0, 1 - units.cache / Math.max(1, moved));
  return [
    { name: 'latency', microseconds: way(longest, r, units) + (rounds - 1) * way(mean, r, units) + most * r.block },
    { name: 'compute', microseconds: most * waves * r.issue * (instructions(mean, r) + r.accessSlots * (mean.accesses + mean.stores) + mean.shared) },
    { name: 'access', microseconds: most * (waves * (r.line * mean.lines + r.local * mean.shared)) },
    { name: 'matrix', microseconds: all * mean.matrix / r.matrix },
    { name: 'memory', microseconds: (coldBytes + written + dirty * Math.min(moved, units.cache)) / r.memory },
    { name: 'cache', microseconds: cacheBytes / r.cache },
    { name: 'atomics', microseconds: all * mean.atomics / r.atomics * Math.min(PARTS_OF_CACHE, Math.max(1, SPREAD / work.updatedBytes)) },
  ];
}

/** Microseconds of a kernel alone on the device. */
export function kernelTime(work: KernelWork, rates: KernelRates, units: KernelUnits, dirty = 0): number {
  return rates.kernel + together(kernelTerms(work, rates, units, dirty), rates.overlap);
}

/** Overlapping times: at least the longest, at most their sum. */
export function together(terms: readonly CostTerm[], overlap: number): number {
  const longest = terms.reduce((most, t) => Math.max(most, t.microseconds), 0);
  if (longest === 0) return 0;
  return longest * terms.reduce((sum, t) => sum + (t.microseconds / longest) ** overlap, 0) ** (1 / overlap);
}
