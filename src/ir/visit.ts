import type { Axis, ComputeOp, Expr, LoadExpr, Op, Passed, Tensor } from './nodes.js';

/**
 * Walking and rewriting of expressions and operations. A rewrite returns the same object where nothing changed.
 */
type Rewrite = (expr: Expr) => Expr;

function mapList<T>(list: readonly T[], f: (item: T) => T): readonly T[] {
  let changed = false;
  const result = list.map((item) => {
    const next = f(item);
    if (next !== item) changed = true;
    return next;
  });
  return changed ? result : list;
}

/** Axes whose range changed are new objects; references to them follow. */
class Rewriter {
  private readonly renamed = new Map<Axis, Axis>();
  constructor(private readonly rewrite: Rewrite) {}

  expr(expr: Expr): Expr {
    return this.rewrite(this.children(expr));
  }

  axes(axes: readonly Axis[]): readonly Axis[] {
    return mapList(axes, (axis) => {
      const lo = this.expr(axis.lo);
      const hi = this.expr(axis.hi);
      if (lo === axis.lo && hi === axis.hi) return axis;
      const next: Axis = { ...axis, lo, hi };
      this.renamed.set(axis, next);
      return next;
    });
  }

  exprs(exprs: readonly Expr[]): readonly Expr[] {
    return mapList(exprs, (e) => this.expr(e));
  }

  private children(expr: Expr): Expr {
    switch (expr.kind) {
      case 'const': case 'size': return expr;
      case 'axis-ref': {
        const axis = this.renamed.get(expr.axis);
        return axis ? { ...expr, axis } : expr;
      }
      case 'load': {
        const indices = this.exprs(expr.indices);
        return indices === expr.indices ? expr : { ...expr, indices };
      }
      case 'unary': case 'convert': case 'round': {
        const value = this.expr(expr.value);
        return value === expr.value ? expr : { ...expr, value };
      }
      case 'binary': {
        const left = this.expr(expr.left);
        const right = this.expr(expr.right);
        return left === expr.left && right === expr.right ? expr : { ...expr, left, right };
      }
      case 'select': {
        const cond = this.expr(expr.cond);
        const then = this.expr(expr.then);
        const otherwise = this.expr(expr.else);
        return cond === expr.cond && then === expr.then && otherwise === expr.else ? expr : { ...expr, cond, then, else: otherwise };
      }
      case 'reduce': {
        const axes = this.axes(expr.axes);
        const value = this.expr(expr.value);
        return axes === expr.axes && value === expr.value ? expr : { ...expr, axes, value };
      }
      case 'softmax-sum': {
        const axes = this.axes(expr.axes);
        const logit = this.expr(expr.logit);
        const value = this.expr(expr.value);
        return axes === expr.axes && logit === expr.logit && value === expr.value ? expr : { ...expr, axes, logit, value };
      }
    }
  }
}

/** Rewrites bottom-up: `rewrite` sees each node after its children, the ranges of axes included. */
export function mapExpr(expr: Expr, rewrite: Rewrite): Expr {
  return new Rewriter(rewrite).expr(expr);
}

/** Rewrites every expression of an operation bottom-up: ranges, indices, values, keys, predicates. Not `when`. */
export function mapOp<T extends Op>(op: T, rewrite: Rewrite): T;
export function mapOp(op: Op, rewrite: Rewrite): Op {
  if (op.kind === 'call') return op;
  const r = new Rewriter(rewrite);
  if (op.kind === 'map' || op.kind === 'scatter') {
    const axes = r.axes(op.axes);
    const indices = r.exprs(op.indices);
    const value = r.expr(op.value);
    if (axes === op.axes && indices === op.indices && value === op.value) return op;
    const next = { ...op, axes, indices, value };
    const at = op.kind === 'map' && op.sequential ? op.axes.indexOf(op.sequential) : -1;
    const sequential = axes[at];
    return sequential ? { ...next, sequential } as Op : next;
  }
  const outer = r.axes(op.outer);
  const axis = r.axes([op.axis])[0] ?? op.axis;
  if (op.kind === 'topk') {
    const key = r.expr(op.key);
    return outer === op.outer && axis === op.axis && key === op.key ? op : { ...op, outer, axis, key };
  }
  const predicate = r.expr(op.predicate);
  return outer === op.outer && axis === op.axis && predicate === op.predicate ? op : { ...op, outer, axis, predicate };
}

/** Direct parts of an expression, ranges of its axes included. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'const': case 'size': case 'axis-ref': return [];
    case 'load': return expr.indices;
    case 'unary': case 'convert': case 'round': return [expr.value];
    case 'binary': return [expr.left, expr.right];
    case 'select': return [expr.cond, expr.then, expr.else];
    case 'reduce': return [...rangesOf(expr.axes), expr.value];
    case 'softmax-sum': return [...rangesOf(expr.axes), expr.logit, expr.value];
  }
}

function rangesOf(axes: readonly Axis[]): readonly Expr[] {
  const ranges: Expr[] = [];
  for (const axis of axes) ranges.push(axis.lo, axis.hi);
  return ranges;
}

/** Calls `visit` on the expression and all its parts, outermost first. */
export function visitExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  switch (expr.kind) {
    case 'const': case 'size': case 'axis-ref': return;
    case 'load': for (const index of expr.indices) visitExpr(index, visit); return;
    case 'unary': case 'convert': case 'round': visitExpr(expr.value, visit); return;
    case 'binary': visitExpr(expr.left, visit); visitExpr(expr.right, visit); return;
    case 'select': visitExpr(expr.cond, visit); visitExpr(expr.then, visit); visitExpr(expr.else, visit); return;
    default:
      for (const axis of expr.axes) { visitExpr(axis.lo, visit); visitExpr(axis.hi, visit); }
      if (expr.kind === 'softmax-sum') visitExpr(expr.logit, visit);
      visitExpr(expr.value, visit);
  }
}

export function someExpr(expr: Expr, test: (expr: Expr) => boolean): boolean {
  if (test(expr)) return true;
  switch (expr.kind) {
    case 'const': case 'size': case 'axis-ref': return false;
    case 'load': return expr.indices.some((index) => someExpr(index, test));
    case 'unary': case 'convert': case 'round': return someExpr(expr.value, test);
    case 'binary': return someExpr(expr.left, test) || someExpr(expr.right, test);
    case 'select': return someExpr(expr.cond, test) || someExpr(expr.then, test) || someExpr(expr.else, test);
    default:
      return expr.axes.some((axis) => someExpr(axis.lo, test) || someExpr(axis.hi, test))
        || (expr.kind === 'softmax-sum' && someExpr(expr.logit, test)) || someExpr(expr.value, test);
  }
}

/** `someExpr` for one test, remembered: for facts that are asked for again and again. */
export function someExprRemembered(test: (expr: Expr) => boolean): (expr: Expr) => boolean {
  const known = new WeakMap<Expr, boolean>();
  const look = (expr: Expr): boolean => {
    switch (expr.kind) {
      case 'const': case 'size': case 'axis-ref': return test(expr);
      default: {
        const old = known.get(expr);
        if (old !== undefined) return old;
        const found = test(expr) || childrenOf(expr).some(look);
        known.set(expr, found);
        return found;
      }
    }
  };
  return look;
}

const NONE: ReadonlySet<Axis> = new Set();
const single = new WeakMap<Axis, ReadonlySet<Axis>>();
const free = new WeakMap<Expr, ReadonlySet<Axis>>();

/** Axes that occur but are not bound inside, in order of first use. Remembered: all phases ask for it again and again. */
export function freeAxes(expr: Expr): ReadonlySet<Axis> {
  switch (expr.kind) {
    case 'const': case 'size': return NONE;
    case 'axis-ref': {
      const known = single.get(expr.axis);
      if (known) return known;
      const axes = new Set([expr.axis]);
      single.set(expr.axis, axes);
      return axes;
    }
    case 'unary': case 'convert': case 'round': return freeAxes(expr.value);
    default: {
      const known = free.get(expr);
      if (known) return known;
      const axes = freeInside(expr);
      free.set(expr, axes);
      return axes;
    }
  }
}

function freeInside(expr: Expr): ReadonlySet<Axis> {
  const bound = expr.kind === 'reduce' || expr.kind === 'softmax-sum' ? expr.axes : [];
  let only = NONE;
  let axes: Set<Axis> | undefined;
  for (const part of childrenOf(expr)) {
    const inside = freeAxes(part);
    if (inside.size === 0 || inside === only) continue;
    if (!axes && only === NONE) { only = inside; continue; }
    axes ??= new Set(only);
    for (const axis of inside) axes.add(axis);
  }
  const all = axes ?? only;
  if (!bound.some((axis) => all.has(axis))) return all;
  const left = new Set(all);
  for (const axis of bound) left.delete(axis);
  return left;
}

/** Replaces references to axes. The replacements must not mention axes that are bound where they go. */
export function substituteAxes(expr: Expr, replacements: ReadonlyMap<Axis, Expr>): Expr {
  return mapExpr(expr, (e) => (e.kind === 'axis-ref' ? replacements.get(e.axis) ?? e : e));
}

/** The same expression with new objects for the axes bound inside, so that it may stand beside or inside the old one. */
export function freshAxes(expr: Expr): Expr {
  const fresh = new Map<Axis, Axis>();
  const visit = (e: Expr): Expr => mapExpr(e, (node) => {
    if (node.kind === 'axis-ref') {
      const axis = fresh.get(node.axis);
      return axis ? { ...node, axis } : node;
    }
    if (node.kind !== 'reduce' && node.kind !== 'softmax-sum') return node;
    return { ...node, axes: node.axes.map((a) => fresh.get(a) ?? a) };
  });
  visitExpr(expr, (e) => {
    if (e.kind !== 'reduce' && e.kind !== 'softmax-sum') return;
    for (const axis of e.axes) fresh.set(axis, { ...axis, lo: visit(axis.lo), hi: visit(axis.hi) });
  });
  return fresh.size === 0 ? expr : visit(expr);
}

/** The axes that an operation runs over, outermost first. */
export function opAxes(op: Op): readonly Axis[] {
  if (op.kind === 'call') return [];
  return op.kind === 'map' || op.kind === 'scatter' ? op.axes : [...op.outer, op.axis];
}

/** All expressions of an operation except `when`: ranges of its axes, indices, and what it computes. */
export function opExprs(op: Op): readonly Expr[] {
  if (op.kind === 'call') return [];
  const ranges = rangesOf(opAxes(op));
  switch (op.kind) {
    case 'map': case 'scatter': return [...ranges, ...op.indices, op.value];
    case 'topk': return [...ranges, op.key];
    case 'filter': return [...ranges, op.predicate];
  }
}

export function visitOp(op: Op, visit: (expr: Expr) => void): void {
  for (const e of opExprs(op)) visitExpr(e, visit);
}

const loads = new WeakMap<Op, readonly LoadExpr[]>();

/** All loads of an operation, in order. Remembered. */
export function loadsOf(op: Op): readonly LoadExpr[] {
  const known = loads.get(op);
  if (known) return known;
  const found: LoadExpr[] = [];
  visitOp(op, (e) => { if (e.kind === 'load') found.push(e); });
  loads.set(op, found);
  return found;
}

/** Tensors that an operation writes. */
export function opDefines(op: Op): readonly Tensor[] {
  if (op.kind === 'call') return passed(op.results);
  return op.kind === 'map' || op.kind === 'scatter' ? [op.target] : [op.ids, op.count];
}

const reads = new WeakMap<Op, readonly Tensor[]>();

/** Tensors that an operation reads, each once, in order of first use. Remembered. */
export function opReads(op: Op): readonly Tensor[] {
  const known = reads.get(op);
  if (known) return known;
  const tensors = [...new Set(op.kind === 'call' ? passed(op.args) : loadsOf(op).map((l) => l.tensor))];
  reads.set(op, tensors);
  return tensors;
}

function passed(values: readonly Passed[]): readonly Tensor[] {
  return values.flatMap(({ tensor, count }) => (count ? [tensor, count] : [tensor]));
}

/** Flags that the condition of an operation reads; the host does, so they are not among `opReads`. */
export function opFlags(op: Pick<Op, 'when'>): readonly Tensor[] {
  const flags = new Set<Tensor>();
  if (op.when) visitExpr(op.when, (e) => { if (e.kind === 'load') flags.add(e.tensor); });
  return [...flags];
}

/** An operation that a device computes. */
export function isCompute(op: Op): op is ComputeOp {
  return op.kind !== 'call';
}
