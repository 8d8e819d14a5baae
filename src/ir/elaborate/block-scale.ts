import type { TensorDecl } from '../../dsl/ast.js';
import type { Tensor } from '../nodes.js';
import type { Context } from './context.js';

/** The memory of scales that goes with a memory declared with `block`; undefined where it has none. */
export function declareScales(_cx: Context, _decl: TensorDecl, _memory: Tensor): Tensor | undefined {
  return undefined; // to be written
}
