import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, CODES, renderDiagnostics, type Message } from '../../src/diagnostics/index.js';
import { parse } from '../../src/dsl/parse.js';

const FOLDER = 'test/golden/errors/syntax';
const cases = readdirSync(FOLDER).filter((n) => n.endsWith('.mp')).map((n) => n.slice(0, -3));
const syntaxCodes = CODES.filter((code) => code.startsWith('MPC1'));

describe('syntax errors', () => {
  it.each(cases)('%s', async (name) => {
    const file = `${name}.mp`;
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const { diagnostics } = parse(text, file);
    const code = /^MPC\d+/.exec(name)?.[0];
    if (code) expect(diagnostics.map((d) => d.code)).toContain(code);
    for (const { span } of diagnostics) expect(span && span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
    await expect(`${renderDiagnostics(diagnostics, new Map([[file, text]]))}\n`).toMatchFileSnapshot(`../golden/errors/syntax/${name}.txt`);
  });

  it('has a case for every code', () => {
    expect(syntaxCodes.filter((code) => !cases.some((name) => name.startsWith(code)))).toEqual([]);
  });

  it.each(syntaxCodes.filter((code) => (CATALOGUE[code] as Message).example !== undefined))('%s: the example of the catalogue causes it', (code) => {
    const { example = '' }: Message = CATALOGUE[code];
    expect(parse(example, 'm.mp').diagnostics.map((d) => d.code)).toContain(code);
  });
});
