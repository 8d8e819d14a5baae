import { machineFile, machineNamed, type Machine } from '../../src/machines/index.js';

export type Json = Record<string, unknown>;

export function named(name: string): Machine {
  const machine = machineNamed(name);
  if (!machine) throw new RangeError(name);
  return machine;
}

/** The file of a machine that comes with mpc, as JSON of its own. */
export function fileOf(name: string): Json {
  return JSON.parse(JSON.stringify(machineFile(named(name)))) as Json;
}

/** JSON with another value at a path; `undefined` takes the member away. */
export function changed<T>(json: T, path: string, value: unknown): T {
  const copy = structuredClone(json);
  const keys = path.split('.');
  const inner = keys.slice(0, -1).reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), copy);
  const last = keys[keys.length - 1] ?? '';
  if (typeof inner !== 'object' || inner === null) throw new RangeError(path);
  if (value === undefined) Reflect.deleteProperty(inner, last);
  else Reflect.set(inner, last, value);
  return copy;
}

export const figure = (value: number, unit: string): Json => ({ value, unit, source: 'a test', grade: 'assumed' });
