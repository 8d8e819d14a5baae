import { elementsOf } from '../../ir/elements.js';
import type { ScatterOp } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import { combine, identity } from '../../ir/kernel/lower-expression.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { scalarTypeOf } from '../../numerics/dtype.js';
import { lower } from './lower.js';
import { loopsOver } from './reduce.js';
import { sizeValue, type KernelScope } from './scope.js';

/** Walks the points in order on one thread, so that results do not depend on the number of threads. */
export function emitScatter(op: ScatterOp, scope: KernelScope, out: KStmt[]): void {
  const { target } = op;
  const type = scalarTypeOf(target.dtype);
  const elements = sizeValue(elementsOf(target));
  const own = scope.buffer(target, 'write');
  const narrow = target.dtype !== 'f32' && target.dtype !== 'i32';
  // Narrow targets are rounded once, at the end.
  const totals: KBuffer = narrow ? { ...scope.local(`${target.name}_total`, type === 'f32' ? 'f32' : 'i32', 0) } : own;
  const start = identity(op.combine, type === 'bool' ? 'i32' : type);
  if (narrow) {
    out.push({ kind: 'object', type: `std::vector<${type === 'f32' ? 'float' : 'int'}>`, name: totals.name, args: [castSize(elements), start] });
  } else {
    out.push({ kind: 'call', name: 'mpc_fill', args: [own, elements, start] });
  }
  loopsOver(op.axes, [{ axes: new Map() }], scope, out, ([env], block) => {
    if (!env) return;
    const value = lower(op.value, env, scope, block);
    const name = scope.fresh('to');
    const at = scope.offset(target, op.indices.map((i) => lower(i, env, scope, block)));
    block.push({ kind: 'let', name, value: at });
    const to = k.variable(name, at.type);
    const old = k.load(totals, to);
    const next = op.combine === 'sum' ? combine('sum', old, value) : k.call(`mpc_${op.combine}`, [old, value], old.type);
    block.push({ kind: 'store', buffer: totals, index: to, value: next });
  });
  if (!narrow) return;
  const name = scope.fresh('i');
  out.push({
    kind: 'for', name, lo: k.constant(0), hi: elements, step: 1, binding: { kind: 'serial' },
    body: [{ kind: 'store', buffer: own, index: k.counter(name), value: k.load(totals, k.counter(name)) }],
  });
}

const castSize = (value: KExpr): KExpr => k.call('size_t', [value], 'i64');
