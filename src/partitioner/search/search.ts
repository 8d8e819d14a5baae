import { branchAndBound } from './branch-and-bound.js';
import { chainSearch, isChain } from './chain.js';
import { tightLimits, type Goal } from './goal.js';
import { solveObjective, watched } from './objectives.js';
import { busiest, solvedWith, type Outcome, type Problem, type SearchOptions, type Solved } from './problem.js';
import type { Found, RunOptions } from './run.js';

/** Bounds that a search works out before it gives up without being asked: some seconds of work. */
const EFFORT = 400_000;

/** The best placement, exactly unless the time is up: over the steps of a chain one by one, else by branch and bound. */
export function search(problem: Problem, options: SearchOptions): Solved {
  const { objective } = options;
  const run: RunOptions = {
    must: (options.mustUse ?? []).reduce((bits, device) => bits | 1 << device, 0),
    expired: options.expired ?? (() => false),
    effort: options.effort ?? EFFORT,
  };
  const loads = tightLimits(problem);
  const goal = (time: number, energy: number): Goal => ({ kind: 'weighted', time, energy, loads });
  const chain = objective !== 'throughput' && isChain(problem, goal(1, 1)) && problem.steps.every((s) => s.choices.length > 0);
  const weighted = (time: number, energy: number, known: readonly Outcome[], cutoff: number): Found => (chain
    ? chainSearch(problem, goal(time, energy), run)
    : branchAndBound(problem, goal(time, energy), { ...run, effort: run.effort / 2, known, cutoff }));
  const { outcome, bound } = solveObjective(objective, weighted, () => throughput(problem, loads, run));
  return solvedWith(chain ? 'chain dynamic programme' : 'branch and bound', objective, outcome, bound);
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
