import { eq, f32, load } from '../build.js';
import { Size } from '../../symbolic/index.js';
import type { Axis, Expr, Tensor } from '../nodes.js';
import { axesKey } from '../structural-key.js';
import { toSym } from '../size-expr.js';
import { freeAxes, someExpr, substituteAxes } from '../visit.js';
import { guarded, isZero, nodesOf, sumOf } from './algebra.js';
import type { Contribution } from './backprop.js';
import { closure, type Origin, type Workspace } from './workspace.js';

/** Derivative of the loss by each element of a tensor: a short formula in the indices of the element, or a tensor of its shape. */
export type Adjoint =
  | { readonly kind: 'formula'; readonly axes: readonly Axis[]; readonly value: Expr }
  | { readonly kind: 'tensor'; readonly tensor: Tensor };

/** Formulas of up to so many nodes are written out where they are used: `-v[t, d]`. */
const MAX_FORMULA = 6;

export interface OriginContribution extends Contribution { readonly origin: Origin }

/** The same value for every element. */
export function constant(value: number): Adjoint {
  return { kind: 'formula', axes: [], value: f32(value) };
}

/** Element of an adjoint. */
export function elementOf(adjoint: Adjoint, indices: readonly Expr[]): Expr {
  if (adjoint.kind === 'tensor') return load(adjoint.tensor, ...indices);
  return substituteAxes(adjoint.value, new Map(adjoint.axes.map((a, d): readonly [Axis, Expr] => [a, indices[d] ?? reference(a)])));
}

/** The adjoint as a tensor, also where it is a formula. */
export function asTensor(adjoint: Adjoint, of: Tensor, work: Workspace, origin: Origin): Tensor {
  if (adjoint.kind === 'tensor') return adjoint.tensor;
  const axes = adjoint.axes.length > 0 ? adjoint.axes : fullAxes(of, undefined, work);
  return work.map(`grad_${of.name}`, of.shape, axes, adjoint.value, origin);
}

/**
 * Adds up what the loads of a tensor get. Loads at plain indices are gathered: each element sums what it gets, which makes
 * contractions of contractions. All others scatter, over just the axes that their indices depend on.
 */
export function assemble(of: Tensor, all: readonly OriginContribution[], work: Workspace, here: Origin): Adjoint {
  const name = `grad_${of.name}`;
  const gathers = new Map<string, Gather[]>();
  const rest: OriginContribution[] = [];
  for (const contribution of all) {
    const gather = asGather(of, contribution);
    if (!gather) rest.push(contribution);
    else gathers.set(gather.key, [...gathers.get(gather.key) ?? [], gather]);
  }
  const whole = gathers.get(WHOLE) ?? [];
  const direct = whole.filter((g) => work.isUnconditional(g.origin));
  const parts: Tensor[] = [
    ...[...gathers].flatMap(([key, list]) => (key === WHOLE ? list.filter((g) => !direct.includes(g)).map((g) => [g]) : byCondition(list)))
      .flatMap((list) => gathered(of, list, name, work)),
    ...rest.map((c) => scattered(of, c, name, work)),
  ];
  const [only] = parts;
  if (direct.length === 0 && parts.length === 1 && only) return { kind: 'tensor', tensor: only };
  const axes = fullAxes(of, direct[0], work);
  const terms = [...direct.map((g) => along(g, axes, work)), ...parts.map((t) => load(t, ...axes))];
  const value = sumOf(terms);
  if (parts.length === 0 && isShort(value)) return { kind: 'formula', axes, value };
  return { kind: 'tensor', tensor: work.map(name, of.shape, axes, value, here) };
}

function isShort(value: Expr): boolean {
  return nodesOf(value) <= MAX_FORMULA
    && !someExpr(value, (e) => e.kind === 'reduce' || e.kind === 'select' || (e.kind === 'load' && e.tensor.role === 'memory'));
}

/** A contribution whose element is given by axes as they stand, or by places that are the same for all of them. */
interface Gather extends OriginContribution { readonly axes: readonly (Axis | undefined)[]; readonly key: string }

const WHOLE = 'whole';

function asGather(of: Tensor, contribution: OriginContribution): Gather | undefined {
  const axes: (Axis | undefined)[] = [];
  for (const index of contribution.indices) {
    if (freeAxes(index).size === 0) {
      axes.push(undefined);
      continue;
    }
    if (index.kind !== 'axis-ref' || axes.includes(index.axis)) return undefined;
    // Ranges may depend on indices further out only.
    const ranges = [...freeAxes(index.axis.lo), ...freeAxes(index.axis.hi)];
    if (!ranges.every((a) => axes.includes(a)) || index.axis.lo.kind !== 'const' || index.axis.lo.value !== 0) return undefined;
    axes.push(index.axis);
  }
  const isWhole = axes.every((a, d) => {
    const hi = a && toSym(a.hi);
    return !a || (hi !== undefined && Size.equals(hi, of.shape[d] ?? -1));
  });
  if (isWhole) return { ...contribution, axes, key: WHOLE };
  return axes.every((a) => a !== undefined) ? { ...contribution, axes, key: axesKey(axes).text } : undefined;
}

function byCondition(list: readonly Gather[]): readonly (readonly Gather[])[] {
  const groups = new Map<Expr | undefined, Gather[]>();
  for (const g of list) groups.set(g.origin.when, [...groups.get(g.origin.when) ?? [], g]);
  return [...groups.values()];
}

function gathered(of: Tensor, list: readonly Gather[], name: string, work: Workspace): readonly Tensor[] {
  const [first] = list;
  if (!first) return [];
  const axes = first.key === WHOLE ? fullAxes(of, first, work) : first.axes.filter((a) => a !== undefined);
  const value = sumOf(list.map((g) => along(g, axes, work)));
  return isZero(value) ? [] : [work.map(name, of.shape, axes, value, first.origin)];
}

/** The value of a gather at the given axes of the tensor. */
function along(g: Gather, axes: readonly Axis[], work: Workspace): Expr {
  const total = work.sumOver(g.around.filter((a) => !g.axes.includes(a)), g.value, g.around, g.origin);
  const isFixed = g.axes.includes(undefined);
  // Where a place is fixed, sums are not to be made for all the others.
  const value = isFixed ? work.store('part', total, g.around, g.origin) : total;
  const rename = new Map(g.axes.flatMap((a, d): readonly (readonly [Axis, Expr])[] => {
    const to = axes[d];
    return a && to && to !== a ? [[a, reference(to)]] : [];
  }));
  const places = g.axes.flatMap((a, d) => (a || !axes[d] || !g.indices[d] ? [] : [eq(axes[d], g.indices[d])]));
  return guarded(places, substituteAxes(value, rename));
}

function reference(axis: Axis): Expr {
  return { kind: 'axis-ref', axis, type: 'i32', span: axis.span };
}

function scattered(of: Tensor, { indices, around, value, origin }: OriginContribution, name: string, work: Workspace): Tensor {
  const used = new Set(indices.flatMap((i) => closure(i, around)));
  const axes = around.filter((a) => used.has(a));
  const total = work.sumOver(around.filter((a) => !used.has(a)), value, around, origin);
  return work.scatter(name, 'sum', of.shape, axes, indices, total, origin);
}

/** An axis for each dimension, named as in `like`. */
function fullAxes(of: Tensor, like: Gather | undefined, work: Workspace): readonly Axis[] {
  return of.shape.map((extent, d) => work.fullAxis(like?.axes[d]?.name ?? `i${d === 0 ? '' : d}`, extent));
}
