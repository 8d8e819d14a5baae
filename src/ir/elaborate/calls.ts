import type { DefineStmt, Expr as Ast, FnDecl, FnParam } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, MapOp } from '../nodes.js';
import { toSym } from '../size-expr.js';
import { freeAxes, substituteAxes } from '../visit.js';
import { BUILTINS } from './builtins.js';
import type { Context } from './context.js';
import { fullAxis, inferExtent, reference } from './ranges.js';
import { openDims, Scope, type Binding, type BoundCall, type View } from './scope.js';
import { storageOf } from './stores.js';
import { suggest } from './suggest.js';
import { treeSize } from './tree-size.js';
import { show } from './show.js';

/** Functions are inlined, so a few lines can stand for more code than any tool would take. */
const MAX_INLINED = 10_000;
const MAX_NODES = 20_000;

type Call = Ast & { readonly kind: 'call' };

/** A call where a number is wanted. Inlined: parameters stand for the caller's expressions. */
export function elaborateCall(cx: Context, scope: Scope, node: Call): Expr | undefined {
  const builtin = BUILTINS.get(node.callee.name);
  if (builtin) return builtin(cx, scope, node, scope.at(node.span));
  const bound = bindCall(cx, scope, node);
  if (!bound) return undefined;
  if (bound.extents.length === 0) return instantiate(cx, bound, []);
  if (scope.sliceIndices && scope.sliceIndices.length === bound.extents.length) return instantiate(cx, bound, scope.sliceIndices);
  return cx.report('MPC2010', { name: `${bound.fn.name.name}(…)`, open: bound.extents.length, dimensions: bound.extents.length === 1 ? 'dimension' : 'dimensions' },
    bound.span, { hint: 'index it, or slice the left side: `name[:] = …`' });
}

/** Binds the arguments of a call of a `fn`; once for each place, however often it is asked for. */
export function bindCall(cx: Context, scope: Scope, node: Call): BoundCall | undefined {
  if (scope.calls.has(node)) return scope.calls.get(node);
  const bound = bindArguments(cx, scope, node);
  scope.calls.set(node, bound);
  return bound;
}

function bindArguments(cx: Context, caller: Scope, node: Call): BoundCall | undefined {
  const span = caller.at(node.span);
  const { name } = node.callee;
  const fn = cx.functionNamed(name, caller);
  if (!fn) {
    const meant = suggest(name, [...BUILTINS.keys(), ...cx.functions.keys(), ...cx.libraryFunctions.keys()]);
    return cx.report('MPC2003', { name }, caller.at(node.callee.span), meant ? { hint: `did you mean \`${meant}\`?` } : {});
  }
  if (!fn.value) return undefined;
  if (cx.callStack.includes(fn)) {
    return cx.report('MPC2024', { name }, span, { related: [{ span: fn.name.span, message: `\`${name}\` is defined here` }], hint: 'functions are inlined; write a reduction instead' });
  }
  cx.used.add(`fn ${name}`);
  const own = cx.functions.get(name) === fn;
  const scope = new Scope(own ? cx.global : undefined, { site: own ? undefined : span });
  const args = matchArguments(cx, caller, node, fn);
  if (!args) return undefined;
  let whole = true;
  for (const param of fn.params) {
    const arg = args.get(param);
    const binding = arg ? bindParam(cx, caller, scope, fn, param, arg) : bindDefault(cx, scope, fn, param);
    scope.define(param.name.name, binding ?? { kind: 'broken', span: param.span });
    if (!binding || binding.kind === 'broken') whole = false;
  }
  cx.callStack.push(fn);
  const extents = whole ? resultExtents(cx, scope, fn) : undefined;
  cx.callStack.pop();
  return extents && { fn, scope, span, extents };
}

function signature(fn: FnDecl): string {
  return `${fn.name.name}(${fn.params.map((p) => `${p.name.name}${p.default ? ' = …' : ''}`).join(', ')})`;
}

/** Positional arguments first, then named ones. */
function matchArguments(cx: Context, caller: Scope, node: Call, fn: FnDecl): ReadonlyMap<FnParam, Ast> | undefined {
  const name = fn.name.name;
  const declared = [{ span: fn.name.span, message: `\`${name}(${fn.params.map((p) => p.name.name).join(', ')})\` is defined here` }];
  const related = caller.at(fn.name.span) === fn.name.span && cx.functions.get(name) === fn ? declared : [];
  const args = new Map<FnParam, Ast>();
  let whole = true;
  for (const [i, arg] of node.args.entries()) {
    const param = arg.name ? fn.params.find((p) => p.name.name === arg.name?.name) : fn.params[i];
    if (!param) {
      whole = false;
      if (arg.name) {
        const meant = suggest(arg.name.name, fn.params.map((p) => p.name.name));
        cx.report('MPC2022', { fn: name, name: arg.name.name }, caller.at(arg.name.span), { related, hint: meant ? `did you mean \`${meant}:\`?` : `it has ${fn.params.map((p) => `\`${p.name.name}\``).join(', ')}` });
      } else {
        cx.report('MPC2021', { fn: name, expected: fn.params.length, given: node.args.length }, caller.at(arg.span), { related, hint: `call it as \`${signature(fn)}\`` });
        break;
      }
    } else if (args.has(param)) {
      whole = false;
      cx.report('MPC2023', { fn: name, name: param.name.name }, caller.at(arg.span), { related });
    } else {
      args.set(param, arg.value);
    }
  }
  for (const param of fn.params) {
    if (!whole || args.has(param) || param.default) continue;
    whole = false;
    cx.report('MPC2020', { fn: name, name: param.name.name }, caller.at(node.span), { related, hint: `call it as \`${signature(fn)}\`` });
  }
  return whole ? args : undefined;
}

function bindParam(cx: Context, caller: Scope, scope: Scope, fn: FnDecl, param: FnParam, arg: Ast): Binding | undefined {
  const span = caller.at(arg.span);
  if (param.dims.length === 0) {
    const value = cx.expr(caller, arg);
    return value && { kind: 'value', value, span };
  }
  const view = cx.view(caller, arg);
  if (!view) return undefined;
  const extents = openDims(view);
  if (extents.length !== param.dims.length) {
    return cx.report('MPC2025', { fn: fn.name.name, name: param.name.name, expected: param.dims.length, given: extents.length }, span, {
      hint: `give a part with \`:\` for ${param.dims.length === 1 ? 'one dimension' : `${param.dims.length} dimensions`}`,
    });
  }
  for (const [d, dim] of param.dims.entries()) {
    const extent = extents[d];
    const old = scope.own(dim.name);
    if (!extent) continue;
    if (old?.kind === 'size' && !Size.equals(old.value, extent)) {
      return cx.report('MPC2203', { what: `\`${fn.name.name}\``, name: dim.name, first: show(old.value), second: show(extent) }, span, {
        related: [{ span: old.span, message: `here it is ${show(old.value)}` }],
      });
    }
    if (!old) scope.define(dim.name, { kind: 'size', value: extent, span });
  }
  return { kind: 'view', view, span };
}

function bindDefault(cx: Context, scope: Scope, fn: FnDecl, param: FnParam): Binding | undefined {
  cx.callStack.push(fn);
  const value = param.default && cx.expr(scope, param.default);
  cx.callStack.pop();
  return value && { kind: 'value', value, span: scope.at(param.span) };
}

function resultExtents(cx: Context, scope: Scope, fn: FnDecl): readonly Sym[] | undefined {
  const bodies = [...fn.locals.flatMap((l) => (l.kind === 'define' && l.value ? [l.value] : [])), ...(fn.value ? [fn.value] : [])];
  const extents: Sym[] = [];
  for (const binder of fn.result) {
    const span = scope.at(binder.span);
    if (!binder.range) {
      const extent = inferExtent(cx, scope, binder.name.name, span, bodies);
      if (!extent) return undefined;
      extents.push(extent);
      continue;
    }
    const count = binder.range.kind === 'over' ? cx.expr(scope, binder.range.value) : undefined;
    const extent = count && toSym(count);
    if (!extent) return binder.range.kind === 'over' && !count ? undefined : cx.report('MPC2109', { what: `the range of \`${binder.name.name}\`` }, span);
    extents.push(extent);
  }
  return extents;
}

/** The value of a call at `indices` of its result. */
export function instantiate(cx: Context, bound: BoundCall, indices: readonly Expr[]): Expr | undefined {
  const { fn } = bound;
  const scope = new Scope(bound.scope);
  scope.sliceIndices = undefined;
  fn.result.forEach((binder, d) => {
    const value = indices[d];
    if (value) scope.define(binder.name.name, { kind: 'value', value, span: scope.at(binder.span) });
  });
  for (const local of fn.locals) if (local.kind === 'define') defineLocal(cx, scope, fn, local);
  if (!fn.value) return undefined;
  cx.inlined += 1;
  if (cx.inlined > MAX_INLINED) return cx.report('MPC2026', { fn: fn.name.name, limit: MAX_INLINED, what: 'calls' }, bound.span);
  cx.callStack.push(fn);
  const value = cx.expr(scope, fn.value);
  cx.callStack.pop();
  if (value && treeSize(value) > MAX_NODES) return cx.report('MPC2026', { fn: fn.name.name, limit: MAX_NODES, what: 'operations' }, bound.span);
  return value;
}

/** A local is elaborated once: all its uses share one expression. */
function defineLocal(cx: Context, scope: Scope, fn: FnDecl, local: DefineStmt): void {
  const span = scope.at(local.target.span);
  let binding: Binding | undefined;
  const force = (): Binding => {
    if (binding) return binding;
    binding = { kind: 'broken', span };
    const { value: node } = local;
    const tensor = node?.kind === 'call' && (cx.functionNamed(node.callee.name, scope)?.result.length ?? 0) > 0;
    const view = node && tensor ? cx.view(scope, node) : undefined;
    const value = node && !tensor ? cx.expr(scope, node) : undefined;
    if (view) binding = { kind: 'view', view, span };
    if (value) binding = { kind: 'value', value, span };
    return binding;
  };
  scope.define(local.target.name, { kind: 'lazy', force, span });
}

/** A tensor-valued call as a temporary of its own, over the axes that its arguments depend on. */
export function materialise(cx: Context, bound: BoundCall): View | undefined {
  const { fn, span } = bound;
  if (!cx.place) return cx.report('MPC2118', { fn: fn.name.name }, span);
  const own = bound.extents.map((extent, d) => fullAxis(cx, fn.result[d]?.name.name ?? `i${d}`, extent, span));
  const value = instantiate(cx, bound, own.map((a) => reference(a, span)));
  if (!value) return undefined;
  const context = contextAxes(value, new Set(own));
  for (const axis of context) {
    if (axis.lo.kind !== 'const' || axis.lo.value !== 0) return cx.report('MPC2211', { name: axis.name }, span, { related: [{ span: axis.span, message: 'its range' }] });
  }
  const copies = new Map<Axis, Expr>();
  const outer = context.map((axis): Axis => {
    const copy: Axis = { ...axis, lo: substituteAxes(axis.lo, copies), hi: substituteAxes(axis.hi, copies) };
    copies.set(axis, reference(copy, span));
    return copy;
  });
  const axes = [...outer, ...own];
  const tensor = cx.addTensor({
    kind: 'tensor', name: cx.freshName(fn.name.name), role: 'temp', ...storageOf(cx, value), shape: axes.map((a) => a.bound), span,
  });
  const { stage, once, when } = cx.place;
  const op: MapOp = {
    kind: 'map', stage, once, ...(when ? { when } : {}), span, target: tensor, axes,
    indices: axes.map((a) => reference(a, span)), value: substituteAxes(value, copies),
  };
  cx.ops.push(op);
  cx.definitions.set(tensor, { place: cx.place, span, order: cx.order });
  return { tensor, slots: [...context.map((a) => reference(a, span)), ...own.map(() => undefined)], span };
}

/** Axes of the surroundings that a value depends on, those of their ranges included, outermost first. */
function contextAxes(value: Expr, own: ReadonlySet<Axis>): readonly Axis[] {
  const found = new Set<Axis>();
  const visit = (expr: Expr): void => {
    for (const axis of freeAxes(expr)) {
      if (own.has(axis) || found.has(axis)) continue;
      visit(axis.lo);
      visit(axis.hi);
      found.add(axis);
    }
  };
  visit(value);
  return [...found];
}

