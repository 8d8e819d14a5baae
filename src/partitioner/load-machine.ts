import type { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { DEVICES } from './devices/index.js';
import { MACHINES } from './machines.js';
import { deviceSchema, machineSchema, type Device, type Machine } from './schema.js';

export interface Loaded<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** A machine by name, or undefined. */
export function machineNamed(name: string): Machine | undefined {
  return MACHINES.find((m) => m.name === name);
}

/** Checks a device file: the parsed JSON, and its name for messages. */
export function loadDevice(json: unknown, file: string): Loaded<Device> {
  const parsed = deviceSchema.safeParse(json);
  return parsed.success ? { value: parsed.data, diagnostics: [] } : { diagnostics: findings(parsed.error, file, json) };
}

/** Checks a machine file. Its devices are whole devices, or names of known ones or of `extra`. */
export function loadMachine(json: unknown, file: string, extra: readonly Device[] = []): Loaded<Machine> {
  const parsed = machineSchema.safeParse(json);
  if (!parsed.success) return { diagnostics: findings(parsed.error, file, json) };
  const { devices, ...rest } = parsed.data;
  const known = [...extra, ...DEVICES];
  const diagnostics: Diagnostic[] = [];
  const find = <D extends Device>(wanted: string | D | undefined, kind: D['kind'], is: (device: Device) => device is D): D | undefined => {
    if (wanted === undefined || typeof wanted !== 'string') return wanted;
    const found = known.filter(is).find((d) => d.name === wanted);
    if (!found) diagnostics.push(report('MPC4005', { file, kind, name: wanted, known: known.filter(is).map((d) => d.name).join(', ') || 'none' }));
    return found;
  };
  const cpu = find(devices.cpu, 'cpu', (d) => d.kind === 'cpu');
  const gpu = find(devices.gpu, 'gpu', (d) => d.kind === 'gpu');
  const fpga = find(devices.fpga, 'fpga', (d) => d.kind === 'fpga');
  if (!cpu || diagnostics.length > 0) return { diagnostics };
  const machine: Machine = { ...rest, devices: { cpu, ...gpu ? { gpu } : {}, ...fpga ? { fpga } : {} } };
  if (!machine.devices[machine.home]) return { diagnostics: [report('MPC4006', { file, home: machine.home })] };
  return { value: machine, diagnostics };
}

type Issue = z.core.$ZodIssue;

/** One coded finding for each thing wrong with a file. */
function findings(error: z.ZodError, file: string, json: unknown): readonly Diagnostic[] {
  return error.issues.flatMap((issue) => findingsOf(issue, file, json, []));
}

function findingsOf(issue: Issue, file: string, json: unknown, prefix: readonly PropertyKey[]): readonly Diagnostic[] {
  const path = [...prefix, ...issue.path];
  const figure = path.map(String).join('.') || 'the file';
  switch (issue.code) {
    case 'unrecognized_keys': return issue.keys.map((key) => report('MPC4001', { file, figure: [...path, key].map(String).join('.') }));
    case 'too_small': return [report('MPC4002', { file, figure, value: String(at(json, path)) })];
    case 'too_big': return [report('MPC4007', { file, figure, value: String(at(json, path)), max: String(issue.maximum) })];
    case 'invalid_union': {
      if (at(json, path) === undefined) return [report('MPC4003', { file, figure })];
      // The alternative that got furthest says most: a name, or a whole device.
      const found = issue.errors.filter((e) => e.length > 0).sort((a, b) => depth(b) - depth(a))[0];
      const wantsObject = typeof at(json, path) === 'object';
      if (found && wantsObject) return found.flatMap((inner) => findingsOf(inner, file, json, path));
      return [report('MPC4004', { file, figure, problem: issue.message })];
    }
    default:
      return at(json, path) === undefined && path.length > 0
        ? [report('MPC4003', { file, figure })]
        : [report('MPC4004', { file, figure, problem: issue.message })];
  }
}

function depth(issues: readonly Issue[]): number {
  return Math.max(...issues.map((i) => i.path.length));
}

function at(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), json);
}
