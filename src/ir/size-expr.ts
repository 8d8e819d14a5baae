import { Size, type Sym } from '../symbolic/index.js';
import type { Expr } from './nodes.js';

/** An integer expression over sizes and constants as a size expression; undefined if it mentions anything else. */
export function toSym(expr: Expr): Sym | undefined {
  if (expr.type !== 'i32') return undefined;
  switch (expr.kind) {
    case 'const': return Size.constant(expr.value);
    case 'size': return Size.variable(expr.size.name);
    case 'unary': {
      const value = toSym(expr.value);
      return value && expr.op === 'neg' ? Size.neg(value) : undefined;
    }
    case 'binary': {
      const left = toSym(expr.left);
      const right = toSym(expr.right);
      if (!left || !right) return undefined;
      switch (expr.op) {
        case 'add': return Size.add(left, right);
        case 'sub': return Size.sub(left, right);
        case 'mul': return Size.mul(left, right);
        case 'div': return Size.floordiv(left, right);
        case 'mod': return Size.mod(left, right);
        case 'min': return Size.min(left, right);
        case 'max': return Size.max(left, right);
        default: return undefined;
      }
    }
    default: return undefined;
  }
}

export interface SizeCondition { readonly left: Sym; readonly op: 'lt' | 'le' | 'eq' | 'ne'; readonly right: Sym }

/** A predicate over sizes as a conjunction of comparisons; undefined if it is not one. */
export function toConditions(expr: Expr): readonly SizeCondition[] | undefined {
  if (expr.kind !== 'binary') return undefined;
  if (expr.op === 'and') {
    const left = toConditions(expr.left);
    const right = toConditions(expr.right);
    return left && right ? [...left, ...right] : undefined;
  }
  const left = toSym(expr.left);
  const right = toSym(expr.right);
  if (!left || !right) return undefined;
  return expr.op === 'lt' || expr.op === 'le' || expr.op === 'eq' || expr.op === 'ne' ? [{ left, op: expr.op, right }] : undefined;
}
