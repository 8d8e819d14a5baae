import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import colors from 'picocolors';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { renderDiagnostics, report, toJson } from '../diagnostics/index.js';
import type { Source } from '../compiler/index.js';
import { InputError } from '../runtime/errors.js';
import { EXIT } from './exit-codes.js';

export interface GlobalOptions { readonly json?: boolean }

/** Reads a `.mp` file. Messages name it as the user did; emitted files name it without folders, so that they do not depend on where it lies. */
export async function readSource(path: string): Promise<Source> {
  try {
    return { text: await readFile(path, 'utf8'), file: basename(path) };
  } catch (error) {
    throw new InputError(report('MPC6001', { path, reason: reasonOf(error) }));
  }
}

export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) {
    switch (error.code) {
      case 'ENOENT': return 'no such file or folder';
      case 'EACCES': return 'permission denied';
      case 'EISDIR': return 'it is a folder';
      case 'ENOTDIR': return 'a part of the path is a file';
      default: break;
    }
  }
  return error instanceof Error ? error.message : String(error);
}

/** Findings to standard error as text, or nothing with `--json`, where the command's document carries them. */
export function showDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly Source[], options: GlobalOptions): void {
  if (options.json || diagnostics.length === 0) return;
  const texts = new Map(sources.map((s) => [s.file, s.text]));
  process.stderr.write(`${renderDiagnostics(diagnostics, texts, process.stderr.isTTY ? colors : undefined)}\n`);
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}

export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Runs a command body; input errors and bugs become messages and exit codes, never stack traces. */
export async function guarded(options: GlobalOptions, body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    const diagnostic = error instanceof InputError ? error.diagnostic
      : report('MPC9001', { what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    if (options.json) printJson({ diagnostics: [toJson(diagnostic)] });
    else showDiagnostics([diagnostic], [], options);
    process.exitCode = error instanceof InputError ? exitCodeOf(diagnostic) : EXIT.internal;
  }
}

function exitCodeOf(diagnostic: Diagnostic): number {
  if (diagnostic.code.startsWith('MPC6')) return EXIT.input;
  if (diagnostic.code.startsWith('MPC5')) return EXIT.unavailable;
  return diagnostic.code.startsWith('MPC4') ? EXIT.input : EXIT.source;
}
