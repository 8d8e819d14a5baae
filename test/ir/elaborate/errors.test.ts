import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES, renderDiagnostics } from '../../../src/diagnostics/index.js';
import { compile } from './support.js';

const root = new URL('../../golden/errors/', import.meta.url);
const FOLDERS = ['names', 'types', 'gradients', 'memory'];
const cases = FOLDERS.flatMap((folder) => readdirSync(new URL(`${folder}/`, root)).filter((f) => f.endsWith('.mp')).map((f) => `${folder}/${f.slice(0, -3)}`));

describe('diagnostics of names, types, shapes, memories and stages', () => {
  it.each(cases)('%s', async (name) => {
    const path = new URL(`${name}.mp`, root);
    const file = `${name.split('/')[1] ?? name}.mp`;
    const text = readFileSync(path, 'utf8');
    const given: (readonly [string, number])[] = [...(text.split('\n')[0] ?? '').matchAll(/--const (\w+)=(\S+)/g)].map(([, constant = '', value]) => [constant, Number(value)] as const);
    const { diagnostics } = compile(text, file, Object.fromEntries(given));
    const code = /MPC\d+/.exec(name)?.[0];
    if (code) expect(diagnostics.map((d) => d.code)).toContain(code);
    await expect(`${renderDiagnostics(diagnostics, new Map([[file, text]]))}\n`).toMatchFileSnapshot(new URL(`${name}.txt`, root).pathname);
  });

  it('has a golden for every code', () => {
    const mine = CODES.filter((c) => c.startsWith('MPC2') || c.startsWith('MPC3'));
    expect(mine.filter((c) => !cases.some((name) => name.includes(c)))).toEqual([]);
  });
});
