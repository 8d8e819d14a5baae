import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import type { Machine, MachineDevice } from './machine.js';

/** Devices by name, each group in the order of the machine: reports and FPGA kernels tell devices apart by their names. */
function byName(devices: readonly MachineDevice[]): readonly (readonly MachineDevice[])[] {
  const groups = new Map<string, MachineDevice[]>();
  for (const device of devices) groups.set(device.device.name, [...groups.get(device.device.name) ?? [], device]);
  return [...groups.values()];
}

const same = (a: MachineDevice, b: MachineDevice): boolean => a.device === b.device || JSON.stringify(a.device) === JSON.stringify(b.device);

/** Devices of a file that share a name and differ. */
export function checkNames(devices: readonly MachineDevice[], file: string): readonly Diagnostic[] {
  return byName(devices).flatMap(([first, ...others]) => {
    const other = first && others.find((d) => !same(d, first));
    return other ? [report('MPC4026', { file, one: first.id, other: other.id, name: first.device.name }, undefined, { hint: `for example "name": "${first.device.name}-${other.id}"` })] : [];
  });
}

/** A machine in which those of several devices of a name whose figures were changed have names of their own, `h100-gpu1`. */
export function withOwnNames(machine: Machine): Machine {
  const renamed = new Map(byName(machine.devices).flatMap(([first, ...others]) => (first ? others.filter((d) => !same(d, first)).map((d) => [d.id, `${d.device.name}-${d.id}`]) : [])));
  return renamed.size === 0 ? machine : {
    ...machine, devices: machine.devices.map((d) => ({ ...d, device: { ...d.device, name: renamed.get(d.id) ?? d.device.name } })),
  };
}
