/**
 * Measures every kernel of a build, one line of JSON for each, for `mpc calibrate` and for the table of predictions.
 *
 *   node out/bench/measure.js gpu|cpu|plans BUILD_FOLDER SOURCE.mp OUT.jsonl [const:NAME=VALUE,...] SIZE=VALUE,... [SIZE=VALUE,... ...]
 *
 * Before each call the caches are flushed. On a GPU a kernel that only waits runs ahead of each launch, so that its time is the device's
 * own and not the gap until the host launched it. `plans`: whole calls through the host package under several placements of the steps.
 */
import { appendFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standardDrivers, type DeviceBuffer, type DeviceKernel, type Driver, type GpuDriver, type GpuEvent, type LaunchShape } from 'mpc/runtime';
import { Random } from 'mpc/verify';
import { hostPackage, sizesOf } from './host-package.js';
import { median } from './peers.js';

const [target, folder, source, out, ...given] = process.argv.slice(2);
if ((target !== 'gpu' && target !== 'cpu' && target !== 'plans') || folder === undefined || source === undefined || out === undefined) throw new Error('usage: measure.js gpu|cpu|plans BUILD SOURCE OUT.jsonl SIZE=VALUE,... ...');
const settings = given.filter((g) => !g.startsWith('const:'));
const constants = sizesOf(given.filter((g) => g.startsWith('const:')).flatMap((g) => g.slice(6).split(',')));
const CALLS = 24;
const LEAST_CALLS = 4;
/** Milliseconds for a setting. */
const LONGEST = target === 'gpu' ? 1500 : 6000;
const FLUSH_BYTES = 2 ** 30;
const FLUSH_CPU = 2 ** 27;
/** Mixed placements of a method; calls under each, so many first for the JavaScript engine to warm up; milliseconds for either part. */
const PLANS = 6;
const PLAN_CALLS = 60;
const PLAN_TIME = 600;

/** A driver that notes how long each launch takes. */
interface Timed { readonly driver: Driver; readonly before: () => Promise<void>; readonly after: () => ReadonlyMap<string, number> }
type Launch = [kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape];

async function timedGpu(): Promise<Timed> {
  const driver = await standardDrivers().gpu?.();
  if (!driver || !isGpu(driver)) throw new Error('no GPU');
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
async function waiting(driver: GpuDriver): Promise<() => Promise<void>> {
  if (driver.kind !== 'cuda') {
    const buffer = await driver.alloc(2 ** 24);
    return () => driver.clear(buffer);
  }
  const path = join(await mkdtemp(join(tmpdir(), 'mpc-')), 'wait.ptx');
  await writeFile(path, `.version 7.0
.target sm_70
.address_size 64
.visible .entry wait_a_while(.param .u32 cycles) {
  .reg .pred %p; .reg .u32 %r<3>; .reg .u64 %t<4>;
  ld.param.u32 %r1, [cycles];
  cvt.u64.u32 %t3, %r1;
  mov.u64 %t1, %clock64;
again:
  mov.u64 %t2, %clock64;
  sub.s64 %t2, %t2, %t1;
  setp.lt.u64 %p, %t2, %t3;
  @%p bra again;
  ret;
}
`);
  const kernel = await driver.kernel(path, 'wait_a_while', ['i32']);
  return () => driver.launch(kernel, [50_000], { grid: [1, 1, 1], block: 32 });
}

async function timedCpu(): Promise<Timed> {
  const driver = await standardDrivers().cpu?.();
  if (!driver) throw new Error('no CPU driver');
  const flush = new Float64Array(FLUSH_CPU / 8);
  let marks: [string, number][] = [];
  return {
    driver: proxied(driver, async (...launch) => {
      const begin = performance.now();
      await driver.launch(...launch);
      await driver.synchronize();
      marks.push([launch[0].name, 1000 * (performance.now() - begin)]);
    }),
    before: () => { for (let i = 0; i < flush.length; i += 8) flush[i] = i; return Promise.resolve(); },
    after: () => {
      const times = sums(marks);
      marks = [];
      return times;
    },
  };
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

/** Whole calls under the placements: all on one device, and some mixed ones. */
async function measurePlans(setting: string, file: string, build: string): Promise<readonly object[]> {
  const { manifest, sizes, inputs, open } = await hostPackage(build, file, sizesOf(setting.split(',')), { plan: 'gpu', calls: 2 * PLAN_CALLS + 8, constants });
  const steps = manifest.steps.filter((s) => s.kernels.gpu && s.kernels.cpu).map((s) => s.name);
  const random = new Random(11);
  const plans = new Map<string, Record<string, 'cpu' | 'gpu'>>();
  const add = (place: (i: number) => 'cpu' | 'gpu'): void => {
    const plan = Object.fromEntries(steps.map((name, i) => [name, place(i)]));
    plans.set(JSON.stringify(plan), plan);
  };
  add(() => 'gpu');
  add(() => 'cpu');
  for (let i = 0; i < PLANS; i++) {
    // One change of device in the first half of them, any number in the others.
    const at = Math.floor(random.next() * steps.length);
    const first = random.next() < 0.5 ? 'cpu' : 'gpu';
    add((s) => (i < PLANS / 2 ? (s < at ? first : first === 'cpu' ? 'gpu' : 'cpu') : random.next() < 0.5 ? 'cpu' : 'gpu'));
  }
  const records: object[] = [];
  for (const plan of plans.values()) {
    const { app, take } = await open({ plan });
    let times: number[] = [];
    for (const part of ['warm-up', 'measured']) {
      times = [];
      const started = performance.now();
      for (let i = 0; i < PLAN_CALLS && (i < LEAST_CALLS || performance.now() - started < PLAN_TIME); i++) {
        const begin = performance.now();
        await take(inputs);
        times.push(1000 * (performance.now() - begin));
      }
      if (part === 'measured' && times.length === 0) throw new Error('no call was measured');
    }
    records.push({ method: file, constants, devices: app.program.devices, sizes, plan, microseconds: Number(median(times).toFixed(1)), calls: times.length });
    await app.close();
  }
  return records;
}

const timed = target === 'plans' ? undefined : await (target === 'gpu' ? timedGpu() : timedCpu());
for (const setting of settings) {
  const wanted = sizesOf(setting.split(','));
  try {
    if (target === 'plans' || !timed) {
      const records = await measurePlans(setting, source, folder);
      await appendFile(out, records.map((r) => `${JSON.stringify(r)}\n`).join(''));
      console.log(`${source} ${setting}: ${records.length} placements`);
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
