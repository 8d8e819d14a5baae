import type { Axis, Expr, MapOp } from '../../ir/nodes.js';
import { childrenOf } from '../../ir/visit.js';
import * as k from '../../ir/kernel/build.js';
import { combine, identity, LOWEST } from '../../ir/kernel/lower-expression.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Scan } from '../../ir/kernel/scan.js';
import { isFloat } from '../../numerics/dtype.js';
import { freeAxesOf } from './access.js';
import type { ProcessBuilder } from './builder.js';
import type { Target } from './device.js';
import type { LoopOrder } from './order.js';
import { constantExtent, isLaneFriendly, laneLoop, lanesOf, onlineWeights, softmaxInterval, softmaxResult, widestOf } from './reduce.js';
import type { Scope } from './scope.js';

/** Takes the value of a point of the map. */
export type Sink = (value: KExpr, scope: Scope, out: KStmt[]) => void;

/** Computes `value` for every point of `axes` in the given order. */
export function emitNest(p: ProcessBuilder, value: Expr, order: LoopOrder, scope: Scope, out: KStmt[], sink: Sink): void {
  if (!order.main) {
    p.loops(order.axes, scope, out, (inner, block) => sink(p.value(value, inner, block), inner, block));
    return;
  }
  const { main } = order;
  p.loops(order.before, scope, out, (inner, block) => {
    const state = new RunningState(p, order.state);
    const rest = order.axes.slice(order.before.length);
    if (main.kind === 'reduce') accumulate(p, main, state, rest, inner, block);
    else accumulateSoftmax(p, main, state, rest, inner, block);
    p.loops(order.state, inner, block, (point, lines) => {
      point.known.set(main, state.result(main, point, lines));
      sink(p.value(value, point, lines), point, lines);
    });
  });
}

/** A scan: for each outer point a pipelined loop with the previous value in a register, which each iteration waits for. */
export function emitScan(p: ProcessBuilder, op: MapOp, { axis, outer, previous, first, value }: Scan, scope: Scope, out: KStmt[], sink: Sink): void {
  const { dtype } = op.target;
  p.loops(outer, scope, out, (inner, block) => {
    const name = p.names.fresh(previous.tensor.name);
    block.push({ kind: 'declare', name, init: p.value(first, inner, block) });
    p.loop(axis, inner, block, (point, lines) => {
      point.known.set(previous, k.variable(name, previous.type));
      const made = p.value(value, point, lines);
      const stored: KExpr = dtype === 'f32' || !isFloat(dtype) ? made : { kind: 'round', to: dtype, value: made, type: 'f32', lanes: 1 };
      const next = p.bind('next', stored, lines);
      lines.push({ kind: 'assign', name, value: next });
      sink(next, point, lines);
    }, Math.max(1, latencyFrom(value, previous, p.target)));
  });
}

/** Cycles from `source` to the value of `expr`; 0 where it is not used. */
function latencyFrom(expr: Expr, source: Expr, target: Target): number {
  if (expr === source) return 1;
  const before = Math.max(0, ...childrenOf(expr).map((e) => latencyFrom(e, source, target)));
  if (before === 0 || expr.type === 'i32' || expr.type === 'bool') return before;
  switch (expr.kind) {
    case 'binary': return before + (expr.op === 'add' || expr.op === 'sub' ? target.addLatency : expr.op === 'mul' ? target.multiplyLatency
      : expr.op === 'div' ? target.divideLatency : expr.op === 'pow' ? target.functionLatency : 1);
    case 'unary': return before + (['neg', 'abs'].includes(expr.op) ? 1 : target.functionLatency);
    case 'round': case 'convert': return before + 2;
    default: return before;
  }
}

/** Running values for the axes of the map inside a reduction. */
class RunningState {
  private readonly arrays = new Map<string, { readonly buffer: KBuffer; readonly axes: readonly Axis[] }>();
  constructor(private readonly p: ProcessBuilder, readonly axes: readonly Axis[]) {}

  start(name: string, axes: readonly Axis[], initial: KExpr, out: KStmt[]): void {
    const elements = axes.reduce((n, a) => n * this.extent(a), 1);
    const buffer = this.p.buffer(name, initial.type === 'i32' ? 'i32' : 'f32', elements);
    this.arrays.set(name, { buffer, axes });
    const type = initial.type === 'i32' ? 'int' : 'float';
    out.push({ kind: 'call', name: `mpc::fill<${type}>`, args: [buffer, k.constant(elements), initial] });
  }

  get(name: string, scope: Scope): KExpr {
    const { buffer } = this.array(name);
    return k.load(buffer, this.index(name, scope));
  }

  set(name: string, scope: Scope, value: KExpr, out: KStmt[]): void {
    out.push({ kind: 'store', buffer: this.array(name).buffer, index: this.index(name, scope), value });
  }

  result(main: NonNullable<LoopOrder['main']>, scope: Scope, out: KStmt[]): KExpr {
    return main.kind === 'reduce' ? this.get('acc', scope)
      : this.p.bind('mean', softmaxResult(this.get('norm', scope), this.get('acc', scope)), out);
  }

  private array(name: string): { readonly buffer: KBuffer; readonly axes: readonly Axis[] } {
    const found = this.arrays.get(name);
    if (!found) throw new Error(`no running ${name}`);
    return found;
  }

  private extent(axis: Axis): number {
    return this.p.kernel.bounds.upper(axis.bound);
  }

  private index(name: string, scope: Scope): KExpr {
    return this.array(name).axes.reduce<KExpr>(
      (total, a) => k.add(k.mul(total, k.constant(this.extent(a))), scope.axes.get(a) ?? k.constant(0)), k.constant(0));
  }
}

function accumulate(
  p: ProcessBuilder, main: Expr & { kind: 'reduce' }, state: RunningState, axes: readonly Axis[], scope: Scope, out: KStmt[],
): void {
  const type = main.type === 'i32' ? 'i32' : 'f32';
  state.start('acc', state.axes, identity(main.op, type), out);
  lanedLoops(p, axes, main.value, state, scope, out, (inner, block) => {
    state.set('acc', inner, combine(main.op, state.get('acc', inner), p.value(main.value, inner, block)), block);
  });
}

/**
 * Loops whose innermost axis, if it is one of the state, runs in lanes: no two lanes touch the same running value. An axis that
 * is unrolled whole leaves no loop of its own, so that the loop around it is the pipelined one.
 */
function lanedLoops(p: ProcessBuilder, axes: readonly Axis[], value: Expr, state: RunningState, scope: Scope, out: KStmt[],
  body: (scope: Scope, out: KStmt[]) => void): void {
  const last = axes.at(-1);
  const extent = last && constantExtent(last);
  const most = widestOf(extent, p.target);
  const lanes = last && state.axes.includes(last) && isLaneFriendly(value, last) ? lanesOf(last, most) : 1;
  if (!last || lanes === 1 || extent === undefined) {
    p.loops(axes, scope, out, body, last && state.axes.includes(last) ? 1 : p.target.addLatency);
    return;
  }
  const around = axes.slice(0, -1);
  p.loops(around, scope, out, (inner, block) => {
    if (lanes === extent) {
      laneLoop(p, last, k.constant(0), lanes, inner, block, (lane, _index, stmts) => body(lane, stmts));
      return;
    }
    const base = p.names.fresh(last.name);
    const lines: KStmt[] = [];
    laneLoop(p, last, k.counter(base), lanes, inner, lines, (lane, _index, stmts) => body(lane, stmts));
    block.push({ kind: 'for', name: base, lo: k.constant(0), hi: k.constant(extent), step: lanes, binding: { kind: 'pipeline', ii: 1 }, body: lines });
  }, intervalOf(around, state.axes, p.target.addLatency));
}

/** A loop over an axis that has running values of its own can start each cycle; any other waits for its last result. */
function intervalOf(loops: readonly Axis[], own: readonly Axis[], wait: number): number {
  const innermost = loops.at(-1);
  return innermost && own.includes(innermost) ? 1 : wait;
}

function accumulateSoftmax(
  p: ProcessBuilder, main: Expr & { kind: 'softmax-sum' }, state: RunningState, axes: readonly Axis[], scope: Scope, out: KStmt[],
): void {
  // The axes after the last one that the weight needs share the weight.
  const split = axes.findLastIndex((a) => main.axes.includes(a) || freeAxesOf(main.logit).has(a)) + 1;
  const weighted = state.axes.filter((a) => axes.indexOf(a) < split);
  state.start('peak', weighted, k.constant(LOWEST, 'f32'), out);
  state.start('norm', weighted, k.constant(0, 'f32'), out);
  state.start('acc', state.axes, k.constant(0, 'f32'), out);
  p.loops(axes.slice(0, split), scope, out, (inner, block) => {
    const peak = p.bind('peak_old', state.get('peak', inner), block);
    const { next, fade, weight } = onlineWeights(p, peak, p.value(main.logit, inner, block), block);
    state.set('norm', inner, k.fma(state.get('norm', inner), fade, weight), block);
    state.set('peak', inner, next, block);
    lanedLoops(p, axes.slice(split), main.value, state, inner, block, (point, lines) => {
      const value = p.value(main.value, point, lines);
      state.set('acc', point, k.fma(weight, value, k.mul(state.get('acc', point), fade)), lines);
    });
  }, intervalOf(axes.slice(0, split), weighted, softmaxInterval(p.target)));
}
