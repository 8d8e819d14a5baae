import type { Modes } from './modes.js';
import type { Places } from './places.js';

/** The shortest way through the modes of all steps, where only neighbours matter. */
export class ModeChain {
  /** By step: the device and the mode of the shortest way. */
  readonly device: Int32Array;
  readonly mode: Int32Array;
  /** By mode: the least of what follows it; the best next one; the least up to it, itself included. */
  readonly #back: Float64Array;
  readonly #next: Int32Array;
  readonly #ahead: Float64Array;
  /** By device, of one step: the least sum of entering it, and by which mode; the least sum of leaving it. */
  readonly #into: Float64Array;
  readonly #by: Int32Array;
  readonly #out: Float64Array;

  /** `extra`: by place, what it costs besides its mode. `between`: by step, device of the one before and own device. */
  constructor(readonly places: Places, readonly modes: Modes, readonly extra: Float64Array, readonly between: Float64Array) {
    const { count, size } = places;
    this.device = new Int32Array(count);
    this.mode = new Int32Array(count);
    [this.#back, this.#ahead] = [new Float64Array(modes.stay.length), new Float64Array(modes.stay.length)];
    this.#next = new Int32Array(modes.stay.length);
    [this.#into, this.#out] = [new Float64Array(size), new Float64Array(size)];
    this.#by = new Int32Array(size);
  }

  /** The length of the shortest way over the devices in `domain` (bits, by step). */
  solve(domain: Int32Array): number {
    const { places: { size, count }, modes: { first, next, stay, enter }, extra, between } = this;
    const [back, then, into, by] = [this.#back, this.#next, this.#into, this.#by];
    back.fill(0, first[(count - 1) * size], first[count * size]);
    for (let i = count - 2; i >= 0; i--) {
      const [mine, others] = [domain[i] ?? 0, domain[i + 1] ?? 0];
      const after = (i + 1) * size;
      for (let to = 0; to < size; to++) {
        if (!(others >> to & 1)) continue;
        let least = Infinity;
        let mode = first[after + to] ?? 0;
        const end = first[after + to + 1] ?? 0;
        for (let m = mode; m < end; m++) {
          const sum = (enter[m] ?? 0) + (back[m] ?? 0);
          if (sum < least) {
            least = sum;
            mode = m;
          }
        }
        into[to] = least + (extra[after + to] ?? 0);
        by[to] = mode;
      }
      for (let from = 0; from < size; from++) {
        if (!(mine >> from & 1)) continue;
        const row = (after + from) * size;
        let least = Infinity;
        let mode = -1;
        for (let to = 0; to < size; to++) {
          if (!(others >> to & 1)) continue;
          const sum = (into[to] ?? 0) + (between[row + to] ?? 0);
          if (sum < least || mode < 0) {
            least = sum;
            mode = by[to] ?? 0;
          }
        }
        const stays = others >> from & 1;
        const end = first[i * size + from + 1] ?? 0;
        for (let m = first[i * size + from] ?? 0; m < end; m++) {
          back[m] = least;
          then[m] = mode;
          const same = stays ? next[m] ?? -1 : -1;
          if (same < 0) continue;
          const sum = (stay[same] ?? 0) + (back[same] ?? 0) + (extra[after + from] ?? 0);
          if (sum > least) continue;
          back[m] = sum;
          then[m] = same;
        }
      }
    }
    let value = Infinity;
    let at = -1;
    for (let d = 0; d < size; d++) {
      if (!((domain[0] ?? 0) >> d & 1)) continue;
      for (let m = first[d] ?? 0; m < (first[d + 1] ?? 0); m++) {
        const sum = (stay[m] ?? 0) + (back[m] ?? 0) + (extra[d] ?? 0);
        if (sum >= value && at >= 0) continue;
        value = sum;
        at = m;
      }
    }
    for (let i = 0; i < count; i++) {
      this.mode[i] = at;
      let d = 0;
      while (d + 1 < size && (first[i * size + d + 1] ?? 0) <= at) d++;
      this.device[i] = d;
      at = then[at] ?? 0;
    }
    return value;
  }

  /** After `solve`: by place, the length of the shortest way over it, and `offset`. */
  marginals(domain: Int32Array, least: Float64Array, offset: number): void {
    const { places: { size, count }, modes: { first, last, stay, enter }, extra, between } = this;
    const [back, ahead, out] = [this.#back, this.#ahead, this.#out];
    for (let i = 0; i < count; i++) {
      const [mine, others] = [domain[i] ?? 0, i > 0 ? domain[i - 1] ?? 0 : 0];
      for (let to = 0; to < size; to++) {
        if (!(mine >> to & 1)) continue;
        const place = i * size + to;
        let reached = Infinity;
        for (let from = 0; from < size; from++) {
          if (others >> from & 1) reached = Math.min(reached, (out[from] ?? 0) + (between[(i * size + from) * size + to] ?? 0));
        }
        const stays = others >> to & 1;
        let best = Infinity;
        const end = first[place + 1] ?? 0;
        for (let m = first[place] ?? 0; m < end; m++) {
          let sum = i === 0 ? stay[m] ?? 0 : reached + (enter[m] ?? 0);
          const same = stays ? last[m] ?? -1 : -1;
          if (same >= 0) sum = Math.min(sum, (ahead[same] ?? 0) + (stay[m] ?? 0));
          ahead[m] = sum + (extra[place] ?? 0);
          best = Math.min(best, (ahead[m] ?? 0) + (back[m] ?? 0));
        }
        least[place] = best + offset;
      }
      for (let d = 0; d < size; d++) {
        let left = Infinity;
        if (mine >> d & 1) for (let m = first[i * size + d] ?? 0; m < (first[i * size + d + 1] ?? 0); m++) left = Math.min(left, ahead[m] ?? 0);
        out[d] = left;
      }
    }
  }
}
