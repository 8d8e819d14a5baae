import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { VERSION } from '../../src/compiler/index.js';
import { codesOf, mpc, mpcJson } from './mpc.js';

const COMMANDS = ['check', 'compile', 'explain', 'machines', 'calibrate', 'simulate', 'run', 'verify', 'doctor'];

describe('help', () => {
  it('of mpc', async () => {
    const { code, out, err } = await mpc('--help');
    expect([code, err]).toEqual([EXIT.ok, '']);
    await expect(out).toMatchFileSnapshot('../golden/cli/help.txt');
  });

  it.each(COMMANDS)('of mpc %s', async (command) => {
    const { code, out, err } = await mpc(command, '--help');
    expect([code, err]).toEqual([EXIT.ok, '']);
    await expect(out).toMatchFileSnapshot(`../golden/cli/help-${command}.txt`);
  });

  it('--version', async () => {
    expect(await mpc('--version')).toEqual({ code: EXIT.ok, out: `${VERSION}\n`, err: '' });
  });
});

describe('a wrong command line', () => {
  it('without a command shows the help', async () => {
    const { code, out, err } = await mpc();
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toContain('Usage: mpc');
  });

  it.each([
    [['complie', 'x.mp'], 'compile'], [['verfy'], 'verify'], [['check', 'x.mp', '--jsn'], '--json'], [['compile', 'x.mp', '--machin', 'cpu'], '--machine'],
  ])('mpc %s suggests %s', async (args, suggestion) => {
    const { code, out, err } = await mpc(...args);
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toContain(`Did you mean ${suggestion}?`);
  });

  it.each([
    ['check'], ['check a.mp b.mp'],
    ['compile x.mp --batch 0'], ['compile x.mp --batch two'], ['compile x.mp --batch 1.5'], ['compile x.mp --batch -1'], ['compile x.mp --batch 0x10'],
    ['compile x.mp --size T'], ['compile x.mp --size T='], ['compile x.mp --size T=-1'], ['compile x.mp --size T=1e3'], ['compile x.mp --size =4'],
    ['compile x.mp --size T=4,'], ['compile x.mp --size T=99999999999999999999'], ['compile x.mp --objective speed'], ['compile x.mp --out'],
    ['run b --threads 0'], ['run b --threads many'], ['run b --tokens -1'], ['run b --tokens 3'], ['run b --memory m.safetensors'],
    ['verify x.mp --seed x'], ['doctor here'],
  ])('mpc %s', async (line) => {
    const args = line.split(' ');
    const { code, out, err } = await mpc(...args);
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toMatch(/^error: .*\n/);
    expect(err).toContain(`(mpc ${args[0] ?? ''} --help shows the options)`);
    expect(err).not.toMatch(/\n\s+at /);

    const told = await mpcJson(args[0] ?? '', ...args.slice(1));
    expect([told.code, codesOf(told.document), told.document['ok']]).toEqual([EXIT.usage, ['MPC6110'], false]);
  });
});
