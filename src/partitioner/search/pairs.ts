import type { Consequences } from './consequences.js';
import type { Places } from './places.js';

interface Pair { readonly early: number; readonly late: number }

/**
 * What goes between two open steps. Between neighbours it belongs to the chain. What goes between steps further apart is shared: each of the two pays a part by its device, whatever the other's,
 * and what the cheapest pair of devices leaves unpaid is added. Whatever the shares are, that is no more than what it costs.
 */
export class Pairs {
  /** By pair: shares of the devices of the earlier step, then of the later one. */
  readonly shares: Float64Array;
  /** Of neighbours: by later step, device of the earlier one and own device. */
  readonly neighbours: Float64Array;
  readonly #apart: readonly Pair[];
  /** By two steps: the number of their pair. */
  readonly #number: Int32Array;
  /** By pair: 1 if it counts now; by its devices what goes between them; the devices that leave least unpaid. */
  readonly #open: Uint8Array;
  readonly #costs: Float64Array;
  readonly #pick: Int32Array;
  /** Costs of neighbours that are always there. */
  readonly #waits: Float64Array;

  constructor(readonly places: Places, readonly consequences: Consequences) {
    const { count, size, resting, tables: { problem: { wait }, sequence } } = places;
    this.#apart = apartOf(places);
    this.#number = new Int32Array(count * count).fill(-1);
    this.#apart.forEach(({ early, late }, p) => {
      this.#number[early * count + late] = p;
      this.#number[late * count + early] = p;
    });
    const all = this.#apart.length;
    this.shares = new Float64Array(all * 2 * size);
    this.#open = new Uint8Array(all);
    this.#pick = new Int32Array(all);
    this.#costs = new Float64Array(all * size * size);
    const times = (step: number): number => sequence.pairs.reduce((sum, p) => sum + (p.before === step - 1 && p.after === step ? p.times : 0), 0);
    this.#waits = new Float64Array(count * size * size);
    for (let step = 1; step < count; step++) {
      const often = times(step);
      for (let from = 0; from < size; from++) {
        for (let to = 0; to < size; to++) if (from !== to) this.#waits[(step * size + from) * size + to] = often * (wait[from] ?? 0) * resting;
      }
    }
    this.neighbours = this.#waits.slice();
  }

  /** Sets what goes between open steps, with `travel` as the prices of ways; adds shares to `extra`, by place. Gives what is left unpaid. */
  solve(domain: Int32Array, travel: Float64Array, extra: Float64Array): number {
    this.neighbours.set(this.#waits);
    this.#open.fill(0);
    this.#pauses();
    this.#transfers(travel);
    let unpaid = 0;
    for (let p = 0; p < this.#open.length; p++) if (this.#open[p]) unpaid += this.#unpaid(p, domain, extra);
    return unpaid;
  }

  /** Where a pair's costs are, set to nothing if it did not count so far. */
  #at(pair: number): number {
    const square = this.places.size ** 2;
    if (!this.#open[pair]) {
      this.#open[pair] = 1;
      this.#costs.fill(0, pair * square, (pair + 1) * square);
    }
    return pair * square;
  }

  #pauses(): void {
    const { places: { count, size, resting, tables: { sequence: { pairs }, problem: { wait } } }, consequences: { device } } = this;
    if (resting === 0) return;
    for (const { before, after, times } of pairs) {
      const pair = this.#number[before * count + after] ?? -1;
      if (pair < 0 || (device[before] ?? 0) >= 0 || (device[after] ?? 0) >= 0) continue;
      const at = this.#at(pair);
      for (let from = 0; from < size; from++) {
        for (let to = 0; to < size; to++) {
          if (from !== to) this.#add(this.#costs, at + (before < after ? from * size + to : to * size + from), times * (wait[from] ?? 0) * resting);
        }
      }
    }
  }

  #transfers(travel: Float64Array): void {
    const { places: { count, size }, consequences } = this;
    const square = size * size;
    for (let t = 0; t < consequences.double; t++) {
      const [source, target] = [consequences.source[t] ?? 0, consequences.target[t] ?? 0];
      const forth = source < target;
      const pair = this.#number[source * count + target] ?? -1;
      const costs = pair < 0 ? this.neighbours : this.#costs;
      const at = pair < 0 ? Math.max(source, target) * square : this.#at(pair);
      const way = (consequences.way[t] ?? 0) * square;
      for (let to = 0; to < size; to++) {
        const often = consequences.often[t * size + to] ?? 0;
        if (often <= 0) continue;
        for (let from = 0; from < size; from++) {
          if (from !== to) this.#add(costs, at + (forth ? from * size + to : to * size + from), (travel[way + from * size + to] ?? 0) * often);
        }
      }
    }
  }

  #add(sums: Float64Array, at: number, amount: number): void {
    sums[at] = (sums[at] ?? 0) + amount;
  }

  #unpaid(p: number, domain: Int32Array, extra: Float64Array): number {
    const { shares, places: { size } } = this;
    const { early, late } = this.#apart[p] ?? NO_PAIR;
    const mine = p * 2 * size;
    const others = mine + size;
    for (let d = 0; d < size; d++) {
      this.#add(extra, early * size + d, shares[mine + d] ?? 0);
      this.#add(extra, late * size + d, shares[others + d] ?? 0);
    }
    const [left, right] = [domain[early] ?? 0, domain[late] ?? 0];
    let least = Infinity;
    for (let a = 0; a < size; a++) {
      if (!(left >> a & 1)) continue;
      for (let b = 0; b < size; b++) {
        if (!(right >> b & 1)) continue;
        const sum = (this.#costs[(p * size + a) * size + b] ?? 0) - (shares[mine + a] ?? 0) - (shares[others + b] ?? 0);
        if (sum >= least) continue;
        least = sum;
        this.#pick[p] = a * size + b;
      }
    }
    return least;
  }

  /** After `solve`: calls `travelled` for the transfers of the least sum, the chain's devices being `way`. */
  each(way: Int32Array, travelled: (travel: number, times: number) => void): void {
    const { consequences, places: { size, count } } = this;
    for (let t = 0; t < consequences.double; t++) {
      const [source, target] = [consequences.source[t] ?? 0, consequences.target[t] ?? 0];
      let [from, to] = [way[source] ?? 0, way[target] ?? 0];
      const pair = this.#number[source * count + target] ?? -1;
      if (pair >= 0) {
        const pick = this.#pick[pair] ?? 0;
        const [early, late] = [Math.floor(pick / size), pick % size];
        [from, to] = source < target ? [early, late] : [late, early];
      }
      if (from !== to) travelled(((consequences.way[t] ?? 0) * size + from) * size + to, consequences.often[t * size + to] ?? 0);
    }
  }

  /** After `solve`: moves shares so that the devices that leave least unpaid become those of the chain (`way`); by `step` over the number of disagreements. */
  adapt(way: Int32Array, step: number): void {
    const { size } = this.places;
    let differing = 0;
    this.#apart.forEach(({ early, late }, p) => {
      if (!this.#open[p]) return;
      const pick = this.#pick[p] ?? 0;
      differing += Number(way[early] !== Math.floor(pick / size)) + Number(way[late] !== pick % size);
    });
    if (differing === 0) return;
    this.#apart.forEach(({ early, late }, p) => {
      if (!this.#open[p]) return;
      const pick = this.#pick[p] ?? 0;
      this.#shift(p * 2 * size, way[early] ?? 0, Math.floor(pick / size), step / differing);
      this.#shift(p * 2 * size + size, way[late] ?? 0, pick % size, step / differing);
    });
  }

  #shift(at: number, raised: number, lowered: number, amount: number): void {
    if (raised === lowered) return;
    this.#add(this.shares, at + raised, amount);
    this.#add(this.shares, at + lowered, -amount);
  }
}

const NO_PAIR: Pair = { early: 0, late: 0 };

/** All pairs of steps, not neighbours, that something can go between while both are open. */
function apartOf({ tables: { versions, kept, sequence } }: Places): readonly Pair[] {
  const found = new Map<string, Pair>();
  const add = (a: number, b: number): void => {
    const pair = { early: Math.min(a, b), late: Math.max(a, b) };
    if (pair.late - pair.early > 1) found.set(`${pair.early} ${pair.late}`, pair);
  };
  for (const { producer, readers } of versions) if (producer !== undefined) for (const r of readers) add(producer, r.step);
  for (const { readers, writes } of kept) for (const w of writes) for (const r of readers) add(w.step, r);
  for (const { before, after } of sequence.pairs) add(before, after);
  return [...found.values()];
}
