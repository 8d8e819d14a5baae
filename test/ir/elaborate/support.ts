import { parse } from '../../../src/dsl/parse.js';
import { LIBRARY } from '../../../src/dsl/std/library.js';
import type { Diagnostic } from '../../../src/diagnostics/index.js';
import { elaborate } from '../../../src/ir/elaborate/index.js';
import type { Method } from '../../../src/ir/nodes.js';

export const library = Object.entries(LIBRARY).map(([name, text]) => parse(text, `std/${name}`).file);

/** Parses and elaborates a text with the standard library. `constants` replace those of the text. */
export function compile(text: string, file = 'test.mp', constants: Readonly<Record<string, number>> = {}): { readonly method?: Method; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = parse(text, file);
  const { method, diagnostics } = elaborate(parsed.file, library, constants);
  return { ...(method ? { method } : {}), diagnostics: [...parsed.diagnostics, ...diagnostics] };
}
