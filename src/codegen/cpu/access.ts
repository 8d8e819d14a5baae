import { elementsOf } from '../../ir/elements.js';
import type { Axis, Expr, LoadExpr, Tensor } from '../../ir/nodes.js';
import { toSym } from '../../ir/size-expr.js';
import { freeAxes, someExpr, someExprRemembered } from '../../ir/visit.js';
import { Size, type Sym } from '../../symbolic/index.js';

/** How indices move when one axis moves by one. */
const ZERO = Size.constant(0);
const ONE = Size.constant(1);

/** Change of `expr` for each step of `axis`; undefined where it is not the same everywhere. */
export function slope(expr: Expr, axis: Axis): Sym | undefined {
  if (expr.kind === 'axis-ref') return expr.axis === axis ? ONE : ZERO;
  if (!dependsOn(expr, axis)) return ZERO;
  if (expr.kind === 'unary' && expr.op === 'neg') {
    const value = slope(expr.value, axis);
    return value && Size.neg(value);
  }
  if (expr.kind !== 'binary') return undefined;
  const [left, right] = [slope(expr.left, axis), slope(expr.right, axis)];
  if (!left || !right) return undefined;
  if (expr.op === 'add') return Size.add(left, right);
  if (expr.op === 'sub') return Size.sub(left, right);
  if (expr.op !== 'mul') return undefined;
  const [by, of] = left.key === '0' ? [toSym(expr.left), right] : right.key === '0' ? [toSym(expr.right), left] : [];
  return by && of ? Size.mul(by, of) : undefined;
}

/** Elements between the places that `indices` of `tensor` name at neighbouring points of `axis`; undefined: irregular. */
export function strideAlong(tensor: Tensor, indices: readonly Expr[], axis: Axis): Sym | undefined {
  let total = ZERO;
  for (const [d, index] of indices.entries()) {
    const step = slope(index, axis);
    if (!step) return undefined;
    if (step !== ZERO) total = Size.add(total, Size.mul(step, elementsOf(tensor, d + 1)));
  }
  return total;
}

export const strideOf = (load: LoadExpr, axis: Axis): Sym | undefined => strideAlong(load.tensor, load.indices, axis);

export function dependsOn(expr: Expr, axis: Axis): boolean {
  return freeAxes(expr).has(axis);
}

export const isReduction = (expr: Expr): expr is Expr & { kind: 'reduce' | 'softmax-sum' } => expr.kind === 'reduce' || expr.kind === 'softmax-sum';

/** True if a reduction inside runs over a range that depends on `axis`. */
export function raggedOver(expr: Expr, axis: Axis): boolean {
  return someExpr(expr, (e) => isReduction(e) && e.axes.some((a) => dependsOn(a.lo, axis) || dependsOn(a.hi, axis)));
}

export const hasReduction: (expr: Expr) => boolean = someExprRemembered(isReduction);

/** Reductions that are not inside another one. */
export function outermostReductions(expr: Expr): readonly (Expr & { kind: 'reduce' | 'softmax-sum' })[] {
  if (isReduction(expr)) return [expr];
  switch (expr.kind) {
    case 'unary': case 'convert': case 'round': return outermostReductions(expr.value);
    case 'binary': return [expr.left, expr.right].flatMap(outermostReductions);
    case 'select': return [expr.cond, expr.then, expr.else].flatMap(outermostReductions);
    case 'load': return expr.indices.flatMap(outermostReductions);
    default: return [];
  }
}

/** Outermost reductions inside that do not depend on `axis`, and are worth computing once for all its points. */
export function invariantReductions(expr: Expr, axis: Axis): readonly Expr[] {
  if (isReduction(expr)) return dependsOn(expr, axis) ? [] : [expr];
  switch (expr.kind) {
    case 'unary': case 'convert': case 'round': return invariantReductions(expr.value, axis);
    case 'binary': return [expr.left, expr.right].flatMap((e) => invariantReductions(e, axis));
    case 'select': return [expr.cond, expr.then, expr.else].flatMap((e) => invariantReductions(e, axis));
    default: return [];
  }
}

/** Loads inside `expr`, each with the reductions around it, outermost first. */
export function loadsWithin(expr: Expr): readonly { readonly load: LoadExpr; readonly inside: readonly (Expr & { kind: 'reduce' | 'softmax-sum' })[] }[] {
  const found: { load: LoadExpr; inside: (Expr & { kind: 'reduce' | 'softmax-sum' })[] }[] = [];
  const visit = (e: Expr, inside: (Expr & { kind: 'reduce' | 'softmax-sum' })[]): void => {
    if (e.kind === 'load') {
      found.push({ load: e, inside });
      e.indices.forEach((i) => { visit(i, inside); });
    } else if (isReduction(e)) {
      const within = [...inside, e];
      e.axes.forEach((a) => { visit(a.lo, within); visit(a.hi, within); });
      if (e.kind === 'reduce') visit(e.value, within);
      else { visit(e.logit, within); visit(e.value, within); }
    } else if (e.kind === 'unary' || e.kind === 'convert' || e.kind === 'round') visit(e.value, inside);
    else if (e.kind === 'binary') { visit(e.left, inside); visit(e.right, inside); }
    else if (e.kind === 'select') { visit(e.cond, inside); visit(e.then, inside); visit(e.else, inside); }
  };
  visit(expr, []);
  return found;
}

const extents = new WeakMap<Axis, { readonly fixed: number | undefined }>();

/** Number of points of an axis where that is known when compiling. Remembered. */
export function fixedExtent(axis: Axis): number | undefined {
  const known = extents.get(axis);
  if (known) return known.fixed;
  const [lo, hi] = [toSym(axis.lo), toSym(axis.hi)];
  const fixed = lo && hi && Size.asConstant(Size.sub(hi, lo));
  extents.set(axis, { fixed });
  return fixed;
}

/** True if the range of the axis follows from the sizes alone. */
export function isRectangular(axis: Axis): boolean {
  return toSym(axis.lo) !== undefined && toSym(axis.hi) !== undefined;
}

const works = new WeakMap<Expr, Sym>();

/**
 * Roughly what one evaluation of `expr` takes, in operations of one lane of a vector, as a product over its reductions' bounds.
 * Remembered.
 */
export function workOf(expr: Expr): Sym {
  const known = works.get(expr);
  if (known) return known;
  const work = makeWork(expr);
  works.set(expr, work);
  return work;
}

/** An element that is read may come from memory. */
const READ = 2;
const DIVISION = 10;
const SPECIAL = 12;
const SPECIALS: ReadonlySet<string> = new Set(['exp', 'exp2', 'log', 'log2', 'sin', 'cos', 'tanh', 'sqrt', 'rsqrt', 'pow']);

function makeWork(expr: Expr): Sym {
  switch (expr.kind) {
    case 'load': return Size.add(READ, ...expr.indices.filter((i) => i.kind !== 'axis-ref').map(workOf));
    case 'unary': return Size.add(SPECIALS.has(expr.op) ? SPECIAL : 1, workOf(expr.value));
    case 'binary': return Size.add(expr.op === 'div' || expr.op === 'mod' ? DIVISION : SPECIALS.has(expr.op) ? 2 * SPECIAL : 1, workOf(expr.left), workOf(expr.right));
    case 'select': return Size.add(1, workOf(expr.cond), workOf(expr.then), workOf(expr.else));
    case 'convert': return workOf(expr.value);
    case 'round': return Size.add(1, workOf(expr.value));
    case 'reduce': return Size.mul(...expr.axes.map((a) => a.bound), Size.add(1, workOf(expr.value)));
    case 'softmax-sum': return Size.mul(...expr.axes.map((a) => a.bound), Size.add(SPECIAL, workOf(expr.logit), workOf(expr.value)));
    default: return ZERO;
  }
}
