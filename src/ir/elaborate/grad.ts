import type { Span } from '../../diagnostics/diagnostic.js';
import type { CallArg, Expr as Ast } from '../../dsl/ast.js';
import { isFloat } from '../../numerics/dtype.js';
import { Gradients, type GradProblem } from '../grad/index.js';
import type { Expr, Tensor } from '../nodes.js';
import { exprKey } from '../structural-key.js';
import type { Context, Place } from './context.js';
import type { Scope, View } from './scope.js';
import { showShape } from './show.js';

type Call = Ast & { readonly kind: 'call' };

/** `grad(loss, w)`: the gradient of a scalar result as a tensor of the shape of `w`. */
export function elaborateGrad(cx: Context, scope: Scope, node: Call): View | undefined {
  const span = scope.at(node.span);
  const [first, second] = node.args;
  if (!first || !second || node.args.length !== 2) return cx.report('MPC2301', { given: `but ${node.args.length} arguments are given` }, span);
  const { place } = cx;
  if (!place) return cx.report('MPC2118', { fn: 'grad' }, span);
  const loss = named(cx, scope, first);
  const by = named(cx, scope, second);
  if (!loss || !by || !isScalarLoss(cx, scope, first, loss)) return undefined;
  for (const [tensor, arg] of [[loss, first], [by, second]] as const) {
    if (isFloat(tensor.dtype) && !cx.scales.has(tensor)) continue;
    const what = isFloat(tensor.dtype) ? 'is stored with a scale for each block' : tensor.idRange ? 'holds ids' : `holds ${tensor.dtype}`;
    return cx.report('MPC2303', { name: tensor.name, what }, scope.at(arg.span), declaredAt(tensor));
  }
  use(cx, loss, by);
  const found = gradientsOf(cx, place, loss, span).by(by);
  if ('problem' in found) return refuse(cx, found.problem, loss, by, span);
  return { tensor: found.tensor, slots: found.tensor.shape.map(() => undefined), span };
}

/** `grad(loss, w)` where a number is wanted: of a scalar, or under a sliced left side. */
export function gradElement(cx: Context, scope: Scope, node: Call, span: Span): Expr | undefined {
  const view = elaborateGrad(cx, scope, node);
  if (!view) return undefined;
  const { tensor } = view;
  const open = tensor.shape.length;
  const indices = open === 0 ? [] : scope.sliceIndices;
  if (indices?.length === open) return cx.load(tensor, indices, span);
  return cx.report('MPC2010', { name: 'grad(…)', open, dimensions: open === 1 ? 'dimension' : 'dimensions' }, span, {
    hint: `it has the shape ${showShape(tensor.shape)}: index it, or slice the left side: \`name[:] = grad(…)\``,
  });
}

/** Gradients of one loss at one place share what they compute. */
interface Known { readonly gradients: Gradients; span: Span }

const known = new WeakMap<Context, Map<string, Known>>();
const used = new WeakMap<Context, Set<Tensor>>();

/** Losses, what they were differentiated by, and temporaries of gradients: none of them is there for nothing. */
export function usedByGradients(cx: Context): ReadonlySet<Tensor> {
  return used.get(cx) ?? new Set();
}

function use(cx: Context, ...tensors: readonly Tensor[]): void {
  const all = used.get(cx) ?? new Set<Tensor>();
  used.set(cx, all);
  tensors.forEach((t) => all.add(t));
}

function gradientsOf(cx: Context, place: Place, loss: Tensor, span: Span): Gradients {
  const all = known.get(cx) ?? new Map<string, Known>();
  known.set(cx, all);
  const { stage, once, when } = place;
  const key = [loss.name, stage, once, when ? exprKey(when) : ''].join('|');
  const old = all.get(key);
  if (old) {
    old.span = span;
    return old.gradients;
  }
  const gradients = new Gradients({
    ops: cx.ops, sizes: [...cx.sizes.values()], place: { stage, once, ...(when ? { when } : {}) },
    span: () => all.get(key)?.span ?? span,
    freshName: (prefix) => cx.freshName(prefix),
    emit: (tensor, op) => {
      cx.addTensor(tensor);
      use(cx, tensor);
      cx.ops.push(op);
      cx.definitions.set(tensor, { place, span: op.span, order: cx.order });
    },
  }, loss);
  all.set(key, { gradients, span });
  return gradients;
}

/** The whole tensor that an argument names. */
function named(cx: Context, scope: Scope, arg: CallArg): Tensor | undefined {
  const span = scope.at(arg.span);
  if (arg.name || arg.value.kind !== 'name') {
    const given = arg.name ? 'without `name:`' : arg.value.kind === 'index' ? 'not of a part of it' : 'not an expression';
    return cx.report('MPC2301', { given }, span, arg.value.kind === 'index' ? { hint: 'differentiate by the whole tensor and index the result: `grad(loss, w)[…]`' } : {});
  }
  const found = scope.lookup(arg.value.name);
  // A parameter of a function that stands for a scalar result.
  if (found?.kind === 'value' && found.value.kind === 'load' && found.value.indices.length === 0) return found.value.tensor;
  const view = cx.view(scope, arg.value);
  if (!view) return undefined;
  if (view.slots.every((s) => s === undefined)) return view.tensor;
  return cx.report('MPC2301', { given: 'not of a part of it' }, span, { hint: 'differentiate by the whole tensor and index the result: `grad(loss, w)[…]`' });
}

function isScalarLoss(cx: Context, scope: Scope, arg: CallArg, loss: Tensor): boolean {
  const rank = loss.shape.length;
  if (rank === 0) return true;
  cx.report('MPC2302', { name: loss.name, rank, dimensions: rank === 1 ? 'dimension' : 'dimensions' }, scope.at(arg.span), {
    ...declaredAt(loss), hint: `sum it: \`total = sum(${loss.shape.map((_, d) => 'ijkl'[d] ?? 'm').join(', ')}) ${loss.name}[…]\``,
  });
  return false;
}

function declaredAt(tensor: Tensor): { readonly related: readonly { readonly span: Span; readonly message: string }[] } {
  return { related: [{ span: tensor.span, message: `\`${tensor.name}\` is defined here` }] };
}

function refuse(cx: Context, problem: GradProblem, loss: Tensor, by: Tensor, span: Span): undefined {
  const at = (message: string): { readonly related: readonly { readonly span: Span; readonly message: string }[] } =>
    ({ related: problem.kind === 'independent' ? [] : [{ span: problem.op.span, message }] });
  switch (problem.kind) {
    case 'independent': return cx.report('MPC2304', { loss: loss.name, name: by.name }, span, declaredAt(loss));
    case 'scan': return cx.report('MPC2305', { name: problem.tensor.name, by: by.name }, span, {
      ...at('this scan'), hint: `a scan \`s[t] = scan(t) a * previous + x[t]\` is the sum \`s[t] = sum(u in t + 1) pow(a, t - u) * x[u] for t in C\`, which has a gradient`,
    });
    case 'call': return cx.report('MPC2306', { name: problem.name, by: by.name }, span, at('this call'));
    case 'overwritten': return cx.report('MPC2307', { name: problem.tensor.name }, span, { ...at('written here'), hint: 'move the gradient above this statement' });
    case 'two-versions': return cx.report('MPC2308', { name: problem.tensor.name }, span, at('this statement reads the other contents'));
  }
}
