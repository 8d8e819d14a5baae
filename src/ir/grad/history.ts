import { isFloat } from '../../numerics/dtype.js';
import type { Expr, LoadExpr, Op, Tensor } from '../nodes.js';
import { opDefines } from '../visit.js';
import { NoGradient } from './host.js';
import { differentiableOperands } from './rules.js';

/** A tensor as one operation left it. Temporaries have one version; memories one for each write, and the one from before. */
export interface Version { readonly tensor: Tensor; readonly writer: Op | undefined }

/** Who computed what from what, for the operations up to a loss. */
export class History {
  private readonly writers = new Map<Tensor, Op[]>();
  private readonly positions = new Map<Op, number>();
  private known = 0;

  constructor(private readonly ops: readonly Op[], private readonly once: boolean) {}

  /** Takes note of operations that were added since. */
  private update(): void {
    for (; this.known < this.ops.length; this.known++) {
      const op = this.ops[this.known];
      if (!op) continue;
      this.positions.set(op, this.known);
      if (op.once !== this.once) continue;
      for (const tensor of opDefines(op)) this.writers.set(tensor, [...this.writers.get(tensor) ?? [], op]);
    }
  }

  position(op: Op): number {
    this.update();
    return this.positions.get(op) ?? this.ops.length;
  }

  /** What a load at a place in the list of operations reads. */
  versionAt(tensor: Tensor, position: number): Version {
    this.update();
    const writer = (this.writers.get(tensor) ?? []).filter((op) => this.position(op) < position).at(-1);
    return { tensor, writer };
  }

  readBy(op: Op, tensor: Tensor): Version {
    return this.versionAt(tensor, this.position(op));
  }

  /** Throws if an expression from the place of `op` would read another version of a memory at the end of the list. */
  requireCurrent(e: LoadExpr, op: Op): void {
    const then = this.readBy(op, e.tensor);
    const now = this.versionAt(e.tensor, this.ops.length);
    if (e.tensor.role === 'memory' && then.writer !== now.writer && now.writer) {
      throw new NoGradient({ kind: 'overwritten', tensor: e.tensor, op: now.writer });
    }
  }

  /** Operations on which a tensor depends through derivatives, in order. */
  leadingTo(loss: Tensor): readonly Op[] {
    const found = new Set<Op>();
    const visit = ({ writer }: Version): void => {
      if (!writer || found.has(writer)) return;
      found.add(writer);
      for (const tensor of differentiableReads(writer)) visit(this.readBy(writer, tensor));
    };
    visit(this.versionAt(loss, this.ops.length));
    return [...found].sort((a, b) => this.position(a) - this.position(b));
  }
}

/** Float tensors whose values reach the result of an operation through derivatives. */
export function differentiableReads(op: Op): ReadonlySet<Tensor> {
  const found = new Set<Tensor>();
  const seen = new Set<Expr>();
  const visit = (e: Expr): void => {
    if (seen.has(e)) return;
    seen.add(e);
    if (e.kind === 'load' && e.type === 'f32') found.add(e.tensor);
    differentiableOperands(e).forEach(visit);
  };
  switch (op.kind) {
    case 'map': case 'scatter': visit(op.value); break;
    case 'call': op.args.forEach(({ tensor }) => { if (isFloat(tensor.dtype)) found.add(tensor); }); break;
    default: break;
  }
  // Of a scan's own values each point passes to the next; the tensor as a whole depends on the others.
  if (op.kind === 'map' && op.sequential) found.delete(op.target);
  return found;
}
