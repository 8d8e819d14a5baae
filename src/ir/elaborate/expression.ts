import type { Span } from '../../diagnostics/diagnostic.js';
import type { BinaryOperator, Expr as Ast } from '../../dsl/ast.js';

import type { BinaryOp, Expr } from '../nodes.js';
import { binary, divide, needBools, needInts, promoted, toFloat, unary } from './arithmetic.js';
import { typeName, type Context } from './context.js';
import { evaluate } from './evaluate.js';
import { under } from './guards.js';
import { reduction } from './reduction.js';
import { fillView, openDims, type Scope, type View } from './scope.js';
import { showShape } from './show.js';

/** A scalar expression; undefined where something was reported. */
export function elaborateExpr(cx: Context, scope: Scope, node: Ast): Expr | undefined {
  const span = scope.at(node.span);
  switch (node.kind) {
    case 'number':
      if (node.float) return { kind: 'const', value: cx.exact ? node.value : Math.fround(node.value), type: 'f32', span };
      if (node.value >= 2 ** 31) return cx.report('MPC2112', { value: node.value }, span, { hint: `write it as a float: \`${node.value}.0\`` });
      return cx.int(node.value, span);
    case 'name': return elaborateName(cx, scope, node.name, span);
    case 'index': {
      const view = cx.view(scope, node);
      return view && element(cx, scope, view, span);
    }
    case 'call': return cx.elaborators.call(cx, scope, node);
    case 'unary': {
      const value = cx.expr(scope, node.value);
      if (!value) return undefined;
      if (node.op === 'not') return needBools(cx, 'not', [value]) ? unary(cx, 'not', value, span) : undefined;
      return promoted(cx, '-', value, value) && unary(cx, 'neg', value, span);
    }
    case 'binary': {
      const left = cx.expr(scope, node.left);
      // Where the left side of `and` does not hold, the right side does not matter.
      const right = node.op === 'and' || node.op === 'or'
        ? under(cx, left, node.op === 'and', () => cx.expr(scope, node.right)) : cx.expr(scope, node.right);
      return left && right && operator(cx, node.op, left, right, span);
    }
    case 'if': {
      const cond = cx.expr(scope, node.cond);
      const then = under(cx, cond, true, () => cx.expr(scope, node.then));
      const otherwise = under(cx, cond, false, () => cx.expr(scope, node.else));
      if (cond && cond.type !== 'bool') return cx.report('MPC2102', { type: typeName(cond.type) }, cond.span, { hint: 'compare it: `… != 0`' });
      return cond && then && otherwise && choose(cx, cond, then, otherwise, span);
    }
    case 'reduce': return reduction(cx, scope, node, span);
    case 'softmax-sum': {
      const { scope: inner, axes } = cx.elaborators.binders(cx, scope, node.binders, [node.logit, node.value]);
      const logit = cx.expr(inner, node.logit);
      const value = cx.expr(inner, node.value);
      if (!axes || !logit || !value) return undefined;
      const pair = [logit, value].map((v) => (v.type === 'bool' ? promoted(cx, 'softmax_sum', v, v)?.[0] : toFloat(cx, v)));
      const [l, v] = pair;
      return l && v && { kind: 'softmax-sum', axes, logit: l, value: v, type: 'f32', span };
    }
    case 'topk': case 'set': case 'scan': return undefined; // the parser reports these inside an expression
  }
}

function elaborateName(cx: Context, scope: Scope, name: string, span: Span): Expr | undefined {
  const found = scope.lookup(name);
  switch (found?.kind) {
    case undefined:
      if (name === 'true' || name === 'false') return { kind: 'const', value: Number(name === 'true'), type: 'bool', span };
      if (cx.functionNamed(name, scope)) return cx.report('MPC2015', { name }, span, { hint: `call it: \`${name}(…)\`` });
      return cx.unknownName(name, scope, span);
    case 'size': return cx.sizeExpr(found.value, span);
    case 'const': {
      const { value, type } = found.value;
      if (type === 'i32' && Math.abs(value) >= 2 ** 31) return cx.report('MPC2112', { value }, span, { related: [{ span: found.span, message: 'defined here' }], hint: `write it as a float: \`${value}.0\`` });
      return { kind: 'const', value: type === 'f32' && !cx.exact ? Math.fround(value) : value, type, span };
    }
    case 'value': return found.value.kind === 'const' || found.value.kind === 'axis-ref' ? { ...found.value, span } : found.value;
    case 'tensor': case 'view': {
      const view = cx.view(scope, { kind: 'name', name, span });
      return view && element(cx, scope, view, span);
    }
    default: return undefined;
  }
}

/** The number that a view is, the indices of a sliced statement filled in. */
function element(cx: Context, scope: Scope, view: View, span: Span): Expr | undefined {
  const open = openDims(view).length;
  const slices = scope.sliceIndices;
  if (open > 0 && slices && slices.length === open) {
    const full = fillView(view, slices, span);
    return cx.load(full.tensor, full.slots.filter((s) => s !== undefined), span);
  }
  if (open > 0) {
    return cx.report('MPC2010', { name: view.tensor.name, open, dimensions: open === 1 ? 'dimension' : 'dimensions' }, span, {
      related: [{ span: view.tensor.span, message: `\`${view.tensor.name}\` has the shape ${showShape(view.tensor.shape)}` }],
      hint: cx.inCondition ? 'a condition of `when` is one value: `any(i) …[i]` or `all(i) …[i]` makes one of many' : 'index it, or slice the left side too: `name[:] = …`',
    });
  }
  return cx.load(view.tensor, view.slots.filter((s) => s !== undefined), span);
}

const ARITHMETIC: Readonly<Partial<Record<BinaryOperator, BinaryOp>>> = { '+': 'add', '-': 'sub', '*': 'mul' };
const INTEGER: Readonly<Partial<Record<BinaryOperator, BinaryOp>>> = { '%': 'mod', '&': 'bitand', '|': 'bitor', '^': 'bitxor' };
const COMPARE: Readonly<Partial<Record<BinaryOperator, { readonly op: BinaryOp; readonly swap: boolean }>>> = {
  '<': { op: 'lt', swap: false }, '<=': { op: 'le', swap: false }, '>': { op: 'lt', swap: true }, '>=': { op: 'le', swap: true },
  '==': { op: 'eq', swap: false }, '!=': { op: 'ne', swap: false },
};

function operator(cx: Context, op: BinaryOperator, left: Expr, right: Expr, span: Span): Expr | undefined {
  if (op === '/') return divide(cx, left, right, span, false);
  const arithmetic = ARITHMETIC[op];
  if (arithmetic) {
    const pair = promoted(cx, op, left, right);
    return pair && binary(cx, arithmetic, pair[0], pair[1], pair[0].type, span);
  }
  const integer = INTEGER[op];
  if (integer) {
    if (!needInts(cx, op, [left, right])) return undefined;
    if (op === '%' && right.kind === 'const' && right.value === 0) return cx.report('MPC2111', {}, right.span);
    return binary(cx, integer, left, right, 'i32', span);
  }
  const compare = COMPARE[op];
  if (compare) {
    const bools = (op === '==' || op === '!=') && left.type === 'bool' && right.type === 'bool';
    const pair = bools ? [left, right] as const : promoted(cx, op, left, right);
    if (!pair) return undefined;
    const [a, b] = compare.swap ? [pair[1], pair[0]] : pair;
    return binary(cx, compare.op, a, b, 'bool', span);
  }
  return needBools(cx, op, [left, right]) ? binary(cx, op === 'and' ? 'and' : 'or', left, right, 'bool', span) : undefined;
}

export function choose(cx: Context, cond: Expr, then: Expr, otherwise: Expr, span: Span): Expr | undefined {
  if (then.type !== otherwise.type && (then.type === 'bool' || otherwise.type === 'bool')) {
    return cx.report('MPC2103', { then: typeName(then.type), else: typeName(otherwise.type) }, span, {
      related: [{ span: then.span, message: typeName(then.type) }, { span: otherwise.span, message: typeName(otherwise.type) }],
    });
  }
  const [a, b] = then.type === otherwise.type ? [then, otherwise] : [toFloat(cx, then), toFloat(cx, otherwise)];
  if (cond.kind === 'const') return cond.value ? a : b;
  return { kind: 'select', cond, then: a, else: b, type: a.type, span };
}

/** The value of a constant expression over `1_000` and other constants, exact; reports anything else. */
export function constantOf(cx: Context, scope: Scope, node: Ast, what: string, instead = 'it may use numbers, other constants and functions of them'): (Expr & { kind: 'const' }) | undefined {
  const before = cx.exact;
  cx.exact = true;
  const value = cx.expr(scope, node);
  cx.exact = before;
  if (!value || value.kind === 'const') return value;
  const result = evaluate(value);
  if (result !== undefined) return { kind: 'const', value: result, type: value.type, span: value.span };
  return cx.report('MPC2109', { what }, scope.at(node.span), { hint: instead });
}

export function constantInt(cx: Context, scope: Scope, node: Ast, what: string, least: number, instead?: string): number | undefined {
  const value = constantOf(cx, scope, node, what, instead);
  if (!value) return undefined;
  if (value.type === 'i32' && value.value >= least) return value.value;
  return cx.report('MPC2113', { what, least, value: value.value }, scope.at(node.span));
}

