import { elementsOf } from '../../ir/elements.js';
import * as k from '../../ir/kernel/build.js';
import { identity, lowerLoops } from '../../ir/kernel/lower-expression.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, MapOp, ScatterOp, Tensor } from '../../ir/nodes.js';
import { Size } from '../../symbolic/index.js';
import { splitRagged, strideAlong } from './access.js';
import { bind, blockBase, blockIndex, clamp, decodePoint, pointCount, powerAtLeast, THREAD } from './points.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { elementIndex, lowerWith, threadLowering } from './thread.js';

export const BLOCK = 256;

type Emit = (scope: KernelScope, axes: ReadonlyMap<Axis, KExpr>, out: KStmt[]) => void;

/** The statement that puts the value of a point in its place. */
export function storeValue(scope: KernelScope, op: MapOp, axes: ReadonlyMap<Axis, KExpr>, value: KExpr, out: KStmt[]): void {
  const index = elementIndex(scope, op.target, op.indices.map((i) => lowerWith(scope, i, axes, new Map(), out)));
  out.push({ kind: 'store', buffer: scope.write(op.target), index, value });
}

/** The axis along which neighbouring points touch neighbouring elements of the target goes last. */
export function fastestLast(axes: readonly Axis[], indices: readonly Expr[]): readonly Axis[] {
  const last = indices.at(-1);
  const fastest = last && axes.findLast((a) => strideAlong(last, a) === 1);
  return fastest ? [...axes.filter((a) => a !== fastest), fastest] : axes;
}

/**
 * One thread for each point. Ragged axes are loops: the lanes of a group share the last one, and where there are few points
 * before it, several blocks do.
 */
export function perPoint(
  of: MethodScope, op: MapOp | ScatterOp, what: string, doc: readonly string[], emit: Emit,
  points: readonly Axis[] = op.axes, guard?: Expr,
): HipKernel {
  const scope = new KernelScope(of, op, what);
  const { plain, ragged } = splitRagged(points);
  const body: KStmt[] = [];
  const ordered = ragged.length === 0 ? fastestLast(plain, op.indices) : plain;
  const count = pointCount(ordered);
  const most = of.boundOf(count);
  const last = ragged.at(-1);
  const lanes = !last ? 1 : most >= 4096 ? 32 : BLOCK;
  const splits = !last || lanes < BLOCK ? 1 : clamp(powerAtLeast(1024 / most), 1, 256);
  const number = k.add(blockBase(scope, count, BLOCK / lanes), k.binary('div', THREAD, k.constant(lanes)));
  const point = bind(scope, 'point', number, body);
  const decoded: KStmt[] = [];
  const axes = decodePoint(scope, ordered, point, decoded);
  const inside: KStmt[] = [];
  if (!last) emit(scope, axes, inside);
  else {
    const lane = lanes === BLOCK ? THREAD : k.binary('mod', THREAD, k.constant(lanes));
    const first = bind(scope, 'lane', splits > 1 ? k.add(k.mul(blockIndex('y'), k.constant(lanes)), lane) : lane, inside);
    lowerLoops(ragged.slice(0, -1), threadLowering(scope, axes), inside, (lowering, block) => {
      const lo = lowerWith(scope, last.lo, lowering.axes, new Map(), block);
      const hi = lowerWith(scope, last.hi, lowering.axes, new Map(), block);
      const name = scope.fresh(last.name);
      const inner: KStmt[] = [];
      emit(scope, new Map(lowering.axes).set(last, k.counter(name)), inner);
      block.push({ kind: 'for', name, lo: k.add(lo, first), hi, step: lanes * splits, binding: { kind: 'serial' }, body: inner });
    });
  }
  if (guard) decoded.push({ kind: 'if', cond: lowerWith(scope, guard, axes, new Map(), decoded), then: inside, else: [] });
  else decoded.push(...inside);
  body.push({ kind: 'if', cond: k.lt(point, k.fromSym(count)), then: decoded, else: [] });
  return scope.finish({ doc, body, grid: [Size.ceildiv(count, BLOCK / lanes), splits], block: BLOCK });
}

/** A map whose every point is computed by one thread; `guard`: the points that count. */
export function mapPerPoint(of: MethodScope, op: MapOp, guard?: Expr): HipKernel {
  const ragged = splitRagged(op.axes).ragged.length > 0;
  const doc = [ragged ? 'One group of lanes for each row, the lanes along the ragged axis.' : 'One thread for each element.'];
  return perPoint(of, op, op.target.name, doc, (scope, axes, out) => {
    storeValue(scope, op, axes, lowerWith(scope, op.value, axes, new Map(), out), out);
  }, op.axes, guard);
}

/** Fills a tensor with one value. */
function fill(of: MethodScope, op: ScatterOp, target: Tensor, what: string, value: KExpr): HipKernel {
  const scope = new KernelScope(of, op, what);
  const count = elementsOf(target);
  const body: KStmt[] = [];
  const point = bind(scope, 'point', k.add(blockBase(scope, count, BLOCK), THREAD), body);
  body.push({ kind: 'if', cond: k.lt(point, k.fromSym(count)), else: [],
    then: [{ kind: 'store', buffer: scope.write(target), index: point, value }] });
  return scope.finish({ doc: ['Every element starts at the identity.'], body, grid: [Size.ceildiv(count, BLOCK)], block: BLOCK });
}

/**
 * A kernel that sets the target to the identity and one that combines the values into it by atomics. Targets that are
 * not 32 bits wide are accumulated in a scratch tensor that is, and converted by a third kernel.
 */
export function scatter(of: MethodScope, op: ScatterOp): readonly HipKernel[] {
  const direct = op.target.dtype === 'f32' || op.target.dtype === 'i32';
  const type = op.value.type === 'f32' ? 'f32' : 'i32';
  const into = direct ? op.target : of.scratchTensor(`${op.target.name}_sums`, type, op.target.shape, op.span);
  const order = op.combine === 'sum' && type === 'f32'
    ? 'Sums by atomics: the order of additions, and with it the last bits, may differ from run to run.'
    : 'Combines by atomics; the result does not depend on their order.';
  const start = fill(of, op, into, `${op.target.name}_clear`, identity(op.combine, type));
  const add = perPoint(of, op, op.target.name, [order], (scope, axes, out) => {
    const index = elementIndex(scope, into, op.indices.map((i) => lowerWith(scope, i, axes, new Map(), out)));
    const value = k.convert(lowerWith(scope, op.value, axes, new Map(), out), type);
    scope.read(into);
    out.push({ kind: 'atomic', op: op.combine, buffer: scope.write(into), index, value });
  });
  if (direct) return [start, add];
  const scope = new KernelScope(of, op, `${op.target.name}_store`);
  const count = elementsOf(op.target);
  const body: KStmt[] = [];
  const point = bind(scope, 'point', k.add(blockBase(scope, count, BLOCK), THREAD), body);
  const sum = k.load(scope.read(into), point);
  body.push({ kind: 'if', cond: k.lt(point, k.fromSym(count)), else: [], then: [
    { kind: 'store', buffer: scope.write(op.target), index: point, value: op.target.dtype === 'bool' ? k.binary('ne', sum, k.constant(0)) : sum },
  ] });
  return [start, add, scope.finish({ doc: ['To the type of the target.'], body, grid: [Size.ceildiv(count, BLOCK)], block: BLOCK })];
}
