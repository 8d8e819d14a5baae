import { report, suggest, toJson, type Diagnostic } from '../../diagnostics/index.js';
import { applyCalibration, DEVICES, figuresIn, figuresOf, loadDevice, loadMachine, machineFile, machineNamed, MACHINES, type Device, type Machine } from '../../machines/index.js';
import { chosenCurves, deviceSummary, gradeCounts, gradesText, renderDevice, renderMachine, renderMachines } from '../../report/index.js';
import { InputError } from '../../runtime/errors.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { findMachine, unknownMachine } from '../machine.js';
import { readJson } from '../read-json.js';
import { guarded, print, printJson, showDiagnostics, type GlobalOptions } from '../session.js';

export interface MachinesOptions extends GlobalOptions { readonly figures?: boolean }

/** `mpc machines`: what is known; with a name, one machine or device; with `{ check }`, what is wrong with a file. */
export function machines(what: string | { readonly check: string } | undefined, options: MachinesOptions): Promise<number> {
  return guarded(options, async () => {
    if (what === undefined) return list(options);
    if (typeof what !== 'string') return checkFile(what.check, options);
    const device = DEVICES.find((d) => d.name === what);
    if (device && !machineNamed(what)) return showDevice(device, options);
    if (!machineNamed(what) && !what.endsWith('.json')) throw new InputError(unknownMachine(what, DEVICES.map((d) => d.name)));
    const { machine, diagnostics } = await findMachine(what);
    return machine ? showMachine(machine, options) : failed(diagnostics, options);
  });
}

function list(options: MachinesOptions): number {
  if (options.json) {
    printJson({
      ok: true,
      machines: MACHINES.map(({ name, title, home, devices }) => ({ name, title, home, devices: Object.fromEntries(devices.map((d) => [d.id, d.device.name])) })),
      devices: DEVICES.map(deviceSummary),
    });
  } else print(renderMachines(MACHINES, DEVICES).trimEnd());
  return EXIT.ok;
}

function showDevice(device: Device, options: MachinesOptions): number {
  if (options.json) printJson({ ok: true, device });
  else print(renderDevice(device).trimEnd());
  return EXIT.ok;
}

function showMachine(machine: Machine, options: MachinesOptions): number {
  if (options.json) printJson({ ok: true, machine: machineFile(machine), chosenCurves: chosenCurves(machine) });
  else print(renderMachine(machine, options).trimEnd());
  return EXIT.ok;
}

/** What a file holds tells what it is. */
async function checkFile(path: string, options: MachinesOptions): Promise<number> {
  const json = await readJson(path);
  const has = (key: string): boolean => typeof json === 'object' && json !== null && key in json;
  if (has('figures')) return checkCalibration(json, path, options);
  if (has('devices') || has('links')) {
    const { value, diagnostics } = loadMachine(json, path);
    return value ? sound(options, 'machine', `${path}: machine ${value.name}, ${value.devices.length} devices, ${value.links.length} links`, figuresOf(value, true)) : failed(diagnostics, options);
  }
  if (has('kind') || has('extends')) {
    const { value, diagnostics } = loadDevice(json, path);
    return value ? sound(options, 'device', `${path}: device ${value.name} (${value.kind})`, figuresIn(value).map((f) => f.figure)) : failed(diagnostics, options);
  }
  throw new InputError(report('MPC6111', { path }));
}

/** A calibration is checked against the machine that it says it was made on. */
function checkCalibration(json: unknown, path: string, options: MachinesOptions): number {
  const name = typeof json === 'object' && json !== null && 'machine' in json ? json.machine : undefined;
  const machine = typeof name === 'string' ? machineNamed(name) : undefined;
  if (!machine) {
    const known = MACHINES.map((m) => m.name);
    const near = typeof name === 'string' ? suggest(name, known) : undefined;
    throw new InputError(report('MPC4303', { file: path, machine: String(name), known: known.join(', ') }, undefined, near === undefined ? {} : { hint: `did you mean \`${near}\`?` }));
  }
  const { value, diagnostics } = applyCalibration(machine, json, path);
  if (!value) return failed(diagnostics, options);
  const before = new Map(figuresOf(machine, true).map((f) => [`${f.of}.${f.name}`, f]));
  const changed = figuresOf(value, true).filter((f) => before.get(`${f.of}.${f.name}`)?.source !== f.source);
  return sound(options, 'calibration', `${path}: calibration ${value.calibration ?? ''} of ${machine.name}`, changed);
}

function sound(options: MachinesOptions, kind: string, text: string, figures: Parameters<typeof gradeCounts>[0]): number {
  const grades = gradeCounts(figures);
  if (options.json) printJson({ ok: true, kind, grades, diagnostics: [] });
  else print(`${text}; figures: ${gradesText(grades)}`);
  return EXIT.ok;
}

function failed(diagnostics: readonly Diagnostic[], options: MachinesOptions): number {
  showDiagnostics(diagnostics, [], options);
  if (options.json) printJson({ ok: false, diagnostics: diagnostics.map(toJson) });
  return exitCodeFor(diagnostics);
}
