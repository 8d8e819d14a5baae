import type { DeviceBuffer, DeviceKernel, Driver, KernelArg, LaunchShape } from './driver.js';
import type { Target } from './manifest.js';

/** A kernel in JavaScript. Buffers arrive as their bytes, sizes as numbers. */
export type HostKernel = (args: readonly (Uint8Array | number)[], shape?: LaunchShape) => void | Promise<void>;

export interface MemoryDriverOptions {
  readonly target?: Target;
  readonly description?: string;
  /** Finds a kernel; undefined if there is none of that name. */
  readonly kernels: (name: string, modulePath: string, args: readonly KernelArg[]) => HostKernel | undefined;
}

interface HostBuffer extends DeviceBuffer { readonly data: Uint8Array }
interface LoadedKernel extends DeviceKernel { readonly run: HostKernel }

/**
 * A device whose memory is the process's own and whose kernels are JavaScript functions.
 * The interpreter runs on it, and so do tests.
 */
export function createMemoryDriver(options: MemoryDriverOptions): Driver {
  const buffers = new WeakMap<DeviceBuffer, HostBuffer>();
  const kernels = new WeakMap<DeviceKernel, LoadedKernel>();
  const dataOf = (buffer: DeviceBuffer): Uint8Array => {
    const found = buffers.get(buffer);
    if (!found) throw new Error('buffer of another device, or freed');
    return found.data;
  };
  const range = (buffer: DeviceBuffer, offset: number, bytes: number): Uint8Array => {
    const data = dataOf(buffer);
    if (offset < 0 || bytes < 0 || offset + bytes > data.length) {
      throw new RangeError(`bytes ${offset} .. ${offset + bytes} of a buffer of ${data.length}`);
    }
    return data.subarray(offset, offset + bytes);
  };
  const target = options.target ?? 'cpu';
  return {
    target,
    description: options.description ?? 'JavaScript',
    // Stand-ins for other devices have a memory of their own, so to say.
    ...target === 'cpu' ? { view: dataOf } : {},
    alloc: (bytes) => settled(() => {
      const buffer: HostBuffer = { bytes, data: new Uint8Array(bytes) };
      buffers.set(buffer, buffer);
      return buffer;
    }),
    write: (buffer, data, offset = 0) => {
      range(buffer, offset, data.length).set(data);
      return undefined;
    },
    read: (buffer, bytes, offset = 0, into: Uint8Array = new Uint8Array(bytes)) => settled(() => {
      into.set(range(buffer, offset, bytes));
      return into;
    }),
    copy: (from, fromOffset, to, toOffset, bytes) => {
      range(to, toOffset, bytes).set(range(from, fromOffset, bytes));
      return undefined;
    },
    clear: (buffer) => {
      dataOf(buffer).fill(0);
      return undefined;
    },
    free: (buffer) => settled(() => {
      dataOf(buffer);
      buffers.delete(buffer);
    }),
    kernel: (modulePath, name, args) => settled(() => {
      const run = options.kernels(name, modulePath, args);
      if (!run) throw new Error(`no kernel ${name} in ${modulePath}`);
      const kernel: LoadedKernel = { name, run };
      kernels.set(kernel, kernel);
      return kernel;
    }),
    launch(kernel, args, shape) {
      const loaded = kernels.get(kernel);
      if (!loaded) throw new Error('kernel of another device');
      const running = loaded.run(args.map((a) => (typeof a === 'number' ? a : dataOf(a))), shape);
      return running instanceof Promise ? running : undefined;
    },
    synchronize: () => Promise.resolve(), // launches are done when they return
    close: () => Promise.resolve(), // memory is collected
  };
}

/** What `run` returns or throws, as a promise. */
function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => { resolve(run()); });
}
