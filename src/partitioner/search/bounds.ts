import type { Goal, Load } from './goal.js';
import type { Choice, Problem } from './problem.js';
import { handover, wattsOf, type Tables } from './tables.js';

/** What a choice costs by itself, and what a microsecond costs in which nothing runs. */
export interface Prices {
  readonly own: readonly Float64Array[];
  readonly resting: number;
}

export function pricesOf(tables: Tables, goal: Goal): Prices {
  const { problem } = tables;
  return {
    own: problem.steps.map((step) => Float64Array.from(step.choices, (c) =>
      c.time * step.frequency * problem.layers * (goal.time + goal.energy * wattsOf(tables, c)))),
    resting: goal.time + goal.energy * tables.resting,
  };
}

/** Microseconds that follow from the choices of a step and of the one before it alone: waits, entries, and transfers that cannot be shared. */
function certain(tables: Tables, index: number, before: Choice | undefined, choice: Choice): number {
  const { problem, sequence, versions, touches, frequencies } = tables;
  const { home, layers, settle } = problem;
  let time = (sequence.starts[index] ?? 0) * choice.entry + (sequence.ends[index] ?? 0) * (settle[choice.device] ?? 0);
  for (const pair of sequence.pairs) {
    if (before && pair.after === index && pair.before === index - 1) time += pair.times * handover(problem, before, choice);
  }
  for (const { version, rank } of touches[index]?.reads ?? []) {
    const v = versions[version];
    if (!v) continue;
    const from = v.producer === undefined ? (v.readers[0]?.step === index ? home : undefined) : v.producer === index - 1 ? before?.device : undefined;
    if (from !== undefined) time += v.ways.time(from, choice.device) * (frequencies[rank] ?? 1) * layers;
  }
  for (const version of touches[index]?.settles ?? []) {
    const v = versions[version];
    if (!v) continue;
    const from = v.producer === index ? choice.device : v.producer === index - 1 && choice.device !== home ? before?.device : undefined;
    if (from !== undefined) time += v.ways.time(from, home) * layers;
  }
  return time;
}

/** What a choice adds to a load by itself. */
export function shareOf({ steps, layers }: Problem, { kind, index }: Load, step: number, choice: Choice): number {
  if (kind === 'use') return choice.uses[index] ?? 0;
  return kind === 'busy' && choice.device === index ? choice.time * (steps[step]?.frequency ?? 1) * layers : 0;
}

/** A lower bound on the value of every completion of a partial placement, from its cost, its loads and its last choice. */
export type Bound = (cost: number, load: Float64Array, placed: number, pick: number, met: boolean) => number;

/** A bound, and what it charges for limits: by choice, and for the loads there are already. */
export interface WeightedBound {
  readonly bound: Bound;
  readonly extra: readonly Float64Array[];
  readonly penalty: (load: Float64Array) => number;
}

/** The steps as a chain: only neighbours matter. Less than what placements cost, so its least costs are lower bounds. */
export class Chain {
  /** By step: costs between each choice of the step before and each own one. */
  readonly between: readonly Float64Array[];

  constructor(private readonly tables: Tables, readonly prices: Prices) {
    const { steps } = tables.problem;
    this.between = steps.map((step, index) => {
      const previous: readonly (Choice | undefined)[] = index > 0 ? steps[index - 1]?.choices ?? [] : [undefined];
      return Float64Array.from(previous.flatMap((before) => step.choices.map((choice) => certain(tables, index, before, choice) * prices.resting)));
    });
  }

  /** By number of steps placed and last choice: the least cost of the rest. `extra`: of each choice besides its own. With `must`, one of the rest is on one of these devices. */
  rows(extra: readonly Float64Array[], must: number): readonly Float64Array[] {
    const { steps } = this.tables.problem;
    const rows: Float64Array[] = [];
    let free: Float64Array = new Float64Array(Math.max(1, steps[steps.length - 1]?.choices.length ?? 1));
    let bound: Float64Array = must ? free.map(() => Infinity) : free;
    rows[steps.length] = bound;
    for (let index = steps.length - 1; index >= 0; index--) {
      const choices = steps[index]?.choices ?? [];
      const count = choices.length;
      const previous = index > 0 ? steps[index - 1]?.choices.length ?? 0 : 1;
      const nextFree = new Float64Array(previous).fill(Infinity);
      const nextBound = must ? nextFree.slice() : nextFree;
      for (let p = 0; p < previous; p++) {
        for (let c = 0; c < count; c++) {
          const cost = (this.prices.own[index]?.[c] ?? 0) + (extra[index]?.[c] ?? 0) + (this.between[index]?.[p * count + c] ?? 0);
          nextFree[p] = Math.min(nextFree[p] ?? Infinity, cost + (free[c] ?? Infinity));
          if (!must) continue;
          const met = must >> (choices[c]?.device ?? 31) & 1;
          nextBound[p] = Math.min(nextBound[p] ?? Infinity, cost + ((met ? free : bound)[c] ?? Infinity));
        }
      }
      [free, bound] = [nextFree, nextBound];
      rows[index] = bound;
    }
    return rows;
  }

  /** The cheapest choices under `rows`. */
  path(rows: readonly Float64Array[], extra: readonly Float64Array[]): readonly number[] {
    const picks: number[] = [];
    let last = 0;
    this.tables.problem.steps.forEach(({ choices }, index) => {
      const count = choices.length;
      let [best, least] = [0, Infinity];
      for (let c = 0; c < count; c++) {
        const cost = (this.prices.own[index]?.[c] ?? 0) + (extra[index]?.[c] ?? 0) + (this.between[index]?.[last * count + c] ?? 0) + (rows[index + 1]?.[c] ?? Infinity);
        if (cost < least) [best, least] = [c, cost];
      }
      picks.push(best);
      last = best;
    });
    return picks;
  }
}

/** Rounds of improving a bound: none to speak of for a handful of steps, which are searched faster than that. */
const roundsOf = ({ steps }: Problem): number => Math.min(60, Math.max(4, 10 * (steps.length - 5)));

/**
 * Bound of a weighted goal: the chain's least cost; and where limits could be broken, the same with a price on what the
 * limits limit (Lagrange multipliers, improved by subgradients), which counts what is too much. `known`: a value that can be reached.
 */
export function weightedBound(tables: Tables, chain: Chain, goal: Goal, must: number, known: number): WeightedBound {
  const { problem } = tables;
  const none: readonly Float64Array[] = [];
  const plain = { met: chain.rows(none, 0), open: must ? chain.rows(none, must) : undefined };
  const shares = goal.loads.map((load) => problem.steps.map((s, i) => Float64Array.from(s.choices, (c) => shareOf(problem, load, i, c))));
  const watched = goal.loads.flatMap((load, k) => ((load.kind === 'use' || load.kind === 'busy') && load.limit > 0 && load.limit < Infinity ? [k] : []));
  const simple: Bound = (cost, _load, placed, pick, met) => cost + ((met ? plain.met : plain.open ?? plain.met)[placed]?.[pick] ?? Infinity);
  const least = plain.met[0]?.[0] ?? Infinity;
  const plainly: WeightedBound = { bound: simple, extra: none, penalty: () => 0 };
  if (watched.length === 0 || !Number.isFinite(least)) return plainly;

  const multipliers = new Float64Array(goal.loads.length);
  const priced = (): readonly Float64Array[] => problem.steps.map((s, i) => Float64Array.from(s.choices, (_, c) => watched.reduce((sum, k) => sum + (multipliers[k] ?? 0) * (shares[k]?.[i]?.[c] ?? 0), 0)));
  const target = known < Infinity ? known : 1.2 * least + 1;
  let best = { value: least, multipliers: multipliers.slice() };
  let pace = 1;
  const rounds = roundsOf(problem);
  for (let round = 0; round < rounds; round++) {
    const extra = priced();
    const rows = chain.rows(extra, 0);
    const value = (rows[0]?.[0] ?? 0) - watched.reduce((sum, k) => sum + (multipliers[k] ?? 0) * (goal.loads[k]?.limit ?? 0), 0);
    if (value > best.value) best = { value, multipliers: multipliers.slice() };
    else pace *= 0.9;
    const picks = chain.path(rows, extra);
    // Excess of each limit, in units of the limit.
    const excess = watched.map((k) => picks.reduce((sum, pick, i) => sum + (shares[k]?.[i]?.[pick] ?? 0), 0) / (goal.loads[k]?.limit ?? 1) - 1);
    const norm = excess.reduce((sum, x, j) => sum + (x > 0 || (multipliers[watched[j] ?? 0] ?? 0) > 0 ? x * x : 0), 0);
    if (norm < 1e-12 || target <= value) break;
    const step = pace * (target - value) / norm;
    watched.forEach((k, j) => { multipliers[k] = Math.max(0, (multipliers[k] ?? 0) + step * (excess[j] ?? 0) / (goal.loads[k]?.limit ?? 1)); });
  }
  if (best.value <= least * (1 + 1e-9)) return plainly;
  multipliers.set(best.multipliers);
  const extra = priced();
  const rows = { met: chain.rows(extra, 0), open: must ? chain.rows(extra, must) : undefined };
  const used = watched.filter((k) => (multipliers[k] ?? 0) > 0);
  const offset = used.reduce((sum, k) => sum + (multipliers[k] ?? 0) * (goal.loads[k]?.limit ?? 0), 0);
  const penalty = (load: Float64Array): number => {
    let sum = -offset;
    for (const k of used) sum += (multipliers[k] ?? 0) * (load[k] ?? 0);
    return sum;
  };
  return {
    bound: (cost, load, placed, pick, met) =>
      Math.max(cost + penalty(load) + ((met ? rows.met : rows.open ?? rows.met)[placed]?.[pick] ?? Infinity), simple(cost, load, placed, pick, met)),
    extra, penalty,
  };
}

/**
 * Bound on the greatest of some loads: their mean with the weights that make it largest. Each step does at least its least
 * weighted share. Weights are found by raising those of the loads that the cheapest choices fill most.
 */
export function maximumBound({ problem }: Tables, goal: Goal, known: number): Bound {
  const { steps } = problem;
  const rounds = 4 * roundsOf(problem);
  const counted = goal.loads.flatMap((load, k) => (load.scale > 0 && (load.kind === 'use' || load.kind === 'busy') ? [k] : []));
  const shares = counted.map((k) => steps.map((s, i) => Float64Array.from(s.choices, (c) => {
    const load = goal.loads[k];
    return load ? shareOf(problem, load, i, c) / load.scale : 0;
  })));
  let weights = counted.map(() => 1 / Math.max(1, counted.length));
  let best = { value: -1, weights };
  const rest = (w: readonly number[], count?: (step: number, pick: number) => void): Float64Array => {
    const row = new Float64Array(steps.length + 1);
    for (let i = steps.length - 1; i >= 0; i--) {
      let [least, pick] = [Infinity, 0];
      steps[i]?.choices.forEach((_, c) => {
        let sum = 0;
        for (let k = 0; k < w.length; k++) sum += (w[k] ?? 0) * (shares[k]?.[i]?.[c] ?? 0);
        if (sum < least) [least, pick] = [sum, c];
      });
      row[i] = (row[i + 1] ?? 0) + (least === Infinity ? 0 : least);
      count?.(i, pick);
    }
    return row;
  };
  for (let round = 0; round < rounds && best.value < known && counted.length > 0; round++) {
    const filled = counted.map(() => 0);
    const row = rest(weights, (i, pick) => { counted.forEach((_, k) => { filled[k] = (filled[k] ?? 0) + (shares[k]?.[i]?.[pick] ?? 0); }); });
    const value = row[0] ?? 0;
    if (value > best.value) best = { value, weights };
    const most = Math.max(...filled, 1e-30);
    const pace = 2 / Math.sqrt(1 + round);
    const raised = weights.map((w, k) => Math.max(1e-9, w) * Math.exp(pace * (filled[k] ?? 0) / most));
    const sum = raised.reduce((a, b) => a + b, 0);
    weights = raised.map((w) => w / sum);
  }
  const row = rest(best.weights);
  return (_cost, load, placed) => {
    let mean = row[placed] ?? 0;
    counted.forEach((k, j) => { mean += (best.weights[j] ?? 0) * (load[k] ?? 0) / (goal.loads[k]?.scale ?? 1); });
    return mean;
  };
}
