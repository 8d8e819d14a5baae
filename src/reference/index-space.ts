import type { Axis, Expr } from '../ir/nodes.js';
import { childrenOf } from '../ir/visit.js';
import type { SizeValues } from './storage.js';

/** Where the current index of each axis is kept while loops run. Grows as expressions are compiled. */
export class AxisSlots {
  readonly values = new Int32Array(256);
  private readonly slots = new Map<Axis, number>();

  slotOf(axis: Axis): number {
    const found = this.slots.get(axis);
    if (found !== undefined) return found;
    const slot = this.slots.size;
    if (slot >= this.values.length) throw new RangeError('more than 256 axes in one operation');
    this.slots.set(axis, slot);
    return slot;
  }
}

/** offset + sum of coefficient * slot */
export interface Affine { readonly offset: number; readonly terms: ReadonlyMap<Axis, number> }

const scale = (a: Affine, by: number): Affine =>
  ({ offset: a.offset * by, terms: new Map([...a.terms].map(([axis, c]) => [axis, c * by])) });

export function addAffine(a: Affine, b: Affine): Affine {
  const terms = new Map(a.terms);
  for (const [axis, c] of b.terms) terms.set(axis, (terms.get(axis) ?? 0) + c);
  return { offset: a.offset + b.offset, terms };
}

/** An index expression as a sum of multiples of axes, if it is one. */
export function affineOf(expr: Expr, sizes: SizeValues): Affine | undefined {
  const fixed = (value: number): Affine => ({ offset: value, terms: new Map() });
  if (expr.type !== 'i32') return undefined;
  switch (expr.kind) {
    case 'const': return fixed(expr.value);
    case 'size': return fixed(sizes[expr.size.name] ?? NaN);
    case 'axis-ref': return { offset: 0, terms: new Map([[expr.axis, 1]]) };
    case 'unary': {
      const value = expr.op === 'neg' ? affineOf(expr.value, sizes) : undefined;
      return value && scale(value, -1);
    }
    case 'binary': {
      const left = affineOf(expr.left, sizes);
      const right = affineOf(expr.right, sizes);
      if (!left || !right) return undefined;
      if (expr.op === 'add') return addAffine(left, right);
      if (expr.op === 'sub') return addAffine(left, scale(right, -1));
      if (expr.op !== 'mul') return undefined;
      if (right.terms.size === 0) return scale(left, right.offset);
      return left.terms.size === 0 ? scale(right, left.offset) : undefined;
    }
    default: return undefined;
  }
}

/** Smallest and largest value that an affine index takes, if the ranges of its axes are plain numbers. */
export function intervalOf(index: Affine, sizes: SizeValues): readonly [number, number] | undefined {
  let low = index.offset;
  let high = index.offset;
  for (const [axis, c] of index.terms) {
    const lo = affineOf(axis.lo, sizes);
    const hi = affineOf(axis.hi, sizes);
    if (!lo || !hi || lo.terms.size > 0 || hi.terms.size > 0) return undefined;
    const last = Math.max(hi.offset - 1, lo.offset);
    low += c > 0 ? c * lo.offset : c * last;
    high += c > 0 ? c * last : c * lo.offset;
  }
  return [low, high];
}

/** True where an expression mentions no axis and no tensor: its value is fixed by the sizes. */
export function isFixed(expr: Expr): boolean {
  return expr.kind !== 'load' && expr.kind !== 'axis-ref' && childrenOf(expr).every(isFixed);
}
