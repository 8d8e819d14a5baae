import type { KernelWork, WaveCounts } from '../../ir/kernel/work/index.js';
import type { Processor } from '../../machines/index.js';
import type { CostTerm } from './step-cost.js';

/** What the time of a kernel follows from; all times in microseconds. `mpc calibrate` fits them, device files hold them. */
export interface KernelRates {
  /** The least that a kernel takes. */
  readonly kernel: number;
  /** A round trip to memory and to the cache that nothing hides, a barrier, an exchange between lanes, an instruction, an access. */
  readonly coldTrip: number;
  readonly warmTrip: number;
  readonly barrier: number;
  readonly exchange: number;
  readonly instruction: number;
  readonly local: number;
  readonly access: number;
  /** One instruction of a wave where a unit has many to choose from; divisions, special functions and accesses as multiples of it. */
  readonly issue: number;
  readonly division: number;
  readonly special: number;
  readonly accessSlots: number;
  /** Bytes, multiply-adds on the matrix units and atomic updates in a microsecond, all units together. */
  readonly memory: number;
  readonly cache: number;
  readonly matrix: number;
  readonly atomics: number;
  /** Exponent by which overlapping times add up. */
  readonly overlap: number;
}

/** Shape of a processor that rates do not change. */
export interface KernelUnits { readonly count: number; readonly wave: number; readonly waves: number }

export function kernelUnits({ units }: Processor): KernelUnits {
  return { count: units.count.value, wave: units.wave.value, waves: units.waves.value };
}

/** The rates of a device; undefined where its file does not give them. */
export function kernelRates({ units, compute, memory, cache, fixed, kernels }: Processor): KernelRates | undefined {
  if (!kernels) return undefined;
  const slots = compute.vector.value * compute.vectorReached.value * 1e6 / (2 * units.wave.value * units.count.value);
  const peak = compute.matrix?.bf16?.value;
  const matrix = peak !== undefined && kernels.matrixReached ? peak * kernels.matrixReached.value * 1e6 / 2 : slots * units.wave.value * units.count.value;
  return {
    kernel: fixed.kernel.value, coldTrip: kernels.memoryTrip.value / 1e3, warmTrip: kernels.cacheTrip.value / 1e3,
    barrier: kernels.barrier.value / 1e3, exchange: kernels.exchange.value / 1e3, instruction: kernels.instruction.value / 1e3,
    local: kernels.local.value / 1e3, access: kernels.access.value / 1e3,
    issue: 1 / slots, division: compute.divide.value, special: compute.special.value, accessSlots: kernels.accessSlots.value,
    memory: memory.streamed.value * 1e3, cache: cache.bandwidth.value * 1e3, matrix, atomics: kernels.atomics.value * 1e3, overlap: kernels.overlap.value,
  };
}

const slotsOf = (c: WaveCounts, r: KernelRates): number => c.arithmetic + r.division * c.division + r.special * c.special + r.accessSlots * c.accesses;

/** The parts of a kernel's time that overlap: the way of its longest wave, issue of instructions, traffic, matrix units, atomic updates. */
export function kernelTerms({ blocks, waves, mean, longest, coldBytes, writtenBytes, cacheBytes }: KernelWork, r: KernelRates, units: KernelUnits): readonly CostTerm[] {
  if (blocks === 0) return [];
  const way = r.coldTrip * longest.coldTrips + r.warmTrip * longest.warmTrips + r.barrier * longest.barriers + r.exchange * longest.exchanges
    + r.instruction * longest.arithmetic + r.local * longest.shared + r.access * longest.accesses;
  const rounds = Math.max(1, blocks / (units.count * Math.max(1, units.waves / waves)));
  const all = blocks * waves;
  return [
    { name: 'latency', microseconds: way * rounds },
    { name: 'compute', microseconds: Math.max(1, blocks / units.count) * waves * slotsOf(mean, r) * r.issue },
    { name: 'matrix', microseconds: all * mean.matrix / r.matrix },
    { name: 'memory', microseconds: (coldBytes + writtenBytes) / r.memory },
    { name: 'cache', microseconds: cacheBytes / r.cache },
    { name: 'atomics', microseconds: all * mean.atomics / r.atomics },
  ];
}

/** Microseconds of a kernel alone on the device. */
export function kernelTime(work: KernelWork, rates: KernelRates, units: KernelUnits): number {
  return rates.kernel + together(kernelTerms(work, rates, units), rates.overlap);
}

/** Overlapping times: at least the longest, at most their sum. */
export function together(terms: readonly CostTerm[], overlap: number): number {
  const longest = terms.reduce((most, t) => Math.max(most, t.microseconds), 0);
  if (longest === 0) return 0;
  return longest * terms.reduce((sum, t) => sum + (t.microseconds / longest) ** overlap, 0) ** (1 / overlap);
}
