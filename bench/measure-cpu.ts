/**
 * Measures the CPU kernels of a build in well-defined states: calls that follow each other (`warm`), and calls before each of which all
 * caches were emptied (`flushed`); with one thread and with all of them, which look out for work as in the middle of a call; with all of
 * them asleep. The modes take turns, round after round, so that a slow moment of the machine meets all of them.
 */
import { copyFile, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { DeviceBuffer, DeviceKernel, Driver } from 'mpc/runtime';
import { firstDriver, hostPackage, type HostPackageOptions } from './host-package.js';

type Sizes = Record<string, number>;

/** How a kernel is run: by so many threads, that look out for work or sleep, after a call or after a flush. */
export interface CpuMode { readonly threads: number; readonly pool: 'awake' | 'asleep'; readonly state: 'warm' | 'flushed' }

const ROUNDS = 24;
const LEAST_ROUNDS = 3;
/** Milliseconds for all modes at some sizes, and for one in a round. */
const LONGEST = 3000;
const TURN = 40;
/** Recorded calls of a mode in a round. */
const CALLS = { warm: 4, flushed: 2 } as const;
/** Sleeping threads are looked at in every so many rounds. */
const ASLEEP_EVERY = 3;
/** The tokens of a call may grow by this part, and by so many calls at least, before its memories are put back. */
const DRIFT = 0.02;
const LEAST_DRIFT = 8;
/** Milliseconds after which the threads of a pool sleep for sure. */
const SLEEP = 5;

/** Both states for each number of threads, and one more with the most of them asleep. */
export function cpuModes(threads: readonly number[] = [1, availableParallelism()]): readonly CpuMode[] {
  const most = Math.max(...threads);
  return [
    ...[...new Set(threads)].flatMap((n): readonly CpuMode[] => [{ threads: n, pool: 'awake', state: 'warm' }, { threads: n, pool: 'awake', state: 'flushed' }]),
    ...most > 1 ? [{ threads: most, pool: 'asleep', state: 'warm' } as const] : [],
  ];
}

export interface CpuRecord extends CpuMode {
  readonly method: string; readonly constants: Sizes; readonly device: string; readonly target: 'cpu'; readonly sizes: Sizes;
  readonly step: string; readonly kernel: string;
  /** Median, and where the middle four fifths of the calls lie. */
  readonly microseconds: number; readonly low: number; readonly high: number; readonly calls: number;
}

/** Measures all kernels of the build in `folder`, compiled from `source`, at some sizes, in each mode. */
export async function measureCpu(folder: string, source: string, wanted: Sizes, modes: readonly CpuMode[], constants: Sizes): Promise<readonly CpuRecord[]> {
  const options: HostPackageOptions = { plan: 'cpu', calls: ROUNDS * modes.length * (CALLS.warm + 1) + LEAST_DRIFT, constants };
  const { method, manifest, sizes, advance, inputs, open } = await hostPackage(folder, source, wanted, options);
  const drivers = new Map(await Promise.all([...new Set([1, ...modes.map((m) => m.threads)])].map(async (n) => [n, await firstDriver('cpu', { threads: n })] as const)));
  const most = Math.max(...drivers.keys());
  const [all, alone] = [drivers.get(most), drivers.get(1)];
  if (!all || !alone) return [];
  const { wake, flush } = await helpers(all, join(folder, 'cpu'), most);
  let mode: CpuMode | undefined;
  let marks = new Map<string, number>();
  const launch = async (kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[]): Promise<void> => {
    const driver = mode && drivers.get(mode.threads);
    if (!mode || !driver) return void await all.launch(kernel, args);
    if (mode.pool === 'asleep') await setTimeout(SLEEP);
    // Code and objects on the way to a kernel are in the caches in the middle of a call.
    await wake(mode.pool === 'asleep' ? alone : driver, mode.pool === 'asleep' ? 1 : mode.threads);
    const begin = performance.now();
    const pending = driver.launch(kernel, args);
    if (pending !== undefined) await pending;
    marks.set(kernel.name, (marks.get(kernel.name) ?? 0) + 1000 * (performance.now() - begin));
  };
  const { app, take, restart } = await open({ drivers: { cpu: () => Promise.resolve(withLaunch(all, launch)) } });
  const tokens = method.tokens ? sizes[method.tokens.name] ?? 0 : Infinity;
  const room = Math.max(LEAST_DRIFT, DRIFT * tokens / Math.max(1, advance));
  let since = 0;
  const call = async (): Promise<ReadonlyMap<string, number>> => {
    marks = new Map();
    since++;
    await take(inputs);
    return marks;
  };
  const found = new Map<CpuMode, Map<string, number[]>>(modes.map((m) => [m, new Map()]));
  const started = performance.now();
  for (let round = 0; round < ROUNDS && (round < LEAST_ROUNDS || performance.now() - started < LONGEST); round++) {
    for (mode of modes) {
      if (mode.pool === 'asleep' && round % ASLEEP_EVERY !== 0) continue;
      if (since + CALLS.warm + 1 > room) {
        await restart();
        since = 0;
      }
      const turn = performance.now();
      // The first call of a turn finds what the turn before has left.
      if (mode.state === 'warm' || round === 0) await call();
      for (let i = 0; i < CALLS[mode.state] && (i === 0 || performance.now() - turn < TURN); i++) {
        if (mode.state === 'flushed') await flush();
        for (const [name, took] of await call()) {
          const times = found.get(mode);
          times?.set(name, [...times.get(name) ?? [], took]);
        }
      }
    }
  }
  await app.close();
  return modes.flatMap((m) => manifest.steps.flatMap((step) => (step.kernels.cpu ?? []).flatMap(({ name }): readonly CpuRecord[] => {
    const times = found.get(m)?.get(name)?.sort((a, b) => a - b);
    if (!times) return [];
    const at = (part: number): number => Number((times[Math.round(part * (times.length - 1))] ?? 0).toFixed(3));
    return [{
      method: source, constants, device: drivers.get(m.threads)?.description ?? '', target: 'cpu', sizes, step: step.name, kernel: name,
      ...m, microseconds: at(0.5), low: at(0.1), high: at(0.9), calls: times.length,
    }];
  })));
}

interface Helpers {
  /** Takes until all threads of a pool look out for work. */
  readonly wake: (driver: Driver, threads: number) => Promise<void>;
  /** Empties all caches, with all threads. */
  readonly flush: () => Promise<void>;
}

let flushed: Promise<DeviceBuffer> | undefined;

/** `headers`: where the support library lies. */
async function helpers(driver: Driver, headers: string, threads: number): Promise<Helpers> {
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
static std::atomic<uint64_t> seen{0};
// Twice in a row: caches that spare what was there before give way to what comes again.
extern "C" void empty_caches(uint64_t *data, int lines, int written) {
  for (int pass = 0; pass < 2; ++pass) {
    mpc_parallel_for(0, lines, 1, 1024, [&](int begin, int end) {
      uint64_t sum = 0;
      for (int i = begin; i < end; ++i) {
        if (written) data[8 * (size_t)i] = (uint64_t)i;
        sum += data[8 * (size_t)i];
      }
      seen += sum;
    });
  }
}
`);
  const waker = await driver.kernel(path, 'wake_up', ['i32']);
  const emptier = await driver.kernel(path, 'empty_caches', ['buffer', 'i32', 'i32']);
  const bytes = 2 * await lastCache();
  const wake = async (by: Driver, count: number): Promise<void> => { await by.launch(waker, [count]); };
  const empty = async (written: number): Promise<void> => {
    const buffer = await (flushed ??= driver.alloc(bytes));
    await wake(driver, threads);
    await driver.launch(emptier, [buffer, Math.floor(bytes / 64), written]);
  };
  // Pages that nobody has written are all the same one.
  if (!flushed) await empty(1);
  return { wake, flush: () => empty(0) };
}

/** Bytes of the processors' caches of the last level, all together; 256 MiB where the system does not tell. */
async function lastCache(): Promise<number> {
  const of = async (cpu: number, index: number, what: string): Promise<string> => (await readFile(`/sys/devices/system/cpu/cpu${cpu}/cache/index${index}/${what}`, 'utf8').catch(() => '')).trim();
  const found = new Map<string, { readonly level: number; readonly bytes: number }>();
  for (let cpu = 0; cpu < availableParallelism(); cpu++) {
    for (let index = 0; index < 5; index++) {
      const size = Number.parseInt(await of(cpu, index, 'size'), 10) * 1024;
      const level = Number.parseInt(await of(cpu, index, 'level'), 10);
      if (size > 0) found.set(`${level} ${await of(cpu, index, 'shared_cpu_list')}`, { level, bytes: size });
    }
  }
  const caches = [...found.values()];
  const last = Math.max(0, ...caches.map((c) => c.level));
  return caches.filter((c) => c.level === last).reduce((sum, c) => sum + c.bytes, 0) || 2 ** 28;
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
