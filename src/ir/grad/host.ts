import type { Span } from '../../diagnostics/diagnostic.js';
import type { Expr, Op, SizeSymbol, Stage, Tensor } from '../nodes.js';

/** Where gradients are asked for: the operations so far, and how more are added behind them. */
export interface GradHost {
  readonly ops: readonly Op[];
  readonly sizes: readonly SizeSymbol[];
  readonly place: { readonly stage: Stage; readonly once: boolean; readonly when?: Expr };
  /** The text that asks for a gradient: where operations come from. */
  readonly span: () => Span;
  /** A name that nothing has, beginning with `prefix`. */
  readonly freshName: (prefix: string) => string;
  readonly emit: (tensor: Tensor, op: Op) => void;
}

/** Why there is no gradient. `tensor` is the scan's or call's result, or the memory; `op` what stands in the way. */
export type GradProblem =
  | { readonly kind: 'independent' }
  | { readonly kind: 'scan'; readonly tensor: Tensor; readonly op: Op }
  | { readonly kind: 'call'; readonly tensor: Tensor; readonly name: string; readonly op: Op }
  | { readonly kind: 'overwritten'; readonly tensor: Tensor; readonly op: Op }
  | { readonly kind: 'two-versions'; readonly tensor: Tensor; readonly op: Op };

/** Leaves the computation of a gradient; caught where it began. */
export class NoGradient extends Error {
  constructor(readonly problem: GradProblem) {
    super(`no gradient: ${problem.kind}`);
  }
}
