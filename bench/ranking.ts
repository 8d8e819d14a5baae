/**
 * How often the cost model puts two placements of a method in the order that was measured.
 *
 *   node out/bench/ranking.js PLACEMENTS.jsonl MACHINE.json [CALIBRATION.json ...] [kernels:KERNELS.jsonl ...] [flushed]
 *
 * `bench/measure.ts plans` writes the placements: whole calls through the generated host package, the steps on given devices. `kernels:`
 * puts measured times of kernels in the place of predicted ones, where all of a step's kernels were measured at these sizes: what is left
 * is the error of the model of the runtime. `flushed`: of calls with flushed caches.
 */
import { readFile } from 'node:fs/promises';
import { applyCalibration, callTime, loadMachine, MeasuredPlacements, MeasuredSpans, pairsInOrder, renderPlacementFit, runtimeRatesOf, type FittedPlacement, type Machine, type Measurement } from 'mpc';
import { median } from './peers.js';

type Sizes = Readonly<Record<string, number>>;
interface Measured {
  readonly method: string; readonly constants: Sizes; readonly sizes: Sizes;
  readonly plan: Readonly<Record<string, string>>;
  readonly microseconds: number; readonly flushed?: number; readonly run?: number;
}
const [records, machineFile, ...others] = process.argv.slice(2);
if (records === undefined || machineFile === undefined) throw new Error('usage: ranking.js PLACEMENTS.jsonl MACHINE.json [CALIBRATION.json ...] [kernels:KERNELS.jsonl ...] [flushed]');
const lines = async <T>(path: string): Promise<readonly T[]> => (await readFile(path, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as T);
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;
const flushed = others.includes('flushed');
const kernelFiles = others.flatMap((o) => (o.startsWith('kernels:') ? [o.slice(8)] : []));
let machine: Machine | undefined = loadMachine(await json(machineFile), machineFile).value;
for (const path of others.filter((o) => o !== 'flushed' && !o.startsWith('kernels:'))) machine = machine && applyCalibration(machine, await json(path), path).value;
const rates = machine && runtimeRatesOf(machine);
if (!machine || !rates) throw new Error('the machine or a calibration has errors: try `mpc machines check`');

const kernelLines = (await Promise.all(kernelFiles.map((file) => lines<Measurement>(file)))).flat();
const kernels = new MeasuredSpans(kernelLines);
const kinds = new Set<string>(kernelLines.map((k) => k.target));

// Runs of one placement are one measurement; how they differ says how much an order means.
const measured = (await lines<Measured>(records)).map((m) => ({ ...m, microseconds: flushed ? m.flushed ?? m.microseconds : m.microseconds }));
const groups = new Map<string, (typeof measured)[number][]>();
for (const m of measured) {
  const key = JSON.stringify([m.method, m.constants, m.sizes, m.plan]);
  groups.set(key, [...groups.get(key) ?? [], m]);
}
const placements = new MeasuredPlacements(machine);
const found: FittedPlacement[] = [];
const apart: number[] = [];
const again: FittedPlacement[] = [];
let unknown = 0;
for (const runs of groups.values()) {
  const [first] = runs;
  if (!first) continue;
  const times = runs.map((r) => r.microseconds);
  const second = times[1];
  if (second !== undefined) {
    apart.push(Math.max(...times) / Math.min(...times));
    again.push({ measurement: first, microseconds: first.microseconds, ratio: second / first.microseconds });
  }
  const source = { text: await readFile(first.method, 'utf8'), file: first.method };
  let all = true;
  const parts = placements.of({ ...first, constants: { ...first.constants }, sizes: { ...first.sizes }, plan: { ...first.plan } }, source, kernelFiles.length === 0 ? undefined : (step, device) => {
    const own = kernels.of(first, step, device);
    all &&= own !== undefined || !kinds.has(device);
    return own;
  });
  if (!parts || !all) {
    unknown += 1;
    continue;
  }
  const microseconds = median(times);
  found.push({ measurement: first, microseconds, ratio: callTime(parts, rates) / microseconds });
}

console.log(renderPlacementFit(found, { worst: 12 }));
const bests = new Map<string, { readonly best: number; readonly chosen: number }>();
for (const key of new Set(found.map((p) => JSON.stringify([p.measurement.method, p.measurement.sizes])))) {
  const own = found.filter((p) => JSON.stringify([p.measurement.method, p.measurement.sizes]) === key);
  const chosen = own.reduce((a, b) => (b.microseconds * b.ratio < a.microseconds * a.ratio ? b : a));
  bests.set(key, { best: Math.min(...own.map((p) => p.microseconds)), chosen: chosen.microseconds });
}
const losses = [...bests.values()].map((b) => b.chosen / b.best);
const share = (least: number, of: readonly FittedPlacement[] = found): string => {
  const { pairs, right } = pairsInOrder(of, least);
  return `${right} of ${pairs} (${(100 * right / Math.max(1, pairs)).toFixed(1)} %)`;
};
console.log(`\npairs in the measured order: ${share(1)}; of those at least 10 % apart: ${share(1.1)}; at least 25 %: ${share(1.25)}`);
console.log(`predicted / measured of whole calls: median ${median(found.map((p) => p.ratio)).toFixed(2)}; the predicted best takes ${median(losses).toFixed(2)} x the best in the median, ${Math.max(...losses).toFixed(2)} x at worst, and is the best ${losses.filter((l) => l === 1).length} times of ${losses.length}`);
if (apart.length > 0) {
  const by = [...apart].sort((a, b) => a - b);
  console.log(`the same placement measured twice: ${(100 * (median(by) - 1)).toFixed(0)} % apart in the median, ${(100 * ((by[Math.floor(0.9 * by.length)] ?? 1) - 1)).toFixed(0)} % at the ninetieth percentile, of ${by.length}`);
  console.log(`pairs that the second measurement puts in the order of the first: ${share(1, again)}; at least 10 % apart: ${share(1.1, again)}; at least 25 %: ${share(1.25, again)}`);
}
if (unknown > 0) console.log(`${unknown} placements left out: kernels or steps without a measurement`);
