import type { Span } from '../../diagnostics/diagnostic.js';
import type { FnDecl, FnLocal } from '../../dsl/ast.js';
import type { Sym } from '../../symbolic/index.js';
import type { ConstExpr, Expr, Tensor } from '../nodes.js';

/** A tensor with some indices given: `pooled[h, :]` is pooled with slots [h, open]. */
export interface View {
  readonly tensor: Tensor;
  /** One for each dimension of the tensor; undefined where the view ranges over it. */
  readonly slots: readonly (Expr | undefined)[];
  readonly span: Span;
}

/** What a name stands for. */
export type Binding =
  | { readonly kind: 'size'; readonly value: Sym; readonly span: Span }
  | { readonly kind: 'const'; readonly value: ConstExpr; readonly span: Span }
  | { readonly kind: 'tensor'; readonly tensor: Tensor; readonly span: Span }
  /** An index, an id that an index stands for, or a scalar parameter. */
  | { readonly kind: 'value'; readonly value: Expr; readonly span: Span }
  | { readonly kind: 'view'; readonly view: View; readonly span: Span }
  /** A local definition of a function, elaborated at its first use. */
  | { readonly kind: 'lazy'; readonly force: () => Binding; readonly span: Span }
  /** Something whose definition was wrong: uses of it are not reported again. */
  | { readonly kind: 'broken'; readonly span: Span };

/** A tensor-valued or scalar call with its arguments bound. */
export interface BoundCall {
  readonly fn: FnDecl;
  /** Parameters, and the local definitions that are the same for all elements of the result. */
  readonly scope: Scope;
  readonly dependent: readonly FnLocal[];
  readonly span: Span;
  /** Extents of a tensor-valued result; empty for a scalar. */
  readonly extents: readonly Sym[];
}

export interface ScopeOptions {
  /** Where library code was called from: its nodes take this span. */
  readonly site?: Span | undefined;
  readonly onUse?: (name: string) => void;
}

/** Names visible at a point, innermost first. */
export class Scope {
  private readonly bindings = new Map<string, Binding>();
  readonly site: Span | undefined;
  /** Calls whose arguments were bound while ranges were inferred. */
  readonly calls = new Map<object, BoundCall | undefined>();
  /** Indices that stand for the slices of `target[h, :] = …`, in order. */
  sliceIndices: readonly Expr[] | undefined;

  constructor(private readonly parent: Scope | undefined, private readonly options: ScopeOptions = {}) {
    this.site = options.site ?? parent?.site;
    this.sliceIndices = parent?.sliceIndices;
  }

  define(name: string, binding: Binding): void {
    this.bindings.set(name, binding);
  }

  remove(name: string): void {
    this.bindings.delete(name);
  }

  own(name: string): Binding | undefined {
    return this.bindings.get(name);
  }

  entries(): Iterable<readonly [string, Binding]> {
    return this.bindings.entries();
  }

  lookup(name: string): Binding | undefined {
    const found = this.bindings.get(name);
    if (!found) return this.parent?.lookup(name);
    this.options.onUse?.(name);
    return found.kind === 'lazy' ? found.force() : found;
  }

  /** All visible names, for suggestions. */
  names(): readonly string[] {
    return [...this.bindings.keys(), ...(this.parent?.names() ?? [])];
  }

  /** The span to give to a node read from `span`. */
  at(span: Span): Span {
    return this.site ?? span;
  }
}

export function openDims(view: View): readonly Sym[] {
  return view.tensor.shape.filter((_, d) => view.slots[d] === undefined);
}

/** A view with its open dimensions filled in order; undefined entries stay open. */
export function fillView(view: View, indices: readonly (Expr | undefined)[], span: Span): View {
  let next = 0;
  return { tensor: view.tensor, slots: view.slots.map((slot) => slot ?? indices[next++]), span };
}
