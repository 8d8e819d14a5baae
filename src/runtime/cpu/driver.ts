import koffi from 'koffi';
import { availableParallelism } from 'node:os';
import { report, type Diagnostic } from '../../diagnostics/index.js';
import type { DeviceBuffer, DeviceKernel, Driver, KernelArg } from '../driver.js';
import { buildLibrary, detectInstructionSet, findCompiler, type Toolchain } from './toolchain.js';

/** Kernels read whole vectors: bytes past the end of every buffer that may be read (`MPC_PADDING` in mpc_cpu.h). */
const PADDING = 1024;
const ALIGNMENT = 64;

/** Kernels that took less than this the last time are called on the event loop's thread: handing over costs more. */
const SHORT_MICROSECONDS = 150;

export interface CpuDriverOptions {
  /** Threads of the kernels; all processors by default. */
  readonly threads?: number;
  /** Name or path of the C++ compiler. */
  readonly compiler?: string;
  /** A level of the x86-64 psABI (`x86-64-v3`) instead of the best that the processor has. */
  readonly instructionSet?: string;
  /** Told why there is no driver (MPC5201). */
  readonly onNotice?: (notice: Diagnostic) => void;
  /** Folder for compiled libraries; the user's cache by default. */
  readonly cache?: string;
}

/** A driver that compiles and runs the CPU kernels; undefined where there is no C++ compiler. */
export async function createCpuDriver(options: CpuDriverOptions = {}): Promise<Driver | undefined> {
  const compiler = await findCompiler(options.compiler);
  if (!compiler) {
    options.onNotice?.(report('MPC5201', {}));
    return undefined;
  }
  const isa = options.instructionSet === undefined ? await detectInstructionSet()
    : { name: options.instructionSet, flags: [`-march=${options.instructionSet}`] };
  return new CpuDriver({ compiler, isa, cache: options.cache }, options.threads ?? availableParallelism());
}

class HostBuffer implements DeviceBuffer {
  readonly bytes: number;
  readonly data: Uint8Array;
  readonly address: bigint;

  constructor(bytes: number) {
    const store = new ArrayBuffer(bytes + PADDING + ALIGNMENT);
    const start = koffi.address(new Uint8Array(store));
    const skip = Number((BigInt(ALIGNMENT) - start % BigInt(ALIGNMENT)) % BigInt(ALIGNMENT));
    this.bytes = bytes;
    this.data = new Uint8Array(store, skip, bytes);
    this.address = start + BigInt(skip);
  }
}

type Library = ReturnType<typeof koffi.load>;

class HostKernel implements DeviceKernel {
  /** Microseconds of the last call. */
  last = Infinity;
  constructor(readonly name: string, readonly call: ReturnType<Library['func']>) {}
}

class CpuDriver implements Driver {
  readonly target = 'cpu';
  readonly description: string;
  readonly #libraries = new Map<string, Promise<Library>>();

  constructor(readonly toolchain: Toolchain, readonly threads: number) {
    this.description = `CPU (${toolchain.isa.name}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`;
  }

  alloc(bytes: number): Promise<DeviceBuffer> {
    return Promise.resolve(new HostBuffer(bytes));
  }

  write(buffer: DeviceBuffer, data: Uint8Array, offset = 0): Promise<void> {
    host(buffer).data.set(data, offset);
    return Promise.resolve();
  }

  read(buffer: DeviceBuffer, bytes: number, offset = 0): Promise<Uint8Array> {
    return Promise.resolve(host(buffer).data.slice(offset, offset + bytes));
  }

  copy(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Promise<void> {
    host(to).data.set(host(from).data.subarray(fromOffset, fromOffset + bytes), toOffset);
    return Promise.resolve();
  }

  clear(buffer: DeviceBuffer): Promise<void> {
    host(buffer).data.fill(0);
    return Promise.resolve();
  }

  /** Memory goes when the buffer is no longer referred to. */
  free(): Promise<void> {
    return Promise.resolve();
  }

  /** Compiles the `.cpp` file (or finds it in the cache) when first asked for one of its kernels. Throws a `CompileError`. */
  async kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel> {
    const known = this.#libraries.get(modulePath) ?? this.#load(modulePath);
    this.#libraries.set(modulePath, known);
    const lib = await known;
    return new HostKernel(name, lib.func(name, 'void', args.map((a) => (a === 'buffer' ? 'void *' : 'int'))));
  }

  async launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[]): Promise<void> {
    if (!(kernel instanceof HostKernel)) throw new TypeError('a kernel of another driver');
    const values = args.map((a) => (typeof a === 'number' ? a : host(a).address));
    const start = performance.now();
    if (kernel.last < SHORT_MICROSECONDS) kernel.call(...values);
    else {
      await new Promise<void>((resolve, reject) => {
        kernel.call.async(...values, (error: unknown) => {
          if (error) reject(error instanceof Error ? error : new Error('a kernel call failed'));
          else resolve();
        });
      });
    }
    kernel.last = 1000 * (performance.now() - start);
  }

  /** Launches have ended when they resolve. */
  synchronize(): Promise<void> {
    return Promise.resolve();
  }

  /** Libraries stay loaded: their threads end with the process. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  async #load(modulePath: string): Promise<Library> {
    const lib = koffi.load(await buildLibrary(modulePath, this.toolchain));
    lib.func('mpc_set_threads', 'void', ['int'])(this.threads);
    return lib;
  }
}

function host(buffer: DeviceBuffer): HostBuffer {
  if (!(buffer instanceof HostBuffer)) throw new TypeError('a buffer of another driver');
  return buffer;
}
