import { pricesOf, type Prices } from './bounds.js';
import type { Goal } from './goal.js';
import type { Choice } from './problem.js';
import { handover, type Tables, type Ways } from './tables.js';

/** The first steps of a method, placed. */
export interface Label {
  readonly picks: Uint8Array;
  /** By version and device: rank of the frequency up to which a copy is there. By kept tensor and device: 1 where it is read. */
  readonly at: Uint8Array;
  readonly load: Float64Array;
  readonly cost: number;
  /** One of the devices that must be used is. */
  readonly met: boolean;
  /** No completion has a smaller value. */
  readonly bound: number;
}

/** Places steps one after another, and says what decides about the costs to come. */
export class Walk {
  readonly prices: Prices;
  readonly size: number;
  /** Index of each load by what it is of. */
  private readonly uses: readonly { readonly load: number; readonly index: number }[];
  private readonly memory: readonly (number | undefined)[];
  private readonly busy: readonly (number | undefined)[];
  private readonly links: readonly (number | undefined)[];
  private readonly watched: boolean;
  /** Pairs of steps by the later one. */
  private readonly pairsAt: readonly (readonly { readonly before: number; readonly after: number; readonly times: number }[])[];
  private readonly live: readonly Live[];

  // What `measure` finds.
  cost = 0;
  readonly at: Uint8Array;
  readonly load: Float64Array;

  constructor(readonly tables: Tables, readonly goal: Goal) {
    const { problem, versions, kept, sequence } = tables;
    this.size = problem.devices.length;
    this.prices = pricesOf(tables, goal);
    const find = (kind: string, index: number): number | undefined => {
      const load = goal.loads.findIndex((l) => l.kind === kind && l.index === index);
      return load < 0 ? undefined : load;
    };
    this.uses = goal.loads.flatMap((l, load) => (l.kind === 'use' ? [{ load, index: l.index }] : []));
    this.memory = problem.devices.map((_, d) => find('memory', d));
    this.busy = problem.devices.map((_, d) => find('busy', d));
    this.links = problem.links.map((_, l) => find('link', l));
    this.watched = goal.loads.some((l) => l.kind === 'busy' || l.kind === 'link');
    this.pairsAt = problem.steps.map((_, i) => sequence.pairs.filter((p) => Math.max(p.before, p.after) === i));
    this.live = problem.steps.map((_, i) => liveAfter(tables, i));
    this.at = new Uint8Array((versions.length + kept.length) * this.size);
    this.load = new Float64Array(goal.loads.length);
  }

  first(): Label {
    const { problem, versions, frequencies } = this.tables;
    const at = new Uint8Array(this.at.length);
    versions.forEach((v, i) => { if (v.producer === undefined) at[i * this.size + problem.home] = frequencies.length - 1; });
    return { picks: new Uint8Array(0), at, load: new Float64Array(this.load.length), cost: 0, met: false, bound: 0 };
  }

  choice(label: Label, step: number): Choice {
    const choice = this.tables.problem.steps[step]?.choices[label.picks[step] ?? 0];
    if (!choice) throw new RangeError(`step ${step} has no choice`);
    return choice;
  }

  /** Cost, loads and places with the next step placed, left in `cost`, `load` and `at`. */
  measure(label: Label, index: number, pick: number): void {
    const { tables, size, at } = this;
    const { problem, versions, kept, touches, sequence, frequencies } = tables;
    const { home, layers } = problem;
    const step = problem.steps[index];
    const choice = step?.choices[pick];
    const touch = touches[index];
    if (!step || !choice || !touch) throw new RangeError(`no choice ${pick} of step ${index}`);
    const { device } = choice;
    at.set(label.at);
    this.load.set(label.load);
    this.cost = label.cost + (this.prices.own[index]?.[pick] ?? 0);
    for (const { load, index: r } of this.uses) this.load[load] = (this.load[load] ?? 0) + (choice.uses[r] ?? 0);
    if (this.watched) this.occupy(device, choice.time * step.frequency * layers);

    const start = (sequence.starts[index] ?? 0) * choice.entry;
    if (start > 0) this.enter(device, start);
    const end = sequence.ends[index] ?? 0;
    if (end > 0) this.cost += end * (problem.settle[device] ?? 0) * this.prices.resting;
    for (const { before, after, times } of this.pairsAt[index] ?? []) {
      const from = before === index ? choice : this.choice(label, before);
      const to = after === index ? choice : this.choice(label, after);
      if (from.device !== to.device) this.cost += times * (problem.wait[from.device] ?? 0) * this.prices.resting;
      if (from.group !== to.group) this.enter(to.device, times * to.entry);
    }

    for (const { version, rank } of touch.reads) this.bring(label, choice, index, version, device, rank);
    const full = frequencies.length - 1;
    for (const version of touch.makes) at[version * size + device] = full;
    for (const version of touch.settles) this.bring(label, choice, index, version, home, full);
    for (const k of touch.keeps) {
      const where = (versions.length + k) * size + device;
      const tensor = kept[k];
      if (at[where] || !tensor) continue;
      at[where] = 1;
      const memory = this.memory[device];
      if (memory !== undefined) this.load[memory] = (this.load[memory] ?? 0) + tensor.bytes;
      for (const write of tensor.writes) {
        if (write.step < index) this.move(write.ways, this.choice(label, write.step).device, device, write.frequency);
      }
    }
    for (const { kept: k, write: w } of touch.writes) {
      const write = kept[k]?.writes[w];
      if (!write) continue;
      for (let to = 0; to < size; to++) {
        if (to !== device && at[(versions.length + k) * size + to]) this.move(write.ways, device, to, write.frequency);
      }
    }
  }

  /** Sees to a copy of a version on a device, up to a frequency. */
  private bring(label: Label, choice: Choice, index: number, version: number, to: number, rank: number): void {
    const { versions, frequencies, problem } = this.tables;
    const v = versions[version];
    const where = version * this.size + to;
    const there = this.at[where] ?? 0;
    if (!v || there >= rank) return;
    this.at[where] = rank;
    const from = v.producer === undefined ? problem.home : v.producer === index ? choice.device : this.choice(label, v.producer).device;
    this.move(v.ways, from, to, (frequencies[rank] ?? 1) - (frequencies[there] ?? 0));
  }

  private move(ways: Ways, from: number, to: number, frequency: number): void {
    if (from === to) return;
    const times = frequency * this.tables.problem.layers;
    this.cost += ways.time(from, to) * times * this.prices.resting;
    if (!this.watched) return;
    for (const hop of ways.hops(from, to)) {
      const load = this.links[hop.link];
      if (load !== undefined) this.load[load] = (this.load[load] ?? 0) + hop.time * times;
    }
  }

  private enter(device: number, microseconds: number): void {
    this.cost += microseconds * this.prices.resting;
    if (this.watched) this.occupy(device, microseconds);
  }

  private occupy(device: number, microseconds: number): void {
    const load = this.busy[device];
    if (load !== undefined) this.load[load] = (this.load[load] ?? 0) + microseconds;
  }

  /** The measured label, good until the next one is measured. */
  measured(label: Label, index: number, pick: number, met: boolean, bound: number): Label {
    const picks = new Uint8Array(index + 1);
    picks.set(label.picks);
    picks[index] = pick;
    return { picks, at: this.at, load: this.load, cost: this.cost, met, bound };
  }

  liveAfter(index: number): Live {
    return this.live[index] ?? NOTHING_LIVE;
  }

  /** Labels of one key have the same costs to come. */
  key(label: Label, index: number): string {
    const { versions } = this.tables;
    const { size } = this;
    const live = this.liveAfter(index);
    let key = label.met ? '+' : '';
    for (const step of live.groups) key += String.fromCharCode(32 + this.choice(label, step).group);
    for (const step of live.picks) key += String.fromCharCode(32 + (label.picks[step] ?? 0));
    for (const step of live.devices) key += String.fromCharCode(32 + this.choice(label, step).device);
    for (const { version, rank } of live.versions) {
      for (let d = 0; d < size; d++) key += String.fromCharCode(32 + Math.min(rank, label.at[version * size + d] ?? 0));
    }
    for (const { kept } of live.kept) {
      let bits = 0;
      for (let d = 0; d < size; d++) bits |= (label.at[(versions.length + kept) * size + d] ?? 0) << d;
      key += String.fromCharCode(32 + bits);
    }
    return key;
  }

  /** What the handover between two steps costs, one of them placed. */
  handover(before: Choice, after: Choice): number {
    return handover(this.tables.problem, before, after) * this.prices.resting;
  }
}

/** A label that stays as it is when others are measured. */
export function copyOf(label: Label): Label {
  return { ...label, at: label.at.slice(), load: label.load.slice() };
}

/** What of the steps placed still matters. */
export interface Live {
  /** Steps of which the group, the pick or the device matters. */
  readonly groups: readonly number[];
  readonly picks: readonly number[];
  readonly devices: readonly number[];
  /** `rank`: the greatest frequency asked for later; `on`: devices (bits) that may ask. */
  readonly versions: readonly { readonly version: number; readonly rank: number; readonly on: number }[];
  readonly kept: readonly { readonly kept: number; readonly on: number }[];
}

const NOTHING_LIVE: Live = { groups: [], picks: [], devices: [], versions: [], kept: [] };

function liveAfter({ problem, versions, kept, sequence, frequencies }: Tables, index: number): Live {
  const open = sequence.pairs.filter((p) => Math.max(p.before, p.after) > index);
  const bits = (steps: readonly number[]): number =>
    steps.reduce((all, s) => (problem.steps[s]?.choices ?? []).reduce((b, c) => b | 1 << c.device, all), 0);
  const picks = [...new Set(open.flatMap((p) => (p.after <= index ? [p.after] : [])))];
  const liveVersions = versions.flatMap((v, version) => {
    if (v.last <= index || (v.producer ?? -1) > index) return [];
    const later = v.readers.filter((r) => r.step > index);
    return [{
      version, producer: v.producer,
      rank: v.output ? frequencies.length - 1 : Math.max(0, ...later.map((r) => r.rank)),
      on: bits(later.map((r) => r.step)) | (v.output ? 1 << problem.home : 0),
    }];
  });
  const liveKept = kept.flatMap((k, i) => {
    const touched = [...k.readers, ...k.writes.map((w) => w.step)].some((s) => s <= index);
    return touched && k.last > index ? [{ kept: i, on: bits(k.readers.filter((r) => r > index)), writers: k.writes.map((w) => w.step).filter((s) => s <= index) }] : [];
  });
  return {
    picks,
    groups: [...new Set(open.flatMap((p) => (p.before <= index ? [p.before] : [])))].filter((s) => !picks.includes(s)),
    devices: [...new Set([...liveVersions.flatMap((v) => v.producer ?? []), ...liveKept.flatMap((k) => k.writers)])].filter((s) => !picks.includes(s)),
    versions: liveVersions,
    kept: liveKept,
  };
}
