import type { Expr, ComputeOp, Tensor } from '../ir/nodes.js';
import { opDefines, someExprRemembered } from '../ir/visit.js';
import { isFloat } from '../numerics/dtype.js';
import { Size, type Sym } from '../symbolic/index.js';
import { footprintOf, isDataDependent, tensorBytes } from './access.js';
import { dependsOn, operands } from './dependence.js';
import type { Extents } from './extents.js';
import { union } from './work.js';

/** One kernel of a framework that runs operators one after another and keeps every intermediate result in memory. */
export interface FrameworkKernel {
  readonly kind: 'elementwise' | 'reduction' | 'contraction' | 'gather' | 'attention' | 'gathered-attention' | 'selection';
  readonly reads: Sym;
  readonly writes: Sym;
  readonly flop: Sym;
  /** Candidates of a row of which a selection keeps some, and rows. */
  readonly row?: Sym;
  readonly rows?: Sym;
}

/**
 * The launch chain of an operation: its expression tree, one kernel for each arithmetic node, operands first. Only attention is one
 * kernel, over gathered rows too: libraries have it (FlashMLA, paged and block-sparse attention).
 */
export function frameworkKernels(op: ComputeOp, extents: Extents): readonly FrameworkKernel[] {
  const kernels: FrameworkKernel[] = [];
  const emit = (kind: FrameworkKernel['kind'], reads: Sym, writes: Sym, flop: Sym, rows?: Pick<FrameworkKernel, 'row' | 'rows'>): Sym => {
    kernels.push({ kind, reads, writes, flop, ...rows });
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
        const { bytes, flop, gathers } = insideAttention(expr);
        return emit(gathers ? 'gathered-attention' : 'attention', bytes, result(), flop);
      }
    }
  };

  /** What varies along the softmax is computed inside, each tensor read once; all else is an operand. */
  const insideAttention = (expr: Extract<Expr, { readonly kind: 'softmax-sum' }>): { readonly bytes: Sym; readonly flop: Sym; readonly gathers: boolean } => {
    const read = new Map<Tensor, Sym>();
    const parts: Sym[] = [];
    const varies = (e: Expr): boolean => { const axes = dependsOn(e); return expr.axes.some((axis) => axes.has(axis)); };
    const logits = extents.points(union(dependsOn(expr.logit), expr.axes));
    const flop = [Size.mul(4, logits), Size.mul(2, extents.points(union(dependsOn(expr.logit), dependsOn(expr.value), expr.axes)))];
    let gathers = false;
    const walk = (e: Expr): void => {
      if (!varies(e)) { parts.push(operand(e)); return; }
      if (e.kind === 'load') {
        if (e.indices.some(isDataDependent)) gathers = true;
        if (!read.has(e.tensor)) read.set(e.tensor, footprintOf(e, extents).bytes);
        return;
      }
      if (e.kind === 'reduce') flop.push(Size.mul(2, extents.points(union(dependsOn(e.value), e.axes))));
      operands(e).forEach(walk);
    };
    walk(expr.logit);
    walk(expr.value);
    return { bytes: Size.add(...parts, ...read.values()), flop: Size.add(...flop), gathers };
  };

  const written = Size.add(...opDefines(op).map((t: Tensor) => tensorBytes(t)));
  const rowsOf = ({ outer, axis }: Pick<Extract<ComputeOp, { readonly kind: 'topk' }>, 'outer' | 'axis'>): Pick<FrameworkKernel, 'row' | 'rows'> =>
    ({ row: extents.points([axis]), rows: extents.points(outer) });
  switch (op.kind) {
    case 'map': {
      const value = operand(op.value);
      if (kernels.length === 0) emit('elementwise', value, value, Size.constant(0));
      break;
    }
    case 'scatter': emit('gather', operand(op.value), Size.add(written, Size.mul(8, extents.points(op.axes))), extents.points(op.axes)); break;
    case 'topk': emit('selection', operand(op.key), written, extents.points([...op.outer, op.axis]), rowsOf(op)); break;
    case 'filter': emit('selection', operand(op.predicate), written, extents.points([...op.outer, op.axis]), rowsOf(op)); break;
  }
  return kernels;
}

/** Frameworks keep the result of narrow operands narrow. */
function widthOf(expr: Expr): number {
  return expr.type === 'bool' ? 1 : readsWide(expr) ? 4 : 2;
}

const readsWide = someExprRemembered((e) => e.kind === 'load' && (e.tensor.dtype === 'f32' || !isFloat(e.tensor.dtype)));
