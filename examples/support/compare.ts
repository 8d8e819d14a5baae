import { numbers, type Tensors } from './tensors.js';

export interface Agreement {
  /** Largest difference of floats, relative to the largest value of their result. */
  readonly largest: number;
  readonly agrees: boolean;
}
interface Rules { readonly tolerance?: number; readonly ranked?: Readonly<Record<string, string>> }

/** Floats may differ a little, whole numbers not at all; `ranked` ids may where what ranks them is nearly equal. */
export function compareResults(got: Tensors, want: Tensors, { tolerance = 1e-3, ranked = {} }: Rules): Agreement {
  const each = Object.entries(want).map(([name, tensor]): Agreement => {
    const [a, b] = [numbers(got[name]), numbers(tensor)];
    if (a.length !== b.length) return { largest: Infinity, agrees: false };
    if (/^(f|bf)/.test(tensor.dtype)) {
      const largest = relative(a, b);
      return { largest, agrees: largest <= tolerance };
    }
    const rank = numbers(want[ranked[name] ?? '']);
    return { largest: 0, agrees: a.every((id, i) => id === b[i] || mayStand(id, i, b, rank, tolerance)) };
  });
  return { largest: Math.max(0, ...each.map((e) => e.largest)), agrees: each.every((e) => e.agrees) };
}

function relative(a: readonly number[], b: readonly number[]): number {
  let [off, top] = [0, 1e-6];
  a.forEach((x, i) => {
    const y = b[i] ?? NaN;
    off = Math.max(off, x === y ? 0 : Math.abs(x - y));
    top = Math.max(top, Math.abs(y));
  });
  return Number.isNaN(off) ? Infinity : off / top;
}

/** Whether id may stand at place i: at its own place it is ranked the same, or it is no worse than the last that was chosen. */
function mayStand(id: number, i: number, ids: readonly number[], rank: readonly number[], tolerance: number): boolean {
  const close = (x = NaN, y = NaN): boolean => Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(y));
  const own = ids.indexOf(id);
  return own >= 0 ? close(rank[own], rank[i]) : close(rank[i], rank.at(-1));
}
