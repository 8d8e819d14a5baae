import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { deviceSchema } from './device.js';
import { isFigure } from './figure.js';
import { figuresIn } from './figures.js';
import { check, meant, unitFinding, type Loaded } from './findings.js';
import { isRecord } from './json.js';
import { curveSchema } from './link.js';
import { withDevice, type Link, type Machine } from './machine.js';
import { convert, unitsLike } from './units.js';

/** JSON to put in the place of a figure, whose unit is given where the figure is there. */
export type Make = (unit: string | undefined) => unknown;

/**
 * A machine in which every device or link that the first part of the path names has another figure (or list of figures) at the rest of it.
 * `file`: where the path stands, for messages.
 */
export function setFigure(machine: Machine, path: readonly string[], make: Make, file: string): Loaded<Machine> {
  const [first = '', ...rest] = path;
  if (first === 'link') return setOnLinks(machine, rest, make, file);
  const byId = machine.devices.filter((d) => d.id === first);
  const targets = byId.length > 0 ? byId : machine.devices.filter((d) => d.device.name === first);
  if (targets.length === 0) {
    const known = [...new Set(machine.devices.flatMap((d) => [d.id, d.device.name]))];
    return { diagnostics: [report('MPC4019', { file, name: first, known: [...known, 'link'].join(', ') }, undefined, meant(first, known))] };
  }
  let changed = machine;
  for (const { id, device } of targets) {
    const next = replaced(device, rest, make, file, [first]);
    if (next.diagnostics.length > 0) return { diagnostics: next.diagnostics };
    const loaded = check(deviceSchema, next.value, file, [first]);
    if (!loaded.value) return { diagnostics: loaded.diagnostics };
    changed = withDevice(changed, id, loaded.value);
  }
  return { value: changed, diagnostics: [] };
}

/** `link.gpu.fpga.latency`: on all links between the two, or with `host` or `peer` after them on that one. */
function setOnLinks(machine: Machine, [from = '', to = '', ...rest]: readonly string[], make: Make, file: string): Loaded<Machine> {
  const [kind] = rest;
  const path = kind === 'host' || kind === 'peer' ? kind : undefined;
  const at = path === undefined ? rest : rest.slice(1);
  const matches = (l: Link): boolean => l.from === from && l.to === to && (path === undefined || l.path === path);
  if (!machine.links.some(matches)) {
    const known = machine.links.map((l) => `link.${l.from}.${l.to}.${l.path}`);
    return { diagnostics: [report('MPC4020', { file, from, to, known: known.join(', ') || 'none' })] };
  }
  const diagnostics: Diagnostic[] = [];
  const links = machine.links.map((link): Link => {
    if (!matches(link)) return link;
    // One bandwidth for all sizes makes a straight line of any curve.
    const straight = at.length === 1 && at[0] === 'bandwidth' && link.curve.kind !== 'linear';
    const curve = straight ? { kind: 'linear', latency: link.curve.latency, bandwidth: make('GB/s') } : undefined;
    const next = curve ? { value: curve, diagnostics: [] } : replaced(link.curve, at, make, file, ['link', from, to]);
    diagnostics.push(...next.diagnostics);
    const loaded = next.diagnostics.length > 0 ? { diagnostics: [] } : check(curveSchema, next.value, file, ['link', from, to]);
    diagnostics.push(...loaded.diagnostics);
    return 'value' in loaded && loaded.value ? { ...link, curve: loaded.value } : link;
  });
  return diagnostics.length > 0 ? { diagnostics } : { value: { ...machine, links }, diagnostics };
}

/** `whole` with another value at a path; what is there must be a figure, a list of figures, or a place where one may stand. */
function replaced(whole: unknown, path: readonly string[], make: Make, file: string, prefix: readonly string[]): Loaded<unknown> {
  const figure = path.join('.');
  const name = [...prefix, ...path].join('.');
  const below = figuresIn(whole).map((f) => f.path);
  const existing = path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined), whole);
  const old = isFigure(existing) ? existing : undefined;
  const made = make(old?.unit);
  const group = existing !== undefined && !old && !(Array.isArray(existing) && Array.isArray(made));
  const through = path.slice(0, -1).some((_, i) => below.includes(path.slice(0, i + 1).join('.')));
  if (path.length === 0 || group || through || (Array.isArray(made) && old)) {
    const inside = below.filter((p) => p.startsWith(figure === '' ? '' : `${figure}.`));
    const hint = inside.length > 0 ? { hint: `figures there: ${inside.slice(0, 8).join(', ')}${inside.length > 8 ? ', …' : ''}` } : meant(figure, below);
    return { diagnostics: [report('MPC4021', { file, figure: name }, undefined, hint)] };
  }
  if (old && isRecord(made) && typeof made['unit'] === 'string' && convert(1, made['unit'], old.unit) === undefined) {
    return { diagnostics: [unitFinding(file, name, made['unit'], unitsLike(old.unit))] };
  }
  const put = (at: unknown, [key = '', ...rest]: readonly string[]): unknown => {
    const next = (inner: unknown): unknown => (rest.length === 0 ? made : put(inner, rest));
    if (Array.isArray(at)) return at.map((inner: unknown, i) => (String(i) === key ? next(inner) : inner));
    const inner = isRecord(at) && Object.hasOwn(at, key) ? at[key] : {};
    return Object.fromEntries([...isRecord(at) ? Object.entries(at).filter(([name]) => name !== key) : [], [key, next(inner)]]);
  };
  const missing = path.some((key, i) => {
    const list = path.slice(0, i).reduce<unknown>((at, k) => (typeof at === 'object' && at !== null ? Reflect.get(at, k) : undefined), whole);
    return Array.isArray(list) && !(/^\d+$/.test(key) && Number(key) < list.length);
  });
  if (missing) return { diagnostics: [report('MPC4001', { file, figure: name }, undefined, meant(figure, below))] };
  return { value: put(whole, path), diagnostics: [] };
}
