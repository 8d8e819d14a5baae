import type { Axis, ComputeOp, Expr, Method, Tensor } from '../ir/nodes.js';
import { freeAxes, opAxes, visitOp } from '../ir/visit.js';
import { Size } from '../symbolic/index.js';
import { boundAxes } from './dependence.js';
import type { Environment } from './environment.js';
import type { Extents } from './extents.js';

/** Values that the elements of a tensor have in the mean: what bounds of loops and places of accesses depend on. */
export type TypicalElement = (index: number) => number;

/**
 * Typical elements of the tensors of a method at given sizes, as some of its operations see them. A table of lists rises evenly, the count of a selection is its estimate, ids
 * are scattered over their range.
 */
export function typicalElements(method: Method, ops: readonly ComputeOp[], extents: Extents, env: Environment): (tensor: Tensor) => TypicalElement {
  const axes = axesOf(ops);
  const counts = countsOf(method);
  const known = new Map<Tensor, TypicalElement>();
  const derive = (tensor: Tensor): TypicalElement => {
    const list = extents.listLength(tensor, axes);
    if (list) {
      const mean = evaluate(list, env);
      return (index) => Math.round(index * mean);
    }
    const selected = extents.selectedBy(tensor);
    if (selected) {
      const count = Math.round(evaluate(selected, env));
      return () => count;
    }
    if (counts.has(tensor)) {
      const listed = method.tensors.find((t) => t.count === tensor);
      const length = evaluate(listed?.shape[0] ?? Size.constant(1), env);
      return () => length;
    }
    // Where a range ends that only data decide.
    const ended = [...axes].find(({ hi }) => hi.kind === 'load' && hi.tensor === tensor && tensor.shape.length === 0);
    if (ended) {
      const extent = Math.round(evaluate(extents.of(ended), env));
      return () => extent;
    }
    const rising = risingOf(method, tensor, (axis) => Math.max(1, evaluate(extents.of(axis), env)));
    if (rising) return rising;
    if (tensor.idRange) {
      const range = Math.max(1, evaluate(tensor.idRange, env));
      return (index) => scattered(index) % range;
    }
    return tensor.dtype === 'bool' ? () => 1 : (index) => scattered(index) % 16;
  };
  return (tensor) => {
    const found = known.get(tensor) ?? derive(tensor);
    known.set(tensor, found);
    return found;
  };
}

/** Computed elements that follow their neighbours: the row in which an entry of flattened lists lies, and its place within the lists. */
function risingOf(method: Method, tensor: Tensor, extent: (axis: Axis) => number): TypicalElement | undefined {
  const op = method.ops.find((o) => o.kind === 'map' && o.target === tensor);
  if (op?.kind !== 'map' || op.axes.length !== 1 || tensor.dtype !== 'i32') return undefined;
  const [axis] = op.axes;
  if (!axis) return undefined;
  const { value } = op;
  if (slope(value, axis) === 1) return (index) => index;
  // How many ends lie before this place.
  const [row] = value.kind === 'reduce' && value.op === 'sum' && value.axes.length === 1 ? value.axes : [];
  const test = value.kind === 'reduce' && value.value.kind === 'convert' ? value.value.value : undefined;
  if (!row || test?.kind !== 'binary' || (test.op !== 'le' && test.op !== 'lt') || freeAxes(test.left).has(axis) || slope(test.right, axis) !== 1) return undefined;
  const rows = extent(row);
  const each = Math.max(1, extent(axis) / rows);
  return (index) => Math.min(rows - 1, Math.floor(index / each));
}

/** By how much a value rises with an axis, apart from what tables add. */
function slope(expr: Expr, axis: Axis): number {
  if (expr.kind === 'axis-ref') return expr.axis === axis ? 1 : 0;
  if (expr.kind !== 'binary' || (expr.op !== 'add' && expr.op !== 'sub')) return 0;
  const right = slope(expr.right, axis);
  return slope(expr.left, axis) + (expr.op === 'add' ? right : -right);
}

/** What depends on no sizes is found once. */
const axesByOps = new WeakMap<readonly ComputeOp[], ReadonlySet<Axis>>();
const countsByMethod = new WeakMap<Method, ReadonlySet<Tensor>>();

function axesOf(ops: readonly ComputeOp[]): ReadonlySet<Axis> {
  const known = axesByOps.get(ops);
  if (known) return known;
  const found = new Set(ops.flatMap(opAxes));
  for (const op of ops) visitOp(op, (expr) => { for (const axis of boundAxes(expr)) found.add(axis); });
  axesByOps.set(ops, found);
  return found;
}

function countsOf(method: Method): ReadonlySet<Tensor> {
  const counts = countsByMethod.get(method) ?? new Set(method.tensors.flatMap((t) => t.count ?? []));
  countsByMethod.set(method, counts);
  return counts;
}

function evaluate(value: Parameters<typeof Size.evaluate>[0], env: Environment): number {
  try {
    return Size.evaluate(value, env);
  } catch {
    return 1; // a length that the environment does not know
  }
}

/** A whole number that says nothing about its neighbours (multiplicative hashing). */
function scattered(index: number): number {
  return Math.imul(index + 1, 0x9e3779b1) >>> 1;
}
