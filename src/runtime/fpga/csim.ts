import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import koffi from 'koffi';
import { cachedArtifact } from '../cache.js';
import type { DeviceBuffer, DeviceKernel, Driver, KernelArg } from '../driver.js';

const FLAGS = ['-std=c++17', '-O2', '-ftree-vectorize', '-fPIC', '-shared', '-ffp-contract=off', '-Wno-unknown-pragmas', '-DMPC_NO_FMA'];

interface HostBuffer extends DeviceBuffer { readonly data: Uint8Array }
type Call = (args: readonly unknown[]) => Promise<void>;
interface LoadedKernel extends DeviceKernel { readonly call: Call }

/**
 * The C simulation of HLS kernels as a device: the kernel's source is compiled with the stand-in headers of the build
 * folder (`hls/include`) and called in this process. Results are those of the kernel, times are not.
 * Undefined if there is no C++ compiler.
 */
export async function createCsimDriver(): Promise<Driver | undefined> {
  const compiler = await findCompiler();
  if (!compiler) return undefined;
  const buffers = new WeakMap<DeviceBuffer, HostBuffer>();
  const kernels = new WeakMap<DeviceKernel, LoadedKernel>();
  const dataOf = (buffer: DeviceBuffer): Uint8Array => {
    const found = buffers.get(buffer);
    if (!found) throw new Error('buffer of another device, or freed');
    return found.data;
  };
  const range = (buffer: DeviceBuffer, offset: number, bytes: number): Uint8Array => {
    const data = dataOf(buffer);
    if (offset < 0 || bytes < 0 || offset + bytes > data.length) throw new RangeError(`bytes ${offset} .. ${offset + bytes} of a buffer of ${data.length}`);
    return data.subarray(offset, offset + bytes);
  };
  return {
    target: 'fpga',
    description: `C simulation of HLS kernels (${compiler.command} ${compiler.version})`,
    async alloc(bytes) {
      // Kernels may touch whole 512-bit words, as on the card.
      const buffer: HostBuffer = { bytes, data: new Uint8Array(Math.max(64, Math.ceil(bytes / 64) * 64)) };
      buffers.set(buffer, buffer);
      return buffer;
    },
    async write(buffer, data, offset = 0) {
      range(buffer, offset, data.length).set(data);
    },
    async read(buffer, bytes, offset = 0) {
      return range(buffer, offset, bytes).slice();
    },
    async copy(from, fromOffset, to, toOffset, bytes) {
      range(to, toOffset, bytes).set(range(from, fromOffset, bytes));
    },
    async clear(buffer) {
      dataOf(buffer).fill(0);
    },
    async free(buffer) {
      dataOf(buffer);
      buffers.delete(buffer);
    },
    async kernel(modulePath, name, args) {
      const library = await compileKernel(compiler, modulePath);
      const kernel: LoadedKernel = { name, call: bindKernel(library, name, args) };
      kernels.set(kernel, kernel);
      return kernel;
    },
    async launch(kernel, args) {
      const loaded = kernels.get(kernel);
      if (!loaded) throw new Error('kernel of another device');
      await loaded.call(args.map((a) => (typeof a === 'number' ? a : dataOf(a))));
    },
    async synchronize() { /* launches are done when they return */ },
    async close() { /* memory is collected; libraries stay loaded */ },
  };
}

export interface Compiler { readonly command: string; readonly version: string }

/** The C++ compiler: `MPC_CXX` if set, else g++ or clang++. */
export async function findCompiler(): Promise<Compiler | undefined> {
  for (const command of process.env['MPC_CXX'] ? [process.env['MPC_CXX']] : ['g++', 'clang++', 'clang++-19']) {
    const result = await execa(command, ['-dumpfullversion', '-dumpversion'], { reject: false });
    if (!result.failed) return { command, version: result.stdout.trim() };
  }
  return undefined;
}

/** Compiles a kernel's source, given by its path in a build folder, to a shared library. */
export async function compileKernel(compiler: Compiler, source: string): Promise<string> {
  const folder = dirname(resolve(source));
  const include = resolve(folder, '../../include');
  const texts = await Promise.all([source, ...await filesOf(folder, '.h'), ...await filesOf(include, '.h')].map((f) => readFile(f, 'utf8')));
  return cachedArtifact(['hls-csim', compiler.command, compiler.version, ...FLAGS, ...texts], '.so', async (path) => {
    await execa(compiler.command, [...FLAGS, '-isystem', include, '-o', path, resolve(source)]);
  });
}

async function filesOf(folder: string, extension: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((n) => n.endsWith(extension)).sort().map((n) => join(folder, n));
}

/** Looks a kernel up in a library. Calls run on a thread of koffi's pool, so that the event loop goes on. */
export function bindKernel(library: string, name: string, args: readonly KernelArg[]): Call {
  const call = koffi.load(library).func(name, 'void', args.map((a) => (a === 'buffer' ? 'void *' : 'int')));
  return (values) => new Promise((done, fail) => {
    call.async(...values, (error: unknown) => { if (error) fail(error instanceof Error ? error : new Error(String(error))); else done(); });
  });
}
