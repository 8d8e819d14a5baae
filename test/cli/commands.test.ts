import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { MACHINES } from '../../src/machines/index.js';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import { decodeNpy } from '../../src/runtime/files/index.js';
import { toNumbers } from '../../src/runtime/index.js';
import { compileWhole } from '../support/examples.js';
import { SMALL, SMALL_SOURCE, SMALL_TENSORS } from '../support/small-method.js';
import { codesOf, isObject, mpc, mpcJson, withoutPrograms, Workplace } from './mpc.js';

const hasCompiler = (await findCompiler()) !== undefined;
const work = new Workplace();
const build = work.at('build');
const EXAMPLE = 'examples/deepseek-sparse-attention/deepseek_sparse_attention.mp';
let method = '';
let inputs: readonly string[] = [];

beforeAll(async () => {
  method = await work.file('small.mp', SMALL);
  const { x, pick, w, table } = SMALL_TENSORS;
  inputs = [
    '--input', `x=${await work.npy('query.npy', x)}`, '--input', await work.npy('pick.npy', pick),
    '--weights', await work.safetensors('model.safetensors', { w, table, other: x }),
  ];
  expect((await mpc('compile', method, '--out', build)).code).toBe(EXIT.ok);
});

describe('mpc check', () => {
  it('is content with a right method', async () => {
    expect(await mpc('check', method)).toEqual({ code: EXIT.ok, out: `${method}: method small, 5 steps, no findings\n`, err: '' });
    expect(await mpcJson('check', method)).toEqual({ code: EXIT.ok, document: { ok: true, method: 'small', diagnostics: [] } });
  });

  it('reports all errors, not only the first', async () => {
    const path = await work.file('wrong.mp', SMALL.replace('keys <- x', 'keys <- xx').replace('q[d] * keys', 'qq[d] * keys'));
    const { code, out, err } = await mpc('check', path);
    expect([code, out]).toEqual([EXIT.source, '']);
    expect(err.match(/^error\[MPC2\d{3}\]/gm)).toHaveLength(2);
    const { code: same, document } = await mpcJson('check', path);
    expect([same, document['ok'], codesOf(document).length]).toEqual([EXIT.source, false, 2]);
  });
});

describe('mpc compile', () => {
  it('writes what the compiler gives, and says what it placed where', async () => {
    const out = work.at('deep', 'er', 'small');
    const { code, out: text, err } = await mpc('compile', method, '--out', out, '--size', 'T=1_024,M=32', '--batch', '2');
    expect([code, err]).toEqual([EXIT.ok, '']);
    const { files } = await compileWhole(SMALL_SOURCE, { sizes: { T: 1024, M: 32 }, batch: 2 });
    for (const file of files) expect(await readFile(`${out}/${file.path}`, 'utf8')).toBe(file.text);
    expect(text).toContain(`${files.length} files in ${out}\n`);
    expect(text).toContain('gpu-only');
    expect(await readdir(work.at('deep', 'er'))).toEqual(['small']);
    expect((await stat(out)).mode & 0o555).toBe(0o555);
  });

  it('replaces an earlier build whole', async () => {
    const out = work.at('again');
    await mpc('compile', method, '--out', out);
    await work.file('again/hip/stale.hip.cpp', 'old');
    expect((await mpc('compile', method, '--out', out, '--machine', 'cpu')).code).toBe(EXIT.ok);
    expect(existsSync(`${out}/hip/stale.hip.cpp`)).toBe(false);
  });

  it('tells a program the same', async () => {
    const out = work.at('json');
    const { code, document } = await mpcJson('compile', method, '--out', out);
    expect(code).toBe(EXIT.ok);
    expect(document).toMatchObject({ ok: true, diagnostics: [], out, placement: { machine: expect.stringContaining('MI210') as unknown } });
    expect(document['files']).toContain('manifest.json');
  });

  it.skipIf(!hasCompiler)('compiles kernels for GPUs too, or writes nothing', async () => {
    const bad = await mpcJson('compile', method, '--out', work.at('binaries'), '--binaries', 'gfx90a,pdp11');
    expect([bad.code, codesOf(bad.document), existsSync(work.at('binaries'))]).toEqual([EXIT.unavailable, ['MPC5101'], false]);
  });
});

describe('mpc explain', () => {
  it('shows work, placement and reasons', async () => {
    const { code, out, err } = await mpc('explain', method, '--size', 'T=4096', '--sweep', 'T', '--figures');
    expect([code, err]).toEqual([EXIT.ok, '']);
    expect(out).toMatch(/FLOP\/B/);
    expect(out).toMatch(/not FPGA/);
    expect(out).toMatch(/cpu-only/);
    const { document } = await mpcJson('explain', method, '--sweep', 'T');
    expect(document).toMatchObject({ ok: true, analysis: { steps: expect.any(Array) as unknown }, placement: { candidates: expect.any(Array) as unknown }, crossovers: { T: expect.any(Array) as unknown } });
  });

  it('predicts what was asked for', async () => {
    const timeAt = async (...args: string[]): Promise<unknown> => {
      const { placement } = (await mpcJson('explain', EXAMPLE, ...args)).document;
      return isObject(placement) ? placement['microseconds'] : undefined;
    };
    const times = [await timeAt(), await timeAt('--size', 'T=500_000'), await timeAt('--machine', 'cpu'), await timeAt('--batch', '8')];
    expect(new Set(times).size).toBe(times.length);
  });

  it('explains a code', async () => {
    const { code, out } = await mpc('explain', 'mpc6102');
    expect(code).toBe(EXIT.ok);
    await expect(out).toMatchFileSnapshot('../golden/cli/explain-MPC6102.txt');
    expect((await mpcJson('explain', 'MPC6102')).document).toMatchObject({ ok: true, code: 'MPC6102' });
    const { code: unknown, document } = await mpcJson('explain', 'MPC0000');
    expect([unknown, codesOf(document)]).toEqual([EXIT.input, ['MPC6107']]);
  });
});

describe('mpc run', () => {
  it('prints the outputs, by the reference', async () => {
    const { code, out, err } = await mpc('run', build, ...inputs, '--plan', 'reference');
    expect([code, err]).toEqual([EXIT.ok, '']);
    await expect(out).toMatchFileSnapshot('../golden/cli/run-reference.txt');
  });

  it.skipIf(!hasCompiler)('gives the same on the CPU, with a memory from a file', async () => {
    const { keys } = SMALL_TENSORS;
    const memory = ['--memory', await work.safetensors('memory.safetensors', { keys }), '--tokens', '5'];
    const outputsOf = async (plan: string): Promise<Record<string, Float64Array>> => {
      const { code, document: { outputs, plan: chosen, ok } } = await mpcJson('run', build, ...inputs, ...memory, '--plan', plan, '--threads', '2');
      expect([code, chosen, ok]).toEqual([EXIT.ok, plan, true]);
      return Object.fromEntries(Object.entries(isObject(outputs) ? outputs : {}).map(([n, t]) => [n, Float64Array.from(isObject(t) && Array.isArray(t['values']) ? t['values'] : [], Number)]));
    };
    const cpu = await outputsOf('cpu');
    const reference = await outputsOf('reference');
    expect(Object.keys(cpu).sort()).toEqual(['best', 'best_count', 'y', 'z']);
    expect(cpu['best']).toEqual(reference['best']);
    cpu['y']?.forEach((v, i) => expect(v).toBeCloseTo(reference['y']?.[i] ?? NaN, 5));
  });

  it('writes outputs and a trace', async () => {
    const out = work.at('results');
    const trace = work.at('traces', 'run.json');
    const { code } = await mpc('run', build, ...inputs, '--plan', 'reference', '--out', out, '--trace', trace);
    expect(code).toBe(EXIT.ok);
    expect((await readdir(out)).sort()).toEqual(['best.npy', 'best_count.npy', 'y.npy', 'z.npy']);
    const z = decodeNpy(await readFile(`${out}/z.npy`), { path: 'z.npy' });
    expect([...toNumbers(z)]).toEqual([...toNumbers(SMALL_TENSORS.table)].filter((_, i) => i !== 1).reverse());
    expect(JSON.parse(await readFile(trace, 'utf8'))).toMatchObject({ traceEvents: expect.any(Array) as unknown });
  });

  it('falls back to the reference where there is no compiler, and says so', async () => {
    await withoutPrograms(async () => {
      const { code, out, err } = await mpc('run', build, ...inputs);
      expect(code).toBe(EXIT.ok);
      expect(out).toMatch(/^plan reference: /);
      expect(err).toMatch(/^note\[MPC6307\]: running plan `reference`.*no C\+\+ compiler/s);
      const { code: asked, document } = await mpcJson('run', build, ...inputs, '--plan', 'cpu');
      expect([asked, codesOf(document)]).toEqual([EXIT.unavailable, ['MPC6305']]);
      const json = await mpcJson('run', build, ...inputs);
      expect(json.document).toMatchObject({ ok: true, plan: 'reference', notices: [{ code: 'MPC6307', severity: 'note' }] });
    });
  });
});

describe('mpc doctor', () => {
  it('lists tools, devices and machines', async () => {
    const { code, out, err } = await mpc('doctor');
    expect([code, err]).toEqual([EXIT.ok, '']);
    for (const { name } of MACHINES) expect(out).toContain(name);
    const { document } = await mpcJson('doctor');
    expect(document).toMatchObject({ ok: true, node: process.version });
    expect(document['tools']).toContainEqual(expect.objectContaining({ name: 'clang-19' }));
    expect(document['devices']).toHaveLength(3);
  });
});
