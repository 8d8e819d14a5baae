import type { Location } from './device.js';
import type { DeviceBuffer } from './driver.js';

/** Rows lo <= r < hi. */
export interface Rows { readonly lo: number; readonly hi: number }

/** One copy of a tensor on a device. */
interface Copy {
  readonly location: Location;
  buffers: readonly DeviceBuffer[];
  capacity: number; // bytes that each buffer can hold
  /** Rows whose newest contents lie elsewhere. Undefined: none. */
  stale: Rows | undefined;
}

/** Rows set aside, to be put back when a step fails. */
export interface Saved {
  readonly location: Location;
  readonly rows: Rows;
}

/** Transfers go through host memory in parts of at most this many bytes. */
const STAGING_BYTES = 64 * 2 ** 20;

/**
 * The contents of one tensor: copies on devices and, for what the caller gave, in host memory. Data moves only when a
 * device needs rows that were last written elsewhere. After each write at least one copy is entirely fresh.
 */
export class Storage {
  readonly name: string;
  readonly #limit: number;
  #rows = 0;
  #rowBytes = 0;
  readonly #copies = new Map<string, Copy>();
  readonly #aside = new Map<string, Pick<Copy, 'location' | 'buffers' | 'capacity'>>();
  #host: Uint8Array | undefined;
  /** Rows that may differ from zero. */
  #content: Rows | undefined;
  /** Buffers hold what an earlier use left in them; until something is written they count as zero. */
  #dirty = false;

  /** `limit`: bytes at the largest sizes, beyond which nothing is allocated in advance. */
  constructor(name: string, limit = Infinity) {
    this.name = name;
    this.#limit = limit;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Nothing has been written since the last `reset`. */
  get isEmpty(): boolean {
    return this.#content === undefined;
  }

  bytes(rows: Rows): number {
    return (rows.hi - rows.lo) * this.#rowBytes;
  }

  get all(): Rows {
    return { lo: 0, hi: this.#rows };
  }

  /** Forgets the contents, which are zero from now on. Keeps the buffers. */
  reset(rows: number, rowBytes: number): void {
    this.#rows = rows;
    this.#rowBytes = rowBytes;
    this.#host = undefined;
    this.#content = undefined;
    this.#dirty = this.#copies.size > 0;
    for (const copy of this.#copies.values()) copy.stale = undefined;
  }

  /** Replaces the contents by `bytes`, which stay the caller's: they must not change while they are the newest copy. */
  assign(bytes: Uint8Array, rows: number, rowBytes: number): void {
    this.reset(rows, rowBytes);
    this.#host = bytes;
    this.#dirty = false;
    this.#content = this.all;
    for (const copy of this.#copies.values()) copy.stale = this.all;
  }

  /** Changes the number of rows and keeps the contents; rows that appear are zero. Rows must keep their width. */
  resize(rows: number, rowBytes: number): void {
    if (this.#copies.size === 0 && !this.#host) this.#rowBytes = rowBytes;
    if (rowBytes !== this.#rowBytes) throw new RangeError(`rows of ${this.name} changed from ${this.#rowBytes} to ${rowBytes} bytes`);
    this.#rows = rows;
  }

  /** Lets go of the host copy once a device has the contents. */
  dropHost(): void {
    if ([...this.#copies.values()].some((c) => !c.stale)) this.#host = undefined;
  }

  /**
   * Makes room at `location` for the present rows and keeps the contents. `room`: bytes that will be needed later. What has
   * grown once will grow again: room is doubled, up to the limit. Both only where the device has that much.
   */
  async reserve(location: Location, room = 0): Promise<void> {
    const parts = location.banks.length;
    const needed = this.#share(location);
    const old = this.#copies.get(location.key);
    if (old && old.capacity >= needed) return;
    const wanted = Math.max(needed, Math.min(Math.max(2 * (old?.capacity ?? 0), room / parts), this.#limit / parts));
    const roomy = Math.ceil(wanted / Math.max(1, this.#rowBytes)) * this.#rowBytes;
    const made = await this.#allocate(location, roomy).catch((error: unknown) => {
      if (roomy <= needed) throw error;
      return this.#allocate(location, needed);
    });
    const stale = old && !this.#dirty ? old.stale : this.#content;
    if (old && !this.#dirty && this.#content) {
      try {
        await this.#copyRows(location, old.buffers, made.buffers, this.#content);
      } catch (error) {
        await release(location, made.buffers);
        throw error;
      }
    }
    this.#copies.set(location.key, { location, ...made, stale });
    if (old) await release(location, old.buffers);
  }

  /** The buffers at `location`, if they have room and, where they are to be read, the newest contents: nothing to wait for. */
  ready(location: Location, read: boolean): readonly DeviceBuffer[] | undefined {
    const copy = this.#copies.get(location.key);
    if (!copy || copy.capacity < this.#share(location)) return undefined;
    return read && (this.#dirty || copy.stale) ? undefined : copy.buffers;
  }

  /** The buffers at `location`, with the newest contents in them. */
  async toRead(location: Location): Promise<readonly DeviceBuffer[]> {
    await this.reserve(location);
    if (this.#dirty) await this.#clearAll();
    return (await this.#freshen(location)).buffers;
  }

  /** The buffers at `location`, for a kernel that writes every element. */
  async toReplace(location: Location): Promise<readonly DeviceBuffer[]> {
    await this.reserve(location);
    return this.#copyAt(location).buffers;
  }

  /** Notes that a kernel wrote `rows` at `location`; a `whole` write needs no earlier contents. */
  wrote(location: Location, rows: Rows, whole: boolean): void {
    if (whole) this.#dirty = false;
    this.#host = undefined;
    this.#content = hull(this.#content, rows);
    for (const copy of this.#copies.values()) {
      copy.stale = copy.location.key === location.key ? undefined : hull(copy.stale, rows);
    }
  }

  /** Rows of the newest contents. */
  async read(rows: Rows = this.all): Promise<Uint8Array> {
    const out = new Uint8Array(this.bytes(rows));
    if (this.#dirty) return out;
    if (this.#host) out.set(this.#host.subarray(rows.lo * this.#rowBytes, rows.hi * this.#rowBytes));
    else {
      const source = this.#fresh();
      if (source) for (const part of this.#parts(rows)) out.set(await this.#download(source, part), (part.lo - rows.lo) * this.#rowBytes);
    }
    return out;
  }

  /** Sets rows aside on the device, so that `restore` can put them back. One set of rows at a time for each location. */
  async save(location: Location, rows: Rows): Promise<Saved> {
    const copy = await this.#freshen(location);
    const parts = pieces(rows, location.banks.length);
    const needed = Math.max(...parts.map((p) => p.hi - p.lo)) * this.#rowBytes;
    let aside = this.#aside.get(location.key);
    if (!aside || aside.capacity < needed) {
      if (aside) await release(location, aside.buffers);
      this.#aside.delete(location.key);
      aside = { location, ...await this.#allocate(location, needed) };
      this.#aside.set(location.key, aside);
    }
    for (const [i, piece] of parts.entries()) {
      const [from, to] = [copy.buffers[i], aside.buffers[i]];
      if (from && to) await location.device.copy(from, piece.lo * this.#rowBytes, to, 0, (piece.hi - piece.lo) * this.#rowBytes);
    }
    return { location, rows };
  }

  async restore({ location, rows }: Saved): Promise<void> {
    const copy = this.#copyAt(location);
    const aside = this.#aside.get(location.key);
    for (const [i, piece] of pieces(rows, location.banks.length).entries()) {
      const [from, to] = [aside?.buffers[i], copy.buffers[i]];
      if (from && to) await location.device.copy(from, 0, to, piece.lo * this.#rowBytes, (piece.hi - piece.lo) * this.#rowBytes);
    }
    this.wrote(location, rows, false);
  }

  /** Sets rows at `location` to zero. */
  async erase(location: Location, rows: Rows): Promise<void> {
    await this.#upload(this.#copyAt(location), rows, new Uint8Array(this.bytes(rows)));
    this.wrote(location, rows, false);
  }

  async free(): Promise<void> {
    const copies = [...this.#copies.values(), ...this.#aside.values()];
    this.#copies.clear();
    this.#aside.clear();
    this.#host = undefined;
    for (const copy of copies) await release(copy.location, copy.buffers);
  }

  /** Bytes that each buffer at `location` needs. */
  #share(location: Location): number {
    return Math.ceil(this.#rows / location.banks.length) * this.#rowBytes;
  }

  async #allocate(location: Location, capacity: number): Promise<Pick<Copy, 'buffers' | 'capacity'>> {
    const buffers: DeviceBuffer[] = [];
    try {
      for (const bank of location.banks) buffers.push(await location.device.alloc(capacity, bank));
    } catch (error) {
      await release(location, buffers);
      throw error;
    }
    return { buffers, capacity: Math.min(...buffers.map((b) => b.bytes)) };
  }

  async #copyRows(location: Location, from: readonly DeviceBuffer[], to: readonly DeviceBuffer[], rows: Rows): Promise<void> {
    for (const [i, piece] of pieces(rows, location.banks.length).entries()) {
      const [source, target] = [from[i], to[i]];
      const at = piece.lo * this.#rowBytes;
      if (source && target) await location.device.copy(source, at, target, at, (piece.hi - piece.lo) * this.#rowBytes);
    }
  }

  async #clearAll(): Promise<void> {
    for (const copy of this.#copies.values()) for (const buffer of copy.buffers) await copy.location.device.clear(buffer);
    this.#dirty = false;
  }

  async #freshen(location: Location): Promise<Copy> {
    const copy = this.#copyAt(location);
    const stale = copy.stale;
    if (!stale) return copy;
    const source = this.#host ? undefined : this.#fresh();
    for (const part of this.#parts(stale)) {
      const data = this.#host ? this.#host.subarray(part.lo * this.#rowBytes, part.hi * this.#rowBytes)
        : source ? await this.#download(source, part) : new Uint8Array(this.bytes(part));
      await this.#upload(copy, part, data);
    }
    // Rows beyond the present ones, left by a step that was undone, stay marked.
    copy.stale = stale.hi > this.#rows ? { lo: Math.max(stale.lo, this.#rows), hi: stale.hi } : undefined;
    return copy;
  }

  #copyAt(location: Location): Copy {
    const copy = this.#copies.get(location.key);
    if (!copy) throw new RangeError(`${this.name} has no memory at ${location.key}`);
    return copy;
  }

  #fresh(): Copy | undefined {
    return [...this.#copies.values()].find((c) => !c.stale);
  }

  /** `rows`, cut so that each part fits the staging buffer. */
  #parts(rows: Rows): readonly Rows[] {
    const step = Math.max(1, Math.floor(STAGING_BYTES / Math.max(1, this.#rowBytes)));
    const hi = Math.min(rows.hi, this.#rows);
    const parts: Rows[] = [];
    for (let lo = rows.lo; lo < hi; lo += step) parts.push({ lo, hi: Math.min(hi, lo + step) });
    return parts;
  }

  async #download(copy: Copy, rows: Rows): Promise<Uint8Array> {
    const width = this.#rowBytes;
    const [first] = copy.buffers;
    const room = width > 0 ? Math.floor(copy.capacity / width) * copy.buffers.length : rows.hi;
    if (rows.hi > room) { // rows that came with a larger size and that no kernel has touched: zero
      const out = new Uint8Array(this.bytes(rows));
      if (rows.lo < room) out.set(await this.#download(copy, { lo: rows.lo, hi: room }));
      return out;
    }
    if (copy.buffers.length === 1 && first) return copy.location.device.read(first, (rows.hi - rows.lo) * width, rows.lo * width);
    const out = new Uint8Array((rows.hi - rows.lo) * width);
    for (const [i, piece] of pieces(rows, copy.buffers.length).entries()) {
      const buffer = copy.buffers[i];
      if (!buffer) continue;
      const data = await copy.location.device.read(buffer, (piece.hi - piece.lo) * width, piece.lo * width);
      for (let local = piece.lo; local < piece.hi; local++) {
        const row = local * copy.buffers.length + i - rows.lo;
        out.set(data.subarray((local - piece.lo) * width, (local - piece.lo + 1) * width), row * width);
      }
    }
    return out;
  }

  async #upload(copy: Copy, rows: Rows, data: Uint8Array): Promise<void> {
    const width = this.#rowBytes;
    const [first] = copy.buffers;
    if (copy.buffers.length === 1 && first) return copy.location.device.write(first, data, rows.lo * width);
    for (const [i, piece] of pieces(rows, copy.buffers.length).entries()) {
      const buffer = copy.buffers[i];
      if (!buffer) continue;
      const part = new Uint8Array((piece.hi - piece.lo) * width);
      for (let local = piece.lo; local < piece.hi; local++) {
        const row = local * copy.buffers.length + i - rows.lo;
        part.set(data.subarray(row * width, (row + 1) * width), (local - piece.lo) * width);
      }
      await copy.location.device.write(buffer, part, piece.lo * width);
    }
  }
}

/** The part of `rows` in each of `count` buffers, in rows of that buffer. */
function pieces(rows: Rows, count: number): readonly Rows[] {
  return Array.from({ length: count }, (_, i) => ({
    lo: Math.max(0, Math.ceil((rows.lo - i) / count)), hi: Math.max(0, Math.ceil((rows.hi - i) / count)),
  }));
}

function hull(a: Rows | undefined, b: Rows): Rows | undefined {
  if (b.lo >= b.hi) return a;
  return a ? { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) } : b;
}

async function release(location: Location, buffers: readonly DeviceBuffer[]): Promise<void> {
  for (const buffer of buffers) await location.device.free(buffer);
}
