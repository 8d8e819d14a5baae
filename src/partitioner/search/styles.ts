import type { Places, Style } from './places.js';

/** The styles of the steps of one device: what they cost at least, and the choice of each step. */
export interface Styled {
  /** Of the goal: the sum of costs, or the greatest of the device's loads. Infinite where limits do not hold. */
  readonly value: number;
  readonly picks: readonly number[];
  /** What choices that were not looked at cost at least; infinite where all were. */
  readonly missed: number;
}

interface Partial {
  /** First the cost, then the loads that count. */
  readonly sums: Float64Array;
  readonly style: Style;
  readonly before: Partial | undefined;
}

const NONE: Styled = { value: 0, picks: [], missed: Infinity };
/** Partial choices that are kept after each step: with many limits there can be any number that no other is better than. */
const MOST_KEPT = 1000;

/**
 * Once it is known which steps a device has, its styles concern no other device: a group belongs to a device, and so does what a capacity limits. The best styles
 * are found step by step, keeping of partial ones with the same groups those that no other is better than in everything.
 */
export class Styles {
  readonly #known = new Map<string, Styled>();
  /** Of this device: the goal's loads that styles add to. */
  readonly #loads: readonly number[];
  readonly #busy: number;

  constructor(readonly places: Places, readonly device: number, readonly mostKept = MOST_KEPT) {
    const { goal, busyLoad, tables: { problem: { capacities } } } = places;
    this.#busy = busyLoad[device] ?? -1;
    this.#loads = goal.loads.flatMap(({ kind, index, limit, scale }, k) => (
      (k === this.#busy || (kind === 'use' && capacities[index]?.device === device)) && (limit < Infinity || (scale > 0 && goal.kind === 'least-maximum')) ? [k] : []));
  }

  /** `steps`: those of this device, ascending. */
  best(steps: readonly number[]): Styled {
    if (steps.length === 0) return NONE;
    const key = steps.join();
    const old = this.#known.get(key);
    if (old) return old;
    const found = this.#search(steps);
    this.#known.set(key, found);
    return found;
  }

  #search(steps: readonly number[]): Styled {
    const { places: { goal, tables: { sequence }, styles, size }, device } = this;
    const here = new Set(steps);
    const limits = [Infinity, ...this.#loads.map((k) => goal.loads[k]?.limit ?? Infinity)];
    // What the steps to come take at least.
    const rest: Float64Array[] = [new Float64Array(limits.length)];
    for (const step of [...steps].reverse()) {
      const least = new Float64Array(limits.length).fill(Infinity);
      for (const style of styles[step * size + device] ?? []) this.#sums(style, 0).forEach((sum, j) => { least[j] = Math.min(least[j] ?? 0, sum); });
      rest.unshift(least.map((sum, j) => sum + (rest[0]?.[j] ?? 0)));
    }
    const inner = sequence.pairs.filter((p) => here.has(p.before) && here.has(p.after) && p.before !== p.after);
    let partial: Partial[] = [];
    let missed = Infinity;
    steps.forEach((step, at) => {
      const outer = sequence.pairs.reduce((sum, p) => sum + (p.after === step && !here.has(p.before) ? p.times : 0), 0);
      const closing = inner.filter((p) => Math.max(p.before, p.after) === step);
      const live = [...new Set(inner.filter((p) => Math.min(p.before, p.after) <= step && Math.max(p.before, p.after) > step).map((p) => Math.min(p.before, p.after)))];
      const fronts = new Map<string, Partial[]>();
      for (const style of styles[step * size + device] ?? []) {
        const own = this.#sums(style, outer);
        for (const before of at === 0 ? [undefined] : partial) {
          const sums = own.slice();
          const styleOf = (s: number): Style => (s === step ? style : styleAt(before, at - 1 - steps.indexOf(s)) ?? style);
          for (const pair of closing) {
            const [a, b] = [styleOf(pair.before), styleOf(pair.after)];
            if (a.group !== b.group) this.#enter(sums, b, pair.times);
          }
          let fits = true;
          for (let j = 0; j < sums.length; j++) {
            sums[j] = (before?.sums[j] ?? 0) + (sums[j] ?? 0);
            fits &&= (sums[j] ?? 0) + (rest[at + 1]?.[j] ?? 0) <= (limits[j] ?? Infinity) * (1 + 1e-12);
          }
          if (!fits) continue;
          const key = live.map((s) => styleOf(s).group).join();
          const front = fronts.get(key);
          if (!front) fronts.set(key, [{ sums, style, before }]);
          else insert(front, { sums, style, before });
        }
      }
      const remaining = rest[at + 1] ?? new Float64Array(limits.length);
      const { kept, least } = this.#thinned([...fronts.values()].flat(), remaining, limits);
      missed = Math.min(missed, least);
      partial = kept;
    });
    let best: Styled = { value: Infinity, picks: [], missed };
    for (const end of partial) {
      const value = this.#value(end.sums);
      if (value >= best.value || end.sums.some((sum, j) => sum > (limits[j] ?? Infinity))) continue;
      const picks: number[] = [];
      for (let p: Partial | undefined = end; p; p = p.before) picks.push(p.style.pick);
      best = { value, picks: picks.reverse(), missed };
    }
    return best;
  }

  /** At most so many, the cheapest and the ones that leave most room; `least`: what the others cost at least, with what `rest` takes. */
  #thinned(partial: readonly Partial[], rest: Float64Array, limits: readonly number[]): { readonly kept: Partial[]; readonly least: number } {
    if (partial.length <= this.mostKept) return { kept: [...partial], least: Infinity };
    const whole = (p: Partial): number => this.#value(p.sums.map((sum, j) => sum + (rest[j] ?? 0)));
    const fill = ({ sums }: Partial): number => sums.reduce((most, sum, j) => Math.max(most, (sum + (rest[j] ?? 0)) / (limits[j] ?? Infinity)), 0);
    const rated = partial.map((p) => ({ p, value: whole(p), fill: fill(p) })).sort((a, b) => a.value - b.value);
    const cheap = Math.ceil(this.mostKept / 2);
    const others = rated.slice(cheap).sort((a, b) => a.fill - b.fill);
    const kept = [...rated.slice(0, cheap), ...others.slice(0, this.mostKept - cheap)];
    return { kept: kept.map(({ p }) => p), least: others.slice(this.mostKept - cheap).reduce((least, { value }) => Math.min(least, value), Infinity) };
  }

  /** What a style adds by itself, with so many entries. */
  #sums(style: Style, entries: number): Float64Array {
    const sums = Float64Array.of(style.cost, ...this.#loads.map((k) => (k === this.#busy ? style.busy : style.uses.find((u) => u.load === k)?.amount ?? 0)));
    this.#enter(sums, style, entries);
    return sums;
  }

  #enter(sums: Float64Array, { entry }: Style, times: number): void {
    sums[0] = (sums[0] ?? 0) + entry * times * this.places.resting;
    const busy = this.#loads.indexOf(this.#busy);
    if (busy >= 0) sums[busy + 1] = (sums[busy + 1] ?? 0) + entry * times;
  }

  #value(sums: Float64Array): number {
    const { goal } = this.places;
    if (goal.kind === 'weighted') return sums[0] ?? 0;
    return this.#loads.reduce((most, k, j) => {
      const scale = goal.loads[k]?.scale ?? 0;
      return scale > 0 ? Math.max(most, (sums[j + 1] ?? 0) / scale) : most;
    }, 0);
  }
}

function styleAt(partial: Partial | undefined, back: number): Style | undefined {
  let p = partial;
  for (let i = 0; i < back && p; i++) p = p.before;
  return p?.style;
}

/** Adds to those that no other is better than in everything. */
function insert(front: Partial[], made: Partial): void {
  let kept = 0;
  for (const other of front) {
    if (noWorse(other.sums, made.sums)) return;
    if (!noWorse(made.sums, other.sums)) front[kept++] = other;
  }
  front.length = kept;
  front.push(made);
}

function noWorse(a: Float64Array, b: Float64Array): boolean {
  for (let j = 0; j < a.length; j++) if ((a[j] ?? 0) > (b[j] ?? 0)) return false;
  return true;
}
