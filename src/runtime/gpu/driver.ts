import { readFile } from 'node:fs/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import koffi from 'koffi';
import type { DeviceBuffer, DeviceKernel, Driver, KernelArg, LaunchShape } from '../driver.js';
import type { OpenDevice, Pointer } from './api.js';
import { openCuda } from './cuda.js';
import { openHip } from './hip.js';
import { gpuModule } from './toolchain.js';

export interface GpuDriverOptions {
  /** Which interface; by default whichever finds a device, HIP first. */
  readonly kind?: 'hip' | 'cuda';
  readonly device?: number;
}

/** A GPU as a device: HIP (libamdhip64) or the CUDA driver interface (libcuda). */
export interface GpuDriver extends Driver {
  readonly kind: 'hip' | 'cuda';
  /** `gfx90a`, `sm_90`. */
  readonly architecture: string;
  /** Milliseconds of the device between what was queued before and after `work`. */
  time(work: () => Promise<void>): Promise<number>;
  /** Queues a mark of the time at which the device gets there. */
  record(): GpuEvent;
  /** Milliseconds between two marks that the device has passed. Both are given back. */
  elapsed(from: GpuEvent, to: GpuEvent): number;
}

export interface GpuEvent { readonly event: Pointer }

/** The GPU of this machine; undefined if there is none, or no driver for it. */
export function createGpuDriver(options: GpuDriverOptions = {}): Promise<GpuDriver | undefined> {
  const { kind, device = 0 } = options;
  const opened = (kind === 'cuda' ? undefined : openHip(device)) ?? (kind === 'hip' ? undefined : openCuda(device));
  return Promise.resolve(opened && driverOf(opened));
}

/** The driver of an opened device. */
export function driverOf(device: OpenDevice): GpuDriver {
  return new KoffiGpuDriver(device);
}

const NOT_READY = 600;
const NON_BLOCKING = 1;
/** Pinned memory through which transfers go. */
const STAGING_BYTES = 16 * 2 ** 20;
const ALIGNMENT = 256;
/** Waits are short as a rule: poll without sleeping for that long. */
const POLL_MILLISECONDS = 20;

class GpuBuffer implements DeviceBuffer {
  freed = false;
  constructor(readonly bytes: number, readonly pointer: Pointer) {}
}

/** A function with its argument block: values, and the array of their addresses that a launch wants. */
class GpuKernel implements DeviceKernel {
  readonly values: DataView;
  readonly params: Pointer;
  private readonly store: ArrayBuffer;

  constructor(readonly name: string, readonly handle: Pointer, readonly args: readonly KernelArg[]) {
    this.store = new ArrayBuffer(Math.max(16, 16 * args.length));
    const base = BigInt(koffi.address(new Uint8Array(this.store)));
    const addresses = new BigUint64Array(this.store, 8 * args.length, args.length);
    args.forEach((_, i) => { addresses[i] = base + BigInt(8 * i); });
    this.values = new DataView(this.store);
    this.params = base + BigInt(8 * args.length);
  }
}

class KoffiGpuDriver implements GpuDriver {
  readonly target = 'gpu';
  readonly kind: 'hip' | 'cuda';
  readonly description: string;
  readonly architecture: string;
  readonly #device: OpenDevice;
  readonly #stream: Pointer;
  readonly #staging: { readonly pointer: Pointer; readonly bytes: Uint8Array };
  #staged = 0;
  readonly #modules = new Map<string, Promise<Pointer>>();

  constructor(device: OpenDevice) {
    this.#device = device;
    this.kind = device.api.kind;
    this.description = device.name;
    this.architecture = device.architecture;
    this.#stream = this.#handle('create a stream', (out) => device.api.streamCreate(out, NON_BLOCKING));
    const pointer = this.#handle('allocate pinned memory', (out) => device.api.hostMalloc(out, STAGING_BYTES, 0));
    this.#staging = { pointer, bytes: new Uint8Array(koffi.view(pointer, STAGING_BYTES)) };
  }

  async alloc(bytes: number): Promise<DeviceBuffer> {
    this.#current();
    const pointer = this.#handle(`allocate ${bytes} bytes`, (out) => this.#device.api.malloc(out, Math.max(1, bytes)));
    const buffer = new GpuBuffer(bytes, pointer);
    await this.clear(buffer);
    return buffer;
  }

  /** The data may change once this resolves. */
  async write(buffer: DeviceBuffer, data: Uint8Array, offset = 0): Promise<void> {
    const { pointer } = inside(buffer, offset, data.length);
    this.#current();
    for (let at = 0; at < data.length;) {
      const count = Math.min(data.length - at, STAGING_BYTES);
      if (this.#staged + count > STAGING_BYTES) await this.synchronize();
      this.#staging.bytes.set(data.subarray(at, at + count), this.#staged);
      const from = this.#staging.pointer + BigInt(this.#staged);
      this.#check('copy to the device', this.#device.api.copyIn(pointer + BigInt(offset + at), from, count, this.#stream));
      this.#staged += Math.ceil(count / ALIGNMENT) * ALIGNMENT;
      at += count;
    }
  }

  async read(buffer: DeviceBuffer, bytes: number, offset = 0): Promise<Uint8Array> {
    const { pointer } = inside(buffer, offset, bytes);
    const result = new Uint8Array(bytes);
    for (let at = 0; at < bytes;) {
      const count = Math.min(bytes - at, STAGING_BYTES);
      if (this.#staged + count > STAGING_BYTES) await this.synchronize();
      this.#current();
      const start = this.#staged;
      const from = pointer + BigInt(offset + at);
      this.#check('copy from the device', this.#device.api.copyOut(this.#staging.pointer + BigInt(start), from, count, this.#stream));
      await this.synchronize();
      result.set(this.#staging.bytes.subarray(start, start + count), at);
      at += count;
    }
    return result;
  }

  copy(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Promise<void> {
    const source = inside(from, fromOffset, bytes).pointer + BigInt(fromOffset);
    const target = inside(to, toOffset, bytes).pointer + BigInt(toOffset);
    this.#current();
    this.#check('copy within the device', this.#device.api.copyWithin(target, source, bytes, this.#stream));
    return Promise.resolve();
  }

  clear(buffer: DeviceBuffer): Promise<void> {
    const { pointer, bytes } = inside(buffer, 0, 0);
    this.#current();
    if (bytes > 0) this.#check('clear memory', this.#device.api.fill(pointer, 0, bytes, this.#stream));
    return Promise.resolve();
  }

  async free(buffer: DeviceBuffer): Promise<void> {
    const known = inside(buffer, 0, 0);
    await this.synchronize();
    known.freed = true;
    this.#check('free memory', this.#device.api.free(known.pointer));
  }

  /** `modulePath`: HIP source (compiled for this device, or built before and lying beside it), or a code object or PTX. */
  async kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel> {
    const loading = this.#modules.get(modulePath) ?? this.#load(modulePath);
    this.#modules.set(modulePath, loading);
    const module = await loading;
    this.#current();
    const handle = this.#handle(`find kernel ${name}`, (out) => this.#device.api.getFunction(out, module, name));
    return new GpuKernel(name, handle, args);
  }

  launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape): Promise<void> {
    if (!(kernel instanceof GpuKernel)) throw new TypeError('a kernel of another driver');
    if (!shape) throw new TypeError(`kernel ${kernel.name} needs a launch shape`);
    const [x, y, z] = shape.grid;
    if (x === 0 || y === 0 || z === 0) return Promise.resolve();
    args.forEach((arg, i) => {
      if (typeof arg === 'number') kernel.values.setInt32(8 * i, arg, true);
      else kernel.values.setBigUint64(8 * i, inside(arg, 0, 0).pointer, true);
    });
    this.#current();
    this.#check(`launch ${kernel.name}`, this.#device.api.launch(
      kernel.handle, x, y, z, shape.block, 1, 1, 0, this.#stream, kernel.params, null));
    return Promise.resolve();
  }

  async synchronize(): Promise<void> {
    const start = performance.now();
    for (;;) {
      this.#current();
      const status = this.#device.api.streamQuery(this.#stream);
      if (status !== NOT_READY) {
        this.#check('run kernels', status);
        this.#staged = 0;
        return;
      }
      if (performance.now() - start < POLL_MILLISECONDS) await setImmediate();
      else await setTimeout(1);
    }
  }

  async time(work: () => Promise<void>): Promise<number> {
    const from = this.record();
    await work();
    const to = this.record();
    await this.synchronize();
    return this.elapsed(from, to);
  }

  record(): GpuEvent {
    this.#current();
    const event = this.#handle('create an event', (out) => this.#device.api.eventCreate(out, 0));
    this.#check('record an event', this.#device.api.eventRecord(event, this.#stream));
    return { event };
  }

  elapsed(from: GpuEvent, to: GpuEvent): number {
    const { api } = this.#device;
    const milliseconds = new Float32Array(1);
    this.#check('read events', api.eventElapsed(milliseconds, from.event, to.event));
    for (const { event } of [from, to]) this.#check('destroy an event', api.eventDestroy(event));
    return milliseconds[0] ?? 0;
  }

  async close(): Promise<void> {
    await this.synchronize();
    const { api } = this.#device;
    for (const module of await Promise.all(this.#modules.values())) api.unloadModule(module);
    this.#modules.clear();
    api.streamDestroy(this.#stream);
    api.hostFree(this.#staging.pointer);
    api.close();
  }

  async #load(modulePath: string): Promise<Pointer> {
    const image = await readFile(await gpuModule(modulePath, this.architecture));
    // PTX is text and must end in a NUL; a code object does not mind one more byte.
    const ended = new Uint8Array(image.length + 1);
    ended.set(image);
    this.#current();
    return this.#handle(`load ${modulePath}`, (out) => this.#device.api.loadModule(out, ended));
  }

  #current(): void {
    this.#check('use the device', this.#device.api.makeCurrent());
  }

  #handle(what: string, call: (out: BigUint64Array) => number): Pointer {
    const out = new BigUint64Array(1);
    this.#check(what, call(out));
    return out[0] ?? 0n;
  }

  #check(what: string, status: number): void {
    if (status !== 0) throw new Error(`cannot ${what}: ${this.#device.api.describe(status)} (${this.kind} error ${status})`);
  }
}

function inside(buffer: DeviceBuffer, offset: number, bytes: number): GpuBuffer {
  if (!(buffer instanceof GpuBuffer)) throw new TypeError('a buffer of another driver');
  if (buffer.freed) throw new Error('a buffer that was freed');
  if (offset < 0 || bytes < 0 || offset + bytes > buffer.bytes) throw new RangeError(`bytes ${offset} .. ${offset + bytes} of a buffer of ${buffer.bytes}`);
  return buffer;
}
