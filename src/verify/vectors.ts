import type { Method, Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { opFlags } from '../ir/visit.js';
import type { TensorData } from '../numerics/tensor-data.js';
import { fromTensorData, isActive, ReferenceSession } from '../reference/index.js';
import type { Manifest } from '../runtime/manifest.js';
import { advanceOf, type Case } from './cases.js';
import { Random } from './random.js';
import { randomTensors } from './random-inputs.js';
import { standIns } from './stand-ins.js';
import { atSizes } from './verify.js';
import { readsOld } from './versions.js';

type Sizes = Readonly<Record<string, number>>;

/** What to record. `manifest` tells the HLS project of each step. */
export interface VectorOptions {
  readonly method: Method;
  readonly steps: readonly Step[];
  readonly manifest: Manifest;
  readonly seed: number;
}

/**
 * Test vectors for the testbenches of the HLS projects, as files of the build folder: `hls/<step>/tb/data/index.txt` with the
 * sizes, and one little-endian, row-major file for each tensor: what a step reads, and memories that it writes, before it; what
 * it writes after it. Inputs are seeded and random, results are those of the reference. A step that is not active in any run of
 * the case has no vectors, and its testbench goes on with inputs of its own.
 */
export function hlsVectors(options: VectorOptions, which: Case): Readonly<Record<string, string | Uint8Array>> {
  const { method, steps, seed } = options;
  const random = new Random(seed);
  const { tokens } = method;
  const sizesAt = (n: number): Sizes => (tokens ? { ...which.sizes, [tokens.name]: n } : which.sizes);
  const named = (tensors: readonly Tensor[], n: number): Record<string, TensorData> => randomTensors(tensors, method, sizesAt(n), random);
  const withRole = (role: Tensor['role']): readonly Tensor[] => method.tensors.filter((t) => t.role === role);
  const memories = withRole('memory');
  const changing = memories.filter((t) => t.growth?.kind !== 'static' && t.growth?.kind !== 'computed');

  const session = new ReferenceSession(method, standIns(method, seed, which.sizes));
  const given = new Map(Object.entries({
    ...named(memories.filter((t) => t.growth?.kind === 'static'), which.tokens), ...named(withRole('weight'), which.tokens),
  }));
  const pick = (tensors: readonly Tensor[]): Record<string, TensorData> =>
    Object.fromEntries(tensors.flatMap((t) => { const data = given.get(t.name); return data ? [[t.name, data] as const] : []; }));
  session.load(pick(memories), pick(withRole('weight')), which.sizes);
  if (which.tokens > 0) session.presetTokens(which.tokens, named(changing, which.tokens));

  const files: Record<string, string | Uint8Array> = {};
  const missing = new Set(steps.filter((s) => !s.call));
  for (let run = 1; run <= which.steps && missing.size > 0; run++) {
    const count = which.tokens + run * advanceOf(method, which.sizes);
    const sizes = sizesAt(count);
    const old = new Map(changing.map((t) => [t, atSizes(session.memory(t.name), t, sizes)]));
    const inputs = named(withRole('input'), count);
    const result = session.step(inputs, which.sizes);
    const after = (t: Tensor): TensorData => (t.role === 'memory' && !given.has(t.name) ? session.memory(t.name)
      : inputs[t.name] ?? given.get(t.name) ?? result.tensor(t.name));
    for (const step of missing) {
      const before = (t: Tensor): TensorData => (readsOld(steps, step, t) ? old.get(t) : undefined) ?? after(t);
      if (!isActive(step, sizes, (flag) => fromTensorData(before(flag)))) continue;
      missing.delete(step);
      Object.assign(files, vectorsOf(options, step, sizes, { before, after }));
    }
  }
  return files;
}

interface Recorded {
  readonly before: (tensor: Tensor) => TensorData | undefined;
  readonly after: (tensor: Tensor) => TensorData;
}

function vectorsOf({ manifest }: VectorOptions, step: Step, sizes: Sizes, { before, after }: Recorded): Record<string, string | Uint8Array> {
  const found = manifest.steps.find((s) => s.name === step.name);
  // A project for each kind of card that the build is for.
  const kernels = [found?.kernels.fpga?.[0], ...Object.values(found?.variants ?? {}).map(([first]) => first)];
  const files: Record<string, string | Uint8Array> = {};
  const index = Object.entries(sizes).map(([name, value]) => `size ${name} ${value}`);
  const record = (kind: 'tensor' | 'expect', tensor: Tensor, data: TensorData | undefined): void => {
    if (!data || tensor.role === 'constant') return;
    const name = `${tensor.name}${kind === 'expect' ? '.expected' : ''}.bin`;
    files[name] = data.bytes;
    index.push(`${kind} ${tensor.name} ${name}`);
  };
  for (const tensor of new Set([...step.reads, ...step.writes.filter((t) => t.role === 'memory')])) record('tensor', tensor, before(tensor));
  for (const tensor of step.writes) record('expect', tensor, after(tensor));
  const all = { 'index.txt': `${index.join('\n')}\n`, ...files };
  return Object.fromEntries(kernels.flatMap((kernel) => {
    const folder = kernel?.file.split('/').slice(0, -2).join('/');
    return folder === undefined ? [] : Object.entries(all).map(([name, data]) => [`${folder}/tb/data/${name}`, data]);
  }));
}

/** A longer testbench takes too long to simulate. */
const LONGEST = 1024;

/**
 * The last, that is largest, of some cases in whose runs all steps are active as far as sizes decide, or else the last. Only
 * cases of one session and a moderate length.
 */
export function caseForVectors({ method, steps }: Pick<VectorOptions, 'method' | 'steps'>, cases: readonly Case[]): Case | undefined {
  const { tokens } = method;
  const fitting = cases.filter((c) => !c.together && c.tokens <= LONGEST);
  const decided = steps.filter((s) => opFlags(s).length === 0);
  const isWhole = (which: Case): boolean => decided.every((step) => Array.from({ length: which.steps }, (_, i) => which.tokens + (i + 1) * advanceOf(method, which.sizes))
    .some((n) => isActive(step, tokens ? { ...which.sizes, [tokens.name]: n } : which.sizes)));
  return fitting.findLast(isWhole) ?? fitting.at(-1);
}
