import type { Axis, FilterOp, MapOp, ComputeOp, Op, ScatterOp, Tensor, TopkOp } from '../ir/nodes.js';
import { roundTo } from '../numerics/float.js';
import { scalarTypeOf } from '../numerics/dtype.js';
import { compile, compileLoops, compileOffset, type Closure, type Scope } from './expression.js';
import { AxisSlots } from './index-space.js';
import { finishReduce, reduceFunction, reduceIdentity } from '../ir/scalar.js';
import { elements, type SizeValues, type Stored } from './storage.js';

/** Where an operation finds the tensors it reads and writes. */
export type Tensors = (tensor: Tensor) => Stored;

/** Runs one operation. Its results are written into the tensors' stored elements. */
export function runOp(op: ComputeOp, tensors: Tensors, sizes: SizeValues): void {
  const scope: Scope = { sizes, slots: new AxisSlots(), read: tensors };
  switch (op.kind) {
    case 'map': return runMap(op, scope);
    case 'scatter': return runScatter(op, scope);
    case 'topk': return runTopk(op, scope);
    case 'filter': return runFilter(op, scope);
  }
}

/** Whether an operation with a condition runs at these sizes. `flags` gives the tensors that the condition reads. */
export function isActive(op: Pick<Op, 'when'>, sizes: SizeValues, flags: Tensors = unreadable): boolean {
  return !op.when || compile(op.when, { sizes, slots: new AxisSlots(), read: flags })() !== 0;
}

const unreadable: Tensors = (tensor) => { throw new RangeError(`the condition of an operation reads ${tensor.name}`); };

/** Loops run in lexicographic order: a scan finds its previous element, an update in place its own, as they are by then. */
function runMap(op: MapOp, scope: Scope): void {
  const { data } = scope.read(op.target);
  const { dtype } = op.target;
  const offset = compileOffset({ tensor: op.target, indices: op.indices }, scope);
  const value = compile(op.value, scope);
  compileLoops(op.axes, scope, () => { data[offset()] = roundTo(dtype, value()); })();
}

/** Sums of floats are kept in float64 until the end. */
function runScatter(op: ScatterOp, scope: Scope): void {
  const { data, shape } = scope.read(op.target);
  const { dtype } = op.target;
  const type = scalarTypeOf(dtype);
  const combine = reduceFunction(op.combine);
  const totals = new Float64Array(elements(shape)).fill(reduceIdentity(op.combine, type));
  const offset = compileOffset({ tensor: op.target, indices: op.indices }, scope);
  const value = compile(op.value, scope);
  compileLoops(op.axes, scope, () => {
    const at = offset();
    totals[at] = combine(totals[at] ?? 0, value());
  })();
  for (let i = 0; i < totals.length; i++) data[i] = roundTo(dtype, finishReduce(totals[i] ?? 0, type));
}

/** Fills one row of ids for every point of `outer`; `choose` returns the ids in order. */
function runSelection(op: TopkOp | FilterOp, scope: Scope, choose: () => readonly number[]): void {
  const ids = scope.read(op.ids);
  const count = scope.read(op.count);
  const width = ids.shape[ids.shape.length - 1] ?? 1;
  const row = compileOffset({ tensor: op.count, indices: op.outer.map(axisRef) }, scope);
  ids.data.fill(-1, 0, elements(ids.shape));
  compileLoops(op.outer, scope, () => {
    const chosen = choose();
    const at = row();
    if (chosen.length > width) throw new RangeError(`${op.ids.name} has room for ${width} ids, ${chosen.length} were chosen`);
    ids.data.set(chosen, at * width);
    count.data[at] = chosen.length;
  })();
}

export function axisRef(axis: Axis): { readonly kind: 'axis-ref'; readonly axis: Axis; readonly type: 'i32'; readonly span: Axis['span'] } {
  return { kind: 'axis-ref', axis, type: 'i32', span: axis.span };
}

/** Calls `visit` with every value of `axis`, with its slot set. */
export function eachPoint(axis: Axis, scope: Scope, visit: (index: number) => void): () => void {
  const slot = scope.slots.slotOf(axis);
  return compileLoops([axis], scope, () => { visit(scope.slots.values[slot] ?? 0); });
}

function runTopk(op: TopkOp, scope: Scope): void {
  const key = compile(op.key, scope);
  let keys: { id: number; key: number }[] = [];
  const collect = eachPoint(op.axis, scope, (id) => {
    const k = key();
    if (k > -Infinity) keys.push({ id, key: k });
  });
  runSelection(op, scope, () => {
    keys = [];
    collect();
    return largest(keys, op.k);
  });
}

/** Ids of the `k` largest keys, largest first, equal keys by ascending id. */
export function largest(keys: { readonly id: number; readonly key: number }[], k: number): readonly number[] {
  keys.sort((a, b) => b.key - a.key || a.id - b.id);
  return keys.slice(0, k).map((entry) => entry.id);
}

function runFilter(op: FilterOp, scope: Scope): void {
  const predicate: Closure = compile(op.predicate, scope);
  let chosen: number[] = [];
  const collect = eachPoint(op.axis, scope, (id) => { if (predicate()) chosen.push(id); });
  runSelection(op, scope, () => {
    chosen = [];
    collect();
    return chosen;
  });
}
