import type { Segment, ThreadWork } from '../../ir/kernel/work/index.js';
import type { Processor } from '../../machines/index.js';
import { together } from './kernel-time.js';
import type { CostTerm } from './step-cost.js';

/** What CPU kernels spend, in microseconds and bytes a microsecond. */
export interface ThreadRates {
  /** Call of a kernel with five arguments. */
  readonly kernel: number;
  /** A loop that threads share, and each thread that does. */
  readonly share: number;
  readonly join: number;
  /** An operation on vectors, an access that the first cache serves, a vector division or root. */
  readonly operation: number;
  readonly access: number;
  readonly division: number;
  /** A branch that nobody foresees, a cycle of waiting for the loop's own result, an instruction that runs for the first time. */
  readonly branch: number;
  readonly wait: number;
  readonly code: number;
  /** A place on another page, a line from the last cache or from memory that no prefetcher foresees. */
  readonly hop: number;
  readonly line: number;
  readonly miss: number;
  /** Into the second cache of a core. */
  readonly shared: number;
  /** From memory: one core, all of them, and all of them from the last cache. */
  readonly memory: number;
  readonly memoryAll: number;
  readonly sharedAll: number;
  readonly overlap: number;
}

/** The rates of a CPU; undefined where its file does not give them. */
export function threadRates({ memory, cache, fixed, threads }: Processor): ThreadRates | undefined {
  if (!threads) return undefined;
  const nanoseconds = (f: { readonly value: number }): number => f.value / 1e3;
  const gigabytes = (f: { readonly value: number }): number => f.value * 1e3;
  return {
    kernel: fixed.kernel.value, share: threads.share.value, join: threads.join.value,
    operation: nanoseconds(threads.operation), access: nanoseconds(threads.access), division: nanoseconds(threads.division),
    branch: nanoseconds(threads.branch), code: nanoseconds(threads.code), wait: nanoseconds(threads.wait),
    hop: nanoseconds(threads.hop), line: nanoseconds(threads.line), miss: nanoseconds(threads.miss),
    shared: gigabytes(threads.shared), memory: gigabytes(threads.memory),
    memoryAll: gigabytes(memory.streamed), sharedAll: gigabytes(cache.bandwidth), overlap: threads.overlap.value,
  };
}

/** Time of an operation on single values, in that of one on vectors: more of them start in a cycle. */
const SCALAR = 0.7;

/** The parts of a segment's time that overlap, once through it. */
export function segmentTerms({ threads, counts: c, shared, memory }: Segment, r: ThreadRates): readonly CostTerm[] {
  const issue = r.operation * (c.operations + SCALAR * c.scalars) + r.access * c.accesses + r.division * c.divisions + r.branch * c.branches
    + r.wait * c.waits + r.code * c.code;
  return [
    { name: 'compute', microseconds: issue },
    { name: 'cache', microseconds: shared / Math.min(r.shared, r.sharedAll / threads) },
    { name: 'latency', microseconds: r.hop * c.hops + r.line * c.jumps + r.miss * c.misses },
    { name: 'memory', microseconds: memory / Math.min(r.memory * threads, r.memoryAll) },
  ];
}

/** What sharing a segment costs, once. */
export function sharingTime({ threads }: Segment, r: ThreadRates): number {
  return threads > 1 ? r.share + r.join * threads : 0;
}

/** The call itself, and a sixteenth of it for each argument. */
export function callTime({ arguments: given }: ThreadWork, r: ThreadRates): number {
  return r.kernel * (0.7 + 0.06 * given);
}

/** Microseconds of a kernel with the machine to itself. */
export function threadTime(work: ThreadWork, r: ThreadRates): number {
  return work.segments.reduce((sum, s) => sum + s.times * (sharingTime(s, r) + together(segmentTerms(s, r), r.overlap)), callTime(work, r));
}
