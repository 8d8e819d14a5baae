/** Buckets for each factor of e; a percentile is off by at most half a bucket, 0.5 %. */
const PER_E = 100;
const LEAST = 1e-3;
const BUCKETS = 3200;

/** Counts of positive values in buckets of equal ratio, from a nanosecond to days where values are microseconds. */
export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  count = 0;
  sum = 0;
  largest = 0;

  add(value: number): void {
    const bucket = value <= LEAST ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log(value / LEAST) * PER_E));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.count += 1;
    this.sum += value;
    if (value > this.largest) this.largest = value;
  }

  get mean(): number {
    return this.count > 0 ? this.sum / this.count : 0;
  }

  /** The value that a share of all values does not exceed; `share` in [0, 1]. */
  percentile(share: number): number {
    const wanted = Math.max(1, Math.ceil(share * this.count));
    let seen = 0;
    for (let i = 0; i < BUCKETS; i++) {
      seen += this.#counts[i] ?? 0;
      if (seen >= wanted) return Math.min(this.largest, LEAST * Math.exp((i + 0.5) / PER_E));
    }
    return this.largest;
  }
}
