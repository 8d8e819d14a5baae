/**
 * Measures every kernel of a build, one line of JSON for each, for `mpc calibrate` and for the table of predictions.
 *
 *   node out/bench/measure.js gpu|cpu|plans BUILD_FOLDER SOURCE.mp OUT.jsonl [const:NAME=VALUE,...] [threads=1,16] SIZE=VALUE,... [SIZE=VALUE,... ...]
 *   node out/bench/measure.js transfers OUT.jsonl
 *
 * Before each call of `gpu` the caches are flushed. On a GPU a kernel that only waits runs ahead of each launch, so that its time is the device's
 * own and not the gap until the host launched it. `cpu`: see measure-cpu.ts. `plans`: see measure-placements.ts. `transfers`: see measure-transfers.ts.
 */
import { appendFile } from 'node:fs/promises';
import type { DeviceBuffer, DeviceKernel, Driver, GpuDriver, GpuEvent, LaunchShape } from 'mpc/runtime';
import { firstDriver, hostPackage, sizesOf } from './host-package.js';
import { cpuModes, measureCpu } from './measure-cpu.js';
import { measurePlacements } from './measure-placements.js';
import { measureTransfers, waitingKernel } from './measure-transfers.js';
import { median } from './peers.js';

if (process.argv[2] === 'transfers' && process.argv[3] !== undefined) {
  const driver = await firstDriver('gpu');
  if (!isGpu(driver)) throw new Error('no GPU');
  const records = await measureTransfers(driver);
  await appendFile(process.argv[3], records.map((r) => `${JSON.stringify(r)}\n`).join(''));
  for (const { what, bytes, microseconds } of records) console.log(`${what.padEnd(13)} ${String(bytes).padStart(9)} B ${microseconds.toFixed(1).padStart(9)} us`);
  process.exit(0);
}
const [target, folder, source, out, ...given] = process.argv.slice(2);
if ((target !== 'gpu' && target !== 'cpu' && target !== 'plans') || folder === undefined || source === undefined || out === undefined) throw new Error('usage: measure.js gpu|cpu|plans BUILD SOURCE OUT.jsonl SIZE=VALUE,... ...');
const settings = given.filter((g) => !g.startsWith('const:') && !g.startsWith('threads='));
const threads = given.find((g) => g.startsWith('threads='))?.slice(8).split(',').map(Number);
const constants = sizesOf(given.filter((g) => g.startsWith('const:')).flatMap((g) => g.slice(6).split(',')));
const CALLS = 24;
const LEAST_CALLS = 4;
/** Milliseconds for a setting. */
const LONGEST = 1500;
const FLUSH_BYTES = 2 ** 30;
/** A driver that notes how long each launch takes. */
interface Timed { readonly driver: Driver; readonly before: () => Promise<void>; readonly after: () => ReadonlyMap<string, number> }
type Launch = [kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape];

async function timedGpu(): Promise<Timed> {
  const driver = await firstDriver('gpu');
  if (!isGpu(driver)) throw new Error('no GPU');
  const flush = await driver.alloc(FLUSH_BYTES);
  const idle = await waiting(driver);
  let marks: { readonly name: string; readonly from: GpuEvent; readonly to: GpuEvent }[] = [];
  return {
    driver: proxied(driver, async (...launch) => {
      await idle();
      const from = driver.record();
      await driver.launch(...launch);
      marks.push({ name: launch[0].name, from, to: driver.record() });
    }),
    before: async () => {
      await driver.clear(flush);
    },
    after: () => {
      const times = sums(marks.map((m) => [m.name, 1000 * driver.elapsed(m.from, m.to)]));
      marks = [];
      return times;
    },
  };
}

/** Some 30 us in which the device does nothing. */
async function waiting(driver: GpuDriver): Promise<() => ReturnType<Driver['launch']>> {
  const kernel = await waitingKernel(driver);
  if (kernel) return () => driver.launch(kernel, [50_000], { grid: [1, 1, 1], block: 32 });
  const buffer = await driver.alloc(2 ** 24);
  return () => driver.clear(buffer);
}

function isGpu(driver: Driver): driver is GpuDriver {
  return 'record' in driver;
}

function proxied(driver: Driver, launch: (...given: Launch) => Promise<void>): Driver {
  return new Proxy(driver, {
    get(inner, name) {
      if (name === 'launch') return launch;
      if (name === 'close') return () => Promise.resolve();
      const value: unknown = Reflect.get(inner, name, inner);
      return typeof value === 'function' ? value.bind(inner) as unknown : value;
    },
  });
}

/** A kernel that is launched several times in a call counts as a whole. */
function sums(marks: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [name, took] of marks) found.set(name, (found.get(name) ?? 0) + took);
  return found;
}

const timed = target === 'gpu' ? await timedGpu() : undefined;
for (const setting of settings) {
  const wanted = sizesOf(setting.split(','));
  try {
    if (target === 'cpu') {
      const records = await measureCpu(folder, source, wanted, cpuModes(threads), constants);
      await appendFile(out, records.map((r) => `${JSON.stringify(r)}\n`).join(''));
      console.log(`${source} ${setting}: ${records.length} kernels and modes, ${records.reduce((sum, r) => sum + r.microseconds, 0).toFixed(0)} us`);
      continue;
    }
    if (target === 'plans' || !timed) {
      const records = await measurePlacements(folder, source, wanted, constants);
      await appendFile(out, records.map((r) => `${JSON.stringify(r)}\n`).join(''));
      console.log(`${source} ${setting}: ${records.length} placements, ${Math.min(...records.map((r) => r.microseconds))} to ${Math.max(...records.map((r) => r.microseconds))} us`);
      continue;
    }
    const { manifest, sizes, inputs, open } = await hostPackage(folder, source, wanted, { plan: target, calls: CALLS + 8, constants });
    const { app, take } = await open({ drivers: { [target]: () => Promise.resolve(timed.driver) } });
    const found = new Map<string, number[]>();
    const started = performance.now();
    for (let i = 0; i < CALLS && (i < LEAST_CALLS || performance.now() - started < LONGEST); i++) {
      await timed.before();
      await take(inputs);
      const times = timed.after();
      if (i > 0) for (const [name, took] of times) found.set(name, [...found.get(name) ?? [], took]);
    }
    await app.close();
    const records = manifest.steps.flatMap((step) => (step.kernels[target] ?? []).flatMap((kernel) => {
      const times = found.get(kernel.name);
      return times ? [{ method: source, constants, device: timed.driver.description, target, sizes, step: step.name, kernel: kernel.name, microseconds: Number(median(times).toFixed(3)), calls: times.length }] : [];
    }));
    await appendFile(out, records.map((r) => `${JSON.stringify(r)}\n`).join(''));
    console.log(`${manifest.method} ${setting}: ${records.length} kernels, ${records.reduce((sum, r) => sum + r.microseconds, 0).toFixed(0)} us`);
  } catch (error) {
    console.log(`${source} ${setting}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exit(0);
