import koffi from 'koffi';
import { report, type Diagnostic } from '../../diagnostics/index.js';
import type { DeviceBuffer, DeviceKernel, Driver, KernelArg, Pending } from '../driver.js';
import { preparePages } from './pages.js';
import { pool, type Library, type ThreadedLibrary } from './pool.js';
import { processors } from './processors.js';
import { buildLibrary, detectInstructionSet, findCompiler, type Toolchain } from './toolchain.js';

/** Kernels read whole vectors: bytes past the end of every buffer that may be read (`MPC_PADDING` in mpc_cpu.h). */
const PADDING = 1024;
const ALIGNMENT = 64;

/**
 * Kernels that took less than this the last time are called on the event loop's thread. Handing one over to another thread takes some
 * 30 to 100 us and finds cold caches; no event loop should stand still for long.
 */
const SHORT_MICROSECONDS = 2000;

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
  return new CpuDriver({ compiler, isa, cache: options.cache }, options.threads ?? await processors());
}

class HostBuffer implements DeviceBuffer {
  readonly bytes: number;
  readonly data: Uint8Array;
  readonly address: bigint;

  constructor(bytes: number) {
    const store = new ArrayBuffer(bytes + PADDING + ALIGNMENT);
    const memory = new Uint8Array(store);
    const start = koffi.address(memory);
    preparePages(memory, start);
    const skip = Number((BigInt(ALIGNMENT) - start % BigInt(ALIGNMENT)) % BigInt(ALIGNMENT));
    this.bytes = bytes;
    this.data = new Uint8Array(store, skip, bytes);
    this.address = start + BigInt(skip);
  }
}

class HostKernel implements DeviceKernel {
  /** Microseconds of the last call. */
  last = Infinity;
  constructor(readonly name: string, readonly call: ReturnType<Library['func']>, readonly library: ThreadedLibrary) {}
}

class CpuDriver implements Driver {
  readonly target = 'cpu';
  readonly description: string;
  readonly #libraries = new Map<string, Promise<ThreadedLibrary>>();

  constructor(readonly toolchain: Toolchain, readonly threads: number) {
    this.description = `CPU (${toolchain.isa.name}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`;
  }

  alloc(bytes: number): Promise<DeviceBuffer> {
    return Promise.resolve(new HostBuffer(bytes));
  }

  write(buffer: DeviceBuffer, data: Uint8Array, offset = 0): undefined {
    host(buffer).data.set(data, offset);
  }

  read(buffer: DeviceBuffer, bytes: number, offset = 0, into?: Uint8Array): Promise<Uint8Array> {
    const { data } = host(buffer);
    if (!into) return Promise.resolve(data.slice(offset, offset + bytes));
    into.set(data.subarray(offset, offset + bytes));
    return Promise.resolve(into);
  }

  view(buffer: DeviceBuffer): Uint8Array {
    return host(buffer).data;
  }

  copy(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): undefined {
    host(to).data.set(host(from).data.subarray(fromOffset, fromOffset + bytes), toOffset);
  }

  clear(buffer: DeviceBuffer): undefined {
    host(buffer).data.fill(0);
  }

  /** Memory goes when the buffer is no longer referred to. */
  free(): Promise<void> {
    return Promise.resolve();
  }

  /** Compiles the `.cpp` file (or finds it in the cache) when first asked for one of its kernels. Throws a `CompileError`. */
  async kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel> {
    const known = this.#libraries.get(modulePath) ?? this.#load(modulePath);
    this.#libraries.set(modulePath, known);
    const library = await known;
    return new HostKernel(name, library.code.func(name, 'void', args.map((a) => (a === 'buffer' ? 'void *' : 'int'))), library);
  }

  launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[]): Pending {
    if (!(kernel instanceof HostKernel)) throw new TypeError('a kernel of another driver');
    const values = args.map((a) => (typeof a === 'number' ? a : host(a).address));
    if (kernel.last >= SHORT_MICROSECONDS || !pool.isFree) return this.#handOver(kernel, values);
    pool.use(this.threads, kernel.library);
    const start = performance.now();
    kernel.call(...values);
    kernel.last = 1000 * (performance.now() - start);
    return undefined;
  }

  /** Launches have ended when they return, or resolve. */
  synchronize(): Promise<void> {
    return Promise.resolve();
  }

  /** Libraries stay loaded: their threads end with the process. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Calls the kernel on another thread, so that the event loop goes on. */
  async #handOver(kernel: HostKernel, values: readonly (number | bigint)[]): Promise<void> {
    await pool.enter(this.threads, kernel.library);
    const start = performance.now();
    try {
      await new Promise<void>((resolve, reject) => {
        kernel.call.async(...values, (error: unknown) => {
          if (error) reject(error instanceof Error ? error : new Error('a kernel call failed'));
          else resolve();
        });
      });
    } finally {
      pool.leave();
      kernel.last = 1000 * (performance.now() - start);
    }
  }

  async #load(modulePath: string): Promise<ThreadedLibrary> {
    return pool.share(koffi.load(await buildLibrary(modulePath, this.toolchain)));
  }
}

function host(buffer: DeviceBuffer): HostBuffer {
  if (!(buffer instanceof HostBuffer)) throw new TypeError('a buffer of another driver');
  return buffer;
}
