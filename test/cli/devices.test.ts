import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { analyze } from '../../src/compiler/index.js';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import type { Manifest } from '../../src/runtime/index.js';
import { SMALL, SMALL_TENSORS } from '../support/small-method.js';
import { codesOf, mpc, mpcJson, Workplace } from './mpc.js';

const hasCompiler = (await findCompiler()) !== undefined;
const work = new Workplace();
const build = work.at('build');

/** Two devices of each kind, the FPGAs of different parts. */
const TWO = {
  name: 'two', title: 'Two of each', home: 'cpu',
  devices: { cpu: 'epyc-7v13', cpu1: 'epyc-7v13', gpu: 'h100', gpu1: 'h100', fpga: 'u55c', fpga1: 'u280' },
  links: [
    { from: ['cpu', 'cpu1'], to: ['cpu', 'cpu1'], path: 'host', curve: 'numa' },
    { from: 'cpu', to: ['gpu', 'gpu1', 'fpga', 'fpga1'], path: 'host', curve: 'host-pcie4' },
    { from: ['gpu', 'gpu1', 'fpga', 'fpga1'], to: 'cpu', path: 'host', curve: 'host-pcie4' },
  ],
};
let machine = '';
let method = '';
let inputs: readonly string[] = [];
let steps: readonly string[] = [];
let manifest: Manifest;

beforeAll(async () => {
  machine = await work.file('two.json', JSON.stringify(TWO));
  method = await work.file('small.mp', SMALL);
  const { x, pick, w, table } = SMALL_TENSORS;
  inputs = ['--input', `x=${await work.npy('query.npy', x)}`, '--input', await work.npy('pick.npy', pick), '--weights', await work.safetensors('model.safetensors', { w, table })];
  steps = analyze({ text: SMALL, file: 'small.mp' }).steps.map((step) => step.name);
  const pins = steps.map((s, i) => `${s}=${i % 2 === 0 ? 'cpu' : 'cpu1'}`).join();
  expect((await mpc('compile', method, '--out', build, '--machine', machine, '--pin', pins)).code).toBe(EXIT.ok);
  manifest = JSON.parse(readFileSync(work.at('build', 'manifest.json'), 'utf8')) as Manifest;
}, 60_000);

describe('a build for several devices of a kind', () => {
  it('names them in its plans, and says what they are', () => {
    expect(manifest.devices).toEqual({
      cpu: { target: 'cpu', index: 0, name: 'epyc-7v13' }, cpu1: { target: 'cpu', index: 1, name: 'epyc-7v13' },
      gpu: { target: 'gpu', index: 0, name: 'h100' }, gpu1: { target: 'gpu', index: 1, name: 'h100' },
      fpga: { target: 'fpga', index: 0, name: 'u55c' }, fpga1: { target: 'fpga', index: 1, name: 'u280' },
    });
    expect(new Set(Object.values(manifest.plans['default'] ?? {}))).toEqual(new Set(['cpu', 'cpu1']));
    expect(new Set(Object.values(manifest.plans['gpu'] ?? {}))).toEqual(new Set(['gpu']));
    expect(readFileSync(work.at('build', 'host', 'README.md'), 'utf8')).toMatch(/\| cpu1 \| CPU 1 +\| epyc-7v13 +\|/);
  });

  it('has kernels for each part of FPGA', () => {
    for (const { name, kernels, variants } of manifest.steps) {
      expect([name, Object.keys(variants ?? {}), kernels.fpga?.[0]?.file.split('/')[0], variants?.['u280']?.[0]?.file.split('/')[0]]).toEqual([name, ['u280'], 'hls', 'hls-u280']);
      const [first, second] = [kernels.fpga?.[0]?.name ?? '', variants?.['u280']?.[0]?.name ?? ''];
      expect(readFileSync(work.at('build', 'hls', first, 'run_hls.tcl'), 'utf8')).toContain('xcu55c');
      expect(readFileSync(work.at('build', 'hls-u280', second, 'run_hls.tcl'), 'utf8')).toContain('xcu280');
    }
    expect(['hls/Makefile', 'hls-u280/Makefile', 'hls-u280/link.cfg', 'hls-u280/include/ap_int.h'].filter((f) => !existsSync(work.at('build', f)))).toEqual([]);
  });

  it.skipIf(!hasCompiler)('runs over them as on one', async () => {
    const { document: alone } = await mpcJson('run', build, ...inputs, '--plan', 'cpu');
    for (const more of [['--plan', 'default'], ['--plan', 'cpu1'], ['--plan', 'cpu', '--place', `${steps[1]}=cpu1,${steps[2]}=cpu2`]]) {
      const { code, document } = await mpcJson('run', build, ...inputs, ...more);
      expect(code).toBe(EXIT.ok);
      expect(document['outputs']).toEqual(alone['outputs']);
    }
    const { out } = await mpc('run', build, ...inputs, '--plan', 'default');
    expect(out).toMatch(/^plan default: cpu1?: CPU .*, cpu1?: CPU /);
    const placed = await mpcJson('run', build, ...inputs, '--place', `${steps[0]}=cpu1`);
    expect(placed.document).toMatchObject({ plan: 'given', assignment: { [steps[0] ?? '']: 'cpu1' } });
  });

  it('names a device that is not there', async () => {
    const missing = await mpc('run', build, ...inputs, '--plan', 'gpu15');
    expect([missing.code, missing.out]).toEqual([EXIT.unavailable, '']);
    expect(missing.err).toContain('error[MPC6305]: no gpu15, GPU 15, device: number 15 was not found through HIP or CUDA; it is wanted as GPU 15');
    const address = await mpc('run', build, ...inputs, '--plan', 'fpga1', '--device', 'fpga1=ffff:3b:00.1');
    expect(address.code).toBe(EXIT.unavailable);
    expect(address.err).toContain('no fpga1, FPGA 1 (u280), device: PCI address ffff:3b:00.1 was not found through XRT');
  });

  it.each([
    [['--plan', 'tpu'], EXIT.input, 'MPC6303'],
    [['--place', 'nothing=cpu1'], EXIT.input, 'MPC6201'],
    [['--place', 'STEP=tpu'], EXIT.input, 'MPC6312'],
    [['--device', 'tpu=1'], EXIT.input, 'MPC6201'],
    [['--place', 'score'], EXIT.usage, 'MPC6110'],
    [['--device', 'gpu1=first'], EXIT.usage, 'MPC6110'],
    [['--device', 'fpga=3b:00'], EXIT.usage, 'MPC6110'],
  ] as const)('refuses run %j', async (args, code, wanted) => {
    const { code: found, document } = await mpcJson('run', build, ...inputs, ...args.map((a) => a.replace('STEP', steps[0] ?? '')));
    expect([found, ...codesOf(document)]).toEqual([code, wanted]);
  });
});

describe('pins', () => {
  it('take ids of devices, and kinds for any of them', async () => {
    const { code, document } = await mpcJson('explain', method, '--machine', 'bench/machines/h100-x2.json', '--pin', `${steps[1]}=gpu1,${steps[2]}=gpu0,${steps[3]}=cpu,${steps[0]}=gpu`);
    expect(code).toBe(EXIT.ok);
    const { steps: placed } = document['placement'] as { steps: readonly { name: string; device: string }[] };
    const on = (step: string | undefined): string => placed.find((s) => s.name === step)?.device ?? '';
    expect([on(steps[1]), on(steps[2]), on(steps[3])]).toEqual(['gpu1', 'gpu0', 'cpu']);
    expect(on(steps[0])).toMatch(/^gpu[01]$/);
  });

  it('of two cards on two sockets show which way data goes', async () => {
    const { code, out } = await mpc('explain', method, '--machine', 'bench/machines/u55c-x2.json', '--peer-to-peer', '--pin', `${steps[1]}=fpga1,${steps[2]}=fpga,${steps[0]}=gpu`);
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/FPGA1/);
  });

  it('of a device that is not there are refused', async () => {
    const { code, document } = await mpcJson('explain', method, '--machine', 'bench/machines/h100-x2.json', '--pin', `${steps[1]}=gpu2`);
    expect(code).toBe(EXIT.input);
    expect(codesOf(document).every((c) => c.startsWith('MPC41'))).toBe(true);
  });
});

describe('mpc verify', () => {
  it.skipIf(!hasCompiler)('takes several devices of a kind as targets, and steps over several', { timeout: 60_000 }, async () => {
    const { code, document } = await mpcJson('verify', method, '--machine', machine, '--target', 'cpu1', '--place', `${steps[1]}=cpu,${steps[2]}=fpga1`, '--size', 'T=9,M=5');
    expect(code).toBe(EXIT.ok);
    expect(document).toMatchObject({ ok: true, targets: [{ target: 'cpu1' }] });
    const { targets: [target] } = document as unknown as { targets: readonly { device: string }[] };
    expect(target?.device).toMatch(/cpu1: CPU .*cpu: CPU .*fpga1: C simulation/);
  });

  it.each([
    [['--target', 'cpu,tpu'], EXIT.input, 'MPC6109'],
    [['--place', 'nothing=cpu1'], EXIT.input, 'MPC6201'],
    [['--place', 'STEP=tpu'], EXIT.input, 'MPC6312'],
    [['--machine', 'two'], EXIT.input, 'MPC6103'],
  ] as const)('refuses %j', async (args, code, wanted) => {
    const { code: found, document } = await mpcJson('verify', method, ...args.map((a) => a.replace('STEP', steps[0] ?? '')));
    expect([found, ...codesOf(document)]).toEqual([code, wanted]);
  });
});

describe('mpc machines', () => {
  it('says which curve was taken for the positions of devices, and why', async () => {
    const { code, out } = await mpc('machines', 'bench/machines/u55c-x2.json');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('gpu to fpga (peer): p2p-same-root, under one root complex (rc0)');
    expect(out).toContain('gpu to fpga1 (peer): p2p-gpu-to-fpga, under different root complexes (rc0, rc2)');
    const { document } = await mpcJson('machines', 'mi210x2-u55cx2');
    expect(document['chosenCurves']).toHaveLength(8);
    expect(await mpc('machines', 'h100')).toMatchObject({ code: EXIT.ok, out: expect.not.stringContaining('Curves taken') as string });
  });
});
