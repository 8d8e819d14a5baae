import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { bindPlan, type Plan } from './bind.js';
import { Device, noStatistics } from './device.js';
import type { Driver } from './driver.js';
import { DriverRegistry, type DevicePlaces, type DriverFactories } from './drivers.js';
import { InputError, RuntimeError, reasonOf } from './errors.js';
import { interpret, type Interpreter } from './interpreter.js';
import { layOut, type MethodLayout } from './layout.js';
import { manifestSchema, type Manifest } from './manifest.js';
import { deviceNamed, deviceText, knownDevices, type NamedDevice } from './named-device.js';
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
   * `auto` (default): the plan `default` if its devices are there, else the first GPU alone, else the CPU, else the interpreter;
   * `reference`: the interpreter; the name of a plan of the manifest; a device, for all steps: `gpu1`; or a device for each step.
   */
  readonly plan?: string | Plan;
  /** Steps that run on other devices than the plan says: `{ score: 'gpu1' }`. With `auto`, they change the plan `default`, and nothing else is tried. */
  readonly place?: Plan;
  /** How to open devices, by id (`gpu1`) or by target, instead of the standard ways. */
  readonly drivers?: DriverFactories;
  /** Where devices are, by id, if not in the order of their numbers: a number as the driver counts, or a PCI address. */
  readonly devices?: DevicePlaces;
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
  const factories: DriverFactories = options.drivers ?? standardDrivers(options.threads === undefined ? {} : { threads: options.threads });
  const { devices } = build.method.manifest;
  const drivers = new DriverRegistry(byId(factories, devices), byId(options.devices ?? {}, devices));
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

/** What is said of devices, by the ids that the build has for them. A target stays: it stands for all of its devices. */
function byId<T>(said: Readonly<Record<string, T>>, devices: Manifest['devices']): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(said).flatMap(([name, value]) => {
    const id = deviceNamed(name, devices)?.id ?? name;
    return id === name || Object.hasOwn(said, id) ? [[name, value]] : [[name, value], [id, value]];
  }));
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
  const { build, options: { plan = 'auto', place, interpreter } } = loader;
  const { manifest } = build.method;
  checkNames(manifest, loader.options);
  if (plan === 'reference') return interpreted(loader, []);
  if (place || plan !== 'auto') {
    const base = typeof plan === 'string' ? planNamed(manifest, plan === 'auto' ? 'default' : plan) : plan;
    return compiled(loader, typeof plan !== 'string' || place ? 'given' : plan, { ...base, ...place }, []);
  }
  const reasons: string[] = [];
  for (const name of ['default', 'gpu', 'cpu']) {
    const assignment = manifest.plans[name];
    if (!assignment) continue;
    try {
      return await compiled(loader, name, assignment, reasons);
    } catch (error) {
      reasons.push(`${name}: ${error instanceof RuntimeError ? error.diagnostic.message : reasonOf(error)}`);
    }
  }
  if (interpreter) return interpreted(loader, reasons);
  throw new InputError(report('MPC6304', { method: manifest.method, reasons: reasons.join('; ') || 'it has no plan' }));
}

/** A plan of the manifest, or every step on one device. */
function planNamed({ plans, steps, devices }: Manifest, name: string): Plan {
  const listed = Object.hasOwn(plans, name) ? plans[name] : undefined;
  if (listed) return listed;
  const device = deviceNamed(name, devices);
  if (!device) throw new InputError(report('MPC6303', { plan: name, known: ['auto', 'reference', ...new Set([...Object.keys(plans), ...Object.keys(devices ?? {})])].join(', ') }));
  return Object.fromEntries(steps.filter((s) => !s.call).map((s) => [s.name, device.id]));
}

/** Steps and devices that options name must be there. Throws `InputError`. */
function checkNames({ steps, devices }: Manifest, { plan, place, devices: places = {} }: LoadOptions): void {
  const placed = steps.filter((s) => !s.call).map((s) => s.name);
  for (const [step, device] of Object.entries({ ...(typeof plan === 'string' ? {} : plan), ...place })) {
    if (!placed.includes(step)) throw new InputError(report('MPC6201', { what: 'step', name: step, known: placed.join(', ') || 'none' }));
    if (!deviceNamed(device, devices)) throw new InputError(report('MPC6312', { step, device, known: knownDevices(devices) }));
  }
  const stray = Object.keys(places).find((id) => !deviceNamed(id, devices));
  if (stray !== undefined) throw new InputError(report('MPC6201', { what: 'device', name: stray, known: knownDevices(devices) }));
}

async function compiled({ build, drivers }: Loader, plan: string, assignment: Plan, rejected: readonly string[]): Promise<Chosen> {
  const statistics = noStatistics();
  const devices = new Map<Driver, Device>();
  const open = async (named: NamedDevice): Promise<Device> => {
    const driver = await drivers.open(named).catch((error: unknown) => {
      const what = named.id === named.target ? named.target : `${named.id}, ${deviceText(named)},`;
      throw error instanceof RuntimeError ? error : new InputError(report('MPC6305', { target: what, reason: reasonOf(error) }), { cause: error });
    });
    const device = devices.get(driver) ?? new Device(driver, statistics, named.id);
    devices.set(driver, device);
    return device;
  };
  const bound = await bindPlan(build.method, assignment, open, build.moduleOf);
  await drivers.close(new Set(devices.keys())); // those of plans that did not work
  const release = async (): Promise<void> => {
    const closed = await Promise.allSettled([...devices.values()].map((device) => device.close()));
    await build.remove();
    const failed = closed.find((c) => c.status === 'rejected');
    if (failed) throw failed.reason;
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
