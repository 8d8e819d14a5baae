import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** Base of everything that the runtime throws on purpose: an error that carries its diagnostic. */
export class RuntimeError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic, options?: ErrorOptions) {
    super(`${diagnostic.code}: ${diagnostic.message}`, options);
    this.name = new.target.name;
    this.diagnostic = diagnostic;
  }

  get code(): string {
    return this.diagnostic.code;
  }
}

/** What the caller gave is wrong: a file, a tensor, an option, a build folder. Nothing has changed. */
export class InputError extends RuntimeError {}

/** A device failed while it ran a step. The message names method, stage, step and device. */
export class ExecutionError extends RuntimeError {}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
