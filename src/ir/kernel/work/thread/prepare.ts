import { dtypeBytes } from '../../../../numerics/dtype.js';
import type { KBinaryOp, KBuffer, KExpr, KStmt } from '../../nodes.js';
import { THREAD_COUNTS, type SomeCounts } from './counts.js';
import { DEEPEST, type Block, type Graph, type Item, type Loop, type Place, type Value } from './graph.js';
import type { ThreadMeaning } from './meaning.js';

/** A kernel's statements, ready to be counted. */
export function prepareGraph(body: readonly KStmt[], meaning: ThreadMeaning): Graph {
  const made = new Preparation(meaning);
  const block = made.block(body);
  return { body: block, given: made.given };
}

/** A block under construction, and what has been counted in it already. */
interface Open { readonly block: Block; readonly counted: Set<string>; inner: boolean; latency: number }

/** What a name stands for. A variable that is assigned in a loop changes there. */
interface Bound { readonly value: Value; readonly key: string }

/**
 * Compilers compute what is the same in all turns of a loop before it, what was computed before not again, and places that move evenly by
 * adding to a pointer: that is how expressions are counted here.
 */
class Preparation {
  readonly given: Value[] = [];
  readonly #names = new Map<string, Bound>();
  /** Blocks around, by depth of the loop. */
  #open: Open[] = [];
  /** The innermost of them in which each variable is assigned. */
  readonly #assigned = new Map<string, Set<Open>>();
  readonly #values = new Map<string, Value>();
  #fresh = 0;

  constructor(readonly meaning: ThreadMeaning) {}

  block(stmts: readonly KStmt[], before: () => void = () => undefined): Block {
    const open: Open = { block: { items: [], counts: new Float64Array(THREAD_COUNTS.length) }, counted: new Set(), inner: true, latency: 0 };
    this.#open.push(open);
    this.#noteAssigned(stmts, open);
    before();
    for (const stmt of stmts) this.#statement(stmt);
    this.#open.pop();
    if (open.inner && this.#open.length > 0) this.#waits(open);
    return open.block;
  }

  /** An innermost loop takes at least as long as its results need for the next turn's. */
  #waits({ block, latency }: Open): void {
    const at = (name: (typeof THREAD_COUNTS)[number]): number => block.counts[THREAD_COUNTS.indexOf(name)] ?? 0;
    const busy = (at('operations') + at('accesses') + at('scalars') / 2) / 2 + 8 * at('divisions');
    if (latency > busy) this.#count({ waits: latency - busy }, block);
  }

  /** Same block, another branch. */
  #branch(stmts: readonly KStmt[]): Block {
    const outer = this.#top();
    const block: Block = { items: [], counts: new Float64Array(THREAD_COUNTS.length) };
    this.#open[this.#open.length - 1] = { ...outer, block, counted: new Set(outer.counted) };
    for (const stmt of stmts) this.#statement(stmt);
    this.#open[this.#open.length - 1] = outer;
    return block;
  }

  #top(): Open {
    const top = this.#open[this.#open.length - 1];
    if (!top) throw new Error('no block');
    return top;
  }

  #noteAssigned(stmts: readonly KStmt[], open: Open): void {
    for (const stmt of stmts) {
      if (stmt.kind === 'assign') {
        const blocks = this.#assigned.get(stmt.name) ?? new Set();
        this.#assigned.set(stmt.name, blocks.add(open));
      } else if (stmt.kind === 'if') [stmt.then, stmt.else].forEach((s) => { this.#noteAssigned(s, open); });
      else if (stmt.kind === 'for') this.#noteAssigned(stmt.body, open);
    }
  }

  #push(item: Item): void {
    this.#top().block.items.push(item);
  }

  #count(counts: SomeCounts, block = this.#top().block): void {
    THREAD_COUNTS.forEach((kind, i) => { block.counts[i] = (block.counts[i] ?? 0) + (counts[kind] ?? 0); });
  }

  /** Counts something once where it need be done: in the loop `level`, unless it has been. */
  #countOnce(key: string, level: number, counts: SomeCounts): boolean {
    const from = Math.min(level, this.#open.length - 1);
    for (let i = 0; i < this.#open.length; i++) if (this.#open[i]?.counted.has(key)) return false;
    const open = this.#open[from];
    if (!open) return false;
    open.counted.add(key);
    this.#count(counts, open.block);
    return true;
  }

  #statement(stmt: KStmt): void {
    switch (stmt.kind) {
      case 'let': this.#names.set(stmt.name, this.#expression(stmt.value)); return;
      case 'declare': {
        const { value } = this.#expression(stmt.init);
        this.#names.set(stmt.name, { value: this.#assigned.has(stmt.name) ? this.#unknown(this.#open.length - 1) : value, key: `${stmt.name}#${this.#fresh++}` });
        return;
      }
      case 'assign': {
        const open = this.#top();
        open.latency = Math.max(open.latency, this.#latency(stmt.value, stmt.name));
        this.#expression(stmt.value);
        return;
      }
      case 'store': {
        const index = this.#expression(stmt.index).value;
        this.#expression(stmt.value);
        this.#count(ofLanes(this.meaning.store(stmt.buffer.dtype, stmt.value.lanes), stmt.value.lanes));
        this.#place(stmt.buffer, index, stmt.value.lanes, true);
        return;
      }
      case 'call': this.#call(stmt.name, stmt.args, 1); return;
      case 'object': {
        const args = stmt.args.map((arg) => this.#expression(arg).value);
        this.#push({ kind: 'object', name: stmt.name, args });
        this.#routine(`${stmt.type.replace(/<.*/, '')}`, stmt.args, args, undefined, 1);
        return;
      }
      case 'if': {
        const cond = this.#expression(stmt.cond).value;
        this.#push({ kind: 'if', cond, then: this.#branch(stmt.then), other: this.#branch(stmt.else) });
        return;
      }
      case 'for': this.#loop(stmt); return;
      case 'alloc': case 'comment': case 'barrier': case 'atomic': return;
    }
  }

  #loop(stmt: KStmt & { readonly kind: 'for' }): void {
    const [lo, hi] = [this.#expression(stmt.lo).value, this.#expression(stmt.hi).value];
    const step = typeof stmt.step === 'number' ? this.#constant(stmt.step) : this.#expression(stmt.step).value;
    const given = stmt.binding.kind === 'parallel' ? stmt.binding.grain : undefined;
    const grain = given?.kind === 'call' && given.args[0] ? this.#expression(given.args[0]).value : undefined;
    const depth = this.#open.length;
    const variable = this.#value('given', [], stmt.name, depth);
    for (const open of this.#open) open.inner = false;
    const body = this.block(stmt.body, () => { this.#names.set(stmt.name, { value: variable, key: `${stmt.name}#${this.#fresh++}` }); });
    this.#count({ scalars: 2 }, body);
    if (typeof stmt.step === 'number' && stmt.step === 1 && this.#isVectorised(stmt.body, stmt.name)) {
      for (let i = 0; i < body.counts.length; i++) body.counts[i] = (body.counts[i] ?? 0) / this.meaning.vectorised;
    }
    const loop: Loop = { depth, variable, lo, hi, step, binding: stmt.binding, grain, body };
    this.#push({ kind: 'loop', loop });
  }

  /** Compilers make vectors of innermost loops of whole numbers on their own, where neighbours are read. */
  #isVectorised(body: readonly KStmt[], counter: string): boolean {
    return body.every((stmt) => {
      if (stmt.kind !== 'let' && stmt.kind !== 'assign') return false;
      return stmt.value.type !== 'f32' && plain(stmt.value, counter);
    });
  }

  /** Cycles from the variable's old value to what the expression makes of it; 0 where it makes nothing of it. */
  #latency(expr: KExpr, name: string): number {
    const found = this.#path(expr, name);
    return Math.max(0, found);
  }

  #path(expr: KExpr, name: string): number {
    if (expr.kind === 'var') return expr.name === name ? 0 : -Infinity;
    const inner = operandsOf(expr).reduce((most, e) => Math.max(most, this.#path(e, name)), -Infinity);
    return inner + this.meaning.latency(expr);
  }

  #call(name: string, args: readonly (KExpr | KBuffer)[], lanes: number): void {
    const values = args.map((arg) => (arg.kind === 'buffer' ? undefined : this.#expression(arg).value));
    const dot = name.indexOf('.');
    this.#routine(name, args, values, dot < 0 ? undefined : name.slice(0, dot), lanes);
  }

  #routine(name: string, args: readonly (KExpr | KBuffer)[], values: readonly (Value | undefined)[], object: string | undefined, lanes: number): void {
    const bufferOf = (arg: KExpr | KBuffer | undefined): KBuffer | undefined => (arg?.kind === 'buffer' ? arg : arg?.kind === 'address' ? arg.buffer : undefined);
    const first = args.map(bufferOf).find((b) => b !== undefined);
    const { counts, places = [] } = this.meaning.routine(object === undefined ? name : name.slice(object.length), first?.dtype ?? 'f32', lanes);
    if (typeof counts === 'function') this.#push({ kind: 'routine', counts, args: values, object });
    else this.#count(counts);
    for (const reach of places) {
      const arg = args[reach.address];
      const buffer = bufferOf(arg);
      if (!buffer) continue;
      const index = reach.index === undefined ? values[reach.address] : values[reach.index];
      this.#push({ kind: 'place', place: { buffer, bytes: dtypeBytes(buffer.dtype), index: index ?? this.#constant(0), reach, args: values } });
    }
  }

  #place(buffer: KBuffer, index: Value, lanes: number, written: boolean): void {
    const place: Place = { buffer, bytes: dtypeBytes(buffer.dtype), index, reach: { written, run: () => lanes }, args: [] };
    this.#push({ kind: 'place', place });
  }

  #constant(value: number): Value {
    const made = this.#value('const', [], String(value), 0);
    made.at = value;
    return made;
  }

  #unknown(level: number): Value {
    const made = this.#value('unknown', [], String(this.#fresh++), level);
    made.at = NaN;
    return made;
  }

  /** One value for equal operations on equal operands, computed where it is first met in its loop. */
  #value(op: Value['op'], args: readonly Value[], name: string, level: number, buffer?: KBuffer): Value {
    return { op, args, name, buffer, level, at: 0, slope: new Float64Array(DEEPEST), jumps: 0 };
  }

  #compute(key: string, op: Value['op'], args: readonly Value[], buffer?: KBuffer): Value {
    const known = this.#values.get(key);
    if (known) return known;
    const level = args.reduce((most, a) => Math.max(most, a.level), 0);
    if (args.some((a) => a.op === 'unknown') && op !== 'select') return this.#unknown(level);
    const value = this.#value(op, args, '', level, buffer);
    this.#push({ kind: 'value', value });
    return value;
  }

  /** Counts an expression and says what it stands for. */
  #expression(expr: KExpr): Bound {
    switch (expr.kind) {
      case 'const': return { value: this.#constant(expr.value), key: String(expr.value) };
      case 'var': return this.#variable(expr.name);
      case 'load': {
        const index = this.#expression(expr.index);
        const key = `${expr.buffer.name}[${index.key}]${expr.lanes}${this.#version(expr.buffer)}`;
        const { level } = index.value;
        if (this.#countOnce(key, level, { accesses: 1 })) {
          this.#count(ofLanes(this.meaning.operation(expr), expr.lanes), this.#open[Math.min(level, this.#open.length - 1)]?.block);
          this.#place(expr.buffer, index.value, expr.lanes, false);
        }
        const decides = expr.type === 'i32' || expr.type === 'i64' || expr.type === 'bool';
        return { value: decides && expr.buffer.space === 'global' ? this.#compute(key, 'element', [index.value], expr.buffer) : this.#unknown(level), key };
      }
      case 'address': return this.#expression(expr.index);
      case 'call': return this.#callValue(expr);
      default: return this.#operation(expr);
    }
  }

  #operation(expr: Exclude<KExpr, { readonly kind: 'const' | 'var' | 'load' | 'address' | 'call' }>): Bound {
    const parts = operandsOf(expr).map((e) => this.#expression(e));
    const key = `${expr.kind}${'op' in expr ? expr.op : ''}${expr.kind === 'round' ? expr.to : ''}${expr.type}(${parts.map((p) => p.key).join(',')})`;
    const level = parts.reduce((most, p) => Math.max(most, p.value.level), 0);
    const values = parts.map((p) => p.value);
    const whole = expr.kind !== 'fma' && expr.kind !== 'round' && values.every((v) => v.op !== 'unknown');
    const value = whole ? this.#compute(key, opOf(expr), values) : this.#unknown(level);
    // Places that move evenly cost nothing by themselves.
    const pointer = expr.kind === 'binary' && expr.lanes === 1 && expr.left.type !== 'f32' && ['add', 'sub', 'mul'].includes(expr.op);
    if (!pointer) this.#countOnce(key, level, ofLanes(this.meaning.operation(expr), expr.lanes));
    return { value, key };
  }

  #callValue(expr: KExpr & { readonly kind: 'call' }): Bound {
    const parts = expr.args.map((arg) => this.#expression(arg));
    const key = `${expr.name}(${parts.map((p) => p.key).join(',')})`;
    const level = parts.reduce((most, p) => Math.max(most, p.value.level), 0);
    if (this.#countOnce(key, level, {})) {
      const outer = this.#open;
      // In the loop where it need be done.
      this.#open = outer.slice(0, Math.min(level, outer.length - 1) + 1);
      this.#routine(expr.name, expr.args, parts.map((p) => p.value), undefined, expr.lanes);
      this.#open = outer;
    }
    const values = parts.map((p) => p.value);
    const [first] = values;
    if ((expr.name === 'mpc_max' || expr.name === 'mpc_min') && values.length === 2) return { value: this.#compute(key, expr.name === 'mpc_max' ? 'max' : 'min', values), key };
    return { value: SAME.has(expr.name) && first ? first : this.#unknown(level), key };
  }

  #variable(name: string): Bound {
    const known = this.#names.get(name);
    if (!known) {
      const value = this.#value('given', [], name, 0);
      this.given.push(value);
      const bound = { value, key: name };
      this.#names.set(name, bound);
      return bound;
    }
    const assigned = this.#assigned.get(name);
    if (!assigned) return known;
    // It changes in the innermost loop around that assigns it.
    let level = known.value.level;
    this.#open.forEach((open, depth) => { if (assigned.has(open)) level = Math.max(level, depth); });
    return level === known.value.level ? known : { value: this.#unknown(level), key: `${known.key}@${level}` };
  }

  #version(buffer: KBuffer): string {
    return buffer.space === 'private' ? `@${this.#open.length}` : '';
  }
}

/** Operations, as those of single values where they are. */
function ofLanes(counts: SomeCounts, lanes: number): SomeCounts {
  const { operations = 0, scalars = 0, ...others } = counts;
  return lanes > 1 ? counts : { ...others, scalars: scalars + operations };
}

/** Calls whose value is their first argument's, as far as places are concerned. */
const SAME = new Set(['mpc_splat', 'mpc_iota', 'size_t']);

function operandsOf(expr: KExpr): readonly KExpr[] {
  switch (expr.kind) {
    case 'unary': case 'convert': case 'round': return [expr.value];
    case 'binary': return [expr.left, expr.right];
    case 'fma': return [expr.a, expr.b, expr.c];
    case 'select': return [expr.cond, expr.then, expr.else];
    case 'call': return expr.args;
    case 'load': case 'address': return [expr.index];
    default: return [];
  }
}

/** Operations on single whole numbers; what is read moves with the counter by one element, or not at all. */
function plain(expr: KExpr, counter: string): boolean {
  if (expr.lanes !== 1) return false;
  if (expr.kind === 'call' || expr.kind === 'address' || expr.kind === 'fma' || expr.kind === 'round') return false;
  if (expr.kind === 'binary' && (expr.op === 'div' || expr.op === 'mod')) return false;
  if (expr.kind === 'load') return !mentions(expr.index, counter) || isNext(expr.index, counter);
  return operandsOf(expr).every((e) => plain(e, counter));
}

const mentions = (expr: KExpr, name: string): boolean => (expr.kind === 'var' ? expr.name === name : operandsOf(expr).some((e) => mentions(e, name)));

function isNext(expr: KExpr, counter: string): boolean {
  if (expr.kind === 'var') return expr.name === counter;
  return expr.kind === 'binary' && expr.op === 'add' && ((isNext(expr.left, counter) && !mentions(expr.right, counter)) || (isNext(expr.right, counter) && !mentions(expr.left, counter)));
}

function opOf(expr: KExpr): Value['op'] {
  if (expr.kind === 'binary') return expr.op satisfies KBinaryOp;
  if (expr.kind === 'select') return 'select';
  if (expr.kind === 'convert') return 'floor';
  return expr.kind === 'unary' && (expr.op === 'neg' || expr.op === 'not') ? expr.op : 'unknown';
}
