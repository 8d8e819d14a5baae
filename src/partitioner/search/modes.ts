import type { Consequences } from './consequences.js';
import type { Places, Style } from './places.js';

/** The groups that each place has styles of. Steps in modes of one group, one after the other, need no entry between them. */
export class Modes {
  /** By place its first mode, by mode its first style, and their numbers at the end. */
  readonly first: Int32Array;
  readonly #first: Int32Array;
  readonly #styles: readonly Style[];
  /** By mode: the one of the same group at the next step and at the one before, -1 if there is none. */
  readonly next: Int32Array;
  readonly last: Int32Array;
  /** By mode: what its best style costs after a step of the same group, and of another one. */
  readonly stay: Float64Array;
  readonly enter: Float64Array;
  /** By style: the priced cost by itself, and of one entry. */
  readonly #cost: Float64Array;
  readonly #entry: Float64Array;
  /** By step: how often it follows the one before it in the list. */
  readonly #times: Float64Array;

  constructor(readonly places: Places) {
    const { styles, count, size, tables: { sequence } } = places;
    const grouped = styles.map((all) => [...new Set(all.map((s) => s.group))].map((group) => ({ group, all: all.filter((s) => s.group === group) })));
    const modes = grouped.flat();
    this.first = starts(grouped.map((g) => g.length));
    this.#first = starts(modes.map((m) => m.all.length));
    this.#styles = modes.flatMap((m) => m.all);
    const like = (mode: number, place: number): number => {
      for (let m = this.first[place] ?? 0; m < (this.first[place + 1] ?? 0); m++) if (modes[m]?.group === modes[mode]?.group) return m;
      return -1;
    };
    const placeOf = grouped.flatMap((g, place) => g.map(() => place));
    this.next = Int32Array.from(placeOf, (place, m) => (place + size < count * size ? like(m, place + size) : -1));
    this.last = Int32Array.from(placeOf, (place, m) => (place >= size ? like(m, place - size) : -1));
    this.stay = new Float64Array(modes.length);
    this.enter = new Float64Array(modes.length);
    this.#cost = new Float64Array(this.#styles.length);
    this.#entry = new Float64Array(this.#styles.length);
    this.#times = Float64Array.from({ length: count }, (_, i) => sequence.pairs.reduce((sum, p) => sum + (p.before === i - 1 && p.after === i ? p.times : 0), 0));
  }

  reprice(prices: Float64Array): void {
    const { size, busyLoad, resting } = this.places;
    for (let place = 0; place + 1 < this.first.length; place++) {
      const load = busyLoad[place % size] ?? -1;
      const price = load >= 0 ? prices[load] ?? 0 : 0;
      const end = this.#first[this.first[place + 1] ?? 0] ?? 0;
      for (let s = this.#first[this.first[place] ?? 0] ?? 0; s < end; s++) {
        const style = this.#styles[s];
        if (!style) continue;
        let sum = style.cost + price * style.busy;
        for (const use of style.uses) sum += (prices[use.load] ?? 0) * use.amount;
        this.#cost[s] = sum;
        this.#entry[s] = style.entry * (resting + price);
      }
    }
  }

  /** Sets `stay` and `enter`, with the entries that are certain. */
  weigh({ entries }: Consequences): void {
    const { size } = this.places;
    const [first, cost, entry] = [this.#first, this.#cost, this.#entry];
    for (let place = 0; place < entries.length; place++) {
      const sure = entries[place] ?? 0;
      const entered = sure + (this.#times[Math.floor(place / size)] ?? 0);
      const end = this.first[place + 1] ?? 0;
      for (let m = this.first[place] ?? 0; m < end; m++) {
        let [same, other] = [Infinity, Infinity];
        const last = first[m + 1] ?? 0;
        for (let s = first[m] ?? 0; s < last; s++) {
          const own = cost[s] ?? 0;
          const once = entry[s] ?? 0;
          if (own + sure * once < same) same = own + sure * once;
          if (own + entered * once < other) other = own + entered * once;
        }
        this.stay[m] = same;
        this.enter[m] = other;
      }
    }
  }

  /** Adds the loads of a mode's best style, entered or not. */
  fill(filled: Float64Array, place: number, mode: number, sure: number, entering: boolean): void {
    const { size, busyLoad } = this.places;
    const entries = sure + (entering ? this.#times[Math.floor(place / size)] ?? 0 : 0);
    let least = Infinity;
    let best: Style | undefined;
    for (let s = this.#first[mode] ?? 0; s < (this.#first[mode + 1] ?? 0); s++) {
      const sum = (this.#cost[s] ?? 0) + entries * (this.#entry[s] ?? 0);
      if (sum >= least) continue;
      least = sum;
      best = this.#styles[s];
    }
    if (!best) return;
    const load = busyLoad[place % size] ?? -1;
    if (load >= 0) filled[load] = (filled[load] ?? 0) + best.busy + entries * best.entry;
    for (const use of best.uses) filled[use.load] = (filled[use.load] ?? 0) + use.amount;
  }
}

/** Where runs of such lengths start, and where the last one ends. */
function starts(lengths: readonly number[]): Int32Array {
  const found = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => { found[i + 1] = (found[i] ?? 0) + length; });
  return found;
}
