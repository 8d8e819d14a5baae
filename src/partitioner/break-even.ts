import type { MethodAnalysis } from '../analysis/index.js';
import type { Machine, NamedFigure } from '../machines/index.js';
import { lessIsBetter, scaled, usedFigures, varies } from './basis.js';
import { evaluator } from './evaluator.js';
import type { Candidate, Placement, PlacementCosts, PlacementOptions } from './placement.js';
import type { Objective } from './search/index.js';

/** A figure that would decide otherwise: at `at`, other figures as they are, the rival is as good as the chosen placement. */
export type BreakEven = NamedFigure & { readonly at: number };

/** The best placement that lost, and what would have to be different for it to win. */
export interface Rival {
  readonly candidate: Candidate;
  /** One figure at a time, the smallest change first. */
  readonly breakEvens: readonly BreakEven[];
}

/** Larger changes of a figure are not worth knowing. */
const FARTHEST = 8;
const ROUNDS = 14;

/** What an objective makes smallest. */
export function badness(objective: Objective, { microseconds, millijoules, callsPerSecond }: Pick<PlacementCosts, 'microseconds' | 'millijoules' | 'callsPerSecond'>): number {
  switch (objective) {
    case 'latency': return microseconds;
    case 'throughput': return 1 / callsPerSecond;
    case 'energy': return millijoules;
    case 'energy-delay': return microseconds * millijoules;
  }
}

/** The best losing placement on other devices, with the figures of the machine at which it would win. Neither placement is searched anew. */
export function rivalOf(analysis: MethodAnalysis, machine: Machine, placement: Placement, options: PlacementOptions): Rival | undefined {
  const { objective } = placement;
  const others = placement.candidates.filter((c) => c.feasible && !c.chosen && c.change === undefined);
  const candidate = others.reduce<Candidate | undefined>((a, b) => (a && badness(objective, a) <= badness(objective, b) ? a : b), undefined);
  if (!candidate || placement.shortfalls.length > 0) return undefined;
  const fixed: PlacementOptions = { ...options, sizes: placement.sizes, batch: placement.batch, layers: placement.layers };
  const of = (steps: Placement['steps'], on: Machine): number => badness(objective, evaluator(analysis, on, { steps }, fixed)({}));
  const now = of(placement.steps, machine);
  const [own, theirs] = [devicesOf(placement.steps, machine), devicesOf(candidate.steps, machine)];
  const known = new Set(machine.devices.map((d) => d.device.name));
  const breakEvens = usedFigures(machine, placement, [...placement.steps, ...candidate.steps]).filter(varies).flatMap((f) => {
    const place = `${f.of}.${f.name}`;
    const touches = (names: ReadonlySet<string>): boolean => names.has(f.of) || !known.has(f.of);
    const lead = (times: number): number => {
      const changed = scaled(machine, (_, at) => (at === place ? times : undefined));
      return of(candidate.steps, changed) - (touches(own) ? of(placement.steps, changed) : now);
    };
    const most = f.unit === '1' && f.value <= 1 ? Math.min(FARTHEST, 1 / f.value) : FARTHEST;
    const better = lessIsBetter(f) ? 1 / FARTHEST : most;
    // Shares end at 1 from below, exponents from above.
    const least = f.unit === '1' && f.value > 1 ? Math.max(1 / FARTHEST, 1 / f.value) : 1 / FARTHEST;
    const worse = lessIsBetter(f) ? most : least;
    // What only the rival uses has to be better, what only the chosen placement uses worse.
    const ends = [...touches(theirs) ? [better] : [], ...touches(own) ? [worse] : []];
    return ends.flatMap((end) => (end !== 1 && lead(end) < 0 ? [{ ...f, times: crossing(lead, end) }] : [])).map((found) => ({ ...found, at: f.value * found.times }));
  });
  const far = (times: number): number => Math.abs(Math.log(times));
  return { candidate, breakEvens: breakEvens.sort((a, b) => far(a.times) - far(b.times)).map(({ times: _, ...f }) => f) };
}

function devicesOf(steps: Placement['steps'], machine: Machine): ReadonlySet<string> {
  return new Set(machine.devices.filter((d) => steps.some((s) => s.device === d.id)).map((d) => d.device.name));
}

/** Where the lead is used up between 1 and `end`, by halves of the logarithm. */
function crossing(lead: (times: number) => number, end: number): number {
  let [near, far] = [0, Math.log(end)];
  for (let i = 0; i < ROUNDS; i++) {
    const middle = (near + far) / 2;
    if (lead(Math.exp(middle)) < 0) far = middle;
    else near = middle;
  }
  return Math.exp(far);
}
