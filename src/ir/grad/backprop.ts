import { div as plainDiv, eq, exp, f32, load, max, reduce, select, sub } from '../build.js';
import type { Axis, Expr, MapOp, ReduceExpr, ScatterOp, SoftmaxSumExpr, Tensor } from '../nodes.js';
import { someExpr } from '../visit.js';
import { add, div, guarded, isZero, keyOf, mul, nodesOf, sumOf } from './algebra.js';
import { differentiableOperands, sharesOf } from './rules.js';
import { closure, type Origin, type Workspace } from './workspace.js';

/** What one load of a tensor gets of the adjoint: `value`, summed over `around`, belongs to element `indices`. */
export interface Contribution { readonly indices: readonly Expr[]; readonly around: readonly Axis[]; readonly value: Expr }

/** A part of the adjoint of a node, nothing where a guard does not hold. */
interface Part { readonly guards: readonly Expr[]; readonly value: Expr }

/** Peaks start there, so that a row without a finite logit has weights of 0. */
const LOWEST = -3.4028234663852886e38;

/** Larger expressions that are used more than once are stored. */
const MAX_REPEATED = 40;

/** From this size on, a part that does not depend on all loops around gets a sum over the others, once. */
const MIN_SEPARATE = 5;

const LIBRARY: ReadonlySet<string> = new Set(['exp', 'log', 'exp2', 'log2', 'rsqrt', 'sin', 'cos', 'tanh', 'pow']);

/**
 * Carries the adjoint of an operation's value back to the loads of one tensor. Inside one iteration space equal
 * sub-expressions are taken together, so that each is visited once, after all that use it.
 */
export class Backprop {
  private readonly contributions: Contribution[] = [];
  private readonly actives = new Map<Expr, boolean>();
  private readonly origin: Origin;

  private constructor(private readonly op: MapOp | ScatterOp, private readonly wanted: Tensor, private readonly work: Workspace) {
    this.origin = work.originOf(op);
  }

  /** `adjoint` is that of the value at a point of the operation's axes. */
  static run(op: MapOp | ScatterOp, wanted: Tensor, adjoint: Expr, work: Workspace): readonly Contribution[] {
    const pass = new Backprop(op, wanted, work);
    pass.carry(op.value, pass.ofPoint(adjoint), op.axes);
    pass.contributions.forEach(({ value, indices }) => { [value, ...indices].forEach((e) => { work.requireCurrent(e, pass.origin); }); });
    return pass.contributions;
  }

  /** A scatter of extrema passes its adjoint to the values that are the result, in equal shares. */
  private ofPoint(adjoint: Expr): Expr {
    const { op } = this;
    if (op.kind === 'map' || op.combine === 'sum') return adjoint;
    const value = this.exact(op.value, op.axes);
    const isResult = eq(value, load(op.target, ...op.indices));
    const ties = this.work.scatter(`ties_${op.target.name}`, 'sum', op.target.shape, op.axes, op.indices, select(isResult, f32(1), f32(0)), this.origin);
    return guarded([isResult], plainDiv(adjoint, load(ties, ...op.indices)));
  }

  private isActive(e: Expr): boolean {
    const known = this.actives.get(e);
    if (known !== undefined) return known;
    const active = e.kind === 'load' ? e.tensor === this.wanted : differentiableOperands(e).some((o) => this.isActive(o));
    this.actives.set(e, active);
    return active;
  }

  private carry(root: Expr, adjoint: Expr, around: readonly Axis[]): void {
    const parts = new Map<string, Map<string, Part>>();
    const give = (e: Expr, guards: readonly Expr[], value: Expr): void => {
      if (!this.isActive(e) || isZero(value)) return;
      const mine = parts.get(keyOf(e)) ?? new Map<string, Part>();
      const key = guards.map(keyOf).join('&');
      const old = mine.get(key);
      mine.set(key, { guards, value: old ? add(old.value, value) : value });
      parts.set(keyOf(e), mine);
    };
    give(root, [], adjoint);
    for (const e of this.inOrder(root)) {
      const mine = [...parts.get(keyOf(e))?.values() ?? []];
      if (mine.length === 0) continue;
      const total = (): Expr => sumOf(mine.map(({ guards, value }) => guarded(guards, value)));
      if (e.kind === 'load') this.contributions.push({ indices: e.indices, around, value: total() });
      else if (e.kind === 'reduce') this.carryReduce(e, total(), around);
      else if (e.kind === 'softmax-sum') this.carrySoftmax(e, total(), around);
      else if (nodesOf(e) >= MIN_SEPARATE && closure(e, around).length < around.length) {
        const inside = this.enter(e, total(), around);
        this.carry(e, inside.adjoint, inside.around);
      }
      else {
        const many = differentiableOperands(e).filter((o) => this.isActive(o)).length > 1;
        for (const part of mine) {
          const value = many ? this.compact(part.value, around) : part.value;
          for (const share of sharesOf(e, value, (x) => this.saved(x, around), (o) => this.isActive(o))) {
            give(share.operand, [...part.guards, ...share.guards], share.value);
          }
        }
      }
    }
  }

  /** The nodes of one iteration space on the way to the wanted tensor, each after all that use it. */
  private inOrder(root: Expr): readonly Expr[] {
    const order: Expr[] = [];
    const seen = new Set<string>();
    const visit = (e: Expr): void => {
      if (!this.isActive(e) || seen.has(keyOf(e))) return;
      seen.add(keyOf(e));
      if (e.kind !== 'reduce' && e.kind !== 'softmax-sum') differentiableOperands(e).forEach(visit);
      order.push(e);
    };
    visit(root);
    return order.reverse();
  }

  /** Before a loop is entered, what it gets is summed over the loops around that it does not depend on, and stored. */
  private enter(e: Expr, adjoint: Expr, around: readonly Axis[]): { readonly adjoint: Expr; readonly around: readonly Axis[] } {
    const inside = closure(e, around);
    const total = this.work.sumOver(around.filter((a) => !inside.includes(a)), adjoint, around, this.origin);
    return { adjoint: this.work.store(`adjoint_${this.op.target.name}`, total, inside, this.origin), around: inside };
  }

  private carryReduce(e: ReduceExpr, given: Expr, outside: readonly Axis[]): void {
    const { adjoint, around } = this.enter(e, given, outside);
    const inner = [...around, ...e.axes];
    if (e.op === 'sum') return this.carry(e.value, adjoint, inner);
    const value = this.exact(e.value, inner);
    const isPlain = keyOf(value) === keyOf(e.value);
    const extremum = isPlain ? this.saved(e, around) : this.work.store(`${e.op}_${this.op.target.name}`, { ...e, value }, around, this.origin);
    const isResult = eq(value, extremum);
    const ties = reduce('sum', e.axes, select(isResult, f32(1), f32(0)));
    const each = this.work.store(`adjoint_${this.op.target.name}`, plainDiv(adjoint, ties), around, this.origin);
    this.carry(e.value, guarded([isResult], each), inner);
  }

  /** For out = sum of p v: v gets p, the logit p (v - out). */
  private carrySoftmax(e: SoftmaxSumExpr, given: Expr, outside: readonly Axis[]): void {
    const { adjoint, around } = this.enter(e, given, outside);
    const inner = [...around, ...e.axes];
    const { name } = this.op.target;
    const logit = this.saved(e.logit, inner);
    const perRow = closure({ ...e, value: e.logit }, around);
    const peak = this.work.store(`peak_${name}`, max(reduce('max', e.axes, logit), f32(LOWEST)), perRow, this.origin);
    const weight = exp(sub(logit, peak));
    const total = this.work.store(`total_${name}`, reduce('sum', e.axes, weight), perRow, this.origin);
    // The total is at least 1 unless there is no finite logit.
    const p = this.work.store(`p_${name}`, div(weight, max(total, f32(1))), [...perRow, ...e.axes], this.origin);
    if (this.isActive(e.value)) this.carry(e.value, mul(adjoint, p), inner);
    if (!this.isActive(e.logit)) return;
    const result = this.saved(e, around);
    this.carry(e.logit, mul(p, mul(adjoint, sub(this.saved(e.value, inner), result))), inner);
  }

  /** The value of a part of the operation without another loop: from the result itself, or stored. */
  private saved(e: Expr, around: readonly Axis[]): Expr {
    const { op } = this;
    const isResult = op.kind === 'map' && op.target.dtype === 'f32' && op.target.role !== 'memory'
      && op.axes.every((a) => around.includes(a)) && keyOf(e) === keyOf(op.value);
    if (isResult) return { kind: 'load', tensor: op.target, indices: op.indices, type: 'f32', span: e.span };
    if (e.kind === 'reduce' || e.kind === 'softmax-sum') return this.work.store(`saved_${op.target.name}`, e, around, this.origin);
    const inside = this.savedParts(e, around);
    return this.isCostly(e, around) ? this.work.store(`saved_${op.target.name}`, inside, around, this.origin) : inside;
  }

  private savedParts(e: Exclude<Expr, ReduceExpr | SoftmaxSumExpr>, around: readonly Axis[]): Expr {
    switch (e.kind) {
      case 'const': case 'size': case 'axis-ref': case 'load': return e;
      case 'unary': case 'convert': case 'round': return { ...e, value: this.saved(e.value, around) };
      case 'binary': return { ...e, left: this.saved(e.left, around), right: this.saved(e.right, around) };
      case 'select': return { ...e, cond: this.saved(e.cond, around), then: this.saved(e.then, around), else: this.saved(e.else, around) };
    }
  }

  /** Library functions are computed once, unless there would be more results than the operation has. */
  private isCostly(e: Expr, around: readonly Axis[]): boolean {
    return (e.kind === 'unary' || e.kind === 'binary') && LIBRARY.has(e.op) && closure(e, around).length <= this.op.axes.length;
  }

  /** A value that comes out the same to the bit wherever it is computed. */
  private exact(e: Expr, around: readonly Axis[]): Expr {
    const inexact = someExpr(e, (x) => x.kind === 'softmax-sum' || (x.kind === 'reduce' && x.op === 'sum' && x.type === 'f32')
      || ((x.kind === 'unary' || x.kind === 'binary') && LIBRARY.has(x.op)));
    return !inexact ? e : this.work.store(`saved_${this.op.target.name}`, e, around, this.origin);
  }

  /** Stored if it is large and used more than once. */
  private compact(value: Expr, around: readonly Axis[]): Expr {
    const large = nodesOf(value) > MAX_REPEATED && closure(value, around).length <= this.op.axes.length;
    return large ? this.work.store(`adjoint_${this.op.target.name}`, value, around, this.origin) : value;
  }
}
