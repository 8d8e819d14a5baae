import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import koffi from 'koffi';
import { analyzeMethod } from '../../src/analysis/index.js';
import { generateCpu } from '../../src/codegen/cpu/index.js';
import { generateHip } from '../../src/codegen/hip/index.js';
import { generateHls } from '../../src/codegen/hls/index.js';
import { analyze } from '../../src/compiler/index.js';
import { buildManifest } from '../../src/compiler/manifest.js';
import type { Method } from '../../src/ir/nodes.js';
import { formSteps } from '../../src/ir/passes/index.js';
import type { Step } from '../../src/ir/steps.js';
import { place } from '../../src/partitioner/index.js';
import { createCpuDriver } from '../../src/runtime/cpu/index.js';
import type { DeviceBuffer, Driver } from '../../src/runtime/driver.js';
import { bindKernel } from '../../src/runtime/fpga/csim.js';
import { TARGETS, type Manifest, type Target } from '../../src/runtime/manifest.js';
import { createMemoryDriver } from '../../src/runtime/memory-driver.js';
import { advanceOf, Random, verifyCase, type Case } from '../../src/verify/index.js';
import { defaultMachine } from './examples.js';
import { compileForCpu } from './hip.js';
import { compileAll } from './hls.js';
import { randomText } from './random-text.js';

/** A method with all that a build of it holds, for each device. */
export interface Whole {
  readonly method: Method;
  readonly steps: readonly Step[];
  readonly outputs: { readonly cpu: ReturnType<typeof generateCpu>; readonly gpu: ReturnType<typeof generateHip>; readonly fpga: ReturnType<typeof generateHls> };
  readonly manifest: Manifest;
}

export function wholeOf(given: Method, index: number): Whole {
  const method = { ...given, name: `${given.name}_${index}` };
  const steps = formSteps(method);
  const outputs = { cpu: generateCpu(method, steps), gpu: generateHip(method, steps), fpga: generateHls(method, steps) };
  const placement = place(method, steps, analyzeMethod(method, steps), defaultMachine());
  return { method, steps, outputs, manifest: buildManifest(method, steps, { targets: outputs, variants: {} }, defaultMachine(), placement, { text: '', file: 'random.mp' }) };
}

/** Gives the device on which a method, by its number, runs: what its kernels write outside of their buffers is an error. */
export type Emulated = (index: number) => Driver;

/** Compiles the kernels of several methods for one device, as one library: CPU kernels, HIP text with waves of `wave` threads on fibres, or the C simulation of HLS. */
export async function emulate(target: Target, wholes: readonly Whole[], wave = 32): Promise<Emulated> {
  if (target === 'cpu') return emulateCpu(wholes);
  const programs = wholes.map(({ method, steps, outputs }) => ({ method, steps, outputs }));
  if (target === 'fpga') {
    const library = await compileAll(programs.map((p) => ({ ...p, output: p.outputs.fpga })));
    return (index) => guarded(createMemoryDriver({ target, kernels: (name, _path, args) => bindKernel(library, `p${index}_${name}`, args) }));
  }
  const library = koffi.load(await compileForCpu(programs.map((p) => ({ ...p, output: p.outputs.gpu })), wave));
  return (index) => guarded(createMemoryDriver({
    target,
    kernels: (name) => {
      const run = library.func(`void run_p${index}_${name}(const uint64_t *, uint32_t, uint32_t, uint32_t)`);
      return (args, shape) => {
        const [x, y, z] = shape?.grid ?? [1, 1, 1];
        run(BigUint64Array.from(args, (a) => (typeof a === 'number' ? BigInt.asUintN(64, BigInt(a)) : BigInt(koffi.address(a)))), x, y, z);
      };
    },
  }));
}

async function emulateCpu(wholes: readonly Whole[]): Promise<Emulated> {
  const folder = await mkdtemp(join(tmpdir(), 'mpc-cpu-'));
  for (const file of wholes[0]?.outputs.cpu.files.filter((f) => f.path.endsWith('.h')) ?? []) {
    await mkdir(dirname(join(folder, file.path)), { recursive: true });
    await writeFile(join(folder, file.path), file.text);
  }
  const sources = wholes.map(({ outputs }) => outputs.cpu.files.find((f) => f.path.endsWith('.cpp'))?.text ?? '');
  const path = join(folder, 'cpu', 'all.cpp');
  await writeFile(path, sources.map((text, i) => (i === 0 ? text : text.replace(/^extern "C" void mpc_set_threads.*$/m, ''))).join('\n'));
  const driver = await createCpuDriver({ cache: join(folder, 'cache') });
  if (!driver) throw new Error('no C++ compiler');
  return () => guarded({ ...own(driver), kernel: (_path, name, args) => driver.kernel(path, name, args), close: () => Promise.resolve() });
}

/** The functions of a driver, bound to it. */
function own(driver: Driver): Driver {
  const { target, description } = driver;
  return {
    target, description,
    alloc: (bytes) => driver.alloc(bytes), write: (buffer, data, offset) => driver.write(buffer, data, offset),
    read: (buffer, bytes, offset) => driver.read(buffer, bytes, offset), clear: (buffer) => driver.clear(buffer), free: (buffer) => driver.free(buffer),
    kernel: (path, name, args) => driver.kernel(path, name, args), launch: (kernel, args, shape) => driver.launch(kernel, args, shape),
    synchronize: () => driver.synchronize(), close: () => driver.close(),
  };
}

const GUARD = new Uint8Array(192).fill(0xa5);

/** Buffers are followed by bytes that no kernel may change. */
function guarded(driver: Driver): Driver {
  const starts = new Map<DeviceBuffer, number>();
  const check = async (buffer: DeviceBuffer, when: string): Promise<void> => {
    const at = starts.get(buffer);
    if (at === undefined) return;
    const found = await driver.read(buffer, GUARD.length, at);
    if (found.some((byte) => byte !== 0xa5)) throw new Error(`${when} wrote behind the end of a buffer of ${buffer.bytes} bytes, at ${found.findIndex((b) => b !== 0xa5)}`);
  };
  return {
    ...own(driver),
    async alloc(bytes) {
      const end = Math.ceil(Math.max(1, bytes) / 64) * 64; // what a device hands out is a multiple of that
      const buffer = await driver.alloc(end + GUARD.length);
      await driver.write(buffer, GUARD, end);
      starts.set(buffer, end);
      return buffer;
    },
    async clear(buffer) { await driver.write(buffer, new Uint8Array(starts.get(buffer) ?? 0)); },
    async launch(kernel, args, shape) {
      await driver.launch(kernel, args, shape);
      for (const a of args) if (typeof a !== 'number') await check(a, kernel.name);
    },
  };
}

/** Runs a case on an emulated device; the steps that differ from the reference, in words. */
export async function failuresOf(whole: Whole, target: Target, device: Driver, which: Case, seed: number): Promise<readonly string[]> {
  const { method, steps, manifest } = whole;
  const build = { manifest, directory: '.' };
  const report = await verifyCase({ method, steps, manifest, build, target, seed, drivers: { [target]: () => Promise.resolve(device) } }, which);
  return report.checks.filter((c) => !c.comparison.ok)
    .map((c) => `${which.name}, ${target}, ${c.step}: ${c.comparison.mismatchCount} of ${c.comparison.checked}: ${JSON.stringify(c.comparison.mismatches.slice(0, 3))}`);
}

/** From an empty memory through blocks that fill and rings that wrap; in the middle of a request; and several requests together. */
function casesFor(method: Method, seed: number): readonly Case[] {
  const random = new Random(seed);
  const sizes = Object.fromEntries(method.sizes.filter((s) => s !== method.tokens)
    .map((s) => [s.name, s.min === 0 ? [0, 7, 40][random.integer(0, 2)] ?? 0 : random.integer(s.min, Math.min(s.max, 12))]));
  const brought = advanceOf(method, sizes);
  const larger = Object.fromEntries(method.sizes.flatMap(({ name, min, max }) => (name in sizes && max > 12 ? [[name, min === 0 ? 40 : random.integer(12, Math.min(max, 40))]] : [])));
  return [
    { name: 'from the start', sizes, tokens: 0, steps: 6 },
    { name: 'later', sizes: { ...sizes, ...larger }, tokens: random.integer(12, 40) * brought, steps: 2 },
    { name: 'together', sizes, tokens: 3 * brought, together: [0, 5 * brought].map((tokens) => ({ sizes, tokens })), steps: 2 },
  ];
}

/**
 * Random methods, from text to kernels that run on an emulated device; the steps that differ from the reference, in words.
 * `SEED` and `COUNT` in the environment try others than the test asks for.
 */
export async function differences(target: Target, count: number, wave = 32): Promise<readonly string[]> {
  const first = Number(process.env['SEED'] ?? 1);
  const seeds = Array.from({ length: Number(process.env['COUNT'] ?? count) }, (_, i) => first + i);
  const methods = seeds.map((seed) => {
    const { method, diagnostics } = analyze({ text: randomText(seed, 4 + seed % 9), file: 'random.mp' });
    return method ?? `seed ${seed}: ${diagnostics.filter((d) => d.severity === 'error').map((d) => d.message).join('; ')}`;
  });
  const wrong = methods.filter((m) => typeof m === 'string');
  const wholes = methods.flatMap((method, i) => (typeof method === 'string' ? [] : [{ seed: seeds[i] ?? 0, ...wholeOf(method, i) }])).map((whole, i) => ({ ...whole, i }));
  const device = await emulate(target, wholes, Number(process.env['WAVE'] ?? wave));
  for (const whole of wholes) {
    for (const which of casesFor(whole.method, whole.seed)) {
      const found = await failuresOf(whole, target, device(whole.i), which, whole.seed)
        .catch((error: unknown) => [`${which.name}, ${target}: ${error instanceof Error && process.env['STACK'] ? String(error.stack) : String(error)}`]);
      wrong.push(...found.map((f) => `seed ${whole.seed}, ${f}`));
    }
  }
  return wrong;
}

/**
 * The same with every step on a random one of two devices of each target, all with memories of their own. `MIXED` in the environment
 * names other targets: `MIXED=cpu,gpu,fpga`.
 */
export async function mixedDifferences(count: number, wanted: readonly Target[]): Promise<readonly string[]> {
  const targets = TARGETS.filter((t) => (process.env['MIXED']?.split(',') ?? wanted).includes(t));
  const devices = targets.flatMap((t) => [t, `${t}1`]);
  const first = Number(process.env['SEED'] ?? 1);
  const seeds = Array.from({ length: Number(process.env['COUNT'] ?? count) }, (_, i) => first + i);
  const wholes = seeds.flatMap((seed) => {
    const { method } = analyze({ text: randomText(seed, 4 + seed % 9), file: 'random.mp' });
    return method ? [{ seed, method }] : [];
  }).map(({ seed, method }, i) => ({ seed, i, ...wholeOf(method, i) }));
  const emulated = new Map<Target, Emulated>();
  for (const target of targets) emulated.set(target, await emulate(target, wholes));
  const wrong: string[] = [];
  for (const { seed, i, ...whole } of wholes) {
    const random = new Random(seed);
    for (const which of casesFor(whole.method, seed)) {
      const place = Object.fromEntries(whole.manifest.steps.filter((s) => !s.call).map((s) => [s.name, devices[random.integer(0, devices.length - 1)] ?? 'cpu']));
      const drivers = Object.fromEntries(targets.map((target) => [target, () => Promise.resolve(emulated.get(target)?.(i))]));
      const { method, steps, manifest } = whole;
      const found = await verifyCase({ method, steps, manifest, build: { manifest, directory: '.' }, target: targets[0] ?? 'cpu', place, seed, drivers }, which)
        .then((report) => report.checks.filter((c) => !c.comparison.ok).map((c) => `${c.step} on ${place[c.step] ?? ''}: ${JSON.stringify(c.comparison.mismatches.slice(0, 3))}`))
        .catch((error: unknown) => [error instanceof Error && process.env['STACK'] ? String(error.stack) : String(error)]);
      wrong.push(...found.map((f) => `seed ${seed}, ${which.name}: ${f}; ${JSON.stringify(place)}`));
    }
  }
  return wrong;
}
