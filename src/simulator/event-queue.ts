/**
 * Events in the order of their time; those of one time in the order in which they were added. A binary heap over typed
 * arrays: an event is a time, a kind and a subject, and nothing is allocated for it.
 */
export class EventQueue {
  #time = new Float64Array(64);
  #order = new Float64Array(64);
  #kind = new Int32Array(64);
  #subject = new Int32Array(64);
  #added = 0;
  #size = 0;

  /** Of the event that `pop` took. */
  time = 0;
  kind = 0;
  subject = 0;

  get size(): number {
    return this.#size;
  }

  push(time: number, kind: number, subject: number): void {
    if (this.#size === this.#time.length) this.#grow();
    const order = this.#added++;
    let at = this.#size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = this.#time[above] ?? 0;
      if (other < time || (other === time && (this.#order[above] ?? 0) < order)) break;
      this.#copy(above, at);
      at = above;
    }
    this.#put(at, time, order, kind, subject);
  }

  /** Takes the earliest event into `time`, `kind` and `subject`; false when there is none. */
  pop(): boolean {
    if (this.#size === 0) return false;
    this.time = this.#time[0] ?? 0;
    this.kind = this.#kind[0] ?? 0;
    this.subject = this.#subject[0] ?? 0;
    const last = --this.#size;
    if (last > 0) this.#sink(this.#time[last] ?? 0, this.#order[last] ?? 0, this.#kind[last] ?? 0, this.#subject[last] ?? 0);
    return true;
  }

  /** Lets an event sink from the top. */
  #sink(time: number, order: number, kind: number, subject: number): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#size) break;
      if (below + 1 < this.#size && this.#before(below + 1, this.#time[below] ?? 0, this.#order[below] ?? 0)) below += 1;
      if (!this.#before(below, time, order)) break;
      this.#copy(below, at);
      at = below;
    }
    this.#put(at, time, order, kind, subject);
  }

  #before(slot: number, time: number, order: number): boolean {
    const own = this.#time[slot] ?? 0;
    return own < time || (own === time && (this.#order[slot] ?? 0) < order);
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.#time[from] ?? 0, this.#order[from] ?? 0, this.#kind[from] ?? 0, this.#subject[from] ?? 0);
  }

  #put(at: number, time: number, order: number, kind: number, subject: number): void {
    this.#time[at] = time;
    this.#order[at] = order;
    this.#kind[at] = kind;
    this.#subject[at] = subject;
  }

  #grow(): void {
    const grown = <T extends Float64Array | Int32Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    const length = 2 * this.#time.length;
    this.#time = grown(this.#time, new Float64Array(length));
    this.#order = grown(this.#order, new Float64Array(length));
    this.#kind = grown(this.#kind, new Int32Array(length));
    this.#subject = grown(this.#subject, new Int32Array(length));
  }
}
