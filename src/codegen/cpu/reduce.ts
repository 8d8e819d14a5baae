import type { Axis, Expr, ReduceExpr, ReduceOp, SoftmaxSumExpr } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import { combine, identity, LOWEST } from '../../ir/kernel/lower-expression.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { dependsOn, fixedExtent, hasReduction, isRectangular, isReduction, loadsWithin, strideOf } from './access.js';
import { VECTOR } from './dialect.js';
import { lower, lowerAll, needsWideGather, select, splat, vectorCall } from './lower.js';
import { bind, letValue, textOf, type Env, type KernelScope, type Lane } from './scope.js';

export const LANES: KExpr = { kind: 'var', name: 'MPC_LANES', type: 'i32', lanes: 1, nonNegative: true };

/** Most accumulators that a register block may have, so that they stay in registers on every machine. */
const MOST_ACCUMULATORS = 8;

/** Lowers a reduction at several points; they share its loops where the ranges agree. */
export function lowerReduction(
  expr: ReduceExpr | SoftmaxSumExpr, envs: readonly Env[], scope: KernelScope, out: KStmt[],
): readonly KExpr[] {
  if (envs.length > 1 && !sameRanges(expr.axes, envs)) return envs.flatMap((env) => lowerReduction(expr, [env], scope, out));
  if (expr.kind === 'softmax-sum') return envs.map((env) => lowerSoftmaxSum(expr, env, scope, out));
  const lanes = envs.every((e) => !e.lane) ? laneAxis(expr, scope) : undefined;
  return lanes ? lowerAcrossLanes(expr, lanes, envs, scope, out) : lowerSerial(expr, envs, scope, out);
}

/** True if the ranges of the axes do not depend on anything in which the instances differ. */
export function sameRanges(axes: readonly Axis[], envs: readonly Env[]): boolean {
  const [first, ...rest] = envs;
  if (!first) return true;
  const differing = [...first.axes.keys()].filter((a) => rest.some((env) => {
    const [x, y] = [env.axes.get(a), first.axes.get(a)];
    return !x || !y || textOf(x) !== textOf(y);
  }));
  const lanes = envs.flatMap((e) => (e.lane ? [e.lane.axis] : []));
  return axes.every((axis) => [...differing, ...lanes].every((a) => !dependsOn(axis.lo, a) && !dependsOn(axis.hi, a)));
}

/** The axis of a scalar reduction over which its loads are contiguous, if whole vectors of it are worth it. */
function laneAxis(expr: ReduceExpr, scope: KernelScope): Axis | undefined {
  if (hasReduction(expr.value) || expr.type === 'bool') return undefined;
  const loads = loadsWithin(expr.value).map(({ load }) => load);
  const innermostFirst = [...expr.axes].reverse();
  return innermostFirst.find((axis) => {
    if (expr.axes.some((a) => dependsOn(a.lo, axis) || dependsOn(a.hi, axis))) return false;
    const extent = fixedExtent(axis) ?? scope.most(axis.bound);
    const strides = loads.map((load) => strideOf(load, axis));
    return extent >= 8 && strides.some((s) => s?.key === '1') && strides.every((s) => s?.key === '0' || s?.key === '1')
      && !needsWideGather(expr.value, axis, scope);
  });
}

/** What a loop nest does at its innermost point, for all instances. */
type Body = (envs: readonly Env[], out: KStmt[]) => void;

/** Loops over `axes`, outermost first. */
export function loopsOver(axes: readonly Axis[], envs: readonly Env[], scope: KernelScope, out: KStmt[], body: Body): void {
  const [axis, ...inner] = axes;
  const [first] = envs;
  if (!axis || !first) { body(envs, out); return; }
  const lo = lower(axis.lo, first, scope, out);
  const hi = loopEnd(axis, lower(axis.hi, first, scope, out), scope, out);
  const name = scope.fresh(axis.name);
  const block: KStmt[] = [];
  const at = axis.lo.kind === 'const' && axis.lo.value >= 0 ? k.counter(name) : k.variable(name);
  loopsOver(inner, envs.map((env) => bind(env, axis, at)), scope, block, body);
  out.push({ kind: 'for', name, lo, hi, step: 1, binding: { kind: 'serial' }, body: block });
}

/** The end of a ragged range is read once. */
export function loopEnd(axis: Axis, hi: KExpr, scope: KernelScope, out: KStmt[]): KExpr {
  return isRectangular(axis) ? hi : letValue(scope, `${axis.name}_end`, hi, out);
}

/** Declares a variable. */
export function declare(scope: KernelScope, prefix: string, init: KExpr, out: KStmt[]): KExpr & { readonly kind: 'var' } {
  const name = scope.fresh(prefix);
  out.push({ kind: 'declare', name, init });
  return { kind: 'var', name, type: init.type, lanes: init.lanes };
}

function start(op: ReduceOp, type: 'f32' | 'i32' | 'bool', vector: boolean): KExpr {
  const value = type === 'bool' ? k.constant(op === 'min' ? 1 : 0, 'bool') : identity(op, type);
  return vector ? splat(value) : value;
}

function accumulate(op: ReduceOp, acc: KExpr & { kind: 'var' }, value: KExpr): KStmt {
  const wide = acc.lanes > 1;
  if (acc.type === 'bool') {
    const [scalar, vector] = op === 'min' ? ['and', 'bitand'] as const : ['or', 'bitor'] as const;
    return { kind: 'assign', name: acc.name, value: k.binary(wide ? vector : scalar, acc, wide ? splat(value) : value) };
  }
  if (op === 'sum') {
    if (wide && value.type === 'f32' && value.kind === 'binary' && value.op === 'mul') {
      const product = value.left.lanes === 1 && value.right.lanes === 1 ? { left: splat(value.left), right: value.right } : value;
      return { kind: 'assign', name: acc.name, value: k.fma(product.left, product.right, acc) };
    }
    return { kind: 'assign', name: acc.name, value: combine('sum', acc, value) };
  }
  return { kind: 'assign', name: acc.name, value: k.call(`mpc_${op}`, [acc, wide ? splat(value) : value], acc.type) };
}

/** One accumulator for each instance; the last axis is unrolled where its body holds further reductions. */
function lowerSerial(expr: ReduceExpr, envs: readonly Env[], scope: KernelScope, out: KStmt[]): readonly KExpr[] {
  const accs = envs.map((env) => declare(scope, expr.op, start(expr.op, expr.type, env.lane !== undefined), out));
  const outer = expr.axes.slice(0, -1);
  const last = expr.axes[expr.axes.length - 1];
  const body: Body = (inner, block) => {
    lowerAll(expr.value, inner, scope, block).forEach((value, i) => {
      const acc = accs[i];
      if (acc) block.push(accumulate(expr.op, acc, value));
    });
  };
  const factor = last ? unrollFactor(expr, last, envs.length) : 1;
  if (!last || factor === 1) {
    loopsOver(expr.axes, envs, scope, out, body);
    return accs;
  }
  loopsOver(outer, envs, scope, out, (inner, block) => {
    unrolled(last, factor, inner, scope, block, (points, stmts) => {
      const flat = inner.flatMap((env) => points.map((p) => bind(env, last, p)));
      lowerAll(expr.value, flat, scope, stmts).forEach((value, i) => {
        const acc = accs[Math.floor(i / points.length)];
        if (acc) stmts.push(accumulate(expr.op, acc, value));
      });
    });
  });
  return accs;
}

function unrollFactor(expr: ReduceExpr, last: Axis, instances: number): number {
  if (!hasReduction(expr.value) || innerRangesDependOn(expr.value, last)) return 1;
  const most = Math.floor(MOST_ACCUMULATORS / instances);
  const factor = most >= 8 ? 8 : most >= 4 ? 4 : most >= 2 ? 2 : 1;
  const extent = fixedExtent(last);
  return extent === undefined ? factor : extent >= factor ? factor : 1;
}

function innerRangesDependOn(expr: Expr, axis: Axis): boolean {
  return loadsWithin(expr).some(({ inside }) => inside.some((r) => r.axes.some((a) => dependsOn(a.lo, axis) || dependsOn(a.hi, axis))))
    || (isReduction(expr) && expr.axes.some((a) => dependsOn(a.lo, axis) || dependsOn(a.hi, axis)));
}

/** A loop over `axis` that takes `factor` points at a time, and one that takes the rest one by one where there can be any. */
export function unrolled(
  axis: Axis, factor: number, envs: readonly Env[], scope: KernelScope, out: KStmt[],
  body: (points: readonly KExpr[], out: KStmt[]) => void, range?: { readonly lo: KExpr; readonly hi: KExpr },
): void {
  const [env] = envs;
  if (!env) return;
  const lo = range?.lo ?? lower(axis.lo, env, scope, out);
  const hi = range?.hi ?? lower(axis.hi, env, scope, out);
  const extent = lo.kind === 'const' && hi.kind === 'const' ? hi.value - lo.value : undefined;
  const loop = (from: KExpr, to: KExpr, step: number): void => {
    const name = scope.fresh(axis.name);
    const first = axis.lo.kind === 'const' ? k.counter(name) : k.variable(name);
    const block: KStmt[] = [];
    body(Array.from({ length: step }, (_, i) => k.add(first, k.constant(i))), block);
    out.push({ kind: 'for', name, lo: from, hi: to, step, binding: { kind: 'serial' }, body: block });
  };
  if (factor === 1 || (extent !== undefined && extent % factor === 0)) { loop(lo, hi, factor); return; }
  const span = k.sub(hi, lo);
  const even = letValue(scope, `${axis.name}_even`, k.sub(hi, k.binary('mod', k.call('mpc_max', [span, k.constant(0)], 'i32'), k.constant(factor))), out);
  loop(lo, even, factor);
  // An empty range has even = hi.
  loop(k.call('mpc_max', [lo, even], 'i32'), hi, 1);
}

/** A scalar reduction with neighbouring points of one of its axes as lanes. */
function lowerAcrossLanes(expr: ReduceExpr, axis: Axis, envs: readonly Env[], scope: KernelScope, out: KStmt[]): readonly KExpr[] {
  const accs = envs.map(() => declare(scope, expr.op, start(expr.op, expr.type, true), out));
  const others = expr.axes.filter((a) => a !== axis);
  const extent = fixedExtent(axis);
  const whole = extent !== undefined && extent % VECTOR === 0;
  loopsOver(others, envs, scope, out, (inner, block) => {
    const [first] = inner;
    if (!first) return;
    const lo = lower(axis.lo, first, scope, block);
    const hi = loopEnd(axis, lower(axis.hi, first, scope, block), scope, block);
    const name = scope.fresh(axis.name);
    const base = axis.lo.kind === 'const' ? k.counter(name) : k.variable(name);
    const stmts: KStmt[] = [];
    const valid = whole ? undefined : letValue(scope, 'left', k.sub(hi, base), stmts);
    const lane: Lane = { axis, base, offset: k.constant(0), valid };
    const values = lowerAll(expr.value, inner.map((env): Env => ({ ...env, lane })), scope, stmts);
    values.forEach((value, i) => {
      const acc = accs[i];
      if (!acc) return;
      const masked = valid ? select(vectorCall('mpc_first', [valid], 'bool'), splat(value), start(expr.op, expr.type, true)) : value;
      stmts.push(accumulate(expr.op, acc, masked));
    });
    block.push({ kind: 'for', name, lo, hi, step: LANES, binding: { kind: 'serial' }, body: stmts });
  });
  return accs.map((acc) => ({ kind: 'call', name: `mpc_${expr.op}_lanes`, args: [acc], type: acc.type, lanes: 1 }));
}

/** Online: a running peak, and both sums scaled to it. */
function lowerSoftmaxSum(expr: SoftmaxSumExpr, env: Env, scope: KernelScope, out: KStmt[]): KExpr {
  const vector = env.lane !== undefined;
  const laneLogit = env.lane !== undefined && dependsOn(expr.logit, env.lane.axis);
  const number = (value: number, wide: boolean): KExpr => (wide ? splat(k.constant(value, 'f32')) : k.constant(value, 'f32'));
  const peak = declare(scope, 'peak', number(LOWEST, laneLogit), out);
  const norm = declare(scope, 'norm', number(0, laneLogit), out);
  const acc = declare(scope, 'acc', number(0, vector), out);
  loopsOver(expr.axes, [env], scope, out, ([inner], block) => {
    if (!inner) return;
    const wide = (e: KExpr): KExpr => (laneLogit ? splat(e) : e);
    const logit = letValue(scope, 'logit', wide(lower(expr.logit, inner, scope, block)), block);
    const next = letValue(scope, 'next', k.call('mpc_max', [peak, logit], 'f32'), block);
    const fade = letValue(scope, 'fade', k.unary('exp', k.sub(peak, next)), block);
    const weight = letValue(scope, 'weight', k.unary('exp', k.sub(logit, next)), block);
    const value = lower(expr.value, inner, scope, block);
    block.push({ kind: 'assign', name: norm.name, value: k.fma(norm, fade, weight) });
    const term = vector && weight.lanes === 1 && value.lanes === 1 ? splat(value) : value;
    block.push({ kind: 'assign', name: acc.name, value: k.fma(weight, term, k.binary('mul', acc, fade)) });
    block.push({ kind: 'assign', name: peak.name, value: next });
  });
  const zero = k.constant(0, 'f32');
  const quotient = k.binary('div', acc, norm);
  return select(k.lt(zero, norm), quotient, zero);
}
