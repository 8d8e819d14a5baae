/* eslint-disable @typescript-eslint/require-await -- the interface is asynchronous, most of XRT's calls are not */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import koffi from 'koffi';
import type { DeviceBuffer, DeviceKernel, Driver, KernelArg } from '../driver.js';
import { reasonOf } from '../errors.js';

/*
 * Alveo cards through XRT's C API (libxrt_coreutil). NOT YET RUN ON A CARD: written from the headers of XRT 2.13, and
 * checked only as far as "no library" and "no device".
 */
const LIBRARIES = ['libxrt_coreutil.so.2', 'libxrt_coreutil.so'];
const TO_DEVICE = 0;
const FROM_DEVICE = 1;
/** ert_cmd_state of a run that ended well. */
const COMPLETED = 4;
const NORMAL_BUFFER = 0;
const UUID_BYTES = 16;
const BUFFER_ALIGNMENT = 4096;

/** A pointer of XRT's; null where a call failed. */
type Handle = object | bigint | null;

type Library = ReturnType<typeof koffi.load>;
type Call<R> = (...args: readonly unknown[]) => R;

function bindXrt(library: Library) {
  const status = (declaration: string): Call<number> => library.func(declaration);
  const handle = (declaration: string): Call<Handle> => library.func(declaration);
  return {
    deviceOpen: handle('void *xrtDeviceOpen(unsigned int index)'),
    deviceOpenByBdf: handle('void *xrtDeviceOpenByBDF(const char *bdf)'),
    deviceClose: status('int xrtDeviceClose(void *device)'),
    loadXclbin: status('int xrtDeviceLoadXclbinFile(void *device, const char *path)'),
    xclbinUuid: status('int xrtDeviceGetXclbinUUID(void *device, void *uuid)'),
    kernelOpen: handle('void *xrtPLKernelOpen(void *device, const void *uuid, const char *name)'),
    kernelClose: status('int xrtKernelClose(void *kernel)'),
    groupId: status('int xrtKernelArgGroupId(void *kernel, int argument)'),
    bufferAlloc: handle('void *xrtBOAlloc(void *device, size_t size, uint64_t flags, uint32_t group)'),
    bufferFree: status('int xrtBOFree(void *buffer)'),
    bufferWrite: status('int xrtBOWrite(void *buffer, const void *source, size_t size, size_t seek)'),
    bufferRead: status('int xrtBORead(void *buffer, void *target, size_t size, size_t skip)'),
    bufferSync: status('int xrtBOSync(void *buffer, int direction, size_t size, size_t offset)'),
    runOpen: handle('void *xrtRunOpen(void *kernel)'),
    setArg: status('int xrtRunSetArg(void *run, int index, ...)'),
    runStart: status('int xrtRunStart(void *run)'),
    runWait: library.func('int xrtRunWait(void *run)'),
    runClose: status('int xrtRunClose(void *run)'),
  };
}

type Xrt = ReturnType<typeof bindXrt>;

/** A buffer is placed in HBM when a kernel first takes it, since only the kernel knows its channels; until then it is here. */
interface XrtBuffer extends DeviceBuffer {
  readonly capacity: number;
  waiting: Uint8Array | undefined;
  handle: Handle;
}
interface XrtKernel extends DeviceKernel { readonly handle: Handle; readonly run: Handle; readonly args: readonly KernelArg[] }

function loadLibrary(): Library | undefined {
  for (const name of LIBRARIES) {
    try {
      return koffi.load(name);
    } catch { /* not under this name */ }
  }
  return undefined;
}

export interface XrtOptions {
  /** Which card: its number as XRT counts, or its PCI address, `0000:3b:00.1`. Default: the first. */
  readonly at?: number | string;
  /** Its id in the build: a binary made for it alone is `hls/build/mpc-<id>.xclbin`. */
  readonly id?: string;
}

/** An Alveo card, or undefined if XRT or the card is missing. */
export async function createXrtDriver({ at = 0, id }: XrtOptions = {}): Promise<Driver | undefined> {
  const library = loadLibrary();
  if (!library) return undefined;
  const xrt = bindXrt(library);
  const device = typeof at === 'number' ? xrt.deviceOpen(at) : xrt.deviceOpenByBdf(at);
  return device === null ? undefined : new XrtDriver(xrt, device, at, id);
}

class XrtDriver implements Driver {
  readonly target = 'fpga';
  readonly description: string;
  readonly #buffers = new WeakMap<DeviceBuffer, XrtBuffer>();
  readonly #kernels = new WeakMap<DeviceKernel, XrtKernel>();
  readonly #opened: XrtKernel[] = [];
  #xclbin: string | undefined;

  constructor(private readonly xrt: Xrt, private readonly device: Handle, at: number | string, private readonly id: string | undefined) {
    this.description = `Alveo card ${at} (XRT)`;
  }

  async alloc(bytes: number): Promise<DeviceBuffer> {
    const capacity = Math.max(BUFFER_ALIGNMENT, Math.ceil(bytes / BUFFER_ALIGNMENT) * BUFFER_ALIGNMENT);
    const buffer: XrtBuffer = { bytes, capacity, waiting: new Uint8Array(capacity), handle: null };
    this.#buffers.set(buffer, buffer);
    return buffer;
  }

  async write(buffer: DeviceBuffer, data: Uint8Array, offset = 0): Promise<void> {
    const to = this.#range(buffer, offset, data.length);
    if (to.waiting) to.waiting.set(data, offset);
    else if (data.length > 0) {
      check(this.xrt.bufferWrite(to.handle, data, data.length, offset), 'xrtBOWrite');
      check(this.xrt.bufferSync(to.handle, TO_DEVICE, data.length, offset), 'xrtBOSync');
    }
  }

  async read(buffer: DeviceBuffer, bytes: number, offset = 0): Promise<Uint8Array> {
    const from = this.#range(buffer, offset, bytes);
    if (from.waiting) return from.waiting.slice(offset, offset + bytes);
    const data = new Uint8Array(bytes);
    if (bytes > 0) {
      check(this.xrt.bufferSync(from.handle, FROM_DEVICE, bytes, offset), 'xrtBOSync');
      check(this.xrt.bufferRead(from.handle, data, bytes, offset), 'xrtBORead');
    }
    return data;
  }

  async clear(buffer: DeviceBuffer): Promise<void> {
    await this.write(buffer, new Uint8Array(buffer.bytes));
  }

  async free(buffer: DeviceBuffer): Promise<void> {
    const { handle } = this.#buffer(buffer);
    if (handle !== null) check(this.xrt.bufferFree(handle), 'xrtBOFree');
    this.#buffers.delete(buffer);
  }

  async kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel> {
    const xclbin = xclbinFor(modulePath, name, this.id);
    if (this.#xclbin !== xclbin) {
      if (this.#xclbin !== undefined) throw new Error(`${name} is in another xclbin than the kernels before it: link them together with the Makefile above them`);
      check(this.xrt.loadXclbin(this.device, xclbin), `xrtDeviceLoadXclbinFile ${xclbin}`);
      this.#xclbin = xclbin;
    }
    const uuid = new Uint8Array(UUID_BYTES);
    check(this.xrt.xclbinUuid(this.device, uuid), 'xrtDeviceGetXclbinUUID');
    const handle = present(this.xrt.kernelOpen(this.device, uuid, name), `xrtPLKernelOpen ${name}`);
    const kernel: XrtKernel = { name, args, handle, run: present(this.xrt.runOpen(handle), 'xrtRunOpen') };
    this.#kernels.set(kernel, kernel);
    this.#opened.push(kernel);
    return kernel;
  }

  async launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[]): Promise<void> {
    const known = this.#kernels.get(kernel);
    if (!known) throw new Error('kernel of another device');
    for (const [i, arg] of args.entries()) {
      if (typeof arg === 'number') check(this.xrt.setArg(known.run, i, 'int', arg), `xrtRunSetArg ${i}`);
      else check(this.xrt.setArg(known.run, i, 'void *', this.#placed(arg, known, i)), `xrtRunSetArg ${i}`);
    }
    check(this.xrt.runStart(known.run), 'xrtRunStart');
    const state = await new Promise<number>((done, fail) => {
      this.xrt.runWait.async(known.run, (error: unknown, value: number) => { if (error) fail(error instanceof Error ? error : new Error(reasonOf(error))); else done(value); });
    });
    if (state !== COMPLETED) throw new Error(`kernel ${known.name} ended in state ${state}`);
  }

  async synchronize(): Promise<void> { /* launch waits for its run */ }

  async close(): Promise<void> {
    for (const { run, handle } of this.#opened.splice(0)) {
      this.xrt.runClose(run);
      this.xrt.kernelClose(handle);
    }
    this.xrt.deviceClose(this.device);
  }

  /** The buffer in the memory that argument `index` of the kernel is connected to. */
  #placed(buffer: DeviceBuffer, kernel: XrtKernel, index: number): Handle {
    const known = this.#buffer(buffer);
    const { waiting } = known;
    if (waiting) {
      const group = this.xrt.groupId(kernel.handle, index);
      if (group < 0) throw new Error(`argument ${index} of kernel ${kernel.name} is connected to no memory`);
      known.handle = present(this.xrt.bufferAlloc(this.device, known.capacity, NORMAL_BUFFER, group), `xrtBOAlloc of ${known.capacity} bytes`);
      check(this.xrt.bufferWrite(known.handle, waiting, known.capacity, 0), 'xrtBOWrite');
      check(this.xrt.bufferSync(known.handle, TO_DEVICE, known.capacity, 0), 'xrtBOSync');
      known.waiting = undefined;
    }
    return known.handle;
  }

  #buffer(buffer: DeviceBuffer): XrtBuffer {
    const found = this.#buffers.get(buffer);
    if (!found) throw new Error('buffer of another device, or freed');
    return found;
  }

  #range(buffer: DeviceBuffer, offset: number, bytes: number): XrtBuffer {
    const found = this.#buffer(buffer);
    if (offset < 0 || bytes < 0 || offset + bytes > found.capacity) throw new RangeError(`bytes ${offset} .. ${offset + bytes} of a buffer of ${found.bytes}`);
    return found;
  }
}

/**
 * The binary with the card's own kernels (`hls/build/mpc-fpga1.xclbin`), else the one with all (`hls/build/mpc.xclbin`), else that
 * of the kernel's project. Cards of another part have a folder of their own: `hls-u280`. Throws where there is none.
 */
export function xclbinFor(modulePath: string, name: string, id?: string): string {
  const project = resolve(dirname(modulePath), '..');
  const build = join(dirname(project), 'build');
  const candidates = [...id === undefined ? [] : [join(build, `mpc-${id}.xclbin`)], join(build, 'mpc.xclbin'), join(project, 'build', `${name}.xclbin`)];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`kernel ${name} has not been synthesised: neither ${candidates.join(' nor ')} is there`);
  return found;
}

function check(status: number, what: string): void {
  if (status !== 0) throw new Error(`${what} failed (${status})`);
}

function present(handle: Handle, what: string): Handle {
  if (handle === null) throw new Error(`${what} failed`);
  return handle;
}
