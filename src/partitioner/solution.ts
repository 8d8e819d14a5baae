import type { Tensor } from '../ir/nodes.js';
import type { DeviceId, Machine } from '../machines/index.js';
import { CALLER, type PricedProblem } from './build-problem.js';
import type { StepCost } from './cost/step-cost.js';
import type { DeviceLoad, LinkLoad, PlacedStep, PlacedTransfer, PlacementCosts } from './placement.js';
import { shortfallText, whyNot } from './reasons.js';
import { broken, busiest, evaluate, type Outcome } from './search/index.js';

/** A placement of a problem. */
export interface Solution { readonly problem: PricedProblem; readonly outcome: Outcome }

export function idOf({ devices }: PricedProblem, device: number): DeviceId {
  return devices[device]?.id ?? '';
}

function costOf({ offered }: PricedProblem, step: number, pick: number): StepCost | undefined {
  return offered[step]?.[pick];
}

export function costsOf(outcome: Outcome): PlacementCosts {
  const slowest = busiest(outcome);
  return {
    microseconds: outcome.time, millijoules: outcome.energy / 1e3, waits: outcome.waits, entries: outcome.entries,
    callsPerSecond: slowest > 0 ? 1e6 / slowest : Infinity,
  };
}

export function placedSteps({ problem, outcome }: Solution): readonly PlacedStep[] {
  return problem.priced.flatMap(({ step, costs, numbers }, i): PlacedStep[] => {
    const cost = costOf(problem, i, outcome.picks[i] ?? 0);
    if (!cost) return [];
    const rejected = (): PlacedStep['rejected'] => [...new Set(costs.map((c) => c.device))].filter((d) => d !== cost.device).map((device) => {
      const own = costs.filter((c) => c.device === device);
      const possible = own.filter((c) => c.violations.length === 0);
      const other = (possible.length > 0 ? possible : own).reduce((a, b) => (b.microseconds < a.microseconds ? b : a));
      const crowded = possible.length > 0 && outcome.feasible ? crowdedOut({ problem, outcome }, i, device) : undefined;
      return { device, reason: crowded ?? whyNot(cost, other, extraOf({ problem, outcome }, i, device)) };
    });
    let reasons: PlacedStep['rejected'] | undefined;
    return [{
      step, device: cost.device, kind: cost.kind, microseconds: cost.microseconds, cost, frequency: numbers.analysis.frequency,
      // Other placements are priced for each reason: only for those who ask.
      get rejected() { return (reasons ??= rejected()); },
    }];
  });
}

/** Why a step that would fit by itself does not fit beside the others; undefined where it does. */
function crowdedOut({ problem, outcome }: Solution, index: number, device: DeviceId): string | undefined {
  const flips = (problem.steps[index]?.choices ?? []).flatMap((c, pick) =>
    (idOf(problem, c.device) === device ? [evaluate(problem, outcome.picks.map((p, i) => (i === index ? pick : p)))] : []));
  if (flips.length === 0 || flips.some((o) => o.feasible)) return undefined;
  const [worst] = flips.flatMap((o) => broken(problem, o).slice(0, 1)).sort((a, b) => a.needed / a.available - b.needed / b.available);
  return worst && `does not fit beside the other steps: ${shortfallText({ ...worst, device: idOf(problem, worst.device) })}`;
}

/** What transfers and waits of a call would add if this step alone went to another device. */
function extraOf({ problem, outcome }: Solution, index: number, device: DeviceId): number {
  const pick = problem.steps[index]?.choices.findIndex((c) => idOf(problem, c.device) === device) ?? -1;
  if (pick < 0) return 0;
  const flipped = evaluate(problem, outcome.picks.map((p, i) => (i === index ? pick : p)));
  const { frequency = 1, choices = [] } = problem.steps[index] ?? {};
  const [here, there] = [choices[outcome.picks[index] ?? 0]?.time ?? 0, choices[pick]?.time ?? 0];
  return flipped.time - outcome.time + (here - there) * frequency * problem.layers;
}

export function transfersOf({ problem, outcome }: Solution): readonly PlacedTransfer[] {
  return outcome.moves.flatMap((m) => {
    const tensor = problem.byIndex[m.tensor];
    return tensor && m.time > 0 ? [{ tensor, from: idOf(problem, m.from), to: idOf(problem, m.to), bytes: m.bytes, microseconds: m.time }] : [];
  });
}

export function deviceLoads({ problem, outcome }: Solution): readonly DeviceLoad[] {
  return problem.devices.flatMap(({ id, kind }, d) => (id === CALLER ? [] : [{
    device: id, kind, busyMicroseconds: outcome.busy[d] ?? 0, heldBytes: outcome.held[d] ?? 0, capacityBytes: problem.memory[d] ?? 0,
  }]));
}

/** Links that something crosses. */
export function linkLoads({ problem, outcome }: Solution, machine: Machine): readonly LinkLoad[] {
  return machine.links.flatMap(({ from, to, path }, l) => {
    const bytes = outcome.linkBytes[l] ?? 0;
    if (bytes === 0) return [];
    const crossing = outcome.moves.filter((m) => problem.route(m.from, m.to, m.bytes)?.some((hop) => hop.link === l));
    const tensors = [...new Set(crossing.flatMap((m) => problem.byIndex[m.tensor] ?? []))];
    return [{ from, to, path, tensors, bytes, busyMicroseconds: outcome.linkBusy[l] ?? 0 }];
  });
}

/** On which devices persistent tensors live: where they are read or written. */
export function residencyOf(placed: readonly PlacedStep[]): ReadonlyMap<Tensor, readonly DeviceId[]> {
  const found = new Map<Tensor, Set<DeviceId>>();
  const note = (tensor: Tensor, device: DeviceId): void => { found.set(tensor, (found.get(tensor) ?? new Set()).add(device)); };
  const persistent = (t: Tensor): boolean => t.role === 'memory' || t.role === 'weight';
  for (const { step, device } of placed) [...step.reads, ...step.writes].filter(persistent).forEach((t) => { note(t, device); });
  return new Map([...found].map(([tensor, devices]) => [tensor, [...devices]]));
}
