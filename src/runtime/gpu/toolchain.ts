import { execa } from 'execa';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cachedArtifact } from '../cache.js';

/** A compiler that can make a module for an architecture. */
export interface GpuCompiler {
  readonly command: string;
  readonly version: string;
  readonly flags: readonly string[];
}

const CLANGS = ['clang-22', 'clang-21', 'clang-20', 'clang-19', 'clang'];
/** The first clang whose freestanding sm_90 PTX has f16 and bf16. */
const OLDEST_CLANG = 19;
const COMMON = ['-O3', '-std=c++17', '-ffp-contract=off'];

/** Code objects for AMD, PTX (clang) or machine code (nvcc) for NVIDIA. */
export function moduleExtension(architecture: string): '.hsaco' | '.ptx' {
  return architecture.startsWith('gfx') ? '.hsaco' : '.ptx';
}

function clangFlags(architecture: string): readonly string[] {
  if (architecture.startsWith('gfx')) {
    return ['-x', 'hip', `--offload-arch=${architecture}`, '--cuda-device-only', '--no-gpu-bundle-output', '-nogpulib', '-nogpuinc',
      ...COMMON, '-munsafe-fp-atomics', '-DMPC_FREESTANDING'];
  }
  return ['-x', 'cuda', `--cuda-gpu-arch=${architecture}`, '--cuda-feature=+ptx80', '-nocudainc', '-nocudalib', '--cuda-path=/nonexistent',
    '--cuda-device-only', '-S', ...COMMON, '-DMPC_FREESTANDING'];
}

async function version(command: string): Promise<string | undefined> {
  const { stdout, failed } = await execa(command, ['--version'], { reject: false });
  return failed ? undefined : stdout;
}

/** A compiler for the architecture: clang 19 or newer without any SDK, else hipcc or nvcc; undefined if there is none. */
export async function findGpuCompiler(architecture: string): Promise<GpuCompiler | undefined> {
  for (const command of CLANGS) {
    const found = await version(command);
    const major = Number(/clang version (\d+)/.exec(found ?? '')?.[1] ?? 0);
    if (found && major >= OLDEST_CLANG) return { command, version: found, flags: clangFlags(architecture) };
  }
  const amd = architecture.startsWith('gfx');
  const command = amd ? 'hipcc' : 'nvcc';
  const found = await version(command);
  if (!found) return undefined;
  const flags = amd
    ? ['--genco', `--offload-arch=${architecture}`, ...COMMON]
    : ['-x', 'cu', '-cubin', `-arch=${architecture}`, '-O3', '-std=c++17', '-fmad=false'];
  return { command, version: found, flags };
}

/** Where a module that was built in advance lies: `hip/m.hip.cpp` -> `hip/m.gfx90a.hsaco`. */
export function prebuiltPath(source: string, architecture: string): string {
  return `${source.replace(/(\.hip)?\.cpp$/, '')}.${architecture}${moduleExtension(architecture)}`;
}

/**
 * The module of a HIP source for an architecture: one that was built in advance and is not older than the source, else
 * compiled (once for each content, in the user's cache). A path that is no source is taken as a module itself.
 * Throws an `Error` with the compiler's words, or one that says what to install.
 */
export async function gpuModule(source: string, architecture: string): Promise<string> {
  if (!source.endsWith('.cpp')) return source;
  const prebuilt = prebuiltPath(source, architecture);
  if (existsSync(prebuilt) && (!existsSync(source) || statSync(prebuilt).mtimeMs >= statSync(source).mtimeMs)) return prebuilt;
  const compiler = await findGpuCompiler(architecture);
  if (!compiler) {
    throw new Error(`no compiler for ${architecture}: install clang-19 and lld-19, or put ${prebuilt} there`);
  }
  const headers = (await readdir(dirname(source))).filter((name) => name.endsWith('.h')).sort();
  const texts = await Promise.all([source, ...headers.map((h) => join(dirname(source), h))].map((path) => readFile(path, 'utf8')));
  return cachedArtifact('gpu', [compiler.command, compiler.version, ...compiler.flags, ...headers, ...texts], moduleExtension(architecture),
    (out) => compileModule(source, out, compiler));
}

/** Compiles to `out`. Throws an `Error` with what the compiler said. */
export async function compileModule(source: string, out: string, compiler: GpuCompiler): Promise<void> {
  const env = compiler.command === 'hipcc' ? { HIP_PLATFORM: 'amd' } : {};
  const result = await execa(compiler.command, [...compiler.flags, '-o', out, source], { reject: false, env, all: true });
  if (result.failed) throw new Error(`${compiler.command} cannot compile ${source}:\n${result.all}`);
}
