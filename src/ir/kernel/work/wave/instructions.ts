import type { KExpr } from '../../nodes.js';
import type { WaveCounts } from '../counts.js';

/** Kinds of instructions that only compute. */
export type Instructions = keyof WaveCounts & ('arithmetic' | 'division' | 'special' | 'integer');

export const SPECIAL: ReadonlySet<string> = new Set(['exp', 'log', 'exp2', 'log2', 'sqrt', 'rsqrt', 'sin', 'cos', 'tanh']);

/** A division of whole numbers by a variable; by a constant: a product, a shift and a correction; a remainder takes one more. */
const BY_VARIABLE = 40;
const BY_CONSTANT = 3;

/** What an expression takes on a GPU by itself, operands left out; a vector takes it for each lane. Sums and products of whole numbers are looked at elsewhere. */
export function instructionsOf(e: KExpr): readonly [kind: Instructions, amount: number] {
  switch (e.kind) {
    // Signs are part of what uses the value.
    case 'unary': return SPECIAL.has(e.op) ? ['special', e.lanes] : ['arithmetic', e.op === 'neg' || e.op === 'abs' ? 0 : e.lanes];
    case 'binary':
      if (e.left.type !== 'f32') return ['integer', 1];
      if (e.op === 'pow') return ['special', 2 * e.lanes];
      if (e.op === 'div') return ['division', e.lanes];
      return ['arithmetic', e.op === 'min' || e.op === 'max' ? 2 * e.lanes : e.lanes];
    case 'convert': return ['arithmetic', e.type === 'f32' || e.value.type === 'f32' ? e.lanes : 0];
    case 'round': return ['arithmetic', 4 * e.lanes];
    default: return ['arithmetic', e.lanes];
  }
}

/** Instructions of a division of whole numbers, and those more that its remainder takes. */
export function divisionBy(divisor: KExpr): { readonly quotient: number; readonly remainder: number } {
  if (divisor.kind !== 'const') return { quotient: BY_VARIABLE, remainder: 1 };
  return Number.isInteger(Math.log2(divisor.value)) ? { quotient: 1, remainder: 0 } : { quotient: BY_CONSTANT, remainder: 1 };
}
