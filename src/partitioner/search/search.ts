import type { DeviceKind } from '../schema.js';
import { bit, objectiveOf, type Choice, type Objective, type Outcome, type Problem } from './problem.js';
import { advance, evaluate, finish, fits, initialState, type State } from './walk.js';

export interface SearchOptions {
  readonly objective: Objective;
  /** At least one step must be there. */
  readonly mustUse?: DeviceKind;
}

/**
 * The best placement, exactly; undefined where nothing fits. Steps are placed one after another. Two partial placements
 * that leave everything that matters later in the same places are compared, and the one that is no better in any respect
 * is dropped; so is one that cannot beat a placement known already, even if all steps to come were free of transfers.
 */
export function search(problem: Problem, options: SearchOptions): Outcome | undefined {
  const { objective, mustUse } = options;
  if (problem.steps.some((s) => s.choices.length === 0)) return undefined;
  const rest = remaining(problem);
  let best = starts(problem, options);
  let limit = best ? objectiveOf(objective, best.time, best.energy) : Infinity;
  const tight = tightResources(problem);
  const liveUntil = lastUses(problem);

  const beyond = (time: number, energy: number): boolean => objectiveOf(objective, time, energy) > limit * (1 + 1e-12);

  let front: State[] = [initialState(problem)];
  problem.steps.forEach((step, index) => {
    const next = new Map<string, State[]>();
    const bound = rest[index + 1] ?? { time: 0, energy: 0 };
    for (const state of front) {
      step.choices.forEach((choice, pick) => {
        const least = spent(problem, choice, step.frequency);
        if (beyond(state.time + least.time + bound.time, state.energy + least.energy + bound.energy)) return;
        const grown = advance(problem, state, index, pick);
        if (!Number.isFinite(grown.time) || !fits(problem, grown)) return;
        if (beyond(grown.time + bound.time, grown.energy + bound.energy)) return;
        const key = stateKey(problem, grown, index, liveUntil, mustUse);
        next.set(key, insert(next.get(key) ?? [], grown, objective, tight));
      });
    }
    front = [...next.values()].flat();
  });

  for (const state of front) {
    if (mustUse && !uses(problem, state.picks, mustUse)) continue;
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

/** Time and energy of a choice by itself. */
function spent({ idle }: Problem, { time, watts, device }: Choice, frequency: number): { readonly time: number; readonly energy: number } {
  return { time: time * frequency, energy: time * frequency * (watts + idle.cpu + idle.gpu + idle.fpga - idle[device]) };
}

/** Least time and energy of the steps from each index on. */
function remaining(problem: Problem): readonly { readonly time: number; readonly energy: number }[] {
  const result = [{ time: 0, energy: 0 }];
  for (const step of [...problem.steps].reverse()) {
    const after = result[0] ?? { time: 0, energy: 0 };
    const each = step.choices.map((choice) => spent(problem, choice, step.frequency));
    const time = Math.min(...each.map((c) => c.time));
    const energy = Math.min(...each.map((c) => c.energy));
    result.unshift({ time: after.time + time, energy: after.energy + energy });
  }
  return result;
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

/** Index of the last step that touches a tensor; outputs are touched at the end. */
function lastUses(problem: Problem): readonly number[] {
  return problem.tensors.map((tensor, t) => (tensor.output ? problem.steps.length : problem.steps.reduce((last, step, i) =>
    (step.reads.includes(t) || step.writes.some((w) => w.tensor === t) ? i : last), -1)));
}

function stateKey(problem: Problem, state: State, index: number, liveUntil: readonly number[], mustUse: DeviceKind | undefined): string {
  const live = problem.tensors.map((_, t) => ((liveUntil[t] ?? -1) > index
    ? `${state.at[t] ?? 0}:${state.origin[t] ?? ''}:${(state.written[t] ?? []).map((w) => bit(w.device)).join('')}` : ''));
  const flag = mustUse && uses(problem, state.picks, mustUse) ? '+' : '';
  return `${state.last ?? ''}${flag}|${live.join('|')}`;
}

function insert(kept: State[], state: State, objective: Objective, tight: ReturnType<typeof tightResources>): State[] {
  const better = (a: State, b: State): boolean =>
    (objective === 'energy' || a.time <= b.time) && (objective === 'latency' || a.energy <= b.energy)
    && tight.uses.every((r) => (a.uses[r] ?? 0) <= (b.uses[r] ?? 0))
    && (!tight.memory || a.held.every((bytes, d) => bytes <= (b.held[d] ?? 0)));
  if (kept.some((old) => better(old, state))) return kept;
  return [...kept.filter((old) => !better(state, old)), state];
}
