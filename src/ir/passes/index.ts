import type { Method } from '../nodes.js';
import { verifyMethod } from '../verify/index.js';
import { dedupe } from './dedupe.js';
import { eliminateDead } from './eliminate-dead.js';
import { factorConstants } from './factor-constants.js';
import { hoistReductions } from './hoist-reductions.js';
import type { Pass } from './pass.js';
import { simplify } from './simplify.js';

export { formSteps } from './form-steps.js';
export type { Pass } from './pass.js';

/** All passes, in the order in which they are useful. */
export const PASSES: readonly Pass[] = [simplify, factorConstants, hoistReductions, dedupe, eliminateDead];

/** What the compiler runs. */
export const STANDARD_PASSES: readonly string[] = ['simplify', 'factor-constants', 'hoist-reductions', 'simplify', 'dedupe', 'eliminate-dead'];

export interface PassOptions {
  /** Check well-formedness before the first and after every pass; throws an `Error` that names the pass. */
  readonly verify?: boolean;
  /** Called after every pass. */
  readonly onPass?: (pass: Pass, result: Method) => void;
}

/** Runs passes by name. Throws a `RangeError` for a name that is no pass. */
export function runPasses(method: Method, names: readonly string[], options: PassOptions = {}): Method {
  if (options.verify) requireWellFormed(method, 'the input of the passes');
  return names.reduce((current, name) => {
    const pass = PASSES.find((p) => p.name === name);
    if (!pass) throw new RangeError(`no pass ${name}; there are ${PASSES.map((p) => p.name).join(', ')}`);
    const result = pass.run(current);
    if (options.verify) requireWellFormed(result, `the result of ${name}`);
    options.onPass?.(pass, result);
    return result;
  }, method);
}

function requireWellFormed(method: Method, what: string): void {
  const [first] = verifyMethod(method);
  if (first) throw new Error(`${what} is not well-formed: ${first.message}`);
}
