import { scalarTypeOf } from '../numerics/dtype.js';
import { roundTo } from '../numerics/float.js';
import type { Axis, Expr, FilterOp, MapOp, ComputeOp, ScatterOp, TopkOp } from '../ir/nodes.js';
import { bracket, compileBounded, sumError, type BoundedScope } from './bounded.js';
import { compileLoops, compileOffset } from './expression.js';
import { AxisSlots } from './index-space.js';
import { axisRef, eachPoint, type Tensors } from './operation.js';
import { finishReduce, reduceFunction, reduceIdentity } from '../ir/scalar.js';
import { elements, type SizeValues } from './storage.js';

/** What a map or scatter writes: element `offsets[i]` of the target becomes `values[i]`, give or take `bounds[i]`. */
export interface ElementsResult {
  readonly kind: 'elements';
  readonly offsets: Float64Array;
  readonly values: Float64Array;
  readonly bounds: Float64Array;
}

/** One row of a selection: the keys (or predicates, 1 or 0) of the ids `first`, `first + 1`, … */
export interface SelectionRow {
  /** Row number in `count`. */
  readonly row: number;
  readonly first: number;
  readonly keys: Float64Array;
  readonly bounds: Float64Array;
}

export interface SelectionResult { readonly kind: 'selection'; readonly rows: readonly SelectionRow[] }

export type OpResult = ElementsResult | SelectionResult;

/**
 * Evaluates one operation from the stored values of the tensors it reads, with the error that a correct back end may
 * make from the same values. Bounds of the tensors read (`Stored.bounds`) carry over.
 */
export function evaluateOp(op: ComputeOp, tensors: Tensors, sizes: SizeValues): OpResult {
  const scope: BoundedScope = { sizes, slots: new AxisSlots(), read: tensors, bound: new Float64Array(1) };
  switch (op.kind) {
    case 'map': return evaluateMap(op, scope);
    case 'scatter': return evaluateScatter(op, scope);
    case 'topk': return evaluateSelection(op, op.key, scope);
    case 'filter': return evaluateSelection(op, op.predicate, scope);
  }
}

function countPoints(axes: readonly Axis[], scope: BoundedScope): number {
  let count = 0;
  compileLoops(axes, scope, () => { count++; })();
  return count;
}

function evaluateMap(op: MapOp, scope: BoundedScope): ElementsResult {
  const { bound } = scope;
  const { dtype } = op.target;
  const count = countPoints(op.axes, scope);
  const [offsets, values, bounds] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const offset = compileOffset({ tensor: op.target, indices: op.indices }, scope);
  const value = compileBounded(op.value, scope);
  const store = (x: number): number => roundTo(dtype, x);
  let i = 0;
  compileLoops(op.axes, scope, () => {
    offsets[i] = offset();
    const x = value();
    bounds[i] = bracket(store, x, bound[0] ?? 0);
    values[i++] = store(x);
  })();
  return { kind: 'elements', offsets, values, bounds };
}

function evaluateScatter(op: ScatterOp, scope: BoundedScope): ElementsResult {
  const { bound } = scope;
  const { dtype } = op.target;
  const type = scalarTypeOf(dtype);
  const total = elements(scope.read(op.target).shape);
  const values = new Float64Array(total).fill(reduceIdentity(op.combine, type));
  const [bounds, magnitude, count] = [new Float64Array(total), new Float64Array(total), new Float64Array(total)];
  const fractional = new Uint8Array(total);
  const combine = reduceFunction(op.combine);
  const offset = compileOffset({ tensor: op.target, indices: op.indices }, scope);
  const value = compileBounded(op.value, scope);
  compileLoops(op.axes, scope, () => {
    const at = offset();
    const x = value();
    const error = bound[0] ?? 0;
    values[at] = combine(values[at] ?? 0, x);
    bounds[at] = op.combine === 'sum' ? (bounds[at] ?? 0) + error : Math.max(bounds[at] ?? 0, error);
    magnitude[at] = (magnitude[at] ?? 0) + Math.abs(x);
    count[at] = (count[at] ?? 0) + 1;
    if (!Number.isInteger(x)) fractional[at] = 1;
  })();
  const store = (x: number): number => roundTo(dtype, x);
  for (let i = 0; i < total; i++) {
    const exact = bounds[i] === 0 && ((count[i] ?? 0) <= 1 || (!fractional[i] && (magnitude[i] ?? 0) <= 2 ** 24));
    const rounding = op.combine === 'sum' && type === 'f32' && !exact ? sumError(count[i] ?? 0, magnitude[i] ?? 0) : 0;
    const x = finishReduce(values[i] ?? 0, type);
    bounds[i] = bracket(store, x, (bounds[i] ?? 0) + rounding);
    values[i] = store(x);
  }
  return { kind: 'elements', offsets: Float64Array.from({ length: total }, (_, i) => i), values, bounds };
}

function evaluateSelection(op: TopkOp | FilterOp, what: Expr, scope: BoundedScope): SelectionResult {
  const { bound } = scope;
  const key = compileBounded(what, scope);
  const row = compileOffset({ tensor: op.count, indices: op.outer.map(axisRef) }, scope);
  const rows: SelectionRow[] = [];
  let first = 0;
  let keys: number[] = [];
  let bounds: number[] = [];
  const collect = eachPoint(op.axis, scope, (id) => {
    if (keys.length === 0) first = id;
    keys.push(key());
    bounds.push(bound[0] ?? 0);
  });
  compileLoops(op.outer, scope, () => {
    [keys, bounds] = [[], []];
    const at = row();
    collect();
    rows.push({ row: at, first, keys: Float64Array.from(keys), bounds: Float64Array.from(bounds) });
  })();
  return { kind: 'selection', rows };
}
