import type { DeviceKind } from '../schema.js';
import { lowerBound, spent } from './bounds.js';
import { bit, objectiveOf, type Objective, type Outcome, type Problem } from './problem.js';
import { advance, evaluate, finish, fits, initialState, settle, type State } from './walk.js';

export interface SearchOptions {
  readonly objective: Objective;
  /** At least one step must be there. */
  readonly mustUse?: DeviceKind;
}

/**
 * The best placement, exactly; undefined where nothing fits. Steps are placed one after another. Two partial placements
 * that leave everything that matters later in the same places are compared, and the one that is no better in any respect
 * is dropped; so is one that cannot beat a placement known already by a lower bound on the costs to come.
 */
export function search(problem: Problem, options: SearchOptions): Outcome | undefined {
  const { objective, mustUse } = options;
  if (problem.steps.some((s) => s.choices.length === 0)) return undefined;
  const rest = lowerBound(problem);
  const restWith = mustUse ? lowerBound(problem, mustUse) : rest;
  let best = starts(problem, options);
  let limit = best ? objectiveOf(objective, best.time, best.energy) : Infinity;
  const tight = tightResources(problem);
  const liveUntil = lastUses(problem);

  const beyond = (time: number, energy: number): boolean => objectiveOf(objective, time, energy) > limit * (1 + 1e-12);
  const isMet = (state: State): boolean => !mustUse || (state.used & bit(mustUse)) !== 0;

  let front: State[] = [initialState(problem)];
  problem.steps.forEach((step, index) => {
    const next = new Map<string, State[]>();
    const live = problem.tensors.flatMap((_, t) => ((liveUntil[t] ?? -1) > index ? [t] : []));
    const done = problem.tensors.flatMap((tensor, t) => (tensor.output && liveUntil[t] === index ? [t] : []));
    for (const state of front) {
      step.choices.forEach((choice, pick) => {
        const own = spent(problem, choice, step.frequency);
        const bound = (choice.device === mustUse || isMet(state) ? rest : restWith)(index + 1, choice.device);
        if (beyond(state.time + own.time + bound.time, state.energy + own.energy + bound.energy)) return;
        const grown = settle(problem, advance(problem, state, index, pick), done);
        if (!Number.isFinite(grown.time) || !fits(problem, grown)) return;
        if (beyond(grown.time + bound.time, grown.energy + bound.energy)) return;
        const key = stateKey(grown, live, mustUse !== undefined && isMet(grown));
        const kept = next.get(key);
        if (kept) insert(kept, grown, objective, tight);
        else next.set(key, [grown]);
      });
    }
    front = [...next.values()].flat();
  });

  for (const state of front) {
    if (!isMet(state)) continue;
    const end = finish(problem, state);
    const value = objectiveOf(objective, end.time, end.energy);
    if (!Number.isFinite(value) || value >= limit) continue;
    limit = value;
    best = evaluate(problem, state.picks);
  }
  return best;
}

function uses(problem: Problem, picks: readonly number[], device: DeviceKind): boolean {
  return picks.some((pick, i) => problem.steps[i]?.choices[pick]?.device === device);
}

/** The best of some easy placements: everything on one device; where one must be used, one step there and the rest together. */
function starts(problem: Problem, { objective, mustUse }: SearchOptions): Outcome | undefined {
  const devices = new Set(problem.steps.flatMap((s) => s.choices.map((c) => c.device)));
  const quickest = (index: number, device: DeviceKind): number => {
    const choices = problem.steps[index]?.choices ?? [];
    const own = choices.map((c, i) => ({ ...c, i })).filter((c) => c.device === device);
    const pool = own.length > 0 ? own : choices.map((c, i) => ({ ...c, i }));
    return pool.reduce((a, b) => (b.time < a.time ? b : a)).i;
  };
  const tries: (readonly number[])[] = [];
  for (const device of devices) {
    const uniform = problem.steps.map((_, i) => quickest(i, device));
    tries.push(uniform);
    if (!mustUse) continue;
    problem.steps.forEach((step, i) => step.choices.forEach((choice, pick) => {
      if (choice.device === mustUse) tries.push(uniform.map((p, j) => (j === i ? pick : p)));
    }));
  }
  const outcomes = tries.filter((picks) => !mustUse || uses(problem, picks, mustUse)).map((picks) => evaluate(problem, picks)).filter((o) => o.feasible);
  return outcomes.reduce<Outcome | undefined>((a, b) =>
    (a && objectiveOf(objective, a.time, a.energy) <= objectiveOf(objective, b.time, b.energy) ? a : b), undefined);
}

/** Resources that some placement could exhaust; the others need no comparing. */
function tightResources(problem: Problem): { readonly uses: readonly number[]; readonly memory: boolean } {
  const persistent = problem.tensors.reduce((sum, t) => sum + (t.kind === 'persistent' ? t.bytes : 0), 0);
  return {
    uses: problem.capacities.flatMap((capacity, r) =>
      (problem.steps.reduce((sum, s) => sum + Math.max(...s.choices.map((c) => c.uses[r] ?? 0)), 0) > capacity ? [r] : [])),
    memory: Object.values(problem.memory).some((capacity) => persistent > capacity),
  };
}

/** Index of the last step that touches a tensor. */
function lastUses(problem: Problem): readonly number[] {
  return problem.tensors.map((_, t) => problem.steps.reduce((last, step, i) =>
    (step.reads.includes(t) || step.writes.some((w) => w.tensor === t) ? i : last), -1));
}

/** What decides about the costs to come: where the tensors are that are still needed. */
function stateKey(state: State, live: readonly number[], isMet: boolean): string {
  let key = `${state.last ?? ''}${isMet ? '+' : ''}`;
  for (const t of live) {
    const origin = state.origin[t];
    const written = state.written[t];
    key += String.fromCharCode(48 + (state.at[t] ?? 0) * 8 + (origin ? bit(origin) : 0));
    if (written && written.length > 0) key += `:${written.map((w) => bit(w.device)).join('')}`;
  }
  return key;
}

/** Adds a state to those that are not worse than another one in every respect. */
function insert(kept: State[], state: State, objective: Objective, tight: ReturnType<typeof tightResources>): void {
  const better = (a: State, b: State): boolean =>
    (objective === 'energy' || a.time <= b.time) && (objective === 'latency' || a.energy <= b.energy)
    && tight.uses.every((r) => (a.uses[r] ?? 0) <= (b.uses[r] ?? 0))
    && (!tight.memory || a.held.every((bytes, d) => bytes <= (b.held[d] ?? 0)));
  if (kept.some((old) => better(old, state))) return;
  const others = kept.filter((old) => !better(state, old));
  kept.splice(0, kept.length, ...others, state);
}
