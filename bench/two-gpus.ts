/**
 * Two GPUs of one machine for real: how long copies between them take, and a method with its steps split over both, compared with
 * the reference step by step and with one GPU bit for bit, beside the time on one GPU and what the cost model says.
 *
 *   node out/bench/two-gpus.js MACHINE.json [CALIBRATION.json ...] [BUILD_FOLDER SOURCE.mp [SIZE=VALUE ...]]
 *
 * The machine has devices `gpu0` and `gpu1`; the build was made for it: `mpc compile SOURCE.mp --machine MACHINE.json --binaries sm_90`.
 * It holds host/index.js (its index.ts, compiled).
 */
import { readFile } from 'node:fs/promises';
import { analyze, applyCalibration, loadMachine, place, transfers, withKernelFacts, type Machine } from 'mpc';
import { DriverRegistry, standardDrivers, type Driver, type DriverFactories, type DriverFactory, type Program, type Session, type TensorData } from 'mpc/runtime';
import { compareStep } from 'mpc/verify';
import { hostPackage, sizesOf } from './host-package.js';
import { median } from './peers.js';

const [machineFile, ...rest] = process.argv.slice(2);
const calibrations = rest.filter((r) => r.endsWith('.json'));
const [folder, source, ...given] = rest.filter((r) => !r.endsWith('.json'));
if (machineFile === undefined) throw new Error('usage: two-gpus.js MACHINE.json [CALIBRATION.json ...] [BUILD_FOLDER SOURCE.mp [SIZE=VALUE ...]]');
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;
let machine: Machine | undefined = loadMachine(await json(machineFile), machineFile).value;
for (const path of calibrations) machine = machine && applyCalibration(machine, await json(path), path).value;
if (!machine) throw new Error(`${machineFile} has errors: try \`mpc machines check\``);

const SIZES = [4, 64, 1024, 65_536, 1_048_576, 16_777_216, 67_108_864, 268_435_456];
const WARM_UP = 20;
const REPEATS = 200;
/** Milliseconds for one placement. */
const LONGEST = 3000;
/** Requests that step at a time, to see how calls overlap. */
const REQUESTS = 4;
const OVERLAPPING = 1000;

/** The standard driver of a GPU, which copies through the host where `peers` is false. */
function gpuDrivers(peers: boolean): DriverFactories {
  const gpu: DriverFactory = async (device) => {
    const driver = await standardDrivers().gpu(device);
    return driver && !peers ? withoutPeers(driver) : driver;
  };
  return { ...standardDrivers(), gpu };
}

/** Methods of a driver bound to it, so that private state is found; no peers. */
function withoutPeers(driver: Driver): Driver {
  return new Proxy(driver, {
    get(target, name) {
      if (name === 'isPeer') return () => false;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) as unknown : value;
    },
  });
}

async function copies(): Promise<void> {
  const registry = new DriverRegistry(standardDrivers());
  const [a, b] = [await registry.open({ id: 'gpu0', target: 'gpu', index: 0 }), await registry.open({ id: 'gpu1', target: 'gpu', index: 1 })];
  console.log(`gpu0: ${a.description}, gpu1: ${b.description}; peers: ${a.isPeer?.(b) === true && b.isPeer?.(a) === true}`);
  const biggest = Math.max(...SIZES);
  const [here, there] = [await a.alloc(biggest), await b.alloc(biggest)];
  const pattern = Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 31) % 251);
  await a.write(here, pattern);
  if (b.isPeer?.(a)) {
    await b.copyFromPeer?.(a, here, 0, there, 0, pattern.length);
    const back = await b.read(there, pattern.length);
    console.log(`1 MiB copied gpu0 -> gpu1 by the peer copy: ${Buffer.compare(back, pattern) === 0 ? 'the same bytes' : 'WRONG BYTES'}`);
  }
  const model = machine && transfers(machine);
  console.log(`${'bytes'.padStart(12)} ${'peer us'.padStart(10)} ${'GB/s'.padStart(7)} ${'in a row'.padStart(10)} ${'GB/s'.padStart(7)} ${'host us'.padStart(10)} ${'GB/s'.padStart(7)} ${'model us'.padStart(10)}`);
  for (const bytes of SIZES) {
    const peer: number[] = [];
    const row: number[] = [];
    const host: number[] = [];
    const begin = performance.now();
    for (let i = 0; i < 60 && (i < 4 || performance.now() - begin < LONGEST / 6); i++) {
      if (b.isPeer?.(a)) {
        const from = performance.now();
        await b.copyFromPeer?.(a, here, 0, there, 0, bytes);
        await b.synchronize();
        peer.push(1000 * (performance.now() - from));
        const many = performance.now();
        for (let n = 0; n < 8; n++) await b.copyFromPeer?.(a, here, 0, there, 0, bytes);
        await b.synchronize();
        row.push(1000 * (performance.now() - many) / 8);
      }
      if (bytes <= 67_108_864 && i < 20) {
        const from = performance.now();
        await b.write(there, await a.read(here, bytes));
        await b.synchronize();
        host.push(1000 * (performance.now() - from));
      }
    }
    const rate = (us: number): string => (Number.isFinite(us) && us > 0 ? (bytes / us / 1e3).toFixed(1) : '-').padStart(7);
    const time = (us: number): string => (Number.isFinite(us) ? us.toFixed(1) : '-').padStart(10);
    const [p, r, h] = [median(peer), median(row), median(host)];
    console.log(`${String(bytes).padStart(12)} ${time(p)} ${rate(p)} ${time(r)} ${rate(r)} ${time(h)} ${rate(h)} ${time(model?.('gpu0', 'gpu1', bytes) ?? NaN)}`);
  }
  await registry.close();
}

await copies();
if (folder !== undefined && source !== undefined) process.exitCode = await method(folder, source) ? 0 : 1;

/** A placement to run: its name, devices of steps, whether copies may go from GPU to GPU, and whether steps are compared with the reference. */
interface Tried { readonly name: string; readonly plan: Readonly<Record<string, string>>; readonly peers: boolean; readonly compared: boolean }

async function method(build: string, text: string): Promise<boolean> {
  const found = await hostPackage(build, text, sizesOf(given.filter((g) => g.includes('='))), { plan: 'gpu0', calls: 4 * (REPEATS + WARM_UP) });
  const { steps, manifest, sizes, changing, inputs } = found;
  console.log(`\n${found.method.name} at ${Object.entries(sizes).map(([n, v]) => `${n}=${v}`).join(' ')}`);
  const placed = manifest.steps.filter((s) => !s.call).map((s) => s.name);
  const each = (device: (index: number) => string): Readonly<Record<string, string>> => Object.fromEntries(placed.map((s, i) => [s, device(i)]));
  const all: readonly Tried[] = [
    { name: 'gpu0 alone', plan: each(() => 'gpu0'), peers: true, compared: true },
    { name: 'gpu1 alone', plan: each(() => 'gpu1'), peers: true, compared: false },
    { name: 'steps in turn', plan: each((i) => (i % 2 === 0 ? 'gpu0' : 'gpu1')), peers: true, compared: true },
    { name: 'steps in turn, through the host', plan: each((i) => (i % 2 === 0 ? 'gpu0' : 'gpu1')), peers: false, compared: false },
    { name: 'second half on gpu1', plan: each((i) => (i < placed.length / 2 ? 'gpu0' : 'gpu1')), peers: true, compared: false },
    { name: 'as the search placed it', plan: manifest.plans['default'] ?? {}, peers: true, compared: false },
  ];
  const { analysis } = analyze({ text: await readFile(text, 'utf8'), file: text });
  let fine = true;
  let first: Readonly<Record<string, TensorData>> | undefined;
  for (const { name, plan, peers, compared } of all) {
    try {
      const { app, session, take } = await found.open({ plan, drivers: gpuDrivers(peers), inFlight: REQUESTS });
      const before = new Map(await Promise.all(changing.map(async (t) => [t, await session.tensor(t.name)] as const)));
      const outputs = await take(inputs) as Readonly<Record<string, TensorData>>;
      first ??= outputs;
      const [start] = Object.entries(first);
      const same = start !== undefined && Object.entries(first).every(([key, t]) => Buffer.compare(t.bytes, outputs[key]?.bytes ?? new Uint8Array()) === 0);
      const ran = { steps, manifest, target: 'gpu0', place: plan, seed: 1, session, sizes, before, shared: new Map() };
      const wrong: string[] = [];
      let worst = 0;
      for (const step of compared ? steps.filter((s) => !s.call) : []) {
        const { comparison } = await compareStep(step, ran);
        worst = Math.max(worst, comparison.worst);
        if (!comparison.ok) wrong.push(step.name);
      }
      const start0 = app.program.statistics();
      const times: number[] = [];
      const begin = performance.now();
      let calls = 0;
      for (; calls < WARM_UP + REPEATS && performance.now() - begin < LONGEST; calls++) {
        const from = performance.now();
        await take(inputs);
        if (calls >= WARM_UP) times.push(1000 * (performance.now() - from));
      }
      const end = app.program.statistics();
      const rate = await overlapping(app.program, session, changing.map((t) => t.name), inputs);
      const priced = analysis && machine ? place(found.method, steps, analysis, machine, withKernelFacts(found.method, steps, machine, { sizes, overrides: { pins: plan } })) : undefined;
      console.log(`  ${name.padEnd(32)} ${median(times).toFixed(0).padStart(7)} us over ${String(times.length).padStart(3)}, predicted ${(priced?.microseconds ?? NaN).toFixed(0).padStart(6)} us; `
        + `${rate.toFixed(0)} calls/s of ${REQUESTS} requests, predicted at most ${(priced?.callsPerSecond ?? NaN).toFixed(0)}; `
        + `${((end.downloadedBytes - start0.downloadedBytes) / calls / 1024).toFixed(1)} KiB down, ${((end.uploadedBytes - start0.uploadedBytes) / calls / 1024).toFixed(1)} KiB up a call; `
        + `${same ? 'same bits as gpu0' : 'OTHER BITS than gpu0'}${compared ? `; reference: ${wrong.length === 0 ? `ok, ${(100 * worst).toFixed(0)} % of tolerance` : `WRONG in ${wrong.join(', ')}`}` : ''}`);
      console.log(`    ${Object.entries(app.program.devices).map(([id, what]) => `${id}: ${what}`).join(', ')}; ${placed.map((s) => `${s} ${app.program.assignment[s] ?? ''}`).join(', ')}`);
      fine &&= wrong.length === 0 && same;
      await app.close();
    } catch (error) {
      fine = false;
      console.log(`  ${name.padEnd(32)} ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return fine;
}

/** Calls a second while several requests, as far on as the first one, step at a time. */
async function overlapping(program: Program, first: Session, memories: readonly string[], inputs: Readonly<Record<string, TensorData>>): Promise<number> {
  const state = Object.fromEntries(await Promise.all(memories.map(async (name) => [name, await first.tensor(name)] as const)));
  const sessions = [first];
  while (sessions.length < REQUESTS) {
    const session = program.createSession();
    await session.preset(state, first.tokens);
    sessions.push(session);
  }
  for (const session of sessions) await session.step(inputs);
  let calls = 0;
  const begin = performance.now();
  await Promise.all(sessions.map(async (session) => {
    for (; performance.now() - begin < OVERLAPPING; calls++) await session.step(inputs);
  }));
  return 1000 * calls / (performance.now() - begin);
}
