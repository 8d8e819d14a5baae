import type { Span } from '../../diagnostics/diagnostic.js';
import type { Expr as Ast, FnDecl, FnParam } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr } from '../nodes.js';
import { toSym } from '../size-expr.js';
import { freeAxes } from '../visit.js';
import { BUILTINS } from './builtins.js';
import type { Context } from './context.js';
import { bindsLeft, definitionsIn } from './local-definitions.js';
import { defineLocals, splitLocals } from './locals.js';
import { materialiseValue } from './materialise.js';
import { fullAxis, inferExtent, reference } from './ranges.js';
import { openDims, Scope, type Binding, type BoundCall, type View } from './scope.js';
import { suggest } from './suggest.js';
import { treeSize } from './tree-size.js';
import { show } from './show.js';
import { wantedHint } from './wanted.js';

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
  if (!caller.site && cx.externs.has(name)) {
    cx.used.add(`extern ${name}`);
    return cx.report('MPC2260', { name }, span, { hint: `give the call a statement of its own in a stage: \`x = ${name}(…)\`` });
  }
  const fn = cx.functionNamed(name, caller);
  if (!fn) {
    if (caller.lookup(name)?.kind === 'broken') return undefined;
    const meant = suggest(name, [...BUILTINS.keys(), ...cx.functions.keys(), ...cx.libraryFunctions.keys(), ...cx.externs.keys()]);
    const hint = wantedHint(name) ?? (meant ? `did you mean \`${meant}\`?` : undefined);
    return cx.report('MPC2003', { name }, caller.at(node.callee.span), hint === undefined ? {} : { hint });
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
  const { shared, dependent } = splitLocals(fn);
  const body = whole ? defineLocals(cx, scope, fn, shared) : scope;
  const extents = whole ? resultExtents(cx, body, fn) : undefined;
  cx.callStack.pop();
  return extents && { fn, scope: body, dependent, span, extents };
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
  const extents: Sym[] = [];
  for (const binder of fn.result) {
    const span = scope.at(binder.span);
    if (!binder.range) {
      const inside = definitionsIn(fn.locals).flatMap((l) => (l.value && !bindsLeft(l, binder.name.name) ? [l.value] : []));
      const extent = inferExtent(cx, scope, binder.name.name, span, [...inside, ...(fn.value ? [fn.value] : [])]);
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
  const surroundings = new Scope(bound.scope);
  surroundings.sliceIndices = undefined;
  fn.result.forEach((binder, d) => {
    const value = indices[d];
    if (value) surroundings.define(binder.name.name, { kind: 'value', value, span: surroundings.at(binder.span) });
  });
  const scope = new Scope(defineLocals(cx, surroundings, fn, bound.dependent));
  if (!fn.value) return undefined;
  cx.inlined += 1;
  if (cx.inlined > MAX_INLINED) return cx.report('MPC2026', { fn: fn.name.name, limit: MAX_INLINED, what: 'calls' }, bound.span);
  cx.callStack.push(fn);
  const value = cx.expr(scope, fn.value);
  cx.callStack.pop();
  if (value && treeSize(value) > MAX_NODES) return cx.report('MPC2026', { fn: fn.name.name, limit: MAX_NODES, what: 'operations' }, bound.span);
  return value;
}

/** A tensor-valued call as a temporary of its own, over the axes that its arguments depend on. */
export function materialise(cx: Context, bound: BoundCall): View | undefined {
  const { fn, span } = bound;
  if (!cx.place) return cx.report('MPC2118', { fn: fn.name.name }, span);
  const own = bound.extents.map((extent, d) => fullAxis(cx, fn.result[d]?.name.name ?? `i${d}`, extent, span));
  const value = instantiate(cx, bound, own.map((a) => reference(a, span)));
  if (!value) return undefined;
  return temporary(value, own, span) ?? materialiseValue(cx, cx.place, { prefix: fn.name.name, value, own, span });
}

/** A value that is a whole temporary already. */
function temporary(value: Expr, own: readonly Axis[], span: Span): View | undefined {
  if (value.kind !== 'load' || value.tensor.role !== 'temp') return undefined;
  const { tensor, indices } = value;
  const first = indices.length - own.length;
  const whole = own.every((axis, d) => {
    const index = indices[first + d];
    const extent = tensor.shape[first + d];
    return index?.kind === 'axis-ref' && index.axis === axis && extent !== undefined && Size.equals(extent, axis.bound);
  });
  if (!whole || indices.slice(0, first).some((i) => own.some((axis) => freeAxes(i).has(axis)))) return undefined;
  return { tensor, slots: [...indices.slice(0, first), ...own.map(() => undefined)], span };
}
