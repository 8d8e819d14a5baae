import { evaluate } from './evaluate.js';
import { costOf, loadOf, valueOf, type Goal } from './goal.js';
import type { Outcome, Problem } from './problem.js';

/** Some easy placements, improved step by step: everything on one device; where one must be used, one step there. */
export function starts(problem: Problem, goal: Goal, must: number): readonly Outcome[] {
  const { steps, devices } = problem;
  const quickest = (index: number, device: number): number => {
    const choices = steps[index]?.choices ?? [];
    const own = choices.flatMap((c, i) => (c.device === device ? [i] : []));
    return (own.length > 0 ? own : choices.map((_, i) => i)).reduce((a, b) => ((choices[b]?.time ?? 0) < (choices[a]?.time ?? 0) ? b : a));
  };
  const tries: (readonly number[])[] = [];
  devices.forEach((_, device) => {
    const uniform = steps.map((_step, i) => quickest(i, device));
    tries.push(uniform);
    if (!must) return;
    steps.forEach((step, i) => step.choices.forEach((choice, pick) => {
      if (must >> choice.device & 1) tries.push(uniform.map((p, j) => (j === i ? pick : p)));
    }));
  });
  tries.push(steps.map((step) => step.choices.reduce((a, c, i) => (c.time < (step.choices[a]?.time ?? 0) ? i : a), 0)));
  const outcomes = tries.filter((picks) => meets(problem, picks, must)).map((picks) => evaluate(problem, picks));
  const ranked = outcomes.sort((a, b) => compare(goal, a, b)).slice(0, 2);
  return ranked.flatMap((o) => improve(problem, goal, o, must) ?? []);
}

/** First what breaks limits less, then what costs less, then what is nearer to a better one. */
function compare(goal: Goal, a: Outcome, b: Outcome): number {
  return excessOf(goal, a) - excessOf(goal, b) || costOf(goal, a) - costOf(goal, b) || evenness(goal, a) - evenness(goal, b);
}

/** How far limits are broken, in units of the limits. */
function excessOf(goal: Goal, outcome: Outcome): number {
  if (!Number.isFinite(outcome.time)) return Number.MAX_VALUE;
  let sum = 0;
  for (const load of goal.loads) if (load.limit < Infinity) sum += Math.max(0, loadOf(outcome, load) / Math.max(load.limit, 1e-9) - 1);
  return sum;
}

export function meets({ steps }: Problem, picks: readonly number[], must: number): boolean {
  return must === 0 || picks.some((pick, i) => (must >> (steps[i]?.choices[pick]?.device ?? 31) & 1) === 1);
}

/** Changes one step at a time as long as that makes the placement better. Undefined where none that is allowed is found. */
export function improve(problem: Problem, goal: Goal, first: Outcome, must: number): Outcome | undefined {
  if (!meets(problem, first.picks, must)) return undefined;
  let best = first;
  for (let changed = true, pass = 0; changed && pass < 10; pass++) {
    changed = false;
    problem.steps.forEach((step, i) => step.choices.forEach((_, pick) => {
      if (best.picks[i] === pick) return;
      const picks = best.picks.map((p, j) => (j === i ? pick : p));
      if (!meets(problem, picks, must)) return;
      const outcome = evaluate(problem, picks);
      if (compare(goal, outcome, best) >= 0) return;
      [best, changed] = [outcome, true];
    }));
  }
  return valueOf(goal, best) < Infinity ? best : undefined;
}

/** Of two placements with the same greatest load, the one with the smaller sum of squares is nearer to a better one. */
function evenness(goal: Goal, outcome: Outcome): number {
  if (goal.kind === 'weighted') return 0;
  return goal.loads.reduce((sum, load) => sum + (load.scale > 0 ? (loadOf(outcome, load) / load.scale) ** 2 : 0), 0);
}
