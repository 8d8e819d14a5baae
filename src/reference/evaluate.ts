import { scalarTypeOf } from '../numerics/dtype.js';
import { roundTo } from '../numerics/float.js';
import type { Axis, Expr, FilterOp, MapOp, ComputeOp, ScatterOp, TopkOp } from '../ir/nodes.js';
import { bracket, compileBounded, sumError, type BoundedScope } from './bounded.js';
import { compileLoops, compileOffset } from './expression.js';
import { AxisSlots } from './index-space.js';
import { axisRef, eachPoint, type Tensors } from './operation.js';
import { finishReduce, reduceFunction, reduceIdentity } from '../ir/scalar.js';
import type { Choice } from './sample.js';
import { elements, type Elements, type SizeValues } from './storage.js';

/** What a map or scatter writes: element `offsets[i]` of the target becomes `values[i]`, give or take `bounds[i]`. */
export interface ElementsResult {
  readonly kind: 'elements';
  readonly offsets: Float64Array;
  readonly values: Float64Array;
  readonly bounds: Float64Array;
  /** Elements that are written, those included that were not chosen. */
  readonly total: number;
  /** 1 for each element of the target that is written; undefined: all of them. */
  readonly written?: Uint8Array;
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
 * make from the same values. Bounds of the tensors read (`Stored.bounds`) carry over. An update in place reads its target's
 * stored values, a scan those of the element before. `choice`: evaluate only some elements of a map or scatter.
 */
export function evaluateOp(op: ComputeOp, tensors: Tensors, sizes: SizeValues, choice?: Choice): OpResult {
  const scope: BoundedScope = { sizes, slots: new AxisSlots(), read: tensors, bound: new Float64Array(1) };
  switch (op.kind) {
    case 'map': return evaluateMap(op, scope, choice);
    case 'scatter': return evaluateScatter(op, scope, choice);
    case 'topk': return evaluateSelection(op, op.key, scope);
    case 'filter': return evaluateSelection(op, op.predicate, scope);
  }
}

/**
 * Evaluates a scan whose target nobody else has computed: each element is stored, with its bound, before the next one reads it.
 * `target` is where to: its `bounds` must be there.
 */
export function evaluateScan(op: MapOp, target: { readonly data: Elements; readonly bounds: Float64Array }, tensors: Tensors, sizes: SizeValues): void {
  const scope: BoundedScope = { sizes, slots: new AxisSlots(), read: tensors, bound: new Float64Array(1) };
  const offset = compileOffset({ tensor: op.target, indices: op.indices }, scope);
  const element = boundedElement(op, scope);
  compileLoops(op.axes, scope, () => {
    const at = offset();
    target.data[at] = element();
    target.bounds[at] = scope.bound[0] ?? 0;
  })();
}

function countPoints(axes: readonly Axis[], scope: BoundedScope): number {
  let count = 0;
  compileLoops(axes, scope, () => { count++; })();
  return count;
}

/** The value of a map's point as it is stored; the bound is in `scope.bound`. */
function boundedElement(op: MapOp, scope: BoundedScope): () => number {
  const { bound } = scope;
  const { dtype } = op.target;
  const value = compileBounded(op.value, scope);
  const store = (x: number): number => roundTo(dtype, x);
  return () => {
    const x = value();
    bound[0] = bracket(store, x, bound[0] ?? 0);
    return store(x);
  };
}

function evaluateMap(op: MapOp, scope: BoundedScope, choice: Choice | undefined): ElementsResult {
  const total = countPoints(op.axes, scope);
  const room = elements(scope.read(op.target).shape);
  const written = total < room ? new Uint8Array(room) : undefined;
  let chosen = total;
  if (choice) {
    chosen = 0;
    for (let i = 0; i < total; i++) if (choice(i, total)) chosen++;
  }
  const [offsets, values, bounds] = [new Float64Array(chosen), new Float64Array(chosen), new Float64Array(chosen)];
  const offset = compileOffset({ tensor: op.target, indices: op.indices }, scope);
  const element = boundedElement(op, scope);
  let [point, i] = [0, 0];
  compileLoops(op.axes, scope, () => {
    const isWanted = !choice || choice(point, total);
    point++;
    if (!isWanted && !written) return;
    const at = offset();
    if (written) written[at] = 1;
    if (!isWanted) return;
    offsets[i] = at;
    values[i] = element();
    bounds[i++] = scope.bound[0] ?? 0;
  })();
  return { kind: 'elements', offsets, values, bounds, total, ...(written ? { written } : {}) };
}

function evaluateScatter(op: ScatterOp, scope: BoundedScope, choice: Choice | undefined): ElementsResult {
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
    if (choice && !choice(at, total)) return;
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
  const all = Array.from({ length: total }, (_, i) => i);
  const chosen = choice ? all.filter((i) => choice(i, total)) : all;
  return {
    kind: 'elements', total, offsets: Float64Array.from(chosen),
    values: Float64Array.from(chosen, (i) => values[i] ?? 0), bounds: Float64Array.from(chosen, (i) => bounds[i] ?? 0),
  };
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
