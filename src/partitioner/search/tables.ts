import type { Choice, Hop, Problem } from './problem.js';
import { sequenceOf, type Sequence } from './sequence.js';

/** What one producer makes of a flow, until the next one makes it anew. */
export interface Version {
  readonly tensor: number;
  readonly bytes: number;
  /** Step that makes it; undefined for what the caller gives. */
  readonly producer: number | undefined;
  readonly readers: readonly { readonly step: number; readonly rank: number }[];
  /** Wanted at home. */
  readonly output: boolean;
  /** Last step that reads or makes it. */
  readonly last: number;
  readonly ways: Ways;
}

/** A persistent tensor that some step touches. */
export interface Kept {
  readonly tensor: number;
  /** Bytes of all layers. */
  readonly bytes: number;
  readonly readers: readonly number[];
  readonly writes: readonly { readonly step: number; readonly bytes: number; readonly frequency: number; readonly ways: Ways }[];
  readonly last: number;
}

const NO_HOPS: readonly Hop[] = [];

/** Transfers of one size between each two devices, looked up when first asked for. */
export class Ways {
  private readonly times: Float64Array;
  private readonly found: (readonly Hop[])[] = [];

  constructor(private readonly problem: Problem, private readonly bytes: number) {
    this.times = new Float64Array(problem.devices.length ** 2).fill(-1);
  }

  /** Microseconds; infinite where there is no way. */
  time(from: number, to: number): number {
    const way = from * this.problem.devices.length + to;
    const known = this.times[way] ?? -1;
    return known >= 0 ? known : this.look(from, to, way);
  }

  hops(from: number, to: number): readonly Hop[] {
    this.time(from, to);
    return this.found[from * this.problem.devices.length + to] ?? NO_HOPS;
  }

  private look(from: number, to: number, way: number): number {
    const hops = from === to || this.bytes <= 0 ? NO_HOPS : this.problem.route(from, to, this.bytes);
    const time = hops ? hops.reduce((sum, h) => sum + h.time, 0) : Infinity;
    this.times[way] = time;
    this.found[way] = hops ?? NO_HOPS;
    return time;
  }
}

/** A problem in the form in which placements are priced. */
export interface Tables {
  readonly problem: Problem;
  /** Watts of the machine while nothing runs. */
  readonly resting: number;
  /** Frequencies that occur, ascending, 0 first and 1 last. A rank is an index into them. */
  readonly frequencies: readonly number[];
  readonly versions: readonly Version[];
  readonly kept: readonly Kept[];
  readonly sequence: Sequence;
  /** By step: versions and kept tensors that it reads, versions it makes, writes (kept, index of the write). */
  readonly touches: readonly Touches[];
}

export interface Touches {
  readonly reads: readonly { readonly version: number; readonly rank: number }[];
  readonly makes: readonly number[];
  readonly keeps: readonly number[];
  readonly writes: readonly { readonly kept: number; readonly write: number }[];
  /** Outputs that no later step touches. */
  readonly settles: readonly number[];
}

const known = new WeakMap<Problem, Tables>();

export function tablesOf(problem: Problem): Tables {
  const old = known.get(problem);
  if (old) return old;
  const made = makeTables(problem);
  known.set(problem, made);
  return made;
}

/** Notes that `problem` differs from `base` in sizes, times and uses only, which saves working out all the rest again. */
export function likeBase(base: Problem, problem: Problem): void {
  const { versions, kept, ...rest } = tablesOf(base);
  const { steps, tensors, layers } = problem;
  const ways = waysOf(problem);
  known.set(problem, {
    ...rest, problem,
    versions: versions.map((v) => {
      const bytes = tensors[v.tensor]?.bytes ?? 0;
      return { ...v, bytes, ways: ways(bytes) };
    }),
    kept: kept.map((k) => ({
      ...k, bytes: (tensors[k.tensor]?.bytes ?? 0) * layers,
      writes: k.writes.map((w) => {
        const bytes = steps[w.step]?.writes.find((x) => x.tensor === k.tensor)?.bytes ?? 0;
        return { ...w, bytes, ways: ways(bytes) };
      }),
    })),
  });
}

function makeTables(problem: Problem): Tables {
  const { steps, tensors, layers } = problem;
  const frequencies = [...new Set([0, 1, ...steps.map((s) => s.frequency)])].sort((a, b) => a - b);
  const ways = waysOf(problem);
  const versions = tensors.flatMap(({ kind, bytes, output }, tensor): Version[] => {
    if (kind !== 'flow') return [];
    const found: { producer: number | undefined; readers: { step: number; rank: number }[] }[] = [{ producer: undefined, readers: [] }];
    steps.forEach((step, i) => {
      if (step.reads.includes(tensor)) found[found.length - 1]?.readers.push({ step: i, rank: frequencies.indexOf(step.frequency) });
      if (step.writes.some((w) => w.tensor === tensor)) found.push({ producer: i, readers: [] });
    });
    return found.map((v, i) => ({
      ...v, tensor, bytes, output: output && i === found.length - 1, ways: ways(bytes),
      last: Math.max(v.producer ?? -1, ...v.readers.map((r) => r.step)),
    })).filter((v) => v.readers.length > 0 || (v.output && v.producer !== undefined));
  });
  const kept = tensors.flatMap(({ kind, bytes }, tensor): Kept[] => {
    if (kind !== 'persistent') return [];
    const readers = steps.flatMap((s, i) => (s.reads.includes(tensor) ? [i] : []));
    const writes = steps.flatMap((s, i) => s.writes.filter((w) => w.tensor === tensor)
      .map((w) => ({ step: i, bytes: w.bytes, frequency: s.frequency, ways: ways(w.bytes) })));
    return readers.length > 0 ? [{ tensor, bytes: bytes * layers, readers, writes, last: Math.max(...readers, ...writes.map((w) => w.step)) }] : [];
  });
  return {
    problem, frequencies, versions, kept,
    resting: problem.idle.reduce((a, b) => a + b, 0),
    sequence: sequenceOf(problem),
    touches: steps.map((_, i) => ({
      reads: versions.flatMap((v, version) => v.readers.filter((r) => r.step === i).map((r) => ({ version, rank: r.rank }))),
      makes: versions.flatMap((v, version) => (v.producer === i ? [version] : [])),
      keeps: kept.flatMap((k, index) => (k.readers.includes(i) ? [index] : [])),
      writes: kept.flatMap((k, index) => k.writes.flatMap((w, write) => (w.step === i ? [{ kept: index, write }] : []))),
      settles: versions.flatMap((v, version) => (v.output && v.last === i ? [version] : [])),
    })),
  };
}

function waysOf(problem: Problem): (bytes: number) => Ways {
  const known = new Map<number, Ways>();
  return (bytes) => {
    const old = known.get(bytes);
    if (old) return old;
    const made = new Ways(problem, bytes);
    known.set(bytes, made);
    return made;
  };
}

/** The choice that was picked for a step. */
export function choiceOf({ steps }: Problem, step: number, pick: number): Choice {
  const choice = steps[step]?.choices[pick];
  if (!choice) throw new RangeError(`no choice ${pick} of step ${step}`);
  return choice;
}

/** Microjoules a microsecond while a choice runs: its device at work, the others at rest. */
export function wattsOf({ problem, resting }: Tables, { device, watts }: Choice): number {
  return watts + resting - (problem.idle[device] ?? 0);
}

/** Microseconds between two choices that run one after the other: the wait for the device left, and the entry into a group. */
export function handover({ wait }: Problem, before: Choice, after: Choice): number {
  return (before.device === after.device ? 0 : wait[before.device] ?? 0) + (before.group === after.group ? 0 : after.entry);
}
