import { EACH, UNIFORM, type Mask, type Slots } from './slots.js';

/** An access of `lanes` neighbours of `element` bytes in each lane, at the index that a slot holds. */
export interface Touching { readonly lanes: number; readonly element: number; readonly index: number }

/** Pieces of `sector` bytes that the active lanes of a wave touch. */
export function sectorsTouched({ lanes, element, index }: Touching, { slots, active }: { readonly slots: Slots; readonly active: Mask }, sector: number): number {
  const bytes = lanes * element;
  if (active.count === 0) return 0;
  if (slots.form[index] === UNIFORM) return Math.ceil(bytes / sector);
  const base = slots.base[index] ?? 0;
  const stride = slots.stride[index] ?? 0;
  const pitch = stride * element;
  const start = (base + stride * active.first) * element;
  // Aligned accesses each lie in one sector.
  if (slots.form[index] !== EACH && active.gapless && start % bytes === 0 && pitch % bytes === 0 && sector % bytes === 0) {
    if (Math.abs(pitch) >= sector) return active.count;
    return Math.abs(Math.floor((start + pitch * (active.count - 1)) / sector) - Math.floor(start / sector)) + 1;
  }
  const each = slots.form[index] === EACH ? slots.each(index) : undefined;
  const all = active.gapless;
  let touched = 0;
  let highest = -Infinity;
  SEEN.clear();
  for (let lane = active.first; lane < active.end; lane++) {
    if (!all && !active.has(lane)) continue;
    const at = (each ? each[lane] ?? 0 : base + stride * lane) * element;
    const first = Math.floor(at / sector);
    const last = Math.floor((at + bytes - 1) / sector);
    if (!SEEN.add(first) && first <= highest) continue;
    touched += first <= highest && last > highest ? last - highest : last - first + 1;
    if (last > highest) highest = last;
  }
  return touched;
}

/** More places than a wave has lanes. */
const PLACES = 4096;

/** Numbers that were added since the last `clear`. */
class Seen {
  readonly #numbers = new Float64Array(PLACES);
  readonly #rounds = new Int32Array(PLACES);
  #round = 0;

  clear(): void {
    this.#round++;
  }

  /** False if it was there. */
  add(value: number): boolean {
    let at = value & PLACES - 1;
    for (; this.#rounds[at] === this.#round; at = at + 1 & PLACES - 1) if (this.#numbers[at] === value) return false;
    this.#rounds[at] = this.#round;
    this.#numbers[at] = value;
    return true;
  }
}

const SEEN = new Seen();
