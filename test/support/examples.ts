import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, formatFiles, type CompileResult, type Source } from '../../src/compiler/index.js';
import { machineNamed, MACHINES, type Machine } from '../../src/machines/index.js';
import type { PlacementOptions } from '../../src/partitioner/index.js';

const FOLDER = 'examples';

/** All example methods of the repository, in a fixed order. */
export function exampleSources(): readonly Source[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.mp')).sort()
    .map((path) => ({ text: readFileSync(join(FOLDER, path), 'utf8'), file: path.split('/').at(-1) ?? path }));
}

export function exampleSource(file: string): Source {
  const found = exampleSources().find((s) => s.file === file);
  if (!found) throw new RangeError(`no example ${file}`);
  return found;
}

export function defaultMachine(): Machine {
  const machine = machineNamed('mi210-u55c') ?? MACHINES[0];
  if (!machine) throw new RangeError('no machine');
  return machine;
}

/** A compilation that has everything. */
export type Compiled = CompileResult & Required<Pick<CompileResult, 'method' | 'analysis' | 'placement' | 'outputs' | 'manifest'>>;

/** Compiles for the default machine, with the files as they are published. Throws the findings where there are errors. */
export async function compileWhole(source: Source, options: PlacementOptions = {}): Promise<Compiled> {
  const result = compile(source, { ...options, machine: defaultMachine() });
  const { method, analysis, placement, outputs, manifest, diagnostics } = result;
  if (!method || !analysis || !placement || !outputs || !manifest || result.files.length === 0) {
    throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
  }
  return { ...result, method, analysis, placement, outputs, manifest, files: await formatFiles(result.files) };
}

export function fileText({ files }: CompileResult, path: string): string {
  const found = files.find((f) => f.path === path);
  if (!found) throw new RangeError(`no file ${path}`);
  return found.text;
}
