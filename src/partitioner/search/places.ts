import type { Goal } from './goal.js';
import { pricesOf } from './prices.js';
import type { Hop } from './problem.js';
import type { Tables, Ways } from './tables.js';

/** One way to run a step on a device. */
export interface Style {
  /** Index into the step's choices. */
  readonly pick: number;
  readonly group: number;
  /** What it costs by itself, starts of a call included. */
  readonly cost: number;
  /** Microseconds that it occupies the device, and those of one entry. */
  readonly busy: number;
  readonly entry: number;
  readonly uses: readonly { readonly load: number; readonly amount: number }[];
}

/** A problem for one goal, seen from the devices: a place is a device for a step, numbered `step × devices + device`. */
export interface Places {
  readonly tables: Tables;
  readonly goal: Goal;
  readonly size: number;
  readonly count: number;
  /** By place; none where the step cannot be on the device. */
  readonly styles: readonly (readonly Style[])[];
  /** What a microsecond costs in which nothing runs. */
  readonly resting: number;
  /** Loads by device and by link, -1 where nobody counts them. */
  readonly busyLoad: Int32Array;
  readonly memoryLoad: Int32Array;
  readonly linkLoad: Int32Array;
  /** All distinct ways of transfers; `number` finds them. */
  readonly ways: readonly Ways[];
  readonly number: (ways: Ways) => number;
  /** By way, device and device: microseconds, and those of them that are on counted links. */
  readonly wayTime: Float64Array;
  readonly wayHops: readonly (readonly Hop[])[];
}

export function placesOf(tables: Tables, goal: Goal): Places {
  const { problem, sequence, versions, kept } = tables;
  const { steps, devices, links, layers, settle } = problem;
  const size = devices.length;
  // Where only loads count time costs nothing by itself.
  const { own, resting } = pricesOf(tables, goal.kind === 'weighted' ? goal : { ...goal, time: 0, energy: 0 });
  const loadOf = (kind: string, count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => goal.loads.findIndex((l) => l.kind === kind && l.index === index));
  const used = goal.loads.flatMap((l, load) => (l.kind === 'use' ? [{ load, index: l.index }] : []));
  const styles = steps.flatMap((step, i) => devices.map((_, device) => step.choices.flatMap((choice, pick): Style[] => {
    if (choice.device !== device) return [];
    const start = (sequence.starts[i] ?? 0) * choice.entry;
    return [{
      pick, group: choice.group, entry: choice.entry,
      cost: (own[i]?.[pick] ?? 0) + resting * (start + (sequence.ends[i] ?? 0) * (settle[device] ?? 0)),
      busy: choice.time * step.frequency * layers + start,
      uses: used.flatMap(({ load, index }) => ((choice.uses[index] ?? 0) > 0 ? [{ load, amount: choice.uses[index] ?? 0 }] : [])),
    }];
  }).filter((style, at, all) => !all.some((other, o) => o !== at && covers(other, style, o < at)))));

  const ways = [...new Set([...versions.map((v) => v.ways), ...kept.flatMap((k) => k.writes.map((w) => w.ways))])];
  const linkLoad = loadOf('link', links.length);
  const wayTime = new Float64Array(ways.length * size * size);
  const wayHops = ways.flatMap((way, w) => Array.from({ length: size * size }, (_, at) => {
    const [from, to] = [Math.floor(at / size), at % size];
    wayTime[w * size * size + at] = way.time(from, to);
    return way.hops(from, to).flatMap(({ link, time }) => ((linkLoad[link] ?? -1) < 0 ? [] : [{ link: linkLoad[link] ?? 0, time }]));
  }));
  const numbers = new Map(ways.map((way, w) => [way, w]));
  return {
    tables, goal, size, count: steps.length, styles, resting, ways, wayTime, wayHops, linkLoad,
    busyLoad: loadOf('busy', size), memoryLoad: loadOf('memory', size), number: (way) => numbers.get(way) ?? 0,
  };
}

/** Whether nothing is lost without `b`: `a` is of the same group and takes no more of anything. `first` decides between equals. */
function covers(a: Style, b: Style, first: boolean): boolean {
  if (a.group !== b.group || a.cost > b.cost || a.busy > b.busy || a.entry > b.entry) return false;
  const amount = ({ uses }: Style, load: number): number => uses.find((u) => u.load === load)?.amount ?? 0;
  if (a.uses.some((u) => u.amount > amount(b, u.load))) return false;
  return first || a.cost < b.cost || a.busy < b.busy || a.entry < b.entry || b.uses.some((u) => u.amount > amount(a, u.load));
}
