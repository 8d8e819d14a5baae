import type { BinaryOp, UnaryOp } from '../nodes.js';
import type { Sym, SymLike } from '../../symbolic/sym.js';
import { Size } from '../../symbolic/index.js';
import type { KBuffer, KExpr, KType } from './nodes.js';

/** Constructors of kernel expressions, folding what is constant, so that printed code has no `x + 0`. */
export function constant(value: number, type: KType = 'i32'): KExpr {
  return { kind: 'const', value, type, lanes: 1 };
}

export function variable(name: string, type: KType = 'i32', lanes = 1): KExpr {
  return { kind: 'var', name, type, lanes };
}

/** A size or a loop counter: never negative. */
export function counter(name: string, type: KType = 'i32'): KExpr {
  return { kind: 'var', name, type, lanes: 1, nonNegative: true };
}

export function load(buffer: KBuffer, index: KExpr, lanes = 1, stride = 0): KExpr {
  const type: KType = buffer.dtype === 'bool' ? 'bool'
    : buffer.dtype === 'f32' || buffer.dtype === 'f16' || buffer.dtype === 'bf16' || buffer.dtype === 'f8e4m3' ? 'f32' : 'i32';
  return { kind: 'load', buffer, index, stride, type, lanes };
}

export function unary(op: UnaryOp, value: KExpr): KExpr {
  if (op === 'neg' && value.kind === 'const') return { ...value, value: -value.value };
  return { kind: 'unary', op, value, type: value.type, lanes: value.lanes };
}

const COMPARISONS: readonly BinaryOp[] = ['lt', 'le', 'eq', 'ne'];

export function binary(op: BinaryOp, left: KExpr, right: KExpr): KExpr {
  const folded = left.kind === 'const' && right.kind === 'const' ? foldConstants(op, left.value, right.value, left.type) : undefined;
  const type: KType = COMPARISONS.includes(op) ? 'bool' : left.type === 'i64' || right.type === 'i64' ? 'i64' : left.type;
  if (folded !== undefined) return constant(folded, type);
  return identityOf(op, left, right) ?? { kind: 'binary', op, left, right, type, lanes: Math.max(left.lanes, right.lanes) };
}

/**
 * The smaller or larger of two floats, where a NaN gives way to the other operand. The binary `min` and `max` let only one on the right
 * do so, which is enough for an accumulator, and beside a constant.
 */
export function extremum(op: 'min' | 'max', left: KExpr, right: KExpr): KExpr {
  const constant = (e: KExpr): boolean => e.kind === 'const' || (e.kind === 'call' && e.name === 'mpc_splat' && e.args[0]?.kind === 'const');
  if (constant(left)) return binary(op, left, right);
  return constant(right) ? binary(op, right, left) : call(`mpc_f${op}`, [left, right], 'f32');
}

function foldConstants(op: BinaryOp, a: number, b: number, type: KType): number | undefined {
  if (type !== 'i32' && type !== 'i64') return undefined;
  switch (op) {
    case 'add': return a + b;
    case 'sub': return a - b;
    case 'mul': return a * b;
    case 'min': return Math.min(a, b);
    case 'max': return Math.max(a, b);
    case 'div': return b === 0 ? undefined : Math.floor(a / b);
    case 'mod': return b === 0 ? undefined : a - b * Math.floor(a / b);
    default: return undefined;
  }
}

const is = (e: KExpr, value: number): boolean => e.kind === 'const' && e.type !== 'f32' && e.value === value;

/** x + 0, x * 1 and the like, on integers (on floats they may change -0 or NaN). */
function identityOf(op: BinaryOp, left: KExpr, right: KExpr): KExpr | undefined {
  if (op === 'add') return is(left, 0) ? right : is(right, 0) ? left : undefined;
  if (op === 'sub') return is(right, 0) ? left : undefined;
  if (op === 'mul') {
    if (is(left, 1)) return right;
    if (is(right, 1)) return left;
    return is(left, 0) ? left : is(right, 0) ? right : undefined;
  }
  if (op === 'div') return is(right, 1) ? left : undefined;
  return undefined;
}

export const add = (a: KExpr, b: KExpr): KExpr => binary('add', a, b);
export const sub = (a: KExpr, b: KExpr): KExpr => binary('sub', a, b);
export const mul = (a: KExpr, b: KExpr): KExpr => binary('mul', a, b);
export const lt = (a: KExpr, b: KExpr): KExpr => binary('lt', a, b);

export function fma(a: KExpr, b: KExpr, c: KExpr): KExpr {
  return { kind: 'fma', a, b, c, type: 'f32', lanes: Math.max(a.lanes, b.lanes, c.lanes) };
}

export function select(cond: KExpr, then: KExpr, other: KExpr): KExpr {
  return { kind: 'select', cond, then, else: other, type: then.type, lanes: Math.max(cond.lanes, then.lanes, other.lanes) };
}

export function convert(value: KExpr, type: KType): KExpr {
  if (value.type === type) return value;
  if (value.kind === 'const' && type === 'f32') return { ...value, type };
  return { kind: 'convert', value, type, lanes: value.lanes };
}

export function call(name: string, args: readonly KExpr[], type: KType): KExpr {
  return { kind: 'call', name, args, type, lanes: Math.max(1, ...args.map((a) => a.lanes)) };
}

export function address(buffer: KBuffer, index: KExpr): KExpr {
  return { kind: 'address', buffer, index, type: 'i64', lanes: 1 };
}

/** A size expression as kernel code; `variableOf` says what stands for a size (a parameter of that name by default). */
export function fromSym(value: SymLike, variableOf: (name: string) => KExpr = (name) => counter(name)): KExpr {
  const known = Size.asConstant(value);
  if (known !== undefined) return constant(known);
  const visit = (v: Sym): KExpr => v.terms.reduce<KExpr>((total, term) => {
    let product = constant(Math.abs(term.coefficient));
    for (const { atom, power } of term.factors) {
      const factor = atom.kind === 'var' ? variableOf(atom.name)
        : atom.kind === 'floordiv' ? binary('div', visit(atom.value), visit(atom.by))
          : atom.kind === 'mod' ? binary('mod', visit(atom.value), visit(atom.by))
            : atom.args.map(visit).reduce((a, b) => binary(atom.kind, a, b));
      for (let i = 0; i < power; i++) product = mul(product, factor);
    }
    return term.coefficient < 0 ? sub(total, product) : add(total, product);
  }, constant(0));
  return visit(Size.sym(value));
}
