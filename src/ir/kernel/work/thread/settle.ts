import type { Brought, Held, OpenSegment, OpenThreadWork, Segment, ThreadCounts, ThreadWork } from './counts.js';
import { lost } from './footprint.js';

/** In which state a call finds the caches. */
export interface CallState {
  /** Calls follow each other; otherwise everything was flushed before. */
  readonly follows: boolean;
  /** Runs of the method between one with some memories and the next with the same: layers, and requests of a batch. */
  readonly repeats: number;
}

/** Bytes of a piece after which a prefetcher has understood. */
const FORESEEN = 512;
const LINE = 64;
/** What code costs that comes from the last cache, in parts of what it costs from memory. */
const NEAR_CODE = 0.2;
/** Instructions after which a processor fetches those that follow before they are needed. */
const STRAIGHT = 50;
/** Part of the second cache that the host's own program, which runs between kernels, leaves to them. */
const LEFT = 0.25;

/** What a kernel finds in the caches when it starts. */
export interface Found {
  readonly held: (name: string) => Held;
  /** The same of its instructions. */
  readonly code: Held;
}

/** What a kernel does when the caches hold what they do at its start. */
export function settled({ segments, caches, arguments: given }: OpenThreadWork, { held, code }: Found): ThreadWork {
  const before = new Map<string, { readonly threads: number; readonly since: number }>();
  const cold = 1 - code.last + NEAR_CODE * Math.max(0, code.last - code.second);
  let position = 0;
  const now = (b: Brought, threads: number): Held => {
    if (b.own) return { second: 1 - lost(b.all, caches.second), last: 1, back: 0 };
    const known = before.get(b.name);
    if (!known) return held(b.name);
    const between = position - known.since + b.all;
    return { second: threads === 1 && known.threads === 1 ? 1 - lost(between, caches.second) : 0, last: 1 - lost(between, caches.last), back: lost(between, caches.last) };
  };
  const settledSegment = (segment: OpenSegment): Segment => {
    const { threads, times, share, counts } = segment;
    let [shared, jumps, misses, all] = [0, 0, 0, 0];
    const memory = new Map<string, number>();
    for (const b of segment.brought) {
      const at = now(b, threads);
      const second = Math.max(0, b.second - (threads === 1 || b.own ? at.second * b.distinct : 0));
      shared += second * Math.max(0, 1 - FORESEEN / b.piece);
      const unforeseen = Math.min(b.piece, FORESEEN) / LINE / b.piece;
      const fresh = (1 - at.last) * Math.min(second, b.distinct);
      misses += fresh * unforeseen;
      jumps += (second - fresh) * unforeseen;
      all += b.all;
      // What is written is read first.
      const there = (1 - at.last + (b.written ? Math.max(at.back, lost(b.all, caches.last)) : 0)) * b.all / times;
      memory.set(b.name, Math.max(memory.get(b.name) ?? 0, there));
    }
    for (const b of segment.brought) if (!b.own) before.set(b.name, { threads, since: position + all });
    position += all;
    const bytes = Math.max([...memory.values()].reduce((a, b) => a + b, 0), lost(all, caches.last) * shared * share);
    const known: ThreadCounts = { ...counts, code: Math.min(counts.code, STRAIGHT) * cold, jumps, misses };
    return { threads, times, counts: known, shared, memory: bytes };
  };
  return { kind: 'threads', arguments: given, segments: segments.map(settledSegment) };
}

/** Bytes that a kernel touches of each buffer, and whether one thread does. */
function touchedBy({ segments }: OpenThreadWork): ReadonlyMap<string, { readonly bytes: number; readonly alone: boolean }> {
  const found = new Map<string, { bytes: number; alone: boolean }>();
  for (const { threads, brought } of segments) {
    for (const b of brought) {
      if (b.own) continue;
      const known = found.get(b.name);
      found.set(b.name, { bytes: Math.max(known?.bytes ?? 0, b.all), alone: (known?.alone ?? true) && threads === 1 });
    }
  }
  return found;
}

/** What buffers are for a call. */
export interface CallBuffers {
  /** Written by the host right before the call. */
  readonly isGiven: (name: string) => boolean;
  /** Of a request or a layer, which others have of their own. */
  readonly isKept: (name: string) => boolean;
}

/**
 * What each kernel of a call finds in the caches. Caches keep what was touched last: a buffer is there if all that was touched since fits beside
 * it, in this call or in the one before.
 */
export function foundInCall(kernels: readonly OpenThreadWork[], { follows, repeats }: CallState, { isGiven, isKept }: CallBuffers): readonly Found[] {
  const touched = kernels.map(touchedBy);
  const most = new Map<string, number>();
  for (const names of touched) for (const [name, { bytes }] of names) most.set(name, Math.max(most.get(name) ?? 0, bytes));
  let all = 0;
  let others = 0;
  for (const [name, bytes] of most) {
    all += bytes;
    if (isKept(name)) others += (repeats - 1) * bytes;
  }
  const positions: number[] = [];
  let position = 0;
  const last = new Map<string, { position: number; alone: boolean; here: boolean }>();
  for (const names of touched) {
    positions.push(position);
    for (const { bytes } of names.values()) position += bytes;
    for (const [name, { alone }] of names) last.set(name, { position, alone, here: false });
  }
  const end = position;
  return kernels.map(({ caches }, i): Found => {
    const names = touched[i] ?? new Map<string, never>();
    const start = end + (positions[i] ?? 0);
    const held = new Map<string, Held>();
    for (const [name, { bytes, alone }] of names) {
      const known = isGiven(name) && !last.get(name)?.here ? { position: end, alone: true, here: true } : last.get(name);
      const here = known?.here ?? false;
      // Nothing lies between more often than there is of it.
      const since = Math.min(start - (known?.position ?? 0) + bytes, all) + (here || !isKept(name) ? 0 : others);
      const there = here || follows;
      const inLast = there ? 1 - lost(since, caches.last) : 0;
      held.set(name, { second: there && alone && known?.alone ? 1 - lost(since, LEFT * caches.second) : 0, last: inLast, back: there ? 1 - inLast : 0 });
    }
    for (const { bytes } of names.values()) position += bytes;
    for (const [name, { alone }] of names) last.set(name, { position, alone, here: true });
    const between = all + others;
    const code: Held = { second: follows ? 1 - lost(between, LEFT * caches.second) : 0, last: follows ? 1 - lost(between, caches.last) : 0, back: 0 };
    return { held: (name) => held.get(name) ?? NOTHING, code };
  });
}

const NOTHING: Held = { second: 0, last: 0, back: 0 };
