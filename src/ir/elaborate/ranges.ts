import type { Span } from '../../diagnostics/diagnostic.js';
import type { Binder, Expr as Ast, FnDecl, Slice } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr } from '../nodes.js';
import { toSym } from '../size-expr.js';
import { needInts } from './arithmetic.js';
import type { BoundAxes, Context } from './context.js';
import { bindsLeft, definitionsIn } from './local-definitions.js';
import { openDims, Scope, type Binding, type View } from './scope.js';
import { show } from './show.js';

/** A place where an index is used bare: it ranges over that dimension. */
export interface Use { readonly extent: Sym; readonly span: Span; readonly tensor: string }

type Node = Ast | Slice;

/** Axes for binders, in order; a binder without a range takes that of the dimensions it indexes in `bodies`. */
export function bindBinders(cx: Context, scope: Scope, binders: readonly Binder[], bodies: readonly Node[]): BoundAxes {
  const inner = new Scope(scope);
  const axes: Axis[] = [];
  let whole = true;
  for (const [i, binder] of binders.entries()) {
    const later = binders.slice(i + 1);
    const bound = reportTwice(cx, inner, binder) ? undefined : bindOne(cx, inner, binder, [...later.flatMap(rangeNodes), ...bodies], later);
    if (bound) axes.push(bound.axis);
    else whole = false;
    inner.define(binder.name.name, bound?.binding ?? { kind: 'broken', span: binder.span });
  }
  return { scope: inner, axes: whole ? axes : undefined };
}

function reportTwice(cx: Context, scope: Scope, binder: Binder): boolean {
  const old = scope.own(binder.name.name);
  if (!old) return false;
  cx.report('MPC2205', { name: binder.name.name }, scope.at(binder.name.span), { related: [{ span: old.span, message: 'first given here' }] });
  return true;
}

interface BoundOne { readonly axis: Axis; readonly binding: Binding }

function bindOne(cx: Context, scope: Scope, binder: Binder, bodies: readonly Node[], later: readonly Binder[]): BoundOne | undefined {
  const { name } = binder.name;
  const span = scope.at(binder.span);
  const { range } = binder;
  if (!range) {
    const extent = inferExtent(cx, scope, binder.name.name, span, bodies, [], later);
    return extent && plain(fullAxis(cx, name, extent, span), span);
  }
  if (range.kind === 'interval') {
    const lo = cx.expr(scope, range.lo);
    const hi = cx.expr(scope, range.hi);
    if (!lo || !hi || !needInts(cx, 'in', [lo, hi])) return undefined;
    return boundedAxis(cx, name, lo, hi, span);
  }
  const counted = range.value.kind === 'call' && range.value.callee.name === 'count' && range.value.args[0];
  if (counted) {
    const view = cx.view(scope, counted.value);
    const axis = view && positionAxis(cx, view, name, scope.at(range.value.span));
    return axis && plain(axis, span);
  }
  if (range.value.kind !== 'call' && peek(cx, scope, range.value)?.length === 1) {
    const view = cx.view(scope, range.value);
    return view && overIds(cx, view, name, span);
  }
  const hi = cx.expr(scope, range.value);
  if (!hi || !needInts(cx, 'in', [hi])) return undefined;
  return boundedAxis(cx, name, cx.int(0, hi.span), hi, span);
}

function plain(axis: Axis, span: Span): BoundOne {
  return { axis, binding: { kind: 'value', value: reference(axis, span), span } };
}

export function reference(axis: Axis, span: Span): Expr {
  return { kind: 'axis-ref', axis, type: 'i32', span };
}

/** 0 .. extent */
export function fullAxis(cx: Context, name: string, extent: Sym, span: Span): Axis {
  return { kind: 'axis', name, lo: cx.int(0, span), hi: cx.sizeExpr(extent, span), bound: extent, span };
}

function boundedAxis(cx: Context, name: string, lo: Expr, hi: Expr, span: Span): BoundOne | undefined {
  const [low, high] = [toSym(lo), toSym(hi)];
  const length = low && high ? Size.sub(high, low) : Size.sub(cx.bounds.polynomial(hi), cx.bounds.polynomial(lo));
  const limit = low && high ? length : cx.bounds.upperOf(length);
  if (!limit) return cx.report('MPC2210', { name }, span, { hint: 'bound it: `min(…, N)`, or declare the tensor that is loaded as `id<…>`' });
  const bound = cx.bounds.holds(limit) ? limit : Size.max(limit, 0);
  return plain({ kind: 'axis', name, lo, hi, bound, span }, span);
}

/** Positions of the valid entries of a selection (or of all entries of a list of ids). */
function positionAxis(cx: Context, view: View, name: string, span: Span): Axis | undefined {
  const count = cx.selections.get(view.tensor);
  const last = view.slots.at(-1);
  const extent = view.tensor.shape.at(-1);
  if (openDims(view).length !== 1 || last !== undefined || !extent || !count) {
    return cx.report('MPC2218', { name: view.tensor.name }, span, {
      related: [{ span: view.tensor.span, message: `\`${view.tensor.name}\` is defined here` }],
      hint: 'a selection is defined by `topk` or `{ i | … }`, not by a formula; give all its indices but the last',
    });
  }
  const hi = cx.load(count, view.slots.filter((s) => s !== undefined), span);
  return hi && { kind: 'axis', name, lo: cx.int(0, span), hi, bound: extent, span };
}

/** `b in blocks[h]`: an axis over the positions; `b` is the id found there. */
function overIds(cx: Context, view: View, name: string, span: Span): BoundOne | undefined {
  const extent = openDims(view)[0];
  if (!view.tensor.idRange || !extent) {
    return cx.report('MPC2219', { name: view.tensor.name }, span, {
      related: [{ span: view.tensor.span, message: `\`${view.tensor.name}\` is defined here` }],
      hint: 'a range is a size, `lo .. hi`, a selection, or a list of ids',
    });
  }
  const axis = cx.selections.has(view.tensor) ? positionAxis(cx, view, `${name}_at`, span) : fullAxis(cx, `${name}_at`, extent, span);
  if (!axis) return undefined;
  const indices = view.slots.map((slot) => slot ?? reference(axis, span));
  const value = cx.load(view.tensor, indices, span);
  return value && { axis, binding: { kind: 'value', value, span } };
}

/** The one extent of all dimensions that `name` indexes bare; reports none or several. The ranges of `binders` are among the bodies. */
export function inferExtent(
  cx: Context, scope: Scope, name: string, span: Span, bodies: readonly Node[], known: readonly Use[] = [], binders: readonly Binder[] = [],
): Sym | undefined {
  const uses = [...known];
  const rows = rowStarts(binders, name);
  for (const body of bodies) collectUses(cx, scope, body, name, uses, rows);
  const first = uses[0];
  if (!first) {
    const base = firstOf(bodies, (b) => indexedBase(b, name));
    const unknown = base?.kind === 'name' && !scope.lookup(base.name);
    if (unknown) return cx.unknownName(base.name, scope, scope.at(base.span));
    if (bodies.some((b) => mentionsBroken(scope, b))) return undefined;
    return cx.report('MPC2202', { name }, span, { hint: `say it: \`for ${name} in …\` behind the statement, or \`${name} in …\` in the reduction` });
  }
  const other = uses.find((u) => !Size.equals(u.extent, first.extent));
  if (!other) return first.extent;
  return cx.report('MPC2201', { name, first: show(first.extent), second: show(other.extent) }, other.span, {
    related: [{ span: first.span, message: `here \`${name}\` runs over the ${show(first.extent)} entries of \`${first.tensor}\`` }],
    hint: `if only a part is meant, say which: \`${name} in ${show(cx.bounds.holds(Size.sub(other.extent, first.extent)) ? first.extent : other.extent)}\``,
  });
}

/** Extents of the open dimensions of a tensor that is only named or sliced; undefined for anything else. */
export function peek(cx: Context, scope: Scope, node: Ast): readonly Sym[] | undefined {
  const found = peekView(cx, scope, node);
  return found?.map((d) => d.extent);
}

function peekView(cx: Context, scope: Scope, node: Ast): readonly { readonly extent: Sym; readonly tensor: string }[] | undefined {
  if (node.kind === 'name') {
    const binding = scope.lookup(node.name);
    if (binding?.kind === 'tensor') return binding.tensor.shape.map((extent) => ({ extent, tensor: node.name }));
    if (binding?.kind === 'view') return openDims(binding.view).map((extent) => ({ extent, tensor: node.name }));
    return undefined;
  }
  if (node.kind === 'call') return peekCall(cx, scope, node);
  if (node.kind === 'binary' || node.kind === 'unary' || node.kind === 'if') {
    return firstOf(children(node), (part) => {
      const dims = part.kind === 'slice' ? undefined : peekView(cx, scope, part);
      return dims && dims.length > 0 ? dims : undefined;
    });
  }
  if (node.kind !== 'index') return undefined;
  const base = peekView(cx, scope, node.base);
  const implied = node.base.kind === 'name' && isSelection(cx, scope, node.base.name) ? node.indices.length : -1;
  return base?.filter((_, d) => node.indices[d]?.kind === 'slice' || d === implied);
}

/** Extents of a call's result, where they are those of its arguments. */
function peekCall(cx: Context, scope: Scope, node: Ast & { readonly kind: 'call' }): ReturnType<typeof peekView> {
  const by = node.callee.name === 'grad' ? node.args[1] : undefined;
  if (by) return peekView(cx, scope, by.value);
  const fn = cx.functionNamed(node.callee.name, scope);
  if (!fn || fn.result.length === 0) return undefined;
  const dims = fn.result.map((binder) => {
    const { range } = binder;
    const named = range?.kind === 'over' && range.value.kind === 'name' ? range.value.name : undefined;
    for (const [i, param] of fn.params.entries()) {
      const d = named !== undefined ? param.dims.findIndex((dim) => dim.name === named) : dimOfUse(fn, param.name.name, binder.name.name);
      const arg = d < 0 ? undefined : node.args.find((a) => a.name?.name === param.name.name) ?? node.args[i];
      const dim = arg && peekView(cx, scope, arg.value)?.[d];
      if (dim) return dim;
    }
    return undefined;
  });
  return dims.every((d) => d !== undefined) ? dims : undefined;
}

/** The dimension of a parameter that an index of the result indexes bare, be it through local tensors. */
function dimOfUse(fn: FnDecl, param: string, index: string): number {
  const locals = definitionsIn(fn.locals);
  const seen = new Set<string>();
  const find = (node: Node, name: string): number | undefined => {
    if (node.kind === 'index' && node.base.kind === 'name') {
      const { base } = node;
      const d = node.indices.findIndex((i) => i.kind === 'name' && i.name === name);
      if (d >= 0 && base.name === param) return d;
      const found = d >= 0 ? throughLocal(base.name, d) : undefined;
      if (found !== undefined) return found;
    }
    return firstOf(visibleChildren(node, name), (child) => find(child, name));
  };
  const throughLocal = (local: string, d: number): number | undefined => {
    const key = `${local} ${d}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    return firstOf(locals.filter((l) => l.target.name === local), ({ indices, value }) => {
      const own = indices[d];
      return own?.kind === 'name' && value ? find(value, own.name) : undefined;
    });
  };
  const inside = locals.flatMap((l) => (bindsLeft(l, index) ? [] : [l.value]));
  return firstOf([...inside, fn.value], (body) => body && find(body, index)) ?? -1;
}

function isSelection(cx: Context, scope: Scope, name: string): boolean {
  const binding = scope.lookup(name);
  return binding?.kind === 'tensor' && cx.selections.has(binding.tensor);
}

/** Uses of `name` as a bare index; inner binders of the same name hide it. Those of `rows` are the first of so many entries more. */
function collectUses(cx: Context, scope: Scope, node: Node, name: string, uses: Use[], rows: ReadonlyMap<Node, number>): void {
  if (node.kind === 'index') {
    const dims = peekView(cx, scope, node.base);
    for (const [d, index] of node.indices.entries()) {
      const dim = dims?.[d];
      if (dim && index.kind === 'name' && index.name === name) uses.push({ ...dim, extent: Size.sub(dim.extent, rows.get(index) ?? 0), span: scope.at(index.span) });
    }
  }
  const inner = rowStarts(bindersOf(node), name);
  const all = inner.size > 0 ? new Map([...rows, ...inner]) : rows;
  for (const child of visibleChildren(node, name)) collectUses(cx, scope, child, name, uses, all);
}

/** In ranges `start[name] .. start[name + 1]`, where `start` has an entry more than there are rows: `name` of the lower end, and 1. */
function rowStarts(binders: readonly Binder[], name: string): ReadonlyMap<Node, number> {
  const found = new Map<Node, number>();
  for (const { range } of binders) {
    if (range?.kind !== 'interval') continue;
    const { lo, hi } = range;
    if (lo.kind !== 'index' || hi.kind !== 'index' || lo.base.kind !== 'name' || hi.base.kind !== 'name' || lo.base.name !== hi.base.name) continue;
    for (const [d, index] of lo.indices.entries()) {
      const next = hi.indices[d];
      if (index.kind !== 'name' || index.name !== name || next?.kind !== 'binary' || next.op !== '+') continue;
      const { left, right } = next;
      if (left.kind === 'name' && left.name === name && right.kind === 'number' && right.value > 0) found.set(index, right.value);
    }
  }
  return found;
}

/** Extents of the slices in a tensor-valued right side, from the first place that tells. */
export function sliceExtents(cx: Context, scope: Scope, node: Ast): { readonly extents: readonly Sym[]; readonly names: readonly string[] } | undefined {
  if (node.kind === 'name' || node.kind === 'index' || (node.kind === 'call' && node.callee.name === 'grad')) {
    const extents = peek(cx, scope, node);
    return extents && extents.length > 0 ? { extents, names: [] } : undefined;
  }
  if (node.kind === 'reduce' || node.kind === 'softmax-sum') {
    return firstOf(node.kind === 'reduce' ? [node.value] : [node.value, node.logit], (e) => (e.kind === 'call' ? undefined : sliceExtents(cx, scope, e)));
  }
  if (node.kind === 'call' && cx.functionNamed(node.callee.name, scope)?.result.length) {
    const bound = cx.elaborators.bindCall(cx, scope, node);
    return bound && { extents: bound.extents, names: bound.fn.result.map((r) => r.name.name) };
  }
  return firstOf(children(node), (e) => (e.kind === 'slice' ? undefined : sliceExtents(cx, scope, e)));
}

function firstOf<T, R>(items: readonly T[], f: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = f(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What `name` indexes bare, in the first such place. */
function indexedBase(node: Node, name: string): Ast | undefined {
  if (node.kind === 'index' && node.indices.some((i) => i.kind === 'name' && i.name === name)) return node.base;
  return firstOf(visibleChildren(node, name), (c) => indexedBase(c, name));
}

/** Whether something in it was reported already, so that its ranges are not to be blamed. */
export function mentionsBroken(scope: Scope, node: Node): boolean {
  if (node.kind === 'name') return scope.lookup(node.name)?.kind === 'broken';
  return children(node).some((c) => mentionsBroken(scope, c));
}

/** What the range of a binder is given by. */
export function rangeNodes(binder: Binder): readonly Ast[] {
  if (!binder.range) return [];
  return binder.range.kind === 'over' ? [binder.range.value] : [binder.range.lo, binder.range.hi];
}

function bindersOf(node: Node): readonly Binder[] {
  switch (node.kind) {
    case 'reduce': case 'softmax-sum': case 'topk': case 'set': return node.binders;
    case 'scan': return [node.binder];
    default: return [];
  }
}

/** Whether an expression uses `name`, where no binder inside hides it. */
export function mentions(node: Node, name: string): boolean {
  return (node.kind === 'name' && node.name === name) || visibleChildren(node, name).some((c) => mentions(c, name));
}

/** Parts of a node in which `name` is not hidden by a binder of the node. */
function visibleChildren(node: Node, name: string): readonly Node[] {
  const binders = bindersOf(node);
  const hidden = binders.findIndex((b) => b.name.name === name);
  return hidden < 0 ? children(node) : binders.slice(0, hidden + 1).flatMap(rangeNodes);
}

export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'number': case 'name': case 'slice': return [];
    case 'index': return [node.base, ...node.indices];
    case 'call': return node.args.map((a) => a.value);
    case 'unary': return [node.value];
    case 'binary': return [node.left, node.right];
    case 'if': return [node.cond, node.then, node.else];
    case 'reduce': return [...node.binders.flatMap(rangeNodes), node.value];
    case 'softmax-sum': return [...node.binders.flatMap(rangeNodes), node.logit, node.value];
    case 'topk': return [...node.binders.flatMap(rangeNodes), node.key, node.count, ...(node.where ? [node.where] : []), ...(node.always ? [node.always] : [])];
    case 'set': return [...node.binders.flatMap(rangeNodes), node.predicate];
    case 'scan': return [...rangeNodes(node.binder), node.value, ...(node.from ? [node.from] : [])];
  }
}
