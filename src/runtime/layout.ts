import { report } from '../diagnostics/index.js';
import { dtypeBytes, type DType } from '../numerics/dtype.js';
import { InputError } from './errors.js';
import type { Manifest, ManifestExtern, ManifestExternParam, ManifestKernel, ManifestStep, ManifestTensor } from './manifest.js';
import { deviceNamed, type NamedDevice } from './named-device.js';
import { compileConditions, sizeText, type Sizes, type SizeText } from './size-eval.js';
import type { Rows, Widening } from './storage.js';

/** How long a tensor's contents are kept: by the program, shared by all sessions; by a session; for one step. */
export type Lifetime = 'program' | 'session' | 'step';

/** A tensor of the manifest with its size texts compiled. */
export interface TensorLayout {
  readonly tensor: ManifestTensor;
  readonly name: string;
  readonly lifetime: Lifetime;
  readonly shape: readonly SizeText[];
  readonly idRange: SizeText | undefined;
  /** Tokens that a step of the method brings. */
  readonly advance: SizeText;
}

export interface StepLayout {
  readonly step: ManifestStep;
  /** Whether its conditions on sizes hold. */
  readonly runs: (sizes: Sizes) => boolean;
  /** Bool tensors without dimensions, and what each must be for the step to run. */
  readonly flags: readonly { readonly layout: TensorLayout; readonly wanted: boolean }[];
  /** To be emptied when the step does not run. */
  readonly clears: readonly TensorLayout[];
  /** The step calls the host. */
  readonly call: CallLayout | undefined;
}

/** Form of an argument or a result of a function of the host. */
export interface FormLayout {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly SizeText[];
  readonly idRange: SizeText | undefined;
  readonly list: boolean;
}

export interface PassedLayout {
  readonly form: FormLayout;
  readonly tensor: TensorLayout;
  /** How many entries of a list are valid. */
  readonly count: TensorLayout | undefined;
}

export interface CallLayout {
  readonly extern: ManifestExtern;
  readonly args: readonly PassedLayout[];
  readonly results: readonly PassedLayout[];
}

/** A manifest, checked for consistency and compiled for running. */
export interface MethodLayout {
  readonly manifest: Manifest;
  readonly tensors: ReadonlyMap<string, TensorLayout>;
  /** Run when a program is loaded. */
  readonly once: readonly StepLayout[];
  /** Run in each step. */
  readonly each: readonly StepLayout[];
  readonly inputs: readonly TensorLayout[];
  readonly outputs: readonly TensorLayout[];
  /** Weights and static memories: given when a program is loaded. */
  readonly given: readonly TensorLayout[];
  /** Memories of a session. */
  readonly memories: readonly TensorLayout[];
  /** The largest sizes. */
  readonly bounds: Sizes;
  /** Tokens that a step brings. */
  readonly advance: SizeText;
}

/** Checks that names resolve and texts parse. Throws `InputError`. */
export function layOut(manifest: Manifest, path: string): MethodLayout {
  const wrong = (reason: string): InputError => new InputError(report('MPC6011', { path, reason }));
  checkNames(manifest, wrong);
  try {
    const early = new Set(manifest.steps.filter((s) => s.once).flatMap((s) => [...s.writes, ...kernelsOf(s).flatMap(buffersOf)]));
    const advance = sizeText(manifest.advance ?? '1');
    const tensors = new Map(manifest.tensors.map((tensor) => [tensor.name, {
      tensor, name: tensor.name, lifetime: lifetimeOf(tensor, early.has(tensor.name)), advance,
      shape: tensor.shape.map(sizeText), idRange: tensor.idRange === undefined ? undefined : sizeText(tensor.idRange),
    } satisfies TensorLayout]));
    const all = [...tensors.values()];
    const named = (name: string): TensorLayout => {
      const found = tensors.get(name);
      if (!found) throw wrong(`there is no tensor ${name}`);
      return found;
    };
    const steps = manifest.steps.map((step): StepLayout => ({
      step,
      runs: compileConditions(step.when ?? []),
      flags: (step.when ?? []).flatMap((c) => ('flag' in c ? [{ layout: named(c.flag), wanted: c.not !== true }] : [])),
      clears: (step.clears ?? []).map(named),
      call: step.call && callLayout(step.call, manifest, named, (reason) => wrong(`step ${step.name}: ${reason}`)),
    }));
    for (const text of manifest.steps.flatMap(kernelsOf).flatMap((k) => k.grid ?? [])) sizeText(text);
    return {
      manifest, tensors, advance,
      once: steps.filter((s) => s.step.once),
      each: steps.filter((s) => !s.step.once),
      inputs: all.filter((t) => t.tensor.role === 'input'),
      outputs: all.filter((t) => t.tensor.role === 'output'),
      given: all.filter((t) => t.tensor.role === 'weight' || t.tensor.growth?.kind === 'static'),
      memories: all.filter((t) => t.tensor.role === 'memory' && t.lifetime === 'session'),
      bounds: Object.fromEntries(manifest.sizes.map((s) => [s.name, s.max])),
    };
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong(error.message);
    throw error;
  }
}

type Wrong = (reason: string) => InputError;

function checkNames(manifest: Manifest, wrong: Wrong): void {
  const tensors = new Map(manifest.tensors.map((t) => [t.name, t]));
  if (tensors.size !== manifest.tensors.length) throw wrong('two tensors have one name');
  for (const step of manifest.steps) {
    const flags = (step.when ?? []).flatMap((c) => ('flag' in c ? [c.flag] : []));
    for (const name of [...step.reads, ...step.writes, ...step.clears ?? [], ...flags, ...kernelsOf(step).flatMap(buffersOf)]) {
      if (!tensors.has(name)) throw wrong(`step ${step.name} uses the tensor ${name}, which is not listed`);
    }
    for (const name of flags) {
      const { dtype, shape } = tensors.get(name) ?? {};
      if (dtype !== 'bool' || shape?.length !== 0) throw wrong(`step ${step.name}: the condition ${name} is no bool without dimensions`);
    }
  }
  for (const { name, shape, count, growth } of manifest.tensors) {
    const counter = count === undefined ? undefined : tensors.get(count);
    if (count !== undefined && (counter?.dtype !== 'i32' || counter.shape.join() !== shape.slice(0, -1).join())) {
      throw wrong(`${count} does not say how many entries ${name} has`);
    }
    if (growth?.kind !== 'state' || growth.from === undefined) continue;
    const from = tensors.get(growth.from);
    if (from?.role !== 'weight' || from.shape.join() !== shape.join()) throw wrong(`${name} cannot start as ${growth.from}`);
  }
  const sizes = new Set(manifest.sizes.map((s) => s.name));
  const unknown = sizeText(manifest.advance ?? '1').names.find((n) => !sizes.has(n));
  if (unknown !== undefined) throw wrong(`a step brings ${unknown} tokens, which is no size`);
  const seen = new Map<string, string>();
  for (const [id, { target, index }] of Object.entries(manifest.devices ?? {})) {
    const other = seen.get(`${target} ${index}`);
    if (other !== undefined) throw wrong(`${other} and ${id} are one device`);
    seen.set(`${target} ${index}`, id);
  }
  for (const [plan, assignment] of Object.entries(manifest.plans)) {
    const [step, device] = Object.entries(assignment).find(([, name]) => !deviceNamed(name, manifest.devices)) ?? [];
    if (step !== undefined) throw wrong(`plan ${plan} puts step ${step} on ${device ?? ''}, which is no device`);
  }
  if (manifest.tokens !== undefined && !sizes.has(manifest.tokens)) throw wrong(`${manifest.tokens} counts tokens and is no size`);
}

function callLayout(
  call: NonNullable<ManifestStep['call']>, { externs = [] }: Manifest, named: (name: string) => TensorLayout, wrong: Wrong,
): CallLayout {
  const extern = externs.find((e) => e.name === call.extern);
  if (!extern) throw wrong(`there is no extern ${call.extern}`);
  const passed = (params: readonly ManifestExternParam[], values: typeof call.args): readonly PassedLayout[] => {
    if (params.length !== values.length) throw wrong(`${extern.name} has ${params.length} ${params === extern.params ? 'arguments' : 'results'}, not ${values.length}`);
    return params.flatMap(({ name, dtype, shape, idRange, list = false }, i) => {
      const value = values[i];
      const form = { name, dtype, list, shape: shape.map(sizeText), idRange: idRange === undefined ? undefined : sizeText(idRange) };
      return value ? [{ form, tensor: named(value.tensor), count: value.count === undefined ? undefined : named(value.count) }] : [];
    });
  };
  const results = passed(extern.results, call.results);
  const memory = results.find((r) => r.tensor.tensor.role === 'memory');
  if (memory) throw wrong(`a call cannot write the memory ${memory.tensor.name}`);
  return { extern, args: passed(extern.params, call.args), results };
}

function lifetimeOf({ role, growth }: ManifestTensor, early: boolean): Lifetime {
  if (role === 'weight' || role === 'constant') return 'program';
  if (role === 'memory') return growth?.kind === 'static' || growth?.kind === 'computed' ? 'program' : 'session';
  return early && role !== 'input' ? 'program' : 'step';
}

export function kernelsOf(step: ManifestStep): readonly ManifestKernel[] {
  return [...step.kernels.cpu ?? [], ...step.kernels.gpu ?? [], ...step.kernels.fpga ?? [], ...Object.values(step.variants ?? {}).flat()];
}

/** The kernels of a step for a device: those made for devices of its name, else those of its target. */
export function kernelsFor({ kernels, variants = {} }: ManifestStep, { target, name }: NamedDevice): readonly ManifestKernel[] | undefined {
  return (name !== undefined && Object.hasOwn(variants, name) ? variants[name] : undefined) ?? kernels[target];
}

function buffersOf(kernel: ManifestKernel): readonly string[] {
  return kernel.params.flatMap((p) => (p.kind === 'buffer' ? [p.tensor] : []));
}

/** Extents, and the same as rows of the leading dimension; a scalar is one row. */
export function extents(layout: TensorLayout, sizes: Sizes): { readonly shape: readonly number[]; readonly rows: number; readonly rowBytes: number } {
  const shape = layout.shape.map((s) => Math.max(0, s.at(sizes)));
  const [rows = 1, ...inner] = shape;
  return { shape, rows, rowBytes: inner.reduce((a, b) => a * b, dtypeBytes(layout.tensor.dtype)) };
}

export function bytesAt(layout: TensorLayout, sizes: Sizes): number {
  const { rows, rowBytes } = extents(layout, sizes);
  return rows * rowBytes;
}

/** How contents have to move where a single inner dimension has grown; undefined where another thing has changed. */
export function widening(from: readonly number[], to: readonly number[], elementBytes: number): Widening | undefined {
  const grown = to.flatMap((extent, d) => (extent === from[d] ? [] : [d]));
  const [d = 0] = grown;
  const [old = 0, now = 0] = [from[d], to[d]];
  if (grown.length !== 1 || d === 0 || now < old) return undefined;
  const inner = to.slice(d + 1).reduce((a, b) => a * b, elementBytes);
  return { parts: to.slice(0, d).reduce((a, b) => a * b, 1), from: old * inner, to: now * inner };
}

/** Row-major contents in a larger shape; elements that appear consist of `fill`. */
export function widened(bytes: Uint8Array, from: readonly number[], to: readonly number[], elementBytes: number, fill = 0): Uint8Array {
  if (to.length === 0) return bytes.slice();
  const out = new Uint8Array(to.reduce((a, b) => a * b, elementBytes)).fill(fill);
  const inner = (shape: readonly number[], d: number): number => shape.slice(d + 1).reduce((a, b) => a * b, elementBytes);
  const copy = (d: number, at: number, into: number): void => {
    const [width, wide] = [inner(from, d), inner(to, d)];
    const count = Math.min(from[d] ?? 0, to[d] ?? 0);
    if (width === wide) out.set(bytes.subarray(at, at + count * width), into);
    else for (let i = 0; i < count; i++) copy(d + 1, at + i * width, into + i * wide);
  };
  copy(0, 0, 0);
  return out;
}

/** The bytes of elements that appear when a memory grows: zero; where it holds ids along with their count, -1. */
export function newBytes({ count, idRange }: { readonly count?: unknown; readonly idRange?: unknown }): number {
  return count !== undefined && idRange !== undefined ? 0xff : 0;
}

/** The rows that a step may write. Undefined: all of them. */
export function writtenRows({ tensor, advance }: TensorLayout, sizes: Sizes): Rows | undefined {
  const { growth } = tensor;
  if (tensor.role !== 'memory' || !growth || growth.kind === 'static' || growth.kind === 'computed' || growth.kind === 'state') return undefined;
  const tokens = sizes[growth.size] ?? 0;
  switch (growth.kind) {
    case 'append-token': return { lo: tokens - advance.at(sizes), hi: tokens };
    case 'update-block': {
      const row = Math.floor((tokens - 1) / growth.block);
      return { lo: row, hi: row + 1 };
    }
    case 'append-block': {
      const block = Math.floor(tokens / growth.block);
      return { lo: Math.max(0, block - 1), hi: block };
    }
    case 'ring': {
      const row = (tokens - 1) % growth.rows;
      return { lo: row, hi: row + 1 };
    }
  }
}
