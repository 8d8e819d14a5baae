import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { xclbinFor } from '../../../src/runtime/fpga/xrt.js';
import { createCsimDriver, createXrtDriver } from '../../../src/runtime/fpga/index.js';
import { hlsProgram, scratchFolder, writeFiles } from '../../support/hls.js';

const compiler = await findCompiler();

describe.skipIf(!compiler)('C simulation driver', () => {
  it('compiles a kernel and runs it on its own memory', { timeout: 60_000 }, async () => {
    const [N, n] = [ir.size('N', 1, 1000), ir.size('N', 1, 1000)];
    const x = ir.tensor('x', 'input', 'bf16', [n]);
    const y = ir.tensor('y', 'output', 'f32', [n]);
    const i = ir.axis('i', N);
    const { output, steps } = hlsProgram(ir.method('double', { sizes: [N], tensors: [x, y], ops: [ir.map(y, [i], ir.mul(ir.load(x, i), 2))] }));
    const folder = scratchFolder();
    writeFiles(folder, output);
    const driver = await createCsimDriver();
    const kernel = steps.flatMap((s) => output.kernels.get(s) ?? [])[0];
    if (!driver || !kernel) throw new Error('no driver or kernel');
    expect(driver.target).toBe('fpga');

    const [from, to] = [await driver.alloc(6), await driver.alloc(12)];
    await driver.write(from, new Uint8Array(Uint16Array.of(0x3f80, 0xc000, 0x4040).buffer)); // 1, -2, 3
    const loaded = await driver.kernel(join(folder, kernel.file), kernel.name, kernel.params.map((p) => (p.kind === 'buffer' ? 'buffer' : 'i32')));
    await driver.launch(loaded, kernel.params.map((p) => (p.kind === 'size' ? 3 : p.tensor === 'x' ? from : to)));
    expect([...new Float32Array((await driver.read(to, 12)).buffer)]).toEqual([2, -4, 6]);

    await driver.clear(to);
    expect([...await driver.read(to, 12)]).toEqual(Array(12).fill(0));
    await driver.free(to);
    await expect(driver.read(to, 1)).rejects.toThrow('freed');
    await driver.close();
  });
});

describe('XRT driver', () => {
  it('gives nothing on a machine without a card', async () => {
    expect(await createXrtDriver({ at: 99 })).toBeUndefined();
    expect(await createXrtDriver({ at: '0000:3b:00.1', id: 'fpga1' })).toBeUndefined();
  });

  it('takes the binary of its card, then the one with all kernels, then that of the kernel', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mpc-xclbin-'));
    const source = join(folder, 'hls/score/src/score.cpp');
    expect(() => xclbinFor(source, 'score', 'fpga1')).toThrow('has not been synthesised');
    for (const path of ['hls/score/build/score.xclbin', 'hls/build/mpc.xclbin', 'hls/build/mpc-fpga1.xclbin']) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), '');
      expect(xclbinFor(source, 'score', 'fpga1')).toBe(join(folder, path));
    }
    expect(xclbinFor(source, 'score', 'fpga')).toBe(join(folder, 'hls/build/mpc.xclbin'));
  });
});
