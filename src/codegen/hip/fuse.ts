import type { Expr, LoadExpr, MapOp, ComputeOp, Tensor } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import { freshAxes, loadsOf, mapOp, opDefines, opReads, substituteAxes, visitOp } from '../../ir/visit.js';

/**
 * Operations of a step as the GPU runs them: logits that only the softmax of the same step reads are computed inside of it,
 * so that they never go to memory and each entry is read once for logit and value.
 */
export function fuseLogits(step: Step): readonly ComputeOp[] {
  return step.hidden.reduce<readonly ComputeOp[]>((ops, tensor) => inlineInto(ops, tensor), step.ops);
}

function inlineInto(ops: readonly ComputeOp[], tensor: Tensor): readonly ComputeOp[] {
  const producer = ops.find((op): op is MapOp => op.kind === 'map' && op.target === tensor);
  if (!producer || tensor.dtype !== 'f32' || producer.sequential || !isPlain(producer)) return ops;
  const readers = ops.filter((op) => opReads(op).includes(tensor));
  const [reader] = readers;
  if (!reader || readers.length > 1 || loadsInLogits(reader, tensor) !== loadsOf(reader).filter((l) => l.tensor === tensor).length) return ops;
  // What the producer reads must not change before it is computed.
  const between = ops.slice(ops.indexOf(producer) + 1, ops.indexOf(reader));
  if (between.some((op) => opDefines(op).some((t) => opReads(producer).includes(t)))) return ops;
  const fused = mapOp(reader, (e) => (e.kind === 'load' && e.tensor === tensor ? valueAt(producer, e) : e));
  return ops.flatMap((op) => (op === producer ? [] : op === reader ? [fused] : [op]));
}

/** Every point of the axes goes to the element of that number. */
function isPlain(op: MapOp): boolean {
  return op.indices.length === op.axes.length && op.indices.every((index, i) => index.kind === 'axis-ref' && index.axis === op.axes[i]);
}

function valueAt(producer: MapOp, load: LoadExpr): Expr {
  const at = new Map(producer.axes.flatMap((axis, i) => {
    const index = load.indices[i];
    return index ? [[axis, index] as const] : [];
  }));
  return freshAxes(substituteAxes(producer.value, at));
}

function loadsInLogits(op: ComputeOp, tensor: Tensor): number {
  let count = 0;
  const visit = (e: Expr): void => { if (e.kind === 'load' && e.tensor === tensor) count++; };
  visitOp(op, (e) => {
    if (e.kind === 'softmax-sum') visitShallow(e.logit, visit);
  });
  return count;
}

function visitShallow(expr: Expr, visit: (e: Expr) => void): void {
  visit(expr);
  switch (expr.kind) {
    case 'unary': case 'convert': case 'round': return visitShallow(expr.value, visit);
    case 'binary': visitShallow(expr.left, visit); return visitShallow(expr.right, visit);
    case 'select': [expr.cond, expr.then, expr.else].forEach((e) => visitShallow(e, visit)); return;
    default: return;
  }
}
