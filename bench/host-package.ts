import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyze } from 'mpc';
import { DriverRegistry, readManifest, standardDrivers, type Driver, type Manifest, type Program, type Session, type TensorData } from 'mpc/runtime';
import { advanceOf, Random, randomTensors, standIns } from 'mpc/verify';

type Front = ReturnType<typeof analyze>;
type Method = NonNullable<Front['method']>;
type Sizes = Record<string, number>;
interface HostRequest { readonly session: Session; step(inputs: Record<string, TensorData>): Promise<unknown>; preset(memories: Record<string, TensorData>, tokens: number): Promise<void> }
interface Host { readonly program: Program; newRequest?(): HostRequest; close(): Promise<void> }
interface HostClass { create(options: Record<string, unknown>): Promise<Host> }

/** A build's package with one request whose memories hold random data for all tokens but the current ones. */
export interface OpenPackage {
  readonly app: Host;
  readonly session: Session;
  readonly take: (inputs: Record<string, TensorData>) => Promise<unknown>;
  /** Puts the memories back to what they were at first. */
  readonly restart: () => Promise<void>;
}

export interface HostPackage {
  readonly method: Method;
  readonly steps: Front['steps'];
  readonly manifest: Manifest;
  /** Sizes of the call, and tokens that it brings. */
  readonly sizes: Sizes;
  readonly advance: number;
  /** Memories that calls change. */
  readonly changing: Method['tensors'];
  readonly inputs: Record<string, TensorData>;
  /** Of weights and memories. */
  readonly bytes: number;
  readonly open: (extra: Record<string, unknown>) => Promise<OpenPackage>;
}

/** `N=4096` … */
export function sizesOf(given: readonly string[]): Sizes {
  return Object.fromEntries(given.map((g) => [g.split('=')[0] ?? '', Number(g.split('=')[1])]));
}

/** The first device of a kind. Rejects where there is none. */
export function firstDriver(target: 'cpu' | 'gpu', options: { readonly threads?: number } = {}): Promise<Driver> {
  return new DriverRegistry(standardDrivers(options)).open({ id: target, target, index: 0 });
}

export interface HostPackageOptions {
  readonly plan: string;
  /** Calls to make room for. */
  readonly calls: number;
  /** Constants that the build was compiled with. */
  readonly constants?: Sizes;
}

/** The generated host package of a build (`host/index.js`: its index.ts, compiled) with random data of the wanted sizes. */
export async function hostPackage(folder: string, source: string, wanted: Sizes, { plan, calls, constants = {} }: HostPackageOptions): Promise<HostPackage> {
  const { method, steps } = analyze({ text: await readFile(source, 'utf8'), file: source }, { constants });
  if (!method) throw new Error(`${source} has errors`);
  const manifest = await readManifest(join(folder, 'manifest.json'));
  const random = new Random(7);
  const advance = advanceOf(method, wanted);
  const tokens = method.tokens ? Math.max(0, (wanted[method.tokens.name] ?? 1) - advance) : 0;
  const sizes = method.tokens ? { ...wanted, [method.tokens.name]: tokens + advance } : wanted;
  const before = method.tokens ? { ...wanted, [method.tokens.name]: tokens } : wanted;
  const make = (tensors: Method['tensors'], at: Sizes): Record<string, TensorData> => randomTensors(tensors, method, at, random);

  const host = await import(pathToFileURL(resolve(folder, 'host/index.js')).href) as Record<string, unknown>;
  const Class = Object.values(host).find((v): v is HostClass => typeof v === 'function' && 'create' in v);
  if (!Class) throw new Error('the host package exports no class with create()');
  const isStatic = (t: Method['tensors'][number]): boolean => t.growth?.kind === 'static';
  const statics = method.tensors.filter(isStatic);
  const weights = method.tensors.filter((t) => t.role === 'weight');
  const data = {
    ...(weights.length > 0 ? { weights: make(weights, before) } : {}),
    ...(statics.length > 0 ? { memories: make(statics, before) } : {}),
    ...(manifest.externs ? instantStandIns(method, standIns(manifest, 7, before)) : {}),
    ...(method.tokens ? { capacity: { [method.tokens.name]: tokens + advance * calls } } : {}),
  };
  const changing = method.tensors.filter((t) => t.role === 'memory' && !isStatic(t) && t.growth?.kind !== 'computed');
  const state = make(changing, before);
  const inputs = make(method.tensors.filter((t) => t.role === 'input'), sizes);
  const held = [data.weights ?? {}, data.memories ?? {}, state].flatMap((tensors) => Object.values(tensors));
  return {
    method, steps, manifest, sizes, advance, changing, inputs, bytes: held.reduce((sum, t) => sum + t.bytes.length, 1),
    open: async (extra) => {
      const app = await Class.create({ plan, ...data, ...extra });
      const request = app.newRequest?.();
      const restart = async (): Promise<void> => { if (tokens > 0) await request?.preset(state, tokens); };
      await restart();
      const session = request?.session ?? app.program.createSession();
      return { app, session, restart, take: (given) => (request ? request.step(given) : session.step(given)) };
    },
  };
}

type StandIns = ReturnType<typeof standIns>;

/** Answers like the first one to the same form of results: what a model takes that the host calls is no part of a measurement. */
function instantStandIns(method: Method, { externs, vocabulary }: StandIns): StandIns {
  const extents = method.ops.flatMap((op) => (op.kind === 'call' ? op.callee.results.flatMap((r) => r.shape.map((extent) => extent.key)) : []));
  const names = method.sizes.map((s) => s.name).filter((name) => extents.some((e) => e.includes(name)));
  const known = new Map<string, ReturnType<StandIns['externs'][string]>>();
  const instant = ([name, extern]: readonly [string, StandIns['externs'][string]]): readonly [string, StandIns['externs'][string]] => [name, (args, sizes) => {
    const key = `${name} ${names.map((n) => sizes[n]).join(' ')}`;
    const answer = known.get(key) ?? extern(args, sizes);
    known.set(key, answer);
    return answer;
  }];
  return { vocabulary, externs: Object.fromEntries(Object.entries(externs).map(instant)) };
}
