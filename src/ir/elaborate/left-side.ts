import type { Span } from '../../diagnostics/diagnostic.js';
import type { Expr as Ast, Slice } from '../../dsl/ast.js';
import { Size, type Sym } from '../../symbolic/index.js';
import type { Axis, Expr, Tensor } from '../nodes.js';
import type { Assignment } from './assignment.js';
import type { Context, Place } from './context.js';
import { children, fullAxis, inferExtent, mentionsBroken, mentions, rangeNodes, reference, sliceExtents, type Use } from './ranges.js';
import { isFinal, mayRedefine } from './repeat.js';
import { Scope } from './scope.js';
import { show } from './show.js';

/** A dimension of a target that exists already. */
interface Dim { readonly extent: Sym; readonly tensor: string }

/** What the left side of a statement ranges over. */
export interface LeftSide {
  readonly scope: Scope;
  /** Axes of `for`, in its order, then the other indices of the left side. */
  readonly axes: readonly Axis[];
  readonly indices: readonly Expr[];
  /** False where something was reported; the scope still serves to find more errors. */
  readonly whole: boolean;
}

/**
 * Binds the indices of a left side: those of the `for` clause first, then bare names by their uses, then slices by the
 * extents of the right side. `dims` are the extents of a target that exists already.
 */
export function leftSide(
  cx: Context, stmt: Assignment, bodies: readonly Ast[], dims: readonly Dim[] | undefined, general: boolean, surroundings: Scope = cx.global,
): LeftSide {
  let whole = reportTwice(cx, stmt.indices);
  const axes: Axis[] = [];
  const bindBare = (scope: Scope, index: Ast & { readonly kind: 'name' }): void => {
    const dim = dims?.[stmt.indices.indexOf(index)];
    const known: readonly Use[] = dim ? [{ ...dim, span: index.span }] : [];
    const others = [...stmt.indices.filter((i) => i !== index), ...stmt.binders.flatMap(rangeNodes)];
    const extent = inferExtent(cx, scope, index.name, index.span, [...bodies, ...others], known, stmt.binders);
    const axis = extent && fullAxis(cx, index.name, extent, index.span);
    if (axis) axes.push(axis);
    else whole = false;
    scope.define(index.name, axis ? { kind: 'value', value: reference(axis, index.span), span: index.span } : { kind: 'broken', span: index.span });
  };
  const outer = new Scope(surroundings);
  // `i in count(kept[h])` behind a left side with `h`
  for (const index of stmt.indices) if (index.kind === 'name' && isForRanges(stmt, index.name) && !surroundings.lookup(index.name)) bindBare(outer, index);
  const { scope, axes: given } = cx.elaborators.binders(cx, outer, stmt.binders, [...bodies, ...stmt.indices]);
  axes.push(...(given ?? []));
  if (!given) whole = false;
  for (const index of stmt.indices) {
    if (index.kind !== 'name' || scope.own(index.name) || outer.own(index.name)) continue;
    if (general && surroundings.lookup(index.name)) continue;
    bindBare(scope, index);
  }
  const sliceAxes = whole ? bindSlices(cx, stmt, scope, bodies, dims) : undefined;
  if (!sliceAxes) return { scope, axes, indices: [], whole: false };
  scope.sliceIndices = sliceAxes.length > 0 ? sliceAxes.map((a) => reference(a, stmt.span)) : undefined;
  let next = 0;
  const indices = stmt.indices.map((index): Expr | undefined => {
    if (index.kind === 'slice') {
      const axis = sliceAxes[next++];
      return axis && reference(axis, index.span);
    }
    if (index.kind !== 'name' && !general) {
      for (const name of namesIn(index)) if (!scope.lookup(name)) scope.define(name, { kind: 'broken', span: index.span });
      return cx.report('MPC2207', { name: stmt.target.name }, index.span, { hint: leftHint(index) });
    }
    const unbound = index.kind === 'name' ? undefined : indexNames(index).find((n) => !scope.lookup(n.name) && !cx.planned.has(n.name));
    if (unbound) scope.define(unbound.name, { kind: 'broken', span: unbound.span });
    if (unbound) return cx.report('MPC2202', { name: unbound.name }, unbound.span, { hint: `say it behind the statement: \`for ${unbound.name} in …\`` });
    return cx.expr(scope, index);
  });
  const all = [...axes, ...sliceAxes];
  return indices.every((i) => i !== undefined) ? { scope, axes: all, indices, whole: true } : { scope, axes: all, indices: [], whole: false };
}

function leftHint(index: Ast): string {
  if (index.kind === 'number') return 'a definition covers its target whole: use an index name and choose, `if i == 0 then … else …`; `+=` takes any index';
  const joined = index.kind === 'binary' && index.op === '+' && [index.left, index.right].some((part) => part.kind === 'binary' && part.op === '*');
  return joined ? 'use one index name `i`, and split it on the right: `i / D` and `i % D`; `+=` takes any index' : 'use an index name or `:`; `+=` takes any index';
}

/** Names that stand alone as an index. */
function indexNames(node: Ast | Slice): readonly (Ast & { readonly kind: 'name' })[] {
  const own = node.kind === 'index' ? node.indices.filter((i) => i.kind === 'name') : [];
  return [...own, ...children(node).flatMap(indexNames)];
}

function namesIn(node: Ast | Slice): readonly string[] {
  return node.kind === 'name' ? [node.name] : children(node).flatMap(namesIn);
}

/** Whether ranges of the `for` clause mention an index that is not bound there. */
function isForRanges(stmt: Assignment, name: string): boolean {
  return stmt.binders.every((b) => b.name.name !== name) && stmt.binders.some((b) => rangeNodes(b).some((node) => mentions(node, name)));
}

/** The value of a right side. After an error on the left it is only looked at for more errors. */
export function rightSide(cx: Context, stmt: Assignment, left: LeftSide, node: Ast): Expr | undefined {
  if (!left.whole && stmt.indices.some((i) => i.kind === 'slice')) return undefined;
  const value = cx.expr(left.scope, node);
  return left.whole ? value : undefined;
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
  cx: Context, stmt: Assignment, scope: Scope, bodies: readonly Ast[], dims: readonly Dim[] | undefined,
): readonly Axis[] | undefined {
  const slices = stmt.indices.flatMap((index, d) => (index.kind === 'slice' ? [{ index, dim: dims?.[d] }] : []));
  if (slices.length === 0) return [];
  const body = bodies[0];
  const before = cx.diagnostics.length;
  const right = body && sliceExtents(cx, scope, body);
  if (cx.diagnostics.length > before || (!right && body && mentionsBroken(scope, body))) return undefined;
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
      return cx.report('MPC2203', { what: `\`${stmt.target.name}\``, name: `dimension ${stmt.indices.indexOf(index) + 1}`, first: show(dim.extent), second: show(extent) }, body?.span ?? stmt.span, {
        related: [{ span: stmt.target.span, message: `${show(dim.extent)} entries are written` }],
      });
    }
    axes.push(fullAxis(cx, right?.names[i] ?? `i${i === 0 ? '' : i}`, extent, index.span));
  }
  return axes;
}

/** Makes `name` stand for what a statement defines, or for nothing where it was wrong. */
export function defineName(cx: Context, stmt: Assignment, place: Place, tensor: Tensor | undefined): boolean {
  const { name, span } = stmt.target;
  const old = cx.global.own(name);
  if (old && !mayRedefine(cx, stmt, place, old, tensor)) {
    const tensorRole = old.kind === 'tensor' ? old.tensor.role : undefined;
    const related = [{ span: old.span, message: `\`${name}\` is declared here` }];
    if (tensorRole === 'memory') cx.report('MPC3015', { name, what: 'a memory' }, span, { related, hint: `write a row with \`${name} <- …\`` });
    else if (tensorRole === 'input' || tensorRole === 'weight' || tensorRole === 'constant') cx.report('MPC3015', { name, what: `${tensorRole === 'weight' ? 'a' : 'an'} ${tensorRole}`.replace('an constant', 'a constant') }, span, { related, hint: 'give the result another name' });
    else if (old.kind !== 'broken' || cx.definedBroken.has(name)) cx.report('MPC2002', { name }, span, { related: [{ span: old.span, message: 'first defined here' }], hint: place.conditions.length > 0 ? 'under several conditions, one definition chooses: `y[i] = if c then … else …`' : 'a name is defined once; use another' });
    return false;
  }
  if (!tensor) {
    cx.definedBroken.add(name);
    cx.global.define(name, { kind: 'broken', span });
    return false;
  }
  cx.global.define(name, { kind: 'tensor', tensor, span });
  cx.addTensor(tensor);
  cx.definitions.set(tensor, { place, span, order: cx.order, round: cx.rounds.at(-1) });
  return true;
}

export function roleOf(cx: Context, name: string): 'output' | 'temp' {
  return cx.outputs.has(name) && isFinal(cx, name) ? 'output' : 'temp';
}
