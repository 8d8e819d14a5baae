import type { Consequences } from './consequences.js';
import type { Places } from './places.js';

/** What the limits leave for open steps, once some are placed. */
export class Room {
  readonly #room: Float64Array;
  /** By kept tensor and device: it is there. */
  readonly #held: Uint8Array;
  /** By place: the least use of each load that styles add to. */
  readonly #uses: readonly (readonly { readonly load: number; readonly amount: number }[])[];
  /** By place and load: what transfers add. */
  readonly #added: Float64Array;
  readonly #links: boolean;

  constructor(readonly places: Places, readonly consequences: Consequences) {
    const { goal, tables, size, styles } = places;
    this.#room = new Float64Array(goal.loads.length);
    this.#held = new Uint8Array(tables.kept.length * size);
    this.#uses = styles.map((all) => goal.loads.flatMap((_, load) => {
      const amount = Math.min(...all.map((s) => s.uses.find((u) => u.load === load)?.amount ?? 0));
      return amount > 0 && amount < Infinity ? [{ load, amount }] : [];
    }));
    this.#added = new Float64Array(styles.length * goal.loads.length);
    this.#links = goal.loads.some((l) => l.kind === 'link' && (l.limit < Infinity || l.scale > 0));
  }

  /** Takes off what is placed. `most`: what the greatest scaled load may be. False where more is placed than there is room for. */
  measure(most: number): boolean {
    const { consequences, places: { goal: { loads }, tables: { kept }, size, busyLoad, memoryLoad } } = this;
    const room = this.#room;
    for (let k = 0; k < loads.length; k++) {
      const { scale = 0, limit = Infinity } = loads[k] ?? {};
      const all = Math.min(limit, scale > 0 && most < Infinity ? most * scale : Infinity);
      room[k] = all + 1e-12 * all - (consequences.load[k] ?? 0);
    }
    const { device } = consequences;
    for (let i = 0; i < device.length; i++) {
      const d = device[i] ?? -1;
      if (d < 0) continue;
      const place = i * size + d;
      const busy = busyLoad[d] ?? -1;
      if (busy >= 0) room[busy] = (room[busy] ?? 0) - this.#busy(place);
      for (const { load, amount } of this.#uses[place] ?? []) room[load] = (room[load] ?? 0) - amount;
    }
    this.#held.fill(0);
    for (let k = 0; k < kept.length; k++) {
      for (const reader of kept[k]?.readers ?? []) {
        const d = device[reader] ?? -1;
        const load = d < 0 ? -1 : memoryLoad[d] ?? -1;
        if (load < 0 || this.#held[k * size + d]) continue;
        this.#held[k * size + d] = 1;
        room[load] = (room[load] ?? 0) - (kept[k]?.bytes ?? 0);
      }
    }
    for (let k = 0; k < loads.length; k++) if ((room[k] ?? 0) < 0) return false;
    return true;
  }

  /** Microseconds that a place takes of its device at least. */
  #busy(place: number): number {
    const entries = this.consequences.entries[place] ?? 0;
    let least = Infinity;
    for (const style of this.places.styles[place] ?? []) least = Math.min(least, style.busy + entries * style.entry);
    return least;
  }

  /** Rules out of `domain` the devices that open steps would break limits on. True where some are. */
  exclude(domain: Int32Array): boolean {
    const { size } = this.places;
    this.#travel();
    let changed = false;
    for (let i = 0; i < domain.length; i++) {
      const bits = domain[i] ?? 0;
      if ((bits & (bits - 1)) === 0) continue;
      let left = bits;
      for (let d = 0; d < size; d++) if (bits >> d & 1 && !this.#fits(i, d)) left &= ~(1 << d);
      if (left === bits) continue;
      domain[i] = left;
      changed = true;
    }
    return changed;
  }

  #travel(): void {
    if (!this.#links) return;
    const { consequences, places: { wayHops, goal: { loads } } } = this;
    const added = this.#added.fill(0);
    for (let t = 0; t < consequences.single; t++) {
      const at = (consequences.place[t] ?? 0) * loads.length;
      const times = consequences.times[t] ?? 0;
      for (const hop of wayHops[consequences.travel[t] ?? 0] ?? []) added[at + hop.link] = (added[at + hop.link] ?? 0) + hop.time * times;
    }
  }

  #fits(step: number, device: number): boolean {
    const { places: { tables: { kept, touches }, size, busyLoad, memoryLoad } } = this;
    const room = this.#room;
    const place = step * size + device;
    const busy = busyLoad[device] ?? -1;
    if (busy >= 0 && this.#busy(place) > (room[busy] ?? Infinity)) return false;
    for (const { load, amount } of this.#uses[place] ?? []) if (amount > (room[load] ?? Infinity)) return false;
    if (this.#links) {
      const at = place * room.length;
      for (let k = 0; k < room.length; k++) if ((this.#added[at + k] ?? 0) > (room[k] ?? Infinity)) return false;
    }
    const memory = memoryLoad[device] ?? -1;
    if (memory < 0) return true;
    let bytes = 0;
    for (const k of touches[step]?.keeps ?? []) if (!this.#held[k * size + device]) bytes += kept[k]?.bytes ?? 0;
    return bytes <= (room[memory] ?? Infinity);
  }
}
