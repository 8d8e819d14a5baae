import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import colors from 'picocolors';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { renderDiagnostics, report, toJson } from '../diagnostics/index.js';
import type { Source } from '../compiler/index.js';
import { InputError, reasonOf, RuntimeError } from '../runtime/errors.js';
import { exitCodeOf } from './exit-codes.js';

export interface GlobalOptions { readonly json?: boolean }

/** Options of commands that read a method. */
export interface MethodOptions extends GlobalOptions {
  /** Values for its constants. */
  readonly const: Readonly<Record<string, number>>;
}

/** Reads a `.mp` file. Emitted files and messages name it without folders, so that they do not depend on where it lies. */
export async function readSource(path: string): Promise<Source> {
  try {
    return { text: await readFile(path, 'utf8'), file: basename(path) };
  } catch (error) {
    throw new InputError(report('MPC6001', { path, reason: reasonOf(error) }));
  }
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

/** Prints a document. JSON has no NaN and no infinities: they become the strings `NaN`, `Infinity` and `-Infinity`. */
export function printJson(document: unknown): void {
  const text = JSON.stringify(document, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value), 2);
  process.stdout.write(`${text}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Runs a command body; errors become messages and exit codes. Only a bug in mpc shows a stack. */
export async function guarded(options: GlobalOptions, body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    const diagnostic = error instanceof RuntimeError ? error.diagnostic
      : report('MPC9001', { what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    if (options.json) printJson({ ok: false, diagnostics: [toJson(diagnostic)] });
    else showDiagnostics([diagnostic], [], options);
    return exitCodeOf(diagnostic);
  }
}
