import type { Axis, Expr, MapOp } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Scan } from '../../ir/kernel/scan.js';
import { isFloat, type DType } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import { dependsOn, fixedExtent, hasReduction, invariantReductions, isRectangular, strideAlong, workOf } from './access.js';
import { VECTOR } from './dialect.js';
import { lower, lowerAll, splat } from './lower.js';
import { grainOf, parallelOver } from './parallel.js';
import { targetSink } from './sink.js';
import { chooseMode } from './mode.js';
import { declare, LANES, loopEnd, loopsOver } from './reduce.js';
import { bind, letValue, textOf, type Env, type KernelScope } from './scope.js';

/**
 * A scan: outer points side by side, in lanes where neighbours lie side by side, each with the previous value in a register;
 * the scanned axis is the innermost loop. Few outer points go to threads block by block.
 */
export function emitScan(op: MapOp, scan: Scan, scope: KernelScope, out: KStmt[]): void {
  const x = innermost(op, scan);
  const around = scan.outer.filter((a) => a !== x);
  const work = Size.mul(workOf(scan.value), scan.axis.bound);
  const few = around.every(isRectangular) && around.reduce((n, a) => n * (fixedExtent(a) ?? Infinity), 1) < 8;
  parallelOver(few ? [] : around, work, x ? [x] : [], scope, out, (env, block) => {
    loopsOver(few ? around : [], [env], scope, block, ([at], inner) => {
      if (!at) return;
      if (!x) {
        emitLoop(op, scan, [at], scope, inner);
        return;
      }
      for (const reduction of invariantReductions(scan.value, x)) {
        if (dependsOn(reduction, scan.axis) || scope.known.has(reduction)) continue;
        scope.known.set(reduction, letValue(scope, 'whole', lower(reduction, at, scope, inner), inner));
      }
      emitBlocks(op, scan, x, around, at, few ? grainOf(work) : undefined, scope, inner);
    });
  });
  scope.endPhase();
}

/** The outer axis whose neighbours lie side by side in the target, if it may go innermost; else the last one. */
function innermost(op: MapOp, { outer }: Scan): Axis | undefined {
  const isFree = (axis: Axis): boolean => outer.every((a) => !dependsOn(a.lo, axis) && !dependsOn(a.hi, axis));
  return outer.findLast((a) => isFree(a) && strideAlong(op.target, op.indices, a)?.key === '1') ?? outer[outer.length - 1];
}

/** Independent chains of dependent operations that hide each other's latency. */
const CHAINS = 4;

function emitBlocks(
  op: MapOp, scan: Scan, x: Axis, around: readonly Axis[], env: Env, grain: KExpr | undefined, scope: KernelScope, out: KStmt[],
): void {
  const { axis, value } = scan;
  const lo = lower(x.lo, env, scope, out);
  const hi = loopEnd(x, lower(x.hi, env, scope, out), scope, out);
  const mode = chooseMode(value, x, around, scope);
  const lanes = mode.kind === 'lanes' && mode.packs.length === 0 && !dependsOn(axis.lo, x) && !dependsOn(axis.hi, x);
  const extent = fixedExtent(x);
  const most = hasReduction(value) ? Math.min(CHAINS, mode.unroll) : CHAINS;
  const unroll = lanes ? [4, 2].find((u) => u <= most && extent !== undefined && extent % (u * VECTOR) === 0) ?? 1 : 1;
  const name = scope.fresh(x.name);
  const base = x.lo.kind === 'const' ? k.counter(name) : k.variable(name);
  const body: KStmt[] = [];
  const whole = extent !== undefined && extent % (unroll * VECTOR) === 0;
  const left = !lanes || whole ? undefined : letValue(scope, 'left', k.sub(hi, base), body);
  const envs = !lanes ? [bind(env, x, base)] : Array.from({ length: unroll }, (_, u): Env => {
    const offset = k.mul(k.constant(u), LANES);
    return { ...env, lane: { axis: x, base: k.add(base, offset), offset, valid: left && k.sub(left, offset) } };
  });
  emitLoop(op, scan, envs, scope, body);
  const step = lanes ? k.mul(k.constant(unroll), LANES) : 1;
  out.push({ kind: 'for', name, lo, hi, step, binding: grain ? { kind: 'parallel', grain } : { kind: 'serial' }, body });
}

/** The loop over the scanned axis, with a register for each of the points. */
function emitLoop(op: MapOp, { axis, previous, first, value }: Scan, envs: readonly Env[], scope: KernelScope, out: KStmt[]): void {
  const sink = targetSink(op.target, op.indices, scope);
  const place = (env: Env): string => (env.lane ? textOf(env.lane.base) : '');
  const starts = lowerAll(first, envs, scope, out);
  const registers = new Map(envs.map((env, i) => {
    const start = starts[i] ?? k.constant(0, previous.type);
    return [place(env), declare(scope, previous.tensor.name, env.lane ? splat(start) : start, out)] as const;
  }));
  scope.packed.set(previous, {
    load: (_, env) => {
      const register = registers.get(place(env));
      if (!register) throw new Error(`no register for ${previous.tensor.name}`);
      return register;
    },
  });
  const [any] = envs;
  if (!any) return;
  const lo = lower(axis.lo, any, scope, out);
  const hi = loopEnd(axis, lower(axis.hi, any, scope, out), scope, out);
  const name = scope.fresh(axis.name);
  const block: KStmt[] = [];
  const points = envs.map((env) => bind(env, axis, axis.lo.kind === 'const' ? k.counter(name) : k.variable(name)));
  lowerAll(value, points, scope, block).forEach((v, i) => {
    const env = points[i];
    const register = env && registers.get(place(env));
    if (!env || !register) return;
    const next = letValue(scope, 'next', asStored(env.lane ? splat(v) : v, op.target.dtype, value), block);
    sink(next, env, block);
    block.push({ kind: 'assign', name: register.name, value: next });
  });
  out.push({ kind: 'for', name, lo, hi, step: 1, binding: { kind: 'serial' }, body: block });
  scope.packed.delete(previous);
}

/** What the next point reads: the value as its tensor's type holds it. */
function asStored(value: KExpr, dtype: DType, of: Expr): KExpr {
  if (dtype === 'f32' || !isFloat(dtype) || (of.kind === 'round' && of.to === dtype)) return value;
  return { kind: 'round', to: dtype, value, type: 'f32', lanes: value.lanes };
}
