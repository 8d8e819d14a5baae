/**
 * Measures whole calls of a method under several placements of its steps: their time one after the other, and with the caches flushed
 * before each; and, from calls of their own, where the time goes.
 */
import type { ChromeTrace } from 'mpc/runtime';
import { Random } from 'mpc/verify';
import { firstDriver, hostPackage, type HostPackage, type OpenPackage } from './host-package.js';
import { median } from './peers.js';

type Sizes = Record<string, number>;
type Where = 'cpu' | 'gpu';
type Plan = Readonly<Record<string, Where>>;

/** Placements with one change of device, each way; mixed ones. */
const SWITCHED = 4;
const MIXED = 3;
/** Every so many placements one is measured a second time, later on and from the beginning. */
const REPEAT = 3;
/** Calls and milliseconds, whichever is over first, but at least so many calls. */
interface Budget { readonly calls: number; readonly time: number; readonly least: number }
/** For the JavaScript engine to compile the runtime: at first in a process, and under each placement, whose devices are other ones. */
const FIRST: Budget = { calls: 2000, time: 1200, least: 1 };
const SETTLE: Budget = { calls: 700, time: 250, least: 3 };
const MEASURE: Budget = { calls: 300, time: 200, least: 5 };
/** Calls before each of which the caches are flushed, and how much of memory that takes. */
const FLUSHED: Budget = { calls: 24, time: 600, least: 7 };
const FLUSH_GPU = 2 ** 29;
const FLUSH_CPU = 2 ** 27;
const TRACE: Budget = { calls: 20, time: 60, least: 3 };
/** After a restart memories are brought to their devices again. */
const UNSTEADY = 2;
/** A call may come at most so many tokens, in parts of those there are, after the first: sizes stay about the same. */
const DRIFT = 0.06;
const LEAST_ROOM = 12;

/** Where the time of a call goes, in microseconds; medians over calls. */
export interface CallParts {
  /** What the host spends on each step, transfers included, while nothing is waited for that would not be otherwise; a CPU's kernels run in it. */
  readonly host: Sizes;
  /** Each step with a wait for its device at its end. */
  readonly steps: Sizes;
  /** Data brought to another place, set aside and cleared: `key cpu>gpu`, `save state gpu`, `clear parts gpu`. */
  readonly moves: Readonly<Record<string, { readonly bytes: number; readonly microseconds: number }>>;
  /** The end of a call: outputs are read, devices waited for. */
  readonly outputs: number;
  /** Of the calls that were looked into. */
  readonly total: number;
}

export interface PlacementRecord {
  readonly method: string; readonly constants: Sizes; readonly sizes: Sizes;
  readonly devices: Readonly<Record<string, string>>;
  readonly plan: Plan;
  /** 2: the same placement again. */
  readonly run: 1 | 2;
  /** Median of calls that follow each other at once, and where the middle four fifths of them lie. */
  readonly microseconds: number; readonly low: number; readonly high: number; readonly calls: number;
  /** Median of calls before each of which the caches are flushed, those of the host's code included. */
  readonly flushed: number;
  readonly parts?: CallParts;
  /** Of a call. */
  readonly launches: number; readonly uploads: number; readonly uploadedBytes: number; readonly downloads: number; readonly downloadedBytes: number;
}

let warm = false;

/** Measures the placements of the build in `folder`, compiled from `source`, at some sizes. */
export async function measurePlacements(folder: string, source: string, wanted: Sizes, constants: Sizes): Promise<readonly PlacementRecord[]> {
  const found = await hostPackage(folder, source, wanted, { plan: 'gpu', calls: 300, constants });
  const names = found.manifest.steps.filter((s) => s.kernels.gpu && s.kernels.cpu).map((s) => s.name);
  const records: PlacementRecord[] = [];
  const measure = async (plan: Plan, run: 1 | 2): Promise<void> => {
    try {
      records.push({ method: source, constants, sizes: found.sizes, plan, run, ...await measured(found, plan, run === 1) });
    } catch (error) {
      console.log(`  ${Object.values(plan).join(' ')}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const plans = plansOf(names);
  for (const plan of plans) await measure(plan, 1);
  for (const plan of plans.filter((_, i) => i % REPEAT === 0).reverse()) await measure(plan, 2);
  return records;
}

/** All on one device, some with one change of device and some mixed. */
function plansOf(names: readonly string[]): readonly Plan[] {
  const random = new Random(11);
  const plans = new Map<string, Plan>();
  const add = (place: (step: number) => Where): void => {
    const plan = Object.fromEntries(names.map((name, i) => [name, place(i)]));
    plans.set(JSON.stringify(plan), plan);
  };
  add(() => 'gpu');
  add(() => 'cpu');
  for (let i = 0; i < SWITCHED && names.length > 1; i++) {
    const at = 1 + Math.floor(random.next() * (names.length - 1));
    const [first, then] = i % 2 === 0 ? ['cpu', 'gpu'] as const : ['gpu', 'cpu'] as const;
    add((s) => (s < at ? first : then));
  }
  for (let i = 0; i < MIXED && names.length > 2; i++) add(() => (random.next() < 0.5 ? 'cpu' : 'gpu'));
  return [...plans.values()];
}

type Measured = Omit<PlacementRecord, 'method' | 'constants' | 'sizes' | 'plan' | 'run'>;

async function measured(found: HostPackage, plan: Plan, withParts: boolean): Promise<Measured> {
  const host = await found.open({ plan });
  const { app, take } = host;
  const call = (): Promise<unknown> => take(found.inputs);
  const room = roomOf(found);
  const since = { calls: 0 };
  if (!warm) await inRounds(host, call, FIRST, room, since);
  warm = true;
  app.program.record('host'); // what records is compiled too
  await inRounds(host, call, { ...SETTLE, calls: SETTLE.calls / 10, time: SETTLE.time / 10 }, room, since);
  app.program.record(false);
  await inRounds(host, call, SETTLE, room, since);
  const before = app.program.statistics();
  const all = await inRounds(host, call, MEASURE, room, since);
  const after = app.program.statistics();
  const flush = await flusher();
  const cold: number[] = [];
  await inRounds(host, async () => {
    await flush();
    const begin = performance.now();
    await call();
    cold.push(1000 * (performance.now() - begin));
  }, FLUSHED, room, since);
  const times = [...all.steady].sort((a, b) => a - b);
  const per = (name: 'launches' | 'uploads' | 'uploadedBytes' | 'downloads' | 'downloadedBytes'): number => Number(((after[name] - before[name]) / all.count).toFixed(1));
  const at = (part: number): number => rounded(times[Math.floor(part * (times.length - 1))] ?? 0);
  const parts = withParts ? await partsOf(host, call, { ...TRACE, calls: Math.min(TRACE.calls, Math.floor(room / 2)) }) : undefined;
  const { devices } = app.program;
  await app.close();
  return {
    devices, microseconds: rounded(median(times)), low: at(0.1), high: at(0.9), calls: times.length, flushed: rounded(median(cold.slice(UNSTEADY))), ...parts ? { parts } : {},
    launches: per('launches'), uploads: per('uploads'), uploadedBytes: per('uploadedBytes'), downloads: per('downloads'), downloadedBytes: per('downloadedBytes'),
  };
}

let flushing: Promise<() => Promise<void>> | undefined;

/** Fills the caches of the CPU and of the GPU, if there is one, with other data. */
function flusher(): Promise<() => Promise<void>> {
  flushing ??= firstDriver('gpu').then(async (gpu) => ({ gpu, buffer: await gpu.alloc(FLUSH_GPU) }), () => undefined).then((device) => {
    const data = new Float64Array(FLUSH_CPU / 8);
    return async () => {
      await device?.gpu.clear(device.buffer);
      for (let i = 0; i < data.length; i += 8) data[i] = i;
      await device?.gpu.synchronize();
    };
  });
  return flushing;
}

/** Calls before sizes have changed too much, or a memory is full. */
function roomOf({ method, sizes, advance }: HostPackage): number {
  const { tokens } = method;
  if (!tokens) return Infinity;
  const now = sizes[tokens.name] ?? 0;
  const each = Math.max(1, advance);
  return Math.max(1, Math.min(Math.max(LEAST_ROOM, Math.floor(DRIFT * now / each)), Math.floor((tokens.max - now) / each)));
}

/** Calls in rounds of so many, each from the beginning, where `since` says how many there were: times of those that come after its first few, and how many there were in all. */
async function inRounds(host: OpenPackage, call: () => Promise<unknown>, budget: Budget, room: number, since: { calls: number }): Promise<{ readonly steady: readonly number[]; readonly count: number }> {
  const started = performance.now();
  const left = (): number => budget.time - (performance.now() - started);
  const steady: number[] = [];
  let count = 0;
  do {
    if (since.calls + budget.least + UNSTEADY > room) {
      await host.restart();
      since.calls = 0;
    }
    const round = await timed(call, { calls: Math.min(room - since.calls, budget.calls - count), time: left(), least: Math.min(room, budget.least + UNSTEADY) });
    since.calls += round.length;
    count += round.length;
    steady.push(...round.slice(UNSTEADY));
  } while (count < budget.calls && left() > 0);
  return { steady, count };
}

async function timed(call: () => Promise<unknown>, { calls, time, least }: Budget): Promise<readonly number[]> {
  const times: number[] = [];
  const started = performance.now();
  for (let i = 0; i < calls && (i < least || performance.now() - started < time); i++) {
    const begin = performance.now();
    await call();
    times.push(1000 * (performance.now() - begin));
  }
  return times;
}

async function partsOf(opened: OpenPackage, call: () => Promise<unknown>, budget: Budget): Promise<CallParts> {
  const { app, restart } = opened;
  const traced = async (mode: 'host' | 'steps'): Promise<{ readonly sums: readonly Sums[]; readonly times: readonly number[] }> => {
    const sums: Sums[] = [];
    const times = await timed(async () => {
      app.program.record(mode);
      await call();
      sums.push(sumsOf(app.program.trace()));
    }, budget);
    return { sums, times };
  };
  await restart();
  const host = await traced('host');
  await restart();
  const steps = await traced('steps');
  app.program.record(false);
  const middle = (sums: readonly Sums[], part: (s: Sums) => ReadonlyMap<string, { readonly time: number }>): Sizes =>
    Object.fromEntries([...new Set(sums.flatMap((s) => [...part(s).keys()]))].map((name) => [name, rounded(median(sums.map((s) => part(s).get(name)?.time ?? 0)))]));
  const moves = middle(host.sums, (s) => s.moves);
  return {
    host: middle(host.sums, (s) => s.steps), steps: middle(steps.sums, (s) => s.steps),
    moves: Object.fromEntries(Object.entries(moves).map(([name, microseconds]) =>
      [name, { bytes: Math.max(...host.sums.map((s) => s.moves.get(name)?.bytes ?? 0)), microseconds }])),
    outputs: rounded(median(host.sums.map((s) => s.outputs))), total: rounded(median(host.times)),
  };
}

interface Sums {
  readonly steps: ReadonlyMap<string, { readonly time: number }>;
  readonly moves: ReadonlyMap<string, { readonly time: number; readonly bytes: number }>;
  readonly outputs: number;
}

/** The events of one call, added up by name. */
function sumsOf({ traceEvents }: ChromeTrace): Sums {
  const steps = new Map<string, { readonly time: number }>();
  const moves = new Map<string, { readonly time: number; readonly bytes: number }>();
  let outputs = 0;
  for (const { cat, name, ph, pid, dur = 0, args } of traceEvents) {
    if (ph !== 'X' || pid !== 1) continue;
    if (cat === 'host') outputs += dur;
    else if (cat === 'transfer' || cat === 'save' || cat === 'clear') {
      const key = cat === 'transfer' ? `${name} ${String(args['from'])}>${String(args['to'])}` : `${cat} ${name} ${String(args['to'])}`;
      const old = moves.get(key);
      moves.set(key, { time: (old?.time ?? 0) + dur, bytes: (old?.bytes ?? 0) + Number(args['bytes']) });
    } else steps.set(name, { time: (steps.get(name)?.time ?? 0) + dur });
  }
  return { steps, moves, outputs };
}

function rounded(microseconds: number): number {
  return Number(microseconds.toFixed(1));
}
