import { execa, ExecaError } from 'execa';
import { constants } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { report } from '../../diagnostics/index.js';
import { cachedArtifact } from '../cache.js';
import { RuntimeError } from '../errors.js';

/** Best first: clang does better on narrow types and vectors than the g++ of the same age. */
const NEWEST_CLANG = 22;
const OLDEST_CLANG = 14;
const NAMES: readonly string[] = [
  ...Array.from({ length: NEWEST_CLANG - OLDEST_CLANG + 1 }, (_, i) => `clang++-${NEWEST_CLANG - i}`), 'clang++', 'g++', 'c++',
];

export interface Compiler {
  readonly path: string;
  /** First line of `--version`. */
  readonly version: string;
}

/** The C++ compiler to use: `wanted` (a name or path), else the first of the known names on the path; undefined if none. */
export async function findCompiler(wanted?: string): Promise<Compiler | undefined> {
  for (const name of wanted === undefined ? NAMES : [wanted]) {
    const path = await findProgram(name);
    if (path === undefined) continue;
    const { stdout, failed } = await execa(path, ['--version'], { reject: false, timeout: 10_000 });
    if (!failed) return { path, version: stdout.split('\n')[0] ?? '' };
  }
  return undefined;
}

async function findProgram(name: string): Promise<string | undefined> {
  const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter).filter((f) => f !== '');
  for (const folder of folders) {
    const path = folder === '' ? name : join(folder, name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch { /* not here */ }
  }
  return undefined;
}

/** The levels of the x86-64 psABI that matter here, best first, with the flags each one needs. */
const X86_LEVELS: readonly (readonly [level: string, flags: readonly string[]])[] = [
  ['x86-64-v4', ['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl', 'avx2', 'fma', 'f16c', 'bmi2']],
  ['x86-64-v3', ['avx2', 'fma', 'f16c', 'bmi2']],
  ['x86-64-v2', ['sse4_2', 'popcnt', 'ssse3']],
];

export interface InstructionSet {
  /** What a person would call it. */
  readonly name: string;
  readonly flags: readonly string[];
}

/** What the processor that this process runs on can do. */
export async function detectInstructionSet(): Promise<InstructionSet> {
  if (arch() === 'x64' && platform() === 'linux') {
    const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
    const has = new Set(/^flags\s*:\s*(.*)$/m.exec(text)?.[1]?.split(' ') ?? []);
    const level = X86_LEVELS.find(([, needs]) => needs.every((f) => has.has(f)))?.[0] ?? 'x86-64';
    return { name: level, flags: [`-march=${level}`] };
  }
  if (arch() === 'arm64') return { name: 'arm64', flags: ['-mcpu=native'] };
  return { name: arch(), flags: ['-march=native'] };
}

const FLAGS: readonly string[] = [
  '-O3', '-ffp-contract=off', '-fno-math-errno', '-fwrapv', '-std=c++17', '-shared', '-fPIC', '-pthread',
  '-Wall', '-Wextra', '-Werror', '-Wno-psabi',
  // Its threads run in it until the process ends.
  ...platform() === 'linux' ? ['-Wl,-z,nodelete'] : [],
];

/** The compiler refused a generated file, or could not be run (MPC5102). */
export class CompileError extends RuntimeError {
  constructor(source: string, compiler: string, readonly output: string) {
    super(report('MPC5102', { source, reason: `${basename(compiler)}: ${output.trim().split('\n').slice(0, MESSAGE_LINES).join('\n')}` }));
  }
}

/** Lines of the compiler's output that a message shows. */
const MESSAGE_LINES = 6;

export interface Toolchain {
  readonly compiler: Compiler;
  readonly isa: InstructionSet;
  /** Where compiled libraries are kept, if not in the user's cache. */
  readonly cache?: string | undefined;
}

/**
 * Shared library of a generated `.cpp` file, compiled unless the cache has one for the same text (headers beside it
 * included), compiler, flags and processor.
 */
export async function buildLibrary(source: string, { compiler, isa, cache }: Toolchain): Promise<string> {
  const flags = [...FLAGS, ...isa.flags];
  const folder = dirname(source);
  const headers = (await readdir(folder)).filter((name) => name.endsWith('.h')).sort();
  const texts = await Promise.all([source, ...headers.map((name) => join(folder, name))].map((file) => readFile(file, 'utf8')));
  return cachedArtifact('cpu', [compiler.version, isa.name, cpus()[0]?.model ?? '', ...flags, ...texts], '.so', async (path) => {
    try {
      await execa(compiler.path, [...flags, source, '-o', path], { timeout: 300_000 });
    } catch (error) {
      throw error instanceof ExecaError ? new CompileError(source, compiler.path, String(error.stderr || error.shortMessage)) : error;
    }
  }, cache);
}
