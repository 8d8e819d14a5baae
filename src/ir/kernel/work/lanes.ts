import type { KBinaryOp, KUnaryOp } from '../nodes.js';

/** A value in each lane of a wave; one number where all lanes hold the same. */
export type Lanes = number | Float64Array;

export function laneOf(value: Lanes, lane: number): number {
  return typeof value === 'number' ? value : value[lane] ?? 0;
}

function laneCount(value: Lanes): number {
  return typeof value === 'number' ? 1 : value.length;
}

export function mapLanes(value: Lanes, f: (x: number) => number): Lanes {
  if (typeof value === 'number') return f(value);
  const result = new Float64Array(value.length);
  for (let i = 0; i < result.length; i++) result[i] = f(value[i] ?? 0);
  return result;
}

export function zipLanes(a: Lanes, b: Lanes, f: (x: number, y: number) => number): Lanes {
  if (typeof a === 'number' && typeof b === 'number') return f(a, b);
  const result = new Float64Array(typeof a === 'number' ? laneCount(b) : a.length);
  for (let i = 0; i < result.length; i++) result[i] = f(laneOf(a, i), laneOf(b, i));
  return result;
}

export function selectLanes(cond: Lanes, then: Lanes, other: Lanes): Lanes {
  if (typeof cond === 'number') return cond !== 0 ? then : other;
  return cond.map((c, i) => laneOf(c !== 0 ? then : other, i));
}

/** The largest value of the lanes whose `active` is not 0; `none` if there is no such lane. */
export function largest(value: Lanes, active: Lanes, none: number): number {
  if (typeof active === 'number') {
    if (active === 0) return none;
    return typeof value === 'number' ? value : value.reduce((a, b) => Math.max(a, b), -Infinity);
  }
  let most = -Infinity;
  active.forEach((on, i) => { if (on !== 0) most = Math.max(most, laneOf(value, i)); });
  return most === -Infinity ? none : most;
}

/** Lanes that are active, of `wave`. */
export function countActive(active: Lanes, wave: number): number {
  return typeof active === 'number' ? (active !== 0 ? wave : 0) : active.reduce((n, on) => n + (on !== 0 ? 1 : 0), 0);
}

const truth = (value: boolean): number => (value ? 1 : 0);

export const BINARY: Readonly<Record<KBinaryOp, (a: number, b: number, integer: boolean) => number>> = {
  add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b,
  div: (a, b, integer) => (b === 0 ? 0 : integer ? Math.floor(a / b) : a / b),
  mod: (a, b) => (b === 0 ? 0 : a - b * Math.floor(a / b)),
  min: (a, b) => Math.min(a, b), max: (a, b) => Math.max(a, b), pow: (a, b) => Math.abs(a) ** b,
  bitand: (a, b) => a & b, bitor: (a, b) => a | b, bitxor: (a, b) => a ^ b, shl: (a, b) => a << b, shr: (a, b) => a >> b,
  lt: (a, b) => truth(a < b), le: (a, b) => truth(a <= b), eq: (a, b) => truth(a === b), ne: (a, b) => truth(a !== b),
  and: (a, b) => truth(a !== 0 && b !== 0), or: (a, b) => truth(a !== 0 || b !== 0),
};

/** Values only matter where they decide a bound or an index: special functions are left out. */
export function unaryValue(op: KUnaryOp, x: number): number {
  switch (op) {
    case 'neg': return -x;
    case 'abs': return Math.abs(x);
    case 'not': return truth(x === 0);
    case 'floor': return Math.floor(x);
    case 'ceil': return Math.ceil(x);
    case 'sqrt': return Math.sqrt(Math.abs(x));
    default: return 0.5;
  }
}
