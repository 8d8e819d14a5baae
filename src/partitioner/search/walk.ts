import type { DeviceKind } from '../schema.js';
import { bit, DEVICE_KINDS, type Move, type Outcome, type Problem } from './problem.js';

/** Where things are after some of the steps. */
export interface State {
  readonly last: DeviceKind | undefined;
  readonly lastFrequency: number;
  /** Devices (bits) that run a step. */
  readonly used: number;
  /** By tensor: devices (bits) that hold a copy, or that read the persistent tensor so far. */
  readonly at: readonly number[];
  /** By persistent tensor: what has been written so far, from which device. */
  readonly written: readonly (readonly { readonly device: DeviceKind; readonly bytes: number; readonly frequency: number }[])[];
  /** By flow: the device that made it. */
  readonly origin: readonly (DeviceKind | undefined)[];
  readonly time: number;
  readonly energy: number;
  readonly uses: readonly number[];
  /** Bytes of persistent tensors on each device. */
  readonly held: readonly number[];
  readonly picks: readonly number[];
}

export function initialState(problem: Problem): State {
  const made = new Set<number>();
  for (const { writes } of problem.steps) for (const { tensor } of writes) made.add(tensor);
  const given = problem.tensors.map((t, i) => t.kind === 'flow' && !made.has(i));
  return {
    last: undefined, lastFrequency: 1, used: 0,
    at: given.map((yes) => (yes ? bit(problem.home) : 0)),
    written: problem.tensors.map(() => []),
    origin: given.map((yes) => (yes ? problem.home : undefined)),
    time: 0, energy: 0, uses: problem.capacities.map(() => 0), held: DEVICE_KINDS.map(() => 0), picks: [],
  };
}

function idleWatts(problem: Problem): number {
  return DEVICE_KINDS.reduce((sum, d) => sum + problem.idle[d], 0);
}

/** Places the next step. `moves` collects the transfers that this causes. */
export function advance(problem: Problem, state: State, index: number, pick: number, moves?: Move[]): State {
  const step = problem.steps[index];
  const choice = step?.choices[pick];
  if (!step || !choice) throw new RangeError(`no choice ${pick} of step ${index}`);
  const { device } = choice;
  const resting = idleWatts(problem);
  const at = state.at.slice();
  const changed = step.writes.length > 0 ? { written: state.written.slice(), origin: state.origin.slice() } : undefined;
  const { written, origin } = changed ?? state;
  const held = state.held.slice();
  let { time, energy } = state;
  const spend = (microseconds: number, watts: number): void => { time += microseconds; energy += microseconds * watts; };
  const move = (tensor: number, from: DeviceKind, to: DeviceKind, bytes: number, frequency: number): void => {
    const cost = problem.transfer(from, to, bytes) * frequency;
    moves?.push({ tensor, from, to, bytes, time: cost });
    spend(cost, resting);
  };

  if (state.last && state.last !== device) spend(problem.wait[state.last] * Math.min(state.lastFrequency, step.frequency), resting);
  for (const tensor of step.reads) {
    const info = problem.tensors[tensor];
    const places = at[tensor] ?? 0;
    if (!info || places & bit(device)) continue;
    at[tensor] = places | bit(device);
    if (info.kind === 'persistent') {
      held[DEVICE_KINDS.indexOf(device)] = (held[DEVICE_KINDS.indexOf(device)] ?? 0) + info.bytes;
      for (const write of written[tensor] ?? []) {
        if (write.device !== device) move(tensor, write.device, device, write.bytes, write.frequency);
      }
    } else {
      const from = origin[tensor];
      if (from) move(tensor, from, device, info.bytes, step.frequency);
    }
  }
  for (const { tensor, bytes } of step.writes) {
    const info = problem.tensors[tensor];
    if (!info || !changed) continue;
    if (info.kind === 'persistent') {
      changed.written[tensor] = [...written[tensor] ?? [], { device, bytes, frequency: step.frequency }];
      for (const reader of DEVICE_KINDS) {
        if (reader !== device && (at[tensor] ?? 0) & bit(reader)) move(tensor, device, reader, bytes, step.frequency);
      }
    } else {
      at[tensor] = bit(device);
      changed.origin[tensor] = device;
    }
  }
  spend(choice.time * step.frequency, choice.watts + resting - problem.idle[device]);
  return {
    last: device, lastFrequency: step.frequency, used: state.used | bit(device), at, written, origin, time, energy, held,
    uses: state.uses.map((used, i) => used + (choice.uses[i] ?? 0)),
    picks: [...state.picks, pick],
  };
}

/** Brings the outputs home, waits for the last device. */
export function finish(problem: Problem, state: State, moves?: Move[]): State {
  const resting = idleWatts(problem);
  let { time, energy } = state;
  const spend = (microseconds: number): void => { time += microseconds; energy += microseconds * resting; };
  problem.tensors.forEach((tensor, i) => {
    const from = state.origin[i];
    if (!tensor.output || !from || (state.at[i] ?? 0) & bit(problem.home)) return;
    const cost = problem.transfer(from, problem.home, tensor.bytes);
    moves?.push({ tensor: i, from, to: problem.home, bytes: tensor.bytes, time: cost });
    spend(cost);
  });
  if (state.last) spend(problem.wait[state.last]);
  return { ...state, time, energy };
}

export function fits(problem: Problem, state: State): boolean {
  return state.uses.every((used, i) => used <= (problem.capacities[i] ?? Infinity))
    && state.held.every((bytes, i) => bytes <= problem.memory[DEVICE_KINDS[i] ?? 'cpu']);
}

/** Time, energy and transfers of one placement. */
export function evaluate(problem: Problem, picks: readonly number[]): Outcome {
  const moves: Move[] = [];
  const end = finish(problem, picks.reduce((state, pick, i) => advance(problem, state, i, pick, moves), initialState(problem)), moves);
  const waits = waitsOf(problem, picks);
  return { picks, time: end.time, energy: end.energy, moves, waits, feasible: fits(problem, end) && Number.isFinite(end.time) };
}

function waitsOf(problem: Problem, picks: readonly number[]): number {
  let total = 0;
  let last: { readonly device: DeviceKind; readonly frequency: number } | undefined;
  problem.steps.forEach((step, i) => {
    const device = step.choices[picks[i] ?? 0]?.device;
    if (!device) return;
    if (last && last.device !== device) total += problem.wait[last.device] * Math.min(last.frequency, step.frequency);
    last = { device, frequency: step.frequency };
  });
  return last ? total + problem.wait[last.device] : total;
}
