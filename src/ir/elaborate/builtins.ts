import type { Span } from '../../diagnostics/diagnostic.js';
import type { Expr as Ast } from '../../dsl/ast.js';
import type { DType } from '../../numerics/dtype.js';
import type { Expr, UnaryOp } from '../nodes.js';
import { binary, convert, divide, needInts, promoted, toFloat, unary } from './arithmetic.js';
import type { Context } from './context.js';
import { gradElement } from './grad.js';
import { openDims, type Scope } from './scope.js';

/** Functions that are operations of the IR; all others are written in the language (src/dsl/std). */
type Call = Ast & { readonly kind: 'call' };
type Builtin = (cx: Context, scope: Scope, node: Call, span: Span) => Expr | undefined;

/** Scalar arguments, `count` of them (at least, if `more`); reports names and a wrong number. */
function scalars(cx: Context, scope: Scope, node: Call, count: number, more = false): readonly Expr[] | undefined {
  const named = node.args.find((a) => a.name);
  if (named?.name) return cx.report('MPC2022', { fn: node.callee.name, name: named.name.name }, scope.at(named.name.span));
  if (more ? node.args.length < count : node.args.length !== count) {
    return cx.report('MPC2021', { fn: node.callee.name, expected: more ? `${count} or more` : count, given: node.args.length }, scope.at(node.span));
  }
  const values = node.args.map((a) => cx.expr(scope, a.value));
  return values.every((v) => v !== undefined) ? values : undefined;
}

const FLOAT_ONLY: readonly UnaryOp[] = ['exp', 'log', 'exp2', 'log2', 'sqrt', 'rsqrt', 'sin', 'cos', 'tanh', 'pow2ceil'];

function floatUnary(op: UnaryOp): Builtin {
  return (cx, scope, node, span) => {
    const [value] = scalars(cx, scope, node, 1) ?? [];
    if (!value || !promoted(cx, node.callee.name, value, value)) return undefined;
    return unary(cx, op, toFloat(cx, value), span);
  };
}

/** `floor(a / b)` and `ceil(a / b)` of integers are integer divisions; of floats, the nearest whole float. */
function rounding(op: 'floor' | 'ceil'): Builtin {
  return (cx, scope, node, span) => {
    const only = node.args[0];
    const quotient = node.args.length === 1 && only && !only.name && only.value.kind === 'binary' && only.value.op === '/' ? only.value : undefined;
    if (!quotient) {
      const [value] = scalars(cx, scope, node, 1) ?? [];
      if (!value || !promoted(cx, op, value, value)) return undefined;
      return value.type === 'i32' ? value : unary(cx, op, value, span);
    }
    const left = cx.expr(scope, quotient.left);
    const right = cx.expr(scope, quotient.right);
    if (!left || !right) return undefined;
    const whole = left.type === 'i32' && right.type === 'i32';
    if (!whole || op === 'floor') {
      const value = divide(cx, left, right, span, true);
      return value && (whole ? value : unary(cx, op, value, span));
    }
    if (right.kind === 'const') {
      const raised = binary(cx, 'add', left, cx.int(right.value - 1, span), 'i32', span);
      return divide(cx, raised, right, span, true);
    }
    const less = binary(cx, 'sub', right, cx.int(1, span), 'i32', span);
    return divide(cx, binary(cx, 'add', left, less, 'i32', span), right, span, true);
  };
}

function extremum(op: 'min' | 'max'): Builtin {
  return (cx, scope, node, span) => {
    const [first, ...rest] = scalars(cx, scope, node, 2, true) ?? [];
    return rest.reduce<Expr | undefined>((left, right) => {
      const pair = left && promoted(cx, op, left, right);
      return pair && binary(cx, op, pair[0], pair[1], pair[0].type, span);
    }, first);
  };
}

function narrow(to: DType): Builtin {
  return (cx, scope, node, span) => {
    const [value] = scalars(cx, scope, node, 1) ?? [];
    if (!value || !promoted(cx, node.callee.name, value, value)) return undefined;
    return { kind: 'round', to, value: toFloat(cx, value), type: 'f32', span };
  };
}

function conversion(type: 'f32' | 'i32'): Builtin {
  return (cx, scope, node, span) => {
    const [value] = scalars(cx, scope, node, 1) ?? [];
    return value && convert(cx, value, type, span);
  };
}

/** `count(ids)`: how many entries of a selection are valid. */
const countOf: Builtin = (cx, scope, node, span) => {
  const only = node.args[0];
  if (node.args.length !== 1 || !only) return cx.report('MPC2021', { fn: 'count', expected: 1, given: node.args.length }, span);
  const view = cx.view(scope, only.value);
  if (!view) return undefined;
  const count = cx.selections.get(view.tensor);
  if (!count || openDims(view).length !== 1 || view.slots.at(-1) !== undefined) {
    return cx.report('MPC2218', { name: view.tensor.name }, span, {
      related: [{ span: view.tensor.span, message: `\`${view.tensor.name}\` is defined here` }],
      hint: 'a selection is defined by `topk` or `{ i | … }`, not by a formula; give all its indices but the last',
    });
  }
  return cx.load(count, view.slots.filter((s) => s !== undefined), span);
};

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...FLOAT_ONLY.map((op): readonly [string, Builtin] => [op, floatUnary(op)]),
  ['grad', gradElement],
  ['floor', rounding('floor')],
  ['ceil', rounding('ceil')],
  ['min', extremum('min')],
  ['max', extremum('max')],
  ['abs', (cx, scope, node, span) => {
    const [value] = scalars(cx, scope, node, 1) ?? [];
    return value && promoted(cx, 'abs', value, value) && unary(cx, 'abs', value, span);
  }],
  ['pow', (cx, scope, node, span) => {
    const [base, power] = scalars(cx, scope, node, 2) ?? [];
    if (!base || !power || !promoted(cx, 'pow', base, power)) return undefined;
    return binary(cx, 'pow', toFloat(cx, base), toFloat(cx, power), 'f32', span);
  }],
  ['popcount', (cx, scope, node, span) => {
    const [value] = scalars(cx, scope, node, 1) ?? [];
    return value && needInts(cx, 'popcount', [value]) ? unary(cx, 'popcount', value, span) : undefined;
  }],
  ['f32', conversion('f32')],
  ['i32', conversion('i32')],
  ['f16', narrow('f16')],
  ['bf16', narrow('bf16')],
  ['f8e4m3', narrow('f8e4m3')],
  ['count', countOf],
]);
