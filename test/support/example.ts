import { readFileSync } from 'node:fs';
import { parse } from '../../src/dsl/parse.js';
import { LIBRARY } from '../../src/dsl/std/library.js';
import { elaborate } from '../../src/ir/elaborate/index.js';
import type { Method } from '../../src/ir/nodes.js';
import { runPasses, STANDARD_PASSES } from '../../src/ir/passes/index.js';

/** The method of a source text after the standard passes. Throws the diagnostics where there are any errors. */
export function methodOf(text: string, path = 'test.mp'): Method {
  const library = Object.entries(LIBRARY).map(([name, source]) => parse(source, name).file);
  const { file, diagnostics: syntax } = parse(text, path);
  const { method, diagnostics } = elaborate(file, library);
  const errors = [...syntax, ...diagnostics].filter((d) => d.severity === 'error');
  if (!method || errors.length > 0) throw new Error(errors.map((d) => `${d.code} ${d.message}`).join('\n'));
  return runPasses(method, STANDARD_PASSES);
}

export function exampleMethod(path: string): Method {
  return methodOf(readFileSync(path, 'utf8'), path);
}
