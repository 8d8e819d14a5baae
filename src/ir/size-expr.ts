import { Size, type Sym } from '../symbolic/index.js';
import type { BinaryOp, Expr, LoadExpr, Tensor } from './nodes.js';

const known = new WeakMap<Expr, { readonly value: Sym | undefined }>();

/** An integer expression over sizes and constants as a size expression; undefined if it mentions anything else. Remembered. */
export function toSym(expr: Expr): Sym | undefined {
  if (expr.type !== 'i32') return undefined;
  if (expr.kind === 'const') return Size.constant(expr.value);
  if (expr.kind !== 'size' && expr.kind !== 'unary' && expr.kind !== 'binary') return undefined;
  const old = known.get(expr);
  if (old) return old.value;
  const value = made(expr);
  known.set(expr, { value });
  return value;
}

function made(expr: Expr): Sym | undefined {
  switch (expr.kind) {
    case 'size': return Size.variable(expr.size.name);
    case 'unary': {
      const value = toSym(expr.value);
      return value && expr.op === 'neg' ? Size.neg(value) : undefined;
    }
    case 'binary': {
      const left = toSym(expr.left);
      const right = toSym(expr.right);
      if (!left || !right) return undefined;
      return combineSizes(expr.op, left, right);
    }
    default: return undefined;
  }
}

/** A comparison of sizes, or a flag: a bool tensor without dimensions, or its opposite. */
export type Condition =
  | { readonly kind: 'sizes'; readonly left: Sym; readonly op: 'lt' | 'le' | 'eq' | 'ne'; readonly right: Sym }
  | { readonly kind: 'flag'; readonly flag: Tensor; readonly not: boolean };

/** The condition of an operation as a conjunction; undefined if it is not one. */
export function toConditions(expr: Expr): readonly Condition[] | undefined {
  switch (expr.kind) {
    case 'const': return expr.value ? [] : [{ kind: 'sizes', left: Size.constant(0), op: 'ne', right: Size.constant(0) }];
    case 'load': return isFlag(expr) ? [{ kind: 'flag', flag: expr.tensor, not: false }] : undefined;
    case 'unary': return expr.op === 'not' && isFlag(expr.value) ? [{ kind: 'flag', flag: expr.value.tensor, not: true }] : undefined;
    case 'binary': break;
    default: return undefined;
  }
  if (expr.op === 'and') {
    const left = toConditions(expr.left);
    const right = toConditions(expr.right);
    return left && right ? [...left, ...right] : undefined;
  }
  const left = toSym(expr.left);
  const right = toSym(expr.right);
  if (!left || !right) return undefined;
  return expr.op === 'lt' || expr.op === 'le' || expr.op === 'eq' || expr.op === 'ne' ? [{ kind: 'sizes', left, op: expr.op, right }] : undefined;
}

/** Whether the host can decide it. */
export function isCondition(expr: Expr): boolean {
  return toConditions(expr) !== undefined;
}

/** A memory may change between the condition and the operation, so that it is no flag. */
function isFlag(expr: Expr): expr is LoadExpr {
  return expr.kind === 'load' && expr.type === 'bool' && expr.indices.length === 0 && expr.tensor.role !== 'memory';
}

/** Text by which equal conjuncts are found. */
export function conditionKeys(expr: Expr | undefined): ReadonlySet<string> {
  const parts = expr ? toConditions(expr) ?? [] : [];
  return new Set(parts.map((c) => (c.kind === 'flag' ? `${c.not ? 'not ' : ''}${c.flag.name}` : `${c.left.key} ${c.op} ${c.right.key}`)));
}

/** A whole-number operation on sizes; undefined for one that sizes do not have. */
export function combineSizes(op: BinaryOp, left: Sym, right: Sym): Sym | undefined {
  switch (op) {
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
