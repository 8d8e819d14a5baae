import type { DType } from '../../../../numerics/dtype.js';
import type { KExpr } from '../../nodes.js';
import type { SomeCounts } from './counts.js';
import type { Reach, RoutineCall } from './graph.js';

/** A place that a routine touches: where its argument `address` points, or at the index that its argument `index` holds. */
export interface RoutinePlace extends Reach { readonly address: number; readonly index?: number }

/** What a routine of the support headers does. */
export interface Routine {
  readonly counts: SomeCounts | ((call: RoutineCall) => SomeCounts);
  readonly places?: readonly RoutinePlace[];
}

/** What the code of a back end means for a thread. */
export interface ThreadMeaning {
  /** Turns that a loop does at once which compilers make vectors of on their own. */
  readonly vectorised: number;
  /** What an expression takes by itself, operands left out; for a load what it takes beside the access. */
  readonly operation: (expr: KExpr) => SomeCounts;
  /** What storing a value takes. */
  readonly store: (dtype: DType, lanes: number) => SomeCounts;
  /** Cycles from an expression's operands to its value. */
  readonly latency: (expr: KExpr) => number;
  /** `dtype`: of the first buffer among the arguments; `lanes`: of the result. */
  readonly routine: (name: string, dtype: DType, lanes: number) => Routine;
}
