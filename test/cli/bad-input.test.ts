import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { fromNumbers } from '../../src/numerics/tensor-data.js';
import { machineFile, machineNamed } from '../../src/machines/index.js';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import { encodeNpy } from '../../src/runtime/files/index.js';
import { floats, SMALL, SMALL_TENSORS } from '../support/small-method.js';
import { codesOf, isObject, mpc, mpcJson, Workplace } from './mpc.js';

const hasCompiler = (await findCompiler()) !== undefined;
const work = new Workplace();
let method = '';
beforeAll(async () => { method = await work.file('small.mp', SMALL); });

/**
 * Runs a command that must fail: a coded message on standard error, nothing on standard output, no stack. Gives exit code and
 * codes, the same with `--json`.
 */
async function failure(command: string, ...args: readonly string[]): Promise<readonly [exitCode: number, ...codes: string[]]> {
  const { code, out, err } = await mpc(command, ...args);
  expect(out).toBe('');
  expect(err).not.toMatch(/\n\s+at .*:\d+:\d+|node:internal|MPC9\d{3}/);
  const codes = [...err.matchAll(/^error\[(MPC\d{4})\]: \S/gm)].map((m) => m[1] ?? '');
  const told = await mpcJson(command, ...args);
  expect([told.code, told.document['ok'], codesOf(told.document)]).toEqual([code, false, codes]);
  return [code, ...codes];
}

describe('a method file that cannot be read', () => {
  it.each([
    ['is missing', () => Promise.resolve(work.at('none.mp')), 'MPC6001', EXIT.input],
    ['is a folder', () => Promise.resolve(work.path), 'MPC6001', EXIT.input],
    ['has a file for a folder', () => Promise.resolve(`${method}/x.mp`), 'MPC6001', EXIT.input],
    ['is empty', () => work.file('empty.mp', ''), 'MPC3024', EXIT.source],
    ['is binary', () => work.file('binary.mp', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)), 'MPC1002', EXIT.source],
  ])('%s', async (_, path, code, exitCode) => {
    const file = await path();
    for (const command of ['check', 'compile', 'explain', 'verify']) {
      const out = command === 'compile' ? ['--out', work.at('never')] : [];
      const [found, ...codes] = await failure(command, file, ...out);
      expect(found, command).toBe(exitCode);
      expect(codes, command).toContain(code);
    }
    expect(existsSync(work.at('never'))).toBe(false);
  });
});

describe('a wrong method', () => {
  it.each([
    ['an unknown name', 'q[d] * keys', 'qq[d] * keys', 'MPC2'],
    ['a shape mismatch', 'sum(i) x[i] * w[i, j]', 'sum(i) x[i] * w[i, j, 0]', 'MPC2'],
    ['two extents for one index', 'y[d] = softmax_sum(t in best) score[t] => keys[t, d]', 'y[d] = pick[d] + x[d]', 'MPC2'],
    ['a type mismatch', 'table[pick[i]]', 'table[x[i]]', 'MPC2'],
    ['an id that may be out of range', 'table[pick[i]]', 'x[pick[i]]', 'MPC2'],
    ['a size without bounds', 'size  M in 1..64', 'size  M', 'MPC'],
    ['a memory that is never written', 'keys <- x', '', 'MPC3003'],
    ['a stage that reads what a later one defines', 'keys <- x', 'keys <- x\n  early[i] = x[best[i]] for i in count(best)', 'MPC3'],
    ['a memory that another stage writes', 'apply {', 'apply {\n  keys <- x', 'MPC3'],
    ['a declaration that is not closed', 'w : f32[D, D]', 'w : f32[D, D', 'MPC1'],
  ])('%s', async (_, from, to, family) => {
    expect(SMALL).toContain(from);
    const file = await work.file('wrong.mp', SMALL.replace(from, to));
    const [exitCode, ...codes] = await failure('compile', file, '--out', work.at('never'));
    expect(exitCode).toBe(EXIT.source);
    expect(codes[0]).toMatch(new RegExp(`^${family}`));
    expect(existsSync(work.at('never'))).toBe(false);
    const { document: { diagnostics } } = await mpcJson('check', file);
    const [first] = Array.isArray(diagnostics) ? diagnostics as unknown[] : [];
    expect(first).toMatchObject({ severity: 'error', span: { file: 'wrong.mp', start: expect.any(Number) as unknown } });
  });
});

describe('options that do not suit the method', () => {
  it.each([
    [['--size', 'Q=3'], 'MPC6105'], [['--size', 'T=0'], 'MPC6106'], [['--size', 'M=1,T=4097'], 'MPC6106'], [['--batch', '9'], 'MPC4105'],
    [['--machine', 'mi210-u55'], 'MPC6103'], [['--machine', ''], 'MPC6103'], [['--machine', 'none.json'], 'MPC6001'],
  ])('%j', async (args, code) => {
    expect(await failure('compile', method, '--out', work.at('never'), ...args)).toEqual([EXIT.input, code]);
    expect(await failure('explain', method, ...args)).toEqual([EXIT.input, code]);
    expect(existsSync(work.at('never'))).toBe(false);
  });

  it('a sweep over a size that the method lacks', async () => {
    expect(await failure('explain', method, '--sweep', 'Q')).toEqual([EXIT.input, 'MPC6105']);
  });

  it('names the machine that may be meant', async () => {
    expect((await mpc('explain', method, '--machine', 'mi210-u55')).err).toContain('did you mean `mi210-u55c`?');
  });
});

describe('a machine file', () => {
  const known = machineNamed('mi210-u55c');
  const machine = (): Record<string, unknown> => JSON.parse(JSON.stringify(known && machineFile(known))) as Record<string, unknown>;

  function changed(path: readonly string[], value: unknown): Record<string, unknown> {
    const whole = machine();
    const inner = path.slice(0, -1).reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), whole);
    if (!isObject(inner)) throw new RangeError(path.join('.'));
    Reflect.set(inner, path.at(-1) ?? '', value);
    return whole;
  }

  it('that is right is taken', async () => {
    const path = await work.file('right.json', JSON.stringify(machine()));
    const { code, document } = await mpcJson('explain', method, '--machine', path);
    expect(code).toBe(EXIT.ok);
    expect(document['placement']).toEqual((await mpcJson('explain', method)).document['placement']);
  });

  it.each([
    ['is not JSON', () => '{ "name": ', 'MPC6104'],
    ['is no machine', () => '[1, 2]', 'MPC4004'],
    ['is empty', () => '{}', 'MPC4003'],
    ['has an unknown figure', () => changed(['devices', 'gpu', 'bandwith'], 1), 'MPC4001'],
    ['lacks a CPU', () => changed(['devices', 'cpu'], undefined), 'MPC4013'],
    ['names an unknown device', () => changed(['devices', 'gpu'], 'GTX 9'), 'MPC4005'],
    ['runs the model on nothing', () => changed(['home'], 'tpu'), 'MPC4006'],
  ])('that %s', async (_, contents, code) => {
    const made = contents();
    const path = await work.file('machine.json', typeof made === 'string' ? made : JSON.stringify(made));
    const [exitCode, ...codes] = await failure('compile', method, '--machine', path, '--out', work.at('never'));
    expect(exitCode).toBe(EXIT.input);
    expect(codes).toContain(code);
    expect(existsSync(work.at('never'))).toBe(false);
  });

  it('with a negative or zero figure is refused, whichever it is', async () => {
    const figures: string[][] = [];
    const visit = (at: unknown, path: string[]): void => {
      if (!isObject(at)) return;
      if (typeof at['value'] === 'number') figures.push([...path, 'value']);
      for (const [key, inner] of Object.entries(at)) visit(inner, [...path, key]);
    };
    visit(machine()['devices'], ['devices']);
    expect(figures.length).toBeGreaterThan(20);
    for (const figure of figures.filter((_, i) => i % 7 === 0)) {
      const path = await work.file('machine.json', JSON.stringify(changed(figure, -1)));
      const { code, document } = await mpcJson('explain', method, '--machine', path);
      expect([code, codesOf(document)], figure.join('.')).toEqual([EXIT.input, ['MPC4002']]);
    }
  });
});

describe('an output folder', () => {
  it('that is a file', async () => {
    const out = await work.file('taken', 'mine');
    expect(await failure('compile', method, '--out', out)).toEqual([EXIT.input, 'MPC6101']);
    expect(await readFile(out, 'utf8')).toBe('mine');
  });

  it('that holds work of somebody else', async () => {
    const file = await work.file('foreign/thesis.txt', 'mine');
    expect(await failure('compile', method, '--out', work.at('foreign'))).toEqual([EXIT.input, 'MPC6102']);
    await work.file('foreign/manifest.json', '{"name": "an extension of a browser"}');
    expect(await failure('compile', method, '--out', work.at('foreign'))).toEqual([EXIT.input, 'MPC6102']);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('that cannot be made', async () => {
    const file = await work.file('plain', '');
    expect(await failure('compile', method, '--out', `${file}/out`)).toEqual([EXIT.input, 'MPC6101']);
    expect(await failure('compile', method, '--out', '/proc/nothing/out')).toEqual([EXIT.input, 'MPC6101']);
    expect(await failure('compile', method, '--out', work.at('n'.repeat(300)))).toEqual([EXIT.input, 'MPC6101']);
  });

  it('that is empty is taken, and nothing is left beside it', async () => {
    await mkdir(work.at('parent', 'empty'), { recursive: true });
    expect((await mpc('compile', method, '--out', work.at('parent', 'empty'))).code).toBe(EXIT.ok);
    expect((await mpc('compile', method, '--out', work.at('parent', 'empty'), '--binaries', 'vax')).code).toBe(EXIT.unavailable);
    expect(await readdir(work.at('parent'))).toEqual(['empty']);
    expect(existsSync(work.at('parent', 'empty', 'manifest.json'))).toBe(true);
  });
});

describe('mpc run', () => {
  const build = work.at('build');
  const given = { x: '', pick: '', model: '' };
  const args = ({ x, pick, model } = given): string[] => ['--input', `x=${x}`, '--input', `pick=${pick}`, '--weights', model, '--plan', 'reference'];

  beforeAll(async () => {
    const { x, pick, w, table } = SMALL_TENSORS;
    given.x = await work.npy('x.npy', x);
    given.pick = await work.npy('pick.npy', pick);
    given.model = await work.safetensors('model.safetensors', { w, table });
    expect((await mpc('compile', method, '--out', build)).code).toBe(EXIT.ok);
    expect((await mpc('run', build, ...args())).code).toBe(EXIT.ok);
  });

  const npy = (name: string, shape: readonly number[], values: readonly number[], dtype: 'f32' | 'i32' | 'f64' = 'f32'): Promise<string> =>
    work.file(name, dtype === 'f64' ? npyF64(values) : encodeNpy(fromNumbers(dtype, shape, values)));
  const eight = [1, 2, 3, 4, 5, 6, 7, 8];

  it.each([
    ['is missing', () => Promise.resolve(work.at('none.npy')), 'MPC6001'],
    ['is truncated', async () => { const p = await npy('t.npy', [8], eight); await truncate(p, 150); return p; }, 'MPC6003'],
    ['is too long', () => work.file('l.npy', Buffer.concat([encodeNpy(floats([8], 1)), Buffer.from([1, 2])])), 'MPC6004'],
    ['is no tensor file', () => work.file('x.txt', '1 2 3'), 'MPC6007'],
    ['is garbage', () => work.file('g.npy', 'garbage garbage garbage'), 'MPC6002'],
    ['is empty', () => work.file('e.npy', ''), 'MPC6002'],
    ['has another shape', () => npy('s.npy', [9], [...eight, 9]), 'MPC6204'],
    ['has another rank', () => npy('r.npy', [2, 4], eight), 'MPC6204'],
    ['has another type', () => npy('i.npy', [8], eight, 'i32'), 'MPC6005'],
    ['holds NaN', () => npy('nan.npy', [8], [1, 2, 3, NaN, 5, 6, 7, 8]), 'MPC6207'],
  ])('an input that %s', async (_, x, code) => {
    expect(await failure('run', build, ...args({ ...given, x: await x() }), '--out', work.at('never'))).toEqual([EXIT.input, code]);
    expect(existsSync(work.at('never'))).toBe(false);
  });

  it('ids that are floats', async () => {
    expect(await failure('run', build, ...args({ ...given, pick: await npy('ids.npy', [2], [0, 1]) }))).toEqual([EXIT.input, 'MPC6005']);
    expect(await failure('run', build, ...args({ ...given, pick: await npy('ids.npy', [2], [0, 1], 'f64') }))).toEqual([EXIT.input, 'MPC6005']);
  });

  it.each([[3, 'the first beyond the table'], [-1, 'negative']])('an id of %d, %s', async (id) => {
    const pick = await npy('ids.npy', [2], [0, id], 'i32');
    expect(await failure('run', build, ...args({ ...given, pick }))).toEqual([EXIT.input, 'MPC6206']);
  });

  it('too few, too many and misnamed tensors', async () => {
    const { x, pick, model } = given;
    expect(await failure('run', build, '--input', x, '--weights', model, '--plan', 'reference')).toEqual([EXIT.input, 'MPC6202']);
    expect(await failure('run', build, '--input', x, '--input', pick, '--plan', 'reference')).toEqual([EXIT.input, 'MPC6202']);
    expect(await failure('run', build, ...args(), '--input', `z=${x}`)).toEqual([EXIT.input, 'MPC6201']);
    expect(await failure('run', build, ...args(), '--input', `=${x}`)).toEqual([EXIT.input, 'MPC6201']);
    expect(await failure('run', build, ...args(), '--input', 'x=')).toEqual([EXIT.input, 'MPC6001']);
    expect(await failure('run', build, ...args(), '--input', `x=${model}`)).toEqual([EXIT.input, 'MPC6108']);
    expect(await failure('run', build, ...args(), '--weights', work.at('none.safetensors'))).toEqual([EXIT.input, 'MPC6001']);
  });

  it('damaged weights', async () => {
    const whole = await readFile(given.model);
    for (const length of [0, 4, 20, whole.length - 1]) {
      const model = await work.file('cut.safetensors', whole.subarray(0, length));
      const [exitCode, code] = await failure('run', build, ...args({ ...given, model }));
      expect([exitCode, code], String(length)).toEqual([EXIT.input, expect.stringMatching(/^MPC600[23]$/)]);
    }
  });

  it('a memory of the wrong length, name or form', async () => {
    const { keys } = SMALL_TENSORS;
    const memory = async (tensors: Parameters<typeof work.safetensors>[1], tokens: string): Promise<unknown> =>
      failure('run', build, ...args(), '--memory', await work.safetensors('memory.safetensors', tensors), '--tokens', tokens);
    expect(await memory({ keys }, '4')).toEqual([EXIT.input, 'MPC6204']);
    expect(await memory({ keys }, '4097')).toEqual([EXIT.input, 'MPC6208']);
    expect(await memory({ kesy: keys }, '5')).toEqual([EXIT.input, 'MPC6201']);
    expect(await memory({ keys: floats([4096, 8], 1) }, '4096')).toEqual([EXIT.input, 'MPC6211']);
  });

  it('plans and sizes that are not there', async () => {
    expect(await failure('run', build, ...args().slice(0, -1), 'best')).toEqual([EXIT.input, 'MPC6303']);
    expect(await failure('run', build, ...args(), '--size', 'Q=1')).toEqual([EXIT.input, 'MPC6201']);
    expect(await failure('run', build, ...args(), '--size', 'M=2')).toEqual([EXIT.input, 'MPC6204']);
    expect(await failure('run', build, ...args(), '--size', 'M=65')).toEqual([EXIT.input, 'MPC6208']);
  });

  it('results that cannot be written', async () => {
    expect(await failure('run', build, ...args(), '--out', given.x)).toEqual([EXIT.input, 'MPC6101']);
    expect(await failure('run', build, ...args(), '--trace', `${given.x}/trace.json`)).toEqual([EXIT.input, 'MPC6101']);
  });

  describe('on a build', () => {
    const copy = work.at('copy');
    beforeEach(async () => {
      await rm(copy, { recursive: true, force: true });
      await cp(build, copy, { recursive: true });
    });

    it('that is not there', async () => {
      expect(await failure('run', work.at('none'), ...args())).toEqual([EXIT.input, 'MPC6010']);
      expect(await failure('run', method, ...args())).toEqual([EXIT.input, 'MPC6010']);
    });

    it.each([
      ['is not JSON', () => '{ "format": '],
      ['is cut off', (text: string) => text.slice(0, text.length / 2)],
      ['is of another kind', () => '{"format": "mpc-manifest/2"}'],
      ['is null', () => 'null'],
      ['lacks its steps', (text: string) => JSON.stringify({ ...JSON.parse(text) as object, steps: undefined })],
      ['has a size that is no expression', (text: string) => text.replace('"T + -1"', '"T +"').replaceAll('"shape": [\n        "T"', '"shape": [\n        "T +"')],
      ['names a tensor that it lacks', (text: string) => text.replaceAll('"tensor": "keys"', '"tensor": "locks"')],
      ['reads a tensor that it lacks', (text: string) => text.replaceAll(/("reads": \[\s*)"x"/g, '$1"xx"')],
    ])('whose manifest %s', async (_, damage) => {
      const text = await readFile(`${build}/manifest.json`, 'utf8');
      const damaged = damage(text);
      expect(damaged).not.toBe(text);
      await work.file('copy/manifest.json', damaged);
      for (const plan of ['reference', ...(hasCompiler ? ['cpu'] : [])]) {
        const [exitCode, ...codes] = await failure('run', copy, ...args().slice(0, -1), plan);
        expect([plan, exitCode, ...codes]).toEqual([plan, EXIT.input, 'MPC6011']);
      }
    });

    it('without the IR that the reference runs', async () => {
      await rm(`${copy}/ir.txt`);
      expect(await failure('run', copy, ...args())).toEqual([EXIT.input, 'MPC6309']);
      await work.file('copy/ir.txt', 'method small\nsize T in 1 .. 4096\nrelevancy for t in');
      expect(await failure('run', copy, ...args())).toEqual([EXIT.input, 'MPC6309']);
      await work.file('copy/ir.txt', 'method other\n');
      expect((await failure('run', copy, ...args()))[0]).toBe(EXIT.input);
    });

    it.skipIf(!hasCompiler)('without kernel sources, or with sources that do not compile', async () => {
      const onCpu = args().slice(0, -1).concat('cpu');
      await work.file('copy/cpu/small.cpp', '#error broken\n');
      expect(await failure('run', copy, ...onCpu)).toEqual([EXIT.unavailable, 'MPC5102']);
      await rm(`${copy}/cpu/small.cpp`);
      expect(await failure('run', copy, ...onCpu)).toEqual([EXIT.input, 'MPC6309']);
      await rm(`${copy}/cpu`, { recursive: true });
      expect(await failure('run', copy, ...onCpu)).toEqual([EXIT.input, 'MPC6309']);
      const { code, err } = await mpc('run', copy, ...args().slice(0, -1), 'auto');
      expect(code).toBe(EXIT.ok);
      expect(err).toContain('note[MPC6307]');
    });

    it('for a device that is not there', async () => {
      expect(await failure('run', copy, ...args().slice(0, -1), 'fpga')).toEqual([EXIT.unavailable, 'MPC6305']);
    });
  });
});

/** NumPy's default type, which `mpc` has not. */
function npyF64(values: readonly number[]): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117) + '\n';
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([header.length, 0]), Buffer.from(header), Buffer.from(new Float64Array(values).buffer)]);
}
