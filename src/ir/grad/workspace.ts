import { add as plus, and, convert, expr as toExpr, exprOfSym, f32, max, reduce, sub as minus } from '../build.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, MapOp, Op, ScatterOp, Tensor } from '../nodes.js';
import { axesKey, exprKey } from '../structural-key.js';
import { toSym } from '../size-expr.js';
import { freeAxes, freshAxes, someExpr, substituteAxes, visitExpr } from '../visit.js';
import { div, keyOf, mul, nodesOf } from './algebra.js';
import type { History } from './history.js';
import type { GradHost } from './host.js';

/** Where operations of a gradient come from: the operation that is differentiated, and when they run. */
export interface Origin { readonly op: Op; readonly when: Expr | undefined }

/** Factors of a contraction from this size on are computed once. */
const MIN_STORED = 5;

/** Adds operations behind those of the method. */
export class Workspace {
  private readonly stored = new Map<string, Tensor>();

  constructor(private readonly host: GradHost, private readonly history: History) {}

  /** When the derivative of an operation is computed: where both it and the gradient are. */
  originOf(op: Op): Origin {
    const mine = conjuncts(this.host.place.when);
    const known = new Set(mine.map(keyOf));
    const more = conjuncts(op.when).filter((c) => !known.has(keyOf(c)));
    return { op, when: [...mine, ...more].reduce<Expr | undefined>((all, c) => (all ? and(all, c) : c), undefined) };
  }

  /** Whether what comes from there runs whenever the gradient is computed. */
  isUnconditional(origin: Origin): boolean {
    return conjuncts(origin.when).length === conjuncts(this.host.place.when).length;
  }

  here(op: Op): Origin {
    return { op, when: this.host.place.when };
  }

  /** 0 .. extent */
  fullAxis(name: string, extent: Sym): Axis {
    const span = this.host.span();
    const hi = exprOfSym(extent, this.host.sizes);
    return { kind: 'axis', name, lo: { kind: 'const', value: 0, type: 'i32', span }, hi, bound: extent, span };
  }

  /** `name[axes] = value`; zero where the axes do not reach. */
  map(name: string, shape: readonly Sym[], axes: readonly Axis[], value: Expr, origin: Origin, fromZero = false): Tensor {
    const target = this.tensor(name, shape, value);
    const { axes: own, rename } = copyOf(axes, fromZero);
    const op: MapOp = {
      kind: 'map', ...this.base(origin), target, axes: own, indices: own.map((a) => toExpr(a)), value: freshAxes(substituteAxes(value, rename)),
    };
    this.host.emit(target, op);
    return target;
  }

  /** `name[indices] += value` over the axes. */
  scatter(name: string, combine: ScatterOp['combine'], shape: readonly Sym[], axes: readonly Axis[], indices: readonly Expr[], value: Expr, origin: Origin): Tensor {
    const target = this.tensor(name, shape, value);
    const { axes: own, rename } = copyOf(axes);
    const move = (e: Expr): Expr => freshAxes(substituteAxes(e, rename));
    this.host.emit(target, { kind: 'scatter', ...this.base(origin), target, axes: own, indices: indices.map(move), combine, value: move(value) });
    return target;
  }

  /** A load of a temporary that holds the value of the expression for every point of the axes that it depends on. */
  store(name: string, e: Expr, around: readonly Axis[], origin: Origin): Expr {
    if (isElement(e)) return e;
    this.requireCurrent(e, origin);
    const axes = closure(e, around);
    const { text, inner } = axesKey(axes);
    const key = `${origin.when ? keyOf(origin.when) : ''}|${text}|${exprKey(e, inner)}`;
    const target = this.stored.get(key) ?? this.map(name, axes.map((a) => a.bound), axes, e, origin, true);
    this.stored.set(key, target);
    const indices = axes.map((a) => (isZero(a.lo) ? toExpr(a) : minus(a, a.lo)));
    return { kind: 'load', tensor: target, indices, type: e.type, span: e.span };
  }

  /**
   * Sum over some of the axes `around`. Factors that do not depend on them are taken out; those inside that depend on
   * fewer axes than the others are computed once, so that what is left is a product of elements.
   */
  sumOver(axes: readonly Axis[], e: Expr, around: readonly Axis[], origin: Origin): Expr {
    if (axes.length === 0) return e;
    // Where a range may be empty, a factor is not to be looked at there.
    if (!axes.every((a) => toSym(a.lo) && toSym(a.hi))) return reduce('sum', axes, e);
    const { factors, sign } = factorsOf(e);
    const depends = ({ value }: Factor): boolean => axes.some((a) => freeAxes(value).has(a));
    const inside = this.grouped(factors.filter(depends), around, origin);
    const used = axes.filter((a) => freeAxes(inside).has(a));
    const total = used.length > 0 ? reduce('sum', used, inside) : inside;
    const counts = axes.filter((a) => !used.includes(a)).map((a): Factor => ({ value: countOf(a), below: false }));
    return product(mul(f32(sign), total), [...counts, ...factors.filter((f) => !depends(f))]);
  }

  private grouped(factors: readonly Factor[], around: readonly Axis[], origin: Origin): Expr {
    const groups = new Map<string, Factor[]>();
    for (const factor of factors) {
      const key = closure(factor.value, around).map((a) => around.indexOf(a)).join();
      groups.set(key, [...groups.get(key) ?? [], factor]);
    }
    const [first, ...others] = [...groups.values()].map((list) => product(f32(1), list));
    if (!first) return f32(1);
    if (others.length === 0) return first;
    const rank = closure([first, ...others].reduce(mul), around).length;
    return [first, ...others]
      .map((g) => (nodesOf(g) >= MIN_STORED && closure(g, around).length < rank ? this.store('factor', g, around, origin) : g))
      .reduce((left, right) => mul(left, right));
  }

  /** Throws where the expression reads a memory that has changed since `origin`. */
  requireCurrent(e: Expr, origin: Origin): void {
    visitExpr(e, (x) => { if (x.kind === 'load') this.history.requireCurrent(x, origin.op); });
  }

  private tensor(name: string, shape: readonly Sym[], value: Expr): Tensor {
    return { kind: 'tensor', name: this.host.freshName(name), role: 'temp', dtype: value.type, shape, span: this.host.span() };
  }

  private base(origin: Origin): Pick<MapOp, 'stage' | 'once' | 'when' | 'span'> {
    const { stage, once } = this.host.place;
    return { stage, once, span: this.host.span(), ...(origin.when ? { when: origin.when } : {}) };
  }
}

interface Factor { readonly value: Expr; readonly below: boolean }

/** The expression as a product: factors above and below the line. */
function factorsOf(e: Expr): { readonly factors: readonly Factor[]; readonly sign: 1 | -1 } {
  const factors: Factor[] = [];
  let sign: 1 | -1 = 1;
  const split = (x: Expr, below: boolean): void => {
    if (x.kind === 'unary' && x.op === 'neg') {
      sign = sign === 1 ? -1 : 1;
      split(x.value, below);
    } else if (x.kind === 'binary' && x.op === 'mul') {
      split(x.left, below);
      split(x.right, below);
    } else if (x.kind === 'binary' && x.op === 'div' && !below) {
      split(x.left, false);
      split(x.right, true);
    } else factors.push({ value: x, below });
  };
  split(e, false);
  return { factors, sign };
}

function product(first: Expr, factors: readonly Factor[]): Expr {
  const above = factors.filter((f) => !f.below).reduce((total, f) => mul(total, f.value), first);
  return factors.filter((f) => f.below).reduce((total, f) => div(total, f.value), above);
}

function conjuncts(when: Expr | undefined): readonly Expr[] {
  if (!when) return [];
  return when.kind === 'binary' && when.op === 'and' ? [...conjuncts(when.left), ...conjuncts(when.right)] : [when];
}

/** The axes that an expression depends on, those of their ranges included, in the order of `around`. */
export function closure(e: Expr, around: readonly Axis[]): readonly Axis[] {
  const found = new Set<Axis>();
  const visit = (x: Expr): void => {
    for (const axis of freeAxes(x)) {
      if (found.has(axis)) continue;
      found.add(axis);
      visit(axis.lo);
      visit(axis.hi);
    }
  };
  visit(e);
  return around.filter((a) => found.has(a));
}

function isZero(e: Expr): boolean {
  return e.kind === 'const' && e.value === 0;
}

/** An element at a place that needs no look at other tensors, perhaps times a constant. */
function isElement(e: Expr): boolean {
  if (e.kind === 'unary' && e.op === 'neg') return isElement(e.value);
  if (e.kind === 'binary' && e.op === 'mul' && e.left.kind === 'const') return isElement(e.right);
  return e.kind === 'const' || (e.kind === 'load' && !e.indices.some((i) => someExpr(i, (x) => x.kind === 'load')));
}

function countOf(axis: Axis): Expr {
  const count = toSym(axis.lo) && toSym(axis.hi) ? Size.asConstant(Size.sub(toSym(axis.hi) ?? 0, toSym(axis.lo) ?? 0)) : undefined;
  return count === undefined ? convert(max(minus(axis.hi, axis.lo), 0), 'f32') : f32(Math.max(0, count));
}

/** Copies of axes for an operation of its own; with `fromZero` those that start elsewhere are moved. */
function copyOf(axes: readonly Axis[], fromZero = false): { readonly axes: readonly Axis[]; readonly rename: ReadonlyMap<Axis, Expr> } {
  const rename = new Map<Axis, Expr>();
  const own = axes.map((axis): Axis => {
    const lo = substituteAxes(axis.lo, rename);
    const hi = substituteAxes(axis.hi, rename);
    const moved = fromZero && !isZero(lo);
    const copy: Axis = moved ? { ...axis, lo: toExpr(0), hi: minus(hi, lo) } : { ...axis, lo, hi };
    rename.set(axis, moved ? plus(copy, lo) : toExpr(copy));
    return copy;
  });
  return { axes: own, rename };
}
