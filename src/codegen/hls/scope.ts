import type { Axis, Expr } from '../../ir/nodes.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { Size, type Sym } from '../../symbolic/index.js';

/**
 * A block of a process: the process itself, an operation, or the body of a loop over one axis. What depends only on the
 * axes in scope here is put into `prologue`, in front of the block's own statements: rows fetched, reductions hoisted.
 */
export interface Scope {
  readonly parent?: Scope;
  /** The loop whose body this is. */
  readonly axis?: Axis;
  readonly axes: ReadonlyMap<Axis, KExpr>;
  readonly prologue: KStmt[];
  /** How often the block runs, at most. */
  readonly trips: Sym;
  /** Values that stand for expressions here and in the blocks inside. */
  readonly known: Map<Expr, KExpr>;
  /** Rows and elements that are on the chip here, by what they are. */
  readonly rows: Map<string, KBuffer | KExpr>;
  /** Operations start a scope: nothing that they compute from may move out of it. */
  readonly isOperation: boolean;
}

export function rootScope(): Scope {
  return { axes: new Map(), prologue: [], trips: Size.constant(1), known: new Map(), rows: new Map(), isOperation: false };
}

export function operationScope(parent: Scope): Scope {
  return { ...parent, parent, prologue: [], known: new Map(), rows: new Map(), isOperation: true };
}

export function loopScope(parent: Scope, axis: Axis, value: KExpr): Scope {
  return {
    parent, axis, axes: new Map(parent.axes).set(axis, value), prologue: [], trips: Size.mul(parent.trips, axis.bound),
    known: new Map(), rows: new Map(), isOperation: false,
  };
}

/** From the scope itself outwards. */
export function enclosing(scope: Scope): readonly Scope[] {
  const chain: Scope[] = [];
  for (let at: Scope | undefined = scope; at; at = at.parent) chain.push(at);
  return chain;
}

/** The axes of the loops around and at a scope, outermost first. */
export function loopAxes(scope: Scope): readonly Axis[] {
  return enclosing(scope).map((s) => s.axis).filter((a) => a !== undefined).reverse();
}

/** The outermost scope that has all `needed` axes, not outside the operation if `inOperation`. */
export function outermostWith(scope: Scope, needed: ReadonlySet<Axis>, inOperation: boolean): Scope {
  let best = scope;
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    for (const axis of needed) if (!at.axes.has(axis)) return best;
    best = at;
    if (inOperation && at.isOperation) break;
  }
  return best;
}

export function knownValue(scope: Scope, expr: Expr): KExpr | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const value = at.known.get(expr);
    if (value) return value;
  }
  return undefined;
}
