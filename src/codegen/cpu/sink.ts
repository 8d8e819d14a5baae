import * as k from '../../ir/kernel/build.js';
import type { KExpr } from '../../ir/kernel/nodes.js';
import type { Expr, Tensor } from '../../ir/nodes.js';
import { strideAlong } from './access.js';
import { lower, splat } from './lower.js';
import type { Sink } from './points.js';
import { sizeValue, type Env, type KernelScope } from './scope.js';

/** Stores into a tensor. */
export function targetSink(target: Tensor, indices: readonly Expr[], scope: KernelScope): Sink {
  return (given, env, out) => {
    // Storing rounds anyway.
    const value = given.kind === 'round' && given.to === target.dtype ? given.value : given;
    const buffer = scope.buffer(target, 'write');
    const { lane } = env;
    const at = (e: Env): KExpr => scope.offset(target, indices.map((i) => lower(i, e, scope, out)));
    if (!lane) {
      out.push({ kind: 'store', buffer, index: at(env), value });
      return;
    }
    const first: Env = { axes: new Map(env.axes).set(lane.axis, lane.base) };
    const stride = strideAlong(target, indices, lane.axis);
    const count = lane.valid ? [lane.valid] : [];
    const vector = stored(splat(value));
    if (stride?.key === '1') out.push({ kind: 'call', name: 'mpc_store', args: [k.address(buffer, at(first)), vector, ...count] });
    else if (stride) out.push({ kind: 'call', name: 'mpc_store_strided', args: [k.address(buffer, at(first)), sizeValue(stride), vector, ...count] });
    else out.push({ kind: 'call', name: 'mpc_store_indexed', args: [k.address(buffer, k.constant(0)), splat(at(env)), vector, ...count] });
  };
}

/** Masks are stored as 0 and 1. */
const stored = (value: KExpr): KExpr => (value.type === 'bool' ? { kind: 'convert', value, type: 'i32', lanes: value.lanes } : value);
