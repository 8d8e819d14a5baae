import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { report } from '../diagnostics/index.js';
import { InputError, reasonOf } from '../runtime/errors.js';
import { readSource } from './session.js';

type Source = Awaited<ReturnType<typeof readSource>>;

/** The lines of measurement files, each with the method that was measured. Throws `InputError`. */
export async function measurementsIn<M extends { readonly method: string }>(files: readonly string[], schema: z.ZodType<M>): Promise<readonly { readonly measurement: M; readonly source: Source }[]> {
  const found: { readonly measurement: M; readonly source: Source }[] = [];
  const sources = new Map<string, Source>();
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new InputError(report('MPC6001', { path: file, reason: reasonOf(error) }));
    });
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const measurement = parsed(line, schema, file, i + 1);
      // Paths are those of the measuring run: as given, or beside the file.
      const path = existsSync(measurement.method) ? measurement.method : resolve(dirname(file), measurement.method);
      const source = sources.get(path) ?? await readSource(path);
      sources.set(path, source);
      found.push({ measurement, source });
    }
  }
  return found;
}

function parsed<M>(line: string, schema: z.ZodType<M>, file: string, number: number): M {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw new InputError(report('MPC4304', { file, line: number, problem: reasonOf(error) }));
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InputError(report('MPC4304', { file, line: number, problem: [issue?.path.map(String).join('.') ?? '', issue?.message ?? 'not a measurement'].filter((part) => part !== '').join(': ') }));
}
