import { performance } from 'node:perf_hooks';
import { report, suggest } from '../diagnostics/index.js';
import type { Method } from '../ir/nodes.js';
import type { Objective, PlacementOptions } from '../partitioner/index.js';
import { InputError } from '../runtime/errors.js';
import type { MachineOptions } from './machine.js';
import type { MethodOptions } from './session.js';

/** Options that commands share which place a method. */
export interface PlacementCommandOptions extends MethodOptions, MachineOptions {
  readonly size: Readonly<Record<string, number>>;
  readonly batch: number;
  readonly layers: number;
  readonly objective: Objective;
  readonly pin: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeLimit?: number;
}

export function placementOptions({ size, batch, layers, objective, pin, timeLimit }: PlacementCommandOptions): PlacementOptions {
  return {
    sizes: size, batch, layers, objective, overrides: { pins: pin },
    ...(timeLimit === undefined ? {} : { expired: after(timeLimit) }),
  };
}

/** True once so many milliseconds have gone by from now on. */
function after(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() >= end;
}

/** Refuses sizes that the method does not have, or that lie outside their range. Throws `InputError`. */
export function checkSizes(method: Method, sizes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (name.includes('(')) continue; // a data-dependent length, which the placement checks
    const size = sizeNamed(method, name);
    if (value < size.min || value > size.max) throw new InputError(report('MPC6106', { name, value, min: size.min, max: size.max }));
    if (value % size.multipleOf !== 0) throw new InputError(report('MPC6209', { size: name, value, multipleOf: size.multipleOf }));
  }
}

/** `others`: what may stand in place of a size. Throws `InputError` for a name that the method does not know. */
export function sizeNamed(method: Method, name: string, others: readonly string[] = []): Method['sizes'][number] {
  const found = method.sizes.find((s) => s.name === name);
  if (found) return found;
  const names = [...method.sizes.map((s) => s.name), ...others];
  const near = suggest(name, names);
  throw new InputError(report('MPC6105', { name, known: names.join(', ') || 'none' }, undefined, near === undefined ? {} : { hint: `did you mean \`${near}\`?` }));
}
