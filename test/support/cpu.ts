import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generateCpu } from '../../src/codegen/cpu/index.js';
import { formSteps } from '../../src/ir/passes/index.js';
import type { Method, Tensor } from '../../src/ir/nodes.js';
import type { Step } from '../../src/ir/steps.js';
import { dtypeBytes } from '../../src/numerics/dtype.js';
import type { TensorData } from '../../src/numerics/tensor-data.js';
import { compareGroup, fromTensorData, shapeOf, type Comparison, type Stored } from '../../src/reference/index.js';
import { createCpuDriver, findCompiler, type CpuDriverOptions } from '../../src/runtime/cpu/index.js';
import type { DeviceBuffer, DeviceKernel, Driver } from '../../src/runtime/driver.js';
import type { ManifestKernel } from '../../src/runtime/manifest.js';

export const hasCompiler = (await findCompiler()) !== undefined;

export interface CpuCase {
  readonly method: Method;
  readonly sizes: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, TensorData>>;
  /** How the operations are grouped; as the compiler does by default. */
  readonly steps?: readonly Step[];
}

export interface CpuRun {
  readonly steps: readonly Step[];
  readonly source: string;
  /** Tensors after all steps, by name, decoded. Hidden ones that no kernel writes stay zero. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** Raw elements, by name. */
  readonly data: ReadonlyMap<string, TensorData>;
  /** Tensors before each step, by name. */
  readonly before: readonly ReadonlyMap<string, Stored>[];
}

/** Compiles the methods of several cases as one library and runs each case. */
export async function runOnCpu(cases: readonly CpuCase[], options: CpuDriverOptions = {}): Promise<readonly CpuRun[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mpc-cpu-'));
  try {
    const methods = [...new Set(cases.map((c) => c.method))];
    const outputs = methods.map((method, i) => {
      const named = { ...method, name: `${method.name}_${i}` };
      const steps = cases.find((c) => c.method === method)?.steps ?? formSteps(named);
      return { steps, output: generateCpu(named, steps) };
    });
    const [first] = outputs;
    if (!first) return [];
    for (const file of first.output.files.filter((f) => f.path.endsWith('.h'))) {
      await mkdir(dirname(join(folder, file.path)), { recursive: true });
      await writeFile(join(folder, file.path), file.text);
    }
    const sources = outputs.map(({ output }) => output.files.find((f) => f.path.endsWith('.cpp'))?.text ?? '');
    const all = sources.map((text, i) => (i === 0 ? text : text.replace(/^extern "C" void mpc_set_threads.*$/m, ''))).join('\n');
    const path = join(folder, 'cpu', 'all.cpp');
    await writeFile(path, all);
    const driver = await createCpuDriver({ ...options, cache: join(folder, 'cache') });
    if (!driver) throw new Error('no C++ compiler');
    const runs: CpuRun[] = [];
    for (const c of cases) {
      const i = methods.indexOf(c.method);
      const made = outputs[i];
      if (made) runs.push(await runCase(driver, path, c, made.steps, made.output.kernels, sources[i] ?? ''));
    }
    await driver.close();
    return runs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runCase(
  driver: Driver, path: string, { method, sizes, inputs }: CpuCase, steps: readonly Step[],
  kernels: ReadonlyMap<Step, readonly ManifestKernel[]>, source: string,
): Promise<CpuRun> {
  const buffers = new Map<string, DeviceBuffer>();
  for (const tensor of method.tensors) {
    const bytes = bytesOf(tensor, sizes);
    const buffer = await driver.alloc(bytes);
    const data = inputs[tensor.name];
    if (data) await driver.write(buffer, data.bytes);
    buffers.set(tensor.name, buffer);
  }
  const before: ReadonlyMap<string, Stored>[] = [];
  for (const step of steps) {
    before.push(await snapshot(driver, method, buffers, sizes));
    for (const kernel of kernels.get(step) ?? []) await launch(driver, path, kernel, buffers, sizes);
  }
  const stored = new Map<string, Stored>();
  const data = new Map<string, TensorData>();
  for (const tensor of method.tensors) {
    const buffer = buffers.get(tensor.name);
    if (!buffer) continue;
    const value: TensorData = { dtype: tensor.dtype, shape: shapeOf(tensor, sizes), bytes: await driver.read(buffer, bytesOf(tensor, sizes)) };
    data.set(tensor.name, value);
    stored.set(tensor.name, fromTensorData(value));
  }
  return { steps, source, stored, data, before };
}

/** Memories, whose old contents count. */
async function snapshot(
  driver: Driver, method: Method, buffers: ReadonlyMap<string, DeviceBuffer>, sizes: Readonly<Record<string, number>>,
): Promise<ReadonlyMap<string, Stored>> {
  const stored = new Map<string, Stored>();
  for (const tensor of method.tensors.filter((t) => t.role === 'memory')) {
    const buffer = buffers.get(tensor.name);
    if (!buffer) continue;
    const bytes = await driver.read(buffer, bytesOf(tensor, sizes));
    stored.set(tensor.name, fromTensorData({ dtype: tensor.dtype, shape: shapeOf(tensor, sizes), bytes }));
  }
  return stored;
}

async function launch(
  driver: Driver, path: string, kernel: ManifestKernel, buffers: ReadonlyMap<string, DeviceBuffer>, sizes: Readonly<Record<string, number>>,
): Promise<void> {
  const loaded: DeviceKernel = await driver.kernel(path, kernel.name, kernel.params.map((p) => (p.kind === 'size' ? 'i32' : 'buffer')));
  await driver.launch(loaded, kernel.params.map((p) => {
    const value = p.kind === 'size' ? sizes[p.name] : buffers.get(p.tensor);
    if (value === undefined) throw new Error(`no argument for ${kernel.name}`);
    return value;
  }));
}

function bytesOf(tensor: Tensor, sizes: Readonly<Record<string, number>>): number {
  return shapeOf(tensor, sizes).reduce((a, b) => a * b, 1) * dtypeBytes(tensor.dtype);
}

/** Compares every step of a run with the reference on the run's own inputs to it. */
export function compareRun(c: CpuCase, run: CpuRun): readonly (Comparison & { readonly step: string })[] {
  const after = (tensor: Tensor): Stored => {
    const found = run.stored.get(tensor.name);
    if (!found) throw new RangeError(`no tensor ${tensor.name}`);
    return found;
  };
  // Each memory is written by one step: what it was before that step it was before all.
  return run.steps.map((step, i) => {
    const read = (tensor: Tensor): Stored => run.before[i]?.get(tensor.name) ?? after(tensor);
    return { step: step.name, ...compareGroup(step.ops, step.hidden, read, after, c.sizes) };
  });
}
