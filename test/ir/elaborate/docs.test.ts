import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compile } from './support.js';

it('the method in docs/language/README.md compiles as it stands', () => {
  const text = readFileSync(new URL('../../../docs/language/README.md', import.meta.url), 'utf8');
  const [, method] = /```mp\n(\/\/\/[\s\S]*?)```/.exec(text) ?? [];
  expect(method).toBeDefined();
  expect(compile(method ?? '').diagnostics).toEqual([]);
});
