import { readFile, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execa, ExecaError } from 'execa';
import koffi from 'koffi';
import { cachedArtifact } from '../cache.js';
import { CompileError, findCompiler, type Compiler } from '../cpu/toolchain.js';
import type { Driver, KernelArg } from '../driver.js';
import { reasonOf } from '../errors.js';
import { createMemoryDriver } from '../memory-driver.js';

const FLAGS = ['-std=c++17', '-O2', '-ftree-vectorize', '-fPIC', '-shared', '-ffp-contract=off', '-Wno-unknown-pragmas', '-DMPC_NO_FMA'];

type Call = (args: readonly (Uint8Array | number)[]) => Promise<void>;

/**
 * The C simulation of HLS kernels as a device: the kernel's source is compiled with the stand-in headers of the build
 * folder (`hls/include`) and called in this process. Results are those of the kernel, times are not.
 * Undefined if there is no C++ compiler.
 */
export async function createCsimDriver(): Promise<Driver | undefined> {
  const compiler = await findCompiler();
  if (!compiler) return undefined;
  const compiling: Promise<unknown>[] = [];
  const driver = createMemoryDriver({
    target: 'fpga',
    description: `C simulation of HLS kernels (${compiler.version})`,
    kernels: (name, modulePath, args) => {
      const loading = compileKernel(compiler, modulePath).then((library) => bindKernel(library, name, args));
      compiling.push(loading.catch(() => { /* told to whoever launches it */ }));
      return async (values) => (await loading)(values);
    },
  });
  return {
    ...driver,
    // A compiler still reads the build folder, which may go when this device is closed.
    close: async () => { await Promise.all(compiling); await driver.close(); },
  };
}

/** Compiles a kernel's source, given by its path in a build folder, to a shared library. */
export async function compileKernel(compiler: Compiler, source: string): Promise<string> {
  const folder = dirname(resolve(source));
  const include = resolve(folder, '../../include');
  const texts = await Promise.all([source, ...await filesOf(folder, '.h'), ...await filesOf(include, '.h')].map((f) => readFile(f, 'utf8')));
  return cachedArtifact('hls-csim', [compiler.version, ...FLAGS, ...texts], '.so', async (path) => {
    try {
      await inTurn(() => execa(compiler.path, [...FLAGS, '-isystem', include, '-o', path, resolve(source)]));
    } catch (error) {
      throw error instanceof ExecaError ? new CompileError(source, compiler.path, String(error.stderr ?? error.message)) : error;
    }
  });
}

/** Compilers that run at a time: a method may have dozens of kernels. */
const TURNS = Math.max(1, availableParallelism());
const turns: Promise<unknown>[] = Array.from({ length: TURNS }, () => Promise.resolve());
let next = 0;

function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const turn = next++ % TURNS;
  const done = (turns[turn] ?? Promise.resolve()).then(run);
  turns[turn] = done.catch(() => { /* told to whoever waits for it */ });
  return done;
}

async function filesOf(folder: string, extension: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((n) => n.endsWith(extension)).sort().map((n) => join(folder, n));
}

/** Looks a kernel up in a library. Calls run on a thread of koffi's pool, so that the event loop goes on. */
export function bindKernel(library: string, name: string, args: readonly KernelArg[]): Call {
  const call = koffi.load(library).func(name, 'void', args.map((a) => (a === 'buffer' ? 'void *' : 'int')));
  return (values) => new Promise((done, fail) => {
    call.async(...values, (error: unknown) => { if (error) fail(error instanceof Error ? error : new Error(reasonOf(error))); else done(); });
  });
}
