import { dtypeBytes } from '../../../../numerics/dtype.js';
import { Formulas, type SymLike } from '../../../../symbolic/index.js';
import type { KBuffer, KStmt } from '../../nodes.js';
import { COUNTS, NOTHING, PLACES, type KernelWork, type WaveCounts } from '../counts.js';
import type { Surroundings } from '../surroundings.js';
import { lower, type Names } from './lower.js';
import type { PartCounts } from './program.js';
import { Sample } from './sample.js';

export interface Counted {
  readonly body: readonly KStmt[];
  readonly launch: Launch;
}

export interface Launch extends Names {
  readonly grid: readonly [SymLike, SymLike, SymLike];
  readonly block: number;
}

/**
 * Makes a GPU's kernel ready to be counted: the result runs a few of its waves on numbers, without its data, and says what they execute, which of it depends
 * on one another, and what they move. `routine`: what a wave does in a routine of a support header.
 */
export function prepareWave({ body, launch }: Counted, routine: (name: string) => PartCounts): (around: Surroundings) => KernelWork {
  const program = lower(body, routine, launch);
  const sample = new Sample(program);
  const updated = updatedIn(body);
  const formulas = new Formulas([...launch.grid, ...program.buffers.map((b) => b.elements)]);
  const numbers = new Map(program.buffers.map((buffer, i) => [buffer, i]));
  return (around) => {
    const [nx = 0, ny = 0, nz = 0, ...elements] = formulas.evaluate(around.sizes);
    const bytes = (buffer: KBuffer): number => (elements[numbers.get(buffer) ?? -1] ?? 0) * dtypeBytes(buffer.dtype);
    const [x, y, z] = [nx, ny, nz].map((n) => Math.max(0, Math.round(n))) as [number, number, number];
    const blocks = x * y * z;
    const waves = Math.ceil(launch.block / around.wave);
    const total = new Totals(program.buffers.length);
    if (blocks > 0) sample.prepare(around, bytes, waves, [x, y, z]);
    for (const { block, wave, part } of sampled(blocks, waves)) {
      sample.run([block % x, Math.floor(block / x) % y, Math.floor(block / x / y)], wave);
      total.add(sample, part, part * blocks * waves);
    }
    const updatedBytes = program.buffers.reduce((least, buffer) => (updated.has(buffer) ? Math.min(least, bytes(buffer)) : least), Infinity);
    let cacheBytes = 0;
    let coldBytes = 0;
    let writtenBytes = 0;
    for (const number of total.touched) {
      const buffer = program.buffers[number];
      if (!buffer) continue;
      const read = total.read[number] ?? 0;
      const written = total.written[number] ?? 0;
      const whole = bytes(buffer);
      cacheBytes += read + written;
      if (!around.warm(buffer)) coldBytes += Math.min(total.own[number] ?? 0, whole);
      writtenBytes += Math.min(written, whole);
    }
    return { blocks, threads: launch.block, waves, mean: named(total.counts), longest: total.longest, cacheBytes, coldBytes, writtenBytes, updatedBytes, localBytes: program.local };
  };
}

/** Buffers that are updated atomically. */
function updatedIn(stmts: readonly KStmt[], found = new Set<KBuffer>()): ReadonlySet<KBuffer> {
  for (const stmt of stmts) {
    if (stmt.kind === 'atomic') found.add(stmt.buffer);
    else if (stmt.kind === 'for') updatedIn(stmt.body, found);
    else if (stmt.kind === 'if') updatedIn([...stmt.then, ...stmt.else], found);
  }
  return found;
}

/** Waves that are run, and which part of all waves each stands for: Simpson's rule over the blocks, the first and the last wave of the block in the middle. */
function sampled(blocks: number, waves: number): readonly { readonly block: number; readonly wave: number; readonly part: number }[] {
  const last = waves - 1;
  if (blocks === 0) return [];
  if (blocks <= 2) {
    if (blocks === 1 && waves === 1) return [{ block: 0, wave: 0, part: 1 }];
    return [{ block: 0, wave: 0, part: 0.5 }, { block: blocks - 1, wave: last, part: 0.5 }];
  }
  const middle = Math.floor(blocks / 2);
  const ends = [{ block: 0, wave: 0, part: 1 / 6 }, { block: blocks - 1, wave: 0, part: 1 / 6 }];
  if (waves === 1) return [...ends, { block: middle, wave: 0, part: 2 / 3 }];
  return [...ends, { block: middle, wave: 0, part: 1 / 3 }, { block: middle, wave: last, part: 1 / 3 }];
}

class Totals {
  readonly touched: number[] = [];
  readonly read: Float64Array;
  readonly written: Float64Array;
  readonly own: Float64Array;
  readonly counts = new Float64Array(COUNTS.length);
  longest: WaveCounts = NOTHING;
  #weight = 0;

  constructor(buffers: number) {
    this.read = new Float64Array(buffers);
    this.written = new Float64Array(buffers);
    this.own = new Float64Array(buffers);
  }

  /** A sample that stands for so large a part of the waves, and for so many. */
  add({ counts, moved, touched }: Sample, part: number, waves: number): void {
    for (let at = 0; at < counts.length; at++) this.counts[at] = (this.counts[at] ?? 0) + part * (counts[at] ?? 0);
    const found = named(counts);
    const heavy = weight(found);
    if (heavy > this.#weight) {
      this.longest = found;
      this.#weight = heavy;
    }
    for (const number of touched) {
      if (!this.touched.includes(number)) this.touched.push(number);
      this.read[number] = (this.read[number] ?? 0) + (moved.read[number] ?? 0) * waves;
      this.written[number] = (this.written[number] ?? 0) + (moved.written[number] ?? 0) * waves;
      this.own[number] = (this.own[number] ?? 0) + (moved.own[number] ?? 0) * waves;
    }
  }
}

function named(counts: Float64Array): WaveCounts {
  const of = (kind: keyof WaveCounts): number => counts[PLACES[kind]] ?? 0;
  return {
    arithmetic: of('arithmetic'), division: of('division'), special: of('special'), integer: of('integer'), matrix: of('matrix'),
    accesses: of('accesses'), stores: of('stores'), lines: of('lines'), shared: of('shared'), atomics: of('atomics'),
    coldTrips: of('coldTrips'), warmTrips: of('warmTrips'), nearTrips: of('nearTrips'), localTrips: of('localTrips'),
    barriers: of('barriers'), exchanges: of('exchanges'),
  };
}

/** About how many clocks a wave is on its way, to find the longest. */
function weight(c: WaveCounts): number {
  return 4 * (c.arithmetic + c.integer) + 40 * c.division + 80 * c.special + 4 * c.shared + 1000 * c.coldTrips + 500 * c.warmTrips + 60 * c.nearTrips
    + 30 * c.localTrips + 60 * c.barriers + 30 * c.exchanges + c.matrix / 512;
}
