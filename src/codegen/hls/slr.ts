import type { Resources, Target } from './device.js';
import { NO_RESOURCES, RESOURCES, sumOf } from './resources.js';

/** A process on a die, or the one that is too large for any. */
export interface Part { readonly name: string; readonly resources: Resources; readonly ports: number }

export interface DieUse {
  /** The die of each part, in order; -1 where none has room. */
  readonly dies: readonly number[];
  readonly slrs: readonly Resources[];
}

/**
 * Puts the processes of a kernel on dies. All on one if that has room, first of all the one with the memory ports; else process
 * by process, neighbours together, those with ports first. `taken` is what other kernels have of each die.
 */
export function placeOnDies(ports: Resources, parts: readonly Part[], target: Target, taken: readonly Resources[] = []): DieUse {
  const { slrs, portsAt } = target;
  const used = slrs.map((_, die) => taken[die] ?? NO_RESOURCES);
  const add = (die: number, amount: Resources): void => { used[die] = sumOf([used[die] ?? NO_RESOURCES, amount]); };
  const result = (dies: readonly number[]): DieUse => ({ dies, slrs: used.map((u, die) => differenceOf(u, taken[die] ?? NO_RESOURCES)) });
  // The masters sit where the memory is.
  add(portsAt, ports);
  const order = slrs.map((_, die) => die).sort((a, b) => Math.abs(a - portsAt) - Math.abs(b - portsAt));
  const whole = sumOf(parts.map((p) => p.resources));
  const single = order.find((die) => hasRoom(used[die], whole, target, die));
  if (single !== undefined) {
    add(single, whole);
    return result(parts.map(() => single));
  }
  const dies = new Map<Part, number>();
  for (const part of [...parts].sort((a, b) => Number(b.ports > 0) - Number(a.ports > 0))) {
    const die = order.find((d) => hasRoom(used[d], part.resources, target, d)) ?? -1;
    if (die >= 0) add(die, part.resources);
    dies.set(part, die);
  }
  return result(parts.map((p) => dies.get(p) ?? -1));
}

function hasRoom(used: Resources | undefined, more: Resources, { slrs, fill }: Target, die: number): boolean {
  const room = slrs[die];
  return room !== undefined && RESOURCES.every((kind) => (used?.[kind] ?? 0) + more[kind] <= room[kind] * fill);
}

function differenceOf(a: Resources, b: Resources): Resources {
  const left: Record<(typeof RESOURCES)[number], number> = { ...NO_RESOURCES };
  for (const kind of RESOURCES) left[kind] = a[kind] - b[kind];
  return left;
}
