import type { DeviceKind } from '../schema.js';

/** One way to run a step: a device and, on an FPGA, a width. */
export interface Choice {
  readonly device: DeviceKind;
  /** Microseconds and watts of a run. */
  readonly time: number;
  readonly watts: number;
  /** Use of the problem's resources, such as fabric; by index into `capacities`. Missing means none. */
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
  /** Bytes of a copy (`flow`) or of the whole (`persistent`). */
  readonly bytes: number;
  /** Wanted at home in the end. */
  readonly output: boolean;
}

export interface SearchStep {
  readonly name: string;
  readonly choices: readonly Choice[];
  /** Share of the calls in which it runs. */
  readonly frequency: number;
  /** Indices of tensors. */
  readonly reads: readonly number[];
  /** `bytes`: what a run writes. */
  readonly writes: readonly { readonly tensor: number; readonly bytes: number }[];
}

export interface Problem {
  readonly steps: readonly SearchStep[];
  readonly tensors: readonly SearchTensor[];
  readonly home: DeviceKind;
  /** Microseconds of a transfer of so many bytes. */
  readonly transfer: (from: DeviceKind, to: DeviceKind, bytes: number) => number;
  /** Microseconds that the host waits for a device before another one goes on. */
  readonly wait: Readonly<Record<DeviceKind, number>>;
  /** Watts of the devices of the machine that do nothing. */
  readonly idle: Readonly<Record<DeviceKind, number>>;
  /** Limits on `Choice.uses`, summed over all steps. */
  readonly capacities: readonly number[];
  /** Bytes that each device can keep of persistent tensors. */
  readonly memory: Readonly<Record<DeviceKind, number>>;
}

export interface Move {
  readonly tensor: number;
  readonly from: DeviceKind;
  readonly to: DeviceKind;
  readonly bytes: number;
  /** Microseconds in the mean over calls. */
  readonly time: number;
}

export interface Outcome {
  /** Choice of each step, by index. */
  readonly picks: readonly number[];
  /** Microseconds and microjoules of a call, in the mean. */
  readonly time: number;
  readonly energy: number;
  readonly moves: readonly Move[];
  readonly waits: number;
  /** Every limit holds. */
  readonly feasible: boolean;
}

export type Objective = 'latency' | 'energy' | 'energy-delay';

export const DEVICE_KINDS: readonly DeviceKind[] = ['cpu', 'gpu', 'fpga'];

export function bit(device: DeviceKind): number {
  return 1 << DEVICE_KINDS.indexOf(device);
}

export function objectiveOf(objective: Objective, time: number, energy: number): number {
  return objective === 'latency' ? time : objective === 'energy' ? energy : time * energy;
}
