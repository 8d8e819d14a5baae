import type { Axis, Expr, SoftmaxSumExpr, Tensor } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import { LOWEST } from '../../ir/kernel/lower-expression.js';
import type { KStmt } from '../../ir/kernel/nodes.js';
import { mapExpr, visitExpr } from '../../ir/visit.js';
import { Size } from '../../symbolic/index.js';
import { dependsOn, fixedExtent, hasReduction, raggedOver } from './access.js';
import { VECTOR } from './dialect.js';
import { lower, lowerAll, needsWideGather, splat, vectorCall } from './lower.js';
import { chooseMode } from './mode.js';
import { emitPoints, type Sink } from './points.js';
import { LANES, loopEnd, loopsOver } from './reduce.js';
import { bind, letValue, type Env, type KernelScope } from './scope.js';

/** Entries whose weights are computed together before their values are added up. */
const ENTRIES = 64;
/** Longest row of sums that is kept on the stack, in elements. */
const LONGEST_ROW = 8192;

/**
 * Softmax-weighted sums of rows: where the logit does not depend on `x` but the value does, the weights are computed once
 * for each entry and the whole row over `x` is accumulated. Returns `value` with those sums replaced by loads from the row.
 */
export function withRows(value: Expr, x: Axis, env: Env, scope: KernelScope, out: KStmt[]): Expr {
  const length = fixedExtent(x);
  if (length === undefined || length > LONGEST_ROW || length < 4) return value;
  const sums: SoftmaxSumExpr[] = [];
  visitExpr(value, (e) => { if (e.kind === 'softmax-sum' && isRowSum(e, x, env, scope)) sums.push(e); });
  return sums.reduce((rest, sum) => {
    const row = emitRow(sum, x, length, env, scope, out);
    const element: Expr = {
      kind: 'load', tensor: row, indices: [{ kind: 'axis-ref', axis: x, type: 'i32', span: sum.span }], type: 'f32', span: sum.span,
    };
    return mapExpr(rest, (e) => (e === sum ? element : e));
  }, value);
}

function isRowSum(sum: SoftmaxSumExpr, x: Axis, env: Env, scope: KernelScope): boolean {
  const free = new Set([...env.axes.keys(), x, ...sum.axes]);
  let closed = true;
  visitExpr(sum, (e) => {
    if (e.kind === 'reduce' || e.kind === 'softmax-sum') e.axes.forEach((a) => free.add(a));
    if (e.kind === 'axis-ref' && !free.has(e.axis)) closed = false;
  });
  return closed && x.lo.kind === 'const' && x.lo.value === 0
    && !dependsOn(sum.logit, x) && dependsOn(sum.value, x) && !hasReduction(sum.value)
    && sum.axes.every((a) => !dependsOn(a.lo, x) && !dependsOn(a.hi, x))
    && !raggedOver(sum.value, x) && !needsWideGather(sum.value, x, scope);
}

/** Accumulates one row of sums: blocks of entries, first their weights, then their values. */
function emitRow(sum: SoftmaxSumExpr, x: Axis, length: number, env: Env, scope: KernelScope, out: KStmt[]): Tensor {
  const total = scope.local('total', 'f32', Size.add(length, Size.mul(8, Size.variable('MPC_LANES'))));
  const [peak, norm] = [scope.fresh('peak'), scope.fresh('norm')];
  out.push(
    { kind: 'alloc', buffer: total },
    { kind: 'call', name: 'mpc_fill', args: [total, k.constant(length), k.constant(0, 'f32')] },
    { kind: 'declare', name: peak, init: k.constant(LOWEST, 'f32') },
    { kind: 'declare', name: norm, init: k.constant(0, 'f32') },
  );
  const entry = sum.axes[sum.axes.length - 1];
  if (!entry) throw new Error('a softmax runs over an axis');
  loopsOver(sum.axes.slice(0, -1), [env], scope, out, ([at], block) => {
    if (!at) return;
    const lo = lower(entry.lo, at, scope, block);
    const hi = loopEnd(entry, lower(entry.hi, at, scope, block), scope, block);
    const name = scope.fresh(entry.name);
    const first = entry.lo.kind === 'const' ? k.counter(name) : k.variable(name);
    const body: KStmt[] = [];
    const end = letValue(scope, 'end', k.call('mpc_min', [k.add(first, k.constant(ENTRIES)), hi], 'i32'), body);
    const weights = scope.local('weight', 'f32', Size.add(ENTRIES, Size.mul(8, Size.variable('MPC_LANES'))));
    body.push({ kind: 'alloc', buffer: weights });
    const sink: Sink = (value, e, stmts) => {
      const index = k.sub(e.lane?.base ?? e.axes.get(entry) ?? first, first);
      stmts.push(e.lane ? { kind: 'call', name: 'mpc_store', args: [k.address(weights, index), splat(value)] }
        : { kind: 'store', buffer: weights, index, value });
    };
    const around = [...at.axes.keys()];
    emitPoints(sum.logit, entry, { lo: first, hi: end }, chooseMode(sum.logit, entry, around, scope), at, sink, scope, body);
    const state = [k.variable(peak, 'f32'), k.variable(norm, 'f32')];
    const fade = letValue(scope, 'fade', k.call('mpc_softmax_block', [k.address(weights, k.constant(0)), k.sub(end, first), ...state], 'f32'), body);
    accumulateValues({ sum, x, length, entry, at, total, weights, fade, first, end }, scope, body);
    block.push({ kind: 'for', name, lo, hi, step: ENTRIES, binding: { kind: 'serial' }, body });
  });
  const scale = letValue(scope, 'scale', k.variable(norm, 'f32'), out);
  const row: Tensor = { kind: 'tensor', name: 'total', role: 'temp', dtype: 'f32', shape: [Size.constant(length)], span: sum.span };
  scope.tiles.set(row, {
    load: (_, e) => {
      const element = k.load(total, e.lane?.base ?? e.axes.get(x) ?? k.constant(0), e.lane ? VECTOR : 1, 1);
      return e.lane ? vectorCall('mpc_ratio', [element, scale], 'f32') : k.call('mpc_ratio', [element, scale], 'f32');
    },
  });
  return row;
}

interface Block {
  readonly sum: SoftmaxSumExpr;
  readonly x: Axis;
  readonly length: number;
  readonly entry: Axis;
  readonly at: Env;
  readonly total: Parameters<typeof k.address>[0];
  readonly weights: Parameters<typeof k.address>[0];
  readonly fade: ReturnType<typeof k.constant>;
  readonly first: ReturnType<typeof k.constant>;
  readonly end: ReturnType<typeof k.constant>;
}

/** total[x] = total[x] * fade + sum over the block's entries of weight * value, a few vectors of x at a time. */
function accumulateValues(b: Block, scope: KernelScope, out: KStmt[]): void {
  const unroll = [8, 4, 2].find((u) => b.length % (u * VECTOR) === 0) ?? 1;
  const name = scope.fresh(b.x.name);
  const base = k.counter(name);
  const block: KStmt[] = [];
  const whole = b.length % (unroll * VECTOR) === 0;
  const left = whole ? undefined : letValue(scope, 'left', k.sub(k.constant(b.length), base), block);
  const offsets = Array.from({ length: unroll }, (_, u) => k.mul(k.constant(u), LANES));
  const sums = offsets.map((offset) => {
    const acc = scope.fresh('sum');
    block.push({ kind: 'declare', name: acc, init: k.binary('mul', k.load(b.total, k.add(base, offset), VECTOR, 1), b.fade) });
    return k.variable(acc, 'f32', VECTOR);
  });
  const entryName = scope.fresh(b.entry.name);
  const entry = b.entry.lo.kind === 'const' ? k.counter(entryName) : k.variable(entryName);
  const body: KStmt[] = [];
  const weight = letValue(scope, 'w', k.load(b.weights, k.sub(entry, b.first)), body);
  const envs = offsets.map((offset): Env => ({
    ...bind(b.at, b.entry, entry),
    lane: { axis: b.x, base: k.add(base, offset), offset, valid: left && k.sub(left, offset) },
  }));
  lowerAll(b.sum.value, envs, scope, body).forEach((value, u) => {
    const acc = sums[u];
    if (acc?.kind === 'var') body.push({ kind: 'assign', name: acc.name, value: k.fma(weight, splat(value), acc) });
  });
  block.push({ kind: 'for', name: entryName, lo: b.first, hi: b.end, step: 1, binding: { kind: 'serial' }, body });
  sums.forEach((acc, u) => {
    const at = k.add(base, offsets[u] ?? k.constant(0));
    block.push({ kind: 'call', name: 'mpc_store', args: [k.address(b.total, at), acc] });
  });
  out.push({ kind: 'for', name, lo: k.constant(0), hi: k.constant(b.length), step: k.mul(k.constant(unroll), LANES), binding: { kind: 'serial' }, body: block });
}
