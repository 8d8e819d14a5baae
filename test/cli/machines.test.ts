import { describe, expect, it } from 'vitest';
import { duplicateKey } from '../../src/cli/duplicate-key.js';
import { EXIT } from '../../src/cli/exit-codes.js';
import { DEVICES, deviceNamed, MACHINES } from '../../src/machines/index.js';
import { WIDTH } from '../../src/report/index.js';
import { codesOf, mpc, mpcJson, Workplace } from './mpc.js';

const work = new Workplace();

async function shown(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await mpc('machines', ...args);
  expect([code, err]).toEqual([EXIT.ok, '']);
  for (const line of work.shown(out).split('\n').filter((l) => !l.includes('DIR'))) expect(line.length, line).toBeLessThanOrEqual(WIDTH);
  return out;
}

describe('mpc machines', () => {
  it('lists machines and devices with their main figures', async () => {
    const out = await shown();
    for (const { name } of [...MACHINES, ...DEVICES]) expect(out).toContain(name);
    const { document } = await mpcJson('machines');
    expect(document).toMatchObject({ ok: true, machines: MACHINES.map(({ name }) => ({ name })) });
    expect(document['devices']).toContainEqual(expect.objectContaining({ name: 'u55c', kind: 'fpga', memory: 16 }));
  });

  it('shows a machine, and every figure on request', async () => {
    const out = await shown('mi210x2-u55cx2');
    expect(out).toContain('gpu1: NUMA node 1');
    expect(out).toMatch(/gpu to fpga1\s+peer/);
    const figures = await shown('mi210-u55c', '--figures');
    const { source } = deviceNamed('mi210', 'gpu').memory.streamed;
    expect(figures).toMatch(/mi210\s+memory\.streamed\s+1300 GB\/s\s+assumed/);
    expect(figures.replaceAll(/\s+/g, ' ')).toContain(source.split(' ')[0] ?? source);
  });

  it('shows a device', async () => {
    expect(await shown('u55c')).toMatch(/^clock\s+\d+ MHz\s+\w+/m);
    expect((await mpcJson('machines', 'u55c')).document).toMatchObject({ ok: true, device: { name: 'u55c', clock: { unit: 'MHz' } } });
  });

  it.each(MACHINES.map((m) => m.name))('prints %s as a file that is right', async (name) => {
    const { document } = await mpcJson('machines', name);
    const path = await work.file(`${name}.json`, JSON.stringify(document['machine']));
    expect(await shown('check', path)).toContain(`machine ${name}, `);
    expect((await mpcJson('machines', path)).document).toEqual(document);
  });
});

describe('a JSON text', () => {
  it.each([
    ['{"a": [{"b": 1}, {"b": 2, "c": {"b": 3}}], "d": "a\\"\\\\", "b": "b"}', undefined],
    ['{"a": [{"b": 1}, {"b": 2, "\\u0062": 3}]}', 'a.1.b'],
    ['{"x": {"{": 1, ",": 2, "{": 3}}', 'x.{'],
    ['["a", "a", "a"]', undefined],
  ])('%s gives a name twice: %s', (text, key) => {
    expect(duplicateKey(text)).toBe(key);
  });
});

describe('mpc machines check', () => {
  it('is content with devices and calibrations', async () => {
    const device = await work.file('faster.json', '\uFEFF' + JSON.stringify({ extends: 'u55c', name: 'u55c-300', clock: { value: 300, unit: 'MHz', source: 'timing closed', grade: 'measured' } }));
    expect(await shown('check', device)).toContain('device u55c-300 (fpga); figures: ');
    const fit = { name: 'lab', machine: 'h100', date: '2026-11-01', figures: { 'h100.memory.streamed': { value: 2.9, unit: 'TB/s', source: 'copy' } } };
    expect(await shown('check', await work.file('fit.json', JSON.stringify(fit)))).toContain('calibration lab of h100; figures: 1 measured');
    expect((await mpcJson('machines', 'check', await work.file('lost.json', JSON.stringify({ ...fit, machine: 'h10' })))).document)
      .toMatchObject({ ok: false, diagnostics: [{ code: 'MPC4303', hint: 'did you mean `h100`?' }] });
  });

  it.each([
    ['is missing', undefined, 'MPC6001'],
    ['is not JSON', '{', 'MPC6104'],
    ['has two members of one name', '{ "extends": "mi210", "power": { "idle": 1, "idle": 2 }, "name": "x" }', 'MPC6113'],
    ['is something else', '{"name": "mpc"}', 'MPC6111'],
    ['is a list', '[]', 'MPC6111'],
    ['is a device that lacks figures', '{"kind": "gpu", "name": "g", "title": "g"}', 'MPC4003'],
    ['is a machine without a CPU', '{"name": "m", "title": "m", "home": "gpu", "devices": {"gpu": "h100"}, "links": []}', 'MPC4013'],
    ['extends nothing known', '{"extends": "u56c"}', 'MPC4005'],
  ])('a file that %s', async (_, contents, code) => {
    const path = contents === undefined ? work.at('none.json') : await work.file('some.json', contents);
    const { code: exitCode, document } = await mpcJson('machines', 'check', path);
    expect([exitCode, document['ok']]).toEqual([EXIT.input, false]);
    expect(codesOf(document)).toContain(code);
    const { out, err } = await mpc('machines', 'check', path);
    expect(out).toBe('');
    expect(err).toContain(`error[${code}]`);
  });

  it('names that are close', async () => {
    expect((await mpc('machines', 'mi211-u55c')).err).toContain('did you mean `mi210-u55c`?');
    expect((await mpc('machines', 'u55')).err).toContain('did you mean `u55c`?');
  });

  it.each([[['check']], [['a', 'b']], [['--jsn']]])('%j is a wrong command line', async (args) => {
    const { code, out, err } = await mpc('machines', ...args);
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toContain('(mpc machines --help shows the options)');
  });
});
