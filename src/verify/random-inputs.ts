import { listMeasuredBy } from '../analysis/index.js';
import type { Axis, Expr, Method, Tensor } from '../ir/nodes.js';
import { isCompute, opAxes, visitExpr, visitOp } from '../ir/visit.js';
import { emptyValue } from '../numerics/call-values.js';
import { isFloat } from '../numerics/dtype.js';
import { fromNumbers, type TensorData } from '../numerics/tensor-data.js';
import { Size } from '../symbolic/index.js';
import type { Random } from './random.js';

/** Seeded contents by name. Lists and kept selections go with their counts: distinct ids, as many as the count says, -1 after them. */
export function randomTensors(
  tensors: readonly Tensor[], method: Method, sizes: Readonly<Record<string, number>>, random: Random,
): Record<string, TensorData> {
  const named: Record<string, TensorData> = {};
  const counts = new Set(tensors.flatMap((t) => t.count ?? []));
  for (const tensor of tensors) {
    if (tensor.count) Object.assign(named, randomLists(tensor, tensor.count, sizes, random));
    else if (!counts.has(tensor)) named[tensor.name] = randomTensor(tensor, method, sizes, random);
  }
  return named;
}

function randomLists(tensor: Tensor, count: Tensor, sizes: Readonly<Record<string, number>>, random: Random): Record<string, TensorData> {
  const shape = tensor.shape.map((s) => Size.evaluate(s, sizes));
  const width = shape.at(-1) ?? 1;
  const rows = shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const range = tensor.idRange && Size.evaluate(tensor.idRange, sizes);
  const values = new Float64Array(rows * width).fill(emptyValue(tensor));
  const counts = Float64Array.from({ length: rows }, () => random.integer(0, Math.min(width, range ?? width)));
  counts.forEach((length, row) => {
    const chosen = new Set<number>();
    while (range !== undefined && chosen.size < length) chosen.add(random.integer(0, range - 1));
    const entries = range === undefined ? Array.from({ length }, () => random.normal()) : [...chosen];
    values.set(entries, row * width);
  });
  return {
    [tensor.name]: fromNumbers(tensor.dtype, shape, values),
    [count.name]: fromNumbers(count.dtype, shape.slice(0, -1), counts),
  };
}

/**
 * Seeded contents for a tensor: normal floats (weights scaled by the square root of their contraction length, as
 * initialisers do), ids within their range, and ascending offsets where the method uses the tensor as list bounds.
 */
export function randomTensor(
  tensor: Tensor, method: Method, sizes: Readonly<Record<string, number>>, random: Random,
): TensorData {
  const shape = tensor.shape.map((s) => Size.evaluate(s, sizes));
  const count = shape.reduce((a, b) => a * b, 1);
  const values = new Float64Array(count);
  const range = tensor.idRange ? Size.evaluate(tensor.idRange, sizes) : undefined;
  if (range !== undefined && boundsOfLists(method).has(tensor)) {
    const last = Math.max(0, range - 1);
    for (let i = 0; i < count; i++) values[i] = random.integer(0, last);
    values.sort();
    if (count > 0) { values[0] = 0; values[count - 1] = last; }
  } else if (range !== undefined) {
    for (let i = 0; i < count; i++) values[i] = random.integer(0, Math.max(0, range - 1));
  } else if (isFloat(tensor.dtype)) {
    const scale = tensor.role === 'weight' && shape.length > 1 ? 1 / Math.sqrt(Math.max(...shape)) : 1;
    const float = tensor.role === 'input' ? random.floats() : (): number => random.normal() * scale;
    for (let i = 0; i < count; i++) values[i] = float();
  } else if (tensor.dtype === 'bool') {
    for (let i = 0; i < count; i++) values[i] = random.integer(0, 1);
  } else {
    for (let i = 0; i < count; i++) values[i] = random.integer(1, 8);
  }
  return fromNumbers(tensor.dtype, shape, values);
}

/**
 * Tensors whose elements delimit ragged lists: they appear in the bounds of an axis, or an expression takes the distance of two
 * neighbours, which is the length of a list (an axis over several such lists is flattened before the first pass, and its bounds with it).
 */
function boundsOfLists(method: Method): ReadonlySet<Tensor> {
  const known = boundsByMethod.get(method);
  if (known) return known;
  const found = new Set<Tensor>();
  const collect = (expr: Expr): void => visitExpr(expr, (e) => { if (e.kind === 'load') found.add(e.tensor); });
  const visitAxes = (axes: readonly Axis[]): void => axes.forEach((a) => { collect(a.lo); collect(a.hi); });
  for (const op of method.ops.filter(isCompute)) {
    visitAxes(opAxes(op));
    visitOp(op, (e) => {
      if (e.kind === 'reduce' || e.kind === 'softmax-sum') visitAxes(e.axes);
      const list = listMeasuredBy(e);
      if (list) found.add(list.table);
    });
  }
  boundsByMethod.set(method, found);
  return found;
}

const boundsByMethod = new WeakMap<Method, ReadonlySet<Tensor>>();
