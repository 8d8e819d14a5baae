import { DEFAULT_MACHINE } from './default.js';
import type { Device, DeviceKind } from './device.js';
import { CURVE_FILES, DEVICE_FILES, MACHINE_FILES } from './embedded.js';
import type { Loaded } from './findings.js';
import type { Curve } from './link.js';
import { knownDevice } from './load-device.js';
import { loadCurve } from './load-curve.js';
import { loadMachine } from './load-machine.js';
import type { Machine } from './machine.js';

function sound<T>({ value, diagnostics }: Loaded<T>): T {
  if (value === undefined) throw new Error(`a file that comes with mpc is wrong: ${diagnostics.map((d) => d.message).join('; ')}`);
  return value;
}

/** The devices that a machine file may name. */
export const DEVICES: readonly Device[] = Object.keys(DEVICE_FILES).flatMap((name) => {
  const loaded = knownDevice(name);
  return loaded ? [sound(loaded)] : [];
});

/** The link curves that a machine file may name. */
export const CURVES: Readonly<Record<string, Curve>> = Object.fromEntries(Object.keys(CURVE_FILES).map((name) => [name, sound(loadCurve(name, `${name}.json`))]));

/** The machines that are known by name. The first is the default. */
export const MACHINES: readonly Machine[] = Object.entries(MACHINE_FILES)
  .map(([name, json]) => sound(loadMachine(json, `${name}.json`)))
  .sort((a, b) => Number(b.name === DEFAULT_MACHINE) - Number(a.name === DEFAULT_MACHINE) || (a.name < b.name ? -1 : 1));

/** A machine by name, or undefined. */
export function machineNamed(name: string): Machine | undefined {
  return MACHINES.find((m) => m.name === name);
}

/** A device of a kind by name. Throws for one that mpc does not come with. */
export function deviceNamed<K extends DeviceKind>(name: string, kind: K): Extract<Device, { kind: K }> {
  const is = (device: Device): device is Extract<Device, { kind: K }> => device.name === name && device.kind === kind;
  const found = DEVICES.find(is);
  if (!found) throw new RangeError(`no ${kind} \`${name}\``);
  return found;
}
