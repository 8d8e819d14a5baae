import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCpuDriver, findCompiler } from '../../../src/runtime/cpu/index.js';
import type { DeviceBuffer, DeviceKernel, Driver } from '../../../src/runtime/driver.js';

const SOURCE = `#include <cstdint>
static int most = 0;
extern "C" void mpc_set_threads(int threads) { most = threads; }
extern "C" const void *mpc_use_pool(const void *pool) { return pool ? pool : &most; }
extern "C" void scale(const float *x, float *y, int n) { for (int i = 0; i < n; ++i) y[i] = x[i] * 2.0f; }
extern "C" void describe(int32_t *out, const void *buffer) {
  out[0] = most;
  out[1] = (int32_t)((uintptr_t)buffer % 64);
}
`;

let folder = '';
let driver: Driver;

async function floats(buffer: DeviceBuffer, count: number): Promise<number[]> {
  const bytes = await driver.read(buffer, 4 * count);
  return [...new Float32Array(bytes.buffer, bytes.byteOffset, count)];
}

const bytesOf = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

it('has no driver, and says so, where there is no compiler', async () => {
  const notices: string[] = [];
  expect(await createCpuDriver({ compiler: 'no-such-compiler', onNotice: (d) => notices.push(d.code) })).toBeUndefined();
  expect(notices).toEqual(['MPC5201']);
});

describe.skipIf((await findCompiler()) === undefined)('CPU driver', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mpc-driver-'));
    await mkdir(join(folder, 'cpu'));
    await writeFile(join(folder, 'cpu', 'kernels.cpp'), SOURCE);
    const made = await createCpuDriver({ threads: 3, cache: join(folder, 'cache') });
    if (!made) throw new Error('no driver');
    driver = made;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('moves bytes, and gives memory that is zero', async () => {
    const [a, b] = [await driver.alloc(16), await driver.alloc(16)];
    expect(await floats(a, 4)).toEqual([0, 0, 0, 0]);
    await driver.write(a, bytesOf([1, 2]), 8);
    await driver.copy?.(a, 8, b, 4, 8);
    expect(await floats(b, 4)).toEqual([0, 1, 2, 0]);
    await driver.clear(b);
    expect(await floats(b, 4)).toEqual([0, 0, 0, 0]);
    await driver.free(a);
  });

  it('compiles once, caches by content, and runs, also from several calls at a time', async () => {
    const path = join(folder, 'cpu', 'kernels.cpp');
    const [scale, again] = await Promise.all([driver.kernel(path, 'scale', ['buffer', 'buffer', 'i32']), driver.kernel(path, 'scale', ['buffer', 'buffer', 'i32'])]);
    const [x, y, z] = [await driver.alloc(12), await driver.alloc(12), await driver.alloc(12)];
    await driver.write(x, bytesOf([1, 2, 3]));
    await driver.launch(scale, [x, y, 3]);
    await driver.launch(again, [y, z, 2]);
    await driver.launch(again, [y, z, 3]);
    expect(await floats(z, 3)).toEqual([4, 8, 12]);
    const other = await createCpuDriver({ threads: 1, cache: join(folder, 'cache') });
    await other?.kernel(path, 'scale', ['buffer', 'buffer', 'i32']);
    expect(await readdir(join(folder, 'cache'))).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.so$/)]);
  });

  it('aligns buffers to 64 bytes', async () => {
    const describeKernel = await driver.kernel(join(folder, 'cpu', 'kernels.cpp'), 'describe', ['buffer', 'buffer']);
    const out = await driver.alloc(8);
    for (const size of [1, 64, 1000, 1 << 20]) {
      await driver.launch(describeKernel, [out, await driver.alloc(size)]);
      const bytes = await driver.read(out, 8);
      expect(new Int32Array(bytes.buffer, bytes.byteOffset, 2)[1]).toBe(0);
    }
  });

  it('reports what the compiler refuses, and leaves nothing in the cache', async () => {
    const path = join(folder, 'cpu', 'broken.cpp');
    await writeFile(path, 'int broken( {\n');
    const before = await readdir(join(folder, 'cache'));
    await expect(driver.kernel(path, 'broken', [])).rejects.toMatchObject({ code: 'MPC5102', output: expect.stringContaining('broken') as string });
    expect(await readdir(join(folder, 'cache'))).toEqual(before);
  });

  it('shares one set of threads between libraries, and lets drivers with other numbers of threads take turns', async () => {
    const path = join(folder, 'cpu', 'kernels.cpp');
    const second = join(folder, 'cpu', 'second.cpp');
    await writeFile(second, SOURCE.replace('pool ? pool : &most', 'pool'));
    const single = await createCpuDriver({ threads: 1, cache: join(folder, 'cache') });
    if (!single) throw new Error('no driver');
    const of = (made: Driver, file: string): Promise<DeviceKernel> => made.kernel(file, 'describe', ['buffer', 'buffer']);
    const [three, one] = [await of(driver, path), await of(single, path)];
    await of(driver, second);
    const out = await Promise.all([1, 2, 3, 4].map(() => driver.alloc(8)));
    // The first launch of a kernel goes to another thread: these overlap if nothing holds them back.
    await Promise.all(out.map(async (buffer, i) => (i % 2 === 0 ? driver.launch(three, [buffer, buffer]) : single.launch(one, [buffer, buffer]))));
    const threads = await Promise.all(out.map(async (buffer) => new Int32Array((await driver.read(buffer, 8)).buffer)[0]));
    expect(threads).toEqual([3, 1, 3, 1]);
  });

  it('shows and fills memory in place', async () => {
    const buffer = await driver.alloc(8);
    await driver.write(buffer, bytesOf([1, 2]));
    const view = driver.view?.(buffer);
    expect(view && [...new Float32Array(view.buffer, view.byteOffset, 2)]).toEqual([1, 2]);
    const into = new Uint8Array(4);
    expect(await driver.read(buffer, 4, 4, into)).toBe(into);
    expect(into).toEqual(bytesOf([2]));
  });

  it('says what it runs on', () => {
    expect(driver.description).toMatch(/^CPU \(.+, 3 threads\)$/);
  });
});
