import { branchAndBound } from './branch-and-bound.js';
import { chainSearch, isChain } from './chain.js';
import { tightLimits, type Goal } from './goal.js';
import { labelSetting, type Found, type RunOptions } from './label-setting.js';
import { solveObjective, watched } from './objectives.js';
import { busiest, solvedWith, type Outcome, type Problem, type SearchOptions, type Solved } from './problem.js';

/** Partial placements that a search grows before it gives up without being asked: some seconds of work. */
const EFFORT = 200_000;
/** Of those, the ones that label setting gets. */
const QUICK = 20_000;
const BRANCHING = 'branch and bound';

/** The best placement, exactly unless the time is up: over the steps of a chain one by one, else by label setting and by branch and bound. */
export function search(problem: Problem, options: SearchOptions): Solved {
  const { objective } = options;
  const run: RunOptions = {
    must: (options.mustUse ?? []).reduce((bits, device) => bits | 1 << device, 0),
    expired: options.expired ?? (() => false),
    effort: options.effort ?? EFFORT,
  };
  const loads = tightLimits(problem);
  let solver = 'chain dynamic programme';
  const weighted = (time: number, energy: number, known: readonly Outcome[], cutoff: number): Found => {
    const goal: Goal = { kind: 'weighted', time, energy, loads };
    if (isChain(problem, goal) && problem.steps.every((s) => s.choices.length > 0)) return chainSearch(problem, goal, run);
    if (solver !== BRANCHING) solver = 'dynamic programme';
    // Where little depends on what lies far back partial placements are soon few; else choices are ruled out one by one.
    const quick = labelSetting(problem, goal, { ...run, known, cutoff, effort: Math.min(run.effort, QUICK) });
    if (run.effort <= QUICK || quick.bound >= Math.min(quick.value, cutoff) * (1 - 1e-12)) return quick;
    solver = BRANCHING;
    const found = branchAndBound(problem, goal, { ...run, effort: run.effort / 2, known: [...known, ...quick.outcome ? [quick.outcome] : []], cutoff });
    return { ...found, bound: Math.max(found.bound, quick.bound) };
  };
  const { outcome, bound } = solveObjective(objective, weighted, () => {
    solver = BRANCHING;
    return throughput(problem, loads, run);
  });
  return solvedWith(solver, objective, outcome, bound);
}

/** First the least time of the busiest device or link, then the least latency that keeps it. */
function throughput(problem: Problem, limits: Goal['loads'], run: RunOptions): Found {
  const half = { ...run, effort: run.effort / 2 };
  const first = branchAndBound(problem, { kind: 'least-maximum', time: 1, energy: 0, loads: watched(problem, limits, Infinity, 1) }, half);
  if (!first.outcome) return first;
  const reached = busiest(first.outcome) * (1 + 1e-9);
  const second = branchAndBound(problem, { kind: 'weighted', time: 1, energy: 0, loads: watched(problem, limits, reached, 0) }, { ...half, known: [first.outcome] });
  const outcome = second.outcome ?? first.outcome;
  return { outcome, value: busiest(outcome), bound: first.bound };
}
