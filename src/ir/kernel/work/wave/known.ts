import type { TapeWriter } from '../tape.js';

/** What is known of a value when a kernel is made ready, as a compiler would know it. */
export interface Known {
  /** Where a sample finds the value. */
  readonly slot: number;
  /** Number of the value without the constant that is added to it: equal numbers, equal values. Addresses that differ by a constant are one instruction's work. */
  readonly base: number;
  readonly offset: number;
  /** The deepest loop in which it changes, and in which its base does; 0: in none. */
  readonly depth: number;
  readonly baseDepth: number;
  /** Rises evenly in the loop in which it changes: a compiler adds to it in each turn. */
  readonly rises: boolean;
  /** What decides it, as bits: the block's number in x, y, z (`BLOCK`), data in memory (`DATA`). */
  readonly from: number;
  /** By how much it rises with the counter of each loop (a slot), outermost first; those beyond the list change nothing. */
  readonly slopes: readonly Slope[];
}

/** Bits of `from`. */
export const BLOCK = [1, 2, 4] as const;
export const DATA = 8;

export function from(parts: readonly Known[]): number {
  return parts.reduce((bits, part) => bits | part.from, 0);
}

/** `undefined`: data decide, or something that is not linear. */
export type Slope = number | undefined;

/** The number of what is a constant alone. */
export const NO_BASE = 0;

/** Offsets of turns of unrolled loops: constants that differ, larger than any other. */
export const TURN = 2 ** 33;

export function isConstant({ base, offset }: Known): boolean {
  return base === NO_BASE && Math.abs(offset) < TURN / 2;
}

/** Values of one name are equal. */
export function named({ base, offset }: Known): string {
  return `${base}+${offset}`;
}

/** A value of which nothing is known but where it changes. */
export function opaque(slot: number, base: number, depth: number, bits: number): Known {
  return { slot, base, offset: 0, depth, baseDepth: depth, rises: false, from: bits, slopes: Array.from({ length: depth }, () => undefined) };
}

/** A value that no loop changes. */
export function fixed(slot: number, base: number, bits = 0): Known {
  return { slot, base, offset: 0, depth: 0, baseDepth: 0, rises: false, from: bits, slopes: [] };
}

export function constantValue(slot: number, value: number): Known {
  return { slot, base: NO_BASE, offset: value, depth: 0, baseDepth: 0, rises: false, from: 0, slopes: [] };
}

/** Slopes of a sum (`sign` 1) or a difference (-1). */
export function slopesOfSum(tape: TapeWriter, a: Known, b: Known, sign: 1 | -1): readonly Slope[] {
  return zip(a, b, (left, right) => {
    if (isZero(tape, right)) return left;
    if (left === undefined || right === undefined) return undefined;
    return tape.value(sign === 1 ? 'add' : 'sub', left, right);
  }, tape);
}

export function slopesOfProduct(tape: TapeWriter, a: Known, b: Known): readonly Slope[] {
  const scaled = (slope: Slope, by: number): Slope => (slope === undefined || isZero(tape, slope) ? slope : tape.value('mul', slope, by));
  return zip(a, b, (left, right) => {
    const one = scaled(left, b.slot);
    const other = scaled(right, a.slot);
    if (isZero(tape, other)) return one;
    if (isZero(tape, one)) return other;
    return one === undefined || other === undefined ? undefined : tape.value('add', one, other);
  }, tape);
}

/** Of a value that is not linear in what it is made of. */
export function slopesOfOther(parts: readonly Known[]): readonly Slope[] {
  return Array.from({ length: Math.max(0, ...parts.map((p) => p.depth)) }, () => undefined);
}

function zip(a: Known, b: Known, f: (a: Slope, b: Slope) => Slope, tape: TapeWriter): readonly Slope[] {
  const zero = tape.constant(0);
  const at = ({ slopes }: Known, i: number): Slope => (i < slopes.length ? slopes[i] : zero);
  return Array.from({ length: Math.max(a.slopes.length, b.slopes.length) }, (_, i) => f(at(a, i), at(b, i)));
}

function isZero(tape: TapeWriter, slope: Slope): boolean {
  return slope === tape.constant(0);
}
