import type { KBuffer } from '../../nodes.js';

/** What one access touches in the loops around it, innermost last: bytes from turn to turn, and turns. */
export interface Touch {
  readonly buffer: KBuffer;
  readonly written: boolean;
  /** Where the first of them lies, in bytes. */
  readonly at: number;
  /** Bytes that lie together, and so many such runs, so many bytes apart (NaN: anywhere). */
  readonly run: number;
  readonly runs: number;
  readonly apart: number;
  /** By place in `loops`. NaN: it jumps. */
  readonly steps: readonly number[];
  readonly loops: readonly TouchedLoop[];
  /** Bytes of the whole buffer. */
  readonly whole: number;
  /** Whether it is elsewhere each time that the part of the kernel runs. */
  readonly moves: boolean;
}

/** A loop around accesses; one object for each. */
export interface TouchedLoop {
  readonly turns: number;
  /** Bytes that all accesses inside touch in all turns, and in one. */
  bytes: number;
  each: number;
}

const LINE = 64;
const PAGE = 4096;
/** Steps up to which a prefetcher follows. */
const NEAR = 2048;
/** Pages whose places a core keeps in mind. */
const PAGES = 96;
/** Steps this much longer than what was touched still count as the next place. */
const NEXT = 1.3;

/** `bytes`: touched in all turns of the loops from one on; element `loops.length`: in one turn of the innermost. `piece`: bytes that follow one another before the next jump. */
export interface Footprint {
  readonly bytes: Float64Array;
  /** The same with bytes that are touched again, after others, counted again. */
  readonly passes: Float64Array;
  readonly piece: number;
  /** How many of the pieces lie on another page than the one before, where these are more than the processor keeps in mind. */
  readonly paged: number;
}

export function footprintOf({ run, runs, apart, steps, loops, whole }: Touch): Footprint {
  const found = new Float64Array(loops.length + 1);
  const passes = new Float64Array(loops.length + 1);
  let paged = 0;
  let piece = runs > 1 && !(Math.abs(apart) <= run) && loops.length === 0 ? run : 0;
  // Pieces of so many bytes each.
  let pieces = runs;
  let extent = run;
  if (runs > 1 && Math.abs(apart) <= run) [pieces, extent] = [1, run + Math.abs(apart) * (runs - 1)];
  // From the first piece to the last.
  let span = extent;
  passes[loops.length] = pieces * lines(extent);
  found[loops.length] = Math.min(whole + LINE, pieces * lines(extent));
  for (let at = loops.length - 1; at >= 0; at--) {
    const step = Math.abs(steps[at] ?? 0);
    const turns = loops[at]?.turns ?? 1;
    if (Number.isNaN(step)) {
      // Places drawn at random hit one another.
      if (piece === 0) [piece, paged] = [pieces * extent, whole > PAGES * PAGE ? 1 : 0];
      const places = Math.max(1, whole / Math.max(1, extent));
      pieces = places * -Math.expm1(-(pieces * turns) / places);
    } else if (step > 0) {
      if (step <= Math.max(NEXT * extent, pieces === 1 ? 0 : LINE)) extent += step * (turns - 1);
      else if (step <= Math.max(NEAR, NEXT * span)) pieces *= turns;
      else {
        if (piece === 0) [piece, paged] = [pieces * extent, turns * step > PAGES * PAGE ? Math.min(1, step / PAGE) : 0];
        pieces *= turns;
      }
      span += step * (turns - 1);
    }
    passes[at] = Math.max(passes[at + 1] ?? 0, pieces * lines(extent));
    found[at] = Math.min(whole + LINE, Math.max(found[at + 1] ?? 0, pieces * lines(extent)));
  }
  return { bytes: found, passes, piece: Math.max(LINE, piece || pieces * extent), paged };
}

const lines = (bytes: number): number => Math.ceil(bytes / LINE) * LINE;

/**
 * Bytes that an access brings into a cache that holds `capacity`. What a loop touches again in each turn stays there if all that a turn
 * touches fits.
 */
export function broughtInto(capacity: number, { steps, loops, whole }: Touch, { bytes: found, passes }: Footprint): number {
  let bytes = found[loops.length] ?? 0;
  for (let at = loops.length - 1; at >= 0; at--) {
    const loop = loops[at];
    const step = steps[at] ?? 0;
    if (!loop) continue;
    const grown = (passes[at] ?? 0) / Math.max(1, passes[at + 1] ?? 0);
    const gone = lost(loop.bytes, capacity);
    const kept = Math.min(bytes * loop.turns, found[at] ?? 0);
    // Neighbours of what the turn before touched are there, unless that has gone.
    const fresh = Math.max(1, grown);
    let again = bytes * (fresh + Math.max(0, loop.turns - fresh) * lost(loop.each, capacity));
    if (Number.isNaN(step)) again = bytes * (whole <= FULL * capacity ? grown : Math.max(1, loop.turns * (1 - FULL * capacity / whole)));
    else if (step === 0) again = bytes * (1 + (loop.turns - 1) * lost(loop.each, capacity));
    bytes = kept + (Math.max(kept, again) - kept) * gone;
  }
  return bytes;
}

/** Part of what is touched again that a cache no longer holds, by how much was touched in between. */
export function lost(bytes: number, capacity: number): number {
  return Math.max(0, Math.min(1, (bytes / capacity - FULL) / FULL));
}
/** Part of its capacity from which on a cache loses something. */
const FULL = 0.75;

/** Accesses that move alike are one, with as many pieces as lie apart. */
export function merged(touches: readonly Touch[]): readonly Touch[] {
  const groups = new Map<TouchedLoop | undefined, Map<string, Touch[]>>();
  for (const touch of touches) {
    const inner = touch.loops[touch.loops.length - 1];
    const alike = groups.get(inner) ?? new Map<string, Touch[]>();
    groups.set(inner, alike);
    const key = `${touch.buffer.name} ${touch.runs} ${touch.apart} ${touch.steps.join(' ')}`;
    const list = alike.get(key);
    if (list) list.push(touch);
    else alike.set(key, [touch]);
  }
  return [...groups.values()].flatMap((alike) => [...alike.values()].map(joined));
}

function joined(touches: readonly Touch[]): Touch {
  const [first] = touches;
  if (!first) throw new Error('no accesses');
  if (touches.length === 1) return first;
  const sorted = [...touches].sort((a, b) => a.at - b.at);
  let pieces = 0;
  let bytes = 0;
  let end = -Infinity;
  for (const { at, run } of sorted) {
    if (Number.isNaN(at) ? pieces === 0 : at > end) {
      pieces++;
      bytes += run;
    } else if (at + run > end) bytes += at + run - end;
    if (!Number.isNaN(at)) end = Math.max(end, at + run);
  }
  const many = first.runs * pieces;
  return { ...first, written: touches.some((t) => t.written), run: bytes / pieces, runs: many, apart: many > 1 && first.runs === 1 ? Infinity : first.apart };
}
