import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, MapOp } from '../../ir/nodes.js';
import { loadsOf, opReads, someExprRemembered } from '../../ir/visit.js';
import { Size } from '../../symbolic/index.js';
import { plainExtent } from './access.js';
import { BLOCK, storeValue } from './elementwise.js';
import { bind, blockIndex, clamp, decodePoint, pointCount, powerAtLeast, THREAD } from './points.js';
import { accumulate, sharedReductions, type Mapping } from './reduce-map.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { lowerWith, type Served } from './thread.js';

/**
 * Chains of small maps as one kernel. A launch costs more than a small operation, so operations that follow each other run
 * in the same blocks, with barriers between them. Either one block does all, or there is a block for each point of leading
 * axes that all operations share and along which none reads what another block makes.
 */

/** Turns of a thread's loop that an operation of a chain may take: about what a launch costs. */
const MOST_TURNS = 64;
const MOST_BLOCKS = 4096;
const BLOCKS_AT_ONCE = 512;
const MOST_LANES = 32;

/** Whether a map may be part of a chain at all: whole axes, and reductions of a known shape. */
export function isChainable(op: MapOp): boolean {
  return op.axes.every((a) => plainExtent(a) !== undefined) && !hasSoftmax(op.value);
}

const hasSoftmax = someExprRemembered((e) => e.kind === 'softmax-sum');

interface Shape { readonly points: number; readonly lanes: number; readonly turns: number }

const shapes = new WeakMap<MethodScope, Map<MapOp, Map<number, Shape>>>();

/** How a block does the part of an operation that is behind its first `shared` axes. Remembered: a chain grows by one operation after another. */
function shapeOf(of: MethodScope, op: MapOp, shared: number): Shape {
  const ofMethod = shapes.get(of) ?? new Map<MapOp, Map<number, Shape>>();
  shapes.set(of, ofMethod);
  const known = ofMethod.get(op) ?? new Map<number, Shape>();
  ofMethod.set(op, known);
  const shape = known.get(shared) ?? makeShape(of, op, shared);
  known.set(shared, shape);
  return shape;
}

function makeShape(of: MethodScope, op: MapOp, shared: number): Shape {
  const points = of.boundOf(pointCount(op.axes.slice(shared)));
  const lengths = sharedReductions(op).map((r) => of.boundOf(Size.mul(1, ...r.axes.map((a) => a.bound))) * innerLength(of, r.value));
  const longest = Math.max(1, ...lengths);
  const lanes = lengths.length === 0 ? 1 : clamp(powerAtLeast(BLOCK / points), 1, Math.min(MOST_LANES, powerAtLeast(longest)));
  const total = lengths.reduce((a, b) => a + b, 0);
  return { points, lanes, turns: Math.ceil(points * lanes / BLOCK) * Math.max(1, total / lanes) };
}

/** Steps of reductions inside a value. */
function innerLength(of: MethodScope, expr: Expr): number {
  switch (expr.kind) {
    case 'reduce': return of.boundOf(Size.mul(1, ...expr.axes.map((a) => a.bound))) * innerLength(of, expr.value);
    case 'unary': case 'convert': case 'round': return innerLength(of, expr.value);
    case 'binary': return Math.max(innerLength(of, expr.left), innerLength(of, expr.right));
    case 'select': return Math.max(...[expr.cond, expr.then, expr.else].map((e) => innerLength(of, e)));
    default: return 1;
  }
}

/** How many leading axes the blocks of a chain share; undefined if the operations cannot be a chain. */
export function chainAxes(of: MethodScope, ops: readonly MapOp[]): number | undefined {
  const [first, ...rest] = ops;
  if (!first || !ops.every(isChainable)) return undefined;
  let common = 0;
  const extent = (op: MapOp, d: number): string | undefined => {
    const axis = op.axes[d];
    return axis && axis.lo.kind === 'const' && axis.lo.value === 0 ? plainExtent(axis)?.key : undefined;
  };
  while (extent(first, common) !== undefined && rest.every((op) => extent(op, common) === extent(first, common))) common++;
  const costs = Array.from({ length: common + 1 }, (_, shared) => {
    const blocks = of.boundOf(pointCount(first.axes.slice(0, shared)));
    const turns = ops.map((op) => shapeOf(of, op, shared).turns);
    const fits = blocks <= MOST_BLOCKS && (shared === 0 || independent(ops, shared)) && turns.every((t) => t <= MOST_TURNS);
    return fits ? turns.reduce((a, b) => a + b, 0) * Math.max(1, blocks / BLOCKS_AT_ONCE) : Infinity;
  });
  const best = Math.min(...costs);
  return best === Infinity ? undefined : costs.indexOf(best);
}

/** Blocks read of what the chain writes only what they wrote themselves. */
function independent(ops: readonly MapOp[], shared: number): boolean {
  const leads = (indices: readonly Expr[], axes: readonly Axis[]): boolean =>
    axes.slice(0, shared).every((axis, d) => { const index = indices[d]; return index?.kind === 'axis-ref' && index.axis === axis; });
  return ops.every((writer) => ops.every((reader) => {
    if (writer !== reader && writer.target === reader.target) return false;
    return loadsOf(reader).filter((l) => l.tensor === writer.target)
      .every((l) => leads(l.indices, reader.axes) && leads(writer.indices, writer.axes));
  }));
}

/** One kernel for a chain whose blocks share `shared` leading axes. */
export function chainKernel(of: MethodScope, ops: readonly MapOp[], shared: number): HipKernel {
  const last = ops.at(-1);
  const [first] = ops;
  if (!first || !last) throw new Error('a chain has operations');
  const scope = new KernelScope(of, first, last.target.name);
  const body: KStmt[] = [];
  const outer = first.axes.slice(0, shared);
  const block: KStmt[] = [];
  const outerValues = decodePoint(scope, outer, blockIndex('x'), block);
  body.push(...block);
  const written = new Set(ops.map((op) => op.target));
  // What the chain reads of its own results must not be taken for read-only.
  for (const op of ops) for (const t of opReads(op)) if (written.has(t)) { scope.read(t); scope.write(t); }
  ops.forEach((op, i) => {
    if (i > 0) body.push({ kind: 'barrier' });
    const line = of.lineNote(op.span, (n) => ` (line ${n})`);
    body.push({ kind: 'comment', text: `${op.target.name}${line}` });
    const own = new Map(op.axes.slice(0, shared).map((axis, d) => [axis, outerValues.get(outer[d] ?? axis) ?? k.constant(0)] as const));
    oneOperation(scope, op, own, shapeOf(of, op, shared), op.axes.slice(shared), body);
  });
  const doc = [`${ops.map((op) => op.target.name).join(', ')}: ${ops.length} operations in one ${shared > 0 ? 'block for each point of the leading axes' : 'block'}, with barriers between them.`];
  return { ...scope.finish({ doc, body, grid: [pointCount(outer)], block: BLOCK }), op: last };
}

function oneOperation(
  scope: KernelScope, op: MapOp, own: ReadonlyMap<Axis, KExpr>, { points, lanes }: Shape, rest: readonly Axis[], out: KStmt[],
): void {
  const group = BLOCK / lanes;
  const count = pointCount(rest);
  const exact = Size.asConstant(count);
  const once = exact !== undefined && points <= group;
  const block: KStmt[] = [];
  const lane = lanes > 1 ? bind(scope, 'lane', k.binary('mod', THREAD, k.constant(lanes)), block) : k.constant(0);
  const number = lanes > 1 ? k.binary('div', THREAD, k.constant(lanes)) : THREAD;
  const base = scope.fresh('base');
  const point = bind(scope, 'point', once ? number : k.add(k.counter(base), number), block);
  const everyThread = exact !== undefined && exact % group === 0;
  const limit = k.fromSym(count);
  const active = everyThread ? undefined : bind(scope, 'active', k.lt(point, limit), block);
  const reductions = sharedReductions(op);
  const mapping: Mapping = { layout: 'row', axes: op.axes, outputs: group, lanes, width: 1, splits: 1 };
  const finish = (axes: ReadonlyMap<Axis, KExpr>, served: Served, into: KStmt[]): void => {
    const stores: KStmt[] = [];
    storeValue(scope, op, axes, lowerWith(scope, op.value, axes, served, stores), stores);
    const first = lanes > 1 ? k.binary('eq', lane, k.constant(0)) : undefined;
    const cond = active && first ? k.binary('and', active, first) : active ?? first;
    if (cond) into.push({ kind: 'if', cond, then: stores, else: [] });
    else into.push(...stores);
  };
  // Lanes beyond the last point repeat it where lanes exchange values.
  const safe = active ? bind(scope, 'safe', k.select(active, point, k.sub(limit, k.constant(1))), block) : point;
  const axes = new Map([...own, ...decodePoint(scope, rest, safe, block)]);
  let served: Served = new Map();
  for (const reduce of reductions) {
    const acc = accumulate(reduce, { scope, mapping, axes, lane, shared: () => { throw new Error('lanes of a chain need no shared memory'); } }, served, block);
    served = new Map(served).set(reduce, k.load(acc, k.constant(0)));
  }
  finish(axes, served, block);
  if (once) out.push(...block);
  else out.push({ kind: 'for', name: base, lo: k.constant(0), hi: limit, step: group, binding: { kind: 'serial' }, body: block });
}
