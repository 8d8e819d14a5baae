import { applied, opNumber, WIDTH, type Op } from './operations.js';

/** What a slot depends on: nothing, the sizes, the thread's number, anything else (bits: the union of what its operands depend on). */
const CONSTANT = 0;
export const SIZES = 1;
export const LANES = 2;
export const BODY = 4;

/**
 * Writes operations on slots. Equal ones are written once; those on the sizes or the thread's number alone go to parts of their own,
 * which run once for many samples.
 */
export class TapeWriter {
  readonly constants: (readonly [slot: number, value: number])[] = [];
  readonly #constantSlots = new Map<number, number>();
  readonly #values: number[] = [];
  /** What each slot depends on; slots that are written more than once. */
  readonly #level: number[] = [];
  readonly #changing = new Set<number>();
  readonly #fixed = new Map<number, number>();
  #local = new Map<number, number>();
  #undo: number[] = [];
  readonly #parts: readonly [number[], number[], number[]] = [[], [], []];

  get slots(): number {
    return this.#level.length;
  }

  /** Operations written so far that run with the statements. */
  get length(): number {
    return this.#parts[2].length / WIDTH;
  }

  slot(level = BODY): number {
    return this.#level.push(level) - 1;
  }

  /** A slot that `move` writes. */
  variable(): number {
    const slot = this.slot();
    this.#changing.add(slot);
    return slot;
  }

  changes(slot: number): boolean {
    return this.#changing.has(slot);
  }

  constant(value: number): number {
    const known = this.#constantSlots.get(value);
    if (known !== undefined) return known;
    const slot = this.slot(CONSTANT);
    this.#constantSlots.set(value, slot);
    this.#values[slot] = value;
    this.constants.push([slot, value]);
    return slot;
  }

  move(to: number, from: number): void {
    this.#parts[2].push(opNumber('move'), to, from, 0, 0);
  }

  /** The slot of an operation's result. Operands that an operation doesn't have are its first one. */
  value(op: Op, a: number, b = a, c = a): number {
    const level = (this.#level[a] ?? BODY) | (this.#level[b] ?? BODY) | (this.#level[c] ?? BODY);
    if (level === CONSTANT && op !== 'select') return this.constant(applied(op, this.#values[a] ?? 0, this.#values[b] ?? 0));
    const number = opNumber(op);
    const open = level !== SIZES && level !== LANES;
    const known = open ? this.#local : this.#fixed;
    const again = c === a && !(open && (this.#changing.has(a) || this.#changing.has(b)));
    const key = (number * KEYS + a) * KEYS + b;
    const old = again ? known.get(key) : undefined;
    if (old !== undefined) return old;
    const slot = this.slot(open ? BODY : level);
    this.#parts[level === SIZES ? 0 : level === LANES ? 1 : 2].push(number, slot, a, b, c);
    if (again) {
      known.set(key, slot);
      if (open) this.#undo.push(key);
    }
    return slot;
  }

  /** What `write` writes runs only sometimes: nothing after it may rely on it. */
  scoped(write: () => void): void {
    const outer = this.#undo;
    this.#undo = [];
    write();
    for (const key of this.#undo) this.#local.delete(key);
    this.#undo = outer;
  }

  /** The operations that `needed` slots follow from. */
  finish(needed: Iterable<number>): Tape {
    const used = new Uint8Array(this.slots);
    for (const slot of needed) used[slot] = 1;
    const kept: number[][] = [[], [], []];
    const places = new Int32Array(this.length + 1);
    // Operands are written before results: from the end, every user of a slot comes before its writer.
    for (let part = 2; part >= 0; part--) {
      const code = this.#parts[part as 0 | 1 | 2];
      for (let at = code.length - WIDTH; at >= 0; at -= WIDTH) {
        const live = used[code[at + 1] ?? 0] === 1;
        if (part === 2) places[at / WIDTH] = live ? 1 : 0;
        if (!live) continue;
        for (let i = 2; i < WIDTH; i++) used[code[at + i] ?? 0] = 1;
        kept[part]?.push(at);
      }
    }
    const tape = new Int32Array(WIDTH * kept.reduce((sum, k) => sum + k.length, 0));
    let to = 0;
    const ends = kept.map((list, part) => {
      for (let i = list.length - 1; i >= 0; i--) for (let j = 0; j < WIDTH; j++) tape[to++] = this.#parts[part as 0 | 1 | 2][(list[i] ?? 0) + j] ?? 0;
      return to / WIDTH;
    });
    const [first = 0, second = 0] = ends;
    let sum = second;
    for (let i = 0; i < places.length; i++) {
      const one = places[i] ?? 0;
      places[i] = sum;
      sum += one;
    }
    return { operations: tape, ends: [first, second], at: (old) => places[old] ?? 0, used: (slot) => used[slot] === 1 };
  }
}

export interface Tape {
  /** Three parts one after another: on the sizes, on the thread's number, all others; the first two end at `ends`. */
  readonly operations: Int32Array;
  readonly ends: readonly [number, number];
  /** Where an operation of the last part is that was written as its `old`-th. */
  readonly at: (old: number) => number;
  /** Whether anybody needs a slot's value. */
  readonly used: (slot: number) => boolean;
}

/** More slots than a kernel has: with an operation and two slots in a key, a number stays exact. */
const KEYS = 2 ** 22;
