import { readFile } from 'node:fs/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import koffi from 'koffi';
import type { DeviceBuffer, DeviceKernel, Driver, KernelArg, LaunchShape, Pending } from '../driver.js';
import type { DevicePlace, OpenDevice, Pointer } from './api.js';
import { openCuda } from './cuda.js';
import { hipDevices, openHip } from './hip.js';
import { gpuModule } from './toolchain.js';

export interface GpuDriverOptions {
  /** Which interface; by default whichever finds a device, HIP first. */
  readonly kind?: 'hip' | 'cuda';
  /** A number, HIP's devices counted before CUDA's unless `kind` says which, or the address of its PCI function. The first by default. */
  readonly device?: DevicePlace;
}

/** A GPU as a device: HIP (libamdhip64) or the CUDA driver interface (libcuda). */
export interface GpuDriver extends Driver {
  readonly kind: 'hip' | 'cuda';
  /** `gfx90a`, `sm_90`. */
  readonly architecture: string;
  /** Milliseconds of the device between what was queued before and after `work`. */
  time(work: () => Pending): Promise<number>;
  /** Queues a mark of the time at which the device gets there. */
  record(): GpuEvent;
  /** Milliseconds between two marks that the device has passed. Both are given back. */
  elapsed(from: GpuEvent, to: GpuEvent): number;
}

export interface GpuEvent { readonly event: Pointer }

/** The GPU of this machine; undefined if there is none, or no driver for it. */
export function createGpuDriver(options: GpuDriverOptions = {}): Promise<GpuDriver | undefined> {
  const { kind, device = 0 } = options;
  const ahead = kind === undefined && typeof device === 'number' ? hipDevices() : 0;
  const hip = kind === 'cuda' ? undefined : openHip(device);
  const opened = hip ?? (kind === 'hip' ? undefined : openCuda(typeof device === 'number' ? device - ahead : device));
  return Promise.resolve(opened && driverOf(opened));
}

/** The driver of an opened device. */
export function driverOf(device: OpenDevice): GpuDriver {
  return new KoffiGpuDriver(device);
}

const NOT_READY = 600;
const NON_BLOCKING = 1;
const WITHOUT_TIME = 2;
/** Pinned memory through which transfers go. */
const STAGING_BYTES = 16 * 2 ** 20;
const ALIGNMENT = 256;
/** Transfers to the device go in pieces of that many bytes: some ten times the cost of a command. */
const PIECE_BYTES = 2 ** 19;
/** Waits are short as a rule: the event loop is held up for so long at a time, and asks again at once for so long in all. */
const SPIN_MILLISECONDS = 0.15;
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

/** Bytes on their way from staging memory to where they are wanted. */
interface Landing { readonly from: number; readonly into: Uint8Array; landed: boolean }

/** The device that is current on this thread, as far as drivers have made it so. */
let current: OpenDevice | undefined;

class KoffiGpuDriver implements GpuDriver {
  readonly target = 'gpu';
  readonly ordered = true;
  readonly kind: 'hip' | 'cuda';
  readonly description: string;
  readonly architecture: string;
  readonly #device: OpenDevice;
  readonly #stream: Pointer;
  readonly #staging: { readonly pointer: Pointer; readonly bytes: Uint8Array };
  #staged = 0;
  #landing: Landing[] = [];
  #waiting: Promise<void> | undefined;
  readonly #modules = new Map<string, Promise<Pointer>>();
  readonly #peers = new WeakMap<Driver, boolean>();
  /** Marks how far the stream has come, for a peer that waits for it. */
  #mark: Pointer | undefined;

  constructor(device: OpenDevice) {
    this.#device = device;
    this.#current();
    this.kind = device.api.kind;
    this.description = device.name;
    this.architecture = device.architecture;
    this.#stream = this.#handle('create a stream', (out) => device.api.streamCreate(out, NON_BLOCKING));
    const pointer = this.#handle('allocate pinned memory', (out) => device.api.hostMalloc(out, STAGING_BYTES, 0));
    this.#staging = { pointer, bytes: new Uint8Array(koffi.view(pointer, STAGING_BYTES)) };
  }

  alloc(bytes: number): Promise<DeviceBuffer> {
    return settled(() => {
      this.#current();
      const pointer = this.#handle(`allocate ${bytes} bytes`, (out) => this.#device.api.malloc(out, Math.max(1, bytes)));
      const buffer = new GpuBuffer(bytes, pointer);
      this.clear(buffer);
      return buffer;
    });
  }

  write(buffer: DeviceBuffer, data: Uint8Array, offset = 0): Pending {
    const { pointer } = inside(buffer, offset, data.length);
    if (this.#hasRoom(data.length)) {
      this.#upload(pointer + BigInt(offset), data);
      return undefined;
    }
    return this.#inParts(data.length, (at, count) => { this.#upload(pointer + BigInt(offset + at), data.subarray(at, at + count)); });
  }

  async read(buffer: DeviceBuffer, bytes: number, offset = 0, into: Uint8Array = new Uint8Array(bytes)): Promise<Uint8Array> {
    const { pointer } = inside(buffer, offset, bytes);
    const parts: Landing[] = [];
    if (this.#hasRoom(bytes)) parts.push(this.#download(pointer + BigInt(offset), into));
    else await this.#inParts(bytes, (at, count) => { parts.push(this.#download(pointer + BigInt(offset + at), into.subarray(at, at + count))); });
    await this.synchronize();
    if (!parts.every((p) => p.landed)) throw new Error('cannot copy from the device: a command before it failed');
    return into;
  }

  copy(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): undefined {
    const source = inside(from, fromOffset, bytes).pointer + BigInt(fromOffset);
    const target = inside(to, toOffset, bytes).pointer + BigInt(toOffset);
    this.#current();
    this.#check('copy within the device', this.#device.api.copyWithin(target, source, bytes, this.#stream));
    return undefined;
  }

  isPeer(other: Driver): boolean {
    if (!(other instanceof KoffiGpuDriver) || other.kind !== this.kind || other === this) return false;
    const known = this.#peers.get(other);
    if (known !== undefined) return known;
    this.#current();
    const open = this.#device.api.openPeer(other.#device.api);
    this.#peers.set(other, open);
    return open;
  }

  /** The copy waits for what the peer was told before, and what the peer is told afterwards waits for the copy. */
  copyFromPeer(peer: Driver, from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): undefined {
    if (!(peer instanceof KoffiGpuDriver)) throw new TypeError('no peer');
    const source = inside(from, fromOffset, bytes).pointer + BigInt(fromOffset);
    const target = inside(to, toOffset, bytes).pointer + BigInt(toOffset);
    const { api } = this.#device;
    const ready = peer.#marked();
    this.#current();
    this.#check('wait for a peer', api.streamWait(this.#stream, ready, 0));
    this.#check('copy from a peer', api.copyFromPeer(target, peer.#device.api, source, bytes, this.#stream));
    const done = this.#marked();
    peer.#current();
    peer.#check('wait for a peer', api.streamWait(peer.#stream, done, 0));
    return undefined;
  }

  #marked(): Pointer {
    this.#current();
    const mark = this.#mark ??= this.#handle('create an event', (out) => this.#device.api.eventCreate(out, WITHOUT_TIME));
    this.#check('record an event', this.#device.api.eventRecord(mark, this.#stream));
    return mark;
  }

  clear(buffer: DeviceBuffer): undefined {
    const { pointer, bytes } = inside(buffer, 0, 0);
    this.#current();
    if (bytes > 0) this.#check('clear memory', this.#device.api.fill(pointer, 0, bytes, this.#stream));
    return undefined;
  }

  async free(buffer: DeviceBuffer): Promise<void> {
    const known = inside(buffer, 0, 0);
    await this.synchronize();
    this.#current();
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

  launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape): undefined {
    if (!(kernel instanceof GpuKernel)) throw new TypeError('a kernel of another driver');
    if (!shape) throw new TypeError(`kernel ${kernel.name} needs a launch shape`);
    const [x, y, z] = shape.grid;
    if (x === 0 || y === 0 || z === 0) return undefined;
    args.forEach((arg, i) => {
      if (typeof arg === 'number') kernel.values.setInt32(8 * i, arg, true);
      else kernel.values.setBigUint64(8 * i, inside(arg, 0, 0).pointer, true);
    });
    const { api } = this.#device;
    const start = (): number => api.launch(kernel.handle, x, y, z, shape.block, 1, 1, 0, this.#stream, kernel.params, null);
    if (current !== this.#device) this.#current();
    if (start() === 0) return undefined;
    this.#current(); // somebody else on this thread may have made another device current
    this.#check(`launch ${kernel.name}`, start());
    return undefined;
  }

  /** Whoever waits at the same time waits together. */
  synchronize(): Promise<void> {
    this.#waiting ??= this.#wait();
    return this.#waiting;
  }

  async time(work: () => Pending): Promise<number> {
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
    const { api } = this.#device;
    try {
      await this.synchronize();
    } finally { // also after a fault of the device
      const modules = await Promise.allSettled(this.#modules.values());
      api.makeCurrent();
      current = undefined;
      for (const module of modules) if (module.status === 'fulfilled') api.unloadModule(module.value);
      this.#modules.clear();
      if (this.#mark !== undefined) api.eventDestroy(this.#mark);
      api.streamDestroy(this.#stream);
      api.hostFree(this.#staging.pointer);
      api.close();
    }
  }

  async #wait(): Promise<void> {
    await Promise.resolve(); // so that others who wait now get what they want into the queue first
    const start = performance.now();
    for (let turn = start;;) {
      const status = this.#progress();
      if (status !== NOT_READY) {
        this.#waiting = undefined;
        this.#land(status === 0);
        this.#check('run kernels', status);
        return;
      }
      const now = performance.now();
      if (now - turn < SPIN_MILLISECONDS) continue;
      if (now - start < POLL_MILLISECONDS) await setImmediate();
      else await setTimeout(1);
      turn = performance.now();
    }
  }

  #progress(): number {
    try {
      this.#current();
    } catch (error) {
      this.#waiting = undefined;
      throw error;
    }
    return this.#device.api.streamQuery(this.#stream);
  }

  /** The device has done all that it was told: staging memory is free again. */
  #land(intact: boolean): void {
    const landed = this.#landing;
    this.#landing = [];
    this.#staged = 0;
    if (!intact) return;
    for (const landing of landed) {
      landing.into.set(this.#staging.bytes.subarray(landing.from, landing.from + landing.into.length));
      landing.landed = true;
    }
  }

  #hasRoom(bytes: number): boolean {
    return this.#staged + bytes <= STAGING_BYTES;
  }

  /** Does what is more than the staging memory holds, part by part. */
  async #inParts(bytes: number, part: (at: number, count: number) => void): Promise<void> {
    for (let at = 0; at < bytes;) {
      const count = Math.min(bytes - at, STAGING_BYTES);
      while (!this.#hasRoom(count)) await this.synchronize();
      part(at, count);
      at += count;
    }
  }

  /** The device takes one piece while the host stages the next. */
  #upload(to: Pointer, data: Uint8Array): void {
    const at = this.#stage(data.length);
    this.#current();
    for (let done = 0; done < data.length; done += PIECE_BYTES) {
      const piece = data.subarray(done, done + PIECE_BYTES);
      this.#staging.bytes.set(piece, at + done);
      this.#check('copy to the device', this.#device.api.copyIn(to + BigInt(done), this.#staging.pointer + BigInt(at + done), piece.length, this.#stream));
    }
  }

  #download(from: Pointer, into: Uint8Array): Landing {
    const at = this.#stage(into.length);
    this.#current();
    this.#check('copy from the device', this.#device.api.copyOut(this.#staging.pointer + BigInt(at), from, into.length, this.#stream));
    const landing: Landing = { from: at, into, landed: false };
    this.#landing.push(landing);
    return landing;
  }

  #stage(bytes: number): number {
    const at = this.#staged;
    this.#staged += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return at;
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
    current = this.#device;
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

/** What `run` returns or throws, as a promise. */
function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => { resolve(run()); });
}

function inside(buffer: DeviceBuffer, offset: number, bytes: number): GpuBuffer {
  if (!(buffer instanceof GpuBuffer)) throw new TypeError('a buffer of another driver');
  if (buffer.freed) throw new Error('a buffer that was freed');
  if (offset < 0 || bytes < 0 || offset + bytes > buffer.bytes) throw new RangeError(`bytes ${offset} .. ${offset + bytes} of a buffer of ${buffer.bytes}`);
  return buffer;
}
