import type { DeviceBuffer, DeviceKernel, Driver, KernelArg, LaunchShape, Pending } from './driver.js';
import type { Target } from './manifest.js';

/** What a program has done since it was loaded. */
export interface Statistics {
  launches: number;
  /** Host to device. */
  uploads: number;
  uploadedBytes: number;
  /** Device to host, transfers between devices included. */
  downloads: number;
  downloadedBytes: number;
  /** Device memory held now. */
  allocatedBytes: number;
}

export function noStatistics(): Statistics {
  return { launches: 0, uploads: 0, uploadedBytes: 0, downloads: 0, downloadedBytes: 0, allocatedBytes: 0 };
}

/** Kernels may load whole vectors: no buffer is smaller than this. */
const SMALLEST_BUFFER = 64;

/**
 * A driver with the bookkeeping that it needs. One that queues everything in order gets its calls as they come. Any other sees
 * one call at a time, and before the host touches a buffer the launches that use it are waited for.
 */
export class Device {
  readonly target: Target;
  readonly description: string;
  /** What plans call it. */
  readonly id: string;
  readonly #driver: Driver;
  readonly #statistics: Statistics;
  /** Launches need not be waited for before the host touches their buffers. */
  readonly #settled: boolean;
  readonly #lastUse = new WeakMap<DeviceBuffer, number>();
  #launched = 0;
  #finished = 0;
  #calls = 0;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(driver: Driver, statistics: Statistics, id: string = driver.target) {
    this.id = id;
    this.target = driver.target;
    this.description = driver.description;
    this.#driver = driver;
    this.#statistics = statistics;
    this.#settled = driver.ordered === true || driver.view !== undefined;
  }

  async alloc(bytes: number, bank?: number): Promise<DeviceBuffer> {
    const buffer = await this.#inOrder((driver) => driver.alloc(Math.max(bytes, SMALLEST_BUFFER), bank));
    this.#statistics.allocatedBytes += buffer.bytes;
    return buffer;
  }

  async free(buffer: DeviceBuffer): Promise<void> {
    await this.#inOrder((driver) => this.#after([buffer], () => driver.free(buffer)));
    this.#statistics.allocatedBytes -= buffer.bytes;
  }

  /** The memory of a buffer, where the host can touch it. */
  view(buffer: DeviceBuffer): Uint8Array | undefined {
    return this.#driver.view?.(buffer);
  }

  write(buffer: DeviceBuffer, data: Uint8Array, offset: number): Pending {
    if (data.length === 0) return undefined;
    this.#statistics.uploads += 1;
    this.#statistics.uploadedBytes += data.length;
    return this.#inOrder((driver) => this.#after([buffer], () => driver.write(buffer, data, offset)));
  }

  /** `into`: memory for the bytes instead of new one. */
  async read(buffer: DeviceBuffer, bytes: number, offset: number, into: Uint8Array = new Uint8Array(bytes)): Promise<Uint8Array> {
    if (bytes === 0) return into;
    this.#statistics.downloads += 1;
    this.#statistics.downloadedBytes += bytes;
    const launched = this.#launched;
    const data = await this.#inOrder((driver) => this.#after([buffer], () => driver.read(buffer, bytes, offset, into)));
    if (this.#driver.ordered) this.#finished = Math.max(this.#finished, launched);
    if (data !== into) into.set(data);
    return into;
  }

  copy(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Pending {
    if (bytes === 0) return undefined;
    return this.#inOrder((driver) => this.#after([from, to], () => (driver.copy
      ? driver.copy(from, fromOffset, to, toOffset, bytes)
      : driver.read(from, bytes, fromOffset).then((data) => driver.write(to, data, toOffset)))));
  }

  /** Whether it can copy from another device without the host. */
  isPeer(other: Device): boolean {
    return this.#driver.ordered === true && other.#driver.ordered === true && (this.#driver.isPeer?.(other.#driver) ?? false);
  }

  /** Copies from a peer. Counts as a download there and an upload here. */
  copyFrom(peer: Device, from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Pending {
    if (bytes === 0) return undefined;
    this.#statistics.uploads += 1;
    this.#statistics.uploadedBytes += bytes;
    peer.#statistics.downloads += 1;
    peer.#statistics.downloadedBytes += bytes;
    return this.#driver.copyFromPeer?.(peer.#driver, from, fromOffset, to, toOffset, bytes);
  }

  clear(buffer: DeviceBuffer): Pending {
    return this.#inOrder((driver) => this.#after([buffer], () => driver.clear(buffer)));
  }

  async kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel> {
    return this.#inOrder((driver) => driver.kernel(modulePath, name, args));
  }

  launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape): Pending {
    this.#statistics.launches += 1;
    return this.#inOrder((driver) => {
      this.#launched += 1;
      if (!this.#settled) for (const arg of args) if (typeof arg !== 'number') this.#lastUse.set(arg, this.#launched);
      return driver.launch(kernel, args, shape);
    });
  }

  /** Waits for all launches so far. */
  async synchronize(): Promise<void> {
    await this.#inOrder(() => this.#finish());
  }

  async close(): Promise<void> {
    await this.#inOrder((driver) => driver.close());
  }

  #inOrder<T>(call: (driver: Driver) => Promise<T>): Promise<T>;
  #inOrder(call: (driver: Driver) => Pending): Pending;
  #inOrder<T>(call: (driver: Driver) => Promise<T> | undefined): Promise<T | undefined> | undefined {
    if (this.#driver.ordered) return call(this.#driver);
    const result: Promise<T | undefined> | undefined = this.#calls === 0 ? call(this.#driver) : this.#tail.then(() => call(this.#driver));
    if (result) {
      const done = (): void => { this.#calls -= 1; };
      this.#calls += 1;
      this.#tail = result.then(done, done);
    }
    return result;
  }

  /** Calls once no launch that the driver does not order uses the buffers any more. */
  #after<T>(buffers: readonly DeviceBuffer[], call: () => Promise<T>): Promise<T>;
  #after(buffers: readonly DeviceBuffer[], call: () => Pending): Pending;
  #after<T>(buffers: readonly DeviceBuffer[], call: () => Promise<T> | undefined): Promise<T | undefined> | undefined {
    const inUse = !this.#settled && buffers.some((b) => (this.#lastUse.get(b) ?? 0) > this.#finished);
    const finishing = inUse ? this.#finish() : undefined;
    return finishing ? finishing.then(call) : call();
  }

  #finish(): Pending {
    if (this.#finished >= this.#launched) return undefined;
    const launched = this.#launched;
    return this.#driver.synchronize().then(() => { this.#finished = Math.max(this.#finished, launched); });
  }
}

/** Where a copy of a tensor can lie: a device, and there whole or its rows dealt out over several banks. */
export interface Location {
  readonly key: string;
  readonly device: Device;
  /** One bank for each buffer; row r lies in buffer `r mod banks.length`. */
  readonly banks: readonly (number | undefined)[];
}

export function location(device: Device, banks: readonly (number | undefined)[] = [undefined]): Location {
  return { key: `${device.id}:${banks.map((b) => b ?? '').join(',')}`, device, banks };
}
