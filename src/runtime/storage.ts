import type { Location } from './device.js';
import type { DeviceBuffer, Pending } from './driver.js';
import type { TransferLog } from './transfer-log.js';

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

/** Memory beside that of a copy; only its first `used` bytes may differ from zero. */
interface Spare extends Pick<Copy, 'location' | 'buffers' | 'capacity'> { used: number }

/** Rows set aside, to be put back when a step fails. */
export interface Saved {
  readonly location: Location;
  readonly rows: Rows;
}

/** So many parts of a tensor, one after the other, become longer: from so many bytes to so many. */
export interface Widening { readonly parts: number; readonly from: number; readonly to: number }

/** Transfers go through host memory in parts of at most this many bytes. */
const STAGING_BYTES = 64 * 2 ** 20;

/**
 * The contents of one tensor: copies on devices and, for what the caller gave, in host memory. Data moves only when a
 * device needs rows that were last written elsewhere. After each write at least one copy is entirely fresh.
 */
export class Storage {
  readonly name: string;
  readonly #limit: number;
  readonly #log: TransferLog | undefined;
  #rows = 0;
  #rowBytes = 0;
  readonly #copies: Copy[] = [];
  /** Where it was written last. */
  #writer: string | undefined;
  readonly #aside = new Map<string, Pick<Copy, 'location' | 'buffers' | 'capacity'>>();
  /** What held the contents before rows became wider, by location. */
  readonly #spare = new Map<string, Spare>();
  #host: Uint8Array | undefined;
  /** Rows that may differ from zero. */
  #content: Rows | undefined;
  /** Buffers hold what an earlier use left in them; until something is written they count as zero. */
  #dirty = false;

  /** `limit`: bytes at the largest sizes, beyond which nothing is allocated in advance. `log` is told what moves. */
  constructor(name: string, limit = Infinity, log?: TransferLog) {
    this.name = name;
    this.#limit = limit;
    this.#log = log;
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
    this.#dirty = this.#copies.length > 0;
    for (const copy of this.#copies) copy.stale = undefined;
  }

  /** Replaces the contents by `bytes`, which stay the caller's: they must not change while they are the newest copy. */
  assign(bytes: Uint8Array, rows: number, rowBytes: number): void {
    this.reset(rows, rowBytes);
    this.#host = bytes;
    this.#dirty = false;
    this.#content = this.all;
    for (const copy of this.#copies) copy.stale = this.all;
  }

  /** Changes the number of rows and keeps the contents; rows that appear are zero. Rows must keep their width. */
  resize(rows: number, rowBytes: number): void {
    if (this.#copies.length === 0 && !this.#host) this.#rowBytes = rowBytes;
    if (rowBytes !== this.#rowBytes) throw new RangeError(`rows of ${this.name} changed from ${this.#rowBytes} to ${rowBytes} bytes`);
    this.#rows = rows;
  }

  /**
   * Makes rows wider where they lie, on each device with the newest contents: each part keeps its bytes and has zeros behind them. Gives what
   * puts everything back; undefined, and nothing has changed, where only the host can do it.
   */
  async widen(rowBytes: number, { parts, from, to }: Widening): Promise<(() => Promise<void>) | undefined> {
    const fresh = this.#copies.filter((c) => !c.stale);
    const old = this.#rowBytes;
    if (this.#host || this.#dirty || !this.#content || fresh.length === 0) return undefined;
    // Rows that no kernel has touched yet may have no memory.
    if (fresh.some((c) => c.buffers.length !== 1 || c.capacity < parts * from)) return undefined;
    for (const { location, buffers } of fresh) {
      const spare = await this.#spareOf(location, parts * to);
      const [source, target] = [buffers[0], spare?.buffers[0]];
      if (!spare || !source || !target) return undefined;
      const { device } = location;
      const shared = device.view(target);
      if (!shared) await device.clear(target);
      else shared.fill(0, parts * to, Math.max(parts * to, spare.used));
      spare.used = Math.max(parts * to, spare.used);
      const copying = inTurn(Array.from({ length: parts }, (_, i) => () => {
        shared?.fill(0, i * to + from, (i + 1) * to);
        return device.copy(source, i * from, target, i * to, from);
      }));
      if (copying) await copying;
    }
    const exchange = (): void => {
      for (const copy of fresh) {
        const { location, buffers, capacity } = copy;
        const there = this.#spare.get(location.key);
        if (!there) continue;
        this.#spare.set(location.key, { location, buffers, capacity, used: this.bytes(this.all) });
        copy.buffers = there.buffers;
        copy.capacity = there.capacity;
      }
    };
    exchange();
    this.#rowBytes = rowBytes;
    for (const copy of this.#copies) if (!fresh.includes(copy)) copy.stale = this.all;
    return async () => {
      exchange();
      this.#rowBytes = old;
      this.#host = undefined;
      for (const copy of fresh) copy.stale = undefined;
      await this.#keepOnly(fresh);
    };
  }

  /** Forgets other copies after a step that failed: rows beyond the present ones, or those of another layout, may be in them. */
  async #keepOnly(kept: readonly Copy[]): Promise<void> {
    const others = this.#copies.filter((c) => !kept.includes(c));
    this.#copies.splice(0, Infinity, ...kept);
    for (const copy of others) await release(copy.location, copy.buffers).catch(() => undefined); // where the device has failed
  }

  /** A buffer of at least so many bytes beside the one that is in use; undefined where there is no room for it. */
  async #spareOf(location: Location, bytes: number): Promise<Spare | undefined> {
    const old = this.#spare.get(location.key);
    if (old && old.capacity >= bytes) return old;
    this.#spare.delete(location.key);
    if (old) await release(location, old.buffers);
    const made = await this.#allocate(location, Math.max(bytes, Math.min(2 * bytes, this.#limit)))
      .catch(() => this.#allocate(location, bytes))
      .catch(() => undefined);
    if (!made) return undefined;
    const spare = { location, ...made, used: 0 };
    this.#spare.set(location.key, spare);
    return spare;
  }

  /** Lets go of the host copy once a device has the contents. */
  dropHost(): void {
    if (this.#copies.some((c) => !c.stale)) this.#host = undefined;
  }

  /**
   * Makes room at `location` for the present rows and keeps the contents. `room`: bytes that will be needed later. What has
   * grown once will grow again: room is doubled, up to the limit. Both only where the device has that much.
   */
  async reserve(location: Location, room = 0): Promise<void> {
    const parts = location.banks.length;
    const needed = this.#share(location);
    const old = this.#find(location);
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
        // What the old buffers have no room for was written elsewhere, and is stale here.
        const room = Math.floor(old.capacity / Math.max(1, this.#rowBytes)) * location.banks.length;
        await this.#copyRows(location, old.buffers, made.buffers, { lo: Math.min(this.#content.lo, room), hi: Math.min(this.#content.hi, room) });
      } catch (error) {
        await release(location, made.buffers);
        throw error;
      }
    }
    const copy = { location, ...made, stale };
    if (old) this.#copies[this.#copies.indexOf(old)] = copy;
    else this.#copies.push(copy);
    if (old) await release(location, old.buffers);
  }

  /**
   * The buffers at `location`: with the newest contents in them where they are to be `read`, else for a kernel that writes every
   * element. A promise only where there is something to wait for. `room`: as for `reserve`, asked for where memory is needed.
   */
  at(location: Location, read: boolean, room: () => number = () => 0): readonly DeviceBuffer[] | Promise<readonly DeviceBuffer[]> {
    const copy = this.#find(location);
    if (!copy || copy.capacity < this.#share(location)) return this.reserve(location, room()).then(() => this.at(location, read));
    if (!read) return copy.buffers;
    const moving = this.#dirty ? this.#clearAll().then(() => this.#freshen(copy)) : this.#freshen(copy);
    return moving ? moving.then(() => copy.buffers) : copy.buffers;
  }

  /** Notes that a kernel wrote `rows` at `location`; a `whole` write needs no earlier contents. */
  wrote(location: Location, rows: Rows, whole: boolean): void {
    if (whole) this.#dirty = false;
    this.#host = undefined;
    this.#writer = location.key;
    this.#content = hull(this.#content, rows);
    for (const copy of this.#copies) {
      copy.stale = copy.location.key === location.key ? undefined : hull(copy.stale, rows);
    }
  }

  /** Rows of the newest contents, in new memory. Reads asked for together end together. */
  async read(rows: Rows = this.all): Promise<Uint8Array> {
    const out = new Uint8Array(this.bytes(rows));
    if (this.#dirty) return out;
    if (this.#host) out.set(this.#host.subarray(rows.lo * this.#rowBytes, rows.hi * this.#rowBytes));
    else {
      const source = this.#fresh();
      const started = this.#now();
      const parts = source ? this.#parts(rows) : [];
      if (source) await Promise.all(parts.map((part) => this.#download(source, part, out.subarray(this.bytes({ lo: rows.lo, hi: part.lo }), this.bytes({ lo: rows.lo, hi: part.hi })))));
      if (source && parts.length > 0) this.#note('transfer', source.location, undefined, rows, started);
    }
    return out;
  }

  /** Sets rows aside on the device, so that `restore` can put them back. One set of rows at a time for each location. */
  save(location: Location, rows: Rows): Pending {
    const copy = this.#copyAt(location);
    const freshening = this.#freshen(copy);
    return freshening ? freshening.then(() => this.#setAside(copy, rows)) : this.#setAside(copy, rows);
  }

  #setAside(copy: Copy, rows: Rows): Pending {
    const { location } = copy;
    const started = this.#now();
    const parts = pieces(rows, location.banks.length);
    const needed = Math.max(...parts.map((p) => p.hi - p.lo)) * this.#rowBytes;
    const aside = this.#aside.get(location.key);
    if (!aside || aside.capacity < needed) return this.#makeAside(location, needed).then(() => this.#setAside(copy, rows));
    const copying = inTurn(parts.map((piece, i) => () => {
      const [from, to] = [copy.buffers[i], aside.buffers[i]];
      return from && to ? location.device.copy(from, piece.lo * this.#rowBytes, to, 0, (piece.hi - piece.lo) * this.#rowBytes) : undefined;
    }));
    if (copying) return copying.then(() => { this.#note('save', location, location, rows, started); });
    this.#note('save', location, location, rows, started);
    return undefined;
  }

  async #makeAside(location: Location, bytes: number): Promise<void> {
    const old = this.#aside.get(location.key);
    this.#aside.delete(location.key);
    if (old) await release(location, old.buffers);
    this.#aside.set(location.key, { location, ...await this.#allocate(location, bytes) });
  }

  async restore({ location, rows }: Saved): Promise<void> {
    const copy = this.#copyAt(location);
    const aside = this.#aside.get(location.key);
    for (const [i, piece] of pieces(rows, location.banks.length).entries()) {
      const [from, to] = [aside?.buffers[i], copy.buffers[i]];
      if (from && to) await location.device.copy(from, 0, to, piece.lo * this.#rowBytes, (piece.hi - piece.lo) * this.#rowBytes);
    }
    this.wrote(location, rows, false);
    await this.#keepOnly([copy]);
  }

  /** Sets rows at `location`, which a step that failed has written, to zero. */
  async erase(location: Location, rows: Rows): Promise<void> {
    const copy = this.#copyAt(location);
    await this.#upload(copy, rows, new Uint8Array(this.bytes(rows)));
    this.wrote(location, rows, false);
    await this.#keepOnly([copy]);
  }

  async free(): Promise<void> {
    const copies = [...this.#copies, ...this.#aside.values(), ...this.#spare.values()];
    this.#copies.length = 0;
    this.#aside.clear();
    this.#spare.clear();
    this.#host = undefined;
    for (const copy of copies) await release(copy.location, copy.buffers);
  }

  #now(): number {
    return this.#log?.recording ? this.#log.now() : 0;
  }

  #note(kind: 'transfer' | 'save' | 'clear', from: Location | undefined, to: Location | undefined, rows: Rows, started: number): void {
    if (this.#log?.recording) this.#log.moved(kind, this.name, from?.device, to?.device, this.bytes(rows), started);
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
    for (const copy of this.#copies) {
      const started = this.#now();
      for (const buffer of copy.buffers) await copy.location.device.clear(buffer);
      this.#note('clear', undefined, copy.location, this.all, started);
    }
    this.#dirty = false;
  }

  /** Brings a copy up to date. */
  #freshen(copy: Copy): Pending {
    const { stale } = copy;
    if (!stale) return undefined;
    const started = this.#now();
    const source = this.#host ? undefined : this.#fresh(copy);
    const parts = this.#parts(stale);
    const done = (): undefined => {
      if (parts.length > 0) this.#note('transfer', source?.location, copy.location, { lo: stale.lo, hi: Math.min(stale.hi, this.#rows) }, started);
      // Rows beyond the present ones, left by a step that was undone, stay marked.
      copy.stale = stale.hi > this.#rows ? { lo: Math.max(stale.lo, this.#rows), hi: stale.hi } : undefined;
    };
    const bringing = inTurn(parts.map((part) => () => this.#bring(source, copy, part)));
    return bringing ? bringing.then(done) : done();
  }

  /** Brings rows from one copy, or from the caller's memory, to another copy, without a copy between them where either is in reach. */
  #bring(source: Copy | undefined, to: Copy, rows: Rows): Pending {
    if (this.#host) return this.#upload(to, rows, this.#host.subarray(rows.lo * this.#rowBytes, rows.hi * this.#rowBytes));
    if (!source) return this.#upload(to, rows, new Uint8Array(this.bytes(rows)));
    const here = this.#viewOf(source, rows);
    if (here) return this.#upload(to, rows, here);
    const [from, into] = [source.buffers[0], to.buffers[0]];
    const direct = source.buffers.length === 1 && to.buffers.length === 1 && rows.hi * this.#rowBytes <= source.capacity;
    if (direct && from && into && to.location.device.isPeer(source.location.device)) {
      const at = rows.lo * this.#rowBytes;
      return to.location.device.copyFrom(source.location.device, from, at, into, at, this.bytes(rows));
    }
    const there = this.#viewOf(to, rows);
    const out = there ?? new Uint8Array(this.bytes(rows));
    return this.#download(source, rows, out).then(() => (there ? undefined : this.#upload(to, rows, out)));
  }

  /** Rows of a copy in memory that the host shares with its device. */
  #viewOf({ location, buffers, capacity }: Copy, rows: Rows): Uint8Array | undefined {
    const [first] = buffers;
    const view = first && buffers.length === 1 && rows.hi * this.#rowBytes <= capacity ? location.device.view(first) : undefined;
    return view?.subarray(rows.lo * this.#rowBytes, rows.hi * this.#rowBytes);
  }

  #find({ key }: Location): Copy | undefined {
    return this.#copies.find((c) => c.location.key === key);
  }

  #copyAt(location: Location): Copy {
    const copy = this.#find(location);
    if (!copy) throw new RangeError(`${this.name} has no memory at ${location.key}`);
    return copy;
  }

  /**
   * A copy with the newest contents: that of whoever wrote last, if the reader or the host can reach it, before one that the host can
   * touch, and that before others.
   */
  #fresh(to?: Copy): Copy | undefined {
    const fresh = this.#copies.filter((c) => !c.stale);
    if (fresh.length < 2) return fresh[0];
    const atHand = (c: Copy): boolean => this.#viewOf(c, { lo: 0, hi: 0 }) !== undefined;
    const writer = fresh.find((c) => c.location.key === this.#writer);
    const direct = writer && (atHand(writer) || (writer.buffers.length === 1 && to?.buffers.length === 1 && to.location.device.isPeer(writer.location.device)));
    return direct ? writer : fresh.find(atHand) ?? writer ?? fresh[0];
  }

  /** `rows`, cut so that each part fits the staging buffer. */
  #parts(rows: Rows): readonly Rows[] {
    const step = Math.max(1, Math.floor(STAGING_BYTES / Math.max(1, this.#rowBytes)));
    const hi = Math.min(rows.hi, this.#rows);
    const parts: Rows[] = [];
    for (let lo = rows.lo; lo < hi; lo += step) parts.push({ lo, hi: Math.min(hi, lo + step) });
    return parts;
  }

  /** Rows of a copy, into `out`. */
  async #download(copy: Copy, rows: Rows, out: Uint8Array): Promise<void> {
    const width = this.#rowBytes;
    const [first] = copy.buffers;
    const room = width > 0 ? Math.floor(copy.capacity / width) * copy.buffers.length : rows.hi;
    if (rows.hi > room) { // rows that came with a larger size and that no kernel has touched: zero
      const kept = Math.max(0, room - rows.lo) * width;
      out.fill(0, kept);
      if (kept > 0) await this.#download(copy, { lo: rows.lo, hi: room }, out.subarray(0, kept));
      return;
    }
    const here = this.#viewOf(copy, rows);
    if (here) out.set(here);
    else if (copy.buffers.length === 1 && first) await copy.location.device.read(first, (rows.hi - rows.lo) * width, rows.lo * width, out);
    else {
      for (const [i, piece] of pieces(rows, copy.buffers.length).entries()) {
        const buffer = copy.buffers[i];
        if (!buffer) continue;
        const data = await copy.location.device.read(buffer, (piece.hi - piece.lo) * width, piece.lo * width);
        for (let local = piece.lo; local < piece.hi; local++) {
          const row = local * copy.buffers.length + i - rows.lo;
          out.set(data.subarray((local - piece.lo) * width, (local - piece.lo + 1) * width), row * width);
        }
      }
    }
  }

  #upload(copy: Copy, rows: Rows, data: Uint8Array): Pending {
    const here = this.#viewOf(copy, rows);
    if (here) {
      here.set(data);
      return undefined;
    }
    const [first] = copy.buffers;
    if (copy.buffers.length === 1 && first) return copy.location.device.write(first, data, rows.lo * this.#rowBytes);
    return this.#deal(copy, rows, data);
  }

  /** Deals rows out over the buffers of a copy. */
  async #deal(copy: Copy, rows: Rows, data: Uint8Array): Promise<void> {
    const width = this.#rowBytes;
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

/** One after the other; a promise from the first on that has to be waited for. */
function inTurn(calls: readonly (() => Pending)[]): Pending {
  for (const [i, call] of calls.entries()) {
    const waiting = call();
    if (waiting) return waiting.then(() => inTurn(calls.slice(i + 1)));
  }
  return undefined;
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
