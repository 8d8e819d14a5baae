import { branchAndBound } from './branch-and-bound.js';
import { loadOf, tightLimits, type Goal } from './goal.js';
import type { Outcome, Problem } from './problem.js';
import { tablesOf } from './tables.js';

/** A limit of a device that is exceeded: by one step alone, or by all that would be there together. */
export interface Excess {
  readonly device: number;
  readonly step?: string;
  readonly resource: string;
  readonly needed: number;
  readonly available: number;
  readonly unit: string;
}

/** Bounds to work out for an explanation: a fraction of a second. */
const EFFORT = 20_000;

/**
 * Which limits keep a problem from having a placement, and by how much. Where some step has no device: what its least
 * demanding ways exceed. Else the limits that the least violating placement exceeds; its worst one relatively is as small as can be.
 */
export function excesses(problem: Problem): readonly Excess[] {
  const homeless = problem.steps.filter((s) => s.choices.length === 0);
  if (homeless.length > 0) {
    return homeless.flatMap((step) => problem.devices.flatMap((_, device) => {
      const refused = (step.refused ?? []).filter((r) => r.device === device);
      const least = new Map<string, Excess>();
      for (const { resource, needed, available, unit } of refused) {
        if (needed < (least.get(resource)?.needed ?? Infinity)) least.set(resource, { device, step: step.name, resource, needed, available, unit });
      }
      return [...least.values()];
    }));
  }
  const loads = tightLimits(problem).map((load) => ({ ...load, scale: Math.max(load.limit, 1e-9), limit: Infinity }));
  const goal: Goal = { kind: 'least-maximum', time: 1, energy: 0, loads };
  const { outcome } = branchAndBound(problem, goal, { must: 0, expired: () => false, effort: EFFORT });
  return outcome ? broken(problem, outcome) : [];
}

/** The limits that a placement breaks. */
export function broken(problem: Problem, outcome: Outcome): readonly Excess[] {
  return tightLimits(problem).flatMap((load): Excess[] => {
    const needed = loadOf(outcome, load);
    if (needed <= load.limit) return [];
    if (load.kind === 'memory') return [{ device: load.index, resource: 'memory', needed: needed / 1e9, available: load.limit / 1e9, unit: 'GB' }];
    const capacity = problem.capacities[load.index];
    return capacity ? [{ device: capacity.device, resource: capacity.name, needed, available: capacity.limit, unit: capacity.unit }] : [];
  });
}

/** By device: the limits that break if everything is there, each step in the way that takes least of it. */
export function alone(problem: Problem, device: number): readonly Excess[] {
  const { steps, capacities, memory } = problem;
  const refused = steps.flatMap((step): Excess[] => {
    if (step.choices.some((c) => c.device === device)) return [];
    const least = (step.refused ?? []).filter((r) => r.device === device).sort((a, b) => a.needed / a.available - b.needed / b.available)[0];
    return least ? [{ ...least, step: step.name }] : [];
  });
  if (refused.length > 0) return refused;
  const bytes = tablesOf(problem).kept.reduce((sum, k) => sum + k.bytes, 0);
  const room = memory[device] ?? Infinity;
  return [
    ...bytes > room ? [{ device, resource: 'memory', needed: bytes / 1e9, available: room / 1e9, unit: 'GB' }] : [],
    ...capacities.flatMap((capacity, r): Excess[] => {
      const needed = steps.reduce((sum, s) => sum + Math.min(...s.choices.filter((c) => c.device === device).map((c) => c.uses[r] ?? 0)), 0);
      return capacity.device === device && Number.isFinite(needed) && needed > capacity.limit
        ? [{ device, resource: capacity.name, needed, available: capacity.limit, unit: capacity.unit }] : [];
    }),
  ];
}
