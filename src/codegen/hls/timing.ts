import type { Extents } from '../../analysis/index.js';
import type { Axis } from '../../ir/nodes.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { combineSizes } from '../../ir/size-expr.js';
import type { HeapWork } from '../../partitioner/cost/fpga-facts.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Target } from './device.js';
import { MEMORY_LATENCY, OUTSTANDING } from './generator.js';
import { Chain } from './latency.js';
import { isRegisterQueue, type Port, type Process, type Queue } from './process.js';
import { exprsOf, visitKExpr } from './walk.js';

/** What a port moves: items (elements or words) in contiguous runs. */
export interface PortTraffic { readonly port: Port; readonly items: Sym; readonly runs: Sym }

/** Operations or loops of a process that follow each other, the streams that they read first, and their heaps. */
export interface Phase { readonly cycles: Sym; readonly streams: readonly string[]; readonly heaps: readonly HeapWork[] }

/** Where the cycles of a process go, read off the statements that are printed. */
export interface ProcessTiming {
  readonly phases: readonly Phase[];
  readonly traffic: readonly PortTraffic[];
  /** Iterations of pipelined loops times the interval that they ask for: the cycles if nothing had to fill or to wait. */
  readonly iterations: Sym;
  /** Largest initiation interval and deepest pipeline. */
  readonly ii: number;
  readonly depth: number;
}

export function timeProcess(process: Process, sizes: readonly string[], target: Target, extents: Extents): ProcessTiming {
  const timer = new Timer(process, new Set(sizes), target, extents);
  const phases: { cycles: Sym; readonly streams: readonly string[]; readonly uses: QueueUse[] }[] = [];
  for (const stmt of process.body) {
    const streams = streamsRead([stmt]).filter((s) => !phases.some((p) => p.streams.includes(s)));
    const cycles = timer.block([stmt], ONCE);
    const last = phases.at(-1);
    // What waits for nothing new belongs to what went before.
    if (last && streams.length === 0) {
      last.cycles = Size.add(last.cycles, cycles);
      last.uses.push(...timer.takeUses());
    } else phases.push({ cycles, streams, uses: timer.takeUses() });
  }
  const all = phases.flatMap((p) => p.uses);
  return {
    phases: phases.map(({ cycles, streams, uses }) => ({ cycles, streams, heaps: uses.map((use) => heapWork(use, all)) })),
    traffic: [...timer.traffic.values()], iterations: Size.add(...timer.iterations), ii: timer.ii, depth: timer.depth,
  };
}

/** Entries offered to a heap, or sequences that are put in order. */
interface QueueUse { readonly queue: Queue; readonly kind: 'insert' | 'sort'; readonly times: Sym }

function heapWork({ queue, kind }: QueueUse, all: readonly QueueUse[]): HeapWork {
  const total = (of: QueueUse['kind']): Sym => Size.add(...all.filter((u) => u.queue === queue && u.kind === of).map((u) => u.times));
  return { kind, k: queue.k, candidates: total('insert'), sequences: total('sort') };
}

/** The loops around a block: axes, and iterations of loops that are none. */
interface Nest { readonly axes: readonly Axis[]; readonly factor: Sym; readonly trips: Sym }

const ONE = Size.constant(1);
const ONCE: Nest = { axes: [], factor: ONE, trips: ONE };
type Loop = KStmt & { kind: 'for' };
type Call = KStmt & { kind: 'call' };

class Timer {
  readonly traffic = new Map<string, PortTraffic>();
  readonly iterations: Sym[] = [];
  private uses: QueueUse[] = [];
  private readonly queues: ReadonlyMap<string, Queue>;
  private readonly ports: ReadonlyMap<string, Port>;
  ii = 1;
  depth = 1;

  constructor(private readonly process: Process, private readonly sizes: ReadonlySet<string>, private readonly target: Target, private readonly extents: Extents) {
    this.queues = new Map(process.queues.map((q) => [q.name, q]));
    this.ports = new Map(process.ports.map((p) => [p.name, p]));
  }

  /** What has been done with heaps since it was asked last. */
  takeUses(): QueueUse[] {
    const uses = this.uses;
    this.uses = [];
    return uses;
  }

  /** Cycles of statements that follow one another; what is between two loops takes its longest chain of operators. */
  block(stmts: readonly KStmt[], nest: Nest): Sym {
    const parts: Sym[] = [];
    let chain = new Chain(this.target);
    const settle = (): void => {
      if (chain.longest > 0) parts.push(Size.mul(nest.trips, chain.longest));
      chain = new Chain(this.target);
    };
    for (const stmt of stmts) {
      this.noteQueues(stmt, nest);
      if (stmt.kind === 'for' && stmt.binding.kind !== 'unroll') {
        settle();
        parts.push(this.loop(stmt, nest, nest.trips));
      } else if (stmt.kind === 'if') {
        chain.take(stmt);
        settle();
        parts.push(this.block(stmt.then, nest), this.block(stmt.else, nest));
      } else {
        const moved = stmt.kind === 'call' ? this.transfer(stmt, nest) : undefined;
        if (moved) {
          settle();
          parts.push(moved);
        } else {
          this.touch([stmt], nest, undefined);
          chain.take(stmt);
        }
      }
    }
    settle();
    return Size.add(...parts);
  }

  private loop(stmt: Loop, nest: Nest, entries: Sym): Sym {
    const inner = this.inside(stmt, nest);
    if (stmt.binding.kind !== 'pipeline') {
      const [only] = stmt.body;
      // A loop that holds nothing but another one of fixed length becomes one loop with it.
      if (only?.kind === 'for' && stmt.body.length === 1 && isFlat(only)) return this.loop(only, inner, entries);
      return Size.add(inner.trips, this.block(stmt.body, inner));
    }
    for (const s of stmt.body) this.noteQueues(s, inner);
    const waits = this.touch(stmt.body, inner, { counter: stmt.name, entries });
    const ii = Math.max(stmt.binding.ii, waits);
    const chain = new Chain(this.target);
    for (const s of stmt.body) chain.take(s);
    const depth = Math.ceil(chain.longest) + 2;
    this.iterations.push(Size.mul(inner.trips, stmt.binding.ii));
    this.ii = Math.max(this.ii, ii);
    this.depth = Math.max(this.depth, depth);
    return Size.add(Size.mul(inner.trips, ii), Size.mul(entries, depth));
  }

  private inside(stmt: Loop, nest: Nest): Nest {
    const axis = this.process.axisOf.get(stmt.name);
    const axes = axis ? [...nest.axes, axis] : nest.axes;
    const factor = axis ? nest.factor : Size.mul(nest.factor, this.lengthOf(stmt));
    return { axes, factor, trips: Size.mul(this.extents.points(axes), factor) };
  }

  private lengthOf({ lo, hi, step }: Loop): Sym {
    const span = Size.sub(this.size(hi) ?? ONE, this.size(lo) ?? 0);
    return typeof step === 'number' && step > 1 ? Size.ceildiv(span, step) : span;
  }

  /** An expression over sizes as a size expression. */
  private size(expr: KExpr): Sym | undefined {
    switch (expr.kind) {
      case 'const': return Size.constant(expr.value);
      case 'var': return this.sizes.has(expr.name) ? Size.variable(expr.name) : undefined;
      case 'convert': return this.size(expr.value);
      case 'binary': {
        const left = this.size(expr.left);
        const right = this.size(expr.right);
        if (!left || !right) return undefined;
        return combineSizes(expr.op, left, right);
      }
      default: return undefined;
    }
  }

  /** Cycles of a call that is a loop of its own: items one after another, behind the latency of where they come from. */
  private transfer(stmt: Call, nest: Nest): Sym | undefined {
    const kind = /^mpc::(send_row|fetch|take|flush|fill)/.exec(stmt.name)?.[1];
    if (!kind) return undefined;
    const place = kind === 'send_row' || kind === 'fetch' ? 2 : 1;
    const count = stmt.args[place];
    const items = count && count.kind !== 'buffer' ? this.size(count) ?? ONE : ONE;
    const port = stmt.args[kind === 'flush' ? 2 : 0];
    if (kind !== 'take' && kind !== 'fill') this.note(port?.kind === 'buffer' ? port.name : '', Size.mul(items, nest.trips), nest.trips);
    const wait = kind === 'take' || kind === 'fill' ? 3 : MEMORY_LATENCY + 4;
    this.iterations.push(Size.mul(nest.trips, items));
    return Size.mul(nest.trips, Size.add(items, wait));
  }

  private note(name: string, items: Sym, runs: Sym): void {
    const port = this.ports.get(name);
    if (!port) return;
    const old = this.traffic.get(name);
    this.traffic.set(name, { port, items: old ? Size.add(old.items, items) : items, runs: old ? Size.add(old.runs, runs) : runs });
  }

  /**
   * Notes what statements move through ports and returns the interval that this allows: neighbours of the last iteration come
   * in bursts, anything else waits its turn among the requests in flight.
   */
  private touch(stmts: readonly KStmt[], nest: Nest, loop: { readonly counter: string; readonly entries: Sym } | undefined): number {
    const known = new Map<string, KExpr>();
    let interval = 1;
    const access = (name: string, index: KExpr, items: number, copies: number): void => {
      if (!this.ports.has(name)) return;
      const stride = loop ? strideOf(index, loop.counter, known) : undefined;
      if (loop && stride === 0) return this.note(name, loop.entries, loop.entries);
      const all = Size.mul(nest.trips, items * copies);
      if (loop && stride === items) {
        this.note(name, all, loop.entries);
        interval = Math.max(interval, items * copies);
      } else {
        this.note(name, all, Size.mul(nest.trips, copies));
        interval = Math.max(interval, Math.ceil(MEMORY_LATENCY / OUTSTANDING) * copies, items * copies);
      }
    };
    const visit = (stmt: KStmt, copies: number): void => {
      if (stmt.kind === 'let') known.set(stmt.name, stmt.value);
      exprsOf(stmt, (e) => { if (e.kind === 'load' && e.buffer.space === 'global') access(e.buffer.name, e.index, 1, copies); });
      if (stmt.kind === 'store' && stmt.buffer.space === 'global') access(stmt.buffer.name, stmt.index, 1, copies);
      if (stmt.kind === 'call' && /^mpc::send_/.test(stmt.name)) {
        const [port, first, count] = stmt.args;
        const items = stmt.name === 'mpc::send_row' && count?.kind === 'const' ? count.value : 1;
        if (port?.kind === 'buffer' && first && first.kind !== 'buffer') access(port.name, first, items, copies);
      }
      if (stmt.kind === 'for') for (const s of stmt.body) visit(s, copies * (stmt.binding.kind === 'unroll' && stmt.hi.kind === 'const' ? stmt.hi.value : 1));
      if (stmt.kind === 'if') for (const s of [...stmt.then, ...stmt.else]) visit(s, copies);
    };
    for (const stmt of stmts) visit(stmt, 1);
    return interval;
  }

  private noteQueues(stmt: KStmt, { trips }: Nest): void {
    if (this.queues.size === 0) return;
    const note = (kind: QueueUse['kind'], name: string): void => {
      const queue = this.queues.get(name);
      if (queue && !isRegisterQueue(queue.k)) this.uses.push({ queue, kind, times: trips });
    };
    if (stmt.kind === 'call' && stmt.name.endsWith('.offer')) note('insert', stmt.name.slice(0, -'.offer'.length));
    exprsOf(stmt, (e) => { if (e.kind === 'call' && e.name.endsWith('.finish')) note('sort', e.name.slice(0, -'.finish'.length)); });
  }
}

/** A loop that its surrounding one takes in: of fixed length, and without sums that take turns. */
function isFlat(loop: Loop): boolean {
  if (loop.lo.kind !== 'const' || loop.hi.kind !== 'const' || loop.binding.kind === 'unroll') return false;
  return !loop.body.some((s) => s.kind === 'store' && s.buffer.space === 'private');
}

/** By how much `expr` grows when the counter does; undefined if not by a constant. */
function strideOf(expr: KExpr, counter: string, known: ReadonlyMap<string, KExpr>): number | undefined {
  switch (expr.kind) {
    case 'const': return 0;
    case 'var': {
      const value = known.get(expr.name);
      return expr.name === counter ? 1 : value ? strideOf(value, counter, known) : 0;
    }
    case 'convert': return strideOf(expr.value, counter, known);
    case 'binary': {
      const left = strideOf(expr.left, counter, known);
      const right = strideOf(expr.right, counter, known);
      if (left === 0 && right === 0) return 0;
      if (left === undefined || right === undefined) return undefined;
      if (expr.op === 'add') return left + right;
      if (expr.op === 'sub') return left - right;
      if (expr.op !== 'mul') return undefined;
      if (right === 0 && expr.right.kind === 'const') return left * expr.right.value;
      return left === 0 && expr.left.kind === 'const' ? right * expr.left.value : undefined;
    }
    default: {
      let varies = false;
      visitKExpr(expr, (e) => { varies ||= e.kind === 'call' || (e.kind === 'var' && (e.name === counter || known.has(e.name))); });
      return varies ? undefined : 0;
    }
  }
}

const reads = new WeakMap<KStmt, readonly string[]>();

/** Streams that statements take from. */
function streamsRead(stmts: readonly KStmt[]): readonly string[] {
  const found = new Set<string>();
  for (const stmt of stmts) {
    const known = reads.get(stmt);
    const own = known ?? readsOf(stmt);
    if (!known) reads.set(stmt, own);
    for (const name of own) found.add(name);
  }
  return [...found];
}

function readsOf(stmt: KStmt): readonly string[] {
  const found = new Set<string>();
  exprsOf(stmt, (e) => { if (e.kind === 'call' && e.name.endsWith('.read')) found.add(e.name.slice(0, -'.read'.length)); });
  if (stmt.kind === 'call' && stmt.name.startsWith('mpc::take_')) {
    const [stream] = stmt.args;
    if (stream && stream.kind === 'var') found.add(stream.name);
  }
  if (stmt.kind === 'for') for (const name of streamsRead(stmt.body)) found.add(name);
  if (stmt.kind === 'if') for (const name of streamsRead([...stmt.then, ...stmt.else])) found.add(name);
  return [...found];
}
