import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { CATALOGUE, CODES, explainCode, isCode, report, suggest, type Message } from '../../src/diagnostics/index.js';

/** The second digit block of each family, by its file. */
const FAMILIES: Readonly<Record<string, RegExp>> = {
  syntax: /^MPC1/, names: /^MPC2(?!3)/, gradients: /^MPC23/, memory: /^MPC3/, placement: /^MPC4(?!2)/, simulation: /^MPC42/, tools: /^MPC5/, inputs: /^MPC6/, internal: /^MPC9/,
};

describe('the catalogue', () => {
  it('has every code once, in the file of its family', () => {
    const folder = 'src/diagnostics/messages';
    const seen = new Set<string>();
    for (const file of readdirSync(folder)) {
      const family = FAMILIES[file.replace('.ts', '')];
      for (const [, code = ''] of readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}(MPC\d+): \{/gm)) {
        expect(seen.has(code), code).toBe(false);
        seen.add(code);
        expect(code, file).toMatch(family ?? /never/);
      }
    }
    expect([...seen].sort()).toEqual(CODES);
  });

  it.each(CODES)('%s says what, why and what to do', (code) => {
    const { message, explanation, fix }: Message = CATALOGUE[code];
    expect(code).toMatch(/^MPC\d{4}$/);
    expect(message).not.toMatch(/\.$|^[A-Z][a-z]/);
    expect(message.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]\w|\{\}/);
    expect(explanation).toMatch(/\.$/);
    expect(fix).not.toBe('');
    expect(explainCode(code)).toContain(fix);
  });

  it('knows its codes', () => {
    expect(isCode('MPC1001')).toBe(true);
    expect(isCode('MPC0000')).toBe(false);
    expect(isCode('toString')).toBe(false);
  });
});

describe('report', () => {
  it('fills the message and keeps braces in values', () => {
    expect(report('MPC1001', { expected: '`{`', found: '{found}' }).message).toBe('expected `{`, found {found}');
  });

  it('checks the names of parameters', () => {
    expectTypeOf(report<'MPC1001'>).parameter(1).toEqualTypeOf<Readonly<Record<'expected' | 'found', string | number>>>();
    expectTypeOf(report<'MPC1005'>).parameter(1).toEqualTypeOf<Readonly<Record<never, string | number>>>();
  });
});

describe('suggest', () => {
  it.each([
    ['relevncy', 'relevancy'], ['Weight', 'weight'], ['wieght', 'weight'], ['x', undefined], ['apple_tree', undefined],
  ])('%s: %s', (name, expected) => {
    expect(suggest(name, ['relevancy', 'weight', 'apply', 'y'])).toBe(expected);
  });
});
