/**
 * Measures the CPU kernels of a build: with one thread, with all of them awake (as in the middle of a call), and with all of them asleep.
 * Caches are flushed before each call.
 */
import { copyFile, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { DeviceBuffer, DeviceKernel, Driver } from 'mpc/runtime';
import { firstDriver, hostPackage, type HostPackageOptions } from './host-package.js';

type Sizes = Record<string, number>;

/** How a kernel is run: by so many threads, that look out for work or sleep. */
export interface CpuMode { readonly threads: number; readonly pool: 'awake' | 'asleep' }

const CALLS = 16;
/** Calls that count at least, and milliseconds for a mode. */
const LEAST_CALLS = 3;
const LONGEST = 900;
const FLUSH_BYTES = 2 ** 27;
/** Milliseconds after which the threads of a pool sleep for sure. */
const SLEEP = 5;

/** One mode for each number of threads, and one more with the most of them asleep. */
export function cpuModes(threads: readonly number[] = [1, availableParallelism()]): readonly CpuMode[] {
  const most = Math.max(...threads);
  return [...[...new Set(threads)].map((n): CpuMode => ({ threads: n, pool: 'awake' })), ...most > 1 ? [{ threads: most, pool: 'asleep' } as const] : []];
}

export interface CpuRecord {
  readonly method: string; readonly constants: Sizes; readonly device: string; readonly target: 'cpu'; readonly sizes: Sizes;
  readonly step: string; readonly kernel: string; readonly threads: number; readonly pool: CpuMode['pool'];
  /** Median, and where the middle four fifths of the calls lie. */
  readonly microseconds: number; readonly low: number; readonly high: number; readonly calls: number;
}

const flush = new Float64Array(FLUSH_BYTES / 8);

/** Measures all kernels of the build in `folder`, compiled from `source`, at some sizes, in each mode. */
export async function measureCpu(folder: string, source: string, wanted: Sizes, modes: readonly CpuMode[], constants: Sizes): Promise<readonly CpuRecord[]> {
  const options: HostPackageOptions = { plan: 'cpu', calls: (CALLS + 1) * modes.length + 8, constants };
  const { manifest, sizes, inputs, open } = await hostPackage(folder, source, wanted, options);
  const drivers = new Map(await Promise.all([...new Set(modes.map((m) => m.threads))].map(async (n) => [n, await firstDriver('cpu', { threads: n })] as const)));
  const [first] = drivers.values();
  if (!first) return [];
  const alone = await firstDriver('cpu', { threads: 1 });
  const wake = await waker(first, join(folder, 'cpu'));
  let mode: CpuMode | undefined;
  let marks = new Map<string, number>();
  const launch = async (kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[]): Promise<void> => {
    const driver = mode && drivers.get(mode.threads);
    if (!mode || !driver) return void await first.launch(kernel, args);
    if (mode.pool === 'asleep') await setTimeout(SLEEP);
    // Code and objects on the way to a kernel are in the caches in the middle of a call.
    await (mode.pool === 'asleep' ? alone : driver).launch(wake, [mode.pool === 'asleep' ? 1 : mode.threads]);
    const begin = performance.now();
    const pending = driver.launch(kernel, args);
    if (pending !== undefined) await pending;
    marks.set(kernel.name, (marks.get(kernel.name) ?? 0) + 1000 * (performance.now() - begin));
  };
  const { app, take } = await open({ drivers: { cpu: () => Promise.resolve(withLaunch(first, launch)) } });
  const records: CpuRecord[] = [];
  for (mode of modes) {
    const found = new Map<string, number[]>();
    const started = performance.now();
    for (let i = 0; i <= CALLS && (i <= LEAST_CALLS || performance.now() - started < LONGEST); i++) {
      for (let at = 0; at < flush.length; at += 8) flush[at] = i;
      await take(inputs);
      if (i > 0) for (const [name, took] of marks) found.set(name, [...found.get(name) ?? [], took]);
      marks = new Map();
    }
    for (const step of manifest.steps) {
      for (const { name } of step.kernels.cpu ?? []) {
        const times = found.get(name)?.sort((a, b) => a - b);
        if (!times) continue;
        const at = (part: number): number => Number((times[Math.round(part * (times.length - 1))] ?? 0).toFixed(3));
        records.push({
          method: source, constants, device: drivers.get(mode.threads)?.description ?? '', target: 'cpu', sizes, step: step.name, kernel: name,
          threads: mode.threads, pool: mode.pool, microseconds: at(0.5), low: at(0.1), high: at(0.9), calls: times.length,
        });
      }
    }
  }
  await app.close();
  return records;
}


/** A kernel long enough for all threads of the pool to wake up. `headers`: where the support library lies. */
async function waker(driver: Driver, headers: string): Promise<DeviceKernel> {
  const folder = await mkdtemp(join(tmpdir(), 'mpc-wake-'));
  for (const name of (await readdir(headers)).filter((n) => n.endsWith('.h'))) await copyFile(join(headers, name), join(folder, name));
  const path = join(folder, 'wake.cpp');
  await writeFile(path, `#include "mpc_cpu.h"
extern "C" void wake_up(int threads) {
  for (int round = 0; round < 4; ++round) {
    std::atomic<int> here{0};
    mpc_parallel_for(0, 16 * threads, 1, 1, [&](int, int) {
      ++here;
      const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(20);
      while (here < 4 * threads && std::chrono::steady_clock::now() < end) continue;
    });
  }
}
`);
  return driver.kernel(path, 'wake_up', ['i32']);
}

function withLaunch(driver: Driver, launch: Driver['launch']): Driver {
  return new Proxy(driver, {
    get(inner, name) {
      if (name === 'launch') return launch;
      if (name === 'close') return () => Promise.resolve();
      const value: unknown = Reflect.get(inner, name, inner);
      return typeof value === 'function' ? value.bind(inner) as unknown : value;
    },
  });
}
