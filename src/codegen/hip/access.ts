import { elementsOf } from '../../ir/elements.js';
import type { Axis, Expr, LoadExpr, Tensor } from '../../ir/nodes.js';
import { toSym } from '../../ir/size-expr.js';
import { freeAxes, someExprRemembered } from '../../ir/visit.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';

/** How accesses move along an axis: what decides coalescing, vector loads and reuse. Facts of index expressions only. */

const LARGE = 1 << 20;

function powerOfTwoIn(value: number): number {
  if (value === 0) return LARGE;
  if (!Number.isInteger(value)) return 1;
  let power = 1;
  while (power < LARGE && value % (power * 2) === 0) power *= 2;
  return power;
}

export function mentions(expr: Expr, axis: Axis): boolean {
  return freeAxes(expr).has(axis);
}

/** By how much an integer expression grows with each step of `axis`; undefined if that is not constant. */
export function strideAlong(expr: Expr, axis: Axis): number | undefined {
  if (expr.kind === 'axis-ref') return expr.axis === axis ? 1 : 0;
  if (!mentions(expr, axis)) return 0;
  if (expr.kind !== 'binary') return undefined;
  const left = strideAlong(expr.left, axis);
  const right = strideAlong(expr.right, axis);
  if (left === undefined || right === undefined) return undefined;
  if (expr.op === 'add') return left + right;
  if (expr.op === 'sub') return left - right;
  if (expr.op !== 'mul') return undefined;
  if (expr.right.kind === 'const' && right === 0) return left * expr.right.value;
  return expr.left.kind === 'const' && left === 0 ? right * expr.left.value : undefined;
}

/** A power of two that divides the expression wherever `axis` is a multiple of it. */
function divisorOf(expr: Expr, axis: Axis | undefined): number {
  switch (expr.kind) {
    case 'const': return powerOfTwoIn(expr.value);
    case 'size': return powerOfTwoIn(expr.size.multipleOf);
    case 'axis-ref': return expr.axis === axis ? LARGE : 1;
    case 'binary': {
      const left = divisorOf(expr.left, axis);
      const right = divisorOf(expr.right, axis);
      if (expr.op === 'mul') return Math.min(LARGE, left * right);
      return ['add', 'sub', 'min', 'max'].includes(expr.op) ? Math.min(left, right) : 1;
    }
    default: return 1;
  }
}

function divisorOfSym(value: Sym): number {
  return value.terms.reduce((least, term) => Math.min(least, powerOfTwoIn(term.coefficient)), LARGE);
}

/** Elements between neighbours of dimension `d`. */
export function strideOfDimension(tensor: Tensor, d: number): Sym {
  return elementsOf(tensor, d + 1);
}

/** Neighbouring points of `axis` read neighbouring elements. */
export function isContiguous(load: LoadExpr, axis: Axis): boolean {
  return load.indices.every((index, d) => strideAlong(index, axis) === (d === load.indices.length - 1 ? 1 : 0));
}

/**
 * How many neighbouring points of `axis`, starting from a multiple of that number, one aligned load of at most 16 bytes
 * can serve: 1 where accesses are not contiguous or their alignment is not known.
 */
export function vectorWidth(load: LoadExpr, axis: Axis): number {
  if (load.indices.length === 0 || !isContiguous(load, axis)) return 1;
  const alignment = load.indices.reduce((least, index, d) =>
    Math.min(least, divisorOf(index, axis) * divisorOfSym(strideOfDimension(load.tensor, d))), LARGE);
  const bytes = dtypeBytes(load.tensor.dtype);
  const width = Math.min(alignment, 16 / bytes);
  return bytes <= 4 && load.tensor.dtype !== 'bool' && width * bytes >= 4 ? width : 1;
}

/** Whether `lanes` elements at a time can be loaded along `axis` with aligned loads of 16 bytes or of all lanes. */
export function loadsInVectors(load: LoadExpr, axis: Axis, lanes: number): boolean {
  const bytes = dtypeBytes(load.tensor.dtype);
  return lanes * bytes >= 4 && vectorWidth(load, axis) >= Math.min(lanes, 16 / bytes);
}

/** Number of points of an axis whose ends depend on sizes only. */
export function extentOf(axis: Axis): Sym | undefined {
  const lo = toSym(axis.lo);
  const hi = toSym(axis.hi);
  return lo && hi ? Size.max(0, Size.sub(hi, lo)) : undefined;
}

const plain = new WeakMap<Axis, { readonly extent: Sym | undefined }>();

/** The same, without the care for empty ranges where it is plain that there are none. Remembered. */
export function plainExtent(axis: Axis): Sym | undefined {
  const known = plain.get(axis);
  if (known) return known.extent;
  const extent = plainExtentOf(axis);
  plain.set(axis, { extent });
  return extent;
}

function plainExtentOf(axis: Axis): Sym | undefined {
  const lo = toSym(axis.lo);
  const hi = toSym(axis.hi);
  if (!lo || !hi) return undefined;
  return Size.equals(lo, 0) ? hi : extentOf(axis);
}

/** The leading axes that are not ragged, and the rest. */
export function splitRagged(axes: readonly Axis[]): { readonly plain: readonly Axis[]; readonly ragged: readonly Axis[] } {
  const first = axes.findIndex((a) => plainExtent(a) === undefined);
  return first < 0 ? { plain: axes, ragged: [] } : { plain: axes.slice(0, first), ragged: axes.slice(first) };
}

/**
 * Whether an expression has one value for all points of `axis` in an aligned group of `tile`: it mentions the axis only as
 * `axis / c` with `c` a multiple of the tile, or not at all.
 */
export function sameInTile(expr: Expr, axis: Axis, tile: number): boolean {
  if (!mentions(expr, axis)) return true;
  switch (expr.kind) {
    case 'axis-ref': return tile === 1;
    case 'load': return expr.indices.every((i) => sameInTile(i, axis, tile));
    case 'unary': case 'convert': case 'round': return sameInTile(expr.value, axis, tile);
    case 'binary':
      if (expr.op === 'div' && expr.right.kind === 'const' && expr.right.value > 0 && expr.right.value % tile === 0 &&
        expr.left.kind === 'axis-ref' && expr.left.axis === axis) return true;
      return sameInTile(expr.left, axis, tile) && sameInTile(expr.right, axis, tile);
    case 'select': return [expr.cond, expr.then, expr.else].every((e) => sameInTile(e, axis, tile));
    default: return false;
  }
}

/** Loads in an expression outside of nested reductions. */
export function directLoads(expr: Expr): readonly LoadExpr[] {
  const loads: LoadExpr[] = [];
  someExprShallow(expr, (e) => { if (e.kind === 'load') loads.push(e); });
  return loads;
}

function someExprShallow(expr: Expr, visit: (e: Expr) => void): void {
  visit(expr);
  switch (expr.kind) {
    case 'load': return expr.indices.forEach((i) => someExprShallow(i, visit));
    case 'unary': case 'convert': case 'round': return someExprShallow(expr.value, visit);
    case 'binary': someExprShallow(expr.left, visit); return someExprShallow(expr.right, visit);
    case 'select': [expr.cond, expr.then, expr.else].forEach((e) => someExprShallow(e, visit)); return;
    default: return;
  }
}

export const hasReduction: (expr: Expr) => boolean = someExprRemembered((e) => e.kind === 'reduce' || e.kind === 'softmax-sum');
