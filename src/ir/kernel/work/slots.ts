/**
 * Values of a sample, by number. Lanes hold the same value (`uniform`), values that rise evenly from lane to lane (`base + lane * stride`),
 * or values of their own.
 */
export class Slots {
  readonly form: Uint8Array;
  readonly base: Float64Array;
  readonly stride: Float64Array;
  readonly #each: (Float64Array | undefined)[] = [];
  /** Lanes of a wave. */
  wave = 1;

  constructor(count: number) {
    this.form = new Uint8Array(count);
    this.base = new Float64Array(count);
    this.stride = new Float64Array(count);
  }

  /** The values of a slot of the form `EACH`. */
  each(slot: number): Float64Array {
    return this.#each[slot] ?? this.#made(slot);
  }

  /** The same, to be written; makes the slot one of values of their own. */
  spread(slot: number): Float64Array {
    this.form[slot] = EACH;
    const old = this.#each[slot];
    return old?.length === this.wave ? old : this.#made(slot);
  }

  #made(slot: number): Float64Array {
    return this.#each[slot] = new Float64Array(this.wave);
  }

  uniform(slot: number, value: number): void {
    this.form[slot] = UNIFORM;
    this.base[slot] = value;
    this.stride[slot] = 0;
  }

  even(slot: number, base: number, stride: number): void {
    this.form[slot] = EVEN;
    this.base[slot] = base;
    this.stride[slot] = stride;
  }

  lane(slot: number, lane: number): number {
    return this.form[slot] === EACH ? this.each(slot)[lane] ?? 0 : (this.base[slot] ?? 0) + (this.stride[slot] ?? 0) * lane;
  }

  /** Whether all lanes are known to hold the same value, that of lane 0. */
  common(slot: number): boolean {
    return this.form[slot] !== EACH && this.stride[slot] === 0;
  }

  copy(to: number, from: number): void {
    if (this.form[from] === EACH) this.spread(to).set(this.each(from));
    else {
      this.form[to] = this.form[from] ?? UNIFORM;
      this.base[to] = this.base[from] ?? 0;
      this.stride[to] = this.stride[from] ?? 0;
    }
  }
}

export const UNIFORM = 0;
export const EVEN = 1;
export const EACH = 2;

/** Lanes that run a statement. */
export class Mask {
  count = 0;
  /** The active ones lie in `first` .. `end - 1`; all of those where `count` says so. */
  first = 0;
  end = 0;
  #on = new Uint8Array(0);

  all(wave: number): void {
    this.count = this.end = wave;
    this.first = 0;
    this.#on = this.#on.length === wave ? this.#on.fill(1) : new Uint8Array(wave).fill(1);
  }

  has(lane: number): boolean {
    return this.#on[lane] === 1;
  }

  get gapless(): boolean {
    return this.count === this.end - this.first;
  }

  /** The lanes of `outer` in which `slot` is not 0 (`wanted`), or is. */
  refine(outer: Mask, slots: Slots, slot: number, wanted: boolean): void {
    const { wave } = slots;
    if (this.#on.length !== wave) this.#on = new Uint8Array(wave);
    this.count = 0;
    this.first = this.end = 0;
    const common = slots.common(slot);
    if (common && (slots.base[slot] !== 0) !== wanted) {
      this.#on.fill(0);
      return;
    }
    for (let lane = 0; lane < wave; lane++) {
      const on = outer.has(lane) && (common || (slots.lane(slot, lane) !== 0) === wanted);
      this.#on[lane] = on ? 1 : 0;
      if (!on) continue;
      if (this.count++ === 0) this.first = lane;
      this.end = lane + 1;
    }
  }
}
