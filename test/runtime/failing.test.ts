import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pool, type Library } from '../../src/runtime/cpu/pool.js';
import { processors } from '../../src/runtime/cpu/processors.js';
import type { Driver } from '../../src/runtime/driver.js';
import { loadProgram } from '../../src/runtime/load.js';
import type { Manifest, ManifestStep, ManifestTensor } from '../../src/runtime/manifest.js';
import { createMemoryDriver, type HostKernel } from '../../src/runtime/memory-driver.js';
import type { TensorMap } from '../../src/runtime/check.js';

type Target = 'cpu' | 'gpu';

const tensor = (name: string, role: ManifestTensor['role']): ManifestTensor => ({ name, role, dtype: 'f32', shape: ['4'] });

/** A step with one kernel, which writes the last of its buffers. */
function step(name: string, reads: readonly string[], writes: string, target: Target): ManifestStep {
  const params = [...reads.map((r) => ({ kind: 'buffer' as const, tensor: r, access: 'read' as const })), { kind: 'buffer' as const, tensor: writes, access: 'write' as const }];
  return { name, stage: 'apply', line: 1, once: false, reads: [...reads], writes: [writes], kernels: { [target]: [{ name, file: 'f', params }] } };
}

function manifest(tensors: readonly ManifestTensor[], steps: readonly ManifestStep[], plan: Readonly<Record<string, Target>>): Manifest {
  return { format: 'mpc-manifest/1', method: 'm', doc: '', compiler: '', source: '', sizes: [], batch: { min: 1, max: 1 }, tensors: [...tensors], steps: [...steps], plans: { default: plan } };
}

const copy: HostKernel = (args) => {
  const [from, to] = [args[0], args.at(-1)];
  if (from instanceof Uint8Array && to instanceof Uint8Array) to.set(from);
};
const x = (value: number): TensorMap => ({ x: { dtype: 'f32', shape: [4], bytes: new Uint8Array(new Float32Array(4).fill(value).buffer) } });

describe('a step that fails', () => {
  it('leaves nothing under way that would disturb the next', async () => {
    const cpu = createMemoryDriver({ kernels: (name) => (name === 'slow' ? async (args) => { await sleep(30); await copy(args); } : copy) });
    const memory = createMemoryDriver({ target: 'gpu', kernels: () => copy });
    let allocations = 0;
    let writes = 0;
    const gpu: Driver = {
      ...memory, ordered: true,
      alloc: (bytes, bank) => (++allocations === 3 ? Promise.reject(new Error('out of memory')) : memory.alloc(bytes, bank)),
      write: (buffer, data, offset) => {
        const pending = memory.write(buffer, data, offset);
        return ++writes > 1 ? pending : sleep(10).then(() => undefined); // the first one is long under way
      },
    };
    const program = await loadProgram({
      manifest: manifest(
        [tensor('x', 'input'), tensor('t', 'temp'), tensor('u', 'temp'), tensor('y', 'output')],
        [step('fast', ['x'], 't', 'cpu'), step('slow', ['x'], 'u', 'cpu'), step('last', ['t', 'u'], 'y', 'gpu')], { fast: 'cpu', slow: 'cpu', last: 'gpu' },
      ),
    }, { plan: 'default', drivers: { cpu: () => Promise.resolve(cpu), gpu: () => Promise.resolve(gpu) } });
    const session = program.createSession();
    await expect(session.step(x(1))).rejects.toThrow('out of memory');
    const { y } = await session.step(x(2));
    expect([...new Float32Array(y?.bytes.buffer ?? new ArrayBuffer(0))]).toEqual([2, 2, 2, 2]);
  });

  it('does not keep other devices open when one cannot be closed', async () => {
    const closed: string[] = [];
    const closing = (target: Target, works: boolean): Driver => ({
      ...createMemoryDriver({ target, kernels: () => copy }),
      close: () => (works ? Promise.resolve(void closed.push(target)) : Promise.reject(new Error('the device is gone'))),
    });
    const program = await loadProgram({
      manifest: manifest([tensor('x', 'input'), tensor('t', 'temp'), tensor('y', 'output')], [step('a', ['x'], 't', 'gpu'), step('b', ['t'], 'y', 'cpu')], { a: 'gpu', b: 'cpu' }),
    }, { plan: 'default', drivers: { gpu: () => Promise.resolve(closing('gpu', false)), cpu: () => Promise.resolve(closing('cpu', true)) } });
    await program.createSession().step(x(1));
    await expect(program.close()).rejects.toThrow('the device is gone');
    expect(closed).toEqual(['cpu']);
  });
});

it('steps in a loop let timers through', async () => {
  const busy: HostKernel = (args) => {
    const end = performance.now() + 1;
    while (performance.now() < end);
    return copy(args);
  };
  const driver = createMemoryDriver({ kernels: () => busy });
  const program = await loadProgram({ manifest: manifest([tensor('x', 'input'), tensor('y', 'output')], [step('s', ['x'], 'y', 'cpu')], { s: 'cpu' }) }, { plan: 'default', drivers: { cpu: () => Promise.resolve(driver) } });
  const session = program.createSession();
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; }, 1);
  for (let i = 0; i < 60; i++) await session.step(x(i));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(2);
});

describe('the threads of a process', () => {
  /** A library that notes how many threads it is told to use; `old` ones were built before libraries could share them. */
  function library(old: boolean, told: number[]): Library {
    const func = (name: string): unknown => {
      if (name === 'mpc_set_threads') return (threads: number) => { told.push(threads); };
      if (old) throw new Error(`Cannot find function '${name}' in shared library`);
      return (given: unknown) => given ?? 1n;
    };
    return { func } as unknown as Library;
  }

  it('are not shared by a library that has its own', () => {
    const told: number[] = [];
    const own = pool.share(library(true, told));
    expect(own.shares).toBe(false);
    pool.use(3, own);
    pool.use(3, own);
    expect(told).toEqual([3, 3]);
  });

  it('are claimed in turn', async () => {
    const own = pool.share(library(true, []));
    const order: number[] = [];
    const turn = async (n: number): Promise<void> => {
      await pool.enter(n, own);
      order.push(n);
      expect(pool.isFree).toBe(false);
      await sleep(2);
      pool.leave();
    };
    await Promise.all([turn(8), turn(4), turn(8)]);
    expect([order, pool.isFree]).toEqual([[8, 4, 8], true]);
  });

  it('are no more than the quota of a container', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mpc-'));
    const file = join(folder, 'cpu.max');
    const all = await processors(file); // there is no such file yet
    expect(all).toBeGreaterThanOrEqual(1);
    await writeFile(file, 'max 100000\n');
    expect(await processors(file)).toBe(all);
    await writeFile(file, '50000 100000\n');
    expect(await processors(file)).toBe(1);
    await rm(folder, { recursive: true });
  });
});
