import { report } from '../diagnostics/index.js';
import type { Method } from '../ir/nodes.js';
import type { Objective, PlacementOptions } from '../partitioner/index.js';
import { InputError } from '../runtime/errors.js';
import type { MethodOptions } from './session.js';

/** Options that commands share which place a method. */
export interface PlacementCommandOptions extends MethodOptions {
  readonly machine: string;
  readonly size: Readonly<Record<string, number>>;
  readonly batch: number;
  readonly objective: Objective;
}

export function placementOptions(options: PlacementCommandOptions): PlacementOptions {
  return { sizes: options.size, batch: options.batch, objective: options.objective };
}

/** Refuses sizes that the method does not have, or that lie outside their range. Throws `InputError`. */
export function checkSizes(method: Method, sizes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (name.includes('(')) continue; // a data-dependent length, which the placement checks
    const size = method.sizes.find((s) => s.name === name);
    if (!size) throw new InputError(report('MPC6105', { name, known: method.sizes.map((s) => s.name).join(', ') || 'none' }));
    if (value < size.min || value > size.max) throw new InputError(report('MPC6106', { name, value, min: size.min, max: size.max }));
    if (value % size.multipleOf !== 0) throw new InputError(report('MPC6209', { size: name, value, multipleOf: size.multipleOf }));
  }
}
