import type { Span } from '../../diagnostics/diagnostic.js';
import type { Ident, TensorDecl } from '../../dsl/ast.js';
import type { DType } from '../../numerics/dtype.js';
import type { Sym } from '../../symbolic/index.js';
import type { Growth, Tensor, TensorRole } from '../nodes.js';
import type { Context } from './context.js';

/** Lists: so many entries at most, of which `count` are valid; behind them ids are -1, numbers 0. Used like a selection. */
export interface List { readonly list: Tensor; readonly count: Tensor }

/** What a list is declared as. */
export interface ListForm {
  readonly name: string;
  readonly span: Span;
  readonly role: TensorRole;
  readonly dtype: DType;
  /** Entries at most. */
  readonly most: Sym;
  readonly idRange?: Sym;
  readonly growth?: Growth;
}

/** The two tensors of a list. The count is called `NAME_count` where that name is free. */
export function listOf(cx: Context, { name, span, role, dtype, most, idRange, growth }: ListForm): List {
  const plain = `${name}_count`;
  const kept = growth ? { growth } : {};
  const count: Tensor = { kind: 'tensor', name: cx.isTaken(plain) ? cx.freshName(plain) : cx.take(plain), role, dtype: 'i32', shape: [], ...kept, span };
  return { list: { kind: 'tensor', name, role, dtype, shape: [most], ...(idRange ? { idRange } : {}), ...kept, count, span }, count };
}

/** Makes `count(list)`, `w in list` and `list[i]` work. Adds the count to the method; the list was added before. */
export function registerList(cx: Context, { list, count }: List): void {
  cx.addTensor(count);
  cx.selections.set(list, count);
  cx.bounds.addSelection(list, count);
}

/** `memory note : id<Words>[..1024] state`: declares the list, or what is wrong with it. */
export function declareList(cx: Context, decl: TensorDecl, ident: Ident, type: { readonly dtype: DType; readonly shape: readonly Sym[]; readonly idRange?: Sym }): void {
  const { name, span } = ident;
  const [most] = type.shape;
  if (decl.role !== 'memory' || decl.growth?.kind !== 'state' || decl.growth.from || decl.type?.block || !most) {
    const hint = decl.role === 'memory' && decl.growth?.from ? 'a list is empty at first: leave out `from`'
      : decl.role === 'memory' ? 'write `state` behind it' : `declare the length as a size: \`${name} : ${decl.type?.idOf ? 'id<…>' : type.dtype}[N]\``;
    cx.report('MPC2268', { name }, decl.type?.span ?? span, { hint });
    cx.declare(name, { kind: 'broken', span });
    return;
  }
  if (cx.global.own(name)) {
    cx.declare(name, { kind: 'broken', span });
    return;
  }
  const { dtype, idRange } = type;
  const list = listOf(cx, { name, span, role: 'memory', dtype, most, ...(idRange ? { idRange } : {}), growth: { kind: 'state' } });
  cx.declare(name, { kind: 'tensor', tensor: list.list, span });
  cx.addTensor(list.list);
  registerList(cx, list);
}
