import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** What a caller gave does not fit the method. `diagnostic` is of family MPC6xxx. */
export class InputError extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(`${diagnostic.code}: ${diagnostic.message}`);
    this.name = 'InputError';
  }

  get code(): string {
    return this.diagnostic.code;
  }
}
