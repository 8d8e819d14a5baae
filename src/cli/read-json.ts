import { readFile } from 'node:fs/promises';
import { report } from '../diagnostics/index.js';
import { InputError, reasonOf } from '../runtime/errors.js';
import { duplicateKey } from './duplicate-key.js';

/** The document of a JSON file. Throws `InputError`. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(report('MPC6001', { path, reason: reasonOf(error) }));
  });
  const json = parsed(text.replace(/^\uFEFF/, ''), path);
  const key = duplicateKey(text);
  if (key !== undefined) throw new InputError(report('MPC6113', { path, key }));
  return json;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(report('MPC6104', { path, reason: reasonOf(error) }));
  }
}
