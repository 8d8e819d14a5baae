import { readFile } from 'node:fs/promises';
import type { Diagnostic } from '../diagnostics/index.js';
import { report, suggest } from '../diagnostics/index.js';
import { loadMachine, machineNamed, MACHINES, type Machine } from '../partitioner/index.js';
import { InputError, reasonOf } from '../runtime/errors.js';

/** Placed for where nothing else is said. */
export const DEFAULT_MACHINE = 'mi210-u55c';

/** A machine by name or from a JSON file. Throws `InputError` for one that is neither. */
export async function findMachine(what: string): Promise<{ readonly machine?: Machine; readonly diagnostics: readonly Diagnostic[] }> {
  const known = machineNamed(what);
  if (known) return { machine: known, diagnostics: [] };
  if (!what.endsWith('.json')) {
    const names = MACHINES.map((m) => m.name);
    const near = suggest(what, names);
    const hint = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
    throw new InputError(report('MPC6103', { name: what, known: names.join(', ') }, undefined, hint));
  }
  const json = await readFile(what, 'utf8').catch((error: unknown) => {
    throw new InputError(report('MPC6001', { path: what, reason: reasonOf(error) }));
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw new InputError(report('MPC6104', { path: what, reason: reasonOf(error) }));
  }
  const { value, diagnostics } = loadMachine(parsed, what);
  return { ...(value ? { machine: value } : {}), diagnostics };
}
