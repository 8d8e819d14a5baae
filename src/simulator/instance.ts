import type { DeviceId } from '../machines/index.js';
import type { ResourceId } from './resources.js';
import type { Rates } from './service.js';

/** A device with the layers that it runs. */
export interface Stage {
  readonly id: DeviceId;
  readonly resource: ResourceId;
  readonly rates: Rates;
  readonly layers: number;
}

/** What serves requests: one device with the whole model, or a pipeline of devices with some layers each. */
export class Instance {
  readonly index: number;
  readonly name: string;
  readonly stages: readonly Stage[];
  /** Tokens of keys and values that fit, and that are taken. */
  readonly capacity: number;
  used = 0;
  /** Most that were taken at once. */
  peak = 0;
  /** Batches that are under way. */
  inFlight = 0;
  /** Requests whose prompt waits here, first in, first out; the first one may be partly done. */
  readonly waiting: number[] = [];
  /** Requests that decode here, and those that join when the next batch is formed. */
  readonly running: number[] = [];
  readonly joining: number[] = [];
  /** Requests that were sent here and have not ended. */
  load = 0;
  readonly #reserved = new Map<number, number>();

  constructor(index: number, name: string, stages: readonly Stage[], capacity: number) {
    this.index = index;
    this.name = name;
    this.stages = stages;
    this.capacity = capacity;
  }

  get free(): number {
    return this.capacity - this.used;
  }

  get first(): Stage {
    const [stage] = this.stages;
    if (!stage) throw new Error('an instance without a device');
    return stage;
  }

  /** Takes room for a request's keys and values; false where there is none. A request that has room keeps it. */
  reserve(request: number, tokens: number): boolean {
    if (this.#reserved.has(request)) return true;
    if (tokens > this.free) return false;
    this.#reserved.set(request, tokens);
    this.used += tokens;
    this.peak = Math.max(this.peak, this.used);
    return true;
  }

  /** A request that has room takes more; for policies that predict instead of reserving. */
  grow(request: number, tokens: number): void {
    this.#reserved.set(request, (this.#reserved.get(request) ?? 0) + tokens);
    this.used += tokens;
    this.peak = Math.max(this.peak, this.used);
  }

  holds(request: number): boolean {
    return this.#reserved.has(request);
  }

  release(request: number): void {
    this.used -= this.#reserved.get(request) ?? 0;
    this.#reserved.delete(request);
  }

  /** Requests that joined take part from now on. */
  merge(): void {
    this.running.push(...this.joining);
    this.joining.length = 0;
  }
}
