import type { Expr as Ast } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Context } from './context.js';

/** Declared work: sizes and constants, which may be larger than any integer of the IR, or have fractions. */
type Work = number | Sym;

/** Fractions of sizes are kept to this denominator. */
const FINEST = 1000;

/** A cost as a size expression; undefined after a report. */
export function costOf(cx: Context, node: Ast): Sym | undefined {
  const value = work(cx, node);
  if (value === undefined) return undefined;
  const cost = whole(value);
  const fixed = Size.asConstant(cost);
  return fixed !== undefined && !(fixed >= 0) ? cx.report('MPC2265', {}, node.span, { hint: 'it counts operations or bytes, so it is 0 or more' }) : cost;
}

function work(cx: Context, node: Ast): Work | undefined {
  switch (node.kind) {
    case 'number': return node.value;
    case 'name': {
      const found = cx.global.lookup(node.name);
      if (!found) return cx.unknownName(node.name, cx.global, node.span);
      if (found.kind === 'broken') return undefined;
      return found.kind === 'size' ? found.value : found.kind === 'const' ? found.value.value : wrong(cx, node);
    }
    case 'binary': {
      const left = work(cx, node.left);
      const right = work(cx, node.right);
      if (left === undefined || right === undefined) return undefined;
      return arithmetic(node.op, left, right) ?? wrong(cx, node);
    }
    case 'call': {
      const args = node.args.map((a) => work(cx, a.value));
      if (!args.every((a) => a !== undefined)) return undefined;
      return applied(node, args) ?? wrong(cx, node);
    }
    default: return wrong(cx, node);
  }
}

function wrong(cx: Context, node: Ast): undefined {
  return cx.report('MPC2265', {}, node.span, { hint: 'use numbers, constants, sizes, `+`, `-`, `*`, `/`, `min`, `max`, `floor` and `ceil`' });
}

function arithmetic(op: string, left: Work, right: Work): Work | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    return op === '+' ? left + right : op === '-' ? left - right : op === '*' ? left * right : op === '/' && right !== 0 ? left / right : undefined;
  }
  switch (op) {
    case '+': return Size.add(whole(left), whole(right));
    case '-': return Size.sub(whole(left), whole(right));
    case '*': return typeof left === 'number' ? scaled(left, whole(right)) : typeof right === 'number' ? scaled(right, left) : Size.mul(left, right);
    case '/': return typeof right === 'number' ? (right === 0 ? undefined : scaled(1 / right, whole(left))) : Size.floordiv(whole(left), right);
    default: return undefined;
  }
}

function applied({ callee, args: nodes }: Ast & { readonly kind: 'call' }, args: readonly Work[]): Work | undefined {
  const [first] = args;
  if (first === undefined || nodes.some((a) => a.name)) return undefined;
  const numbers = args.filter((a) => typeof a === 'number');
  switch (callee.name) {
    case 'min': return numbers.length === args.length ? Math.min(...numbers) : Size.min(...args.map(whole));
    case 'max': return numbers.length === args.length ? Math.max(...numbers) : Size.max(...args.map(whole));
    case 'floor': return args.length > 1 ? undefined : typeof first === 'number' ? Math.floor(first) : first;
    case 'ceil': return args.length > 1 ? undefined : typeof first === 'number' ? Math.ceil(first) : first;
    default: return undefined;
  }
}

function whole(value: Work): Sym {
  return typeof value === 'number' ? Size.constant(Math.round(value)) : value;
}

function scaled(by: number, value: Sym): Sym {
  for (let parts = 1; parts <= FINEST; parts++) {
    if (Math.abs(by * parts - Math.round(by * parts)) < 1e-9 * Math.max(1, Math.abs(by * parts))) return Size.floordiv(Size.mul(Math.round(by * parts), value), parts);
  }
  return Size.floordiv(Size.mul(Math.round(by * FINEST), value), FINEST);
}
