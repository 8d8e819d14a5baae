import type { CallOp, ComputeOp, Expr, Stage, Tensor } from './nodes.js';

/**
 * A step is the unit of placement: a run of operations that one device executes together.
 * `form-steps` (src/ir/passes) groups producers with the one consumer of their result where both walk the same axis,
 * so that a device which can stream need not write the intermediate (`hidden`) at all.
 */
export interface Step {
  readonly name: string;
  readonly stage: Stage;
  readonly once: boolean;
  readonly when?: Expr;
  readonly ops: readonly ComputeOp[];
  /** The host is called instead: `ops` is empty, no back end writes code for it. */
  readonly call?: CallOp;
  /** Tensors read that are not produced inside, in order of first use. */
  readonly reads: readonly Tensor[];
  /** Tensors produced that are needed outside: memories, outputs, temporaries of later steps. */
  readonly writes: readonly Tensor[];
  /** Temporaries produced and used only inside. */
  readonly hidden: readonly Tensor[];
}
