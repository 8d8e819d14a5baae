import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import koffi from 'koffi';
import { generateHip } from '../../src/codegen/hip/index.js';
import type { GeneratedFile, TargetOutput } from '../../src/codegen/shared/output.js';
import type { Method, Tensor } from '../../src/ir/nodes.js';
import { formSteps } from '../../src/ir/passes/index.js';
import type { Step } from '../../src/ir/steps.js';
import { dtypeBytes, type DType } from '../../src/numerics/dtype.js';
import { encodeElements, type TensorData } from '../../src/numerics/tensor-data.js';
import { compareGroup, fromTensorData, isActive, shapeOf, type Comparison, type SizeValues, type Stored } from '../../src/reference/index.js';
import { Size, parseSym } from '../../src/symbolic/index.js';

const run = promisify(execFile);

export interface HipProgram { readonly method: Method; readonly steps: readonly Step[]; readonly output: TargetOutput }

export function hipProgram(method: Method, steps: readonly Step[] = formSteps(method)): HipProgram {
  return { method, steps, output: generateHip(method, steps) };
}

export function hasTool(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function writeFiles(files: readonly GeneratedFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'mpc-hip-'));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What the compiler said of each kernel: registers, scratch and spills on gfx90a. */
export interface Usage { readonly kernel: string; readonly vgprs: number; readonly spills: number; readonly scratch: number; readonly lds: number; readonly occupancy: number }

/** Compiles for gfx90a with a freestanding clang. Warnings are errors. */
export async function compileGfx90a(folder: string, file: string): Promise<readonly Usage[]> {
  const { stderr } = await run('clang-19', ['-x', 'hip', '--offload-arch=gfx90a', '--cuda-device-only', '--no-gpu-bundle-output', '-nogpulib', '-nogpuinc',
    '-O3', '-std=c++17', '-ffp-contract=off', '-munsafe-fp-atomics', '-DMPC_FREESTANDING', '-Wall', '-Wextra', '-Werror', '-Rpass-analysis=kernel-resource-usage', '-S', '-o', join(folder, 'gfx90a.s'), join(folder, file)],
    { timeout: 120_000, maxBuffer: 1 << 26 });
  const usages: Usage[] = [];
  for (const part of stderr.split('Function Name: ').slice(1)) {
    const number = (label: string): number => Number(new RegExp(`${label}: (\\d+)`).exec(part)?.[1] ?? NaN);
    usages.push({
      kernel: /^\S+/.exec(part)?.[0] ?? '', vgprs: number('VGPRs'), spills: number('VGPRs Spill') + number('SGPRs Spill'),
      scratch: number('ScratchSize \\[bytes/lane\\]'), lds: number('LDS Size \\[bytes/block\\]'), occupancy: number('Occupancy \\[waves/SIMD\\]'),
    });
  }
  return usages;
}

/** PTX for sm_90 by the same clang. */
export async function compilePtx(folder: string, file: string): Promise<string> {
  const { stdout } = await run('clang-19', ['-x', 'cuda', '--cuda-gpu-arch=sm_90', '--cuda-feature=+ptx80', '-nocudainc', '-nocudalib', '--cuda-path=/nonexistent',
    '--cuda-device-only', '-O3', '-S', '-std=c++17', '-ffp-contract=off', '-DMPC_FREESTANDING', '-Wall', '-Wextra', '-Werror', '-o', '-', join(folder, file)],
    { timeout: 120_000, maxBuffer: 1 << 26 });
  return stdout;
}

const STORED: Readonly<Record<DType, string>> = {
  f32: 'float', f16: 'mpc_f16', bf16: 'mpc_bf16', f8e4m3: 'mpc_f8e4m3', i8: 'signed char', i16: 'short', i32: 'int', i64: 'long long',
  u8: 'unsigned char', u32: 'unsigned', bool: 'unsigned char',
};

/** Builds the emitted text of several programs for this CPU, kernel `p<i>_<name>` callable by name. */
export async function compileForCpu(programs: readonly HipProgram[], wave = 32): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mpc-hip-'));
  const lines = ['#include "hip_on_cpu.h"'];
  programs.forEach(({ method, steps, output }, p) => {
    const root = join(folder, `p${p}`);
    for (const { path, text } of output.files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const tensors = new Map([...method.tensors, ...(output.scratch ?? [])].map((t) => [t.name, t]));
    const kernels = steps.flatMap((s) => output.kernels.get(s) ?? []);
    lines.push(...kernels.map((k) => `#define ${k.name} p${p}_${k.name}`));
    lines.push(`#include "${join(root, `hip/${method.name}.hip.cpp`)}"`);
    for (const kernel of kernels) {
      const args = kernel.params.map((param, i) => {
        if (param.kind === 'size') return `(int)a[${i}]`;
        const tensor = tensors.get(param.tensor);
        return `(${tensor ? STORED[tensor.dtype] : 'void'} *)a[${i}]`;
      });
      lines.push(`extern "C" void run_p${p}_${kernel.name}(const uint64_t *a, unsigned x, unsigned y, unsigned z) {`,
        `  mpc_cpu_launch(x, y, z, ${kernel.block ?? 1}, [=] { ${kernel.name}(${args.join(', ')}); });`, '}');
    }
    lines.push(...kernels.map((k) => `#undef ${k.name}`));
  });
  writeFileSync(join(folder, 'all.cpp'), `${lines.join('\n')}\n`);
  const library = join(folder, 'all.so');
  await run('g++', ['-std=c++17', '-O1', '-fPIC', '-shared', '-ffp-contract=off', '-fno-strict-aliasing', `-DMPC_WAVE=${wave}`, '-DMPC_NO_FMA',
    '-Wall', '-Wno-unknown-pragmas', '-Wno-unused', '-I', import.meta.dirname, '-o', library, join(folder, 'all.cpp')], { timeout: 120_000, maxBuffer: 1 << 26 });
  return library;
}

export interface StepRun { readonly step: Step; readonly comparison: Comparison }

/** Runs program `index` of a library step by step; each step is compared with the reference on the step's own inputs. */
export function runAndCompare(
  library: string, index: number, { method, steps, output }: HipProgram, inputs: Readonly<Record<string, TensorData>>, sizes: SizeValues,
): { readonly results: readonly StepRun[]; readonly values: (tensor: Tensor) => Stored } {
  const lib = koffi.load(library);
  const alloc = lib.func('uint64_t mpc_cpu_alloc(uint64_t)');
  const write = lib.func('void mpc_cpu_write(uint64_t, const void *, uint64_t)');
  const read = lib.func('void mpc_cpu_read(void *, uint64_t, uint64_t)');
  const free = lib.func('void mpc_cpu_free(uint64_t)');
  const buffers = new Map<string, { readonly address: bigint; readonly bytes: number; readonly tensor: Tensor }>();
  const scratch = new Set<Tensor>(output.scratch ?? []);
  for (const tensor of [...method.tensors, ...scratch]) {
    const bytes = Math.max(1, Size.evaluate(Size.mul(...tensor.shape, dtypeBytes(tensor.dtype)), sizes));
    const data = new Uint8Array(bytes);
    const given = inputs[tensor.name];
    if (given) data.set(given.bytes);
    else if (tensor.role === 'constant' && tensor.data) data.set(encodeElements(tensor.dtype, Float64Array.from(tensor.data)));
    const address = BigInt(alloc(bytes) as number | bigint);
    write(address, data, bytes);
    buffers.set(tensor.name, { address, bytes, tensor });
  }
  const snapshot = (): ReadonlyMap<string, Uint8Array> => new Map([...buffers].map(([name, { address, bytes }]) => {
    const data = new Uint8Array(bytes);
    read(data, address, bytes);
    return [name, data];
  }));
  const stored = (all: ReadonlyMap<string, Uint8Array>) => (tensor: Tensor): Stored => {
    const shape = shapeOf(tensor, sizes);
    const count = shape.reduce((a, b) => a * b, 1);
    return fromTensorData({ dtype: tensor.dtype, shape, bytes: (all.get(tensor.name) ?? new Uint8Array()).subarray(0, count * dtypeBytes(tensor.dtype)) });
  };
  const results: StepRun[] = [];
  for (const step of steps) {
    const [first] = step.ops;
    if (!first || !isActive(first, sizes)) continue;
    const before = snapshot();
    const kernels = output.kernels.get(step) ?? [];
    const touched = new Set(kernels.flatMap((kernel) => kernel.params.flatMap((p) => (p.kind === 'buffer' ? [p.tensor] : []))));
    for (const kernel of kernels) {
      const args = BigUint64Array.from(kernel.params, (p) =>
        BigInt.asUintN(64, p.kind === 'size' ? BigInt(sizes[p.name] ?? 0) : buffers.get(p.tensor)?.address ?? 0n));
      const [x = 1, y = 1, z = 1] = (kernel.grid ?? []).map((g) => Size.evaluate(parseSym(g), sizes));
      lib.func(`void run_p${index}_${kernel.name}(const uint64_t *, uint32_t, uint32_t, uint32_t)`)(args, x, y, z);
    }
    results.push({ step, comparison: compareGroup(step.ops, step.hidden.filter((t) => !touched.has(t.name)), stored(before), stored(snapshot()), sizes) });
  }
  const values = stored(snapshot());
  for (const { address } of buffers.values()) free(address);
  return { results, values };
}

export function failures(runs: readonly StepRun[]): readonly string[] {
  return runs.filter((r) => !r.comparison.ok).map(({ step, comparison }) =>
    `${step.name}: ${comparison.mismatchCount} of ${comparison.checked}: ${JSON.stringify(comparison.mismatches.slice(0, 4))}`);
}
