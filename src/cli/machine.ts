import type { Diagnostic } from '../diagnostics/index.js';
import { report, suggest } from '../diagnostics/index.js';
import { applyCalibration, applyOverrides, loadMachine, machineNamed, MACHINES, type Machine, type Override } from '../machines/index.js';
import { InputError } from '../runtime/errors.js';
import { readJson } from './read-json.js';

export { DEFAULT_MACHINE } from '../machines/default.js';

/** What an overridden figure says of its source. */
const SET_HERE = 'set on the command line';

/** Options of commands that take a machine. */
export interface MachineOptions {
  readonly machine: string;
  readonly calibration: readonly string[];
  /** `u55c.clock=300MHz` */
  readonly set: readonly Override[];
}

export interface FoundMachine {
  /** With its calibrations, before anything was set. */
  readonly machine?: Machine;
  /** With what was set; the same machine where nothing was. Undefined after errors. */
  readonly changed?: Machine;
  readonly diagnostics: readonly Diagnostic[];
}

/** A machine by name or from a JSON file. Throws `InputError` for one that is neither. */
export async function findMachine(what: string): Promise<Pick<FoundMachine, 'machine' | 'diagnostics'>> {
  const known = machineNamed(what);
  if (known) return { machine: known, diagnostics: [] };
  if (!what.endsWith('.json')) throw new InputError(unknownMachine(what));
  const { value, diagnostics } = loadMachine(await readJson(what), what);
  return { ...(value ? { machine: value } : {}), diagnostics };
}

export function unknownMachine(name: string, more: readonly string[] = []): Diagnostic {
  const names = MACHINES.map((m) => m.name);
  const near = suggest(name, [...names, ...more]);
  return report('MPC6103', { name, known: names.join(', ') }, undefined, near === undefined ? {} : { hint: `did you mean \`${near}\`?` });
}

/** The machine that options describe: found, calibrated in the order given, then changed figure by figure. Throws `InputError`. */
export async function machineOf({ machine: what, calibration, set }: MachineOptions): Promise<FoundMachine> {
  const found = await findMachine(what);
  const diagnostics = [...found.diagnostics];
  let { machine } = found;
  for (const path of calibration) {
    if (!machine) break;
    const { value, diagnostics: findings } = applyCalibration(machine, await readJson(path), path);
    diagnostics.push(...findings);
    machine = value;
  }
  if (!machine || set.length === 0) return { ...(machine ? { machine, changed: machine } : {}), diagnostics };
  const { value: changed, diagnostics: findings } = applyOverrides(machine, set, SET_HERE);
  return { machine, ...(changed ? { changed } : {}), diagnostics: [...diagnostics, ...findings] };
}
