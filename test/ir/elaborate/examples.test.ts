import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printMethod } from '../../../src/ir/text/print.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { compile } from './support.js';

const root = new URL('../../../examples/', import.meta.url);
const examples = readdirSync(root, { recursive: true }).map(String).filter((f) => f.endsWith('.mp')).sort();
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

describe('elaboration of the examples', () => {
  it('finds them', () => {
    expect(examples.length).toBeGreaterThanOrEqual(4);
  });

  it.each(examples)('%s', async (name) => {
    const { method, diagnostics } = compile(read(name), name);
    expect(diagnostics).toEqual([]);
    expect(method).toBeDefined();
    if (!method) return;
    expect(verifyMethod(method)).toEqual([]);
    const short = name.slice(name.lastIndexOf('/') + 1, -'.mp'.length);
    await expect(`${printMethod(method)}\n`).toMatchFileSnapshot(new URL(`../../golden/ir/${short}.txt`, import.meta.url).pathname);
  });

  it('gives the same method twice', () => {
    const text = read(examples[0] ?? '');
    expect(compile(text)).toEqual(compile(text));
  });
});

describe('malformed input', () => {
  const words = examples.flatMap((name) => read(name).split(/(\s+|\b)/)).filter((w) => w.trim() !== '');

  it('never throws when an example is mutated', () => {
    const mutation = fc.record({ example: fc.nat(examples.length - 1), at: fc.double({ min: 0, max: 1, noNaN: true }), kind: fc.nat(3), word: fc.nat(words.length - 1) });
    fc.assert(fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let text = read(examples[mutations[0]?.example ?? 0] ?? '');
      for (const { at, kind, word } of mutations) {
        const parts = text.split(/(\s+|\b)/);
        const i = Math.floor(at * parts.length);
        if (kind === 0) parts.splice(i, 1);
        else if (kind === 1) parts.splice(i, 0, ' ', words[word] ?? '', ' ');
        else if (kind === 2) parts[i] = words[word] ?? '';
        else parts.splice(i, 12);
        text = parts.join('');
      }
      const { method, diagnostics } = compile(text);
      expect(method === undefined || !diagnostics.some((d) => d.severity === 'error' && /^MPC[23]/.test(d.code))).toBe(true);
      expect(method !== undefined || diagnostics.some((d) => d.severity === 'error')).toBe(true);
      for (const d of diagnostics) expect(d.code).toMatch(/^MPC[123]\d{3}$/);
      if (method) expect(verifyMethod(method)).toEqual([]);
    }), { numRuns: 60, seed: 7 });
  });
});
