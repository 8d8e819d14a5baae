import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { CURVE_FILES } from './embedded.js';
import { check, meant, type Loaded } from './findings.js';
import { isRecord, without } from './json.js';
import { curveSchema, type Curve } from './link.js';
import type { Library } from './load-device.js';
import type { Link, MachineDevice } from './machine.js';
import { checkPosition, choosePosition, isPosition, POSITIONS, type Position } from './positions.js';

/** A curve, and where the one it was taken from was measured, if its file says so. */
interface NamedCurve { readonly curve: Curve; readonly name?: string; readonly between?: Position }

/** The curve of a link, or one for each of several positions of its devices. */
export type Curves = { readonly only: NamedCurve } | { readonly by: ReadonlyMap<Position, NamedCurve> };

/** What a link says of its curve. */
export function loadCurves(json: unknown, file: string, at: readonly string[]): Loaded<Curves> {
  const cases = isRecord(json) && !('kind' in json) ? Object.keys(json) : [];
  if (!isRecord(json) || !cases.some(isPosition)) {
    const { value, diagnostics } = loadNamed(json, file, at);
    return value ? { value: { only: value }, diagnostics } : { diagnostics };
  }
  const found = new Map<Position, NamedCurve>();
  const diagnostics: Diagnostic[] = [];
  for (const name of cases) {
    if (isPosition(name)) {
      const loaded = loadNamed(json[name], file, [...at, name]);
      diagnostics.push(...loaded.diagnostics);
      if (loaded.value) found.set(name, loaded.value);
    } else diagnostics.push(report('MPC4001', { file, figure: [...at, name].join('.') }, undefined, meant(name, POSITIONS)));
  }
  return diagnostics.length > 0 ? { diagnostics } : { value: { by: found }, diagnostics };
}

/** What a curve may say of itself beside its figures. */
const headingSchema = z.strictObject({ $schema: z.string().optional(), name: z.string().optional(), title: z.string().optional(), between: z.enum(POSITIONS).optional() });
const HEADING = Object.keys(headingSchema.shape);

function loadNamed(json: unknown, file: string, at: readonly string[]): Loaded<NamedCurve> {
  const { value: curve, diagnostics } = loadCurve(json, file, at);
  if (!curve) return { diagnostics };
  const files: Library = CURVE_FILES;
  const whole = typeof json === 'string' && Object.hasOwn(files, json) ? files[json] : json;
  const { name, between } = isRecord(whole) ? whole : {};
  return { value: { curve, ...typeof name === 'string' ? { name } : {}, ...isPosition(between) ? { between } : {} }, diagnostics };
}

/** The curve between two devices. Ends that are not there are told of later, with all that is wrong with links. */
export function curveBetween(curves: Curves, from: MachineDevice | undefined, to: MachineDevice | undefined, file: string): Loaded<Pick<Link, 'curve' | 'chosenFor'>> {
  if ('only' in curves) return from && to ? taken(curves.only, from, to, file) : { value: { curve: curves.only.curve }, diagnostics: [] };
  const [first] = curves.by.values();
  if (!from || !to || from === to) return first ? { value: { curve: first.curve }, diagnostics: [] } : { diagnostics: [] };
  const position = choosePosition([...curves.by.keys()], from, to, file);
  if (typeof position !== 'string') return { diagnostics: [position] };
  const chosen = curves.by.get(position);
  return chosen ? taken(chosen, from, to, file, position) : { diagnostics: [] };
}

function taken({ curve, name, between }: NamedCurve, from: MachineDevice, to: MachineDevice, file: string, chosenFor?: Position): Loaded<Pick<Link, 'curve' | 'chosenFor'>> {
  const wrong = between === undefined ? [] : checkPosition(name ?? '', between, from, to, file);
  return wrong.length > 0 ? { diagnostics: wrong } : { value: { curve, ...chosenFor ? { chosenFor } : {} }, diagnostics: [] };
}

const KNOWN = new Map<string, Loaded<Curve>>();

/** A curve by its name, or whole. */
export function loadCurve(json: unknown, file: string, at: readonly string[] = []): Loaded<Curve> {
  if (typeof json !== 'string') return loadWhole(json, file, at);
  const files: Library = CURVE_FILES;
  if (!Object.hasOwn(files, json)) {
    const known = Object.keys(files);
    return { diagnostics: [report('MPC4005', { file, kind: 'curve', name: json, known: known.join(', ') }, undefined, meant(json, known))] };
  }
  const found = files[json];
  const loaded = KNOWN.get(json) ?? loadWhole(found, `${json}.json`, []);
  KNOWN.set(json, loaded);
  return loaded;
}

function loadWhole(json: unknown, file: string, at: readonly string[]): Loaded<Curve> {
  if (!isRecord(json)) return check(curveSchema, json, file, at);
  const heading = check(headingSchema, Object.fromEntries(Object.entries(json).filter(([name]) => HEADING.includes(name))), file, at);
  const curve = check(curveSchema, without(json, ...HEADING), file, at);
  return heading.value ? curve : { diagnostics: [...heading.diagnostics, ...curve.diagnostics] };
}
