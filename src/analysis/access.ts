import { elementsOf } from '../ir/elements.js';
import type { Axis, Expr, Tensor } from '../ir/nodes.js';
import { childrenOf, someExprRemembered, visitExpr } from '../ir/visit.js';
import { dtypeBytes } from '../numerics/dtype.js';
import { Size, type Sym } from '../symbolic/index.js';
import { closeOver, dependsOn } from './dependence.js';
import type { Extents } from './extents.js';
import { union } from './work.js';

/** How a step walks a tensor. Row sizes are the bytes that lie together at each place. */
export type AccessClass =
  | { readonly kind: 'streamed' }
  /** Regular, but in runs shorter than the rows of the tensor. */
  | { readonly kind: 'strided'; readonly rowBytes: Sym }
  /** At places that only the data decides, a row or run at each. */
  | { readonly kind: 'gathered'; readonly rowBytes: Sym }
  /** At places that only the data decides, one element at each. */
  | { readonly kind: 'random'; readonly rowBytes: Sym }
  /** Used again and again and small beside what else the step reads: held close to the arithmetic. */
  | { readonly kind: 'broadcast' };

export interface Reference {
  readonly tensor: Tensor;
  readonly indices: readonly Expr[];
}

export interface Footprint {
  readonly tensor: Tensor;
  /** Distinct bytes touched. */
  readonly bytes: Sym;
  /** Bytes touched if nothing were kept: distinct places of the loops in the index × element size. */
  readonly touched: Sym;
  /** The same for every use of the value in the loops around it. */
  readonly used: Sym;
  readonly access: AccessClass;
  /** References with different fixed indices touch different parts. */
  readonly part: string;
}

export function tensorBytes(tensor: Tensor): Sym {
  return Size.mul(dtypeBytes(tensor.dtype), elementsOf(tensor));
}

/** Distinct bytes and access class of one reference in the iteration space of its axes. */
export function footprintOf(reference: Reference, extents: Extents): Footprint {
  const known = memo.get(extents) ?? new WeakMap<Reference, Footprint>();
  memo.set(extents, known);
  const footprint = known.get(reference) ?? measure(reference, extents);
  known.set(reference, footprint);
  return footprint;
}

const memo = new WeakMap<Extents, WeakMap<Reference, Footprint>>();

function measure(reference: Reference, extents: Extents): Footprint {
  const { tensor, indices } = reference;
  const element = dtypeBytes(tensor.dtype);
  const axes = union(...indices.map((index) => closeOver(dependsOn(index))));
  const coarse = resolutions(indices, extents);
  const distinct = (dims: readonly number[]): Sym => {
    const over = closeOver(dims.flatMap((d) => axesOf(indices[d])));
    const places = Size.mul(extents.points(over), ...[...over].map((axis) => coarse.get(axis) ?? 1));
    return extents.atMost(places, Size.mul(...dims.map((d) => tensor.shape[d] ?? 1)));
  };
  const bytes = Size.mul(element, ...components(indices).map(distinct));
  const part = indices.map((index) => (dependsOn(index).size > 0 ? '*' : index.kind === 'const' ? String(index.value) : '?')).join();
  const touched = Size.mul(element, extents.points(axes));
  return { tensor, bytes, touched, used: touched, access: classify(reference, extents, bytes), part };
}

function axesOf(index: Expr | undefined): readonly Axis[] {
  return index ? [...dependsOn(index)] : [];
}

/** Axes that occur only as `axis / c`: distinct quotients per value of the axis, where both are known. */
function resolutions(indices: readonly Expr[], extents: Extents): ReadonlyMap<Axis, number> {
  const divisors = new Map<Axis, number>();
  const visit = (expr: Expr, divisor: number): void => {
    if (expr.kind === 'axis-ref') divisors.set(expr.axis, Math.min(divisors.get(expr.axis) ?? Infinity, divisor));
    else if (expr.kind === 'binary' && expr.op === 'div' && expr.right.kind === 'const' && expr.right.value > 0) visit(expr.left, divisor * expr.right.value);
    else childrenOf(expr).forEach((child) => visit(child, 1));
  };
  indices.forEach((index) => visit(index, 1));
  return new Map([...divisors].flatMap(([axis, divisor]): [Axis, number][] => {
    const extent = Size.asConstant(extents.of(axis));
    return extent === undefined || divisor === 1 ? [] : [[axis, Math.ceil(extent / divisor) / extent]];
  }));
}

/** Dimensions whose indices share axes, together. */
function components(indices: readonly Expr[]): readonly (readonly number[])[] {
  const groups: { axes: Set<Axis>; dims: number[] }[] = [];
  indices.forEach((index, d) => {
    const axes = closeOver(dependsOn(index));
    const touching = groups.filter((g) => [...axes].some((a) => g.axes.has(a)));
    const merged = { axes: new Set([...axes, ...touching.flatMap((g) => [...g.axes])]), dims: [...touching.flatMap((g) => g.dims), d] };
    touching.forEach((g) => groups.splice(groups.indexOf(g), 1));
    groups.push(merged);
  });
  return groups.map((g) => g.dims);
}

const loads = someExprRemembered((part) => part.kind === 'load');

/** The index, or the bounds of an axis in it, look at data. */
export function isDataDependent(index: Expr): boolean {
  if (loads(index)) return true;
  for (const axis of dependsOn(index)) if (loads(axis.lo)) return true;
  return false;
}

function classify({ tensor, indices }: Reference, extents: Extents, bytes: Sym): AccessClass {
  const irregular = indices.some(isDataDependent);
  if (!irregular && Size.equals(bytes, tensorBytes(tensor))) return { kind: 'streamed' };
  const run = contiguousRun({ tensor, indices }, extents);
  const rowBytes = Size.mul(dtypeBytes(tensor.dtype), run);
  if (irregular) return Size.equals(run, 1) ? { kind: 'random', rowBytes } : { kind: 'gathered', rowBytes };
  return Size.equals(rowBytes, bytes) ? { kind: 'streamed' } : { kind: 'strided', rowBytes };
}

/** Elements that lie together: trailing dimensions walked with unit stride, as long as they are covered whole. */
function contiguousRun({ tensor, indices }: Reference, extents: Extents): Sym {
  const placed = new Set(indices.filter(isDataDependent).flatMap((index) => [...loadedBy(index)]));
  let run = Size.constant(1);
  for (let d = indices.length - 1; d >= 0; d--) {
    const index = indices[d];
    const axis = index && unitAxis(index);
    if (!axis || placed.has(axis)) return run;
    const extent = extents.of(axis);
    run = Size.mul(run, extent);
    if (!Size.equals(extent, tensor.shape[d] ?? 1)) return run;
  }
  return run;
}

/** Axes that pick the place: those inside loads of an index. */
function loadedBy(index: Expr): ReadonlySet<Axis> {
  const found = new Set<Axis>();
  const look = (e: Expr): void => { if (e.kind === 'load') dependsOn(e).forEach((a) => found.add(a)); };
  visitExpr(index, look);
  for (const axis of dependsOn(index)) visitExpr(axis.lo, look);
  return found;
}

/** The innermost axis with coefficient one: `j` in `j`, in `b * 64 + j` and in `ids[k] * 64 + j`. */
function unitAxis(index: Expr): Axis | undefined {
  if (index.kind === 'axis-ref') return index.axis;
  if (index.kind !== 'binary' || (index.op !== 'add' && index.op !== 'sub')) return undefined;
  return unitAxis(index.right) ?? (index.op === 'add' ? unitAxis(index.left) : undefined);
}
