/** One operation as it ran. Microseconds. */
export interface Slice {
  /** Index of the device or link. */
  readonly resource: number;
  readonly start: number;
  readonly duration: number;
  readonly label: string;
  /** Which round of its program, from 0, and how many layers it stands for. */
  readonly round: number;
  readonly layers: number;
}

/** What ran when, up to a limit: the beginning of a run is enough to look at. */
export class Slices {
  readonly #limit: number;
  readonly #kept: Slice[] = [];
  /** Operations that were not kept. */
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(resource: number, start: number, duration: number, label: string, round: number, layers: number): void {
    if (this.#kept.length < this.#limit) this.#kept.push({ resource, start, duration, label, round, layers });
    else this.dropped += 1;
  }

  get all(): readonly Slice[] {
    return this.#kept;
  }
}
