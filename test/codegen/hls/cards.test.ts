import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planHls, writeHls } from '../../../src/codegen/hls/index.js';
import { analyze } from '../../../src/compiler/index.js';
import { deviceNamed } from '../../../src/machines/index.js';
import { hasTool } from '../../support/hip.js';
import { scratchFolder, writeFiles } from '../../support/hls.js';
import { SMALL_SOURCE } from '../../support/small-method.js';

const { method, steps } = analyze(SMALL_SOURCE);

/** The small method for a card, in a folder of the build folder. */
function written(card: string, root?: string): ReturnType<typeof writeHls> {
  if (!method) throw new Error('the method has errors');
  return writeHls(method, planHls(method, steps, deviceNamed(card, 'fpga')), undefined, root);
}

describe('kernels for a further card', () => {
  it('stand in a folder of their own, for its part', () => {
    const [first, second] = [written('u55c'), written('u280', 'hls-u280')];
    expect(second.files.every((f) => f.path.startsWith('hls-u280/'))).toBe(true);
    expect(second.files.map((f) => f.path.replace('hls-u280/', 'hls/')).sort()).toEqual(first.files.map((f) => f.path).sort());
    for (const [step, kernels] of second.kernels) {
      expect(kernels.map((k) => k.name)).toEqual(first.kernels.get(step)?.map((k) => k.name));
      expect(kernels.every((k) => k.file.startsWith('hls-u280/'))).toBe(true);
    }
    const scripts = (files: typeof first.files): string => files.filter((f) => f.path.endsWith('run_hls.tcl')).map((f) => f.text).join();
    expect([scripts(first.files).includes('xcu55c'), scripts(second.files).includes('xcu280'), scripts(second.files).includes('xcu55c')]).toEqual([true, true, false]);
  });

  it.skipIf(!hasTool('make'))('are linked for each card with the steps that run there', async () => {
    const folder = scratchFolder();
    const output = written('u55c');
    writeFiles(folder, output);
    await mkdir(join(folder, 'bin'));
    await writeFile(join(folder, 'bin/v++'), '#!/bin/sh\necho "$@" >> v++.log\n');
    await chmod(join(folder, 'bin/v++'), 0o755);
    const [one = '', other = '', ...rest] = [...output.kernels.values()].flatMap((k) => k.map(({ name }) => name));
    const link = (...args: readonly string[]): void => {
      execFileSync('make', ['-C', join(folder, 'hls'), 'xclbin', ...args], { env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` }, stdio: 'ignore' });
    };
    const made = (text: string): readonly string[] => [...text.matchAll(/^nk=(\w+):/gm)].map(([, name = '']) => name);
    link('CARD=fpga1', `KERNELS=${one} ${other}`);
    const own = await readFile(join(folder, 'hls/build/mpc-fpga1.cfg'), 'utf8');
    expect(made(own)).toEqual([one, other]);
    for (const name of rest) expect(own).not.toMatch(new RegExp(`^(sp|slr)=${name}_1[.:]`, 'm'));
    expect(await readFile(join(folder, 'hls/v++.log'), 'utf8')).toContain(`-o build/mpc-fpga1.xclbin ${one}/build/${one}.xo ${other}/build/${other}.xo\n`);
    link();
    expect(made(await readFile(join(folder, 'hls/build/mpc.cfg'), 'utf8'))).toEqual([one, other, ...rest]);
    expect(await readFile(join(folder, 'hls/v++.log'), 'utf8')).toContain('-o build/mpc.xclbin ');
  });
});
