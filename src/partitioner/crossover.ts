import type { MethodAnalysis } from '../analysis/index.js';
import type { Method } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { place } from './place.js';
import type { PlacementOptions } from './placement.js';
import type { Machine } from './schema.js';

/** The winner changes from `before` to `after` at this value of the size. A winner is the devices used: `gpu`, `gpu+fpga`. */
export interface Crossover { readonly at: number; readonly before: string; readonly after: string }

/** Values of a size at which the winning combination of devices changes, between the size's limits, to within one. */
export function crossovers(
  method: Method, steps: readonly Step[], analysis: MethodAnalysis, machine: Machine, sizeName: string, options: PlacementOptions = {},
): readonly Crossover[] {
  const size = method.sizes.find((s) => s.name === sizeName);
  if (!size) return [];
  const known = new Map<number, string>();
  const winner = (value: number): string => {
    const old = known.get(value);
    if (old !== undefined) return old;
    const placement = place(method, steps, analysis, machine, { ...options, sizes: { ...options.sizes, [sizeName]: value } });
    const used = new Set(placement.steps.filter((s) => !s.step.once).map((s) => s.device));
    const text = ['cpu', 'gpu', 'fpga'].filter((d) => [...used].some((u) => u === d)).join('+');
    known.set(value, text);
    return text;
  };
  const unit = size.multipleOf;
  const low = Math.ceil(Math.max(size.min, 1) / unit) * unit;
  const samples = [low];
  while ((samples[samples.length - 1] ?? low) < size.max) samples.push(Math.min(size.max, Math.ceil((samples[samples.length - 1] ?? low) * 4 / unit) * unit));
  return samples.slice(1).flatMap((high, i) => {
    let from = samples[i] ?? low;
    let to = high;
    if (winner(from) === winner(to)) return [];
    const [before, after] = [winner(from), winner(to)];
    while (to - from > unit) {
      const middle = Math.floor((from + to) / 2 / unit) * unit;
      if (middle <= from || middle >= to) break;
      if (winner(middle) === before) from = middle;
      else to = middle;
    }
    return [{ at: to, before, after }];
  });
}
