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

/** What the codes of failed file operations mean to a person. */
const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder', EACCES: 'permission denied', EPERM: 'permission denied', EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file', EROFS: 'the file system is read-only', ENOSPC: 'no space is left', ENAMETOOLONG: 'the name is too long',
};

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inFile = 'syscall' in error && 'code' in error && !String(error.syscall).startsWith('spawn');
  return (inFile ? FILE_ERRORS[String(error.code)] : undefined) ?? error.message;
}
