import type { DeviceBuffer, DeviceKernel, Driver, KernelArg, LaunchShape } from './driver.js';
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
 * A driver with the bookkeeping that asynchronous launches need: it sees one call at a time, in order, and before the host
 * touches a buffer the launches that use it are waited for.
 */
export class Device {
  readonly target: Target;
  readonly description: string;
  readonly #driver: Driver;
  readonly #statistics: Statistics;
  readonly #lastUse = new WeakMap<DeviceBuffer, number>();
  #launched = 0;
  #finished = 0;
  #calls = 0;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(driver: Driver, statistics: Statistics) {
    this.target = driver.target;
    this.description = driver.description;
    this.#driver = driver;
    this.#statistics = statistics;
  }

  alloc(bytes: number, bank?: number): Promise<DeviceBuffer> {
    return this.#inOrder(async (driver) => {
      const buffer = await driver.alloc(Math.max(bytes, SMALLEST_BUFFER), bank);
      this.#statistics.allocatedBytes += buffer.bytes;
      return buffer;
    });
  }

  free(buffer: DeviceBuffer): Promise<void> {
    return this.#inOrder(async (driver) => {
      await this.#settle(buffer);
      await driver.free(buffer);
      this.#statistics.allocatedBytes -= buffer.bytes;
    });
  }

  write(buffer: DeviceBuffer, data: Uint8Array, offset: number): Promise<void> {
    if (data.length === 0) return Promise.resolve();
    return this.#inOrder(async (driver) => {
      await this.#settle(buffer);
      await driver.write(buffer, data, offset);
      this.#statistics.uploads += 1;
      this.#statistics.uploadedBytes += data.length;
    });
  }

  read(buffer: DeviceBuffer, bytes: number, offset: number): Promise<Uint8Array> {
    if (bytes === 0) return Promise.resolve(new Uint8Array(0));
    return this.#inOrder(async (driver) => {
      await this.#settle(buffer);
      const data = await driver.read(buffer, bytes, offset);
      this.#statistics.downloads += 1;
      this.#statistics.downloadedBytes += bytes;
      return data;
    });
  }

  copy(from: DeviceBuffer, fromOffset: number, to: DeviceBuffer, toOffset: number, bytes: number): Promise<void> {
    if (bytes === 0) return Promise.resolve();
    return this.#inOrder(async (driver) => {
      await this.#settle(from);
      await this.#settle(to);
      if (driver.copy) await driver.copy(from, fromOffset, to, toOffset, bytes);
      else await driver.write(to, await driver.read(from, bytes, fromOffset), toOffset);
    });
  }

  clear(buffer: DeviceBuffer): Promise<void> {
    return this.#inOrder(async (driver) => {
      await this.#settle(buffer);
      await driver.clear(buffer);
    });
  }

  kernel(modulePath: string, name: string, args: readonly KernelArg[]): Promise<DeviceKernel> {
    return this.#inOrder((driver) => driver.kernel(modulePath, name, args));
  }

  launch(kernel: DeviceKernel, args: readonly (DeviceBuffer | number)[], shape?: LaunchShape): Promise<void> {
    return this.#inOrder(async (driver) => {
      this.#launched += 1;
      for (const arg of args) if (typeof arg !== 'number') this.#lastUse.set(arg, this.#launched);
      this.#statistics.launches += 1;
      await driver.launch(kernel, args, shape);
    });
  }

  /** Waits for all launches so far. */
  synchronize(): Promise<void> {
    return this.#inOrder(() => this.#finish());
  }

  close(): Promise<void> {
    return this.#inOrder((driver) => driver.close());
  }

  #inOrder<T>(call: (driver: Driver) => Promise<T>): Promise<T> {
    const done = (): void => { this.#calls -= 1; };
    const result = this.#calls === 0 ? call(this.#driver) : this.#tail.then(() => call(this.#driver));
    this.#calls += 1;
    this.#tail = result.then(done, done);
    return result;
  }

  async #finish(): Promise<void> {
    if (this.#finished >= this.#launched) return;
    await this.#driver.synchronize();
    this.#finished = this.#launched;
  }

  async #settle(buffer: DeviceBuffer): Promise<void> {
    if ((this.#lastUse.get(buffer) ?? 0) > this.#finished) await this.#finish();
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
  return { key: `${device.target}:${banks.map((b) => b ?? '').join(',')}`, device, banks };
}
