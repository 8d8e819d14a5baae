import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCuda } from '../../../src/runtime/gpu/cuda.js';
import { driverOf, type GpuDriver } from '../../../src/runtime/gpu/driver.js';
import { architectures } from '../../../src/runtime/gpu/hip.js';
import { createGpuDriver, gpuModule, prebuiltPath } from '../../../src/runtime/gpu/index.js';
import { hasTool } from '../../support/hip.js';

const folder = mkdtempSync(join(tmpdir(), 'mpc-gpu-'));

describe('opening', () => {
  it('finds no device where the libraries are missing', () => {
    expect(openCuda(0, ['libno-such-cuda.so.1'])).toBeUndefined();
  });

  it('gives a driver or nothing, and never throws', async () => {
    const driver = await createGpuDriver();
    if (driver) expect(driver.architecture).toMatch(/^(sm_|gfx)/);
    await driver?.close();
  });

  it('reads architectures as the kernel driver names them', () => {
    for (const [node, text] of [['0', 'cpu_cores_count 8\n'], ['1', 'x 1\ngfx_target_version 90010\n'], ['2', 'gfx_target_version 110000\n']] as const) {
      mkdirSync(join(folder, node), { recursive: true });
      writeFileSync(join(folder, node, 'properties'), text);
    }
    expect(architectures(folder)).toEqual(['gfx90a', 'gfx1100']);
    expect(architectures(join(folder, 'none'))).toEqual([]);
  });
});

describe.skipIf(!hasTool('g++'))('the driver over a CUDA library', () => {
  let driver: GpuDriver;
  beforeAll(() => {
    const library = join(folder, 'libfake.so');
    execFileSync('g++', ['-shared', '-fPIC', '-O1', '-o', library, join(import.meta.dirname, '../../support/fake_cuda.cpp')]);
    const opened = openCuda(0, [library]);
    if (!opened) throw new Error('not opened');
    driver = driverOf(opened);
  });

  it('says what it is', () => {
    expect([driver.description, driver.architecture, driver.kind]).toEqual(['Fake GPU', 'sm_90', 'cuda']);
  });

  it('allocates zeros, writes, copies and reads, also more than its staging memory holds', async () => {
    const bytes = 40 * 2 ** 20;
    const [a, b] = [await driver.alloc(bytes), await driver.alloc(bytes)];
    expect((await driver.read(a, 1000)).every((x) => x === 0)).toBe(true);
    const data = new Uint8Array(bytes);
    for (let i = 0; i < bytes; i += 997) data[i] = i % 251;
    await driver.write(a, data);
    await driver.copy?.(a, 997, b, 0, bytes - 997);
    const back = await driver.read(b, bytes - 997);
    expect(Buffer.compare(back, data.subarray(997))).toBe(0);
    await driver.write(a, Uint8Array.of(1, 2, 3), 5);
    expect([...await driver.read(a, 5, 4)]).toEqual([data[4], 1, 2, 3, data[8]]);
    await driver.free(a);
    await expect(driver.read(a, 1)).rejects.toThrow('freed');
    await driver.free(b);
  });

  it('reads into given memory, and waits once for all that is read together', async () => {
    const [a, b] = [await driver.alloc(8), await driver.alloc(3 * 2 ** 20)];
    await driver.write(a, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    const large = new Uint8Array(3 * 2 ** 20).map((_, i) => i % 251);
    expect(driver.write(b, large)).toBeUndefined(); // nothing to wait for: it is staged
    const into = new Uint8Array(4).fill(9);
    const [some, all] = await Promise.all([driver.read(a, 3, 2, into.subarray(0, 3)), driver.read(b, large.length)]);
    expect([[...into], some.buffer === into.buffer]).toEqual([[3, 4, 5, 9], true]);
    expect(Buffer.compare(all, large)).toBe(0);
    for (const buffer of [a, b]) await driver.free(buffer);
  });

  it('launches with its argument block, and not at all with an empty grid', async () => {
    const path = join(folder, 'm.ptx');
    writeFileSync(path, '// ptx');
    const kernel = await driver.kernel(path, 'scale_add', ['buffer', 'i32']);
    const buffer = await driver.alloc(16);
    await driver.write(buffer, new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer));
    await driver.launch(kernel, [buffer, -5], { grid: [2, 3, 1], block: 4 });
    await driver.launch(kernel, [buffer, 100], { grid: [0, 3, 1], block: 4 });
    await driver.synchronize();
    expect([...new Float32Array((await driver.read(buffer, 16)).slice().buffer)]).toEqual([1, 7, 13, 19]);
    expect(await driver.time(() => driver.launch(kernel, [buffer, 0], { grid: [1, 1, 1], block: 4 }))).toBe(1.5);
    await driver.free(buffer);
  });

  it('reports failures in words', async () => {
    await expect(driver.alloc(2 ** 31)).rejects.toThrow('cannot allocate 2147483648 bytes: out of memory (cuda error 2)');
    await expect(driver.kernel(join(folder, 'm.ptx'), 'other', [])).rejects.toThrow('cannot find kernel other: not found');
  });
});

describe.skipIf(!hasTool('g++'))('two devices', () => {
  const library = join(folder, 'libtwo.so');
  const open = (at: number | string): GpuDriver => {
    const opened = openCuda(at, [library]);
    if (!opened) throw new Error('not opened');
    return driverOf(opened);
  };
  beforeAll(() => {
    execFileSync('g++', ['-shared', '-fPIC', '-O1', '-o', library, join(import.meta.dirname, '../../support/fake_cuda.cpp')]);
  });

  it('are found by number and by PCI address', () => {
    for (const at of [0, 1, '0000:01:00.0', '0000:02:00.0']) expect(openCuda(at, [library])?.api.device).toBe(typeof at === 'number' ? at : Number(at[6]) - 1);
    expect(openCuda(2, [library])).toBeUndefined();
    expect(openCuda('0000:07:00.0', [library])).toBeUndefined();
  });

  it('copy from each other without the host', async () => {
    const [a, b] = [open(0), open(1)];
    expect([a.isPeer?.(b), b.isPeer?.(a), a.isPeer?.(a), a.isPeer?.(b)]).toEqual([true, true, false, true]);
    const [from, to] = [await a.alloc(64), await b.alloc(64)];
    await a.write(from, Uint8Array.of(1, 2, 3, 4, 5));
    await b.copyFromPeer?.(a, from, 1, to, 8, 3);
    expect([...await b.read(to, 5, 7)]).toEqual([0, 2, 3, 4, 0]);
    await a.copyFromPeer?.(b, to, 8, from, 0, 2);
    expect([...await a.read(from, 5)]).toEqual([2, 3, 3, 4, 5]);
    expect(() => a.copyFromPeer?.(b, to, 60, from, 0, 5)).toThrow('bytes 60 .. 65');
    await a.close();
    await b.close();
  });
});

describe('modules', () => {
  it('takes one that was built in advance and is not older than the source', async () => {
    const source = join(folder, 'm.hip.cpp');
    const built = prebuiltPath(source, 'sm_90');
    expect(built).toBe(join(folder, 'm.sm_90.ptx'));
    writeFileSync(source, '');
    writeFileSync(built, '');
    utimesSync(source, 1000, 1000);
    expect(await gpuModule(source, 'sm_90')).toBe(built);
    expect(await gpuModule(built, 'sm_90')).toBe(built);
  });

  it.skipIf(!hasTool('clang-19'))('compiles with clang once for each content, and shows what the compiler says', async () => {
    process.env['MPC_CACHE_DIR'] = join(folder, 'cache');
    const source = join(folder, 'n.hip.cpp');
    writeFileSync(source, 'extern "C" __attribute__((global)) void k(int *p) { *p = 1; }\n');
    const [ptx, again, code] = [await gpuModule(source, 'sm_90'), await gpuModule(source, 'sm_90'), await gpuModule(source, 'gfx90a')];
    expect(ptx).toBe(again);
    expect([ptx.endsWith('.ptx'), code.endsWith('.hsaco')]).toEqual([true, true]);
    writeFileSync(source, 'extern "C" __attribute__((global)) void k(int *p) { *p = oops; }\n');
    await expect(gpuModule(source, 'sm_90')).rejects.toThrow("use of undeclared identifier 'oops'");
  });
});
