import type { Expr as Ast } from '../../dsl/ast.js';
import type { Context } from './context.js';
import type { Scope, View } from './scope.js';

/** `grad(loss, w)`: the gradient of a scalar result as a tensor of the shape of `w`. */
export function elaborateGrad(_cx: Context, _scope: Scope, _node: Ast & { readonly kind: 'call' }): View | undefined {
  throw new Error('to be written');
}
