import type { Device, DeviceKind } from './device.js';
import type { Curve } from './link.js';
import type { Position } from './positions.js';

/** Name of a device within its machine: `gpu`, `fpga1`. */
export type DeviceId = string;

export interface MachineDevice {
  readonly id: DeviceId;
  readonly device: Device;
  /** NUMA node and PCIe root complex that it hangs under: curves of links may depend on them. */
  readonly numa?: number;
  readonly rootComplex?: string;
}

/** One direction between two devices. `peer` transfers need a platform that has been set up for them. */
export interface Link {
  readonly from: DeviceId;
  readonly to: DeviceId;
  readonly path: 'host' | 'peer';
  readonly curve: Curve;
  /** Of a link with curves for several positions of its devices: the one that holds. */
  readonly chosenFor?: Position;
}

/** Devices and the links between them. */
export interface Machine {
  readonly name: string;
  readonly title: string;
  /** Where the model runs: inputs come from there and outputs go there. */
  readonly home: DeviceId;
  /** CPUs first, otherwise in the order of the file. There is a CPU. */
  readonly devices: readonly MachineDevice[];
  readonly links: readonly Link[];
  /** Name of the calibration that some figures come from. */
  readonly calibration?: string;
}

export function deviceOf(machine: Machine, id: DeviceId): Device | undefined {
  return machine.devices.find((d) => d.id === id)?.device;
}

type OfKind<K extends DeviceKind> = MachineDevice & { readonly device: Extract<Device, { kind: K }> };

export function devicesOfKind<K extends DeviceKind>(machine: Machine, kind: K): readonly OfKind<K>[] {
  return machine.devices.filter((d): d is OfKind<K> => d.device.kind === kind);
}

/** The first device of a kind: the one that a plan runs on. */
export function firstOf<K extends DeviceKind>(machine: Machine, kind: K): OfKind<K> | undefined {
  return devicesOfKind(machine, kind)[0];
}

/** A machine with another device of the same id. */
export function withDevice(machine: Machine, id: DeviceId, device: Device): Machine {
  return { ...machine, devices: machine.devices.map((d) => (d.id === id ? { ...d, device } : d)) };
}
