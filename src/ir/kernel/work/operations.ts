import type { KBinaryOp, KUnaryOp } from '../nodes.js';
import { EACH, EVEN, UNIFORM, type Slots } from './slots.js';

/** Operations on slots. Whole numbers divide by rounding down. */
export const OPS = [
  'add', 'sub', 'mul', 'div', 'floordiv', 'mod', 'min', 'max', 'pow', 'bitand', 'bitor', 'bitxor', 'shl', 'shr', 'lt', 'le', 'eq', 'ne', 'and', 'or',
  'neg', 'abs', 'not', 'floor', 'ceil', 'sqrt', 'some', 'select', 'move',
] as const;
export type Op = typeof OPS[number];

const OP_NUMBERS = new Map(OPS.map((op, i) => [op, i]));
export function opNumber(op: Op): number {
  return OP_NUMBERS.get(op) ?? 0;
}

const truth = (value: boolean): number => (value ? 1 : 0);

const BINARY: Readonly<Record<KBinaryOp | 'floordiv', (a: number, b: number) => number>> = {
  add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b,
  div: (a, b) => (b === 0 ? 0 : a / b), floordiv: (a, b) => (b === 0 ? 0 : Math.floor(a / b)),
  mod: (a, b) => (b === 0 ? 0 : a - b * Math.floor(a / b)),
  min: (a, b) => Math.min(a, b), max: (a, b) => Math.max(a, b), pow: (a, b) => Math.abs(a) ** b,
  bitand: (a, b) => a & b, bitor: (a, b) => a | b, bitxor: (a, b) => a ^ b, shl: (a, b) => a << b, shr: (a, b) => a >> b,
  lt: (a, b) => truth(a < b), le: (a, b) => truth(a <= b), eq: (a, b) => truth(a === b), ne: (a, b) => truth(a !== b),
  and: (a, b) => truth(a !== 0 && b !== 0), or: (a, b) => truth(a !== 0 || b !== 0),
};

/** Values only matter where they decide a bound or an index: special functions are left out (`some`). */
const UNARY: Readonly<Record<'neg' | 'abs' | 'not' | 'floor' | 'ceil' | 'sqrt' | 'some', (x: number) => number>> = {
  neg: (x) => -x, abs: (x) => Math.abs(x), not: (x) => truth(x === 0), floor: (x) => Math.floor(x), ceil: (x) => Math.ceil(x),
  sqrt: (x) => Math.sqrt(Math.abs(x)), some: () => 0.5,
};

export function unaryOp(op: KUnaryOp): Op {
  return op === 'neg' || op === 'abs' || op === 'not' || op === 'floor' || op === 'ceil' || op === 'sqrt' ? op : 'some';
}

/** By number, for one lane. */
const APPLY: readonly ((a: number, b: number) => number)[] = OPS.map((op) => (op in BINARY ? BINARY[op as keyof typeof BINARY] : op in UNARY ? UNARY[op as keyof typeof UNARY] : (a) => a));

export function applied(op: Op, a: number, b: number): number {
  return (APPLY[opNumber(op)] ?? missing)(a, b);
}

const missing = (): number => NaN;
const [ADD, SUB, MUL, FLOORDIV, MOD, MIN, MAX, LT, LE, EQ, NE, AND, OR, SELECT, MOVE] = (
  ['add', 'sub', 'mul', 'floordiv', 'mod', 'min', 'max', 'lt', 'le', 'eq', 'ne', 'and', 'or', 'select', 'move'] as const).map(opNumber);
const FIRST_UNARY = opNumber('neg');

/** Numbers of one operation: its own, of the result, of up to three operands. */
export const WIDTH = 5;

/** Runs the operations `from` .. `to` - 1 of a tape. */
export function execute(tape: Int32Array, from: number, to: number, slots: Slots): void {
  const { form, base } = slots;
  for (let at = from * WIDTH; at < to * WIDTH; at += WIDTH) {
    const op = tape[at] ?? 0;
    const result = tape[at + 1] ?? 0;
    const a = tape[at + 2] ?? 0;
    const b = tape[at + 3] ?? 0;
    if (op === SELECT) select(slots, result, a, b, tape[at + 4] ?? 0);
    else if (op === MOVE) slots.copy(result, a);
    else if (form[a] === UNIFORM && (op >= FIRST_UNARY || form[b] === UNIFORM)) {
      const x = base[a] ?? 0;
      const y = base[b] ?? 0;
      switch (op) {
        case ADD: base[result] = x + y; break;
        case SUB: base[result] = x - y; break;
        case MUL: base[result] = x * y; break;
        case LT: base[result] = x < y ? 1 : 0; break;
        default: base[result] = (APPLY[op] ?? missing)(x, y);
      }
      form[result] = UNIFORM;
      slots.stride[result] = 0;
    } else if (op >= FIRST_UNARY) unary(slots, op, result, a);
    else if (form[a] === EACH || form[b] === EACH || !evenly(slots, op, result, a, b)) laneByLane(slots, op, result, a, b);
  }
}

/** An operation on lanes whose values rise evenly, where the results do so, too. Exact for whole and half numbers. */
function evenly(slots: Slots, op: number, result: number, a: number, b: number): boolean {
  const { base, stride, wave } = slots;
  const x = base[a] ?? 0;
  const y = base[b] ?? 0;
  const dx = stride[a] ?? 0;
  const dy = stride[b] ?? 0;
  const last = wave - 1;
  if (dx === 0 && dy === 0) {
    slots.even(result, (APPLY[op] ?? missing)(x, y), 0);
    return true;
  }
  switch (op) {
    case ADD: return exactly(slots, result, x + y, dx + dy);
    case SUB: return exactly(slots, result, x - y, dx - dy);
    case MUL: return dx === 0 ? exactly(slots, result, x * y, x * dy) : dy === 0 && exactly(slots, result, x * y, dx * y);
    case FLOORDIV: case MOD: {
      if (dy !== 0 || !Number.isInteger(x) || !Number.isInteger(dx) || !Number.isInteger(y) || y === 0) return false;
      const quotient = Math.floor(x / y);
      if (Number.isInteger(dx / y)) slots.even(result, op === MOD ? x - y * quotient : quotient, op === MOD ? 0 : dx / y);
      else if (Math.floor((x + dx * last) / y) === quotient) slots.even(result, op === MOD ? x - y * quotient : quotient, op === MOD ? dx : 0);
      else return false;
      return true;
    }
    case MIN: case MAX: {
      const before = x - y;
      const after = x + dx * last - (y + dy * last);
      if (before <= 0 && after <= 0) slots.copy(result, op === MIN ? a : b);
      else if (before >= 0 && after >= 0) slots.copy(result, op === MIN ? b : a);
      else return false;
      if (slots.form[result] === UNIFORM) slots.form[result] = EVEN;
      return true;
    }
    case LT: case LE: case EQ: case NE: {
      const apply = APPLY[op] ?? missing;
      const before = x - y;
      const after = x + dx * last - (y + dy * last);
      // The difference keeps its sign.
      if (!(before < 0 && after < 0) && !(before > 0 && after > 0)) return false;
      slots.even(result, apply(before, 0), 0);
      return true;
    }
    default: return false;
  }
}

function exactly(slots: Slots, result: number, base: number, stride: number): boolean {
  if (!Number.isInteger(stride) || !Number.isInteger(2 * base)) return false;
  slots.even(result, base, stride);
  return true;
}

function laneByLane(slots: Slots, op: number, result: number, a: number, b: number): void {
  const { wave } = slots;
  if (slots.common(b)) {
    if (withOne(slots, op, result, a, slots.base[b] ?? 0)) return;
  } else if (slots.common(a) && (op === ADD || op === MUL) && withOne(slots, op, result, b, slots.base[a] ?? 0)) return;
  const x = lanesOf(slots, a, LEFT);
  const y = lanesOf(slots, b, RIGHT);
  const out = slots.spread(result);
  switch (op) {
    case ADD: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) + (y[i] ?? 0); return;
    case SUB: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) - (y[i] ?? 0); return;
    case MUL: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) * (y[i] ?? 0); return;
    case FLOORDIV: for (let i = 0; i < wave; i++) out[i] = y[i] === 0 ? 0 : Math.floor((x[i] ?? 0) / (y[i] ?? 0)); return;
    case MOD: for (let i = 0; i < wave; i++) out[i] = y[i] === 0 ? 0 : (x[i] ?? 0) - (y[i] ?? 0) * Math.floor((x[i] ?? 0) / (y[i] ?? 0)); return;
    case LT: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) < (y[i] ?? 0) ? 1 : 0; return;
    case EQ: for (let i = 0; i < wave; i++) out[i] = x[i] === y[i] ? 1 : 0; return;
    case AND: for (let i = 0; i < wave; i++) out[i] = x[i] !== 0 && y[i] !== 0 ? 1 : 0; return;
    case OR: for (let i = 0; i < wave; i++) out[i] = x[i] !== 0 || y[i] !== 0 ? 1 : 0; return;
    default: {
      const apply = APPLY[op] ?? missing;
      for (let i = 0; i < wave; i++) out[i] = apply(x[i] ?? 0, y[i] ?? 0);
    }
  }
}

/** The same where the second operand is one value in all lanes, for the operations that are frequent. */
function withOne(slots: Slots, op: number, result: number, a: number, y: number): boolean {
  if (slots.form[a] !== EACH) return false;
  const { wave } = slots;
  const x = slots.each(a);
  switch (op) {
    case ADD: case SUB: case MUL: case FLOORDIV: case MOD: case LT: case LE: case MIN: case MAX: break;
    default: return false;
  }
  const out = slots.spread(result);
  switch (op) {
    case ADD: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) + y; break;
    case SUB: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) - y; break;
    case MUL: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) * y; break;
    case FLOORDIV: for (let i = 0; i < wave; i++) out[i] = y === 0 ? 0 : Math.floor((x[i] ?? 0) / y); break;
    case MOD: for (let i = 0; i < wave; i++) out[i] = y === 0 ? 0 : (x[i] ?? 0) - y * Math.floor((x[i] ?? 0) / y); break;
    case LT: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) < y ? 1 : 0; break;
    case LE: for (let i = 0; i < wave; i++) out[i] = (x[i] ?? 0) <= y ? 1 : 0; break;
    case MIN: for (let i = 0; i < wave; i++) out[i] = Math.min(x[i] ?? 0, y); break;
    default: for (let i = 0; i < wave; i++) out[i] = Math.max(x[i] ?? 0, y);
  }
  return true;
}

function unary(slots: Slots, op: number, result: number, a: number): void {
  const { wave } = slots;
  const apply = APPLY[op] ?? missing;
  if (slots.common(a)) {
    slots.even(result, apply(slots.base[a] ?? 0, 0), 0);
    return;
  }
  const x = lanesOf(slots, a, LEFT);
  const out = slots.spread(result);
  for (let i = 0; i < wave; i++) out[i] = apply(x[i] ?? 0, 0);
}

function select(slots: Slots, result: number, cond: number, then: number, other: number): void {
  if (slots.common(cond)) {
    slots.copy(result, slots.base[cond] !== 0 ? then : other);
    if (slots.form[cond] !== UNIFORM && slots.form[result] === UNIFORM) slots.form[result] = EVEN;
    return;
  }
  const { wave } = slots;
  const x = lanesOf(slots, then, LEFT);
  const y = lanesOf(slots, other, RIGHT);
  const which = lanesOf(slots, cond, THIRD);
  const out = slots.spread(result);
  for (let i = 0; i < wave; i++) out[i] = (which[i] !== 0 ? x[i] : y[i]) ?? 0;
}

/** Lanes of the widest wave there is, for operands that are written out. */
const WIDEST = 1024;
const LEFT = new Float64Array(WIDEST);
const RIGHT = new Float64Array(WIDEST);
const THIRD = new Float64Array(WIDEST);

function lanesOf(slots: Slots, slot: number, room: Float64Array): Float64Array {
  if (slots.form[slot] === EACH) return slots.each(slot);
  const base = slots.base[slot] ?? 0;
  const stride = slots.stride[slot] ?? 0;
  if (stride === 0) room.fill(base, 0, slots.wave);
  else for (let i = 0; i < slots.wave; i++) room[i] = base + stride * i;
  return room;
}
