import { add as plainAdd, binary, div as plainDiv, f32, mul as plainMul, neg as plainNeg, select as plainSelect, sub as plainSub } from '../build.js';
import type { ConstExpr, Expr } from '../nodes.js';
import { exprKey } from '../structural-key.js';
import { childrenOf } from '../visit.js';

/** Arithmetic of gradients: as in `build`, but nothing is multiplied by 1 or added to 0, and constants are gathered in front. */

const keys = new WeakMap<Expr, string>();

/** The same for expressions that compute the same thing from the same axes. */
export function keyOf(e: Expr): string {
  const known = keys.get(e);
  if (known !== undefined) return known;
  const key = exprKey(e);
  keys.set(e, key);
  return key;
}

const sizes = new WeakMap<Expr, number>();

/** Nodes of the expression as a tree. */
export function nodesOf(e: Expr): number {
  const known = sizes.get(e);
  if (known !== undefined) return known;
  const count = childrenOf(e).reduce((total, child) => total + nodesOf(child), 1);
  sizes.set(e, count);
  return count;
}

const isConst = (e: Expr): e is ConstExpr => e.kind === 'const';
const is = (e: Expr, value: number): boolean => e.kind === 'const' && e.value === value;

export function isZero(e: Expr): boolean {
  return is(e, 0);
}

export function neg(a: Expr): Expr {
  if (isConst(a)) return f32(-a.value);
  if (a.kind === 'unary' && a.op === 'neg') return a.value;
  if (a.kind === 'binary' && a.op === 'sub') return { ...a, left: a.right, right: a.left };
  return a.kind === 'binary' && a.op === 'mul' && isConst(a.left) ? mul(f32(-a.left.value), a.right) : plainNeg(a);
}

export function mul(a: Expr, b: Expr): Expr {
  if (isConst(a) && isConst(b)) return f32(a.value * b.value);
  if (isConst(b)) return mul(b, a);
  if (is(a, 0)) return a;
  if (is(a, 1)) return b;
  if (is(a, -1)) return neg(b);
  if (isNegation(a)) return neg(mul(a.value, b));
  if (isNegation(b)) return neg(mul(a, b.value));
  if (isScaled(b)) return isConst(a) ? mul(f32(a.value * b.left.value), b.right) : mul(b.left, mul(a, b.right));
  return isScaled(a) ? mul(a.left, mul(a.right, b)) : plainMul(a, b);
}

export function div(a: Expr, b: Expr): Expr {
  if (is(a, 0) || is(b, 1)) return a;
  if (isConst(a) && isConst(b)) return f32(a.value / b.value);
  if (isConst(b) && isPowerOfTwo(b.value)) return mul(f32(1 / b.value), a);
  return isNegation(a) ? neg(div(a.value, b)) : plainDiv(a, b);
}

export function add(a: Expr, b: Expr): Expr {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  if (isConst(a) && isConst(b)) return f32(a.value + b.value);
  if (keyOf(a) === keyOf(b)) return mul(f32(2), a);
  if (isNegation(b)) return sub(a, b.value);
  return isNegation(a) ? sub(b, a.value) : plainAdd(a, b);
}

export function sub(a: Expr, b: Expr): Expr {
  if (isZero(b)) return a;
  if (isZero(a)) return neg(b);
  return isNegation(b) ? add(a, b.value) : plainSub(a, b);
}

export function sumOf(terms: readonly Expr[]): Expr {
  return terms.reduce(add, f32(0));
}

/** `value` where all conditions hold, else 0. */
export function guarded(conditions: readonly Expr[], value: Expr): Expr {
  const [first, ...rest] = conditions;
  if (!first || isZero(value)) return value;
  return plainSelect(rest.reduce((all, c) => binary('and', all, c), first), value, f32(0));
}

type Negation = Expr & { readonly kind: 'unary'; readonly op: 'neg' };
type Scaled = Expr & { readonly kind: 'binary'; readonly left: ConstExpr };

function isNegation(e: Expr): e is Negation {
  return e.kind === 'unary' && e.op === 'neg';
}

function isScaled(e: Expr): e is Scaled {
  return e.kind === 'binary' && e.op === 'mul' && isConst(e.left);
}

function isPowerOfTwo(value: number): boolean {
  const exponent = Math.log2(Math.abs(value));
  return Number.isInteger(exponent) && Math.abs(exponent) < 64;
}
