import { elementsOf } from '../../ir/elements.js';
import * as ir from '../../ir/build.js';
import type { Expr, MapOp, ReduceExpr, Tensor } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KStmt } from '../../ir/kernel/nodes.js';
import { toSym } from '../../ir/size-expr.js';
import { freshAxes, mapExpr, substituteAxes } from '../../ir/visit.js';
import { Size } from '../../symbolic/index.js';
import { dependsOn, fixedExtent, isRectangular, outermostReductions, workOf } from './access.js';
import { isIndependent } from './mode.js';
import { sizeValue, type KernelScope } from './scope.js';

/** A map with few elements and long reductions: parts of them for threads, and what adds the parts up, in order. */
export interface Split { readonly parts: readonly MapOp[]; readonly rest: MapOp }

const MOST_OUTPUTS = 512;
/** Shorter reductions are left alone. */
const LEAST_LENGTH = 2048;
/** Operations that make a part worth a thread. */
const PART_WORK = 65536;
const MOST_PARTS = 256;

/**
 * Splits the long reductions of a map that has too few elements for the threads. The parts follow from the sizes alone, so that
 * results do not depend on the number of threads. Declares the arrays for the parts.
 */
export function splitLong(op: MapOp, scope: KernelScope, out: KStmt[]): Split | undefined {
  const outputs = op.axes.reduce((n, a) => n * (fixedExtent(a) ?? Infinity), 1);
  const around = op.axes.slice(0, -1).reduce((n, a) => n * (fixedExtent(a) ?? Infinity), 1);
  if (outputs > MOST_OUTPUTS || around >= 8 || !isIndependent(op)) return undefined;
  const parts: MapOp[] = [];
  const sums = new Map<Expr, Expr>();
  for (const sum of new Set(outermostReductions(op.value))) {
    const made = sum.kind === 'reduce' ? splitOne(op, sum, outputs, scope, out) : undefined;
    if (!made) continue;
    parts.push(made.part);
    sums.set(sum, made.total);
  }
  return parts.length === 0 ? undefined : { parts, rest: { ...op, value: mapExpr(op.value, (e) => sums.get(e) ?? e) } };
}

function splitOne(
  op: MapOp, sum: ReduceExpr, outputs: number, scope: KernelScope, out: KStmt[],
): { readonly part: MapOp; readonly total: Expr } | undefined {
  const axis = sum.axes.find((a) => isRectangular(a) && a.lo.kind === 'const' && a.lo.value === 0 && scope.most(a.bound) >= LEAST_LENGTH);
  const extent = axis && toSym(axis.hi);
  if (!axis || !extent || sum.type === 'bool' || sum.axes.some((a) => dependsOn(a.lo, axis) || dependsOn(a.hi, axis))) return undefined;
  const others = sum.axes.filter((a) => a !== axis);
  const each = outputs * scope.most(Size.mul(workOf(sum.value), ...others.map((a) => a.bound)));
  const least = 2 ** Math.ceil(Math.log2(Math.max(64, PART_WORK / Math.max(1, each))));
  if (scope.most(axis.bound) < 4 * least) return undefined;
  const length = Size.max(least, Size.ceildiv(extent, MOST_PARTS));
  const count = Size.ceildiv(extent, length);
  const exprOf = (value: typeof length): Expr => ir.exprOfSym(value, scope.method.sizes);
  const part = ir.range('part', 0, exprOf(count), count);
  const from = ir.mul(part, exprOf(length));
  const within = { ...ir.range(axis.name, from, ir.min(ir.add(from, exprOf(length)), exprOf(extent)), length), span: axis.span };
  const tensor: Tensor = { ...op.target, name: `${op.target.name}_part`, role: 'temp', dtype: sum.type, shape: [count, ...op.axes.map((a) => a.bound)] };
  allocate(tensor, scope, out);
  const value: Expr = { ...sum, axes: sum.axes.map((a) => (a === axis ? within : a)), value: substituteAxes(sum.value, new Map([[axis, ir.expr(within)]])) };
  const number = op.axes.map((a) => ir.sub(a, a.lo));
  const all = ir.range('part', 0, exprOf(count), count);
  return {
    part: { ...op, target: tensor, axes: [part, ...op.axes], indices: [ir.expr(part), ...number], value: freshAxes(value) },
    total: { ...sum, axes: [all], value: ir.load(tensor, all, ...number) },
  };
}

function allocate(tensor: Tensor, scope: KernelScope, out: KStmt[]): void {
  const name = scope.fresh(tensor.name);
  const elements = k.add(sizeValue(elementsOf(tensor)), k.mul(k.constant(8), k.counter('MPC_LANES')));
  out.push({ kind: 'object', type: `std::vector<${tensor.dtype === 'f32' ? 'float' : 'int'}>`, name, args: [k.call('size_t', [elements], 'i64')] });
  scope.locals.set(tensor, { kind: 'buffer', name: `${name}.data()`, dtype: tensor.dtype, space: 'private', elements: elementsOf(tensor) });
}
