import type { DeviceKind } from '../schema.js';
import { DEVICE_KINDS, type Choice, type Problem } from './problem.js';

export interface Spent { readonly time: number; readonly energy: number }

/** Least time and energy of what follows the first `index` steps, if the last of them ran on `last`. */
export type Bound = (index: number, last: DeviceKind | undefined) => Spent;

const NOTHING: Spent = { time: 0, energy: 0 };
const NEVER: Spent = { time: Infinity, energy: Infinity };

/** Time and energy of a choice by itself. */
export function spent({ idle }: Problem, { time, watts, device }: Choice, frequency: number): Spent {
  return { time: time * frequency, energy: time * frequency * (watts + idle.cpu + idle.gpu + idle.fpga - idle[device]) };
}

/**
 * A lower bound on the costs to come: of the steps, of the waits between devices and of the transfers that depend on no
 * more than the device of a step and of the one before it. With `mustUse`, at least one of the steps to come is there.
 */
export function lowerBound(problem: Problem, mustUse?: DeviceKind): Bound {
  const { steps, wait, idle } = problem;
  const resting = DEVICE_KINDS.reduce((sum, d) => sum + idle[d], 0);
  const lasts: readonly (DeviceKind | undefined)[] = [undefined, ...DEVICE_KINDS];
  const transfers = certainTransfers(problem);
  const end = (last: DeviceKind | undefined): Spent => (last ? { time: wait[last], energy: wait[last] * resting } : NOTHING);

  const rows: ReadonlyMap<DeviceKind | undefined, Spent>[] = [];
  let free: ReadonlyMap<DeviceKind | undefined, Spent> = new Map(lasts.map((last) => [last, end(last)]));
  let after: ReadonlyMap<DeviceKind | undefined, Spent> = mustUse ? new Map() : free;
  rows[steps.length] = after;
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (!step) continue;
    const before = steps[index - 1];
    const row = (met: (device: DeviceKind) => ReadonlyMap<DeviceKind | undefined, Spent>): ReadonlyMap<DeviceKind | undefined, Spent> =>
      new Map(lasts.map((last) => {
        let time = Infinity;
        let energy = Infinity;
        for (const choice of step.choices) {
          const { device } = choice;
          const own = spent(problem, choice, step.frequency);
          const then = met(device).get(device) ?? NEVER;
          const pause = last && last !== device ? wait[last] * Math.min(before?.frequency ?? 1, step.frequency) : 0;
          const moving = pause + transfers(index, last, device);
          time = Math.min(time, own.time + moving + then.time);
          energy = Math.min(energy, own.energy + moving * resting + then.energy);
        }
        return [last, { time, energy }];
      }));
    const [open, next] = [after, free];
    after = row((device) => (device === mustUse ? next : open));
    free = mustUse ? row(() => next) : after;
    rows[index] = after;
  }
  return (index, last) => rows[index]?.get(last) ?? NEVER;
}

/** Microseconds of moving what the caller gives to the first step that reads it, and what a step makes to the next one. */
function certainTransfers({ steps, tensors, home, transfer }: Problem): (index: number, last: DeviceKind | undefined, device: DeviceKind) => number {
  const made = new Set(steps.flatMap((s) => s.writes.map((w) => w.tensor)));
  const read = new Set<number>();
  const each = steps.map((step, i) => {
    const flows = [...new Set(step.reads)].filter((t) => tensors[t]?.kind === 'flow');
    const given = flows.filter((t) => !made.has(t) && !read.has(t));
    const handed = flows.filter((t) => steps[i - 1]?.writes.some((w) => w.tensor === t));
    flows.forEach((t) => read.add(t));
    const cost = (from: DeviceKind, to: DeviceKind, moved: readonly number[]): number =>
      (from === to ? 0 : moved.reduce((sum, t) => sum + transfer(from, to, tensors[t]?.bytes ?? 0) * step.frequency, 0));
    return new Map(DEVICE_KINDS.map((to) => [to, {
      given: cost(home, to, given),
      handed: new Map(DEVICE_KINDS.map((from) => [from, cost(from, to, handed)])),
    }]));
  });
  return (index, last, device) => {
    const found = each[index]?.get(device);
    return found ? found.given + ((last && found.handed.get(last)) ?? 0) : 0;
  };
}
