import type { CallStmt, DefineStmt } from '../../dsl/ast.js';
import { scalarTypeOf } from '../../numerics/dtype.js';
import type { Axis, Expr, Op, Tensor } from '../nodes.js';
import { mapOp } from '../visit.js';
import type { Context, Place } from './context.js';
import { fullAxis, reference } from './ranges.js';

/**
 * `keep x[i] = …`: what was just defined becomes a state that later steps find. If it is an output, that is a copy of the state, made in
 * each step. `first` is the number of operations before the statement.
 */
export function keepResults(cx: Context, stmt: DefineStmt | CallStmt, place: Place, first: number): void {
  if (place.once || cx.rounds.length > 0) {
    cx.report('MPC3039', { where: place.once ? 'in `prepare once`' : 'inside `repeat`' }, stmt.span, {
      hint: place.once ? 'write a `computed` memory' : 'compute in the loop, keep the result after it',
    });
    return;
  }
  const targets = stmt.kind === 'call' ? stmt.targets : [stmt.target];
  const kept = new Map<Tensor, Tensor>();
  for (const { name, span } of targets) {
    const found = cx.global.own(name);
    if (found?.kind !== 'tensor' || found.tensor.role === 'memory') continue;
    const { tensor } = found;
    const count = cx.selections.get(tensor) ?? tensor.count;
    const keptCount = count && memoryOf(cx, count);
    const memory = memoryOf(cx, tensor, keptCount);
    kept.set(tensor, memory);
    if (count && keptCount) kept.set(count, keptCount);
    cx.global.define(name, { kind: 'tensor', tensor: memory, span });
    if (keptCount) {
      cx.selections.set(memory, keptCount);
      cx.bounds.addSelection(memory, keptCount);
    }
  }
  const ops = cx.ops.splice(first).map((op) => writing(op, kept));
  cx.ops.push(...ops);
  for (const [result, memory] of kept) {
    const range = cx.bounds.rangeOf(result);
    if (range) cx.bounds.addRange(memory, range.low, range.high);
    cx.attempted.add(memory);
    cx.writes.push({ tensor: memory, span: stmt.span, order: cx.order, place });
    cx.definitions.delete(result);
    const at = cx.tensors.indexOf(result);
    if (result.role === 'output') {
      cx.tensors.splice(at, 0, memory);
      cx.keptOutputs.set(result.name, result);
      copyOut(cx, memory, result, place);
    } else {
      cx.tensors.splice(at, 1, memory);
    }
  }
}

function memoryOf(cx: Context, tensor: Tensor, count?: Tensor): Tensor {
  const { dtype, shape, idRange, span } = tensor;
  const name = tensor.role === 'output' ? cx.freshName(`${tensor.name}_kept`) : tensor.name;
  return { kind: 'tensor', name, role: 'memory', dtype, shape, ...(idRange ? { idRange } : {}), growth: { kind: 'state' }, ...(count ? { count } : {}), span };
}

/** The operation with memories in place of the results. */
function writing(op: Op, kept: ReadonlyMap<Tensor, Tensor>): Op {
  const of = (tensor: Tensor): Tensor => kept.get(tensor) ?? tensor;
  const next = mapOp(op, (e) => (e.kind === 'load' && kept.has(e.tensor) ? { ...e, tensor: of(e.tensor) } : e));
  switch (next.kind) {
    case 'map': case 'scatter': return { ...next, target: of(next.target) };
    case 'topk': case 'filter': return { ...next, ids: of(next.ids), count: of(next.count) };
    case 'call': return { ...next, results: next.results.map(({ tensor, count }) => ({ tensor: of(tensor), ...(count ? { count: of(count) } : {}) })) };
  }
}

/** Runs in each step, whatever the condition of the statement. */
function copyOut(cx: Context, memory: Tensor, output: Tensor, { stage, once, conditions }: Place): void {
  const { span, shape } = output;
  const axes = shape.map((extent, d): Axis => fullAxis(cx, `i${d === 0 ? '' : d}`, extent, span));
  const indices = axes.map((axis): Expr => reference(axis, span));
  const value: Expr = { kind: 'load', tensor: memory, indices, type: scalarTypeOf(memory.dtype), span };
  cx.ops.push({ kind: 'map', stage, once, span, target: output, axes, indices, value });
  cx.definitions.set(output, { place: { stage, once, conditions }, span, order: cx.order });
}
