import { bytesAt, type TensorLayout } from './layout.js';
import type { Sizes } from './size-eval.js';
import { Storage } from './storage.js';
import type { TransferLog } from './transfer-log.js';

/** Memory for the inputs, temporaries and outputs of one step. What a step leaves there stays until the next one uses it. */
export class Slot {
  /** The session whose step used it last. */
  owner: object | undefined;
  readonly #storages = new Map<TensorLayout, Storage>();
  readonly #bounds: Sizes;
  readonly #log: TransferLog | undefined;

  constructor(bounds: Sizes, log?: TransferLog) {
    this.#bounds = bounds;
    this.#log = log;
  }

  storage(layout: TensorLayout): Storage {
    const known = this.#storages.get(layout);
    if (known) return known;
    const made = new Storage(layout.name, bytesAt(layout, this.#bounds), this.#log);
    this.#storages.set(layout, made);
    return made;
  }

  async free(): Promise<void> {
    for (const storage of this.#storages.values()) await storage.free();
    this.#storages.clear();
  }
}

interface Waiter {
  readonly only: Slot | undefined;
  readonly grant: (slot: Slot) => void;
}

/** As many slots as steps may be in flight; whoever comes later waits. */
export class SlotPool {
  readonly #idle: Slot[];
  readonly #all: readonly Slot[];
  readonly #waiting: Waiter[] = [];

  constructor(count: number, bounds: Sizes, log?: TransferLog) {
    this.#all = Array.from({ length: count }, () => new Slot(bounds, log));
    this.#idle = [...this.#all];
  }

  /** Any slot, `preferred` if it is idle. */
  take(preferred?: Slot): Promise<Slot> {
    const idle = preferred && this.#idle.includes(preferred) ? preferred : this.#idle[0];
    return idle ? Promise.resolve(this.#claim(idle)) : this.#wait(undefined);
  }

  /** That very slot. */
  takeOnly(slot: Slot): Promise<Slot> {
    return this.#idle.includes(slot) ? Promise.resolve(this.#claim(slot)) : this.#wait(slot);
  }

  give(slot: Slot): void {
    const next = this.#waiting.findIndex((w) => w.only === undefined || w.only === slot);
    const [waiter] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (waiter) waiter.grant(slot);
    else {
      this.#idle.push(slot);
      this.#idle.sort((a, b) => this.#all.indexOf(a) - this.#all.indexOf(b)); // the first ones stay warm
    }
  }

  async free(): Promise<void> {
    for (const slot of this.#all) await slot.free();
  }

  #claim(slot: Slot): Slot {
    this.#idle.splice(this.#idle.indexOf(slot), 1);
    return slot;
  }

  #wait(only: Slot | undefined): Promise<Slot> {
    return new Promise((grant) => { this.#waiting.push({ only, grant }); });
  }
}
