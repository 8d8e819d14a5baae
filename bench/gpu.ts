/**
 * Runs the examples at real dimensions on the GPU of this machine, through their generated host packages, and compares every
 * step with the reference, given the GPU's own inputs to it. Prints a record for bench/records.
 *
 *   node out/bench/gpu.js BUILD_FOLDER SOURCE.mp [SIZE=VALUE ...]
 *
 * The build folder holds host/index.js (its index.ts, compiled) and, where there is no compiler, prebuilt kernels beside hip/.
 */
import type { DeviceBuffer, DeviceKernel, GpuDriver, LaunchShape } from 'mpc/runtime';
import { compareStep } from 'mpc/verify';
import { firstDriver, hostPackage, sizesOf } from './host-package.js';
import { median } from './peers.js';

const WARM_UP = 20;
const REPEATS = 200;
/** Milliseconds after which no more steps are timed. */
const LONGEST = 4000;

const [folder, source, ...given] = process.argv.slice(2);
if (folder === undefined || source === undefined) throw new Error('usage: gpu.js BUILD_FOLDER SOURCE.mp [SIZE=VALUE ...]');
const wanted = sizesOf(given);
const plan: 'cpu' | 'gpu' = wanted['plan'] === 1 ? 'cpu' : 'gpu';
const { method, steps, manifest, sizes: now, changing, inputs, open } = await hostPackage(folder, source, wanted, { plan, calls: REPEATS + WARM_UP + 8 });

const { app, session, take } = await open({});
const held = new Map(await Promise.all(changing.map(async (t) => [t, await session.tensor(t.name)] as const)));
await take(inputs);
console.log(`\n${method.name} at ${Object.entries(now).map(([n, v]) => `${n}=${v}`).join(' ')} on ${Object.values(app.program.devices).join(', ')} (plan ${app.program.plan}, generated host package)`);
let ok = true;
const ran = { steps, manifest, target: plan, seed: 1, session, sizes: now, before: held, shared: new Map() };
for (const step of steps.filter((s) => !s.call)) {
  const begin = performance.now();
  const { comparison } = await compareStep(step, ran);
  ok &&= comparison.ok;
  console.log(`  ${comparison.ok ? 'ok  ' : 'FAIL'} ${step.name.padEnd(28)} ${String(comparison.checked).padStart(8)} elements, largest error ${comparison.largestError.toExponential(1)} = ${(100 * comparison.worst).toFixed(0)} % of tolerance  (reference ${((performance.now() - begin) / 1000).toFixed(1)} s)`);
  for (const m of comparison.mismatches.slice(0, 3)) console.log(`       ${m.tensor}[${m.index.join(', ')}] = ${m.got}, reference ${m.want} ± ${m.bound} (${m.reason})`);
}

const times: number[] = [];
const started = performance.now();
for (let i = 0; i < WARM_UP + REPEATS && performance.now() - started < LONGEST; i++) {
  const begin = performance.now();
  await take(inputs);
  if (i >= WARM_UP || performance.now() - started > LONGEST / 2) times.push(performance.now() - begin);
}
console.log(`  step() through the host package, inputs up and outputs down: median ${(1000 * median(times)).toFixed(0)} us over ${times.length}`);
await app.close();

// Device time of each kernel, by events around its launch.
const driver = plan === 'gpu' ? await firstDriver('gpu') : undefined;
if (driver && 'time' in driver && typeof driver.time === 'function') {
  const time = driver.time.bind(driver) as GpuDriver['time'];
  const spans = new Map<string, number[]>();
  const timed = new Proxy(driver, {
    get(target, name) {
      if (name === 'launch') {
        return async (kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape): Promise<void> => {
          const took = await time(() => target.launch(kernel, args, shape));
          spans.set(kernel.name, [...(spans.get(kernel.name) ?? []), 1000 * took]);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) as unknown : value;
    },
  });
  const profiled = await open({ drivers: { gpu: () => Promise.resolve(timed) } });
  const profiling = performance.now();
  for (let i = 0; i < 40 && (i < 4 || performance.now() - profiling < LONGEST); i++) await profiled.take(inputs);
  await profiled.app.close();
  let total = 0;
  for (const step of manifest.steps.filter((s) => !s.once)) {
    const kernels = (step.kernels.gpu ?? []).map((k) => ({ name: k.name, took: median((spans.get(k.name) ?? []).slice(Math.min(10, Math.floor((spans.get(k.name) ?? []).length / 2)))) }));
    if (kernels.some((k) => Number.isNaN(k.took))) continue; // did not run in these steps
    const sum = kernels.reduce((n, k) => n + k.took, 0);
    total += sum;
    console.log(`  ${step.name.padEnd(20)} ${sum.toFixed(1).padStart(7)} us on the device, predicted ${manifest.predicted?.[step.name]?.toFixed(1) ?? '-'} us: ${kernels.map((k) => `${k.name} ${k.took.toFixed(1)}`).join(', ')}`);
  }
  console.log(`  ${'all'.padEnd(20)} ${total.toFixed(1).padStart(7)} us on the device (events around each launch)`);
}
process.exitCode = ok ? 0 : 1;
