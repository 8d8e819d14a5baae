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
  readonly written: readonly (readonly Written[])[];
  /** By flow: the device that made it. */
  readonly origin: readonly (DeviceKind | undefined)[];
  readonly time: number;
  readonly energy: number;
  readonly uses: readonly number[];
  /** Bytes of persistent tensors on each device. */
  readonly held: readonly number[];
  readonly picks: readonly number[];
}

interface Written { readonly device: DeviceKind; readonly bytes: number; readonly frequency: number }

/** A state that nobody else has seen yet. */
interface Open {
  last: DeviceKind | undefined; lastFrequency: number; used: number;
  at: number[]; written: (readonly Written[])[]; origin: (DeviceKind | undefined)[];
  time: number; energy: number; uses: number[]; held: number[]; picks: number[];
}

export function initialState(problem: Problem): State {
  return initial(problem);
}

function initial(problem: Problem): Open {
  const made = new Set<number>();
  for (const { writes } of problem.steps) for (const { tensor } of writes) made.add(tensor);
  const given = problem.tensors.map((t, i) => t.kind === 'flow' && !made.has(i));
  const home = bit(problem.home);
  return {
    last: undefined, lastFrequency: 1, used: 0,
    at: given.map((yes) => (yes ? home : 0)),
    written: problem.tensors.map(() => NOTHING),
    origin: given.map((yes) => (yes ? problem.home : undefined)),
    time: 0, energy: 0, uses: problem.capacities.map(() => 0), held: DEVICE_KINDS.map(() => 0), picks: [],
  };
}

const NOTHING: readonly Written[] = [];

function idleWatts({ idle }: Problem): number {
  let sum = 0;
  for (const device of DEVICE_KINDS) sum += idle[device];
  return sum;
}

/** The state with the next step placed. */
export function advance(problem: Problem, state: State, index: number, pick: number): State {
  const { at, written, origin, uses, held, picks } = state;
  const open: Open = {
    ...state, at: at.slice(), written: written.slice(), origin: origin.slice(), uses: uses.slice(), held: held.slice(), picks: picks.slice(),
  };
  placeStep(problem, open, index, pick);
  return open;
}

/** Places the next step. `moves` collects the transfers that this causes. */
function placeStep(problem: Problem, state: Open, index: number, pick: number, moves?: Move[]): void {
  const step = problem.steps[index];
  const choice = step?.choices[pick];
  if (!step || !choice) throw new RangeError(`no choice ${pick} of step ${index}`);
  const { device } = choice;
  const number = DEVICE_KINDS.indexOf(device);
  const here = 1 << number;
  const resting = idleWatts(problem);
  const { at, written, origin, uses, held } = state;
  const spend = (microseconds: number, watts: number): void => { state.time += microseconds; state.energy += microseconds * watts; };
  const move = (tensor: number, from: DeviceKind, to: DeviceKind, bytes: number, frequency: number): void => {
    const cost = problem.transfer(from, to, bytes) * frequency;
    moves?.push({ tensor, from, to, bytes, time: cost });
    spend(cost, resting);
  };

  if (state.last && state.last !== device) spend(problem.wait[state.last] * Math.min(state.lastFrequency, step.frequency), resting);
  for (const tensor of step.reads) {
    const info = problem.tensors[tensor];
    const places = at[tensor] ?? 0;
    if (!info || places & here) continue;
    at[tensor] = places | here;
    if (info.kind === 'persistent') {
      held[number] = (held[number] ?? 0) + info.bytes;
      for (const write of written[tensor] ?? NOTHING) {
        if (write.device !== device) move(tensor, write.device, device, write.bytes, write.frequency);
      }
    } else {
      const from = origin[tensor];
      if (from) move(tensor, from, device, info.bytes, step.frequency);
    }
  }
  for (const { tensor, bytes } of step.writes) {
    const info = problem.tensors[tensor];
    if (!info) continue;
    if (info.kind === 'persistent') {
      written[tensor] = [...written[tensor] ?? NOTHING, { device, bytes, frequency: step.frequency }];
      for (const reader of DEVICE_KINDS) {
        if (reader !== device && (at[tensor] ?? 0) & bit(reader)) move(tensor, device, reader, bytes, step.frequency);
      }
    } else {
      at[tensor] = here;
      origin[tensor] = device;
    }
  }
  spend(choice.time * step.frequency, choice.watts + resting - problem.idle[device]);
  state.last = device;
  state.lastFrequency = step.frequency;
  state.used |= here;
  uses.forEach((used, i) => { uses[i] = used + (choice.uses[i] ?? 0); });
  state.picks.push(pick);
}

/** Brings outputs home that no later step touches: their way no longer depends on anything, so `finish` need not know it. */
export function settle(problem: Problem, state: State, done: readonly number[]): State {
  const away = done.filter((t) => state.origin[t] && !((state.at[t] ?? 0) & bit(problem.home)));
  if (away.length === 0) return state;
  const at = state.at.slice();
  let time = 0;
  for (const t of away) {
    time += problem.transfer(state.origin[t] ?? problem.home, problem.home, problem.tensors[t]?.bytes ?? 0);
    at[t] = (at[t] ?? 0) | bit(problem.home);
  }
  return { ...state, at, time: state.time + time, energy: state.energy + time * idleWatts(problem) };
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
  const state = initial(problem);
  picks.forEach((pick, i) => { placeStep(problem, state, i, pick, moves); });
  const end = finish(problem, state, moves);
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
