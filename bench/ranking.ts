/**
 * How often the cost model puts two placements of a method in the order that was measured.
 *
 *   node out/bench/ranking.js PLACEMENTS.jsonl MACHINE.json [CALIBRATION.json ...]
 *
 * `bench/measure.ts plans` writes the placements: whole calls through the generated host package, the steps on given devices.
 */
import { readFile } from 'node:fs/promises';
import { analyze, applyCalibration, loadMachine, place, withKernelFacts, type Machine, type PlacementOptions } from 'mpc';
import { median } from './peers.js';

interface Measured {
  readonly method: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly plan: Readonly<Record<string, string>>;
  readonly microseconds: number;
}
interface Pair { readonly right: boolean; readonly apart: number }

const [records, machineFile, ...calibrations] = process.argv.slice(2);
if (records === undefined || machineFile === undefined) throw new Error('usage: ranking.js PLACEMENTS.jsonl MACHINE.json [CALIBRATION.json ...]');
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;
let machine: Machine | undefined = loadMachine(await json(machineFile), machineFile).value;
for (const path of calibrations) machine = machine && applyCalibration(machine, await json(path), path).value;
if (!machine) throw new Error('the machine or a calibration has errors: try `mpc machines check`');

const measured = (await readFile(records, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as Measured);
const groups = new Map<string, Measured[]>();
for (const m of measured) {
  const key = JSON.stringify([m.method, m.constants, m.sizes]);
  groups.set(key, [...groups.get(key) ?? [], m]);
}

const all: Pair[] = [];
const ratios: number[] = [];
for (const placements of groups.values()) {
  const [first] = placements;
  if (!first) continue;
  const { method, steps, analysis } = analyze({ text: await readFile(first.method, 'utf8'), file: first.method }, { constants: first.constants });
  if (!method || !analysis) continue;
  const facts: PlacementOptions = withKernelFacts(method, steps, machine, { sizes: first.sizes });
  const predicted = placements.map(({ plan }) => {
    const { microseconds, diagnostics } = place(method, steps, analysis, machine, { ...facts, overrides: { ...facts.overrides, pins: plan } });
    for (const d of diagnostics) console.log(`  ${first.method}: ${d.code} ${d.message}`);
    return microseconds;
  });
  const pairs: Pair[] = [];
  placements.forEach((a, i) => {
    placements.slice(i + 1).forEach((b, j) => {
      const [pa, pb] = [predicted[i] ?? 0, predicted[i + 1 + j] ?? 0];
      pairs.push({ right: (a.microseconds - b.microseconds) * (pa - pb) > 0, apart: Math.max(a.microseconds, b.microseconds) / Math.min(a.microseconds, b.microseconds) });
    });
  });
  placements.forEach((m, i) => ratios.push((predicted[i] ?? 0) / m.microseconds));
  const best = placements.reduce((a, b) => (b.microseconds < a.microseconds ? b : a));
  const chosen = placements[predicted.indexOf(Math.min(...predicted))];
  all.push(...pairs);
  console.log(`${(first.method.split('/').at(-1) ?? '').padEnd(36)} ${String(pairs.filter((p) => p.right).length).padStart(3)} of ${String(pairs.length).padStart(3)} pairs in order; the predicted best takes ${((chosen?.microseconds ?? 0) / best.microseconds).toFixed(2)} x the best`);
}
const share = (pairs: readonly Pair[]): string => `${pairs.filter((p) => p.right).length} of ${pairs.length} (${(100 * pairs.filter((p) => p.right).length / Math.max(1, pairs.length)).toFixed(1)} %)`;
console.log(`\npairs in the measured order: ${share(all)}; of those at least 10 % apart: ${share(all.filter((p) => p.apart >= 1.1))}; at least 25 %: ${share(all.filter((p) => p.apart >= 1.25))}`);
console.log(`predicted / measured of whole calls: median ${median(ratios).toFixed(2)}`);
