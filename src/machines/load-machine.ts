import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { DEVICE_KINDS, type Device } from './device.js';
import { CURVE_FILES } from './embedded.js';
import { check, meant, type Loaded } from './findings.js';
import { isRecord, without } from './json.js';
import { curveSchema, type Curve } from './link.js';
import { knownDevice, knownNames, loadDeviceAt, type Library } from './load-device.js';
import type { Link, Machine, MachineDevice } from './machine.js';
import { checkLinks } from './check-links.js';

const deviceId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/);

/** A machine file before its devices and curves are looked up. */
const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1),
  title: z.string().min(1),
  home: z.string().min(1),
  devices: z.record(deviceId, z.unknown()),
  links: z.array(z.strictObject({ from: z.string().min(1), to: z.string().min(1), path: z.enum(['host', 'peer']), curve: z.unknown() })),
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
  const links = outer.value.links.flatMap((link, i): Link[] => {
    const curve = loadCurve(link.curve, file, ['links', String(i), 'curve']);
    diagnostics.push(...curve.diagnostics);
    return curve.value ? [{ from: link.from, to: link.to, path: link.path, curve: curve.value }] : [];
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

const KNOWN = new Map<string, Loaded<Curve>>();

/** A curve by its name, or whole. */
export function loadCurve(json: unknown, file: string, at: readonly string[] = []): Loaded<Curve> {
  if (typeof json !== 'string') return check(curveSchema, json, file, at);
  const files: Library = CURVE_FILES;
  if (!Object.hasOwn(files, json)) {
    const known = Object.keys(files);
    return { diagnostics: [report('MPC4005', { file, kind: 'curve', name: json, known: known.join(', ') }, undefined, meant(json, known))] };
  }
  const found = files[json];
  const loaded = KNOWN.get(json) ?? check(curveSchema, isRecord(found) ? without(found, '$schema', 'name', 'title') : found, `${json}.json`);
  KNOWN.set(json, loaded);
  return loaded;
}
