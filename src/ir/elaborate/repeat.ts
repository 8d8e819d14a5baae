import type { RepeatStmt } from '../../dsl/ast.js';
import type { Context, Place } from './context.js';

/** `repeat r in 5 { … }`: the rounds, one after the other. */
export function repeat(_cx: Context, _stmt: RepeatStmt, _place: Place): void {
  throw new Error('to be written');
}
