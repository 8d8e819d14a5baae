/**
 * How often the cost model puts two placements of a method in the order that was measured.
 *
 *   node out/bench/ranking.js PLACEMENTS.jsonl[,AGAIN.jsonl ...] MACHINE.json [CALIBRATION.json ...] [kernels:KERNELS.jsonl ...] [held-out] [verbose]
 *
 * `bench/measure.ts plans` writes the placements: whole calls through the generated host package, the steps on given devices. `kernels:`
 * puts measured times of kernels in the place of predicted ones, where all of a step's kernels were measured at these sizes: what is left
 * is the error of the model of the runtime. A pair of placements is *decided* if the rounds of its measurement tell reliably which one
 * takes longer (`isDecided`). `held-out`: each half of the methods is predicted with the runtime's figures fitted to the other half.
 * `verbose` lists decided pairs in the wrong order.
 */
import { readFile } from 'node:fs/promises';
import { applyCalibration, callTime, fitRuntime, isDecided, loadMachine, MeasuredPlacements, MeasuredSpans, middle, renderPlacementFit, runtimeRatesOf, type CallParts, type FittedPlacement, type Machine, type Measurement } from 'mpc';

type Sizes = Readonly<Record<string, number>>;
interface Measured {
  readonly method: string; readonly constants: Sizes; readonly sizes: Sizes;
  readonly plan: Readonly<Record<string, string>>;
  readonly microseconds: number; readonly rounds?: readonly number[];
}
const [records, machineFile, ...others] = process.argv.slice(2);
if (records === undefined || machineFile === undefined) throw new Error('usage: ranking.js PLACEMENTS.jsonl[,AGAIN.jsonl ...] MACHINE.json [CALIBRATION.json ...] [kernels:KERNELS.jsonl ...] [held-out] [verbose]');
const lines = async <T>(path: string): Promise<readonly T[]> => (await readFile(path, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as T);
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;
const verbose = others.includes('verbose');
const heldOut = others.includes('held-out');
const kernelFiles = others.flatMap((o) => (o.startsWith('kernels:') ? [o.slice(8)] : []));
let machine: Machine | undefined = loadMachine(await json(machineFile), machineFile).value;
for (const path of others.filter((o) => o !== 'verbose' && o !== 'held-out' && !o.startsWith('kernels:'))) machine = machine && applyCalibration(machine, await json(path), path).value;
const rates = machine && runtimeRatesOf(machine);
if (!machine || !rates) throw new Error('the machine or a calibration has errors: try `mpc machines check`');

const kernelLines = (await Promise.all(kernelFiles.map((file) => lines<Measurement>(file)))).flat();
const kernels = new MeasuredSpans(kernelLines);
const kinds = new Set<string>(kernelLines.map((k) => k.target));

/** Lengths that the runtime counted are results, and may differ a little from run to run. */
function given(sizes: Sizes): Sizes {
  return Object.fromEntries(Object.entries(sizes).filter(([name]) => !name.startsWith('len(')));
}

// Runs of one placement are one measurement; how they differ says how much an order means.
const measured = (await Promise.all(records.split(',').map((file) => lines<Measured>(file)))).flat();
const groups = new Map<string, (typeof measured)[number][]>();
for (const m of measured) {
  const key = JSON.stringify([m.method, m.constants, given(m.sizes), m.plan]);
  groups.set(key, [...groups.get(key) ?? [], m]);
}
const placements = new MeasuredPlacements(machine);
interface Found extends FittedPlacement { readonly runs: readonly Measured[] }
const calls: (Pick<Found, 'measurement' | 'microseconds' | 'runs'> & { readonly parts: CallParts })[] = [];
let unknown = 0;
for (const runs of groups.values()) {
  const [first] = runs;
  if (!first) continue;
  const source = { text: await readFile(first.method, 'utf8'), file: first.method };
  let all = true;
  const parts = placements.of({ ...first, constants: { ...first.constants }, sizes: { ...first.sizes }, plan: { ...first.plan }, rounds: undefined }, source, kernelFiles.length === 0 ? undefined : (step, device) => {
    const own = kernels.of(first, step, device);
    all &&= own !== undefined || !kinds.has(device);
    return own;
  });
  if (!parts || !all) {
    unknown += 1;
    continue;
  }
  const microseconds = middle(runs.map((r) => r.microseconds));
  calls.push({ measurement: { ...first, sizes: given(first.sizes) }, microseconds, runs, parts });
}
const methods = [...new Set(calls.map((c) => c.measurement.method))];
const half = (method: string): number => methods.indexOf(method) % 2;
const fitted = heldOut ? [0, 1].map((own) => fitRuntime(calls.filter((c) => half(c.measurement.method) !== own), rates).rates) : [];
const found = calls.map(({ parts, ...call }): Found => ({ ...call, ratio: callTime(parts, fitted[half(call.measurement.method)] ?? rates) / call.microseconds }));

console.log(renderPlacementFit(found, { worst: 12 }));

const methodKeys = found.map(({ measurement: { method, constants, sizes } }) => JSON.stringify([method, constants, sizes]));
const byMethod = [...new Set(methodKeys)].map((key) => found.filter((_, i) => methodKeys[i] === key));
/** Two placements of a method at the same sizes. */
interface Pair { readonly a: Found; readonly b: Found }
const pairs = byMethod.flatMap((own) => own.flatMap((a, i): readonly Pair[] => own.slice(i + 1).map((b) => ({ a, b }))));
/** All rounds of a placement, or every other one. */
const roundsOf = ({ runs }: Found, keep: (round: number) => boolean = () => true): readonly number[] => runs.flatMap((r) => r.rounds?.filter((_, i) => keep(i)) ?? []);
const even = (round: number): boolean => round % 2 === 0;
const odd = (round: number): boolean => !even(round);
const order = (a: number, b: number): number => Math.sign(a - b);
const measuredOrder = ({ a, b }: Pair): number => order(a.microseconds, b.microseconds);
const predictedOrder = ({ a, b }: Pair): number => order(a.microseconds * a.ratio, b.microseconds * b.ratio);
const halvesOrder = ({ a, b }: Pair, keep: (round: number) => boolean): number => order(middle(roundsOf(a, keep)), middle(roundsOf(b, keep)));
const apart = (least: number) => ({ a, b }: Pair): boolean => Math.max(a.microseconds, b.microseconds) >= least * Math.min(a.microseconds, b.microseconds);
const DEFINITIONS: readonly (readonly [string, (pair: Pair) => boolean])[] = [
  ['all pairs', () => true],
  ['decided', ({ a, b }) => isDecided(roundsOf(a), roundsOf(b))],
  ['at least 10 % apart', apart(1.1)],
  ['at least 25 % apart', apart(1.25)],
];
const share = (of: readonly Pair[], right: (pair: Pair) => boolean): string => {
  const count = of.filter(right).length;
  return `${count} of ${of.length} (${(100 * count / Math.max(1, of.length)).toFixed(1)} %)`;
};
console.log('\npairs in the measured order:');
for (const [name, counts] of DEFINITIONS) console.log(`  ${name}: ${share(pairs.filter(counts), (p) => predictedOrder(p) === measuredOrder(p))}`);

const inRounds = pairs.filter(({ a, b }) => roundsOf(a).length > 1 && roundsOf(b).length > 1);
if (inRounds.length > 0) {
  console.log('pairs that odd rounds put in the order of even ones:');
  for (const [name, counts] of DEFINITIONS) console.log(`  ${name}: ${share(inRounds.filter(counts), (p) => halvesOrder(p, even) === halvesOrder(p, odd))}`);
  const chosen = inRounds.filter(({ a, b }) => isDecided(roundsOf(a, even), roundsOf(b, even)));
  console.log(`  decided by the even rounds alone: ${share(chosen, (p) => halvesOrder(p, even) === halvesOrder(p, odd))}; predicted in the order of the odd ones: ${share(chosen, (p) => predictedOrder(p) === halvesOrder(p, odd))}`);
}
const twice = pairs.filter(({ a, b }) => a.runs.length > 1 && b.runs.length > 1);
if (twice.length > 0) {
  const run = ({ a, b }: Pair, i: number): number => order(a.runs[i]?.microseconds ?? NaN, b.runs[i]?.microseconds ?? NaN);
  const by = found.flatMap(({ runs: [x, y] }) => (x && y ? [Math.max(x.microseconds, y.microseconds) / Math.min(x.microseconds, y.microseconds)] : [])).sort((a, b) => a - b);
  console.log(`the same placement in two processes: ${(100 * (middle(by) - 1)).toFixed(0)} % apart in the median, ${(100 * ((by[Math.floor(0.9 * by.length)] ?? 1) - 1)).toFixed(0)} % at the ninetieth percentile, of ${by.length}`);
  console.log('pairs that the second process puts in the order of the first:');
  for (const [name, counts] of DEFINITIONS) console.log(`  ${name}: ${share(twice.filter(counts), (p) => run(p, 0) === run(p, 1))}`);
  const ownRounds = ({ runs }: Found, i: number): readonly number[] => runs[i]?.rounds ?? [];
  const alike = twice.filter((p) => run(p, 0) === run(p, 1) && [0, 1].every((i) => isDecided(ownRounds(p.a, i), ownRounds(p.b, i))));
  console.log(`predicted in the measured order of pairs that each process decides by itself, both alike: ${share(alike, (p) => predictedOrder(p) === measuredOrder(p))}`);
  for (const i of [0, 1]) {
    const own = twice.filter((p) => isDecided(ownRounds(p.a, i), ownRounds(p.b, i)));
    console.log(`predicted in the order of process ${i + 1} alone: all pairs ${share(twice, (p) => predictedOrder(p) === run(p, i))}, decided ${share(own, (p) => predictedOrder(p) === run(p, i))}`);
  }
}

const losses = byMethod.map((own) => {
  const chosen = own.reduce((a, b) => (b.microseconds * b.ratio < a.microseconds * a.ratio ? b : a));
  return chosen.microseconds / Math.min(...own.map((p) => p.microseconds));
});
console.log(`predicted / measured of whole calls: median ${middle(found.map((p) => p.ratio)).toFixed(2)}; the predicted best takes ${middle(losses).toFixed(2)} x the best in the median, ${Math.max(...losses).toFixed(2)} x at worst, and is the best ${losses.filter((l) => l === 1).length} times of ${losses.length}`);
if (unknown > 0) console.log(`${unknown} placements left out: kernels or steps without a measurement`);
if (verbose) {
  const text = (p: Found): string => `${Object.values(p.measurement.plan).join(' ')}: ${p.microseconds.toFixed(1)} us, predicted ${(p.microseconds * p.ratio).toFixed(1)}`;
  console.log('\nDecided pairs in the wrong order:');
  for (const pair of pairs.filter((p) => DEFINITIONS[1]?.[1](p) && predictedOrder(p) !== measuredOrder(p))) console.log(`  ${pair.a.measurement.method}\n    ${text(pair.a)}\n    ${text(pair.b)}`);
}
