import type { MethodAnalysis } from '../analysis/index.js';
import { figuresIn, GRADES, type Figure, type Grade, type Machine, type NamedFigure } from '../machines/index.js';
import { priceStep } from './build-problem.js';
import { numbersOf } from './cost/numbers.js';
import type { StepCost } from './cost/step-cost.js';
import { evaluator, sameVariant } from './evaluator.js';
import type { Placement, PlacementOptions } from './placement.js';

/** What the predicted time of a placement rests on. */
export interface Basis {
  /** Parts of the time by the worst grade among the figures that each part depends on; they add up to 1. */
  readonly shares: Readonly<Record<Grade, number>>;
  /** Figures that were not measured, by how much slower the call would be if they were a tenth worse; the most telling first. */
  readonly sensitive: readonly (NamedFigure & { readonly slower: number })[];
}

/** Units of counts and sizes, which a prediction does not depend on smoothly. */
const COUNTS = new Set(['LUT', 'FF', 'DSP', 'BRAM36', 'URAM', 'wires', 'channels', 'USD', 'B', 'KB', 'MB', 'MiB', 'GB', 'bit']);
/** Units in which less is better. */
const COSTS = new Set(['us', 'ns', 'cycles', 'slots', 'W']);
const WORSE = 1.1;
const LEAST_EFFECT = 0.005;

export function varies({ value, unit }: Figure): boolean {
  return !COUNTS.has(unit) && !(unit === '1' && Number.isInteger(value));
}

export function lessIsBetter({ unit }: Figure): boolean {
  return COSTS.has(unit);
}

/** A machine with some figures multiplied. `factor` gets the place of a figure, such as `gpu.memory.streamed`. */
export function scaled(machine: Machine, factor: (figure: Figure, place: string) => number | undefined): Machine {
  const change = <T>(value: T, prefix: string): T => {
    let copy: T | undefined;
    for (const [i, { path, figure }] of figuresIn(value).entries()) {
      const times = varies(figure) ? factor(figure, `${prefix}.${path}`) : undefined;
      if (times === undefined) continue;
      copy ??= structuredClone(value);
      const own = figuresIn(copy)[i]?.figure;
      if (own) Object.assign(own, { value: figure.value * times });
    }
    return copy ?? value;
  };
  return {
    ...machine,
    devices: machine.devices.map((d) => ({ ...d, device: change(d.device, d.device.name) })),
    links: machine.links.map((l) => ({ ...l, curve: change(l.curve, `${l.from} -> ${l.to} (${l.path})`) })),
  };
}

/** Asks what changes when figures change: of each part of the time once for each grade, of the whole once for each figure. */
export function basisOf(analysis: MethodAnalysis, machine: Machine, placement: Placement, options: PlacementOptions): Basis {
  const fixed: PlacementOptions = { ...options, sizes: placement.sizes, batch: placement.batch, layers: placement.layers };
  return { shares: sharesOf(analysis, machine, placement, fixed), sensitive: sensitiveOf(analysis, machine, placement, fixed) };
}

function sensitiveOf(analysis: MethodAnalysis, machine: Machine, placement: Placement, options: PlacementOptions): Basis['sensitive'] {
  const timeOn = (on: Machine): number => evaluator(analysis, on, placement, options)({}).microseconds;
  const now = timeOn(machine);
  if (!(now > 0) || !Number.isFinite(now)) return [];
  return usedFigures(machine, placement, placement.steps).filter((f) => f.grade !== 'measured' && varies(f)).flatMap((f) => {
    const place = `${f.of}.${f.name}`;
    const times = lessIsBetter(f) ? WORSE : 1 / WORSE;
    const slower = timeOn(scaled(machine, (_, at) => (at === place ? times : undefined))) / now - 1;
    return slower >= LEAST_EFFECT ? [{ ...f, slower }] : [];
  }).sort((a, b) => b.slower - a.slower);
}

/** Figures of the devices that steps run on, and of all links. */
export function usedFigures(machine: Machine, { figures }: Placement, steps: Placement['steps']): Placement['figures'] {
  const unused = new Set(machine.devices.filter((d) => !steps.some((s) => s.device === d.id)).map((d) => d.device.name));
  for (const { id, device } of machine.devices) if (steps.some((s) => s.device === id)) unused.delete(device.name);
  return figures.filter((f) => !unused.has(f.of));
}

/** A part of the time, and what it is on a changed machine. */
interface Part { readonly microseconds: number; readonly on: (changed: Machine) => number }

function sharesOf(analysis: MethodAnalysis, machine: Machine, placement: Placement, options: PlacementOptions): Basis['shares'] {
  const parts = partsOf(analysis, placement, options);
  const weight: Record<Grade, number> = { measured: 0, vendor: 0, derived: 0, assumed: 0 };
  let open = parts.filter((p) => p.microseconds > 0);
  for (const grade of [...GRADES].reverse()) {
    // Every figure by another little, so that changes do not cancel.
    let n = 0;
    const changed = scaled(machine, (figure) => (figure.grade === grade ? 1 + 1e-3 * (1 + (++n * 0.618) % 1) : undefined));
    if (n === 0) continue;
    const rests = open.filter((p) => Math.abs(p.on(changed) - p.on(machine)) > 1e-9 * p.microseconds);
    weight[grade] = rests.reduce((sum, p) => sum + p.microseconds, 0);
    open = open.filter((p) => !rests.includes(p));
  }
  weight.derived += open.reduce((sum, p) => sum + p.microseconds, 0); // fixed by the formulas alone
  const whole = GRADES.reduce((sum, g) => sum + weight[g], 0) || 1;
  return { measured: weight.measured / whole, vendor: weight.vendor / whole, derived: weight.derived / whole, assumed: weight.assumed / whole };
}

/** Work and start of every step, and together what moves, waits and enters. */
function partsOf(analysis: MethodAnalysis, placement: Placement, options: PlacementOptions): readonly Part[] {
  const own = placement.steps.filter((p) => !p.step.once).flatMap((placed): readonly Part[] => {
    const stepAnalysis = analysis.steps.find((s) => s.step === placed.step);
    if (!stepAnalysis) return [];
    const numbers = numbersOf(stepAnalysis, placement.sizes, placement.batch);
    const times = placed.frequency * placement.layers;
    const costOn = (changed: Machine): StepCost => {
      const device = changed.devices.find((d) => d.id === placed.device);
      const costs = device ? priceStep(numbers, device, placement.sizes, options) : [];
      return costs.length > 0 ? sameVariant(costs, placed.cost) : placed.cost;
    };
    const work = (cost: StepCost): number => times * (cost.microseconds - fixedOf(cost));
    const start = (cost: StepCost): number => times * fixedOf(cost);
    return [
      { microseconds: work(placed.cost), on: (changed) => work(costOn(changed)) },
      { microseconds: start(placed.cost), on: (changed) => start(costOn(changed)) },
    ];
  });
  const moving = placement.microseconds - own.reduce((sum, p) => sum + p.microseconds, 0);
  const movingOn = (changed: Machine): number => evaluator(analysis, changed, placement, options)({}).microseconds - own.reduce((sum, p) => sum + p.on(changed), 0);
  return [...own, { microseconds: Math.max(0, moving), on: movingOn }];
}

function fixedOf({ terms }: StepCost): number {
  return terms.reduce((sum, t) => sum + (t.name === 'launch' || t.name === 'start' ? t.microseconds : 0), 0);
}
