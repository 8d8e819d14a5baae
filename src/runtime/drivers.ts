import type { Driver } from './driver.js';
import type { Target } from './manifest.js';

/** Opens a device; gives undefined, or rejects with the reason, where there is none. */
export type DriverFactory = () => Promise<Driver | undefined>;

export type DriverFactories = { readonly [T in Target]?: DriverFactory };

/** Devices, opened when first asked for. */
export class DriverRegistry {
  readonly #factories: DriverFactories;
  readonly #opened = new Map<Target, Promise<Driver>>();

  constructor(factories: DriverFactories) {
    this.#factories = factories;
  }

  /** The device of a target. Rejects with the reason why there is none; asking again gives the same answer. */
  open(target: Target): Promise<Driver> {
    const known = this.#opened.get(target);
    if (known) return known;
    const opening = this.#start(target);
    opening.catch(() => { /* told to whoever asks */ });
    this.#opened.set(target, opening);
    return opening;
  }

  async #start(target: Target): Promise<Driver> {
    const factory = this.#factories[target];
    if (!factory) throw new Error(`no driver for ${target} was given`);
    const driver = await factory();
    if (!driver) throw new Error(`this machine has no ${target} that the runtime can use`);
    return driver;
  }

  /** Closes every device that was opened, but those to `keep`. */
  async close(keep: ReadonlySet<Driver> = new Set()): Promise<void> {
    const drivers = await Promise.allSettled(this.#opened.values());
    this.#opened.clear();
    const open = drivers.flatMap((d) => (d.status === 'fulfilled' && !keep.has(d.value) ? [d.value] : []));
    await Promise.allSettled([...new Set(open)].map((driver) => driver.close()));
  }
}
