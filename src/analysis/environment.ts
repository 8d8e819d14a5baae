import type { Method } from '../ir/nodes.js';
import { Size, type Sym } from '../symbolic/index.js';
import type { DataLength } from './extents.js';

/** Values of sizes, and of data-dependent lengths such as `len(e)`. */
export type Environment = Readonly<Record<string, number>>;

/** Tokens at which a method is looked at when nobody says otherwise. */
export const DEFAULT_TOKENS = 131_072;

/**
 * Sizes for an evaluation: those given; the tokens of a request at `DEFAULT_TOKENS` or their maximum; other sizes at their
 * maximum. Data-dependent lengths follow from their estimates unless given. Unknown names are kept.
 */
export function environmentFor(method: Method, lengths: readonly DataLength[], given: Environment = {}): Environment {
  const env: Record<string, number> = {};
  for (const size of method.sizes) {
    const usual = size === method.tokens ? Math.min(DEFAULT_TOKENS, size.max) : size.max;
    env[size.name] = given[size.name] ?? usual;
  }
  Object.assign(env, given);
  // A length may be estimated from another one; a few rounds settle any chain.
  for (let round = 0; round <= lengths.length; round++) {
    for (const length of lengths) {
      if (given[length.symbol] !== undefined) continue;
      const estimate = estimated(length, env);
      if (estimate !== undefined) env[length.symbol] = estimate;
    }
  }
  return env;
}

function estimated(length: DataLength, env: Environment): number | undefined {
  const known = (sym: Sym): boolean => Size.variables(sym).every((name) => env[name] !== undefined);
  if (!known(length.numerator) || !known(length.denominator) || !known(length.bound)) return undefined;
  const mean = length.share * Size.evaluate(length.numerator, env) / Math.max(1, Size.evaluate(length.denominator, env));
  return Math.min(mean, Size.evaluate(length.bound, env));
}

/** The sizes as text: `T = 131072, len(e) = 500`. */
export function environmentText(env: Environment): string {
  return Object.entries(env).map(([name, value]) => `${name} = ${Number.isInteger(value) ? value : Number(value.toPrecision(4))}`).join(', ');
}
