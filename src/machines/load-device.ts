import { report } from '../diagnostics/index.js';
import { deviceSchema, type Device } from './device.js';
import { DEVICE_FILES } from './embedded.js';
import { check, meant, vocabulary, type Loaded } from './findings.js';
import { isRecord, merged, without, type JsonObject } from './json.js';

/** Device files by the name that they give themselves. */
export type Library = Readonly<Record<string, unknown>>;

/** Checks a device file: the parsed JSON, and its name for messages. It may extend a known device, or one of `library`. */
export function loadDevice(json: unknown, file: string, library: Library = {}): Loaded<Device> {
  return loadDeviceAt(json, file, [], library);
}

const KNOWN = new Map<string, Loaded<Device>>();

/** A device that comes with mpc; undefined for another name. Each file is checked once. */
export function knownDevice(name: string): Loaded<Device> | undefined {
  if (!Object.hasOwn(DEVICE_FILES, name)) return undefined;
  const loaded = KNOWN.get(name) ?? loadDevice(DEVICE_FILES[name], `${name}.json`);
  KNOWN.set(name, loaded);
  return loaded;
}

/** The same for a device that stands inside another file. */
export function loadDeviceAt(json: unknown, file: string, at: readonly string[], library: Library): Loaded<Device> {
  if (isRecord(json) && typeof (json['$schema'] ?? '') !== 'string') return { diagnostics: [report('MPC4004', { file, figure: [...at, '$schema'].join('.'), problem: 'expected string' })] };
  const whole = extended(json, file, at, library, new Set(isRecord(json) ? [json] : []));
  return whole.diagnostics.length > 0 ? { diagnostics: whole.diagnostics } : check(deviceSchema, whole.value, file, at);
}

/** A device file with what it takes over from the one it extends. `seen`: the files on the way here. */
function extended(json: unknown, file: string, at: readonly string[], library: Library, seen: ReadonlySet<JsonObject>): Loaded<unknown> {
  if (!isRecord(json)) return { value: json, diagnostics: [] };
  const own = without(json, '$schema', 'extends');
  const { extends: wanted } = json;
  if (wanted === undefined) return { value: own, diagnostics: [] };
  const where = [...at, 'extends'].join('.');
  if (typeof wanted !== 'string') return { diagnostics: [report('MPC4004', { file, figure: where, problem: 'expected the name of a device' })] };
  // A device that extends its own name means the one that comes with mpc.
  const candidates = [library, DEVICE_FILES].flatMap((files: Library) => (Object.hasOwn(files, wanted) ? [files[wanted]] : [])).filter(isRecord);
  const base = candidates.find((c) => !seen.has(c));
  if (!base) {
    if (candidates.length > 0) return { diagnostics: [report('MPC4011', { file, figure: where, name: wanted })] };
    const known = knownNames(library);
    return { diagnostics: [report('MPC4005', { file, kind: 'device', name: wanted, known: known.join(', ') }, undefined, meant(wanted, known))] };
  }
  const below = extended(base, file, at, library, new Set([...seen, base]));
  return below.diagnostics.length > 0 ? below : { value: merged(below.value, own, (name) => vocabulary(deviceSchema).has(name)), diagnostics: [] };
}

/** Names that a file may use. */
export function knownNames(library: Library): readonly string[] {
  return [...new Set([...Object.keys(DEVICE_FILES), ...Object.keys(library)])];
}
