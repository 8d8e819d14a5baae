import { dtypeBytes } from '../../../../numerics/dtype.js';
import { asConstant } from '../../../../symbolic/sym.js';
import type { KBuffer, KExpr, KStmt } from '../../nodes.js';
import { COUNTS } from '../counts.js';
import { unaryOp } from '../operations.js';
import { BODY, LANES, SIZES, TapeWriter } from '../tape.js';
import { divisionBy, instructionsOf } from './instructions.js';
import { BLOCK, constantValue, DATA, fixed, from, isConstant, named, NO_BASE, opaque, slopesOfOther, slopesOfProduct, slopesOfSum, TURN, type Known } from './known.js';
import { Ledger } from './ledger.js';
import type { Access, Block, Item, Loop, PartCounts, Program, TripSources } from './program.js';
import { constantTurns, unrollingOf } from './unroll.js';

/** Names of the thread's number in its block and of the block's number in x, y, z. */
export interface Names {
  readonly thread: string;
  readonly blocks: readonly [string, string, string];
}

/**
 * A kernel's statements, ready to be counted: as a compiler leaves them, which takes out what is computed twice and what a loop does not change, adds to
 * indices that rise evenly in place of computing them, and unrolls loops. `routine`: what a wave does in a routine of a support header.
 */
export function lower(body: readonly KStmt[], routine: (name: string) => PartCounts, names: Names): Program {
  return new Lowering(routine, writtenIn(body)).program(body, names);
}

/** What a name stands for, and the cell of its trips where it may have any. */
interface Binding { readonly known: Known; cell?: number }

/** What changes within a block: what names meant outside that mean something else inside, and what is loaded there alone. */
interface Scope {
  readonly hidden: (readonly [name: string, binding: Binding | undefined])[];
  readonly loaded: string[];
}

type Load = Item & { readonly kind: 'access' };

/** Bytes that a lane accesses with one instruction, at most. */
const WIDEST_ACCESS = 16;

class Lowering {
  readonly #tape = new TapeWriter();
  readonly #names = new Map<string, Binding>();
  readonly #free: (readonly [slot: number, name: string])[] = [];
  readonly #buffers = new Map<KBuffer, number>();
  /** Slots whose values bounds and places depend on; loads that may be among what these follow from. */
  readonly #needed: number[] = [];
  readonly #loads: Load[] = [];
  readonly #segments: (Item & { readonly kind: 'values' })[] = [];
  #segmentStart = 0;
  /** Sources of the expressions that are under way. */
  readonly #open: number[][] = [];
  #cells = 0;
  readonly #ledger = new Ledger();
  readonly #scopes: Scope[] = [];
  /** Numbers of values by what they are made of. */
  readonly #numbers = new Map<string, number>();
  #next = NO_BASE + 1;
  readonly #loaded = new Map<string, { readonly known: Known; readonly cell: number }>();
  /** Products: a sum that follows is part of the same instruction. */
  readonly #products = new Set<number>();
  /** Cells of what registers hold. */
  readonly #registers = new Map<KBuffer, number>();
  #unrolled = 0;
  /** Turns of the loops around that are unrolled as a whole; undefined for others. */
  readonly #unrolledTurns: (number | undefined)[] = [];
  #local = 0;

  constructor(readonly routine: (name: string) => PartCounts, readonly written: ReadonlySet<KBuffer>) {}

  program(stmts: readonly KStmt[], names: Names): Program {
    const thread = this.#given(names.thread, LANES);
    const [x = -1, y = -1, z = -1] = names.blocks.map((name, i) => this.#given(name, BODY, BLOCK[i]));
    const body = this.#body(stmts, 0);
    const tape = this.#tape.finish(this.#needed);
    for (const segment of this.#segments) {
      segment.from = tape.at(segment.from);
      segment.to = tape.at(segment.to);
    }
    for (const load of this.#loads) if (load.result >= 0 && !tape.used(load.result)) load.result = -1;
    const { constants, slots } = this.#tape;
    return {
      body, tape: tape.operations, ends: tape.ends, slots, cells: this.#cells, constants, free: this.#free, thread, blocks: [x, y, z],
      buffers: [...this.#buffers.keys()], local: this.#local,
    };
  }

  #given(name: string, level: number, bits = 0): number {
    const slot = this.#tape.slot(level);
    this.#names.set(name, { known: fixed(slot, this.#fresh(), bits) });
    return slot;
  }

  #fresh(): number {
    return this.#next++;
  }

  #number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#next);
    return this.#next++;
  }

  /** A block that may run or not. */
  #body(stmts: readonly KStmt[], depth: number, before: () => void = () => undefined): Block {
    this.#endSegment();
    const scope: Scope = { hidden: [], loaded: [] };
    this.#scopes.push(scope);
    this.#ledger.open(depth);
    this.#tape.scoped(() => {
      before();
      for (const stmt of stmts) this.#statement(stmt);
      this.#endSegment();
    });
    for (const [name, binding] of scope.hidden.reverse()) {
      if (binding) this.#names.set(name, binding);
      else this.#names.delete(name);
    }
    for (const key of scope.loaded) this.#loaded.delete(key);
    this.#scopes.pop();
    return this.#ledger.close();
  }

  #endSegment(): void {
    const { length } = this.#tape;
    if (length > this.#segmentStart) {
      const segment = { kind: 'values' as const, from: this.#segmentStart, to: length };
      this.#segments.push(segment);
      this.#ledger.push(segment);
    }
    this.#segmentStart = length;
  }

  #push(item: Item): void {
    this.#endSegment();
    this.#ledger.push(item);
  }

  #bind(name: string, binding: Binding): void {
    this.#scopes.at(-1)?.hidden.push([name, this.#names.get(name)]);
    this.#names.set(name, binding);
  }

  /** An expression by itself, and where its trips come from. */
  #root(expr: KExpr): { readonly known: Known; readonly sources: TripSources } {
    const sources: number[] = [];
    this.#open.push(sources);
    const known = this.#value(expr, sources);
    this.#open.pop();
    return { known, sources };
  }

  /** The same where a bound or a place depends on it. */
  #decisive(expr: KExpr): Known {
    const { known } = this.#root(expr);
    this.#needed.push(known.slot);
    return known;
  }

  #statement(stmt: KStmt): void {
    switch (stmt.kind) {
      case 'let': {
        const { known, sources } = this.#root(stmt.value);
        const binding: Binding = { known: this.#tape.changes(known.slot) ? { ...known, slot: this.#copy(known.slot) } : known };
        this.#bind(stmt.name, binding);
        this.#keep(binding, sources);
        return;
      }
      case 'declare': case 'assign': {
        const { known, sources } = this.#root(stmt.kind === 'declare' ? stmt.init : stmt.value);
        const old = stmt.kind === 'assign' ? this.#names.get(stmt.name) : undefined;
        const slot = old && this.#tape.changes(old.known.slot) ? old.known.slot : this.#tape.variable();
        const binding: Binding = { known: opaque(slot, this.#fresh(), this.#ledger.depth, known.from), ...old?.cell === undefined ? {} : { cell: old.cell } };
        this.#bind(stmt.name, binding);
        this.#tape.move(slot, known.slot);
        this.#keep(binding, sources);
        return;
      }
      case 'alloc':
        if (stmt.buffer.space === 'shared') this.#local += (asConstant(stmt.buffer.elements) ?? 0) * LOCAL_ELEMENT;
        return;
      case 'comment': return;
      case 'store': case 'atomic': this.#store(stmt); return;
      case 'barrier':
        this.#ledger.count('barriers', 1);
        this.#push({ kind: 'wait' });
        return;
      case 'call':
        for (const arg of stmt.args) if (arg.kind !== 'buffer') this.#root(arg);
        this.#call(stmt.name);
        return;
      case 'object': for (const arg of stmt.args) this.#root(arg); return;
      case 'if': {
        const cond = this.#decisive(stmt.cond).slot;
        const [then, other] = [stmt.then, stmt.else].map((body) => (body.length > 0 ? this.#body(body, this.#ledger.depth) : undefined));
        this.#push({ kind: 'if', cond, ...then ? { then } : {}, ...other ? { else: other } : {} });
        return;
      }
      case 'for': this.#push(this.#loop(stmt)); return;
    }
  }

  #copy(slot: number): number {
    const copy = this.#tape.slot();
    this.#tape.move(copy, slot);
    return copy;
  }

  #keep(binding: Binding, sources: TripSources): void {
    if (sources.length === 0 && binding.cell === undefined) return;
    binding.cell ??= this.#cells++;
    this.#push({ kind: 'keep', cell: binding.cell, sources });
  }

  #loop(stmt: KStmt & { readonly kind: 'for' }): Loop {
    const lo = this.#decisive(stmt.lo);
    const hi = this.#decisive(stmt.hi).slot;
    const step = typeof stmt.step === 'number' ? this.#tape.constant(stmt.step) : this.#decisive(stmt.step).slot;
    const counter = this.#tape.slot();
    const turns = this.#tape.slot();
    const unrolling = unrollingOf(stmt);
    const depth = this.#ledger.depth + 1;
    const zero = this.#tape.constant(0);
    const slopes = Array.from({ length: depth }, (_, i) => (i === depth - 1 ? this.#tape.constant(1) : i < lo.slopes.length ? lo.slopes[i] : zero));
    const known: Known = unrolling === 'all'
      ? { slot: counter, base: lo.base, offset: lo.offset + TURN * ++this.#unrolled, depth, baseDepth: lo.baseDepth, rises: lo.rises, from: lo.from, slopes }
      : { slot: counter, base: this.#fresh(), offset: 0, depth, baseDepth: depth, rises: true, from: lo.from, slopes };
    this.#unrolledTurns[depth - 1] = unrolling === 'all' ? constantTurns(stmt) ?? 1 : undefined;
    const body = this.#body(stmt.body, depth, () => { this.#bind(stmt.name, { known }); });
    return { kind: 'for', lo: lo.slot, hi, step, counter, turns, together: unrolling === 'all' ? Infinity : unrolling, body };
  }

  #store(stmt: KStmt & { readonly kind: 'store' | 'atomic' }): void {
    const sources: number[] = [];
    this.#open.push(sources);
    const index = this.#value(stmt.index, sources);
    const value = this.#root(stmt.value);
    this.#open.pop();
    if (stmt.buffer.space === 'private') {
      const old = this.#registers.get(stmt.buffer);
      if (old === undefined && value.sources.length === 0) return;
      const cell = old ?? this.#cells++;
      this.#registers.set(stmt.buffer, cell);
      this.#push({ kind: 'keep', cell, sources: old === undefined ? value.sources : [...value.sources, cell] });
      return;
    }
    const atomic = stmt.kind === 'atomic';
    const access = this.#access(stmt.buffer, index, atomic ? 1 : stmt.value.lanes, 'written', this.#ledger.depth, atomic);
    if (access) this.#push({ kind: 'access', access, sources, cell: -1, result: -1 });
  }

  /** A routine of a support header. */
  #call(name: string): void {
    const counts = this.routine(name);
    for (const kind of COUNTS) if (counts[kind]) this.#ledger.count(kind, counts[kind]);
    if (!counts.barriers) return;
    // What is known by now stays as late as it is.
    for (const sources of this.#open) {
      if (sources.every((s) => s < 0)) continue;
      const cell = this.#cells++;
      this.#push({ kind: 'keep', cell, sources: [...sources] });
      sources.splice(0, sources.length, ~cell);
    }
    this.#push({ kind: 'wait' });
  }

  /** What is known of an expression; where its trips come from is added to `sources`. */
  #value(expr: KExpr, sources: number[]): Known {
    const tape = this.#tape;
    switch (expr.kind) {
      case 'const': return constantValue(tape.constant(expr.value), expr.value);
      case 'var': return this.#variable(expr.name, sources);
      case 'load': return this.#load(expr, sources);
      case 'unary': {
        const value = this.#value(expr.value, sources);
        return this.#made(expr, expr.op, [value], tape.value(unaryOp(expr.op), value.slot));
      }
      case 'binary': return this.#binary(expr, this.#value(expr.left, sources), this.#value(expr.right, sources));
      case 'fma': return this.#made(expr, 'fma', [expr.a, expr.b, expr.c].map((e) => this.#value(e, sources)), tape.constant(UNKNOWN));
      case 'select': {
        const [cond, then, other] = [expr.cond, expr.then, expr.else].map((e) => this.#value(e, sources)) as [Known, Known, Known];
        return this.#made(expr, 'select', [cond, then, other], tape.value('select', cond.slot, then.slot, other.slot));
      }
      case 'convert': {
        const value = this.#value(expr.value, sources);
        if (expr.type !== 'f32' && expr.value.type !== 'f32') return value;
        return this.#made(expr, `to ${expr.type}`, [value], expr.type === 'i32' ? tape.value('floor', value.slot) : value.slot);
      }
      case 'round': {
        const value = this.#value(expr.value, sources);
        return this.#made(expr, `round ${expr.to}`, [value], value.slot);
      }
      case 'address': return this.#value(expr.index, sources);
      case 'call': {
        const args = expr.args.map((arg) => this.#value(arg, sources));
        this.#call(expr.name);
        const extremum = expr.name === 'mpc_max' ? 'max' : expr.name === 'mpc_min' ? 'min' : undefined;
        const slots = args.map((arg) => arg.slot);
        const slot = extremum && slots.length > 0 ? slots.reduce((a, b) => tape.value(extremum, a, b)) : slots[0] ?? tape.constant(UNKNOWN);
        return opaque(slot, this.#fresh(), this.#ledger.depth, from(args));
      }
    }
  }

  /** The result of an operation that is not linear. */
  #made(expr: KExpr, op: string, parts: readonly Known[], slot: number): Known {
    const key = `${op} ${parts.map(named).join(' ')}`;
    const depth = Math.max(0, ...parts.map((p) => p.depth));
    if (!parts.every(isConstant)) this.#ledger.charge(...instructionsOf(expr), depth, key);
    return { slot, base: this.#number(key), offset: 0, depth, baseDepth: depth, rises: false, from: from(parts), slopes: slopesOfOther(parts) };
  }

  #binary(expr: KExpr & { readonly kind: 'binary' }, left: Known, right: Known): Known {
    const tape = this.#tape;
    const integer = expr.left.type !== 'f32';
    const slot = tape.value(expr.op === 'div' && integer ? 'floordiv' : expr.op, left.slot, right.slot);
    if (!integer) return this.#made(expr, expr.op, [left, right], slot);
    switch (expr.op) {
      case 'add': return this.#sum(slot, left, right, 1);
      case 'sub': return this.#sum(slot, left, right, -1);
      case 'mul': return this.#product(slot, left, right);
      case 'div': case 'mod': {
        if (isConstant(right) && right.offset === 1) return expr.op === 'div' ? left : constantValue(tape.constant(0), 0);
        const depth = Math.max(left.depth, right.depth);
        const key = `div ${named(left)} ${named(right)}`;
        const { quotient, remainder } = divisionBy(expr.right);
        if (!isConstant(left) || !isConstant(right)) {
          this.#ledger.charge('integer', quotient, depth, key);
          if (expr.op === 'mod') this.#ledger.charge('integer', remainder, depth, `rest ${key}`);
        }
        return { slot, base: this.#number(`${expr.op} ${key}`), offset: 0, depth, baseDepth: depth, rises: false, from: from([left, right]), slopes: slopesOfOther([left, right]) };
      }
      default: return this.#made(expr, expr.op, [left, right], slot);
    }
  }

  #sum(slot: number, left: Known, right: Known, sign: 1 | -1): Known {
    const depth = Math.max(left.depth, right.depth);
    const baseDepth = Math.max(left.baseDepth, right.baseDepth);
    const slopes = slopesOfSum(this.#tape, left, right, sign);
    const offset = left.offset + sign * right.offset;
    const rises = left.rises || right.rises;
    const bits = from([left, right]);
    // A constant is part of the instruction that uses the sum.
    if (right.base === NO_BASE) return { slot, base: left.base, offset, depth, baseDepth, rises, from: bits, slopes };
    if (left.base === NO_BASE && sign === 1) return { slot, base: right.base, offset, depth, baseDepth, rises, from: bits, slopes };
    const key = `${sign === 1 ? 'add' : 'sub'} ${left.base} ${right.base}`;
    // What rises evenly is added to where it is used; what it starts from is added before the loop.
    if (rises) this.#ledger.charge('integer', 1, Math.max(0, (left.rises ? left : right).baseDepth - 1), key);
    else if (!this.#products.has(left.base) && !this.#products.has(right.base)) this.#ledger.charge('integer', 1, baseDepth, key);
    return { slot, base: this.#number(key), offset, depth, baseDepth, rises, from: bits, slopes };
  }

  #product(slot: number, left: Known, right: Known): Known {
    const slopes = slopesOfProduct(this.#tape, left, right);
    const depth = Math.max(left.depth, right.depth);
    const bits = from([left, right]);
    if (isConstant(left) && isConstant(right)) return constantValue(slot, left.offset * right.offset);
    if (isConstant(left) || isConstant(right)) {
      const [value, by] = isConstant(right) ? [left, right.offset] : [right, left.offset];
      if (by === 1) return value;
      const { baseDepth, rises } = value;
      if (value.base === NO_BASE) return { ...value, slot, offset: value.offset * by, slopes };
      const key = `mul ${value.base} ${by}`;
      if (!rises) this.#ledger.charge('integer', 1, baseDepth, key);
      const base = this.#number(key);
      this.#products.add(base);
      return { slot, base, offset: value.offset * by, depth, baseDepth, rises, from: bits, slopes };
    }
    const key = `mul ${named(left)} ${named(right)}`;
    const rises = (left.rises && right.depth < left.baseDepth) || (right.rises && left.depth < right.baseDepth);
    if (!rises) this.#ledger.charge('integer', 1, depth, key);
    const base = this.#number(key);
    this.#products.add(base);
    return { slot, base, offset: 0, depth, baseDepth: depth, rises, from: bits, slopes };
  }

  #variable(name: string, sources: number[]): Known {
    const cut = name.indexOf('[');
    const binding = this.#names.get(cut > 0 ? name.slice(0, cut) : name);
    if (!binding) {
      const slot = this.#given(name, SIZES);
      this.#free.push([slot, name]);
      return this.#names.get(name)?.known ?? fixed(slot, this.#fresh());
    }
    if (binding.cell !== undefined && !sources.includes(binding.cell)) sources.push(binding.cell);
    if (cut <= 0) return binding.known;
    // An element of a vector: another one in each turn of an unrolled loop.
    return opaque(this.#tape.constant(UNKNOWN), this.#number(`${name} ${binding.known.base}`), Math.max(binding.known.depth, this.#ledger.depth), binding.known.from);
  }

  #load(expr: KExpr & { readonly kind: 'load' }, sources: number[]): Known {
    const { buffer, lanes } = expr;
    const unknown = (): Known => opaque(this.#tape.constant(UNKNOWN), this.#fresh(), this.#ledger.depth, DATA);
    if (buffer.space !== 'global') {
      this.#access(buffer, this.#value(expr.index, sources), lanes, 'read', this.#ledger.depth);
      const cell = this.#registers.get(buffer);
      if (cell !== undefined) sources.push(cell);
      return unknown();
    }
    const { known: index, sources: first } = this.#root(expr.index);
    const constant = !this.written.has(buffer);
    const key = `${buffer.name} ${named(index)} ${lanes}`;
    const old = constant ? this.#loaded.get(key) : undefined;
    if (old) {
      if (!sources.includes(old.cell)) sources.push(old.cell);
      return old.known;
    }
    const depth = constant ? Math.min(index.depth, this.#ledger.depth) : this.#ledger.depth;
    const ahead = constant ? this.#ahead(index, depth, lanes * dtypeBytes(buffer.dtype)) : { depth, copies: 1 };
    const access = this.#access(buffer, index, lanes, 'read', ahead.depth, false, ahead.copies);
    if (!access) return unknown();
    const cell = this.#cells++;
    sources.push(~cell);
    const decides = buffer.dtype === 'i32' || buffer.dtype === 'i64' || buffer.dtype === 'u32' || buffer.dtype === 'bool';
    const result = decides ? this.#tape.slot() : undefined;
    const load: Load = { kind: 'access', access, sources: first, cell, result: result ?? -1 };
    this.#loads.push(load);
    this.#push(load);
    const known = opaque(result ?? this.#tape.constant(UNKNOWN), this.#fresh(), depth, index.from | DATA);
    if (constant) {
      this.#loaded.set(key, { known, cell });
      this.#scopes.at(-1)?.loaded.push(key);
    }
    return known;
  }

  /**
   * Before which loops a load of so many bytes may stand: it is moved out of those that don't change its index, also where unrolled ones inside do, one copy
   * for each of their turns, as long as registers hold what these load.
   */
  #ahead(index: Known, depth: number, bytes: number): { readonly depth: number; readonly copies: number } {
    const zero = this.#tape.constant(0);
    let best = { depth, copies: 1 };
    let copies = 1;
    for (let d = depth; d > 0; d--) {
      const turns = this.#unrolledTurns[d - 1];
      const changes = d <= index.slopes.length && index.slopes[d - 1] !== zero;
      if (turns !== undefined) copies *= changes ? turns : 1;
      else if (changes) break;
      else best = { depth: d - 1, copies };
      if (copies * bytes > HELD) break;
    }
    return best;
  }

  /** An access, and what it counts for in any case. Registers cost nothing, and memory of the block no more than an instruction. */
  #access(buffer: KBuffer, index: Known, lanes: number, way: 'read' | 'written', depth: number, atomic = false, copies = 1): Access | undefined {
    if (buffer.space === 'private') return undefined;
    if (buffer.space !== 'global') {
      this.#ledger.count('shared', Math.max(1, lanes * LOCAL_ELEMENT / WIDEST_ACCESS));
      return undefined;
    }
    const number = this.#buffers.get(buffer) ?? this.#buffers.size;
    this.#buffers.set(buffer, number);
    this.#needed.push(index.slot);
    for (const slope of index.slopes) if (slope !== undefined) this.#needed.push(slope);
    const element = dtypeBytes(buffer.dtype);
    const instructions = Math.max(1, lanes * element / WIDEST_ACCESS);
    this.#ledger.count(way === 'read' ? 'accesses' : 'stores', copies * instructions, depth);
    // Narrow floats are widened by an instruction or two.
    if (way === 'read' && element < 4) this.#ledger.count('arithmetic', copies * lanes * (element === 1 ? 1.5 : 1), depth);
    this.#ledger.charge('integer', index.rises ? 2 : 1, index.baseDepth, `address ${buffer.name} ${index.base}`);
    return { number, way, lanes, element, instructions, copies, atomic, index: index.slot, slopes: index.slopes, scattered: (index.from & DATA) !== 0, blocks: BLOCK.map((bit) => (index.from & bit) !== 0), outside: this.#ledger.depth - depth };
  }
}

/** Bytes of an element in memory of the block: computed values are wide. */
const LOCAL_ELEMENT = 4;

/** Bytes of a lane that registers hold through a loop. */
const HELD = 256;

/** The value of data and of sizes that nobody gives. */
export const UNKNOWN = 0.5;

/** Buffers that a kernel writes. */
function writtenIn(stmts: readonly KStmt[]): ReadonlySet<KBuffer> {
  const found = new Set<KBuffer>();
  const visit = (stmt: KStmt): void => {
    if (stmt.kind === 'store' || stmt.kind === 'atomic') found.add(stmt.buffer);
    else if (stmt.kind === 'for') stmt.body.forEach(visit);
    else if (stmt.kind === 'if') [...stmt.then, ...stmt.else].forEach(visit);
  };
  stmts.forEach(visit);
  return found;
}
