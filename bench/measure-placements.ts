/**
 * Measures whole calls of a method under several placements of its steps, interleaved: all placements are open at once on the same
 * devices, and each of several rounds calls every one of them for a few milliseconds, in another order. What drifts on a shared host
 * meets all placements alike, and how rounds differ says how far an order can be relied on.
 */
import type { ChromeTrace } from 'mpc/runtime';
import { countedLengths, Random } from 'mpc/verify';
import { firstDriver, hostPackage, type HostPackage, type OpenPackage } from './host-package.js';
import { median } from './peers.js';

type Sizes = Record<string, number>;
type Where = 'cpu' | 'gpu';
type Plan = Readonly<Record<string, Where>>;

/** Placements with one change of device, each way; mixed ones. */
const SWITCHED = 4;
const MIXED = 3;
/** Calls and milliseconds, whichever is over first, but at least so many calls. */
interface Budget { readonly calls: number; readonly time: number; readonly least: number }
/** For the JavaScript engine to compile the runtime: at first in a process, and under each placement, whose devices are other ones. */
const FIRST: Budget = { calls: 2000, time: 1200, least: 1 };
const SETTLE: Budget = { calls: 500, time: 130, least: 3 };
/** A placement in one round; its first calls find the caches as another placement left them. */
const SLOT: Budget = { calls: 60, time: 14, least: 4 };
const UNSTEADY = 2;
const UNSTEADY_PART = 0.2;
/** Rounds, as many as come to an end in so many milliseconds. */
const ROUNDS = { least: 6, most: 24, time: 7000 };
const TRACE: Budget = { calls: 20, time: 40, least: 3 };
/** Bytes of weights and memories of all open placements together; where they are more, those not used for longest are closed and opened again. */
const OPEN_BYTES = 24e9;
const MOST_OPEN = 16;
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
  readonly method: string; readonly constants: Sizes;
  /** Of the first call, with the lengths that its data really have (`len(e)`), where the runtime can tell. */
  readonly sizes: Sizes;
  readonly devices: Readonly<Record<string, string>>;
  readonly plan: Plan;
  /** Medians of calls that follow each other at once, one for each round, in the same order for all placements. */
  readonly rounds: readonly number[];
  /** Their median, where the middle four fifths of all calls lie, and how many there were. */
  readonly microseconds: number; readonly low: number; readonly high: number; readonly calls: number;
  readonly parts?: CallParts;
  /** Of a call. */
  readonly launches: number; readonly uploads: number; readonly uploadedBytes: number; readonly downloads: number; readonly downloadedBytes: number;
}

/** One placement and what was measured of it so far. */
interface Candidate {
  readonly plan: Plan;
  opened: (OpenPackage & { readonly since: { calls: number } }) | undefined;
  failed?: string;
  readonly rounds: number[];
  readonly times: number[];
  readonly counts: Record<Count, number>;
  count: number;
  devices: Readonly<Record<string, string>>;
}
const COUNTS = ['launches', 'uploads', 'uploadedBytes', 'downloads', 'downloadedBytes'] as const;
type Count = (typeof COUNTS)[number];

let warm = false;
const drivers = new Map<Where, ReturnType<typeof firstDriver>>();

/** Measures the placements of the build in `folder`, compiled from `source`, at some sizes. */
export async function measurePlacements(folder: string, source: string, wanted: Sizes, constants: Sizes, openDriver: typeof firstDriver = firstDriver): Promise<readonly PlacementRecord[]> {
  const found = await hostPackage(folder, source, wanted, { plan: 'gpu', calls: 300, constants });
  const names = found.manifest.steps.filter((s) => s.kernels.gpu && s.kernels.cpu).map((s) => s.name);
  const candidates = plansOf(names).map((plan): Candidate => ({
    plan, opened: undefined, rounds: [], times: [], counts: { launches: 0, uploads: 0, uploadedBytes: 0, downloads: 0, downloadedBytes: 0 }, count: 0, devices: {},
  }));
  const most = Math.max(1, Math.min(MOST_OPEN, Math.floor(OPEN_BYTES / found.bytes)));
  const recent: Candidate[] = [];
  const open = async (candidate: Candidate): Promise<NonNullable<Candidate['opened']>> => {
    const at = recent.indexOf(candidate);
    if (at >= 0) recent.splice(at, 1);
    recent.push(candidate);
    if (candidate.opened) return candidate.opened;
    while (recent.length > most) await close(recent.shift());
    candidate.opened = { ...await found.open({ plan: candidate.plan, drivers: shared(openDriver) }), since: { calls: 0 } };
    candidate.devices = candidate.opened.app.program.devices;
    return candidate.opened;
  };
  const room = roomOf(found);
  const lengths: Sizes = {};
  // A placement that does not work is told and left out.
  const each = async (some: readonly Candidate[], work: (candidate: Candidate, host: NonNullable<Candidate['opened']>) => Promise<void>): Promise<void> => {
    for (const candidate of some) {
      if (candidate.failed !== undefined) continue;
      try {
        await work(candidate, await open(candidate));
      } catch (error) {
        candidate.failed = error instanceof Error ? error.message : String(error);
        console.log(`  ${Object.values(candidate.plan).join(' ')}: ${candidate.failed}`);
        await close(candidate);
      }
    }
  };
  await each(candidates, async (_, host) => {
    if (!warm) await inRounds(host, found.inputs, FIRST, room);
    warm = true;
    host.app.program.record('host'); // what records is compiled too
    await inRounds(host, found.inputs, { ...SETTLE, calls: SETTLE.calls / 10, time: SETTLE.time / 10 }, room);
    host.app.program.record(false);
    await inRounds(host, found.inputs, SETTLE, room);
    Object.assign(lengths, await lengthsOf(host, found, lengths));
  });
  const random = new Random(23);
  const started = performance.now();
  for (let round = 0; round < ROUNDS.most && (round < ROUNDS.least || performance.now() - started < ROUNDS.time); round++) {
    await each(shuffled(candidates, random), async (candidate, host) => {
      const before = host.app.program.statistics();
      const { steady, count } = await inRounds(host, found.inputs, SLOT, room);
      const after = host.app.program.statistics();
      candidate.rounds.push(median(steady));
      candidate.times.push(...steady);
      candidate.count += count;
      for (const name of COUNTS) candidate.counts[name] += after[name] - before[name];
    });
  }
  const parts = new Map<Candidate, CallParts>();
  await each(candidates, async (candidate, host) => {
    parts.set(candidate, await partsOf(host, found.inputs, { ...TRACE, calls: Math.min(TRACE.calls, Math.floor(room / 2)) }));
  });
  for (const candidate of candidates) await close(candidate);
  return candidates.flatMap((candidate) => {
    if (candidate.rounds.length === 0) return [];
    const { plan, devices, rounds, count, counts } = candidate;
    const times = [...candidate.times].sort((a, b) => a - b);
    const at = (part: number): number => rounded(times[Math.floor(part * (times.length - 1))] ?? 0);
    const own = parts.get(candidate);
    const per = Object.fromEntries(COUNTS.map((name) => [name, Number((counts[name] / count).toFixed(1))])) as Record<Count, number>;
    return [{
      method: source, constants, sizes: { ...found.sizes, ...lengths }, devices, plan, rounds: rounds.map(rounded),
      microseconds: rounded(median(rounds)), low: at(0.1), high: at(0.9), calls: times.length, ...own ? { parts: own } : {}, ...per,
    }];
  });
}

async function close(candidate: Candidate | undefined): Promise<void> {
  const { opened } = candidate ?? {};
  if (candidate) candidate.opened = undefined;
  await opened?.app.close().catch(() => { /* nothing is measured there any more */ });
}

/** The same devices for all placements, so that there is one set of threads. They outlive each program. */
function shared(openDriver: typeof firstDriver): Readonly<Record<Where, () => ReturnType<typeof firstDriver>>> {
  const kept = (target: Where) => () => {
    const known = drivers.get(target) ?? openDriver(target).then((driver) => Object.assign(driver, { close: () => Promise.resolve() }));
    drivers.set(target, known);
    return known;
  };
  return { cpu: kept('cpu'), gpu: kept('gpu') };
}

/** Lengths that data decide, as they were in the last call: means of counts that the program stores. */
async function lengthsOf({ session }: OpenPackage, { method }: HostPackage, known: Sizes): Promise<Sizes> {
  const found: Sizes = {};
  for (const { symbol, count } of countedLengths(method)) {
    if (known[symbol] !== undefined) continue;
    const data = await session.tensor(count.name).catch(() => undefined); // this plan computes it without storing it
    if (data && data.dtype === 'i32') {
      const counts = new Int32Array(data.bytes.slice().buffer);
      found[symbol] = Number((counts.reduce((a, b) => a + b, 0) / Math.max(1, counts.length)).toFixed(2));
    }
  }
  return found;
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

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

/** Calls before sizes have changed too much, or a memory is full. */
function roomOf({ method, sizes, advance }: HostPackage): number {
  const { tokens } = method;
  if (!tokens) return Infinity;
  const now = sizes[tokens.name] ?? 0;
  const each = Math.max(1, advance);
  return Math.max(1, Math.min(Math.max(LEAST_ROOM, Math.floor(DRIFT * now / each)), Math.floor((tokens.max - now) / each)));
}

/** Calls, from the beginning again where a memory has no room left: times without those of the first few, and how many there were in all. */
async function inRounds(host: OpenPackage & { readonly since: { calls: number } }, inputs: HostPackage['inputs'], budget: Budget, room: number): Promise<{ readonly steady: readonly number[]; readonly count: number }> {
  const call = (): Promise<unknown> => host.take(inputs);
  const started = performance.now();
  const left = (): number => budget.time - (performance.now() - started);
  const steady: number[] = [];
  let count = 0;
  do {
    if (host.since.calls + budget.least + UNSTEADY > room) {
      await host.restart();
      host.since.calls = 0;
    }
    const times = await timed(call, { calls: Math.min(room - host.since.calls, budget.calls - count), time: left(), least: Math.min(room, budget.least + UNSTEADY) });
    host.since.calls += times.length;
    count += times.length;
    steady.push(...times.slice(Math.min(times.length - 1, Math.max(UNSTEADY, Math.floor(UNSTEADY_PART * times.length)))));
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

async function partsOf({ app, take, restart }: OpenPackage, inputs: HostPackage['inputs'], budget: Budget): Promise<CallParts> {
  const traced = async (mode: 'host' | 'steps'): Promise<{ readonly sums: readonly Sums[]; readonly times: readonly number[] }> => {
    const sums: Sums[] = [];
    const times = await timed(async () => {
      app.program.record(mode);
      await take(inputs);
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
