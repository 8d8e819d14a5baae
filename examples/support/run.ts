import { readFile } from 'node:fs/promises';
import { analyze, compile, machineNamed, ReferenceSession } from 'mpc';
import { loadProgram, toNumbers, type ManifestTensor, type TensorData } from 'mpc/runtime';
import { seeded } from './seeded.js';

type Tensors = Readonly<Record<string, TensorData>>;
type Sizes = Readonly<Record<string, number>>;

export interface Run {
  readonly file: string;
  /** In place of those in the file: a smaller width, an earlier selection. */
  readonly constants?: Sizes;
  readonly steps: number;
  /** Sizes that a step's inputs have. */
  readonly sizes?: (step: number) => Sizes;
  readonly externs?: Readonly<Record<string, (args: Tensors) => Tensors>>;
  /** Steps whose results are compared with the reference interpreter. Default: all. */
  readonly checked?: (step: number) => boolean;
  /** Allowed difference, relative to the largest value of a result. */
  readonly tolerance?: number;
  /** A line about the step, or nothing. */
  readonly show: (step: number, outputs: Tensors) => string | undefined;
}

function shapeOf({ name, shape }: ManifestTensor, sizes: Sizes): number[] {
  return shape.map((text) => {
    const extent = sizes[text] ?? Number(text);
    if (!Number.isInteger(extent)) throw new Error(`${name} has the extent ${text}: give it in sizes`);
    return extent;
  });
}

function make(tensor: ManifestTensor, step: number, sizes: Sizes): TensorData {
  const shape = shapeOf(tensor, sizes);
  if (tensor.idRange !== undefined) return seeded(tensor.name, step, { dtype: tensor.dtype, shape, ids: sizes[tensor.idRange] ?? Number(tensor.idRange) });
  if (tensor.name.startsWith('gain')) return seeded(tensor.name, step, { dtype: tensor.dtype, shape, scale: 0.25, centre: 1 });
  // Products over the longest dimension stay near 1.
  const scale = tensor.role === 'weight' ? 2 ** -Math.floor(Math.log2(Math.max(1, ...shape)) / 2) : 1;
  return seeded(tensor.name, step, { dtype: tensor.dtype, shape, scale });
}

/** Largest difference of two results relative to the largest value; ids count as different where they differ at all. */
function difference(got: Tensors, want: Tensors): number {
  const each = Object.entries(want).map(([name, tensor]) => {
    const [a, b] = [got[name] ? toNumbers(got[name]) : new Float64Array(), toNumbers(tensor)];
    if (a.length !== b.length) return Infinity;
    const off = a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? NaN))), 0);
    return off === 0 ? 0 : off / Math.max(b.reduce((most, x) => Math.max(most, Math.abs(x)), 0), 1e-6);
  });
  return Math.max(0, ...each);
}

/** Compiles a method, runs it on this machine's CPU with seeded weights and inputs, and checks it. */
export async function run({ file, constants = {}, steps, sizes = () => ({}), externs = {}, checked = () => true, tolerance = 1e-3, show }: Run): Promise<void> {
  const source = { text: await readFile(file, 'utf8'), file };
  const machine = machineNamed('mi210-u55c');
  if (!machine) throw new Error('no machine');
  const { manifest, files, diagnostics } = compile(source, { machine, constants });
  const { method } = analyze(source, { constants });
  if (!manifest || !method || files.length === 0) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  const weights = Object.fromEntries(manifest.tensors.filter((t) => t.role === 'weight').map((t) => [t.name, make(t, 0, {})]));
  const program = await loadProgram({ manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) }, { plan: 'cpu', weights, externs });
  const session = program.createSession();
  const reference = new ReferenceSession(method, { externs });
  reference.load({}, weights);

  const times: number[] = [];
  let [compared, worst] = [0, 0];
  const given = manifest.tensors.filter((t) => t.role === 'input');
  for (let step = 0, checking = true; step < steps; step++) {
    const inputs = Object.fromEntries(given.map((t) => [t.name, make(t, step, sizes(step))]));
    const begin = performance.now();
    const outputs = await session.step(inputs);
    times.push(performance.now() - begin);
    checking &&= checked(step);
    if (checking) {
      compared++;
      worst = Math.max(worst, difference(outputs, reference.step(inputs).outputs));
    }
    const line = show(step, outputs);
    if (line !== undefined) console.log(`step ${String(step + 1).padStart(4)}  ${line}`);
  }
  await program.close();
  times.sort((a, b) => a - b);
  console.log(`${steps} steps, median ${times[times.length >> 1]?.toFixed(2)} ms; ${compared} compared with the reference interpreter, largest relative difference ${worst.toExponential(1)}`);
  process.exitCode = worst <= tolerance ? 0 : 1;
}

/** The valid ids of row `row` of a selection. */
export function idsOf(tensor: TensorData | undefined, row = 0): number[] {
  if (!tensor) return [];
  const width = tensor.shape.at(-1) ?? 0;
  return Array.from(toNumbers(tensor).subarray(row * width, (row + 1) * width)).filter((id) => id >= 0);
}
