import type { Diagnostic } from '../diagnostics/index.js';

/** A value, or why there is none. */
export interface Loaded<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}
