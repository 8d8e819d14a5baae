import type { DeviceId, DeviceKind, Machine } from '../machines/index.js';
import type { PricedProblem } from './build-problem.js';
import type { Candidate, PlacedStep, Shortfall } from './placement.js';
import { deviceName, shortfallText, termName, timeText } from './reasons.js';
import { alone, busiest, evaluate, excesses, objectiveOf, type Excess, type Objective, type Outcome, type Solved } from './search/index.js';
import { costsOf, idOf, placedSteps, transfersOf, type Solution } from './solution.js';

/** How much worse a change of one step may be and still be worth knowing, and how many such changes are shown. */
const WORTH_KNOWING = 2;
const MOST_CHANGES = 6;

export interface CandidateContext {
  readonly machine: Machine;
  readonly objective: Objective;
  readonly chosen: Solution;
  /** Solves the problem on some devices, one of which may have to be used. */
  readonly solve: (allowed: readonly DeviceId[], mustUse?: readonly number[]) => { readonly problem: PricedProblem; readonly solved: Solved };
}

/** The placements an engineer asks for first, and those that differ from the chosen one in one step. */
export function candidatesOf(context: CandidateContext): readonly Candidate[] {
  const { machine, chosen } = context;
  const ids = (kind: DeviceKind): readonly DeviceId[] => machine.devices.filter((d) => d.device.kind === kind).map((d) => d.id);
  const wholes: Candidate[] = [];
  const add = (name: string, allowed: readonly DeviceId[], mustUse?: readonly number[]): void => {
    if (allowed.length === 0 || (mustUse && mustUse.length === 0)) return;
    // What is chosen is the best with the device if it uses it anyway.
    const uses = mustUse && chosen.outcome.feasible && chosen.outcome.picks.some((pick, i) => mustUse.includes(chosen.problem.steps[i]?.choices[pick]?.device ?? -1));
    if (uses) {
      wholes.push(candidate(name, chosen, context));
      return;
    }
    const { problem, solved } = context.solve(allowed, mustUse);
    if (solved.outcome) wholes.push(candidate(name, { problem, outcome: solved.outcome }, context));
    else if (solved.proven) wholes.push(impossible(name, problem, mustUse ?? allowed.map((id) => machine.devices.findIndex((d) => d.id === id))));
    else wholes.push(absent(name, [], ['not found in the time given']));
  };
  const all = machine.devices.map((d) => d.id);
  add('gpu-only', ids('gpu'));
  add('fpga-allowed', all, machine.devices.flatMap((d, i) => (d.device.kind === 'fpga' ? [i] : [])));
  add('cpu-only', ids('cpu'));
  return [...wholes, ...changes(context, wholes)];
}

/** The chosen placement with one step elsewhere, the best first. */
function changes(context: CandidateContext, known: readonly Candidate[]): readonly Candidate[] {
  const { chosen, objective } = context;
  const { problem, outcome } = chosen;
  if (!outcome.feasible) return [];
  const limit = WORTH_KNOWING * objectiveOf(objective, outcome);
  const devices = (steps: readonly PlacedStep[]): string => steps.map((s) => s.device).join(' ');
  const seen = new Set(known.map((c) => devices(c.steps)));
  const found: { readonly step: number; readonly device: DeviceId; readonly outcome: Outcome; readonly value: number }[] = [];
  problem.steps.forEach((step, i) => {
    const here = step.choices[outcome.picks[i] ?? 0]?.device;
    for (const device of new Set(step.choices.map((c) => c.device))) {
      if (device === here) continue;
      const tries = step.choices.flatMap((c, pick) => (c.device === device ? [evaluate(problem, outcome.picks.map((p, j) => (j === i ? pick : p)))] : []))
        .filter((o) => o.feasible).sort((a, b) => objectiveOf(objective, a) - objectiveOf(objective, b));
      const [best] = tries;
      if (best && objectiveOf(objective, best) <= limit) found.push({ step: i, device: idOf(problem, device), outcome: best, value: objectiveOf(objective, best) });
    }
  });
  const shown: Candidate[] = [];
  for (const { step: index, device, outcome: changed } of found.sort((a, b) => a.value - b.value)) {
    const step = problem.steps[index]?.name ?? '';
    const made = candidate(`${step} on ${device}`, { problem, outcome: changed }, context);
    if (!seen.has(devices(made.steps))) shown.push({ ...made, change: { step, device } });
    if (shown.length === MOST_CHANGES) break;
  }
  return shown;
}

function candidate(name: string, solution: Solution, { chosen, objective }: CandidateContext): Candidate {
  const value = (o: Outcome): number => objectiveOf(objective, o);
  const { outcome } = solution;
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * b;
  const same = chosen.outcome.feasible && near(value(outcome), value(chosen.outcome)) && (objective !== 'throughput' || near(outcome.time, chosen.outcome.time));
  const steps = placedSteps(solution);
  const binding = bindingOf(steps, solution);
  return {
    name, feasible: true, steps, transfers: transfersOf(solution), ...costsOf(solution.outcome), ...binding ? { binding } : {},
    chosen: same, reasons: same ? [] : lost(steps, outcome, chosen.outcome, objective), shortfalls: [],
  };
}

/** Of a call: the longest term of a step, all transfers or all waits, whichever takes longest. */
function bindingOf(steps: readonly PlacedStep[], { problem, outcome }: Solution): Candidate['binding'] {
  const terms = steps.flatMap((s) => s.cost.terms.map((t) => ({ step: s.step.name, device: s.device, term: t.name, microseconds: t.microseconds * s.frequency * problem.layers })));
  const all: NonNullable<Candidate['binding']>[] = [
    ...terms, { term: 'transfers', microseconds: outcome.moves.reduce((sum, m) => sum + m.time, 0) }, { term: 'waits', microseconds: outcome.waits },
  ];
  return all.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
}

function lost(steps: readonly PlacedStep[], outcome: Outcome, chosen: Outcome, objective: Objective): readonly string[] {
  const moving = outcome.moves.reduce((sum, m) => sum + m.time, 0) + outcome.waits;
  const worst = steps.reduce<PlacedStep | undefined>((a, b) => (a && a.microseconds * a.frequency >= b.microseconds * b.frequency ? a : b), undefined);
  const reasons = [comparison(outcome, chosen, objective)];
  if (worst) {
    const term = worst.cost.terms.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
    reasons.push(`longest: ${worst.step.name} on the ${deviceName(worst.device)}, ${timeText(worst.microseconds)}, of which ${termName(term.name)} ${timeText(term.microseconds)}`);
  }
  if (moving > 0) reasons.push(`transfers and waits ${timeText(moving)}`);
  return reasons;
}

function comparison(outcome: Outcome, chosen: Outcome, objective: Objective): string {
  const energy = (o: Outcome): string => `${(o.energy / 1e3).toPrecision(3)} mJ`;
  switch (objective) {
    case 'latency': return `${timeText(outcome.time - chosen.time)} slower`;
    case 'throughput': return `busiest device or link ${timeText(busiest(outcome))} a call against ${timeText(busiest(chosen))}, latency ${timeText(outcome.time)} against ${timeText(chosen.time)}`;
    case 'energy':
    case 'energy-delay': return `${timeText(outcome.time)} and ${energy(outcome)} against ${timeText(chosen.time)} and ${energy(chosen)}`;
  }
}

/** A candidate that no placement fits, with what is in the way on its devices. */
function impossible(name: string, problem: PricedProblem, devices: readonly number[]): Candidate {
  const own = devices.flatMap((d) => alone(problem, d));
  const shortfalls = shortfallsOf(problem, own.length > 0 ? own : excesses(problem));
  return absent(name, shortfalls, shortfalls.length > 0 ? shortfalls.map(shortfallText) : ['steps are pinned elsewhere']);
}

function absent(name: string, shortfalls: Candidate['shortfalls'], reasons: readonly string[]): Candidate {
  return {
    name, feasible: false, microseconds: Infinity, millijoules: Infinity, waits: 0, entries: 0, callsPerSecond: 0,
    steps: [], transfers: [], chosen: false, shortfalls, reasons,
  };
}

export function shortfallsOf(problem: PricedProblem, found: readonly Excess[]): readonly Shortfall[] {
  return found.map(({ device, ...rest }) => ({ device: idOf(problem, device), ...rest }));
}
