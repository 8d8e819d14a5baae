import type { Span } from '../../diagnostics/diagnostic.js';
import type { Binder, CombineStmt, DefineStmt, Expr as Ast, Slice, Stmt, WhenStmt } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, Tensor } from '../nodes.js';
import { freeAxes, someExpr } from '../visit.js';
import { binary } from './arithmetic.js';
import { append } from './append.js';
import { typeName, type Context, type Place } from './context.js';
import { fullAxis, inferExtent, reference, sliceExtents, type Use } from './ranges.js';
import { Scope } from './scope.js';
import { select } from './selection.js';
import { rememberRange, storageOf } from './stores.js';

/** The statements of a stage, in order; each adds operations. */
export function elaborateBody(cx: Context, body: readonly Stmt[], place: Place): void {
  for (const stmt of body) {
    cx.place = place;
    cx.order += 1;
    switch (stmt.kind) {
      case 'define': define(cx, stmt, place); break;
      case 'combine': combine(cx, stmt, place); break;
      case 'append': append(cx, stmt, place); break;
      case 'when': when(cx, stmt, place); break;
    }
    cx.place = undefined;
  }
}

/** A statement `target[indices] (op) value for binders`. */
export interface Assignment {
  readonly target: { readonly name: string; readonly span: Span };
  readonly indices: readonly (Ast | Slice)[];
  readonly binders: readonly Binder[];
  readonly span: Span;
}

/** What the left side of a statement ranges over. */
export interface LeftSide {
  readonly scope: Scope;
  /** Axes of `for`, in its order, then the other indices of the left side. */
  readonly axes: readonly Axis[];
  readonly indices: readonly Expr[];
}

/**
 * Binds the indices of a left side: those of the `for` clause first, then bare names by their uses, then slices by the
 * extents of the right side. `dims` are the extents of a target that exists already.
 */
export function leftSide(
  cx: Context, stmt: Assignment, bodies: readonly Ast[], dims: readonly { readonly extent: Sym; readonly tensor: string }[] | undefined, general: boolean,
): LeftSide | undefined {
  let whole = reportTwice(cx, stmt.indices);
  const { scope, axes: given } = cx.elaborators.binders(cx, cx.global, stmt.binders, [...bodies, ...stmt.indices]);
  const axes = [...(given ?? [])];
  if (!given) whole = false;
  for (const [d, index] of stmt.indices.entries()) {
    if (index.kind !== 'name' || scope.own(index.name)) continue;
    if (general && cx.global.own(index.name)) continue;
    const dim = dims?.[d];
    const known: readonly Use[] = dim ? [{ ...dim, span: index.span }] : [];
    const others = stmt.indices.filter((i) => i !== index);
    const extent = inferExtent(cx, scope, index.name, index.span, [...bodies, ...others], known);
    const axis = extent && fullAxis(cx, index.name, extent, index.span);
    if (axis) axes.push(axis);
    else whole = false;
    scope.define(index.name, axis ? { kind: 'value', value: reference(axis, index.span), span: index.span } : { kind: 'broken', span: index.span });
  }
  const sliceAxes = whole ? bindSlices(cx, stmt, scope, bodies, dims) : undefined;
  if (!sliceAxes) return undefined;
  scope.sliceIndices = sliceAxes.length > 0 ? sliceAxes.map((a) => reference(a, stmt.span)) : undefined;
  let next = 0;
  const indices = stmt.indices.map((index): Expr | undefined => {
    if (index.kind === 'slice') {
      const axis = sliceAxes[next++];
      return axis && reference(axis, index.span);
    }
    if (index.kind !== 'name' && !general) {
      return cx.report('MPC2207', { name: stmt.target.name }, index.span, { hint: 'use an index name or `:`; `+=` takes any index' });
    }
    return cx.expr(scope, index);
  });
  return indices.every((i) => i !== undefined) ? { scope, axes: [...axes, ...sliceAxes], indices } : undefined;
}

function reportTwice(cx: Context, indices: readonly (Ast | Slice)[]): boolean {
  let whole = true;
  const seen = new Map<string, Span>();
  for (const index of indices) {
    if (index.kind !== 'name') continue;
    const old = seen.get(index.name);
    if (old) {
      whole = false;
      cx.report('MPC2205', { name: index.name }, index.span, { related: [{ span: old, message: 'first given here' }] });
    }
    seen.set(index.name, index.span);
  }
  return whole;
}

function bindSlices(
  cx: Context, stmt: Assignment, scope: Scope, bodies: readonly Ast[], dims: readonly { readonly extent: Sym; readonly tensor: string }[] | undefined,
): readonly Axis[] | undefined {
  const slices = stmt.indices.flatMap((index, d) => (index.kind === 'slice' ? [{ index, dim: dims?.[d] }] : []));
  if (slices.length === 0) return [];
  const body = bodies[0];
  const before = cx.diagnostics.length;
  const right = body && sliceExtents(cx, scope, body);
  if (cx.diagnostics.length > before) return undefined;
  if (!right && !(dims && body)) {
    return body && cx.report('MPC2208', { left: slices.length, right: 0 }, stmt.span, { hint: 'slice a tensor on the right, `x[:]`, or name the index on both sides' });
  }
  if (right && right.extents.length !== slices.length) {
    return cx.report('MPC2208', { left: slices.length, right: right.extents.length }, stmt.span, {});
  }
  const axes: Axis[] = [];
  for (const [i, { index, dim }] of slices.entries()) {
    const extent = right?.extents[i] ?? dim?.extent;
    if (!extent) return undefined;
    if (dim && !Size.equals(dim.extent, extent)) {
      return cx.report('MPC2203', { what: `\`${stmt.target.name}\``, name: `dimension ${stmt.indices.indexOf(index) + 1}`, first: dim.extent.key, second: extent.key }, body?.span ?? stmt.span, {
        related: [{ span: stmt.target.span, message: `${dim.extent.key} entries are written` }],
      });
    }
    axes.push(fullAxis(cx, right?.names[i] ?? `i${i === 0 ? '' : i}`, extent, index.span));
  }
  return axes;
}

/** Extent of a temporary along an index. */
function extentOf(cx: Context, axis: Axis): Sym | undefined {
  if (axis.lo.kind === 'const' && axis.lo.value === 0) return axis.bound;
  return cx.report('MPC2211', { name: axis.name }, axis.span, { hint: 'let it start at 0 and add the offset where it is used' });
}

/** Makes `name` stand for what a statement defines, or for nothing where it was wrong. */
export function defineName(cx: Context, stmt: Assignment, place: Place, tensor: Tensor | undefined): boolean {
  const { name, span } = stmt.target;
  const old = cx.global.own(name);
  if (old) {
    const tensorRole = old.kind === 'tensor' ? old.tensor.role : undefined;
    const related = [{ span: old.span, message: `\`${name}\` is declared here` }];
    if (tensorRole === 'memory') cx.report('MPC3015', { name, what: 'a memory' }, span, { related, hint: `write a row with \`${name} <- …\`` });
    else if (tensorRole === 'input' || tensorRole === 'weight' || tensorRole === 'constant') cx.report('MPC3015', { name, what: `${tensorRole === 'weight' ? 'a' : 'an'} ${tensorRole}`.replace('an constant', 'a constant') }, span, { related, hint: 'give the result another name' });
    else if (old.kind !== 'broken' || cx.definedBroken.has(name)) cx.report('MPC2002', { name }, span, { related: [{ span: old.span, message: 'first defined here' }], hint: 'a name is defined once; use another' });
    return false;
  }
  if (!tensor) {
    cx.definedBroken.add(name);
    cx.global.define(name, { kind: 'broken', span });
    return false;
  }
  cx.global.define(name, { kind: 'tensor', tensor, span });
  cx.addTensor(tensor);
  cx.definitions.set(tensor, { place, span, order: cx.order });
  return true;
}

export function roleOf(cx: Context, name: string): 'output' | 'temp' {
  return cx.outputs.has(name) ? 'output' : 'temp';
}

function define(cx: Context, stmt: DefineStmt, place: Place): void {
  const { value: node } = stmt;
  if (node && (node.kind === 'topk' || node.kind === 'set')) return select(cx, stmt, node, place);
  const left = node && leftSide(cx, stmt, [node], undefined, false);
  const value = left && cx.expr(left.scope, node);
  const shape = value && left.indices.map((index) => (index.kind === 'axis-ref' ? extentOf(cx, index.axis) : undefined));
  const extra = left?.axes.find((a) => !left.indices.some((i) => i.kind === 'axis-ref' && i.axis === a));
  if (extra && value) cx.report('MPC2206', { name: extra.name, target: stmt.target.name }, extra.span, { hint: 'add it to the left side, or sum over it: `+=`' });
  if (!value || extra || !shape?.every((s) => s !== undefined)) {
    defineName(cx, stmt, place, undefined);
    return;
  }
  const { name, span } = stmt.target;
  const tensor: Tensor = { kind: 'tensor', name, role: roleOf(cx, name), ...storageOf(cx, value), shape, span };
  if (!defineName(cx, stmt, place, tensor)) return;
  rememberRange(cx, tensor, value);
  const { stage, once, when: cond } = place;
  cx.ops.push({
    kind: 'map', stage, once, ...(cond ? { when: cond } : {}), span: stmt.span, target: tensor,
    axes: inOrder(left), indices: left.indices, value,
  });
}

/** The axes in the order of the left side, unless the range of one depends on another. */
function inOrder(left: LeftSide): readonly Axis[] {
  if (left.axes.some((a) => [a.lo, a.hi].some((e) => [...freeAxes(e)].length > 0))) return left.axes;
  return left.indices.flatMap((i) => (i.kind === 'axis-ref' ? [i.axis] : []));
}

function combine(cx: Context, stmt: CombineStmt, place: Place): void {
  const { name, span } = stmt.target;
  const old = cx.global.own(name);
  if (old?.kind === 'tensor' && old.tensor.role === 'memory') {
    cx.report('MPC3027', { name }, span, { related: [{ span: old.span, message: 'declared here' }], hint: 'combine into a name of its own, then write that with `<-`' });
    return;
  }
  const { value: node } = stmt;
  const left = node && leftSide(cx, stmt, [node], undefined, true);
  const value = left && cx.expr(left.scope, node);
  const shape = left?.indices.map((index) => scatterExtent(cx, index));
  if (value?.type === 'bool') cx.report('MPC2101', { operator: stmt.op === 'sum' ? '+=' : `${stmt.op}=`, wanted: 'numbers', type: 'bool' }, value.span, { hint: 'convert it with `i32(…)`' });
  if (!value || value.type === 'bool' || !shape?.every((s) => s !== undefined)) {
    defineName(cx, stmt, place, undefined);
    return;
  }
  const tensor: Tensor = { kind: 'tensor', name, role: roleOf(cx, name), dtype: value.type, shape, span };
  if (!defineName(cx, stmt, place, tensor)) return;
  const { stage, once, when: cond } = place;
  if (!cx.checkIndices(tensor, left.indices)) return;
  cx.ops.push({
    kind: 'scatter', stage, once, ...(cond ? { when: cond } : {}), span: stmt.span, target: tensor,
    axes: left.axes, indices: left.indices, combine: stmt.op, value,
  });
}

/** Extent of a scatter target: all that the index can reach. */
function scatterExtent(cx: Context, index: Expr): Sym | undefined {
  if (index.type !== 'i32') return cx.report('MPC2108', { type: typeName(index.type) }, index.span, { hint: 'convert it: `i32(…)` drops the fraction' });
  if (index.kind === 'axis-ref') return extentOf(cx, index.axis);
  if (index.kind === 'load' && index.tensor.idRange) return index.tensor.idRange;
  const high = cx.bounds.upper(index);
  return high ? Size.add(high, 1) : cx.report('MPC2216', {}, index.span, { hint: 'bound it, `min(max(…, 0), N - 1)`, or declare the tensor that is loaded as `id<N>`' });
}

function when(cx: Context, stmt: WhenStmt, place: Place): void {
  const cond = stmt.cond && cx.expr(cx.global, stmt.cond);
  let usable: Expr | undefined;
  if (cond && cond.type !== 'bool') cx.report('MPC2102', { type: typeName(cond.type) }, cond.span, { hint: 'compare it: `N % 64 == 0`' });
  else if (cond && someExpr(cond, (e) => e.kind === 'load')) cx.report('MPC3021', {}, cond.span, { hint: 'it may use sizes and constants; choose between values with `if … then … else …`' });
  else usable = cond;
  const both = usable && (place.when ? binary(cx, 'and', place.when, usable, 'bool', usable.span) : usable);
  elaborateBody(cx, stmt.body, { stage: place.stage, once: place.once, ...(both ? { when: both } : {}), conditions: [...place.conditions, stmt] });
}
