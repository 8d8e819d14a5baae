import type { Places } from './places.js';
import type { Kept, Version } from './tables.js';


/**
 * What follows from the steps that are placed, whatever becomes of the open ones: transfers, waits and entries that are certain, those that an open step
 * causes on one device or another, and those between two open steps.
 */
export class Consequences {
  /** The device of each step, -1 where it is open. */
  readonly device: Int32Array;
  /** Certain microseconds in which nothing runs, and those on counted links. Infinite where something cannot be reached. */
  time = 0;
  readonly load: Float64Array;
  /** By place: microseconds of waiting that it causes, and how often it is entered. */
  readonly waits: Float64Array;
  readonly entries: Float64Array;
  /** Transfers that a place causes: prefixes of lists. */
  single = 0;
  readonly place: number[] = [];
  readonly travel: number[] = [];
  readonly times: number[] = [];
  /** Transfers between two open steps, by the steps, the way and how often each device (of the second) is sent to. */
  double = 0;
  readonly source: number[] = [];
  readonly target: number[] = [];
  readonly way: number[] = [];
  readonly often: number[] = [];
  readonly #ranks: Int32Array;
  readonly #flows: readonly (readonly [Version, number])[];
  readonly #kept: readonly (readonly [Kept, readonly number[]])[];

  constructor(readonly places: Places) {
    const { tables, goal, count, size } = places;
    this.device = new Int32Array(count);
    this.load = new Float64Array(goal.loads.length);
    this.waits = new Float64Array(count * size);
    this.entries = new Float64Array(count * size);
    this.#ranks = new Int32Array(size);
    this.#flows = tables.versions.map((v) => [v, places.number(v.ways)]);
    this.#kept = tables.kept.map((k) => [k, k.writes.map((w) => places.number(w.ways))]);
  }

  /** `device` has changed. */
  follow(): void {
    const { tables: { problem: { layers } } } = this.places;
    this.time = 0;
    this.load.fill(0);
    this.waits.fill(0);
    this.entries.fill(0);
    this.single = 0;
    this.double = 0;
    this.#handovers();
    for (const [version, way] of this.#flows) this.#flow(version, way, layers);
    for (const [tensor, ways] of this.#kept) this.#persistent(tensor, ways, layers);
  }

  /** Waits and entries between steps that are not neighbours; those of neighbours depend on both. */
  #handovers(): void {
    const { size, tables: { sequence: { pairs }, problem: { wait } } } = this.places;
    for (const { before, after, times } of pairs) {
      if (before === after - 1 || before === after) continue;
      const [from, to] = [this.device[before] ?? -1, this.device[after] ?? -1];
      if (from >= 0) {
        const pause = times * (wait[from] ?? 0);
        if (to < 0) {
          for (let d = 0; d < size; d++) if (d !== from) this.#hand(after * size + d, pause, times);
        } else if (from !== to) {
          this.time += pause;
          this.#hand(after * size + to, 0, times);
        }
      } else if (to >= 0) {
        for (let d = 0; d < size; d++) if (d !== to) this.#hand(before * size + d, times * (wait[d] ?? 0), 0);
      }
    }
  }

  #hand(place: number, wait: number, entries: number): void {
    this.waits[place] = (this.waits[place] ?? 0) + wait;
    this.entries[place] = (this.entries[place] ?? 0) + entries;
  }

  #flow(v: Version, way: number, layers: number): void {
    const { size, tables: { frequencies, problem: { home } } } = this.places;
    const ranks = this.#ranks.fill(0);
    let open: Version['readers'][number] | undefined;
    for (const r of v.readers) {
      const at = this.device[r.step] ?? -1;
      if (at < 0) open ??= r;
      else if (r.rank > (ranks[at] ?? 0)) ranks[at] = r.rank;
    }
    if (v.output) ranks[home] = frequencies.length - 1;
    const producer = v.producer ?? -1;
    const from = producer < 0 ? home : this.device[producer] ?? -1;
    // Of the readers that are open only one is sure to pay for a way.
    const asked = open ? frequencies[open.rank] ?? 1 : 0;
    for (let to = 0; to < size; to++) {
      const there = frequencies[ranks[to] ?? 0] ?? 0;
      if (there > 0) {
        if (from >= 0) this.#move(way, from, to, there * layers);
        else this.#send(producer, way, to, there * layers);
      }
      if (open && from >= 0 && to !== from && asked > there) this.#cause(open.step * size + to, way, from, to, (asked - there) * layers);
    }
    if (!open || from >= 0) return;
    const at = this.#between(producer, open.step, way);
    for (let to = 0; to < size; to++) this.often[at + to] = Math.max(0, asked - (frequencies[ranks[to] ?? 0] ?? 0)) * layers;
  }

  #persistent({ readers, writes }: Kept, ways: readonly number[], layers: number): void {
    if (writes.length === 0) return;
    const { size } = this.places;
    let there = 0;
    let open = -1;
    for (const reader of readers) {
      const at = this.device[reader] ?? -1;
      if (at >= 0) there |= 1 << at;
      else if (open < 0) open = reader;
    }
    for (let w = 0; w < writes.length; w++) {
      const { step = 0, frequency = 0 } = writes[w] ?? {};
      const way = ways[w] ?? 0;
      const from = this.device[step] ?? -1;
      const times = frequency * layers;
      for (let to = 0; to < size; to++) {
        if (there >> to & 1) {
          if (from >= 0) this.#move(way, from, to, times);
          else this.#send(step, way, to, times);
        } else if (open >= 0 && from >= 0 && to !== from) this.#cause(open * size + to, way, from, to, times);
      }
      if (open < 0 || from >= 0 || open === step) continue;
      const at = this.#between(step, open, way);
      for (let to = 0; to < size; to++) this.often[at + to] = there >> to & 1 ? 0 : times;
    }
  }

  #move(way: number, from: number, to: number, times: number): void {
    if (from === to) return;
    const { size, wayTime, wayHops } = this.places;
    const at = (way * size + from) * size + to;
    this.time += (wayTime[at] ?? 0) * times;
    for (const { link, time } of wayHops[at] ?? []) this.load[link] = (this.load[link] ?? 0) + time * times;
  }

  #send(step: number, way: number, to: number, times: number): void {
    const { size } = this.places;
    for (let from = 0; from < size; from++) if (from !== to) this.#cause(step * size + from, way, from, to, times);
  }

  #cause(place: number, way: number, from: number, to: number, times: number): void {
    const { size } = this.places;
    const at = this.single++;
    this.place[at] = place;
    this.travel[at] = (way * size + from) * size + to;
    this.times[at] = times;
  }

  #between(source: number, target: number, way: number): number {
    const at = this.double++;
    this.source[at] = source;
    this.target[at] = target;
    this.way[at] = way;
    return at * this.places.size;
  }
}
