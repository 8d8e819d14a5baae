import { pricesOf, type Prices } from './bounds.js';
import type { Goal } from './goal.js';
import type { Hop } from './problem.js';
import type { Kept, Tables, Version, Ways } from './tables.js';

/** A problem with its choices numbered through all steps, and what each of them adds to costs and loads by itself. */
export interface Numbered {
  /** First choice of each step, and the number of choices. */
  readonly first: Int32Array;
  readonly step: Int32Array;
  readonly device: Int32Array;
  readonly group: Int32Array;
  readonly cost: Float64Array;
  /** Load that the time of a choice adds to (-1: none), and that time. */
  readonly busyLoad: Int32Array;
  readonly busy: Float64Array;
  readonly uses: readonly (readonly { readonly load: number; readonly amount: number }[])[];
  /** Microseconds of an entry where the step before, if it is the one before in the list, was in another group. */
  readonly entry: Float64Array;
}

/** Transfers between neighbours, by devices. */
interface Between { readonly step: number; readonly ways: Ways; readonly times: number }

/**
 * Lower bounds for partly decided placements. With a price on each load the steps are a chain in which only neighbours matter, and everything that is decided counts in full:
 * the least priced sum is a shortest way through the choices that are left. With all decided it is what the placement costs.
 */
export class Relaxation {
  readonly numbered: Numbered;
  /** Prices of the loads. */
  readonly prices: Float64Array;
  /** Of the last `solve`: the least sum with each choice, the shortest way, and its loads. */
  readonly least: Float64Array;
  readonly way: Int32Array;
  readonly filled: Float64Array;
  /** Loads of what is decided: transfers, and entries between steps that are not neighbours. */
  readonly decidedLoad: Float64Array;
  #decidedCost = 0;
  /** Of the last `solve`: what is decided, less the limits. */
  #offset = 0;
  readonly #size: number;
  readonly #resting: number;
  readonly #links: Int32Array;
  readonly #unary: Float64Array;
  readonly #back: Float64Array;
  readonly #next: Int32Array;
  readonly #ahead: Float64Array;
  readonly #enter: Float64Array;
  /** By step: what goes between the devices of neighbours, priced. */
  readonly #pair: readonly Float64Array[];
  readonly #waits: readonly Float64Array[];
  /** What `decide` was given. */
  #domain: Uint8Array = new Uint8Array(0);
  #decided: Int32Array = new Int32Array(0);
  /** Transfers that choices cause beside what is decided, a prefix of three lists. */
  #transfers = 0;
  readonly #choice: number[] = [];
  readonly #hops: (readonly Hop[])[] = [];
  readonly #times: number[] = [];
  readonly #between: Between[] = [];

  constructor(readonly tables: Tables, readonly goal: Goal) {
    const { problem: { steps, devices, links } } = tables;
    // Where only loads count time costs nothing by itself.
    const prices = pricesOf(tables, goal.kind === 'weighted' ? goal : { ...goal, time: 0, energy: 0 });
    this.numbered = numberedOf(tables, goal, prices);
    this.#resting = prices.resting;
    this.#size = devices.length;
    const count = this.numbered.step.length;
    this.prices = new Float64Array(goal.loads.length);
    this.filled = new Float64Array(goal.loads.length);
    this.decidedLoad = new Float64Array(goal.loads.length);
    this.least = new Float64Array(count);
    this.#unary = new Float64Array(count);
    this.#back = new Float64Array(count);
    this.#next = new Int32Array(count);
    this.#ahead = new Float64Array(count);
    this.#enter = new Float64Array(count);
    this.way = new Int32Array(steps.length);
    this.#links = Int32Array.from(links, (_, index) => goal.loads.findIndex((l) => l.kind === 'link' && l.index === index));
    this.#pair = steps.map(() => new Float64Array(this.#size ** 2));
    this.#waits = steps.map((_, i) => {
      const times = timesBetween(tables, i);
      return Float64Array.from({ length: this.#size ** 2 }, (_w, at) => {
        const [from, to] = [Math.floor(at / this.#size), at % this.#size];
        return from === to ? 0 : times * (tables.problem.wait[from] ?? 0) * this.#resting;
      });
    });
  }

  /** `decided`: the choice of each step, -1 where it is open; `domain`: 1 for the choices that are left. */
  decide(decided: Int32Array, domain: Uint8Array): void {
    const { tables, numbered: { device, group } } = this;
    const { problem: { steps, home, layers, wait }, versions, kept, frequencies, sequence } = tables;
    this.decidedLoad.fill(0);
    this.#decidedCost = 0;
    this.#transfers = 0;
    this.#domain = domain;
    this.#decided = decided;
    this.#between.length = 0;
    for (const { before, after, times } of sequence.pairs) {
      if (before === after - 1) continue;
      const [from, to] = [decided[before] ?? -1, decided[after] ?? -1];
      if (from < 0 || to < 0) continue;
      if (device[from] !== device[to]) this.#decidedCost += times * (wait[device[from] ?? 0] ?? 0) * this.#resting;
      if (group[from] === group[to]) continue;
      const entry = times * (steps[after]?.choices[to - (this.numbered.first[after] ?? 0)]?.entry ?? 0);
      this.#decidedCost += entry * this.#resting;
      const load = this.numbered.busyLoad[to] ?? -1;
      if (load >= 0) this.decidedLoad[load] = (this.decidedLoad[load] ?? 0) + entry;
    }
    for (const version of versions) this.#flow(version, frequencies, home, layers);
    for (const tensor of kept) this.#persistent(tensor, layers);
  }

  /** The device of a decided step, -1 of an open one. */
  #place(step: number): number {
    const choice = this.#decided[step] ?? -1;
    return choice < 0 ? -1 : this.numbered.device[choice] ?? 0;
  }

  #flow(v: Version, frequencies: readonly number[], home: number, layers: number): void {
    const from = v.producer === undefined ? home : this.#place(v.producer);
    const ranks = RANKS.fill(0, 0, this.#size);
    let open: Version['readers'][number] | undefined;
    let decided = false;
    for (const r of v.readers) {
      const at = this.#place(r.step);
      if (at < 0) open ??= r;
      else {
        decided = true;
        if (r.rank > (ranks[at] ?? 0)) ranks[at] = r.rank;
      }
    }
    if (v.output) {
      ranks[home] = frequencies.length - 1;
      decided = true;
    }
    if (from >= 0) {
      if (decided) {
        for (let to = 0; to < this.#size; to++) if ((ranks[to] ?? 0) > 0 && to !== from) this.#move(v.ways, from, to, (frequencies[ranks[to] ?? 0] ?? 1) * layers);
      }
      // Of the readers that are open only one is sure to pay for a way.
      if (open) this.#bring(open.step, from, v.ways, (to) => ((frequencies[open.rank] ?? 1) - Math.min(frequencies[open.rank] ?? 1, frequencies[ranks[to] ?? 0] ?? 0)) * layers);
      return;
    }
    const producer = v.producer ?? 0;
    if (decided) {
      for (let to = 0; to < this.#size; to++) if ((ranks[to] ?? 0) > 0) this.#send(producer, to, v.ways, (frequencies[ranks[to] ?? 0] ?? 1) * layers);
    } else if (open?.step === producer + 1) this.#between.push({ step: open.step, ways: v.ways, times: (frequencies[open.rank] ?? 1) * layers });
  }

  #persistent({ readers, writes }: Kept, layers: number): void {
    if (writes.length === 0) return;
    let there = 0;
    let open = -1;
    for (const reader of readers) {
      const at = this.#place(reader);
      if (at >= 0) there |= 1 << at;
      else if (open < 0) open = reader;
    }
    for (const { step, ways, frequency } of writes) {
      const from = this.#place(step);
      for (let to = 0; to < this.#size; to++) {
        if (!(there >> to & 1)) continue;
        if (from < 0) this.#send(step, to, ways, frequency * layers);
        else if (from !== to) this.#move(ways, from, to, frequency * layers);
      }
      if (from >= 0 && open >= 0) this.#bring(open, from, ways, (to) => (there >> to & 1 ? 0 : frequency * layers));
    }
  }

  /** The choices of an open step have something brought to their devices. */
  #bring(step: number, from: number, ways: Ways, times: (to: number) => number): void {
    const { first, device } = this.numbered;
    for (let c = first[step] ?? 0; c < (first[step + 1] ?? 0); c++) {
      const to = device[c] ?? 0;
      if (!this.#domain[c] || to === from) continue;
      const often = times(to);
      if (often > 0) this.#transfer(c, ways, from, to, often);
    }
  }

  /** The choices of an open step send something from their devices. */
  #send(step: number, to: number, ways: Ways, times: number): void {
    const { first, device } = this.numbered;
    for (let c = first[step] ?? 0; c < (first[step + 1] ?? 0); c++) {
      if (this.#domain[c] && device[c] !== to) this.#transfer(c, ways, device[c] ?? 0, to, times);
    }
  }

  #move(ways: Ways, from: number, to: number, times: number): void {
    const time = ways.time(from, to);
    if (time === Infinity || this.#resting > 0) this.#decidedCost += time * times * (time === Infinity ? 1 : this.#resting);
    for (const hop of ways.hops(from, to)) {
      const load = this.#links[hop.link] ?? -1;
      if (load >= 0) this.decidedLoad[load] = (this.decidedLoad[load] ?? 0) + hop.time * times;
    }
  }

  #transfer(choice: number, ways: Ways, from: number, to: number, times: number): void {
    const at = this.#transfers++;
    this.#choice[at] = choice;
    this.#hops[at] = ways.time(from, to) === Infinity ? NO_WAY : ways.hops(from, to);
    this.#times[at] = times;
  }

  /** The price of a transfer. */
  #priced(hops: readonly Hop[], times: number): number {
    if (hops === NO_WAY) return Infinity;
    let sum = 0;
    for (const { link, time } of hops) {
      const load = this.#links[link] ?? -1;
      sum += time * (this.#resting + (load >= 0 ? this.prices[load] ?? 0 : 0));
    }
    return sum * times;
  }

  /** The least priced sum of what the choices in `domain` (1: left) can cost, limits taken off; sets `least`, `way` and `filled`. */
  solve(domain: Uint8Array): number {
    const { prices, numbered: { first, cost, busy, busyLoad, uses, entry, device, group } } = this;
    const unary = this.#unary;
    const enter = this.#enter;
    for (let c = 0; c < unary.length; c++) {
      if (!domain[c]) continue;
      const load = busyLoad[c] ?? -1;
      const price = load >= 0 ? prices[load] ?? 0 : 0;
      let sum = (cost[c] ?? 0) + price * (busy[c] ?? 0);
      for (const use of uses[c] ?? NOTHING) sum += (prices[use.load] ?? 0) * use.amount;
      unary[c] = sum;
      enter[c] = (entry[c] ?? 0) * (this.#resting + price);
    }
    for (let t = 0; t < this.#transfers; t++) {
      const choice = this.#choice[t] ?? 0;
      if (domain[choice]) unary[choice] = (unary[choice] ?? 0) + this.#priced(this.#hops[t] ?? NOTHING, this.#times[t] ?? 0);
    }
    const count = this.way.length;
    for (let i = 1; i < count; i++) this.#pair[i]?.set(this.#waits[i] ?? []);
    for (const { step, ways, times } of this.#between) {
      const pair = this.#pair[step];
      if (!pair) continue;
      for (let from = 0; from < this.#size; from++) {
        for (let to = 0; to < this.#size; to++) {
          if (from !== to) pair[from * this.#size + to] = (pair[from * this.#size + to] ?? 0) + (ways.time(from, to) === Infinity ? Infinity : this.#priced(ways.hops(from, to), times));
        }
      }
    }

    const back = this.#back;
    const next = this.#next;
    // From the last step to the first: the least of what follows each choice.
    for (let i = count - 1; i >= 0; i--) {
      const [from, to] = [first[i] ?? 0, first[i + 1] ?? 0];
      if (i === count - 1) {
        for (let c = from; c < to; c++) back[c] = 0;
        continue;
      }
      const pair = this.#pair[i + 1] ?? NO_PRICES;
      const end = first[i + 2] ?? 0;
      for (let c = from; c < to; c++) {
        if (!domain[c]) continue;
        const row = (device[c] ?? 0) * this.#size;
        let least = Infinity;
        let then = to;
        for (let n = to; n < end; n++) {
          if (!domain[n]) continue;
          const sum = (unary[n] ?? 0) + (back[n] ?? 0) + (pair[row + (device[n] ?? 0)] ?? 0) + (group[c] === group[n] ? 0 : enter[n] ?? 0);
          if (sum < least) {
            least = sum;
            then = n;
          }
        }
        back[c] = least;
        next[c] = then;
      }
    }
    const ahead = this.#ahead;
    let value = Infinity;
    let at = 0;
    for (let c = 0; c < (first[1] ?? 0); c++) {
      if (!domain[c]) continue;
      ahead[c] = 0;
      const sum = (unary[c] ?? 0) + (back[c] ?? 0);
      if (sum < value) {
        value = sum;
        at = c;
      }
    }
    let fixed = this.#decidedCost;
    for (let k = 0; k < prices.length; k++) {
      const price = prices[k] ?? 0;
      if (price === 0) continue;
      const { scale = 0, limit = Infinity } = this.goal.loads[k] ?? {};
      fixed += price * ((this.decidedLoad[k] ?? 0) - (scale > 0 ? 0 : limit));
    }
    for (let i = 0; i < count; i++) {
      this.way[i] = at;
      at = next[at] ?? 0;
    }
    this.#offset = fixed;
    return value + fixed;
  }

  /** After `solve`: the least sum with each choice that is left, in `least`. */
  marginals(domain: Uint8Array): void {
    const { numbered: { first, device, group } } = this;
    const [ahead, unary, back, enter] = [this.#ahead, this.#unary, this.#back, this.#enter];
    const count = this.way.length;
    for (let i = 0; i < count; i++) {
      const [before, from, to] = [first[i - 1] ?? 0, first[i] ?? 0, first[i + 1] ?? 0];
      const pair = this.#pair[i] ?? NO_PRICES;
      for (let c = from; c < to; c++) {
        if (!domain[c]) continue;
        let least = i === 0 ? 0 : Infinity;
        if (i > 0) {
          for (let p = before; p < from; p++) {
            if (!domain[p]) continue;
            const sum = (ahead[p] ?? 0) + (unary[p] ?? 0) + (pair[(device[p] ?? 0) * this.#size + (device[c] ?? 0)] ?? 0) + (group[p] === group[c] ? 0 : enter[c] ?? 0);
            if (sum < least) least = sum;
          }
        }
        ahead[c] = least;
        this.least[c] = least + (unary[c] ?? 0) + (back[c] ?? 0) + this.#offset;
      }
    }
  }

  /** Sets `filled` to the loads of the shortest way, transfers that are not decided left out where they have no price. */
  fill(): void {
    const { filled, way, numbered: { busy, busyLoad, uses, entry, device, group } } = this;
    filled.set(this.decidedLoad);
    let last = -1;
    for (const c of way) {
      const load = busyLoad[c] ?? -1;
      if (load >= 0) filled[load] = (filled[load] ?? 0) + (busy[c] ?? 0) + (last >= 0 && group[last] !== group[c] ? entry[c] ?? 0 : 0);
      for (const use of uses[c] ?? NOTHING) filled[use.load] = (filled[use.load] ?? 0) + use.amount;
      last = c;
    }
    const pass = (hops: readonly Hop[], times: number): void => {
      for (const { link, time } of hops) {
        const load = this.#links[link] ?? -1;
        if (load >= 0) filled[load] = (filled[load] ?? 0) + time * times;
      }
    };
    const { step } = this.numbered;
    for (let t = 0; t < this.#transfers; t++) {
      const choice = this.#choice[t] ?? 0;
      if (way[step[choice] ?? 0] === choice) pass(this.#hops[t] ?? NOTHING, this.#times[t] ?? 0);
    }
    for (const { step: i, ways, times } of this.#between) pass(ways.hops(device[way[i - 1] ?? 0] ?? 0, device[way[i] ?? 0] ?? 0), times);
  }
}

const RANKS = new Int32Array(32);
const NOTHING: readonly never[] = [];
const NO_PRICES = new Float64Array(0);
const NO_WAY: readonly Hop[] = [{ link: -1, time: Infinity }];

/** How often a step follows the one before it in the list. */
function timesBetween({ sequence }: Tables, step: number): number {
  return sequence.pairs.reduce((sum, p) => sum + (p.before === step - 1 && p.after === step ? p.times : 0), 0);
}

function numberedOf(tables: Tables, goal: Goal, prices: Prices): Numbered {
  const { problem: { steps, layers, settle }, sequence } = tables;
  const first = new Int32Array(steps.length + 1);
  steps.forEach((s, i) => { first[i + 1] = (first[i] ?? 0) + s.choices.length; });
  const all = steps.flatMap((s, step) => s.choices.map((choice, pick) => ({ step, pick, choice, frequency: s.frequency })));
  const busyLoads = new Map(goal.loads.flatMap((l, k) => (l.kind === 'busy' ? [[l.index, k] as const] : [])));
  const starting = (step: number, entry: number): number => (sequence.starts[step] ?? 0) * entry;
  return {
    first,
    step: Int32Array.from(all, (a) => a.step),
    device: Int32Array.from(all, (a) => a.choice.device),
    group: Int32Array.from(all, (a) => a.choice.group),
    cost: Float64Array.from(all, ({ step, pick, choice }) => (prices.own[step]?.[pick] ?? 0)
      + prices.resting * (starting(step, choice.entry) + (sequence.ends[step] ?? 0) * (settle[choice.device] ?? 0))),
    busyLoad: Int32Array.from(all, (a) => busyLoads.get(a.choice.device) ?? -1),
    busy: Float64Array.from(all, ({ step, choice, frequency }) => choice.time * frequency * layers + starting(step, choice.entry)),
    uses: all.map(({ choice }) => goal.loads.flatMap((l, load) => (l.kind === 'use' && (choice.uses[l.index] ?? 0) > 0 ? [{ load, amount: choice.uses[l.index] ?? 0 }] : []))),
    entry: Float64Array.from(all, ({ step, choice }) => timesBetween(tables, step) * choice.entry),
  };
}
