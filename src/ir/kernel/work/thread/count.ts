import { dtypeBytes } from '../../../../numerics/dtype.js';
import { Size } from '../../../../symbolic/index.js';
import type { KBuffer, KStmt } from '../../nodes.js';
import { NO_COUNTS, THREAD_COUNTS, type Brought, type Caches, type OpenSegment, type OpenThreadWork, type ThreadCounts } from './counts.js';
import { broughtInto, footprintOf, merged, type Touch, type TouchedLoop } from './footprint.js';
import { DEEPEST, type Arguments, type Block, type Graph, type Item, type Loop, type Place, type Value } from './graph.js';
import type { ThreadMeaning } from './meaning.js';
import { prepareGraph } from './prepare.js';
import { evaluate } from './values.js';

/** Where and at what sizes a CPU kernel runs. */
export interface ThreadSurroundings {
  readonly sizes: Readonly<Record<string, number>>;
  readonly element: (buffer: KBuffer) => (index: number) => number;
  readonly threads: number;
  readonly caches: Caches;
}

/** How the support library deals out a loop. */
export interface Dealing {
  /** Operations of a chunk at least, and turns of a chunk. */
  readonly least: number;
  readonly chunk: (turns: number, least: number, threads: number) => number;
}

/** Makes a kernel ready to be counted: the result says what the threads that share it do. */
export function prepareThreads(body: readonly KStmt[], meaning: ThreadMeaning, dealing: Dealing): (around: ThreadSurroundings) => Omit<OpenThreadWork, 'arguments'> {
  const graph = prepareGraph(body, meaning);
  return (around) => new Run(graph, around, dealing).work();
}

/** A part of the kernel under way. */
interface Part { readonly counts: Float64Array; readonly touches: Touch[]; readonly threads: number; readonly share: number }

interface Living { readonly args: Arguments; readonly times: number; readonly threads: number; sharers: number; before: number }

class Run {
  readonly #segments: OpenSegment[] = [];
  readonly #objects = new Map<string, Living>();
  readonly #elements = new Map<KBuffer, (index: number) => number>();
  readonly #bytes = new Map<KBuffer, number>();
  #loops: TouchedLoop[] = [];
  /** Depth of the loop that is the part's first. */
  #first = 1;
  #depth = 0;
  #times = 1;
  #part: Part = { counts: new Float64Array(THREAD_COUNTS.length), touches: [], threads: 1, share: 1 };

  constructor(readonly graph: Graph, readonly around: ThreadSurroundings, readonly dealing: Dealing) {
    for (const value of graph.given) value.at = around.sizes[value.name] ?? NaN;
  }

  work(): Omit<OpenThreadWork, 'arguments'> {
    this.#block(this.graph.body);
    this.#end(this.#part, 1);
    return { segments: this.#segments, caches: this.around.caches };
  }

  /** `hidden`: part of its waits that nothing hides. */
  #block({ items, counts }: Block, hidden = 1): void {
    const to = this.#part.counts;
    let code = 0;
    for (let i = 0; i < counts.length; i++) code += counts[i] ?? 0;
    this.#add('code', code);
    for (let i = 0; i < counts.length; i++) to[i] = (to[i] ?? 0) + (counts[i] ?? 0) * this.#times * (i === WAITS ? hidden : 1);
    for (const item of items) this.#item(item);
  }

  #item(item: Item): void {
    switch (item.kind) {
      case 'value': {
        const { value } = item;
        evaluate(value, this.#depth, value.buffer ? this.#elementsOf(value.buffer) : () => 0);
        return;
      }
      case 'place': this.#touch(item.place); return;
      case 'loop': this.#loop(item.loop); return;
      case 'if': {
        const { cond, then, other } = item;
        const unknown = Number.isNaN(cond.at);
        for (const [block, taken] of [[then, cond.at !== 0], [other, cond.at === 0]] as const) {
          if (!unknown && !taken) continue;
          const outer = this.#times;
          if (unknown) this.#times *= EITHER;
          this.#block(block);
          this.#times = outer;
        }
        return;
      }
      case 'object': this.#objects.set(item.name, { args: item.args.map((a) => a.at), times: this.#times, threads: this.#part.threads, sharers: 1, before: 0 }); return;
      case 'routine': {
        const object = item.object === undefined ? undefined : this.#objects.get(item.object);
        const calls = object ? this.#times / (object.threads === this.#part.threads ? object.times : 1) : 1;
        const args = valuesOf(item.args);
        if (object) object.sharers = Math.max(object.sharers, this.#part.threads);
        const does = item.counts({ args, object: object?.args ?? [], calls, threads: object?.sharers ?? this.#part.threads, before: object?.before ?? 0 });
        if (object) object.before += calls * this.#part.share * (args[args.length - 1] ?? 0);
        const times = object ? this.#times / Math.max(1, calls) : this.#times;
        THREAD_COUNTS.forEach((kind, i) => { this.#part.counts[i] = (this.#part.counts[i] ?? 0) + (does[kind] ?? 0) * times; });
        return;
      }
    }
  }

  #elementsOf(buffer: KBuffer): (index: number) => number {
    const known = this.#elements.get(buffer) ?? this.around.element(buffer);
    this.#elements.set(buffer, known);
    return known;
  }

  #bytesOf(buffer: KBuffer): number {
    const known = this.#bytes.get(buffer);
    if (known !== undefined) return known;
    let bytes = Infinity;
    try {
      bytes = Size.evaluate(buffer.elements, this.around.sizes) * dtypeBytes(buffer.dtype);
    } catch { /* a length that nobody gives */ }
    this.#bytes.set(buffer, bytes);
    return bytes;
  }

  #loop(loop: Loop): void {
    const { depth, variable, lo, hi, step, body } = loop;
    const by = Math.max(1, step.at);
    const turns = Math.max(0, Math.ceil((hi.at - lo.at) / by));
    if (!(turns > 0) || depth > DEEPEST) return;
    variable.at = lo.at + by * Math.floor((turns - 1) / 2);
    variable.slope.set(lo.slope);
    variable.slope[depth] = by;
    variable.jumps = lo.jumps;
    const outer = { depth: this.#depth, times: this.#times };
    this.#depth = depth;
    const chunk = loop.binding.kind === 'parallel' && this.#part.threads === 1 ? this.#chunkOf(loop, turns, by) : turns;
    if (chunk < turns) this.#shared(loop, turns, chunk);
    else {
      this.#times *= turns;
      this.#loops.push({ turns, bytes: 0, each: 0 });
      this.#block(body, 1 - Math.min(1, WINDOW / (turns * Math.max(1, instructionsOf(body)))));
      this.#loops.pop();
    }
    this.#depth = outer.depth;
    this.#times = outer.times;
  }

  #chunkOf({ grain }: Loop, turns: number, by: number): number {
    const points = grain ? Math.max(1, Math.floor(this.dealing.least / Math.max(1, grain.at))) : 1;
    return this.dealing.chunk(turns, Math.max(1, Math.floor((points + by - 1) / by)), this.around.threads);
  }

  /** A loop that several threads share: a part of its own, as its busiest thread sees it. */
  #shared({ depth, body }: Loop, turns: number, chunk: number): void {
    const chunks = Math.ceil(turns / chunk);
    const threads = Math.min(this.around.threads, chunks);
    const most = Math.min(turns, Math.ceil(chunks / threads) * chunk);
    const outer = { part: this.#part, loops: this.#loops, first: this.#first, times: this.#times };
    this.#part = { counts: new Float64Array(THREAD_COUNTS.length), touches: [], threads, share: turns / most };
    this.#loops = [{ turns: most, bytes: 0, each: 0 }];
    this.#first = depth;
    this.#times = most;
    this.#block(body);
    this.#end(this.#part, outer.times);
    ({ part: this.#part, loops: this.#loops, first: this.#first, times: this.#times } = outer);
  }

  #add(kind: keyof ThreadCounts, amount: number): void {
    const at = THREAD_COUNTS.indexOf(kind);
    this.#part.counts[at] = (this.#part.counts[at] ?? 0) + amount;
  }

  #touch({ buffer, bytes, index, reach, args }: Place): void {
    const given = valuesOf(args);
    const run = reach.run(given) * bytes;
    const runs = reach.count?.(given) ?? 1;
    if (!(run > 0 && runs > 0)) return;
    const apart = (reach.apart?.(given) ?? 1) * bytes;
    const steps = this.#loops.map((_, i) => {
      const depth = this.#first + i;
      return (index.jumps & (1 << depth)) !== 0 || Number.isNaN(index.at) ? NaN : (index.slope[depth] ?? 0) * bytes;
    });
    let moves = false;
    for (let depth = 1; depth < this.#first; depth++) moves ||= (index.jumps & (1 << depth)) !== 0 || index.slope[depth] !== 0;
    const whole = this.#bytesOf(buffer);
    this.#part.touches.push({ buffer, written: reach.written, at: index.at * bytes, moves, run, runs, apart, steps, loops: [...this.#loops], whole });
  }

  /** Ends a part that ran so often. */
  #end({ counts, touches, threads, share }: Part, times: number): void {
    const { caches } = this.around;
    const known = merged(touches).map((touch) => ({ touch, found: footprintOf(touch) }));
    for (const { touch, found } of known) {
      touch.loops.forEach((loop, i) => {
        loop.bytes += found.bytes[i] ?? 0;
        loop.each += found.bytes[i + 1] ?? 0;
      });
    }
    let hops = 0;
    const brought = known.map(({ touch, found }): Brought => {
      const first = broughtInto(caches.first, touch, found);
      const second = broughtInto(caches.second, touch, found);
      const distinct = found.bytes[0] ?? 0;
      hops += Math.max(0, first - second) / found.piece * found.paged;
      // Parts that threads share are side by side, or the same.
      const spread = (touch.steps[0] ?? 0) === 0 ? 1 : share;
      const all = Math.min(touch.whole, distinct * spread * (touch.moves ? times : 1));
      return { name: touch.buffer.name, own: touch.buffer.space !== 'global', written: touch.written, distinct, all, second, piece: found.piece };
    });
    const named: { -readonly [K in keyof ThreadCounts]: number } = { ...NO_COUNTS };
    THREAD_COUNTS.forEach((kind, i) => { named[kind] = counts[i] ?? 0; });
    named.hops += hops;
    this.#segments.push({ threads, times, share, counts: named, brought });
  }
}

/** Instructions that a processor has under way: a shorter loop overlaps with what follows it. */
const WINDOW = 400;
/** Of one turn, roughly. */
const instructionsOf = ({ counts }: Block): number => INSTRUCTIONS.reduce((sum, i) => sum + (counts[i] ?? 0), 0);
const INSTRUCTIONS = (['operations', 'scalars', 'accesses'] as const).map((kind) => THREAD_COUNTS.indexOf(kind));
const WAITS = THREAD_COUNTS.indexOf('waits');

/** How often a branch is taken that data decide. */
const EITHER = 0.5;

const valuesOf = (args: readonly (Value | undefined)[]): Arguments => args.map((a) => a?.at ?? NaN);
