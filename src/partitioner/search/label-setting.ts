import { Chain, maximumBound, weightedBound } from './bounds.js';
import { Dominance, futureOf } from './dominance.js';
import { evaluate } from './evaluate.js';
import { valueOf, type Goal } from './goal.js';
import { copyOf, Walk, type Label } from './label.js';
import type { Outcome, Problem } from './problem.js';
import { refined } from './refine.js';
import { improve, starts } from './start.js';
import { tablesOf } from './tables.js';

/** What limits a run besides its goal. */
export interface RunOptions {
  /** Devices (bits) of which one must be used; 0 for none. */
  readonly must: number;
  readonly expired: () => boolean;
  /** Partial placements to grow at most. */
  readonly effort: number;
  /** Placements known already, and a value that none undercuts. */
  readonly known?: readonly Outcome[];
  readonly floor?: number;
  /** Placements of this value or more are of no interest. */
  readonly cutoff?: number;
}

/** The best placement known for a goal, and what no placement undercuts. The two agree unless the run was cut short. */
export interface Found {
  readonly outcome: Outcome | undefined;
  readonly value: number;
  readonly bound: number;
}

/** Labels that are compared with all others; labels of each step that are followed when the time is up. */
const CHAMPIONS = 12;
const BEAM = 48;
/** Comparisons of labels that take the time of growing one. */
const COMPARISONS = 32;
/** Steps from which on a search begins with a quick one that follows a few labels only. */
const DIVE = 8;

/**
 * The best placement for a goal, exactly, unless the time is up. Steps are placed one after another. A partial placement is
 * dropped if one with the same costs to come is no worse, if one is better by more than what its other places can still
 * cost, or if a lower bound on the costs to come shows that it cannot beat a placement known already.
 */
export function labelSetting(problem: Problem, goal: Goal, options: RunOptions): Found {
  const { steps } = problem;
  if (steps.some((s) => s.choices.length === 0)) return { outcome: undefined, value: Infinity, bound: Infinity };
  const tables = tablesOf(problem);
  const walk = new Walk(tables, goal);
  const future = futureOf(walk);
  const weighted = goal.kind === 'weighted';
  // What a quick search is certain of needs no other; else it gives a placement to beat.
  const dive = steps.length >= DIVE && options.effort > 0 ? labelSetting(problem, goal, { ...options, effort: 0 }) : undefined;
  if (dive && dive.bound >= Math.min(dive.value, options.cutoff ?? Infinity)) return dive;
  const known = [...options.known ?? [], ...(options.known ?? []).slice(-2).flatMap((o) => improve(problem, goal, o, options.must) ?? [])];
  let best = bestOf(goal, dive ? [...dive.outcome ? [dive.outcome] : [], ...known] : [...known, ...starts(problem, goal, options.must)]);
  let limit = Math.min(options.cutoff ?? Infinity, best ? valueOf(goal, best) : Infinity);
  let effort = options.effort;
  const chain = weighted ? new Chain(tables, walk.prices) : undefined;
  const lagrange = chain && weightedBound(tables, chain, goal, options.must, limit);
  const ahead = lagrange?.bound ?? maximumBound(tables, goal, limit);
  const refine = chain && lagrange && refined(walk, chain, lagrange);

  const boundOf = (cost: number, load: Float64Array, index: number, pick: number, met: boolean): number => {
    if (cost === Infinity) return Infinity;
    for (let k = 0; k < goal.loads.length; k++) {
      if ((load[k] ?? 0) + (future.least[index + 1]?.[k] ?? 0) > (goal.loads[k]?.limit ?? Infinity)) return Infinity;
    }
    let most = ahead(cost, load, index + 1, pick, met);
    if (weighted) return most;
    for (let k = 0; k < goal.loads.length; k++) {
      const scale = goal.loads[k]?.scale ?? 0;
      if (scale > 0) most = Math.max(most, ((load[k] ?? 0) + (future.least[index + 1]?.[k] ?? 0)) / scale);
    }
    return most;
  };
  const root = walk.first();
  const floor = weighted ? 0 : Math.max(options.floor ?? 0, boundOf(0, root.load, -1, 0, false), longest(problem, goal));
  const dominance = new Dominance(walk, future, floor);
  const hopeless = (bound: number): boolean => bound >= limit * (1 - 1e-12) || bound === Infinity;

  let front: readonly Label[] = [{ ...root, bound: floor }];
  let hurried = false;
  let missed = Infinity;
  for (let index = 0; index < steps.length; index++) {
    const next = new Map<string, Label[]>();
    const count = steps[index]?.choices.length ?? 0;
    for (let f = 0; f < front.length; f++) {
      const label = front[f];
      if (!label || hopeless(label.bound) || (refine && index > 1 && index < steps.length - 1 && hopeless(refine(label, index)))) continue;
      if (!hurried && (effort <= 0 || ((f & 63) === 0 && options.expired()))) hurried = true;
      // In a hurry only a few are followed to the end; the others say what could have been missed.
      if (hurried && f >= BEAM) {
        for (const left of front.slice(f)) missed = Math.min(missed, left.bound);
        break;
      }
      for (let pick = 0; pick < count; pick++) {
        effort--;
        const device = steps[index]?.choices[pick]?.device ?? 0;
        const met = label.met || (options.must >> device & 1) === 1;
        if (index === steps.length - 1 && options.must && !met) continue;
        // What the choice costs by itself may be too much already.
        if (weighted && hopeless(ahead(label.cost + (walk.prices.own[index]?.[pick] ?? 0), label.load, index + 1, pick, met || options.must === 0))) continue;
        walk.measure(label, index, pick);
        const bound = Math.max(label.bound, boundOf(walk.cost, walk.load, index, pick, met || options.must === 0));
        if (hopeless(bound)) continue;
        const seen = walk.measured(label, index, pick, met, bound);
        const key = walk.key(seen, index);
        const kept = next.get(key);
        if (!kept) next.set(key, [copyOf(seen)]);
        else effort -= kept.length / COMPARISONS;
        if (kept && !kept.some((old) => dominance.betterAlike(old, seen, index))) {
          let size = 0;
          for (const old of kept) if (!dominance.betterAlike(seen, old, index)) kept[size++] = old;
          kept.length = size;
          kept.push(copyOf(seen));
        }
      }
    }
    const grown = [...next.values()].flat();
    effort -= grown.length * CHAMPIONS / COMPARISONS;
    front = index < steps.length - 1 ? thin(grown, goal, dominance, index) : grown;
  }
  for (const label of front) {
    if (label.bound >= limit) continue;
    const outcome = evaluate(problem, [...label.picks]);
    const value = valueOf(goal, outcome);
    if (value >= limit) continue;
    limit = value;
    best = outcome;
  }
  if (hurried && best) best = improve(problem, goal, best, options.must) ?? best;
  const value = best ? valueOf(goal, best) : Infinity;
  return { outcome: best, value, bound: Math.min(value, missed, options.cutoff ?? Infinity) };
}

function bestOf(goal: Goal, outcomes: readonly Outcome[]): Outcome | undefined {
  let best: Outcome | undefined;
  let least = Infinity;
  for (const outcome of outcomes) {
    const value = valueOf(goal, outcome);
    if (value < least) [best, least] = [outcome, value];
  }
  return best;
}

/** Drops labels that lose against better ones in other places. */
function thin(labels: Label[], goal: Goal, dominance: Dominance, index: number): readonly Label[] {
  const weighted = goal.kind === 'weighted';
  const total = (label: Label): number => label.load.reduce((sum, x, k) => sum + ((goal.loads[k]?.scale ?? 0) > 0 ? x / (goal.loads[k]?.scale ?? 1) : 0), 0);
  const ranked = labels.map((label) => ({ label, rank: weighted ? label.cost : total(label) })).sort((a, b) => a.rank - b.rank);
  const champions: Label[] = [];
  const most = weighted && goal.loads.length === 0 ? CHAMPIONS : CHAMPIONS * 10;
  const kept: Label[] = [];
  for (const { label } of ranked) {
    let lost = false;
    for (let c = 0; c < champions.length && !lost; c++) {
      const champion = champions[c];
      lost = champion !== undefined && dominance.betterElsewhere(champion, label, index);
    }
    if (lost) continue;
    kept.push(label);
    if (champions.length < most && dominance.mayWinElsewhere(label, index)) champions.push(label);
  }
  // Promising ones first: should the time run out, the rest is the least loss.
  return kept.sort((a, b) => a.bound - b.bound);
}

/** A lower bound on the greatest load: the longest step that some device has to do. */
function longest({ steps, layers, devices }: Problem, goal: Goal): number {
  if (goal.loads.filter((l) => l.kind === 'busy' && l.scale === 1).length < devices.length) return 0;
  return Math.max(0, ...steps.map((s) => Math.min(...s.choices.map((c) => c.time)) * s.frequency * layers));
}
