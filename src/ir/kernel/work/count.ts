import { dtypeBytes } from '../../../numerics/dtype.js';
import { Size, type SymLike } from '../../../symbolic/index.js';
import type { KBuffer, KExpr, KStmt } from '../nodes.js';
import { BINARY, countActive, laneOf, largest, mapLanes, selectLanes, unaryValue, zipLanes, type Lanes } from './lanes.js';
import { COUNTS, NOTHING, type KernelWork, type WaveCounts } from './counts.js';

/** What a routine of a support header does for a wave that calls it. */
export type RoutineCounts = Partial<WaveCounts>;

export interface Counted {
  readonly body: readonly KStmt[];
  /** A launch on a GPU; a function on a CPU has none, and one wave of one lane. */
  readonly launch?: Launch;
}

export interface Launch {
  readonly grid: readonly [SymLike, SymLike, SymLike];
  readonly block: number;
  /** Names of the thread's number in its block and of the block's number in x, y, z. */
  readonly thread: string;
  readonly blocks: readonly [string, string, string];
}

export interface Surroundings {
  /** Values of the sizes. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly wave: number;
  /** Bytes that the caches move at once. */
  readonly sector: number;
  /** Elements of a device buffer whose values decide bounds or places: lengths, ids. */
  readonly element: (buffer: KBuffer, index: number) => number;
  /** Whether an earlier kernel of the same call left a device buffer in the cache. */
  readonly warm: (buffer: KBuffer) => boolean;
  /** `args`: values of the arguments, those of addresses are of no use. */
  readonly routine: (name: string, args: readonly number[]) => RoutineCounts;
  /** Lanes of a vector instruction, and threads that share parallel loops; 1 unless given. */
  readonly vector?: number;
  readonly threads?: number;
}

/**
 * Runs a few waves of a kernel on numbers, without its data: what they execute, which of it depends on one another, and what they
 * move. Loops run once, in their middle, and count as often as they turn.
 */
export function countWork(kernel: Counted, around: Surroundings): KernelWork {
  const { launch } = kernel;
  const [x, y, z] = (launch?.grid ?? [1, 1, 1]).map((n) => Math.max(0, Math.round(Size.evaluate(n, around.sizes)))) as [number, number, number];
  const blocks = x * y * z;
  const block = launch?.block ?? around.wave;
  const waves = Math.ceil(block / around.wave);
  const samples: WaveSample[] = [];
  const sample = (at: number, wave: number): void => {
    samples.push(new WaveSample(kernel, around, [at % x, Math.floor(at / x) % y, Math.floor(at / x / y)], wave));
  };
  // Where work is uneven, the first block has the most of it, as a rule.
  if (blocks > 0) sample(0, 0);
  if (blocks > 2) sample(Math.floor(blocks / 2), waves - 1);
  else if (waves > 1) sample(0, waves - 1);
  if (blocks > 1) sample(blocks - 1, 0);
  const moved = new Map<KBuffer, { read: number; written: number }>();
  for (const sample of samples) {
    for (const [buffer, bytes] of sample.moved) {
      const total = moved.get(buffer) ?? { read: 0, written: 0 };
      const times = blocks * waves / samples.length;
      moved.set(buffer, { read: total.read + bytes.read * times, written: total.written + bytes.written * times });
    }
  }
  let cacheBytes = 0;
  let coldBytes = 0;
  let writtenBytes = 0;
  for (const [buffer, { read, written }] of moved) {
    const whole = Size.evaluate(buffer.elements, around.sizes) * dtypeBytes(buffer.dtype);
    cacheBytes += read + written;
    if (!around.warm(buffer)) coldBytes += Math.min(read, whole);
    writtenBytes += Math.min(written, whole);
  }
  const sum = (f: (s: WaveSample) => number): number => samples.reduce((total, s) => total + f(s), 0);
  const mean = Object.fromEntries(COUNTS.map((key) => [key, sum((s) => s.counts[key]) / Math.max(1, samples.length)])) as unknown as WaveCounts;
  const longest = samples.reduce<WaveCounts>((a, { counts }) => (weight(counts) > weight(a) ? counts : a), NOTHING);
  return { blocks, threads: block, waves, mean, longest, cacheBytes, coldBytes, writtenBytes };
}

/** About how long a wave is on its way, to find the longest. */
function weight(c: WaveCounts): number {
  return c.arithmetic + c.integer + 8 * c.division + 8 * c.special + c.shared + 500 * c.coldTrips + 200 * c.warmTrips + 50 * c.barriers + 30 * c.exchanges + c.matrix / 512;
}

/** A value, and after how many round trips to memory it is known. A wait ends an epoch: what was on its way before is there. */
interface Known { readonly value: Lanes; readonly trips: number }
interface Kept extends Known { readonly epoch: number }

class WaveSample {
  readonly counts: { -readonly [K in keyof WaveCounts]: number } = { ...NOTHING };
  readonly moved = new Map<KBuffer, { read: number; written: number }>();
  readonly #values = new Map<string, Kept>();
  #epoch = 0;
  /** How often the statement at hand runs, and how often one after another: turns of an unrolled loop run together. */
  #times = 1;
  #turns = 1;
  #active: Lanes = 1;
  /** Round trips since the last wait: whether any access of the first, the second … went to memory. */
  #trips: boolean[] = [];

  constructor(kernel: Counted, readonly around: Surroundings, block: readonly [number, number, number], wave: number) {
    for (const [name, value] of Object.entries(around.sizes)) this.#keep(name, { value, trips: 0 });
    kernel.launch?.blocks.forEach((name, i) => { this.#keep(name, { value: block[i] ?? 0, trips: 0 }); });
    if (kernel.launch) this.#keep(kernel.launch.thread, { value: Float64Array.from({ length: around.wave }, (_, i) => wave * around.wave + i), trips: 0 });
    this.#run(kernel.body);
    this.#flush();
  }

  #keep(name: string, { value, trips }: Known): void {
    this.#values.set(name, { value, trips, epoch: this.#epoch });
  }

  #run(stmts: readonly KStmt[]): void {
    for (const stmt of stmts) this.#statement(stmt);
  }

  #statement(stmt: KStmt): void {
    switch (stmt.kind) {
      case 'let': case 'declare': case 'assign':
        this.#keep(stmt.name, this.#evaluate(stmt.kind === 'declare' ? stmt.init : stmt.value));
        return;
      case 'alloc': case 'comment': return;
      case 'store': {
        const index = this.#evaluate(stmt.index);
        this.#evaluate(stmt.value);
        this.#access(stmt.buffer, index, stmt.value.lanes, 'written');
        return;
      }
      case 'atomic': {
        const index = this.#evaluate(stmt.index);
        this.#evaluate(stmt.value);
        this.counts.atomics += this.#times * (stmt.buffer.space === 'global' ? countActive(this.#active, this.around.wave) : 0);
        this.#access(stmt.buffer, index, 1, 'written');
        return;
      }
      case 'barrier':
        this.counts.barriers += this.#turns;
        this.#wait();
        return;
      case 'call': case 'object': {
        const args = stmt.args.map((arg) => (arg.kind === 'buffer' ? NaN : laneOf(this.#evaluate(arg).value, 0)));
        if (stmt.kind === 'call') {
          this.#routine(stmt.name, args);
          // On a CPU vectors are stored by calls.
          for (const arg of stmt.args) if (arg.kind === 'address') this.#access(arg.buffer, this.#evaluate(arg.index), this.around.vector ?? 1, 'written');
        }
        return;
      }
      case 'if': this.#branch(stmt.cond, stmt.then, stmt.else); return;
      case 'for': this.#loop(stmt); return;
    }
  }

  /** What was loaded is there now. */
  #wait(): void {
    this.#flush();
    this.#epoch++;
  }

  #flush(): void {
    for (const cold of this.#trips) {
      if (cold) this.counts.coldTrips += this.#turns;
      else this.counts.warmTrips += this.#turns;
    }
    this.#trips = [];
  }

  #branch(cond: KExpr, then: readonly KStmt[], other: readonly KStmt[]): void {
    const { value } = this.#evaluate(cond);
    const outer = this.#active;
    const inThen = zipLanes(outer, value, (a, c) => (a !== 0 && c !== 0 ? 1 : 0));
    const inElse = zipLanes(outer, value, (a, c) => (a !== 0 && c === 0 ? 1 : 0));
    for (const [active, body] of [[inThen, then], [inElse, other]] as const) {
      if (body.length === 0 || countActive(active, this.around.wave) === 0) continue;
      this.#active = active;
      this.#run(body);
    }
    this.#active = outer;
  }

  #loop(stmt: KStmt & { readonly kind: 'for' }): void {
    const lo = this.#evaluate(stmt.lo);
    const hi = this.#evaluate(stmt.hi);
    const step = typeof stmt.step === 'number' ? stmt.step : laneOf(this.#evaluate(stmt.step).value, 0);
    const turnsOf = zipLanes(lo.value, hi.value, (a, b) => Math.max(0, Math.ceil((b - a) / Math.max(1, step))));
    const turns = largest(turnsOf, this.#active, 0);
    if (turns === 0) return;
    const middle = zipLanes(lo.value, turnsOf, (a, n) => a + step * Math.floor(Math.max(0, n - 1) / 2));
    const outer = { times: this.#times, active: this.#active, turns: this.#turns };
    const before = stmt.binding.kind === 'parallel' ? { ...this.counts } : undefined;
    const unrolled = stmt.binding.kind === 'unroll';
    const together = stmt.binding.kind === 'pipeline' ? stmt.binding.ii : 1;
    if (!unrolled) {
      this.#wait();
      this.#turns *= Math.ceil(turns / together);
      this.counts.integer += 2 * this.#times * turns / together;
    }
    this.#active = zipLanes(outer.active, turnsOf, (a, n) => (a !== 0 && n > 0 ? 1 : 0));
    this.#times *= turns;
    this.#keep(stmt.name, { value: middle, trips: 0 });
    this.#run(stmt.body);
    if (!unrolled) this.#wait();
    this.#times = outer.times;
    this.#turns = outer.turns;
    this.#active = outer.active;
    if (before) this.#share(before, turns);
  }

  /** Threads share the turns of a parallel loop: one of them does its part of what was counted since `before`. */
  #share(before: WaveCounts, turns: number): void {
    const { threads = 1, vector = 1 } = this.around;
    const done = this.counts.arithmetic + this.counts.accesses - before.arithmetic - before.accesses;
    const sharing = Math.min(threads, turns, Math.max(1, Math.floor(done * vector / CHUNK)));
    if (sharing <= 1) return;
    for (const key of COUNTS) this.counts[key] = before[key] + (this.counts[key] - before[key]) / sharing;
    this.counts.barriers += this.#turns;
  }

  #routine(name: string, args: readonly number[]): void {
    const does = this.around.routine(name, args);
    for (const key of COUNTS) this.counts[key] += (does[key] ?? 0) * (key === 'barriers' || key === 'exchanges' ? this.#turns : this.#times);
    if (does.barriers) this.#wait();
  }

  #evaluate(expr: KExpr): Known {
    switch (expr.kind) {
      case 'const': return { value: expr.value, trips: 0 };
      case 'var': {
        const known = this.#values.get(expr.name);
        return known === undefined ? { value: 0.5, trips: 0 } : known.epoch === this.#epoch ? known : { value: known.value, trips: 0 };
      }
      case 'load': return this.#access(expr.buffer, this.#evaluate(expr.index), expr.lanes, 'read', expr.stride);
      case 'unary': {
        const { value, trips } = this.#evaluate(expr.value);
        this.#count(SPECIAL.has(expr.op) ? 'special' : 'arithmetic', expr.lanes);
        return { value: mapLanes(value, (v) => unaryValue(expr.op, v)), trips };
      }
      case 'binary': {
        const left = this.#evaluate(expr.left);
        const right = this.#evaluate(expr.right);
        const integer = expr.left.type !== 'f32';
        if (expr.op === 'pow') this.#count('special', 2 * expr.lanes);
        else if (expr.op === 'div' || expr.op === 'mod') {
          if (!integer) this.#count('division', expr.lanes);
          else this.#count('integer', expr.right.kind === 'const' ? (Number.isInteger(Math.log2(expr.right.value)) ? 1 : 4) : 20);
        } else this.#count(integer ? 'integer' : 'arithmetic', expr.lanes);
        return { value: zipLanes(left.value, right.value, (a, b) => BINARY[expr.op](a, b, integer)), trips: Math.max(left.trips, right.trips) };
      }
      case 'fma': {
        const parts = [expr.a, expr.b, expr.c].map((e) => this.#evaluate(e));
        this.#count('arithmetic', expr.lanes);
        return { value: 0.5, trips: Math.max(...parts.map((p) => p.trips)) };
      }
      case 'select': {
        const [cond, then, other] = [expr.cond, expr.then, expr.else].map((e) => this.#evaluate(e)) as [Known, Known, Known];
        this.#count('arithmetic', expr.lanes);
        return { value: selectLanes(cond.value, then.value, other.value), trips: Math.max(cond.trips, then.trips, other.trips) };
      }
      case 'convert': {
        const { value, trips } = this.#evaluate(expr.value);
        if (expr.type === 'f32' || expr.value.type === 'f32') this.#count('arithmetic', expr.lanes);
        return { value: expr.type === 'i32' ? mapLanes(value, Math.floor) : value, trips };
      }
      case 'round': this.#count('arithmetic', 4 * expr.lanes); return this.#evaluate(expr.value);
      case 'address': return this.#evaluate(expr.index);
      case 'call': {
        const parts = expr.args.map((e) => this.#evaluate(e));
        this.#routine(expr.name, parts.map((p) => laneOf(p.value, 0)));
        const [first] = parts;
        const value = expr.name === 'mpc_max' || expr.name === 'mpc_min' ? parts.map((p) => p.value).reduce((a, b) => zipLanes(a, b, expr.name === 'mpc_max' ? Math.max : Math.min)) : first?.value ?? 0.5;
        return { value, trips: Math.max(0, ...parts.map((p) => p.trips)) };
      }
    }
  }

  #count(kind: 'arithmetic' | 'division' | 'special' | 'integer', instructions: number): void {
    this.counts[kind] += this.#vectors(instructions) * this.#times;
  }

  #vectors(lanes: number): number {
    return Math.max(1, lanes / (this.around.vector ?? 1));
  }

  /** A load or store of `lanes` elements by each lane, neighbours unless `stride` says otherwise. */
  #access(buffer: KBuffer, index: Known, lanes: number, way: 'read' | 'written', stride = 1): Known {
    if (buffer.space === 'private') return { value: 0.5, trips: index.trips };
    if (buffer.space !== 'global') {
      this.counts.shared += this.#times * Math.max(1, lanes / 4);
      return { value: 0.5, trips: index.trips };
    }
    const element = dtypeBytes(buffer.dtype);
    const apart = lanes > 1 && stride !== 1 && (this.around.vector ?? 1) > 1; // a gather of a CPU
    this.counts.accesses += this.#times * (apart ? lanes : this.around.vector === undefined ? Math.max(1, lanes * element / 16) : this.#vectors(lanes));
    // Narrow floats are widened by an instruction or two.
    if (way === 'read' && element < 4) this.counts.arithmetic += this.#times * this.#vectors(lanes);
    const bytes = this.#times * (apart ? lanes * Math.min(this.around.sector, Math.max(1, stride) * element)
      : this.#sectors(index.value, lanes * element, element) * (this.around.vector === undefined ? this.around.sector : Math.min(this.around.sector, lanes * element)));
    const moved = this.moved.get(buffer) ?? { read: 0, written: 0 };
    moved[way] += bytes;
    this.moved.set(buffer, moved);
    if (way === 'written') return { value: 0, trips: 0 };
    const cold = !this.around.warm(buffer) && moved.read <= 2 * Size.evaluate(buffer.elements, this.around.sizes) * dtypeBytes(buffer.dtype);
    this.#trips[index.trips] = (this.#trips[index.trips] ?? false) || cold;
    const decides = buffer.dtype === 'i32' || buffer.dtype === 'i64' || buffer.dtype === 'u32' || buffer.dtype === 'bool';
    return { value: decides ? mapLanes(index.value, (i) => this.around.element(buffer, i)) : 0.5, trips: index.trips + 1 };
  }

  /** Sectors that a wave touches with `bytes` at element `index` in each lane. */
  #sectors(index: Lanes, bytes: number, element: number): number {
    const { sector, wave } = this.around;
    if (typeof index === 'number') return countActive(this.#active, wave) === 0 ? 0 : Math.ceil(bytes / sector);
    let touched = 0;
    let highest = -Infinity;
    const seen: number[] = []; // where a lane's sectors begin
    for (let lane = 0; lane < index.length; lane++) {
      if (laneOf(this.#active, lane) === 0) continue;
      const start = (index[lane] ?? 0) * element;
      const first = Math.floor(start / sector);
      const last = Math.floor((start + bytes - 1) / sector);
      if (first <= highest && seen.includes(first)) continue;
      seen.push(first);
      touched += first <= highest && last > highest ? last - highest : last - first + 1;
      highest = Math.max(highest, last);
    }
    return touched;
  }
}

/** Operations that a thread takes at least (`mpc_grain`). */
const CHUNK = 65_536;

const SPECIAL: ReadonlySet<string> = new Set(['exp', 'log', 'exp2', 'log2', 'sqrt', 'rsqrt', 'sin', 'cos', 'tanh']);
