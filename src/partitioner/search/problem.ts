import type { DeviceKind } from '../../machines/index.js';

export interface SearchDevice { readonly id: string; readonly kind: DeviceKind }

/** One way to run a step: a device, a launch style and, on an FPGA, a width and a tier for what it keeps. */
export interface Choice {
  /** Index into the problem's devices. */
  readonly device: number;
  /** Launch style of the device, a number of its own on each device: consecutive steps of one group are entered together. */
  readonly group: number;
  /** Microseconds added where the step before was in another group. */
  readonly entry: number;
  /** Microseconds and watts of a run. */
  readonly time: number;
  readonly watts: number;
  /** Use of the device's capacities, by index into the problem's. Missing means none. */
  readonly uses: readonly number[];
}

/** Data that one step gives to another, that the caller gives or wants, or that outlives a step. */
export interface SearchTensor {
  readonly name: string;
  readonly kind:
    /** Starts at home or where it is made; copied to every device that reads it. */
    | 'flow'
    /** Lives on every device that reads it; what is written elsewhere is sent there. Never moves as a whole. */
    | 'persistent';
  /** Bytes of a copy (`flow`) or of the whole (`persistent`), of one layer. */
  readonly bytes: number;
  /** Wanted at home in the end. */
  readonly output: boolean;
}

/** A limit that a step alone exceeds on a device. */
export interface Refusal {
  readonly device: number;
  readonly resource: string;
  readonly needed: number;
  readonly available: number;
  readonly unit: string;
}

export interface SearchStep {
  readonly name: string;
  readonly choices: readonly Choice[];
  /** Why devices offer no choice; for explanations only. */
  readonly refused?: readonly Refusal[];
  /** Share of the calls in which it runs. Rare steps run in calls in which all more frequent ones run too. */
  readonly frequency: number;
  /** Indices of tensors. */
  readonly reads: readonly number[];
  /** `bytes`: what a run writes. */
  readonly writes: readonly { readonly tensor: number; readonly bytes: number }[];
}

/** A limit on `Choice.uses`, summed over the steps of a device. */
export interface Capacity {
  readonly name: string;
  readonly device: number;
  readonly unit: string;
  readonly limit: number;
}

/** Part of the way between two devices. */
export interface Hop {
  /** Index into the problem's links. */
  readonly link: number;
  readonly time: number;
}

export interface Problem {
  readonly devices: readonly SearchDevice[];
  readonly steps: readonly SearchStep[];
  readonly tensors: readonly SearchTensor[];
  /** Where the model runs, by index. */
  readonly home: number;
  readonly links: readonly { readonly from: number; readonly to: number }[];
  /** The way of so many bytes; undefined where there is none. Not asked for a device and itself. */
  readonly route: (from: number, to: number, bytes: number) => readonly Hop[] | undefined;
  /** By device: microseconds that the host waits for it before another one goes on. */
  readonly wait: readonly number[];
  /** By device: microseconds from the end of a call's last step, there, to the end of the call. */
  readonly settle: readonly number[];
  /** By device: watts while it does nothing. */
  readonly idle: readonly number[];
  readonly capacities: readonly Capacity[];
  /** By device: bytes that it can keep of persistent tensors, of all layers. */
  readonly memory: readonly number[];
  /** The steps run so many times a token, each time on data of their own. */
  readonly layers: number;
}

export interface Move {
  readonly tensor: number;
  readonly from: number;
  readonly to: number;
  /** Of one transfer. */
  readonly bytes: number;
  /** Transfers in the mean over calls, of all layers. */
  readonly times: number;
  /** Microseconds in the mean over calls, of all layers. */
  readonly time: number;
}

/** A placement and what it costs. Times and energies are means over calls, of all layers. */
export interface Outcome {
  /** Choice of each step, by index. */
  readonly picks: readonly number[];
  /** Microseconds and microjoules. */
  readonly time: number;
  readonly energy: number;
  readonly moves: readonly Move[];
  readonly waits: number;
  readonly entries: number;
  /** Microseconds that each device and each link is occupied. */
  readonly busy: readonly number[];
  readonly linkBusy: readonly number[];
  /** Bytes over each link. */
  readonly linkBytes: readonly number[];
  /** Sums by capacity, and bytes of persistent tensors by device. */
  readonly uses: readonly number[];
  readonly held: readonly number[];
  /** Every limit holds and everything can be reached. */
  readonly feasible: boolean;
}

export type Objective = 'latency' | 'throughput' | 'energy' | 'energy-delay';
export const OBJECTIVES: readonly Objective[] = ['latency', 'throughput', 'energy', 'energy-delay'];

/** Microseconds of the busiest device or link: in a steady state a call ends every so often. */
export function busiest({ busy, linkBusy }: Pick<Outcome, 'busy' | 'linkBusy'>): number {
  return Math.max(0, ...busy, ...linkBusy);
}

/** What an objective makes smallest. For `throughput` latency decides between equals. */
export function objectiveOf(objective: Objective, outcome: Pick<Outcome, 'time' | 'energy' | 'busy' | 'linkBusy'>): number {
  switch (objective) {
    case 'latency': return outcome.time;
    case 'throughput': return busiest(outcome);
    case 'energy': return outcome.energy;
    case 'energy-delay': return outcome.time * outcome.energy;
  }
}

export interface SearchOptions {
  readonly objective: Objective;
  /** At least one step must be on one of these devices. */
  readonly mustUse?: readonly number[];
  /** True once the time is up. */
  readonly expired?: () => boolean;
  /** Partial placements to look at before giving up; a limit for callers without a clock. */
  readonly effort?: number;
}

/** What a solver found. */
export interface Solved {
  /** The best placement known; undefined where none is. */
  readonly outcome: Outcome | undefined;
  /** No placement has a smaller objective. Infinite where nothing is feasible. */
  readonly bound: number;
  /** What the placement could be better by at most, as a share of its objective. */
  readonly gap: number;
  /** The placement is the best, or there is none. */
  readonly proven: boolean;
  readonly solver: string;
}

/** Finds placements. Every solver minimises the same thing: `evaluate` says what a placement costs. */
export interface Solver {
  readonly name: string;
  solve(problem: Problem, options: SearchOptions): Solved | Promise<Solved>;
}

/** Joins a placement with a proven lower bound. */
export function solvedWith(solver: string, objective: Objective, outcome: Outcome | undefined, bound: number): Solved {
  if (!outcome) return { outcome, bound, gap: bound === Infinity ? 0 : Infinity, proven: bound === Infinity, solver };
  const value = objectiveOf(objective, outcome);
  const gap = value > 0 ? Math.max(0, (value - bound) / value) : 0;
  return { outcome, bound: Math.min(bound, value), gap: gap < 1e-9 ? 0 : gap, proven: gap < 1e-9, solver };
}
