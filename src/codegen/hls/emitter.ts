import type { Axis, Expr } from '../../ir/nodes.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Bounds } from './bounds.js';
import type { Target } from './device.js';
import type { Names } from './names.js';
import type { Scope } from './scope.js';

/** What lowering a reduction needs of the process that it goes into. */
export interface Emitter {
  readonly names: Names;
  readonly bounds: Bounds;
  readonly target: Target;
  /** The value of `expr` in `scope`; what must run first goes to `out`. */
  value(expr: Expr, scope: Scope, out: KStmt[]): KExpr;
  /** Names a value, so that it is computed once. */
  bind(prefix: string, value: KExpr, out: KStmt[]): KExpr;
  /** A loop over an axis; the innermost loops are pipelined. `ii` is what the body allows. */
  loop(axis: Axis, scope: Scope, out: KStmt[], body: (scope: Scope, out: KStmt[]) => void, ii?: number): void;
  loops(axes: readonly Axis[], scope: Scope, out: KStmt[], body: (scope: Scope, out: KStmt[]) => void, ii?: number): void;
}
