import { Consequences } from './consequences.js';
import { ModeChain } from './mode-chain.js';
import { Modes } from './modes.js';
import { Pairs } from './pairs.js';
import type { Places } from './places.js';

/**
 * Lower bounds for partly placed steps. With a price on each load the steps are a chain in which neighbours matter; what follows from those that are placed counts in full, what
 * goes between open steps further apart in part. With all placed it is what the devices cost at least, whatever the styles.
 */
export class Relaxation {
  readonly consequences: Consequences;
  /** Prices of the loads. Any are right; some bound better. */
  readonly prices: Float64Array;
  /** Of the last `solve`: the least sum with each place, and the loads of the least of all. */
  readonly least: Float64Array;
  readonly filled: Float64Array;
  readonly #modes: Modes;
  readonly #pairs: Pairs;
  readonly #chain: ModeChain;
  /** By way, device and device: the price of a transfer. */
  readonly #travel: Float64Array;
  /** By place: what it costs besides its style. */
  readonly #extra: Float64Array;
  #offset = 0;
  #priced = false;

  constructor(readonly places: Places) {
    const { goal, count, size, wayTime } = places;
    this.consequences = new Consequences(places);
    this.prices = new Float64Array(goal.loads.length);
    this.filled = new Float64Array(goal.loads.length);
    this.least = new Float64Array(count * size);
    this.#extra = new Float64Array(count * size);
    this.#travel = new Float64Array(wayTime.length);
    this.#modes = new Modes(places);
    this.#pairs = new Pairs(places, this.consequences);
    this.#chain = new ModeChain(places, this.#modes, this.#extra, this.#pairs.neighbours);
  }

  /** The device of each step in the least sum of all. */
  get way(): Int32Array {
    return this.#chain.device;
  }

  /** How costs between open steps are shared. As free as prices. */
  get shares(): Float64Array {
    return this.#pairs.shares;
  }

  set(prices: Float64Array, shares: Float64Array): void {
    this.shares.set(shares);
    for (let k = 0; k < prices.length; k++) if (prices[k] !== this.prices[k]) this.#priced = false;
    this.prices.set(prices);
  }

  /** `prices` were changed in place. */
  changed(): void {
    this.#priced = false;
  }

  #reprice(): void {
    const { prices, places: { resting, wayTime, wayHops } } = this;
    this.#modes.reprice(prices);
    for (let w = 0; w < wayTime.length; w++) {
      const time = wayTime[w] ?? 0;
      let sum = time === Infinity ? Infinity : time * resting;
      for (const hop of wayHops[w] ?? NO_HOPS) sum += hop.time * (prices[hop.link] ?? 0);
      this.#travel[w] = sum;
    }
    this.#priced = true;
  }

  /** The least priced sum of what the devices that are left (`domain`: bits, by step) can cost, limits taken off. */
  solve(domain: Int32Array): number {
    if (!this.#priced) this.#reprice();
    this.#modes.weigh(this.consequences);
    this.#weighPlaces();
    this.#offset = this.#certain() + this.#pairs.solve(domain, this.#travel, this.#extra);
    return this.#chain.solve(domain) + this.#offset;
  }

  /** What places cost besides their styles. */
  #weighPlaces(): void {
    const { consequences, places: { resting } } = this;
    const { waits, single, place, travel, times } = consequences;
    const extra = this.#extra;
    for (let p = 0; p < extra.length; p++) extra[p] = (waits[p] ?? 0) * resting;
    for (let t = 0; t < single; t++) {
      const p = place[t] ?? 0;
      extra[p] = (extra[p] ?? 0) + (this.#travel[travel[t] ?? 0] ?? 0) * (times[t] ?? 0);
    }
  }

  /** What is certain, less the limits. */
  #certain(): number {
    const { prices, consequences: { time, load }, places: { goal: { loads }, resting } } = this;
    let fixed = time === Infinity ? Infinity : time * resting;
    for (let k = 0; k < prices.length; k++) {
      const price = prices[k] ?? 0;
      if (price === 0) continue;
      const { scale = 0, limit = Infinity } = loads[k] ?? {};
      fixed += price * ((load[k] ?? 0) - (scale > 0 ? 0 : limit));
    }
    return fixed;
  }

  /** After `solve`: the least sum with each place that is left, in `least`. */
  marginals(domain: Int32Array): void {
    this.#chain.marginals(domain, this.least, this.#offset);
  }

  /** After `solve`: `filled` becomes the loads of the least sum. */
  fill(): void {
    const { consequences, filled, way, places: { size, wayHops } } = this;
    const { entries, single, place, travel, times } = consequences;
    filled.set(consequences.load);
    let before = -1;
    for (let i = 0; i < way.length; i++) {
      const mode = this.#chain.mode[i] ?? 0;
      const at = i * size + (way[i] ?? 0);
      this.#modes.fill(filled, at, mode, entries[at] ?? 0, i > 0 && this.#modes.next[before] !== mode);
      before = mode;
    }
    const pass = (way: number, often: number): void => {
      for (const { link, time } of wayHops[way] ?? NO_HOPS) filled[link] = (filled[link] ?? 0) + time * often;
    };
    for (let t = 0; t < single; t++) {
      const p = place[t] ?? 0;
      if (way[Math.floor(p / size)] === p % size) pass(travel[t] ?? 0, times[t] ?? 0);
    }
    this.#pairs.each(way, pass);
  }

  /** After `solve`: shares costs between open steps so that a bound rises that is `missing` so much. */
  share(missing: number): void {
    this.#pairs.adapt(this.way, missing);
  }
}

const NO_HOPS: readonly never[] = [];
