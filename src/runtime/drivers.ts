import type { Driver } from './driver.js';
import { deviceText, type NamedDevice } from './named-device.js';
import type { Target } from './manifest.js';

/** A device to be opened. */
export interface DeviceRequest extends NamedDevice {
  /** Where it is: its number as its driver counts, from 0, or the address of its PCI function: `0000:3b:00.0`. */
  readonly at: number | string;
}

/** Opens a device; gives undefined, or rejects with the reason, where there is none. */
export type DriverFactory = (device: DeviceRequest) => Promise<Driver | undefined>;

/** By the id of a device, or by target for all devices of it; an id comes first. */
export type DriverFactories = Readonly<Partial<Record<string, DriverFactory>>>;

/** Places of devices, by id, where they are not in the order of their numbers. */
export type DevicePlaces = Readonly<Record<string, number | string>>;

/** Devices, opened when first asked for. */
export class DriverRegistry {
  readonly #factories: DriverFactories;
  readonly #places: DevicePlaces;
  readonly #opened = new Map<string, Promise<Driver>>();

  constructor(factories: DriverFactories, places: DevicePlaces = {}) {
    this.#factories = factories;
    this.#places = places;
  }

  /** A device, or the first one of a target. Rejects with the reason why there is none; asking again gives the same answer. */
  open(wanted: NamedDevice | Target): Promise<Driver> {
    const device = typeof wanted === 'string' ? { id: wanted, target: wanted, index: 0 } : wanted;
    const key = this.#factories[device.id] ? device.id : `${device.target} ${this.#placeOf(device)}`;
    const known = this.#opened.get(key);
    if (known) return known;
    const opening = this.#start(device);
    opening.catch(() => { /* told to whoever asks */ });
    this.#opened.set(key, opening);
    return opening;
  }

  #placeOf({ id, index }: NamedDevice): number | string {
    return Object.hasOwn(this.#places, id) ? this.#places[id] ?? index : index;
  }

  async #start(device: NamedDevice): Promise<Driver> {
    const { id, target, index } = device;
    const factory = this.#factories[id] ?? this.#factories[target];
    if (!factory) throw new Error(`no driver for ${id} was given`);
    const driver = await factory({ ...device, at: this.#placeOf(device) });
    if (!driver) throw new Error(`this machine has no ${index === 0 ? target : deviceText(device)} that the runtime can use`);
    if (driver.target !== target) throw new Error(`the driver given for ${id} is one for a ${driver.target}`);
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
