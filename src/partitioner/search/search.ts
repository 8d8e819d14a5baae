import { chainSearch, isChain } from './chain.js';
import { productSearch } from './energy-delay.js';
import { evaluate } from './evaluate.js';
import { tightLimits, type Goal } from './goal.js';
import { labelSetting, type Found, type RunOptions } from './label-setting.js';
import { busiest, solvedWith, type Outcome, type Problem, type SearchOptions, type Solved } from './problem.js';

/** Partial placements that a search grows before it gives up without being asked: some seconds of work. */
const EFFORT = 200_000;

/** The best placement, exactly unless the time is up: over the steps of a chain one by one, else by label setting. */
export function search(problem: Problem, options: SearchOptions): Solved {
  const { objective } = options;
  const run: RunOptions = {
    must: (options.mustUse ?? []).reduce((bits, device) => bits | 1 << device, 0),
    expired: options.expired ?? (() => false),
    effort: options.effort ?? EFFORT,
  };
  const loads = tightLimits(problem);
  let chain = true;
  const weighted = (time: number, energy: number, known: readonly Outcome[] = [], cutoff = Infinity): Found => {
    const goal: Goal = { kind: 'weighted', time, energy, loads };
    if (isChain(problem, goal) && problem.steps.every((s) => s.choices.length > 0)) return chainSearch(problem, goal, run);
    chain = false;
    return labelSetting(problem, goal, { ...run, known, cutoff });
  };
  const named = (outcome: Outcome | undefined, bound: number): Solved =>
    solvedWith(chain ? 'chain dynamic programme' : 'dynamic programme', objective, outcome, bound);

  switch (objective) {
    case 'latency': {
      const { outcome, bound } = weighted(1, 0);
      return named(outcome, bound);
    }
    case 'energy': {
      const { outcome, bound } = weighted(0, 1);
      return named(outcome, bound);
    }
    case 'energy-delay': {
      const { outcome, bound } = productSearch(weighted);
      return named(outcome, bound);
    }
    case 'throughput': {
      chain = false;
      const { outcome, bound } = throughput(problem, loads, run);
      return named(outcome, bound);
    }
  }
}

/** First the least time of the busiest device or link, then the least latency that keeps it. */
function throughput(problem: Problem, limits: Goal['loads'], run: RunOptions): Found {
  const watched = (limit: number, scale: number): Goal['loads'] => [
    ...limits,
    ...problem.devices.map((_, index) => ({ kind: 'busy' as const, index, limit, scale })),
    ...problem.links.map((_, index) => ({ kind: 'link' as const, index, limit, scale })),
  ];
  const goal: Goal = { kind: 'least-maximum', time: 1, energy: 0, loads: watched(Infinity, 1) };
  // Work alone, as if no data had to move, is quickly shared out. It bounds the whole, and often is the whole.
  const free = withoutData(problem);
  const shared = labelSetting(free, { ...goal, loads: goal.loads.filter((l) => l.kind === 'use' || l.kind === 'busy') }, { ...run, effort: run.effort / 8 });
  const known = shared.outcome ? [evaluate(problem, shared.outcome.picks)] : [];
  const half = { ...run, effort: run.effort / 3 };
  const first = labelSetting(problem, goal, { ...half, known, floor: shared.bound });
  if (!first.outcome) return first;
  const reached = busiest(first.outcome) * (1 + 1e-9);
  const second = labelSetting(problem, { kind: 'weighted', time: 1, energy: 0, loads: watched(reached, 0) }, { ...half, known: [first.outcome] });
  const outcome = second.outcome ?? first.outcome;
  return { outcome, value: busiest(outcome), bound: first.bound };
}

function withoutData(problem: Problem): Problem {
  return {
    ...problem, tensors: [],
    steps: problem.steps.map((s) => ({ ...s, reads: [], writes: [], choices: s.choices.map((c) => ({ ...c, entry: 0 })) })),
  };
}
