import type { Span } from '../../diagnostics/diagnostic.js';
import { scalarTypeOf } from '../../numerics/dtype.js';
import type { Axis, Expr, MapOp, Tensor } from '../nodes.js';
import { exprKey } from '../structural-key.js';
import { childrenOf, freeAxes, someExpr, substituteAxes } from '../visit.js';
import { binary } from './arithmetic.js';
import type { Context, Place } from './context.js';
import { reference } from './ranges.js';

/** A write to a memory: `target[indices] = value` over `axes`. */
export interface Write {
  readonly target: Tensor;
  readonly axes: readonly Axis[];
  readonly indices: readonly Expr[];
  readonly value: Expr;
  readonly span: Span;
}

/**
 * Adds a write. A value that reads its own memory at the element written, and outside of reductions, is an update in place; one that
 * reads others is computed as a whole first.
 */
export function writeMemory(cx: Context, write: Write, place: Place): void {
  const whole = readsElsewhere(write) ? throughTemporary(cx, write, place) : write;
  cx.ops.push(mapOf(whole, place));
}

function mapOf({ target, axes, indices, value, span }: Write, { stage, once, when }: Place): MapOp {
  return { kind: 'map', stage, once, ...(when ? { when } : {}), span, target, axes, indices, value };
}

function readsElsewhere({ target, axes, indices, value }: Write): boolean {
  const isTarget = (e: Expr): boolean => e.kind === 'load' && e.tensor === target;
  const own = indices.map((i) => exprKey(i)).join();
  const elsewhere = (e: Expr): boolean => {
    if (e.kind === 'load' && e.tensor === target && e.indices.map((i) => exprKey(i)).join() === own) return false;
    if (isTarget(e)) return true;
    return e.kind === 'reduce' || e.kind === 'softmax-sum' ? someExpr(e, isTarget) : childrenOf(e).some(elsewhere);
  };
  return elsewhere(value) || axes.some((a) => [a.lo, a.hi].some((e) => someExpr(e, isTarget)));
}

/** Computes the values into a temporary over the same points, each axis counted from 0; what remains is a copy. */
function throughTemporary(cx: Context, write: Write, place: Place): Write {
  const { target, axes, span } = write;
  const own = new Map<Axis, Expr>();
  const rebased = axes.map((axis): Axis => {
    const [lo, hi] = [substituteAxes(axis.lo, own), substituteAxes(axis.hi, own)];
    const fromZero = lo.kind === 'const' && lo.value === 0;
    const next: Axis = fromZero ? { ...axis, lo, hi } : { ...axis, lo: cx.int(0, span), hi: binary(cx, 'sub', hi, lo, 'i32', span) };
    own.set(axis, fromZero ? reference(next, span) : binary(cx, 'add', reference(next, span), lo, 'i32', span));
    return next;
  });
  const { dtype, idRange } = target;
  const temporary = cx.addTensor({
    kind: 'tensor', name: cx.freshName(target.name), role: 'temp', dtype, shape: axes.map((a) => a.bound), ...(idRange ? { idRange } : {}), span,
  });
  cx.definitions.set(temporary, { place, span, order: cx.order });
  cx.ops.push(mapOf({ target: temporary, axes: rebased, indices: rebased.map((a) => reference(a, span)), value: substituteAxes(write.value, own), span }, place));
  const indices = axes.map((axis) => binary(cx, 'sub', reference(axis, span), axis.lo, 'i32', span));
  return { ...write, value: { kind: 'load', tensor: temporary, indices, type: scalarTypeOf(dtype), span } };
}

/**
 * The axes that the indices do not determine: each index must be an axis, shifted or scaled, or have none; undefined where an axis
 * stands in something else, so that different points may meet in one element.
 */
export function undetermined(axes: readonly Axis[], indices: readonly Expr[]): readonly Axis[] | undefined {
  const own = new Set(axes);
  const found = new Set<Axis>();
  for (const index of indices) {
    const mentioned = [...freeAxes(index)].filter((a) => own.has(a));
    const [axis] = mentioned;
    if (!axis) continue;
    if (mentioned.length > 1 || found.has(axis) || !isOneToOne(index, axis)) return undefined;
    found.add(axis);
  }
  return axes.filter((a) => !found.has(a));
}

function isOneToOne(index: Expr, axis: Axis): boolean {
  if (index.kind === 'axis-ref') return index.axis === axis;
  if (index.kind !== 'binary') return false;
  const { op, left, right } = index;
  const isFree = (e: Expr): boolean => !freeAxes(e).has(axis);
  switch (op) {
    case 'add': case 'sub': return (isFree(left) && isOneToOne(right, axis)) || (isFree(right) && isOneToOne(left, axis));
    case 'mul': {
      const [factor, other] = isFree(left) ? [left, right] : [right, left];
      return factor.kind === 'const' && factor.value !== 0 && isOneToOne(other, axis);
    }
    default: return false;
  }
}
