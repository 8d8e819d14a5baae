import { TARGETS, type Manifest, type Target } from './manifest.js';

/** A device as plans and options name it. */
export interface NamedDevice {
  readonly id: string;
  readonly target: Target;
  /** Its number among the devices of the target, from 0. */
  readonly index: number;
  /** The name of its device file, where the build says so. */
  readonly name?: string;
}

type Devices = NonNullable<Manifest['devices']>;

/**
 * The device that a plan means: an id that the build lists, else a target with a number: `gpu` and `gpu0` are the first GPU, `gpu1`
 * the second. One device has one id, whatever it was called. Undefined for another name.
 */
export function deviceNamed(name: string, devices: Devices = {}): NamedDevice | undefined {
  const own = Object.hasOwn(devices, name) ? devices[name] : undefined;
  if (own) return { id: name, ...own };
  const [, word, digits = '0'] = /^([a-z]+)(\d{1,4})?$/.exec(name) ?? [];
  const target = TARGETS.find((t) => t === word);
  if (!target) return undefined;
  const index = Number(digits);
  const [id, listed] = Object.entries(devices).find(([, d]) => d.target === target && d.index === index) ?? [];
  return id !== undefined && listed ? { id, ...listed } : { id: index === 0 ? target : `${target}${index}`, target, index };
}

/** Names that a plan may use, for messages. */
export function knownDevices(devices: Devices = {}): string {
  return [...new Set([...Object.keys(devices), ...TARGETS])].join(', ');
}

/** `GPU 1 (h100)`: for a person. */
export function deviceText({ target, index, name }: NamedDevice): string {
  return `${target.toUpperCase()} ${index}${name === undefined ? '' : ` (${name})`}`;
}
