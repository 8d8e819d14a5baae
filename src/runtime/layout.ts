import { report } from '../diagnostics/index.js';
import { dtypeBytes } from '../numerics/dtype.js';
import { InputError } from './errors.js';
import type { Manifest, ManifestKernel, ManifestStep, ManifestTensor, Target } from './manifest.js';
import { compileConditions, sizeText, type Sizes, type SizeText } from './size-eval.js';
import type { Rows } from './storage.js';

/** How long a tensor's contents are kept: by the program, shared by all sessions; by a session; for one step. */
export type Lifetime = 'program' | 'session' | 'step';

/** A tensor of the manifest with its size texts compiled. */
export interface TensorLayout {
  readonly tensor: ManifestTensor;
  readonly name: string;
  readonly lifetime: Lifetime;
  readonly shape: readonly SizeText[];
  readonly idRange: SizeText | undefined;
}

export interface StepLayout {
  readonly step: ManifestStep;
  readonly runs: (sizes: Sizes) => boolean;
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
}

/** Checks that names resolve and texts parse. Throws `InputError`. */
export function layOut(manifest: Manifest, path: string): MethodLayout {
  const wrong = (reason: string): InputError => new InputError(report('MPC6011', { path, reason }));
  const names = new Set(manifest.tensors.map((t) => t.name));
  if (names.size !== manifest.tensors.length) throw wrong('two tensors have one name');
  for (const step of manifest.steps) {
    for (const name of [...step.reads, ...step.writes, ...kernelsOf(step).flatMap(buffersOf)]) {
      if (!names.has(name)) throw wrong(`step ${step.name} uses the tensor ${name}, which is not listed`);
    }
  }
  try {
    const early = new Set(manifest.steps.filter((s) => s.once).flatMap((s) => [...s.writes, ...kernelsOf(s).flatMap(buffersOf)]));
    const tensors = new Map(manifest.tensors.map((tensor) => [tensor.name, {
      tensor, name: tensor.name, lifetime: lifetimeOf(tensor, early.has(tensor.name)),
      shape: tensor.shape.map(sizeText), idRange: tensor.idRange === undefined ? undefined : sizeText(tensor.idRange),
    } satisfies TensorLayout]));
    const all = [...tensors.values()];
    const steps = manifest.steps.map((step): StepLayout => ({ step, runs: compileConditions(step.when ?? []) }));
    for (const text of manifest.steps.flatMap(kernelsOf).flatMap((k) => k.grid ?? [])) sizeText(text);
    return {
      manifest, tensors,
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

function lifetimeOf({ role, growth }: ManifestTensor, early: boolean): Lifetime {
  if (role === 'weight' || role === 'constant') return 'program';
  if (role === 'memory') return growth?.kind === 'static' || growth?.kind === 'computed' ? 'program' : 'session';
  return early && role !== 'input' ? 'program' : 'step';
}

export function kernelsOf(step: ManifestStep): readonly ManifestKernel[] {
  return [...step.kernels.cpu ?? [], ...step.kernels.gpu ?? [], ...step.kernels.fpga ?? []];
}

export function kernelsFor(step: ManifestStep, target: Target): readonly ManifestKernel[] | undefined {
  return step.kernels[target];
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

/** The rows that a step may write. Undefined: all of them. */
export function writtenRows({ tensor }: TensorLayout, sizes: Sizes): Rows | undefined {
  const { growth } = tensor;
  if (tensor.role !== 'memory' || !growth || growth.kind === 'static' || growth.kind === 'computed' || growth.kind === 'state') return undefined;
  const tokens = sizes[growth.size] ?? 0;
  switch (growth.kind) {
    case 'append-token': return { lo: tokens - 1, hi: tokens };
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
