import { EACH, UNIFORM, type Mask, type Slots } from './slots.js';

/** An access of `lanes` neighbours of `element` bytes in each lane, at the index that a slot holds. */
export interface Touching { readonly lanes: number; readonly element: number; readonly index: number }

/** Pieces of `sector` bytes that the active lanes of a wave touch. */
export function sectorsTouched({ lanes, element, index }: Touching, { slots, active }: { readonly slots: Slots; readonly active: Mask }, sector: number): number {
  const bytes = lanes * element;
  if (active.count === 0) return 0;
  if (slots.form[index] === UNIFORM) return Math.ceil(bytes / sector);
  const pitch = (slots.stride[index] ?? 0) * element;
  const start = ((slots.base[index] ?? 0) + (slots.stride[index] ?? 0) * active.first) * element;
  // Aligned accesses each lie in one sector.
  if (slots.form[index] !== EACH && active.gapless && start % bytes === 0 && pitch % bytes === 0 && sector % bytes === 0) {
    if (Math.abs(pitch) >= sector) return active.count;
    return Math.abs(Math.floor((start + pitch * (active.count - 1)) / sector) - Math.floor(start / sector)) + 1;
  }
  let touched = 0;
  let highest = -Infinity;
  let begun = 0; // where lanes' sectors begin, in SEEN
  for (let lane = active.first; lane < active.end; lane++) {
    if (!active.has(lane)) continue;
    const at = slots.lane(index, lane) * element;
    const first = Math.floor(at / sector);
    const last = Math.floor((at + bytes - 1) / sector);
    if (first <= highest && seen(first, begun)) continue;
    SEEN[begun++] = first;
    touched += first <= highest && last > highest ? last - highest : last - first + 1;
    if (last > highest) highest = last;
  }
  return touched;
}

const SEEN = new Float64Array(1024);

function seen(sector: number, among: number): boolean {
  for (let i = among - 1; i >= 0; i--) if (SEEN[i] === sector) return true;
  return false;
}
