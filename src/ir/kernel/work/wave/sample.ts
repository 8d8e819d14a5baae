import type { KBuffer } from '../../nodes.js';
import { COUNTS, PLACES } from '../counts.js';
import { execute } from '../operations.js';
import { sectorsTouched } from '../sectors.js';
import { Mask, Slots, UNIFORM } from '../slots.js';
import type { Surroundings } from '../surroundings.js';
import { countTurns, middle, mostTurns } from './loops.js';
import { UNKNOWN } from './lower.js';
import type { Access, Block, Item, Loop, Program, TripSources } from './program.js';

/** How many bytes of a buffer a wave moves between its unit and what all units share, and as its part of what no other block reads as well. */
export interface Moved { readonly read: Float64Array; readonly written: Float64Array; readonly own: Float64Array }

/** A loop that is being run, or the kernel itself. */
interface Level {
  /** How often its statements run, and how often one after another. */
  times: number;
  turns: number;
  /** The turns of this loop, by how much they go on, how many of them run beside each other. */
  count: number;
  step: number;
  together: number;
  /** Unrolled as a whole: its statements follow those before the loop. Turns of such loops around. */
  unrolled: boolean;
  beside: number;
}

/** Loads that are on their way at the same time: after how many trips before, of which parts from where, and how many instructions. */
interface Trip { cold: number; cache: number; loads: number; registers: number }

/** Loads of a wave that registers have room for. */
const IN_FLIGHT = 10;
const REGISTERS = 16;
/** Bytes that memory moves together. */
const BURST = 64;
/** A buffer is in the cache once so much of it has been read. */
const MOST_OF_IT = 0.9;

/**
 * Runs a wave of a kernel on numbers: loops once, in their middle, counted as often as they turn. One object runs all samples of a kernel,
 * one after another.
 */
export class Sample {
  readonly slots: Slots;
  /** By place in `COUNTS`. */
  readonly counts = new Float64Array(COUNTS.length);
  /** By number of the buffer. */
  readonly moved: Moved;
  /** Buffers in the order of their first access. */
  readonly touched: number[] = [];
  active = new Mask();
  /** Trips of the cells, and the epochs in which they were kept: a wait ends an epoch, what was on its way before is there. */
  readonly #trips: Float64Array;
  readonly #epochs: Float64Array;
  #epoch = 0;
  readonly #underWay: Trip[] = [];
  #waiting = 0;
  readonly #levels: Level[] = [];
  #level = 0;
  /** Facts of the buffers at these sizes; elements are asked for when they are first needed. */
  readonly #elements: (((index: number) => number) | undefined)[];
  readonly #cold: Uint8Array;
  readonly #bytes: Float64Array;
  readonly #wholeWave = new Mask();
  readonly #masks: Mask[] = [];
  #masked = 0;
  #around: Surroundings = { sizes: {}, wave: 1, sector: 1, line: 1, near: 0, element: () => () => 0, warm: () => true };
  #waves = 1;
  #all = 1;
  #grid: readonly number[] = [1, 1, 1];
  /** The wave whose thread numbers the slots hold. */
  #lanesOf = -1;

  constructor(readonly program: Program) {
    this.slots = new Slots(program.slots);
    const buffers = program.buffers.length;
    this.moved = { read: new Float64Array(buffers), written: new Float64Array(buffers), own: new Float64Array(buffers) };
    this.#trips = new Float64Array(program.cells);
    this.#epochs = new Float64Array(program.cells).fill(-1);
    this.#elements = new Array<undefined>(buffers).fill(undefined);
    this.#cold = new Uint8Array(buffers);
    this.#bytes = new Float64Array(buffers);
    for (const [slot, value] of program.constants) this.slots.uniform(slot, value);
  }

  /** Sets the sizes of the samples to come. `bytes`: of a whole buffer; `waves`: of a block. */
  prepare(around: Surroundings, bytes: (buffer: KBuffer) => number, waves: number, grid: readonly [number, number, number]): void {
    const { program, slots } = this;
    this.#around = around;
    this.#waves = waves;
    this.#grid = grid;
    this.#all = waves * grid[0] * grid[1] * grid[2];
    if (slots.wave !== around.wave) this.#lanesOf = -1;
    slots.wave = around.wave;
    this.#wholeWave.all(around.wave);
    for (const [slot, name] of program.free) slots.uniform(slot, around.sizes[name] ?? UNKNOWN);
    execute(program.tape, 0, program.ends[0], slots);
    program.buffers.forEach((buffer, i) => {
      this.#elements[i] = undefined;
      this.#cold[i] = around.warm(buffer) ? 0 : 1;
      this.#bytes[i] = bytes(buffer);
    });
  }

  /** Runs a wave of a block. */
  run(block: readonly [number, number, number], wave: number): void {
    const { thread, blocks, ends, tape, body } = this.program;
    const { slots, counts, moved } = this;
    counts.fill(0);
    moved.read.fill(0);
    moved.written.fill(0);
    moved.own.fill(0);
    this.touched.length = 0;
    this.#enter(0, { times: 1, turns: 1, count: 1, step: 1, together: 1, unrolled: false, beside: 1 });
    this.active = this.#wholeWave;
    this.#epoch++;
    this.#waiting = 0;
    if (this.#lanesOf !== wave) {
      slots.even(thread, wave * slots.wave, 1);
      execute(tape, ends[0], ends[1], slots);
      this.#lanesOf = wave;
    }
    blocks.forEach((slot, i) => { slots.uniform(slot, block[i] ?? 0); });
    this.#block(body);
    this.#flush();
  }

  #enter(at: number, level: Level): void {
    this.#level = at;
    this.#levels[at] = level;
  }

  get #here(): Level {
    return this.#levels[this.#level] ?? missing();
  }

  #add(at: number, amount: number): void {
    this.counts[at] = (this.counts[at] ?? 0) + amount;
  }

  #block({ items, times, turns }: Block): void {
    const here = this.#here;
    for (let i = 0; i < times.length; i += 2) this.#add(times[i] ?? 0, (times[i + 1] ?? 0) * here.times);
    for (let i = 0; i < turns.length; i += 2) this.#add(turns[i] ?? 0, (turns[i + 1] ?? 0) * here.turns);
    for (const item of items) this.#item(item);
  }

  #item(item: Item): void {
    switch (item.kind) {
      case 'values': execute(this.program.tape, item.from, item.to, this.slots); return;
      case 'access': this.#access(item); return;
      case 'keep': this.#keep(item.cell, this.#latest(item.sources)); return;
      case 'wait': this.#wait(); return;
      case 'if': this.#branch(item); return;
      case 'for': this.#loop(item); return;
    }
  }

  /** What was loaded is there now. */
  #wait(): void {
    this.#flush();
    this.#epoch++;
  }

  #flush(): void {
    const { turns, together } = this.#here;
    for (let i = 0; i < this.#waiting; i++) {
      const { cold, cache, loads, registers } = this.#underWay[i] ?? missing();
      const rounds = turns / together * Math.max(1, loads * together / IN_FLIGHT, registers * together / REGISTERS);
      this.#add(COLD, rounds * cold);
      this.#add(WARM, rounds * Math.max(0, cache - cold));
      this.#add(NEAR, rounds * Math.max(0, 1 - Math.max(cold, cache)));
    }
    this.#waiting = 0;
  }

  #keep(cell: number, trips: number): void {
    this.#trips[cell] = trips;
    this.#epochs[cell] = this.#epoch;
  }

  #latest(sources: TripSources): number {
    let most = 0;
    for (const source of sources) {
      const trips = source < 0 ? this.#trips[~source] ?? 0 : this.#epochs[source] === this.#epoch ? this.#trips[source] ?? 0 : 0;
      if (trips > most) most = trips;
    }
    return most;
  }

  #access({ access, sources, cell, result }: Item & { readonly kind: 'access' }): void {
    const { number, way, index, outside, instructions, copies, atomic, scattered, blocks } = access;
    const { moved } = this;
    if (moved.read[number] === 0 && moved.written[number] === 0 && !this.touched.includes(number)) this.touched.push(number);
    const at = this.#level - outside;
    const level = this.#levels[at] ?? missing();
    const { sector, line } = this.#around;
    const times = level.times * copies;
    const sectors = sectorsTouched(access, this, sector);
    this.#add(LINES, times * sectorsTouched(access, this, line));
    if (atomic) this.#add(ATOMICS, times * sectors);
    const cold = this.#cold[number] === 1;
    const piece = scattered && cold ? Math.max(BURST, sector) : sector;
    const bytes = piece === sector ? sector * sectors : piece * sectorsTouched(access, this, piece);
    const fresh = this.#fresh(access, at, sectors * sector);
    const before = moved.own[number] ?? 0;
    const part = times * bytes * fresh;
    moved[way][number] = (moved[way][number] ?? 0) + part;
    if (way === 'written') return;
    moved.own[number] = (moved.own[number] ?? 0) + part / blocks.reduce((n, decides, i) => (decides ? n : n * (this.#grid[i] ?? 1)), 1);
    const trips = this.#latest(sources);
    const fromMemory = cold && before * this.#all <= MOST_OF_IT * (this.#bytes[number] ?? 0);
    if (this.#inLine(at)) this.#load(trips, fromMemory, fresh, instructions * level.beside, Math.max(1, access.lanes * access.element / 4) * level.beside);
    // Loads ahead of a loop wait for each other less.
    else this.#add(fromMemory ? COLD : WARM, AHEAD * level.turns);
    this.#keep(cell, trips + 1);
    if (result >= 0) this.#decide(number, index, result);
  }

  /** Whether no loop begins between a loop around and the statement at hand, once all are unrolled that are. */
  #inLine(at: number): boolean {
    for (let d = at + 1; d <= this.#level; d++) if (this.#levels[d]?.unrolled !== true) return false;
    return true;
  }

  #load(trips: number, cold: boolean, fresh: number, loads: number, registers: number): void {
    while (this.#waiting <= trips) {
      const trip = this.#underWay[this.#waiting++];
      if (trip) trip.cold = trip.cache = trip.loads = trip.registers = 0;
      else this.#underWay.push({ cold: 0, cache: 0, loads: 0, registers: 0 });
    }
    const trip = this.#underWay[trips] ?? missing();
    if (cold) trip.cold = Math.max(trip.cold, fresh);
    trip.cache = Math.max(trip.cache, fresh);
    trip.loads += loads;
    trip.registers += registers;
  }

  /** The part of an access's sectors that this wave has not touched in other turns of the loops around, or not lately. */
  #fresh({ slopes, element }: Access, at: number, bytes: number): number {
    let fresh = 1;
    let inner = bytes;
    for (let d = at; d > 0; d--) {
      const { count, step } = this.#levels[d] ?? missing();
      const slope = d <= slopes.length ? slopes[d - 1] : 0;
      const apart = slope === undefined ? Infinity : d <= slopes.length ? Math.abs(this.slots.lane(slope, 0) * step) * element : 0;
      const part = Math.min(1, Math.max(1 / count, apart / this.#around.sector));
      // Between two turns of this loop its inner loops pass: does the cache of the unit still hold what they touched?
      const held = inner * this.#waves < this.#around.near;
      if (held) fresh *= part;
      inner *= held ? count * part : count;
    }
    return fresh;
  }

  /** Lengths and ids that decide bounds or places. */
  #decide(number: number, index: number, result: number): void {
    const { slots } = this;
    const element = this.#elements[number] ??= this.#around.element(this.program.buffers[number] ?? missing());
    if (slots.form[index] === UNIFORM) slots.uniform(result, element(slots.base[index] ?? 0));
    else if (slots.common(index)) slots.even(result, element(slots.base[index] ?? 0), 0);
    else {
      const out = slots.spread(result);
      for (let lane = 0; lane < out.length; lane++) out[lane] = element(slots.lane(index, lane));
    }
  }

  #branch({ cond, then, else: other }: Item & { readonly kind: 'if' }): void {
    const outer = this.active;
    const inThen = this.#mask();
    const inElse = this.#mask();
    if (then) inThen.refine(outer, this.slots, cond, true);
    if (other) inElse.refine(outer, this.slots, cond, false);
    if (then && inThen.count > 0) this.#within(then, inThen);
    if (other && inElse.count > 0) this.#within(other, inElse);
    this.active = outer;
    this.#masked -= 2;
  }

  /** A mask for the statement at hand. */
  #mask(): Mask {
    return this.#masks[this.#masked++] ??= new Mask();
  }

  #within(body: Block, active: Mask): void {
    this.active = active;
    this.#block(body);
  }

  #loop({ lo, hi, step, counter, turns: turnsOf, together, body }: Loop): void {
    const { slots } = this;
    const by = slots.lane(step, 0);
    countTurns(slots, turnsOf, lo, hi, by);
    const turns = mostTurns(slots, this.active, turnsOf);
    if (turns === 0) return;
    middle(slots, counter, lo, turnsOf, by);
    const active = this.active;
    const outer = this.#here;
    const at = this.#level;
    const unrolled = together === Infinity;
    if (unrolled) this.#enter(at + 1, { times: outer.times * turns, turns: outer.turns, count: turns, step: by, together: outer.together, unrolled, beside: outer.beside * turns });
    else {
      const beside = Math.min(turns, together);
      this.#wait();
      this.#add(INTEGER, LOOP * outer.times * turns / beside);
      this.#enter(at + 1, { times: outer.times * turns, turns: outer.turns * turns, count: turns, step: by, together: beside, unrolled, beside: 1 });
    }
    const inside = this.#mask();
    if (slots.common(turnsOf)) this.#within(body, active);
    else {
      inside.refine(active, slots, turnsOf, true);
      this.#within(body, inside);
    }
    this.#masked--;
    if (!unrolled) this.#wait();
    this.#level = at;
    this.active = active;
  }
}

/** Instructions that go on with a loop. */
const LOOP = 2;
const AHEAD = 0.5;

const [COLD, WARM, NEAR, INTEGER, ATOMICS, LINES] = (['coldTrips', 'warmTrips', 'nearTrips', 'integer', 'atomics', 'lines'] as const).map((kind) => PLACES[kind]) as
  [number, number, number, number, number, number];

function missing(): never {
  throw new Error('a buffer or a loop without a number');
}
