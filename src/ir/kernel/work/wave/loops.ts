import { EACH, UNIFORM, type Mask, type Slots } from '../slots.js';

/** How often each lane turns a loop. */
export function countTurns(slots: Slots, result: number, lo: number, hi: number, step: number): void {
  const by = Math.max(1, step);
  const of = (lane: number): number => Math.max(0, Math.ceil((slots.lane(hi, lane) - slots.lane(lo, lane)) / by));
  const { form } = slots;
  const first = of(0);
  if (form[lo] === UNIFORM && form[hi] === UNIFORM) slots.uniform(result, first);
  // Evenly rising bounds: between equal ends nothing differs.
  else if (form[lo] !== EACH && form[hi] !== EACH && of(slots.wave - 1) === first) slots.even(result, first, 0);
  else {
    const out = slots.spread(result);
    for (let lane = 0; lane < out.length; lane++) out[lane] = of(lane);
  }
}

/** The counter in the middle of each lane's turns. */
export function middle(slots: Slots, result: number, lo: number, turns: number, step: number): void {
  const shift = (n: number): number => step * Math.floor(Math.max(0, n - 1) / 2);
  const { form } = slots;
  if (slots.common(turns) && form[lo] !== EACH) {
    const base = (slots.base[lo] ?? 0) + shift(slots.base[turns] ?? 0);
    if (form[turns] === UNIFORM) slots.uniform(result, base);
    else slots.even(result, base, slots.stride[lo] ?? 0);
  } else {
    const out = slots.spread(result);
    for (let lane = 0; lane < out.length; lane++) out[lane] = slots.lane(lo, lane) + shift(slots.lane(turns, lane));
  }
}

/** The most turns of an active lane. */
export function mostTurns(slots: Slots, active: Mask, turns: number): number {
  if (active.count === 0) return 0;
  if (slots.common(turns)) return slots.base[turns] ?? 0;
  let most = 0;
  for (let lane = active.first; lane < active.end; lane++) if (active.has(lane)) most = Math.max(most, slots.lane(turns, lane));
  return most;
}
