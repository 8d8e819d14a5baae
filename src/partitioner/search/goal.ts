import type { Outcome, Problem } from './problem.js';
import { tablesOf } from './tables.js';

/** A sum over a placement: of one capacity, of the memory of a device, or of the time that a device or link is occupied. */
export interface Load {
  readonly kind: 'use' | 'memory' | 'busy' | 'link';
  /** Of the capacity, device or link. */
  readonly index: number;
  /** It must not grow beyond. */
  readonly limit: number;
  /** In `least-maximum` what it is divided by; 0 leaves it out of the objective. */
  readonly scale: number;
}

/** What one run of a search minimises: weighted time and energy, or the greatest of some loads. Limits on loads hold besides. */
export interface Goal {
  readonly kind: 'weighted' | 'least-maximum';
  readonly time: number;
  readonly energy: number;
  readonly loads: readonly Load[];
}

export function loadOf({ uses, held, busy, linkBusy }: Outcome, { kind, index }: Load): number {
  const sums = kind === 'use' ? uses : kind === 'memory' ? held : kind === 'busy' ? busy : linkBusy;
  return sums[index] ?? 0;
}

/** The value of a placement, infinite where a limit is broken. */
export function valueOf(goal: Goal, outcome: Outcome): number {
  return !Number.isFinite(outcome.time) || goal.loads.some((load) => loadOf(outcome, load) > load.limit) ? Infinity : costOf(goal, outcome);
}

/** The value of a placement whatever limits it breaks. */
export function costOf(goal: Goal, outcome: Outcome): number {
  return goal.kind === 'weighted'
    ? goal.time * outcome.time + goal.energy * outcome.energy
    : goal.loads.reduce((most, load) => (load.scale > 0 ? Math.max(most, loadOf(outcome, load) / load.scale) : most), 0);
}

/** The limits of a problem that some placement could break; the others need no watching. */
export function tightLimits(problem: Problem): readonly Load[] {
  const { steps, capacities, memory } = problem;
  const { kept } = tablesOf(problem);
  const found: Load[] = [];
  capacities.forEach(({ limit }, index) => {
    const most = steps.reduce((sum, s) => sum + s.choices.reduce((m, c) => Math.max(m, c.uses[index] ?? 0), 0), 0);
    if (most > limit) found.push({ kind: 'use', index, limit, scale: 0 });
  });
  memory.forEach((limit, index) => {
    const most = kept.reduce((sum, k) => sum + (k.readers.some((r) => steps[r]?.choices.some((c) => c.device === index)) ? k.bytes : 0), 0);
    if (most > limit) found.push({ kind: 'memory', index, limit, scale: 0 });
  });
  return found;
}
