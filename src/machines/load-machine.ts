import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { DEVICE_KINDS, type Device } from './device.js';
import { check, meant, type Loaded } from './findings.js';
import { isRecord } from './json.js';
import { curveBetween, loadCurves } from './load-curve.js';
import { knownDevice, knownNames, loadDeviceAt, type Library } from './load-device.js';
import type { Link, Machine, MachineDevice } from './machine.js';
import { checkLinks } from './check-links.js';
import { checkNames } from './names.js';
import { checkRootComplexes } from './positions.js';

const deviceId = z.string().regex(/^(?!link$)[A-Za-z][A-Za-z0-9_-]*$/);
const ends = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** A machine file before its devices and curves are looked up. */
const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1),
  title: z.string().min(1),
  home: z.string().min(1),
  devices: z.record(deviceId, z.unknown()),
  links: z.array(z.strictObject({ from: ends, to: ends, path: z.enum(['host', 'peer']), curve: z.unknown() })),
  calibration: z.string().min(1).optional(),
});

const placeSchema = z.strictObject({ device: z.unknown(), numa: z.int().nonnegative().optional(), rootComplex: z.string().min(1).optional() });

/** Checks a machine file. Its devices are whole devices, or names of known ones, of others in the file, or of `extra`. */
export function loadMachine(json: unknown, file: string, extra: readonly Device[] = []): Loaded<Machine> {
  const outer = check(fileSchema, json, file);
  if (!outer.value) return { diagnostics: outer.diagnostics };
  const { name, title, home, calibration } = outer.value;
  const diagnostics: Diagnostic[] = [];

  const entries = Object.entries(outer.value.devices);
  const library: Library = Object.fromEntries([...extra, ...entries.map(([, entry]) => inner(entry))].flatMap((device) =>
    (isRecord(device) && typeof device['name'] === 'string' ? [[device['name'], device]] : [])));
  const devices = entries.flatMap(([id, entry]): MachineDevice[] => {
    const loaded = loadPlace(id, entry, file, library);
    diagnostics.push(...loaded.diagnostics);
    return loaded.value ? [loaded.value] : [];
  });
  diagnostics.push(...checkRootComplexes(devices, file), ...checkNames(devices, file));
  const links = outer.value.links.flatMap((link, i): Link[] => {
    const curves = loadCurves(link.curve, file, ['links', String(i), 'curve']);
    diagnostics.push(...curves.diagnostics);
    if (!curves.value) return [];
    const { value } = curves;
    return pairs(link.from, link.to).flatMap(({ from, to }): Link[] => {
      const found = curveBetween(value, devices.find((d) => d.id === from), devices.find((d) => d.id === to), file);
      diagnostics.push(...found.diagnostics);
      return found.value ? [{ from, to, path: link.path, ...found.value }] : [];
    });
  });
  if (diagnostics.length > 0) return { diagnostics };

  const machine: Machine = {
    name, title, home, devices: [...devices.filter((d) => d.device.kind === 'cpu'), ...devices.filter((d) => d.device.kind !== 'cpu')], links,
    ...calibration === undefined ? {} : { calibration },
  };
  const problems = checkLinks(machine, file);
  return problems.length > 0 ? { diagnostics: problems } : { value: machine, diagnostics: [] };
}

/** The device of `{ device, numa, rootComplex }`, or the entry itself. */
function inner(entry: unknown): unknown {
  return isRecord(entry) && 'device' in entry ? entry['device'] : entry;
}

function loadPlace(id: string, entry: unknown, file: string, library: Library): Loaded<MachineDevice> {
  const at = ['devices', id];
  if (!isRecord(entry) || !('device' in entry)) return named(id, {}, loadEntry(entry, file, at, library), file);
  const place = check(placeSchema, entry, file, at);
  if (!place.value) return { diagnostics: place.diagnostics };
  const { numa, rootComplex } = place.value;
  return named(
    id, { ...numa === undefined ? {} : { numa }, ...rootComplex === undefined ? {} : { rootComplex } },
    loadEntry(entry['device'], file, [...at, 'device'], library), file,
  );
}

function named(id: string, place: Omit<MachineDevice, 'id' | 'device'>, { value: device, diagnostics }: Loaded<Device>, file: string): Loaded<MachineDevice> {
  if (!device) return { diagnostics };
  const kind = DEVICE_KINDS.find((k) => k === id);
  if (kind !== undefined && device.kind !== kind) return { diagnostics: [report('MPC4012', { file, id, name: device.name, kind: device.kind })] };
  return { value: { id, device, ...place }, diagnostics: [] };
}

function loadEntry(entry: unknown, file: string, at: readonly string[], library: Library): Loaded<Device> {
  if (typeof entry !== 'string') return loadDeviceAt(entry, file, at, library);
  if (Object.hasOwn(library, entry)) return loadDeviceAt(library[entry], file, at, library);
  const found = knownDevice(entry);
  if (!found) {
    const known = knownNames(library);
    return { diagnostics: [report('MPC4005', { file, kind: 'device', name: entry, known: known.join(', ') }, undefined, meant(entry, known))] };
  }
  return found;
}

/** A link of several ends joins each of them with each; a device with itself only where that is what is said. */
function pairs(from: string | readonly string[], to: string | readonly string[]): readonly { readonly from: string; readonly to: string }[] {
  if (typeof from === 'string' && typeof to === 'string') return [{ from, to }];
  const list = (ends: string | readonly string[]): readonly string[] => [...new Set(typeof ends === 'string' ? [ends] : ends)];
  return list(from).flatMap((a) => list(to).flatMap((b) => (a === b ? [] : [{ from: a, to: b }])));
}
