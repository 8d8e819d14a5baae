import { expect } from 'vitest';
import type { SourceFile } from '../../src/dsl/ast.js';
import { parse } from '../../src/dsl/parse.js';

/** A tree without spans and comments. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'span' && key !== 'comments').map(([key, inner]) => [key, bare(inner)]));
}

/** Reads a text in which nothing is wrong. */
export function read(text: string): SourceFile {
  const { file, diagnostics } = parse(text, 'm.mp');
  expect(diagnostics, text).toEqual([]);
  return file;
}
