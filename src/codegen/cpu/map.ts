import { elementsOf } from '../../ir/elements.js';
import type { Axis, Expr, MapOp } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KStmt } from '../../ir/kernel/nodes.js';
import { scanOf } from '../../ir/kernel/scan.js';
import { someExpr } from '../../ir/visit.js';
import { isFloat } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import { dependsOn, fixedExtent, invariantReductions, isRectangular, loadsWithin, workOf } from './access.js';
import { lower } from './lower.js';
import { chooseMode, isIndependent } from './mode.js';
import { grainOf, parallelOver } from './parallel.js';
import { emitPoints } from './points.js';
import { loopEnd, loopsOver } from './reduce.js';
import { emitScan } from './scan.js';
import { withRows } from './softmax.js';
import { targetSink } from './sink.js';
import { splitLong } from './split.js';
import { letValue, type Env, type KernelScope } from './scope.js';
import { emitTiles, tilePlan } from './tile.js';

const EMPTY: Env = { axes: new Map() };

/** Loop nest of a map: outer axes over threads, the last one in lanes or register blocks. */
export function emitMap(op: MapOp, scope: KernelScope, out: KStmt[]): void {
  const scan = scanOf(op);
  if (scan) {
    emitScan(op, scan, scope, out);
    return;
  }
  const split = splitLong(op, scope, out);
  if (split) {
    for (const part of [...split.parts, split.rest]) emitMap(part, scope, out);
    return;
  }
  const sink = targetSink(op.target, op.indices, scope);
  const x = op.axes[op.axes.length - 1];
  if (!x) {
    sink(lower(op.value, EMPTY, scope, out), EMPTY, out);
    return;
  }
  const outer = op.axes.slice(0, -1);
  if (!isIndependent(op)) {
    loopsOver(op.axes, [EMPTY], scope, out, ([env], block) => { if (env) sink(lower(op.value, env, scope, block), env, block); });
    return;
  }
  const tiles = tilePlan(op, scope);
  if (tiles) {
    emitTiles(op, tiles, sink, scope, out);
    return;
  }
  const rows = someExpr(op.value, (e) => e.kind === 'softmax-sum');
  const few = (!rows || outer.length === 0) && outer.every(isRectangular) && outer.reduce((n, a) => n * (fixedExtent(a) ?? Infinity), 1) < 8;
  parallelOver(few ? [] : outer, workOf(op.value), [x], scope, out, (env, block) => {
    loopsOver(few ? outer : [], [env], scope, block, ([at], inner) => {
      if (!at) return;
      hoist(op.value, x, at, scope, inner);
      widenUniform(op.value, x, outer, scope, inner);
      const lo = lower(x.lo, at, scope, inner);
      const hi = loopEnd(x, lower(x.hi, at, scope, inner), scope, inner);
      const grain = few ? grainOf(workOf(op.value)) : undefined;
      const value = withRows(op.value, x, at, scope, inner);
      emitPoints(value, x, { lo, hi }, chooseMode(value, x, outer, scope), at, sink, scope, inner, grain);
    });
  });
  scope.endPhase();
}

/** Computes reductions that are the same for all points of `axis` once. */
export function hoist(value: Expr, axis: Axis, env: Env, scope: KernelScope, out: KStmt[]): void {
  for (const reduction of invariantReductions(value, axis)) {
    if (scope.known.has(reduction)) continue;
    scope.known.set(reduction, letValue(scope, 'whole', lower(reduction, env, scope, out), out));
  }
}

/** Most elements of a tensor that is widened into a local copy. */
const LARGEST_COPY = 16384;

/**
 * Where rows are packed and so every element of the other operands is used for each block of points, narrow operands that
 * do not depend on `axis` are widened once, into a local copy.
 */
export function widenUniform(value: Expr, axis: Axis, around: readonly Axis[], scope: KernelScope, out: KStmt[]): void {
  if (chooseMode(value, axis, around, scope).packs.length === 0) return;
  for (const { load, inside } of loadsWithin(value)) {
    const { tensor } = load;
    const count = Size.asConstant(elementsOf(tensor));
    const narrow = isFloat(tensor.dtype) && tensor.dtype !== 'f32';
    if (!narrow || inside.length === 0 || load.indices.some((i) => dependsOn(i, axis)) || count === undefined || count > LARGEST_COPY) continue;
    const copy = scope.local(`${tensor.name}_wide`, 'f32', Size.add(count, Size.variable('MPC_LANES')));
    out.push({ kind: 'alloc', buffer: copy }, { kind: 'call', name: 'mpc_widen_all', args: [copy, scope.buffer(tensor, 'read'), k.constant(count)] });
    scope.packed.set(load, { load: (expr, env, stmts) => k.load(copy, scope.offset(tensor, expr.indices.map((i) => lower(i, env, scope, stmts)))) });
  }
}
