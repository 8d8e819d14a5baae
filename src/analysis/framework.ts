import type { Expr, ComputeOp, Tensor } from '../ir/nodes.js';
import { opDefines, someExprRemembered } from '../ir/visit.js';
import { isFloat } from '../numerics/dtype.js';
import { Size, type Sym } from '../symbolic/index.js';
import { footprintOf, isDataDependent, tensorBytes } from './access.js';
import { dependsOn } from './dependence.js';
import type { Extents } from './extents.js';
import { union } from './work.js';

/** One kernel of a framework that runs operators one after another and keeps every intermediate result in memory. */
export interface FrameworkKernel {
  readonly kind: 'elementwise' | 'reduction' | 'contraction' | 'gather' | 'selection';
  readonly reads: Sym;
  readonly writes: Sym;
  readonly flop: Sym;
}

/** The launch chain of an operation: its expression tree, one kernel for each arithmetic node, operands first. */
export function frameworkKernels(op: ComputeOp, extents: Extents): readonly FrameworkKernel[] {
  const kernels: FrameworkKernel[] = [];
  const emit = (kind: FrameworkKernel['kind'], reads: Sym, writes: Sym, flop: Sym): Sym => {
    kernels.push({ kind, reads, writes, flop });
    return writes;
  };

  /** Bytes of the operand's value, after emitting what computes it. */
  const operand = (expr: Expr): Sym => {
    const points = extents.points(dependsOn(expr));
    const result = (): Sym => Size.mul(widthOf(expr), points);
    switch (expr.kind) {
      case 'const': case 'size': case 'axis-ref': return Size.constant(0);
      case 'load': {
        const { bytes } = footprintOf(expr, extents);
        return expr.indices.some(isDataDependent) ? emit('gather', bytes, bytes, Size.constant(0)) : bytes;
      }
      case 'convert': case 'round': case 'unary': {
        const value = operand(expr.value);
        return dependsOn(expr).size === 0 ? value : emit('elementwise', value, result(), points);
      }
      case 'binary': case 'select': {
        const parts = expr.kind === 'binary' ? [expr.left, expr.right] : [expr.cond, expr.then, expr.else];
        const values = Size.add(...parts.map(operand));
        return Size.equals(values, 0) ? values : emit('elementwise', values, result(), points);
      }
      case 'reduce': {
        const inside = extents.points(union(dependsOn(expr.value), expr.axes));
        if (expr.op === 'sum' && expr.value.kind === 'binary' && expr.value.op === 'mul' && expr.type === 'f32') {
          return emit('contraction', Size.add(operand(expr.value.left), operand(expr.value.right)), result(), Size.mul(2, inside));
        }
        return emit('reduction', operand(expr.value), result(), inside);
      }
      case 'softmax-sum': {
        const logits = extents.points(union(dependsOn(expr.logit), expr.axes));
        const logit = operand(expr.logit);
        const weights = emit('reduction', Size.mul(2, logit), logit, Size.mul(4, logits));
        const products = extents.points(union(dependsOn(expr.logit), dependsOn(expr.value), expr.axes));
        return emit('contraction', Size.add(weights, operand(expr.value)), result(), Size.mul(2, products));
      }
    }
  };

  const written = Size.add(...opDefines(op).map((t: Tensor) => tensorBytes(t)));
  switch (op.kind) {
    case 'map': {
      const value = operand(op.value);
      if (kernels.length === 0) emit('elementwise', value, value, Size.constant(0));
      break;
    }
    case 'scatter': emit('gather', operand(op.value), Size.add(written, Size.mul(8, extents.points(op.axes))), extents.points(op.axes)); break;
    case 'topk': emit('selection', operand(op.key), written, extents.points([...op.outer, op.axis])); break;
    case 'filter': emit('selection', operand(op.predicate), written, extents.points([...op.outer, op.axis])); break;
  }
  return kernels;
}

/** Frameworks keep the result of narrow operands narrow. */
function widthOf(expr: Expr): number {
  return expr.type === 'bool' ? 1 : readsWide(expr) ? 4 : 2;
}

const readsWide = someExprRemembered((e) => e.kind === 'load' && (e.tensor.dtype === 'f32' || !isFloat(e.tensor.dtype)));
