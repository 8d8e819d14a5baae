import type { Op, Tensor } from '../nodes.js';
import { isZero } from './algebra.js';
import { asTensor, assemble, constant, elementOf, type Adjoint, type OriginContribution } from './adjoint.js';
import { Backprop } from './backprop.js';
import { differentiableReads, History, type Version } from './history.js';
import { NoGradient, type GradHost, type GradProblem } from './host.js';
import { Workspace, type Origin } from './workspace.js';

/**
 * Derivatives of one loss by any tensors, by reverse mode: the adjoint of a tensor is the sum of what the operations that
 * read it pass back from the adjoints of their results. Adjoints are computed when first asked for and shared afterwards.
 *
 * `min` and `max` of two pass to the one that is the result (the left one of equals), over a range to the elements that
 * are, in equal shares. Rounding and storage in narrow types count as the identity; `floor`, `ceil`, `pow2ceil`,
 * comparisons, integers and selections as constants. The derivatives of `abs` and `sqrt` at 0 are 0.
 */
export class Gradients {
  private readonly history: History;
  private readonly work: Workspace;
  private readonly leading: readonly Op[];
  private readonly adjoints = new Map<Tensor, Map<Op | undefined, Adjoint>>();

  constructor(private readonly host: GradHost, private readonly loss: Tensor) {
    this.history = new History(host.ops, host.place.once);
    this.work = new Workspace(host, this.history);
    this.leading = this.history.leadingTo(loss);
  }

  /** A temporary of the shape of `w` with the derivative of the loss by each of its elements, or why there is none. */
  by(w: Tensor): { readonly tensor: Tensor } | { readonly problem: GradProblem } {
    try {
      const version = this.versionOf(w);
      if (!version) return { problem: { kind: 'independent' } };
      const adjoint = this.adjointOf(version);
      const tensor = asTensor(adjoint, w, this.work, this.origin());
      if (adjoint.kind === 'formula') this.remember(version, { kind: 'tensor', tensor });
      return { tensor };
    } catch (error) {
      if (error instanceof NoGradient) return { problem: error.problem };
      throw error;
    }
  }

  /** The contents of `w` on which the loss depends. */
  private versionOf(w: Tensor): Version | undefined {
    if (w === this.loss) return this.history.versionAt(w, this.host.ops.length);
    const readers = this.leading.filter((op) => differentiableReads(op).has(w));
    const versions = new Map(readers.map((op) => [this.history.readBy(op, w).writer, op]));
    const [first, second] = [...versions];
    if (second) throw new NoGradient({ kind: 'two-versions', tensor: w, op: second[1] });
    return first && { tensor: w, writer: first[0] };
  }

  private origin(): Origin {
    const { writer } = this.history.versionAt(this.loss, this.host.ops.length);
    if (!writer) throw new Error(`${this.loss.name} is not computed`);
    return this.work.here(writer);
  }

  private remember({ tensor, writer }: Version, adjoint: Adjoint): Adjoint {
    const versions = this.adjoints.get(tensor) ?? new Map<Op | undefined, Adjoint>();
    versions.set(writer, adjoint);
    this.adjoints.set(tensor, versions);
    return adjoint;
  }

  private adjointOf(version: Version): Adjoint {
    const { tensor, writer } = version;
    if (tensor === this.loss) return constant(1);
    const known = this.adjoints.get(tensor)?.get(writer);
    if (known) return known;
    const contributions = this.leading
      .filter((op) => differentiableReads(op).has(tensor) && this.history.readBy(op, tensor).writer === writer)
      .flatMap((op) => this.passedBack(op, tensor));
    return this.remember(version, assemble(tensor, contributions, this.work, this.origin()));
  }

  /** What an operation that leads to the loss passes back to a tensor that it reads. */
  private passedBack(op: Op, to: Tensor): readonly OriginContribution[] {
    if (op.kind === 'call') throw new NoGradient({ kind: 'call', tensor: to, name: op.callee.name, op });
    if (op.kind !== 'map' && op.kind !== 'scatter') return [];
    if (op.kind === 'map' && op.sequential) throw new NoGradient({ kind: 'scan', tensor: op.target, op });
    const adjoint = this.adjointOf({ tensor: op.target, writer: op });
    if (adjoint.kind === 'formula' && isZero(adjoint.value)) return [];
    const origin = this.work.originOf(op);
    return Backprop.run(op, to, elementOf(adjoint, op.indices), this.work).map((c) => ({ ...c, origin }));
  }
}
