import type { MethodAnalysis } from '../analysis/index.js';
import type { Method } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import type { Machine } from '../machines/index.js';
import { decide } from './place.js';
import type { PlacementCosts, PlacementOptions } from './placement.js';
import { costsOf, placedSteps } from './solution.js';

/** The winner changes from `before` to `after` at this value of the size. A winner is the devices used: `gpu`, `gpu+fpga`. */
export interface Crossover { readonly at: number; readonly before: string; readonly after: string }

/** A size, `batch`, or a data-dependent length, and the values to look at; its own limits unless given (a length has none). */
export interface SweepRange { readonly size: string; readonly from?: number; readonly to?: number }

/** The best placement at one value of a size. */
export interface SweepPoint extends PlacementCosts {
  readonly value: number;
  /** Devices used, in the order of the machine. */
  readonly winner: string;
  /** Device of each step, by step name. */
  readonly devices: Readonly<Record<string, string>>;
  readonly feasible: boolean;
}

/** Winners over a range of a size. */
export interface Sweep {
  readonly size: string;
  readonly from: number;
  readonly to: number;
  /** At powers of two, both ends and every change, in order. */
  readonly points: readonly SweepPoint[];
  readonly changes: readonly Crossover[];
  /** Ranges of one winner, in order; each ends just before the next begins. */
  readonly winners: readonly { readonly winner: string; readonly from: number; readonly to: number }[];
}

/** Options at one value of what is swept. A size of the method called `batch` comes before its batch. */
export function sweptOptions(method: Method, size: string, value: number, options: PlacementOptions): PlacementOptions {
  return size === 'batch' && !method.sizes.some((s) => s.name === size) ? { ...options, batch: value } : { ...options, sizes: { ...options.sizes, [size]: value } };
}

/** The best placement over a range of a size, and the values at which the devices used change, exact to one step of the size. */
export function sweep(
  method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, range: SweepRange, options: PlacementOptions = {},
): Sweep {
  const declared = method.sizes.find((s) => s.name === range.size);
  const size = declared ?? (range.size === 'batch' ? { ...method.batch, multipleOf: 1 } : undefined);
  const unit = size?.multipleOf ?? 1;
  const down = (value: number): number => Math.floor(value / unit) * unit;
  const up = (value: number): number => Math.ceil(value / unit) * unit;
  const from = up(Math.max(range.from ?? 1, size?.min ?? 1, 1));
  const to = Math.max(from, down(Math.min(range.to ?? Infinity, size?.max ?? range.to ?? from)));
  const known = new Map<number, SweepPoint>();
  const at = (value: number): SweepPoint => {
    const old = known.get(value);
    if (old) return old;
    const { solution, solved } = decide(method, steps, analysis, machine, sweptOptions(method, range.size, value, options));
    const placed = placedSteps(solution);
    const point: SweepPoint = {
      value, winner: machine.devices.filter((d) => placed.some((s) => s.device === d.id)).map((d) => d.id).join('+'),
      devices: Object.fromEntries(placed.map((s) => [s.step.name, s.device])), feasible: solved.outcome !== undefined, ...costsOf(solution.outcome),
    };
    known.set(value, point);
    return point;
  };
  const samples = [from];
  for (let next = 2 ** Math.ceil(Math.log2(from + 1)); next < to; next *= 2) if (up(next) < to) samples.push(up(next));
  if (to > from) samples.push(to);

  const changes: Crossover[] = [];
  const narrow = (low: number, high: number): void => {
    const [before, after] = [at(low).winner, at(high).winner];
    if (before === after) return;
    const middle = down((low + high) / 2);
    if (high - low <= unit || middle <= low) {
      changes.push({ at: high, before, after });
      return;
    }
    narrow(low, middle);
    narrow(middle, high);
  };
  samples.slice(1).forEach((high, i) => { narrow(samples[i] ?? from, high); });

  const shown = new Set([...samples, ...changes.map((c) => c.at)]);
  const starts = [from, ...changes.map((c) => c.at)];
  return {
    size: range.size, from, to, changes,
    points: [...shown].sort((a, b) => a - b).map(at),
    winners: starts.map((start, i) => ({ winner: at(start).winner, from: start, to: i + 1 < starts.length ? (starts[i + 1] ?? to) - unit : to })),
  };
}

/** Values of a size at which the winning combination of devices changes, within a range. */
export function crossovers(
  method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, range: string | SweepRange, options: PlacementOptions = {},
): readonly Crossover[] {
  const wanted = typeof range === 'string' ? { size: range } : range;
  return wanted.size === 'batch' || method.sizes.some((s) => s.name === wanted.size) ? sweep(method, steps, analysis, machine, wanted, options).changes : [];
}
