import { Size } from '../../symbolic/index.js';
import { expr as toExpr, sub, add } from '../build.js';
import type { Axis, Expr, MapOp, Method, Op, SizeSymbol, Tensor } from '../nodes.js';
import { toSym } from '../size-expr.js';
import { childrenOf, freeAxes, freshAxes, opAxes, opDefines, someExpr, substituteAxes, visitExpr } from '../visit.js';
import type { Pass } from './pass.js';
import { axesKey, exprKey } from '../structural-key.js';

/**
 * A reduction that does not depend on all the axes around it would be computed over and over: it becomes a temporary of
 * its own, over just the axes that it mentions. So does one that the operation would compute several times at each of its points, and
 * any expression inside a loop of a reduction that calls a library function. Back ends then see operations with one level of work each.
 */
export const hoistReductions: Pass = {
  name: 'hoist-reductions',
  description: 'compute reductions and costly functions over just the axes that they depend on',
  exact: true,
  run(method) {
    const hoister = new Hoister(method);
    const ops = method.ops.flatMap((op) => hoister.operation(op));
    return hoister.added.length === 0 ? method : { ...method, ops, tensors: [...method.tensors, ...hoister.added] };
  },
};

const COSTLY: ReadonlySet<string> = new Set(['exp', 'log', 'exp2', 'log2', 'sin', 'cos', 'tanh', 'pow']);

const isReduction = (e: Expr): boolean => e.kind === 'reduce' || e.kind === 'softmax-sum';
const isCostly = (e: Expr): boolean => isReduction(e) || ((e.kind === 'unary' || e.kind === 'binary') && COSTLY.has(e.op));

/** The axes around an expression, outermost first; `inside`: some of them belong to a reduction. */
interface Surroundings { readonly axes: readonly Axis[]; readonly inside: boolean }

/** The axes around an expression that it depends on. */
function within(e: Expr, around: Surroundings): readonly Axis[] {
  const needed = closure(freeAxes(e));
  return around.axes.filter((a) => needed.has(a));
}

/** Keys of the reductions that an operation would compute more than once for each of its points, as `silu(sum(j) …)` does. */
function repeatedReductions(op: Op): ReadonlySet<string> {
  const found: Expr[] = [];
  const collect = (e: Expr): void => {
    if (isReduction(e)) found.push(e);
    else childrenOf(e).forEach(collect);
  };
  withResult(op, (e) => {
    collect(e);
    return e;
  });
  if (found.length < 2) return new Set();
  const keys = found.map((e) => exprKey(e));
  return new Set(keys.filter((key, i) => keys.indexOf(key) !== i));
}

class Hoister {
  readonly added: Tensor[] = [];
  private readonly names: Set<string>;

  constructor(private readonly method: Method) {
    this.names = new Set(method.tensors.map((t) => t.name));
  }

  /** The operation, after those that its hoisted parts became. */
  operation(op: Op): readonly Op[] {
    const before: Op[] = [];
    const known = new Map<string, Tensor>();
    // A scan, or an update in place: what it reads of its own result is only there when its turn comes.
    const results = new Set(opDefines(op));
    const readsResult = (e: Expr): boolean => e.kind === 'load' && results.has(e.tensor);
    const repeated = repeatedReductions(op);
    const isRepeated = (e: Expr, { inside }: Surroundings): boolean => !inside && repeated.size > 0 && isReduction(e) && repeated.has(exprKey(e));
    const walk = (e: Expr, around: Surroundings, hint?: string): Expr => {
      const axes = someExpr(e, readsResult) ? undefined : this.worthHoisting(e, around) ?? (isRepeated(e, around) ? within(e, around) : undefined);
      if (axes) return this.hoist(e, axes, op, hint, known, before);
      switch (e.kind) {
        case 'unary': case 'convert': case 'round': {
          const value = walk(e.value, around);
          return value === e.value ? e : { ...e, value };
        }
        case 'binary': {
          const left = walk(e.left, around);
          const right = walk(e.right, around);
          return left === e.left && right === e.right ? e : { ...e, left, right };
        }
        case 'select': {
          const [cond, then, other] = [walk(e.cond, around), walk(e.then, around), walk(e.else, around)];
          return cond === e.cond && then === e.then && other === e.else ? e : { ...e, cond, then, else: other };
        }
        case 'reduce': {
          const value = walk(e.value, { axes: [...around.axes, ...e.axes], inside: true });
          return value === e.value ? e : { ...e, value };
        }
        case 'softmax-sum': {
          const inner = { axes: [...around.axes, ...e.axes], inside: true };
          const logit = walk(e.logit, inner, 'logit');
          const value = walk(e.value, inner);
          return logit === e.logit && value === e.value ? e : { ...e, logit, value };
        }
        default: return e;
      }
    };
    const next = withResult(op, (e) => walk(e, { axes: opAxes(op), inside: false }));
    return [...before, next];
  }

  /** The axes to compute `e` over, if that saves work. */
  private worthHoisting(e: Expr, around: Surroundings): readonly Axis[] | undefined {
    if (!someExpr(e, around.inside ? isCostly : isReduction)) return undefined;
    const axes = within(e, around);
    const needed = new Set(axes);
    const spared = around.axes.filter((a) => !needed.has(a) && Size.asConstant(a.bound) !== 1);
    if (spared.length === 0) return undefined;
    return spared.every((a) => !mayBeEmpty(a, this.method.sizes)) || isSafeAnywhere(e, this.method.sizes) ? axes : undefined;
  }

  private hoist(e: Expr, axes: readonly Axis[], op: Op, hint: string | undefined, known: Map<string, Tensor>, before: Op[]): Expr {
    const { text, inner } = axesKey(axes);
    const key = `${text}|${exprKey(e, inner)}`;
    const offset = (axis: Axis): Expr => (isZero(axis.lo) ? toExpr(axis) : sub(axis, axis.lo));
    const found = known.get(key);
    const target = found ?? this.temporary(e, axes, op, hint);
    if (!found) {
      known.set(key, target);
      before.push(...this.operation(definition(target, e, axes, op)));
    }
    return { kind: 'load', tensor: target, indices: axes.map(offset), type: e.type, span: e.span };
  }

  private temporary(e: Expr, axes: readonly Axis[], op: Op, hint: string | undefined): Tensor {
    const [owner] = opDefines(op);
    const name = this.uniqueName(`${owner?.name ?? 'temp'}_${hint ?? nameOf(e)}`);
    const tensor: Tensor = {
      kind: 'tensor', name, role: 'temp', dtype: e.type, shape: axes.map((a) => a.bound), span: e.span,
    };
    this.added.push(tensor);
    return tensor;
  }

  private uniqueName(base: string): string {
    let name = base;
    for (let i = 2; this.names.has(name); i++) name = `${base}_${i}`;
    this.names.add(name);
    return name;
  }
}

/** `target[axes] = e`, with axes of its own that start at 0. */
function definition(target: Tensor, e: Expr, axes: readonly Axis[], op: Op): MapOp {
  const replacements = new Map<Axis, Expr>();
  const own = axes.map((axis): Axis => {
    const lo = substituteAxes(axis.lo, replacements);
    const hi = substituteAxes(axis.hi, replacements);
    const next: Axis = isZero(lo) ? { ...axis, lo, hi } : { ...axis, lo: { kind: 'const', value: 0, type: 'i32', span: axis.span }, hi: sub(hi, lo) };
    replacements.set(axis, isZero(lo) ? toExpr(next) : add(next, lo));
    return next;
  });
  const { stage, once, when } = op;
  return {
    kind: 'map', target, axes: own, indices: own.map((a) => toExpr(a)), value: freshAxes(substituteAxes(e, replacements)),
    stage, once, span: e.span.file === '' ? op.span : e.span, ...(when ? { when } : {}),
  };
}

function isZero(e: Expr): boolean {
  return e.kind === 'const' && e.value === 0;
}

/** The axes and those that their ranges mention. */
function closure(axes: ReadonlySet<Axis>): ReadonlySet<Axis> {
  const all = new Set(axes);
  for (const axis of all) for (const e of [axis.lo, axis.hi]) freeAxes(e).forEach((a) => all.add(a));
  return all;
}

function withResult(op: Op, f: (e: Expr) => Expr): Op {
  switch (op.kind) {
    case 'call': return op;
    case 'map': case 'scatter': {
      const value = f(op.value);
      return value === op.value ? op : { ...op, value };
    }
    case 'topk': {
      const key = f(op.key);
      return key === op.key ? op : { ...op, key };
    }
    case 'filter': {
      const predicate = f(op.predicate);
      return predicate === op.predicate ? op : { ...op, predicate };
    }
  }
}

/** Of the function applied last, or of the reduction inside. */
function nameOf(e: Expr): string {
  if (e.kind === 'reduce') return e.op;
  if (e.kind === 'softmax-sum') return 'mix';
  if (e.kind === 'unary') return e.op;
  const parts: Expr[] = [];
  visitExpr(e, (x) => { if (isReduction(x)) parts.push(x); });
  return parts[0] ? nameOf(parts[0]) : 'part';
}

function smallest(sizes: readonly SizeSymbol[]): Readonly<Record<string, number>> {
  return Object.fromEntries(sizes.map((s) => [s.name, s.min]));
}

function mayBeEmpty(axis: Axis, sizes: readonly SizeSymbol[]): boolean {
  const [lo, hi] = [toSym(axis.lo), toSym(axis.hi)];
  if (!lo || !hi) return true;
  const extent = Size.sub(hi, lo);
  const grows = extent.terms.every((t) => t.coefficient > 0 || t.factors.length === 0);
  return !grows || Size.evaluate(extent, smallest(sizes)) <= 0;
}

/** True if `e` may be evaluated even where the loops around it would not run: no load at a fixed place that may not exist. */
function isSafeAnywhere(e: Expr, sizes: readonly SizeSymbol[]): boolean {
  let safe = true;
  visitExpr(e, (load) => {
    if (load.kind !== 'load') return;
    load.indices.forEach((index, d) => {
      const place = toSym(index);
      const extent = load.tensor.shape[d];
      if (!place || !extent) return;
      const at = Size.evaluate(place, smallest(sizes));
      if (at < 0 || at >= Size.evaluate(extent, smallest(sizes))) safe = false;
    });
  });
  return safe;
}
