import * as k from '../../ir/kernel/build.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { Size } from '../../symbolic/index.js';

/** Statements that stand for what the routines of the support headers do, for the cost model to count. They are never printed. */

export function loopOver(name: string, lo: KExpr, hi: KExpr, step: number, body: readonly KStmt[]): KStmt {
  return { kind: 'for', name, lo, hi, step, binding: { kind: 'serial' }, body };
}

/** Number of the turn in `turnsOf`: what does not depend on it is done once. */
export const TURN = k.counter('turn');

/** `body` so many times, the turns beside each other. */
export function turnsOf(count: number, body: readonly KStmt[]): readonly KStmt[] {
  return [{ kind: 'for', name: 'turn', lo: k.constant(0), hi: k.constant(count), step: 1, binding: { kind: 'unroll' }, body }];
}

/** `body` so many times, one turn after another. */
export function inTurn(name: string, count: number, body: readonly KStmt[]): KStmt {
  return { kind: 'for', name, lo: k.constant(0), hi: k.constant(count), step: 1, binding: { kind: 'pipeline', ii: 1 }, body };
}

/** A value that is another one each time. */
export function changing(name: string, type: 'f32' | 'i32' = 'f32'): KStmt {
  return { kind: 'declare', name, init: k.constant(0.5, type) };
}

export function callOf(routine: string): KStmt {
  return { kind: 'call', name: routine, args: [] };
}

const LOCAL: KBuffer = { kind: 'buffer', name: 'local', dtype: 'f32', space: 'shared', elements: Size.constant(4) };

/** Loads of four values each from the memory of the block. */
export function localLoads(count: number): readonly KStmt[] {
  return Array.from({ length: count }, () => ({ kind: 'let', name: 'loaded', value: k.load(LOCAL, k.constant(0), 4) }));
}
