import { execFile } from 'node:child_process';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { formSteps } from '../../src/ir/passes/index.js';
import type { Method, Tensor } from '../../src/ir/nodes.js';
import type { Step } from '../../src/ir/steps.js';
import { generateHls, type HlsOutput } from '../../src/codegen/hls/index.js';
import { processNamespace } from '../../src/codegen/hls/print.js';
import { dtypeBytes } from '../../src/numerics/dtype.js';
import { encodeElements, type TensorData } from '../../src/numerics/tensor-data.js';
import { compareGroup, fromTensorData, isActive, shapeOf, type Comparison, type SizeValues, type Stored } from '../../src/reference/index.js';
import { bindKernel } from '../../src/runtime/fpga/csim.js';
import { Size } from '../../src/symbolic/index.js';

const run = promisify(execFile);
export const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-Wno-unknown-pragmas'];

export interface Program { readonly method: Method; readonly steps: readonly Step[]; readonly output: HlsOutput }

export function hlsProgram(method: Method, steps: readonly Step[] = formSteps(method)): Program {
  return { method, steps, output: generateHls(method, steps) };
}

export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'mpc-hls-'));
}

export function writeFiles(folder: string, output: HlsOutput): void {
  for (const { path, text } of output.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Programs in one compiler run: most of a short one is spent on headers, and two run side by side. */
const AT_ONCE = 4;

/**
 * Compiles the kernels of several programs into one library. The kernels of program i are in it as `p<i>_<name>`.
 */
export async function compileAll(programs: readonly Program[], flags: readonly string[] = []): Promise<string> {
  const folder = scratchFolder();
  const sources = programs.map(({ output, steps }, i) => {
    const root = join(folder, `p${i}`);
    writeFiles(root, output);
    return steps.flatMap((step) => (output.kernels.get(step) ?? []).flatMap((kernel) => [
      `#define ${kernel.name} p${i}_${kernel.name}`, `#define ${processNamespace(kernel.name)} p${i}_${processNamespace(kernel.name)}`,
      `#include "${join(root, kernel.file)}"`, `#undef ${kernel.name}`, `#undef ${processNamespace(kernel.name)}`,
    ]));
  });
  const all = ['-std=c++17', '-O0', '-fPIC', '-ffp-contract=off', '-DMPC_NO_FMA', ...WARNINGS, ...flags, '-isystem', join(folder, 'p0/hls/include')];
  const gcc = async (args: readonly string[]): Promise<void> => { await run('g++', args, { timeout: 120_000, maxBuffer: 1 << 24 }); };
  const parts = sources.length < AT_ONCE ? [sources] : [sources.filter((_, i) => i % 2 === 0), sources.filter((_, i) => i % 2 === 1)];
  const objects = await Promise.all(parts.map(async (part, n) => {
    const source = join(folder, `part${n}.cpp`);
    writeFileSync(source, `${['#include <cstdint>', ...part.flat()].join('\n')}\n`);
    await gcc([...all.filter((f) => !f.startsWith('-l')), '-c', '-o', `${source}.o`, source]);
    return `${source}.o`;
  }));
  const library = join(folder, 'all.so');
  await gcc(['-shared', '-o', library, ...objects, ...flags.filter((f) => f.startsWith('-l'))]);
  return library;
}

export interface RunResult { readonly step: Step; readonly comparison: Comparison }

/** Runs program `index` of a library on `inputs` and compares each step with the reference, on the step's own inputs. */
export async function runAndCompare(
  library: string, index: number, { method, steps, output }: Program, inputs: Readonly<Record<string, TensorData>>, sizes: SizeValues,
): Promise<{ readonly results: readonly RunResult[]; readonly values: (tensor: Tensor) => Stored }> {
  const memory = new Map<string, Uint8Array>();
  const place = (tensor: Tensor): void => {
    const bytes = Size.evaluate(Size.mul(...tensor.shape, dtypeBytes(tensor.dtype)), sizes);
    const data = new Uint8Array(Math.max(64, Math.ceil(bytes / 64) * 64));
    const given = inputs[tensor.name];
    if (given) data.set(given.bytes);
    else if (tensor.role === 'constant' && tensor.data) data.set(encodeElements(tensor.dtype, Float64Array.from(tensor.data)));
    memory.set(tensor.name, data);
  };
  for (const tensor of [...method.tensors, ...(output.scratch ?? [])]) place(tensor);
  const stored = (bytes: ReadonlyMap<string, Uint8Array>) => (tensor: Tensor): Stored => {
    const shape = shapeOf(tensor, sizes);
    const all = bytes.get(tensor.name) ?? new Uint8Array();
    return fromTensorData({ dtype: tensor.dtype, shape, bytes: all.subarray(0, shape.reduce((a, b) => a * b, 1) * dtypeBytes(tensor.dtype)) });
  };
  const results: RunResult[] = [];
  for (const step of steps) {
    const [first] = step.ops;
    if (!first || !isActive(first, sizes)) continue;
    const before = new Map([...memory].map(([name, data]) => [name, data.slice()]));
    for (const kernel of output.kernels.get(step) ?? []) {
      const call = bindKernel(library, `p${index}_${kernel.name}`, kernel.params.map((p) => (p.kind === 'buffer' ? 'buffer' : 'i32')));
      await call(kernel.params.map((p) => (p.kind === 'buffer' ? memory.get(p.tensor) ?? new Uint8Array() : sizes[p.name] ?? 0)));
    }
    results.push({ step, comparison: compareGroup(step.ops, step.hidden, stored(before), stored(memory), sizes) });
  }
  return { results, values: stored(memory) };
}

export function describeFailure({ step, comparison }: RunResult): string {
  return comparison.ok ? '' : `${step.name}: ${comparison.mismatchCount} of ${comparison.checked}: ${JSON.stringify(comparison.mismatches.slice(0, 4))}`;
}
