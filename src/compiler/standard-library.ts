import type { SourceFile } from '../dsl/ast.js';
import { parse } from '../dsl/parse.js';
import { LIBRARY } from '../dsl/std/library.js';

let parsed: readonly SourceFile[] | undefined;

/** The functions that every method may call, parsed once. */
export function standardLibrary(): readonly SourceFile[] {
  return (parsed ??= Object.entries(LIBRARY).map(([name, text]) => parse(text, `std/${name}`).file));
}
