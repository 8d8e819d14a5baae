import { elementsOf } from '../../ir/elements.js';
import * as k from '../../ir/kernel/build.js';
import { combine, identity, lowerLoops } from '../../ir/kernel/lower-expression.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, LoadExpr, MapOp, ReduceExpr, ReduceOp, Tensor } from '../../ir/nodes.js';
import { freeAxes, mapExpr } from '../../ir/visit.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { directLoads, isContiguous, plainExtent, splitRagged, vectorWidth } from './access.js';
import { BLOCK, storeValue } from './elementwise.js';
import { bind, blockIndex, clamp, decodePoint, pointCount, powerAtLeast, powerAtMost, THREAD } from './points.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { loopWidth, lowerWith, reductionLoops, reductionsWithin, threadLowering, vectorLoads, type Served } from './thread.js';

/**
 * Maps with reductions. A block has 256 threads = outputs x lanes; the lanes of an output share the outermost reduction
 * axis (all of them, flattened, where none is ragged). Two layouts, chosen so that the loads of the biggest tensor read
 * coalesce: `row`, where neighbouring threads are lanes of one output, and `column`, where they are neighbouring outputs,
 * a vector of them for each thread. With few outputs, `splits` blocks share the reduction through a scratch tensor, and
 * what combines their parts is a map again, that may run together with what follows. All combining is in a fixed order.
 */
export interface Mapping {
  readonly layout: 'row' | 'column';
  readonly axes: readonly Axis[];   // in the order of flat points
  readonly outputs: number;         // groups of `width` outputs side by side in a block
  readonly lanes: number;
  readonly width: number;           // outputs of a thread (column layout)
  readonly splits: number;
}

/** Enough to fill the largest GPUs with several waves for each scheduler. */
const THREADS_WANTED = 1 << 17;
/** A split should be worth its second kernel. */
const LEAST_STEPS = 4;
const LARGEST_SPLIT = 256;
/** Turns of a lane's loop whose loads are in flight together. */
const IN_FLIGHT = 4;

/** The axes over which lanes are spread, and their points. */
function domainOf(reduce: ReduceExpr): { readonly axes: readonly Axis[]; readonly rest: readonly Axis[]; readonly count?: Sym } {
  const { plain, ragged } = splitRagged(reduce.axes);
  if (plain.length > 0) return { axes: plain, rest: ragged, count: pointCount(plain) };
  return { axes: reduce.axes.slice(0, 1), rest: reduce.axes.slice(1) };
}

const ordered = new WeakMap<MapOp, readonly ReduceExpr[]>();

/** Reductions of a value that depend on output axes only, each after those that it uses. Remembered. */
export function sharedReductions(op: MapOp): readonly ReduceExpr[] {
  const old = ordered.get(op);
  if (old) return old;
  const known = new Set(op.axes);
  const found: ReduceExpr[] = [];
  ordered.set(op, found);
  const visit = (expr: Expr): void => {
    for (const reduction of reductionsWithin(expr, known)) {
      if (reduction.kind !== 'reduce') continue;
      visit(reduction.value);
      if (!found.includes(reduction)) found.push(reduction);
    }
  };
  visit(op.value);
  return found;
}

function bytesOf(of: MethodScope, tensor: Tensor): number {
  return of.boundOf(elementsOf(tensor)) * dtypeBytes(tensor.dtype);
}

function chooseMapping(of: MethodScope, op: MapOp, reductions: readonly ReduceExpr[]): Mapping {
  const candidates = reductions.flatMap((reduce) => allLoads(reduce.value).map((load) => ({ reduce, load })));
  const biggest = candidates.reduce<{ reduce: ReduceExpr; load: LoadExpr } | undefined>(
    (best, c) => (!best || bytesOf(of, c.load.tensor) > bytesOf(of, best.load.tensor) ? c : best), undefined);
  const points = of.boundOf(pointCount(op.axes));
  const reduce = biggest?.reduce ?? reductions[0];
  const domain = reduce && domainOf(reduce);
  const length = domain ? of.boundOf(domain.count ?? domain.axes[0]?.bound ?? 1) : 1;
  const inner = domain?.rest.length === 0 ? domain.axes.at(-1) : undefined;
  const along = biggest && innermostAxes(biggest.reduce).some((a) => isContiguous(biggest.load, a));
  const outAxis = biggest && !along ? op.axes.findLast((a) => isContiguous(biggest.load, a)) : undefined;
  const splittable = reductions.every((r) => r.type !== 'bool') && (reductions.length === 1 || reductions.every((r) => !reductions.some((s) => s !== r && usesInside(r, s))));

  if (outAxis && biggest) {
    const axes = [...op.axes.filter((a) => a !== outAxis), outAxis];
    const extent = Size.asConstant(plainExtent(outAxis) ?? outAxis.bound);
    let width = outAxis.lo.kind === 'const' && outAxis.lo.value === 0 ? Math.min(8, vectorWidth(biggest.load, outAxis)) : 1;
    while (width > 1 && (extent === undefined || extent % width !== 0)) width /= 2;
    // Few outputs for each thread where there are few in all: more threads read, in shorter pieces.
    const columns = points / width;
    const narrowest = clamp(powerAtMost(128 / (width * dtypeBytes(biggest.load.tensor.dtype))), 1, 32);
    const lanes = clamp(powerAtLeast(THREADS_WANTED / columns), 1, Math.min(BLOCK / narrowest, powerAtMost(length / LEAST_STEPS)));
    const splits = splittable ? splitsFor(THREADS_WANTED / (columns * lanes), length / (lanes * LEAST_STEPS)) : 1;
    return { layout: 'column', axes, outputs: BLOCK / lanes, lanes, width, splits };
  }
  const width = inner && reduce ? loopWidth(inner, reduce.value) : 1;
  const steps = length / width;
  const coalesced = biggest && along && domain?.rest.length === 0
    ? clamp(powerAtMost(128 / (width * dtypeBytes(biggest.load.tensor.dtype))), 1, 32) : 1;
  const lanes = clamp(Math.max(powerAtLeast(THREADS_WANTED / points), coalesced), 1, Math.min(BLOCK, powerAtLeast(steps)));
  const splits = splittable ? splitsFor(THREADS_WANTED / (points * lanes), steps / (lanes * LEAST_STEPS)) : 1;
  return { layout: 'row', axes: op.axes, outputs: BLOCK / lanes, lanes, width: 1, splits };
}

/** Splits are worth their second kernel only if they are several. */
function splitsFor(wanted: number, most: number): number {
  const splits = clamp(powerAtMost(Math.min(wanted, most)), 1, LARGEST_SPLIT);
  return splits >= 4 ? splits : 1;
}

function usesInside(outer: ReduceExpr, inner: ReduceExpr): boolean {
  return containsNode(outer.value, inner);
}

function containsNode(expr: Expr, node: Expr): boolean {
  return expr === node || reductionsWithin(expr, freeAxes(node)).some((r) => r === node || (r.kind === 'reduce' && containsNode(r.value, node)));
}

function allLoads(expr: Expr): readonly LoadExpr[] {
  const nested = (e: Expr): readonly LoadExpr[] => directLoads(e).concat(nestedReductions(e).flatMap((r) => nested(r.value)));
  return nested(expr);
}

/** Reductions directly inside an expression, whatever they depend on. */
export function nestedReductions(expr: Expr): readonly ReduceExpr[] {
  if (expr.kind === 'reduce') return [expr];
  switch (expr.kind) {
    case 'unary': case 'convert': case 'round': return nestedReductions(expr.value);
    case 'binary': return [...nestedReductions(expr.left), ...nestedReductions(expr.right)];
    case 'select': return [expr.cond, expr.then, expr.else].flatMap(nestedReductions);
    default: return [];
  }
}

/** The axes of the innermost loops: neighbouring steps of one thread, or of its lanes, run along them. */
function innermostAxes(reduce: ReduceExpr): readonly Axis[] {
  const last = reduce.axes.at(-1);
  return [...(last ? [last] : []), ...nestedReductions(reduce.value).flatMap(innermostAxes)];
}

export interface Group {
  readonly scope: KernelScope;
  readonly mapping: Mapping;
  readonly axes: ReadonlyMap<Axis, KExpr>;
  readonly lane: KExpr;
  /** Whether the output counts; else nothing may be read. */
  readonly live?: KExpr;
  /** Lane number among the lanes of all splits, and their number. */
  readonly shared: (type: 'f32' | 'i32' | 'bool') => KBuffer;
}

/** Accumulates a thread's share of a reduction; returns the array of `width` accumulators. */
export function accumulate(reduce: ReduceExpr, group: Group, served: Served, out: KStmt[]): KBuffer {
  const { scope, mapping, axes, lane, live } = group;
  const { width, lanes, splits } = mapping;
  const acc = scope.local(reduce.op, reduce.type === 'f32' ? 'f32' : reduce.type === 'bool' ? 'bool' : 'i32', width, 'private');
  out.push({ kind: 'alloc', buffer: acc });
  const unrolled = (build: (v: KExpr, block: KStmt[]) => void): KStmt => {
    const block: KStmt[] = [];
    if (width === 1) {
      build(k.constant(0), block);
      return { kind: 'if', cond: k.constant(1, 'bool'), then: block, else: [] };
    }
    const name = scope.fresh('v');
    build(k.counter(name), block);
    return { kind: 'for', name, lo: k.constant(0), hi: k.constant(width), step: 1, binding: { kind: 'unroll' }, body: block };
  };
  const init = unrolled((v, block) => block.push({ kind: 'store', buffer: acc, index: v, value: start(reduce) }));
  out.push(...flat(init));

  const domain = domainOf(reduce);
  const inner = domain.rest.length === 0 ? domain.axes.at(-1) : undefined;
  const along = inner && mapping.layout === 'row' ? loopWidth(inner, reduce.value) : 1;
  const total = domain.count ? k.fromSym(domain.count) : undefined;
  const first = domain.axes[0];
  const lo = !total && first ? lowerWith(scope, first.lo, axes, served, out) : k.constant(0);
  const hi = total ?? (first ? lowerWith(scope, first.hi, axes, served, out) : k.constant(0));

  // This split's part of the domain: whole vectors, a contiguous range.
  let from = lo;
  let to = hi;
  if (splits > 1) {
    const unit = along * splits;
    const part = bind(scope, 'part', k.mul(k.binary('div', k.add(k.sub(hi, lo), k.constant(unit - 1)), k.constant(unit)), k.constant(along)), out);
    from = bind(scope, 'from', k.add(lo, k.mul(blockIndex('y'), part)), out);
    to = bind(scope, 'to', k.binary('min', hi, k.add(from, part)), out);
  }
  const step = scope.fresh('i');
  const body: KStmt[] = [];
  const position = k.counter(step);
  const point = total ? decodePoint(scope, domain.axes, position, body) : new Map(first ? [[first, position] as const] : []);
  const here = new Map([...axes, ...point]);

  const update = (value: KExpr, v: KExpr): KStmt => ({ kind: 'store', buffer: acc, index: v, value: combine(reduce.op, k.load(acc, v), value) });
  if (along > 1 && inner) {
    const v = scope.fresh('u');
    const base = here.get(inner) ?? position;
    const vectors = vectorLoads(scope, reduce.value, inner, along, base, k.counter(v), threadLowering(scope, here, served), served, body);
    const block: KStmt[] = [];
    const value = lowerWith(scope, reduce.value, new Map(here).set(inner, k.add(base, k.counter(v))), vectors, block);
    block.push(update(value, k.constant(0)));
    body.push({ kind: 'for', name: v, lo: k.constant(0), hi: k.constant(along), step: 1, binding: { kind: 'unroll' }, body: block });
  } else if (width === 1 && domain.rest.length > 0) {
    reductionLoops(scope, reduce, domain.rest, threadLowering(scope, here, served), served, body, (value) => update(value, k.constant(0)));
  } else {
    lowerLoops(domain.rest, threadLowering(scope, here, served), body, (lowering, block) => {
      const last = mapping.axes.at(-1);
      if (width === 1 || !last) {
        const value = lowerWith(scope, reduce.value, lowering.axes, served, block);
        block.push(update(value, k.constant(0)));
        return;
      }
      const base = lowering.axes.get(last) ?? k.constant(0);
      const v = scope.fresh('v');
      const vectors = vectorLoads(scope, reduce.value, last, width, base, k.counter(v), lowering, served, block);
      const each: KStmt[] = [];
      const value = lowerWith(scope, reduce.value, new Map(lowering.axes).set(last, k.add(base, k.counter(v))), vectors, each);
      each.push(update(value, k.counter(v)));
      block.push({ kind: 'for', name: v, lo: k.constant(0), hi: k.constant(width), step: 1, binding: { kind: 'unroll' }, body: each });
    });
  }
  const begin = k.add(from, along > 1 ? k.mul(lane, k.constant(along)) : lane);
  if (live) to = bind(scope, 'end', k.select(live, to, from), out);
  out.push({ kind: 'for', name: step, lo: begin, hi: to, step: lanes * along, binding: { kind: 'pipeline', ii: IN_FLIGHT }, body });
  combineLanes(reduce.op, acc, group, out);
  return acc;
}

/** The value that changes nothing. */
function start({ op, type }: ReduceExpr): KExpr {
  return type === 'bool' ? k.constant(op === 'min' ? 1 : 0, 'bool') : identity(op, type);
}

function flat(stmt: KStmt): readonly KStmt[] {
  return stmt.kind === 'if' && stmt.cond.kind === 'const' ? stmt.then : [stmt];
}

const OPERATOR: Readonly<Record<ReduceOp, string>> = { sum: 'mpc_sum', min: 'mpc_least', max: 'mpc_most' };

/** Values in shared memory through which lanes are combined. */
function exchangeOf({ layout, width }: Mapping): number {
  return layout === 'column' ? BLOCK * Math.min(width, 4) : BLOCK;
}

/** All lanes of an output get the combined value. */
function combineLanes(op: ReduceOp, acc: KBuffer, group: Group, out: KStmt[]): void {
  const { layout, lanes, outputs, width } = group.mapping;
  if (lanes === 1) return;
  const type = acc.dtype === 'f32' ? 'f32' : acc.dtype === 'bool' ? 'bool' : 'i32';
  if (layout === 'row' && lanes <= 32) {
    const value = k.call(`mpc_group<${lanes}, ${OPERATOR[op]}>`, [k.load(acc, k.constant(0))], type);
    out.push({ kind: 'store', buffer: acc, index: k.constant(0), value });
    return;
  }
  const shared = k.variable(group.shared(type).name, type);
  const array = k.variable(acc.name, type);
  if (layout === 'column') {
    out.push({ kind: 'call', name: `mpc_combine_columns<${outputs}, ${lanes}, ${width}, ${exchangeOf(group.mapping)}, ${OPERATOR[op]}>`, args: [array, shared] });
  } else {
    const value = k.call(`mpc_combine_row<${BLOCK}, ${lanes}, ${OPERATOR[op]}>`, [k.load(acc, k.constant(0)), shared], type);
    out.push({ kind: 'store', buffer: acc, index: k.constant(0), value });
  }
}

/** A reduction that several blocks share: their kernel, and what remains to be done with their parts. */
export interface Split { readonly kernel: HipKernel; readonly rest: MapOp }

/** Splits the reductions of a map over blocks where it has too few outputs to fill a GPU. */
export function splitReductions(of: MethodScope, op: MapOp): Split | undefined {
  const reductions = sharedReductions(op);
  const mapping = chooseMapping(of, op, reductions);
  if (mapping.splits === 1) return undefined;
  const { span } = op;
  const parts = new Map<Expr, Tensor>(reductions.map((r, i) => [r, of.scratchTensor(`${op.target.name}_part${i === 0 ? '' : i + 1}`,
    r.type === 'f32' ? 'f32' : 'i32', [...mapping.axes.map((a) => plainExtent(a) ?? a.bound), mapping.splits], span)]));
  const kernel = reduceKernel(of, op, mapping, (reduce) => parts.get(reduce));
  const number = (value: number): Expr => ({ kind: 'const', value, type: 'i32', span });
  const value = mapExpr(op.value, (e) => {
    const tensor = parts.get(e);
    if (!tensor || e.kind !== 'reduce') return e;
    const part: Axis = { kind: 'axis', name: 'part', lo: number(0), hi: number(mapping.splits), bound: Size.constant(mapping.splits), span };
    const indices = [...mapping.axes.map((axis): Expr => numberOf(axis)), { kind: 'axis-ref', axis: part, type: 'i32', span } as const];
    return { ...e, axes: [part], value: { kind: 'load', tensor, indices, type: e.type, span } };
  });
  return { kernel, rest: { ...op, value } };
}

/** The number of a point of an axis, from 0. */
export function numberOf(axis: Axis): Expr {
  const { span } = axis;
  const ref: Expr = { kind: 'axis-ref', axis, type: 'i32', span };
  return axis.lo.kind === 'const' && axis.lo.value === 0 ? ref : { kind: 'binary', op: 'sub', left: ref, right: axis.lo, type: 'i32', span };
}

/** Whether lanes may share the reductions of a map of which only some points count: their ends must be known for all points. */
export function mayBeGuarded(op: MapOp): boolean {
  const reductions = sharedReductions(op);
  return reductions.length > 0 && reductions.every((r) => {
    const { axes, count } = domainOf(r);
    return count !== undefined || axes.every((a) => freeAxes(a.lo).size === 0 && freeAxes(a.hi).size === 0);
  });
}

/**
 * The kernel of a map whose value has reductions (and no ragged output axes), each output finished by one block. `guard`: the points that count,
 * where not all do (`mayBeGuarded`).
 */
export function reduceMap(of: MethodScope, op: MapOp, guard?: Expr): HipKernel {
  const mapping = chooseMapping(of, op, sharedReductions(op));
  // A thread's outputs may end at the count one by one.
  return reduceKernel(of, op, { ...mapping, splits: 1, width: guard ? 1 : mapping.width }, undefined, guard);
}

function reduceKernel(
  of: MethodScope, op: MapOp, mapping: Mapping, partOf?: (reduce: ReduceExpr) => Tensor | undefined, guard?: Expr,
): HipKernel {
  const reductions = sharedReductions(op);
  const { layout, outputs, lanes, width, splits } = mapping;
  const count = pointCount(mapping.axes);
  const scope = new KernelScope(of, op, splits > 1 ? `${op.target.name}_parts` : op.target.name);
  const prologue: KStmt[] = [];
  const shared = new Map<string, KBuffer>();
  const lane = k.counter(scope.fresh('lane'));
  const column = k.counter(scope.fresh('column'));
  const [fast, slow] = layout === 'row' ? [lane, column] : [column, lane];
  const fastCount = layout === 'row' ? lanes : outputs;
  const named = (v: KExpr): string => (v.kind === 'var' ? v.name : '');
  prologue.push({ kind: 'let', name: named(fast), value: fastCount === BLOCK ? THREAD : k.binary('mod', THREAD, k.constant(fastCount)) });
  prologue.push({ kind: 'let', name: named(slow), value: k.binary('div', THREAD, k.constant(fastCount)) });
  const wide = of.boundOf(count) >= 2 ** 31;
  const block = wide ? k.convert(blockIndex('x'), 'i64') : blockIndex('x');
  const first = k.mul(k.add(k.mul(block, k.constant(outputs)), column), k.constant(width));
  const point = bind(scope, 'point', first, prologue);
  const limit = k.fromSym(count);
  let active = bind(scope, 'active', k.lt(point, limit), prologue);
  // Threads beyond the last point repeat it, so that all of a block meet at its barriers.
  const safe = bind(scope, 'safe', k.select(active, point, k.sub(limit, k.constant(width))), prologue);
  const axes = decodePoint(scope, mapping.axes, safe, prologue);
  const body: KStmt[] = [];
  if (guard) active = bind(scope, 'live', k.binary('and', active, lowerWith(scope, guard, axes, new Map(), prologue)), prologue);
  const group: Group = {
    scope, mapping, axes, lane, ...guard ? { live: active } : {},
    shared: (type) => {
      const old = shared.get(type);
      if (old) return old;
      const made = scope.local('shared', type === 'f32' ? 'f32' : type === 'bool' ? 'bool' : 'i32', exchangeOf(mapping), 'shared');
      shared.set(type, made);
      return made;
    },
  };
  const accumulators = new Map<ReduceExpr, KBuffer>();
  let served: Served = new Map();
  for (const reduce of reductions) {
    const acc = accumulate(reduce, group, served, body);
    accumulators.set(reduce, acc);
    if (width === 1) served = new Map(served).set(reduce, k.load(acc, k.constant(0)));
  }
  const last = mapping.axes.at(-1);
  const each = (build: (at: ReadonlyMap<Axis, KExpr>, servedHere: Served, v: KExpr, out: KStmt[]) => void): void => {
    const stores: KStmt[] = [];
    if (width === 1 || !last) build(axes, served, k.constant(0), stores);
    else {
      const v = k.counter(scope.fresh('v'));
      const inner: KStmt[] = [];
      const base = axes.get(last) ?? k.constant(0);
      const here = new Map([...accumulators].map(([r, acc]) => [r as Expr, k.load(acc, v)] as const));
      build(new Map(axes).set(last, k.add(base, v)), here, v, inner);
      stores.push({ kind: 'for', name: named(v), lo: k.constant(0), hi: k.constant(width), step: 1, binding: { kind: 'unroll' }, body: inner });
    }
    body.push({ kind: 'if', cond: lanes > 1 ? k.binary('and', active, k.binary('eq', lane, k.constant(0))) : active, then: stores, else: [] });
  };
  const grid = [Size.ceildiv(count, outputs * width), splits];
  const how = `${outputs * width} outputs a block, ${lanes} ${lanes === 1 ? 'lane' : 'lanes'} each` +
    `${width > 1 ? `, ${width} outputs a thread` : ''}${splits > 1 ? `; ${splits} blocks share a reduction` : ''}.`;
  const allocated = (): readonly KStmt[] => [...shared.values()].map((buffer): KStmt => ({ kind: 'alloc', buffer }));

  if (!partOf) {
    each((at, servedHere, _v, out) => storeValue(scope, op, at, lowerWith(scope, op.value, at, servedHere, out), out));
    return scope.finish({ doc: [how], body: [...allocated(), ...prologue, ...body], grid, block: BLOCK });
  }
  each((_at, _served, v, out) => {
    for (const [reduce, acc] of accumulators) {
      const tensor = partOf(reduce);
      if (!tensor) continue;
      const index = k.add(k.mul(k.add(point, v), k.constant(splits)), blockIndex('y'));
      out.push({ kind: 'store', buffer: scope.write(tensor), index, value: k.load(acc, v) });
    }
  });
  return scope.finish({ doc: [how], body: [...allocated(), ...prologue, ...body], grid, block: BLOCK });
}
