import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { bindPlan, type Plan } from './bind.js';
import { Device, noStatistics } from './device.js';
import type { Driver } from './driver.js';
import { DriverRegistry, type DriverFactories } from './drivers.js';
import { InputError, RuntimeError, reasonOf } from './errors.js';
import { interpret, type Interpreter } from './interpreter.js';
import { layOut, type MethodLayout } from './layout.js';
import { manifestSchema, type Manifest, type Target } from './manifest.js';
import { Program, type Placement, type ProgramOptions } from './program.js';
import { standardDrivers } from './standard-drivers.js';

/** A build folder, or the same in memory: file texts are written to a temporary folder where a device needs them. */
export type BuildSource = string | {
  readonly manifest: Manifest;
  readonly directory?: string;
  readonly files?: Readonly<Record<string, string>>;
};

export interface LoadOptions extends ProgramOptions {
  /**
   * `auto` (default): the plan `default` if its devices are there, else the GPU alone, else the CPU, else the interpreter;
   * `reference`: the interpreter; or the name of a plan of the manifest, or a target for each step.
   */
  readonly plan?: string | Plan;
  /** Devices, instead of the standard ones. */
  readonly drivers?: DriverFactories;
  /** Threads of the CPU device. Default: all cores. */
  readonly threads?: number;
  readonly interpreter?: Interpreter;
}

/**
 * Loads a compiled method: finds its devices, loads its kernels, puts weights and static memories in place and runs what runs
 * once. Throws `InputError` (build folder, options, tensors, no device) and `ExecutionError`.
 */
export async function loadProgram(source: BuildSource, options: LoadOptions = {}): Promise<Program> {
  const build = await openBuild(source);
  const drivers = new DriverRegistry(options.drivers ?? standardDrivers(options.threads === undefined ? {} : { threads: options.threads }));
  const { method, placement } = await choose({ build, drivers, options }).catch(async (error: unknown) => {
    await drivers.close();
    await build.remove();
    throw error;
  });
  try {
    return await Program.create(method, placement, options);
  } catch (error) {
    await placement.release();
    throw error;
  }
}

/** A folder that the caller made stays. */
const NOT_OURS = (): Promise<void> => Promise.resolve();

interface Build {
  readonly path: string;
  readonly method: MethodLayout;
  readonly readText: (file: string) => Promise<string>;
  readonly moduleOf: (file: string) => string;
  readonly remove: () => Promise<void>;
}

interface Loader {
  readonly build: Build;
  readonly drivers: DriverRegistry;
  readonly options: LoadOptions;
}

interface Chosen {
  readonly method: MethodLayout;
  readonly placement: Placement;
}

async function openBuild(source: BuildSource): Promise<Build> {
  if (typeof source === 'string') {
    const manifest = await readManifest(join(source, 'manifest.json'));
    return buildIn(source, manifest, source, NOT_OURS);
  }
  const manifest = checkManifest(source.manifest, 'manifest');
  if (source.directory !== undefined || !source.files) return buildIn(source.directory ?? '.', manifest, 'manifest', NOT_OURS);
  const folder = await mkdtemp(join(tmpdir(), 'mpc-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (const [file, text] of Object.entries(source.files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    return buildIn(folder, manifest, 'manifest', remove);
  } catch (error) {
    await remove();
    throw new InputError(report('MPC6009', { path: folder, reason: reasonOf(error) }));
  }
}

function buildIn(directory: string, manifest: Manifest, path: string, remove: () => Promise<void>): Build {
  return {
    path, remove,
    method: layOut(manifest, path),
    readText: (file) => readFile(join(directory, file), 'utf8'),
    moduleOf: (file) => join(directory, file),
  };
}

/** Reads and checks a `manifest.json`. Throws `InputError`. */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(report('MPC6010', { path, reason: reasonOf(error) }));
  });
  try {
    return checkManifest(JSON.parse(text), path);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(report('MPC6011', { path, reason: 'it is not JSON' }));
    throw error;
  }
}

function checkManifest(value: unknown, path: string): Manifest {
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first?.path.join('.') ?? '';
  throw new InputError(report('MPC6011', { path, reason: first ? `${where ? `${where}: ` : ''}${first.message}` : z.prettifyError(parsed.error) }));
}

/** The first plan that works: its devices open and its kernels load. */
async function choose(loader: Loader): Promise<Chosen> {
  const { build, options: { plan = 'auto', interpreter } } = loader;
  const { plans } = build.method.manifest;
  if (typeof plan !== 'string') return compiled(loader, 'given', plan, []);
  if (plan === 'reference') return interpreted(loader, []);
  if (plan !== 'auto') {
    const wanted = Object.hasOwn(plans, plan) ? plans[plan] : undefined;
    if (!wanted) throw new InputError(report('MPC6303', { plan, known: ['auto', 'reference', ...Object.keys(plans)].join(', ') }));
    return compiled(loader, plan, wanted, []);
  }
  const reasons: string[] = [];
  for (const name of ['default', 'gpu', 'cpu']) {
    const assignment = plans[name];
    if (!assignment) continue;
    try {
      return await compiled(loader, name, assignment, reasons);
    } catch (error) {
      reasons.push(`${name}: ${error instanceof RuntimeError ? error.diagnostic.message : reasonOf(error)}`);
    }
  }
  if (interpreter) return interpreted(loader, reasons);
  throw new InputError(report('MPC6304', { method: build.method.manifest.method, reasons: reasons.join('; ') || 'it has no plan' }));
}

async function compiled({ build, drivers }: Loader, plan: string, assignment: Plan, rejected: readonly string[]): Promise<Chosen> {
  const statistics = noStatistics();
  const devices = new Map<Target, Device>();
  const used = new Set<Driver>();
  const open = async (target: Target): Promise<Device> => {
    const known = devices.get(target);
    if (known) return known;
    const driver = await drivers.open(target).catch((error: unknown) => {
      throw error instanceof RuntimeError ? error : new InputError(report('MPC6305', { target, reason: reasonOf(error) }), { cause: error });
    });
    const device = new Device(driver, statistics);
    used.add(driver);
    devices.set(target, device);
    return device;
  };
  const bound = await bindPlan(build.method, assignment, open, build.moduleOf);
  await drivers.close(used); // those of plans that did not work
  const release = async (): Promise<void> => {
    for (const device of devices.values()) await device.close();
    await build.remove();
  };
  return { method: build.method, placement: { plan, assignment, bound, statistics, notices: notice(plan, rejected), release } };
}

async function interpreted({ build, drivers, options: { interpreter } }: Loader, rejected: readonly string[]): Promise<Chosen> {
  const { manifest: compiledManifest } = build.method;
  if (!interpreter) throw new InputError(report('MPC6306', { method: compiledManifest.method }));
  await drivers.close();
  const { manifest, driver } = await interpret(compiledManifest, interpreter, build.readText);
  const method = layOut(manifest, build.path);
  const assignment = manifest.plans['cpu'] ?? {};
  const statistics = noStatistics();
  const device = new Device(driver, statistics);
  const bound = await bindPlan(method, assignment, () => Promise.resolve(device), (file) => file);
  const plan = 'reference';
  return { method, placement: { plan, assignment, bound, statistics, notices: notice(plan, rejected), release: build.remove } };
}

function notice(plan: string, rejected: readonly string[]): readonly Diagnostic[] {
  return rejected.length > 0 ? [report('MPC6307', { plan, reasons: rejected.join('; ') })] : [];
}
