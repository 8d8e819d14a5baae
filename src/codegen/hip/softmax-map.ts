import * as k from '../../ir/kernel/build.js';
import { LOWEST, lowerLoops } from '../../ir/kernel/lower-expression.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Axis, Expr, LoadExpr, MapOp, SoftmaxSumExpr, Tensor } from '../../ir/nodes.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { directLoads, sameInTile } from './access.js';
import { BLOCK, storeValue } from './elementwise.js';
import { bind, blockIndex, decodePoint, pointCount, THREAD } from './points.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { CHUNK, LANES, makePlan, type Plan } from './softmax-plan.js';
import { elementIndex, lowerWith, threadLowering, vectorLoads, type Served } from './thread.js';

/**
 * Maps with a softmax-weighted sum. A block takes a tile of "heads" (output points with logits of their own, that read the
 * same entries), walks a part of the entries in chunks, and for each chunk makes the logits, the weights and the weighted
 * sums. Logits are computed once for all columns (output axes that only the value mentions). Where there are few heads,
 * several blocks share the entries and a second kernel merges their (peak, norm, sum).
 */

/** Values in shared memory through which the rows of a block are added up. */
const EXCHANGE = 8 * BLOCK;

/** `for v in 0 .. count`, unrolled; a single point needs no loop. */
function unrolled(scope: KernelScope, prefix: string, count: number, out: KStmt[], build: (v: KExpr, block: KStmt[]) => void): void {
  if (count === 1) return build(k.constant(0), out);
  const name = scope.fresh(prefix);
  const body: KStmt[] = [];
  build(k.counter(name), body);
  out.push({ kind: 'for', name, lo: k.constant(0), hi: k.constant(count), step: 1, binding: { kind: 'unroll' }, body });
}

const zero = k.constant(0, 'f32');
const variableOf = (buffer: KBuffer): KExpr => k.variable(buffer.name, 'f32');
const at = (row: KExpr, width: number, column: KExpr): KExpr => k.add(k.mul(row, k.constant(width)), column);

/** The kernels of a map whose value holds one softmax-sum. */
export function softmaxMap(of: MethodScope, op: MapOp, softmax: SoftmaxSumExpr): readonly HipKernel[] {
  const plan = makePlan(of, op, softmax);
  const { heads, columns, tile, width, threads, splits } = plan;
  const rows = BLOCK / threads;
  const scope = new KernelScope(of, op, splits > 1 ? `${op.target.name}_parts` : op.target.name);
  const body: KStmt[] = [];
  const memory = (name: string, elements: number, space: 'shared' | 'private'): KBuffer => {
    const buffer = scope.local(name, 'f32', elements, space);
    body.push({ kind: 'alloc', buffer });
    return buffer;
  };
  const weights = memory('weights', tile * CHUNK, 'shared');
  const [peak, norm, fade] = ['peak', 'norm', 'fade'].map((n) => memory(n, tile, 'shared')) as [KBuffer, KBuffer, KBuffer];
  const exchange = rows > 1 ? memory('exchange', EXCHANGE, 'shared') : undefined;
  const acc = memory('acc', tile * width, 'private');

  const headPoint = bind(scope, 'head', k.mul(blockIndex('x'), k.constant(tile)), body);
  const headValues = decodePoint(scope, heads, headPoint, body);
  const columnCount = pointCount(columns);
  const column = bind(scope, 'column', threads === BLOCK ? THREAD : k.binary('mod', THREAD, k.constant(threads)), body);
  const row = bind(scope, 'row', k.binary('div', THREAD, k.constant(threads)), body);
  const blocksOfColumns = Size.ceildiv(columnCount, threads * width);
  const columnPoint = bind(scope, 'point', k.mul(k.add(k.mul(blockIndex('z'), k.constant(threads)), column), k.constant(width)), body);
  const inside = bind(scope, 'active', k.lt(columnPoint, k.fromSym(columnCount)), body);
  const safePoint = bind(scope, 'safe', k.select(inside, columnPoint, k.constant(0)), body);
  const columnValues = decodePoint(scope, columns, safePoint, body);
  const axes = new Map([...headValues, ...columnValues]);
  const tiled = tile > 1 ? heads.at(-1) : undefined;
  const headAt = (u: KExpr, from: ReadonlyMap<Axis, KExpr>): ReadonlyMap<Axis, KExpr> =>
    tiled ? new Map(from).set(tiled, k.add(from.get(tiled) ?? k.constant(0), u)) : from;

  body.push({ kind: 'call', name: `mpc_softmax_start<${tile}>`, args: [variableOf(peak), variableOf(norm)] });
  unrolled(scope, 'n', tile * width, body, (n, block) => block.push({ kind: 'store', buffer: acc, index: n, value: zero }));
  const cached = cacheQuery(scope, plan, axes, headAt, body);

  const first = softmax.axes[0];
  if (!first) throw new Error('a softmax-sum has axes');
  const lo = lowerWith(scope, first.lo, axes, new Map(), body);
  const hi = lowerWith(scope, first.hi, axes, new Map(), body);
  let from = lo;
  let to = hi;
  if (splits > 1) {
    const part = bind(scope, 'part', k.binary('div', k.add(k.sub(hi, lo), k.constant(splits - 1)), k.constant(splits)), body);
    from = bind(scope, 'from', k.add(lo, k.mul(blockIndex('y'), part)), body);
    to = bind(scope, 'to', k.binary('min', hi, k.add(from, part)), body);
  }
  const outer = softmax.axes.slice(0, -1);
  const last = softmax.axes.at(-1) ?? first;
  const walk = (lowering: { readonly axes: ReadonlyMap<Axis, KExpr> }, out: KStmt[], lower: KExpr, upper: KExpr): void => {
    const base = scope.fresh('base');
    const chunk: KStmt[] = [];
    const end = bind(scope, 'end', upper, out);
    makeLogits(scope, plan, lowering.axes, last, k.counter(base), end, weights, cached, headAt, chunk);
    chunk.push({ kind: 'barrier' });
    chunk.push({ kind: 'call', name: `mpc_softmax_weights<${tile}, ${CHUNK}>`,
      args: [variableOf(weights), variableOf(peak), variableOf(norm), variableOf(fade), k.sub(end, k.counter(base))] });
    chunk.push({ kind: 'barrier' });
    addValues(scope, plan, lowering.axes, last, k.counter(base), end, row, weights, fade, acc, headAt, chunk);
    chunk.push({ kind: 'barrier' });
    out.push({ kind: 'for', name: base, lo: lower, hi: end, step: CHUNK, binding: { kind: 'serial' }, body: chunk });
  };
  body.push({ kind: 'barrier' });
  if (outer.length === 0) walk({ axes }, body, from, to);
  else {
    const [, ...middle] = outer;
    const name = scope.fresh(first.name);
    const block: KStmt[] = [];
    lowerLoops(middle, threadLowering(scope, new Map(axes).set(first, k.counter(name))), block, (lowering, inner) => {
      const lower = lowerWith(scope, last.lo, lowering.axes, new Map(), inner);
      walk(lowering, inner, lower, lowerWith(scope, last.hi, lowering.axes, new Map(), inner));
    });
    body.push({ kind: 'for', name, lo: from, hi: to, step: 1, binding: { kind: 'serial' }, body: block });
  }
  if (exchange) {
    body.push({ kind: 'call', name: `mpc_combine_columns<${threads}, ${rows}, ${tile * width}, ${EXCHANGE}, mpc_sum>`, args: [variableOf(acc), variableOf(exchange)] });
  }

  const grid = [Size.floordiv(pointCount(heads), tile), splits, blocksOfColumns];
  const how = `${tile} ${tile > 1 ? 'heads' : 'head'} a block, entries in chunks of ${CHUNK}` +
    `${plan.shared ? ', 32 lanes to a logit' : ''}, ${width} ${width > 1 ? 'columns' : 'column'} a thread` +
    `${splits > 1 ? `; ${splits} blocks share the entries` : ''}.`;
  const stores: KStmt[] = [];
  const state = splits > 1 ? {
    sums: of.scratchTensor(`${op.target.name}_sums`, 'f32', [pointCount(heads), splits, columnCount], op.span),
    peaks: of.scratchTensor(`${op.target.name}_peaks`, 'f32', [pointCount(heads), splits], op.span),
    norms: of.scratchTensor(`${op.target.name}_norms`, 'f32', [pointCount(heads), splits], op.span),
  } : undefined;
  unrolled(scope, 'u', tile, stores, (u, perHead) => {
    unrolled(scope, 'v', width, perHead, (v, block) => {
      const sum = k.load(acc, at(u, width, v));
      if (state) {
        const slot = k.add(k.mul(k.add(headPoint, u), k.constant(splits)), blockIndex('y'));
        const index = k.add(k.mul(slot, k.fromSym(columnCount)), k.add(safePoint, v));
        block.push({ kind: 'store', buffer: scope.write(state.sums), index, value: sum });
        return;
      }
      const lastColumn = columns.at(-1);
      const here = headAt(u, axes);
      const point = lastColumn ? new Map(here).set(lastColumn, k.add(here.get(lastColumn) ?? k.constant(0), v)) : here;
      const total = k.load(norm, u);
      const result = k.select(k.lt(zero, total), k.binary('div', sum, total), zero);
      storeValue(scope, op, point, lowerWith(scope, op.value, point, new Map([[softmax, result]]), block), block);
    });
  });
  body.push({ kind: 'if', cond: k.binary('and', inside, k.binary('eq', row, k.constant(0))), then: stores, else: [] });
  if (!state) return [scope.finish({ doc: [how], body, grid, block: BLOCK })];

  const firstBlock = k.binary('and', k.binary('eq', blockIndex('z'), k.constant(0)), k.lt(THREAD, k.constant(tile)));
  const slot = k.add(k.mul(k.add(headPoint, THREAD), k.constant(splits)), blockIndex('y'));
  body.push({ kind: 'if', cond: firstBlock, else: [], then: [
    { kind: 'store', buffer: scope.write(state.peaks), index: slot, value: k.load(peak, THREAD) },
    { kind: 'store', buffer: scope.write(state.norms), index: slot, value: k.load(norm, THREAD) },
  ] });
  return [scope.finish({ doc: [how], body, grid, block: BLOCK }), mergeKernel(of, plan, state)];
}

type Cached = ReadonlyMap<LoadExpr, KBuffer>;
type HeadAt = (u: KExpr, from: ReadonlyMap<Axis, KExpr>) => ReadonlyMap<Axis, KExpr>;

const laneExpr = k.binary('mod', THREAD, k.constant(LANES));

/** Each lane's share of what the logits need beside the entries, in registers. */
function cacheQuery(scope: KernelScope, plan: Plan, axes: ReadonlyMap<Axis, KExpr>, headAt: HeadAt, out: KStmt[]): Cached {
  const cached = new Map<LoadExpr, KBuffer>();
  for (const { axis, width, steps, query } of plan.shared ?? []) {
    for (const load of query) {
      const buffer = scope.local(`${load.tensor.name}_r`, 'f32', plan.tile * steps * width, 'private');
      out.push({ kind: 'alloc', buffer });
      cached.set(load, buffer);
      unrolled(scope, 'u', plan.tile, out, (u, perHead) => unrolled(scope, 's', steps, perHead, (s, block) => {
        const start = k.mul(k.add(k.mul(s, k.constant(LANES)), laneExpr), k.constant(width));
        const here = headAt(u, axes);
        const name = scope.fresh('v');
        const inner: KStmt[] = [];
        const served = vectorLoads(scope, load, axis, width, start, k.counter(name), threadLowering(scope, here), new Map(), block);
        const value = served.get(load) ?? lowerWith(scope, load, new Map(here).set(axis, k.add(start, k.counter(name))), new Map(), inner);
        inner.push({ kind: 'store', buffer, index: at(at(u, steps, s), width, k.counter(name)), value });
        block.push({ kind: 'for', name, lo: k.constant(0), hi: k.constant(width), step: 1, binding: { kind: 'unroll' }, body: inner });
      }));
    }
  }
  return cached;
}

/** Logits of the chunk at `base` to shared memory. Entries beyond `end` repeat the last one: they get no weight. */
function makeLogits(
  scope: KernelScope, plan: Plan, axes: ReadonlyMap<Axis, KExpr>, last: Axis, base: KExpr, end: KExpr, weights: KBuffer,
  cached: Cached, headAt: HeadAt, out: KStmt[],
): void {
  const { softmax, tile, shared } = plan;
  const entryOf = (t: KExpr): KExpr => k.binary('min', k.add(base, t), k.sub(end, k.constant(1)));
  if (!shared) {
    const name = scope.fresh('n');
    const block: KStmt[] = [];
    const t = bind(scope, 't', k.binary('mod', k.counter(name), k.constant(CHUNK)), block);
    const u = k.binary('div', k.counter(name), k.constant(CHUNK));
    const entry = bind(scope, last.name, entryOf(t), block);
    const here = new Map(headAt(u, axes)).set(last, entry);
    block.push({ kind: 'store', buffer: weights, index: k.counter(name), value: lowerWith(scope, softmax.logit, here, new Map(), block) });
    out.push({ kind: 'for', name, lo: THREAD, hi: k.constant(tile * CHUNK), step: BLOCK, binding: { kind: 'serial' }, body: block });
    return;
  }
  const groups = BLOCK / LANES;
  const pair = scope.fresh('t');
  const body: KStmt[] = [];
  unrolled(scope, 'w', 2, body, (w, block) => {
    const t = bind(scope, 't', k.add(k.counter(pair), k.mul(w, k.constant(groups))), block);
    const entry = bind(scope, last.name, entryOf(t), block);
    const here = new Map(axes).set(last, entry);
    const served = new Map<Expr, KExpr>();
    for (const { reduce, axis, width, steps, query } of shared) {
      const sums = scope.local('sums', 'f32', tile, 'private');
      block.push({ kind: 'alloc', buffer: sums });
      unrolled(scope, 'u', tile, block, (u, inner) => inner.push({ kind: 'store', buffer: sums, index: u, value: zero }));
      unrolled(scope, 's', steps, block, (s, perStep) => {
        const start = bind(scope, axis.name, k.mul(k.add(k.mul(s, k.constant(LANES)), laneExpr), k.constant(width)), perStep);
        const held = new Map(query.map((l) => [l as Expr, zero] as const));
        const v = scope.fresh('v');
        const vectors = vectorLoads(scope, reduce.value, axis, width, start, k.counter(v), threadLowering(scope, here), held, perStep);
        const perElement: KStmt[] = [];
        const element = new Map(here).set(axis, k.add(start, k.counter(v)));
        const scalars = serveSameInTile(scope, reduce.value, plan, element, vectors, perElement);
        unrolled(scope, 'u', tile, perElement, (u, inner) => {
          const mine = new Map(scalars);
          for (const l of query) {
            const buffer = cached.get(l);
            if (buffer) mine.set(l, k.load(buffer, at(at(u, steps, s), width, k.counter(v))));
          }
          const value = lowerWith(scope, reduce.value, headAt(u, element), mine, inner);
          const old = k.load(sums, u);
          const next = value.kind === 'binary' && value.op === 'mul' ? k.fma(value.left, value.right, old) : k.add(old, value);
          inner.push({ kind: 'store', buffer: sums, index: u, value: next });
        });
        perStep.push({ kind: 'for', name: v, lo: k.constant(0), hi: k.constant(width), step: 1, binding: { kind: 'unroll' }, body: perElement });
      });
      served.set(reduce, bind(scope, 'dot', k.call(`mpc_group_sums<${tile}>`, [variableOf(sums)], 'f32'), block));
    }
    // Lane u holds the sums of head u of the tile.
    const head = tile > 1 ? k.binary('mod', THREAD, k.constant(tile)) : k.constant(0);
    const store: KStmt[] = [];
    const logit = lowerWith(scope, softmax.logit, headAt(head, here), served, store);
    store.push({ kind: 'store', buffer: weights, index: at(head, CHUNK, t), value: logit });
    block.push({ kind: 'if', cond: k.lt(laneExpr, k.constant(tile)), then: store, else: [] });
  });
  const start = k.binary('div', THREAD, k.constant(LANES));
  out.push({ kind: 'for', name: pair, lo: start, hi: k.constant(CHUNK), step: 2 * groups, binding: { kind: 'serial' }, body });
}

/** Loads that all heads of the tile share, read once before the loop over heads. */
function serveSameInTile(
  scope: KernelScope, value: Expr, plan: Plan, axes: ReadonlyMap<Axis, KExpr>, served: Served, out: KStmt[],
): Served {
  const tiled = plan.heads.at(-1);
  if (plan.tile === 1 || !tiled) return served;
  const result = new Map(served);
  for (const load of directLoads(value)) {
    if (result.has(load) || !sameInTile(load, tiled, plan.tile)) continue;
    result.set(load, bind(scope, `${load.tensor.name}_e`, lowerWith(scope, load, axes, result, out), out));
  }
  return result;
}

/** acc = acc * fade + weight * value for the entries of the chunk that are this row's. */
function addValues(
  scope: KernelScope, plan: Plan, axes: ReadonlyMap<Axis, KExpr>, last: Axis, base: KExpr, end: KExpr, row: KExpr,
  weights: KBuffer, fade: KBuffer, acc: KBuffer, headAt: HeadAt, out: KStmt[],
): void {
  const { softmax, tile, width, threads, columns } = plan;
  const rows = BLOCK / threads;
  unrolled(scope, 'u', tile, out, (u, perHead) => unrolled(scope, 'v', width, perHead, (v, block) => {
    const index = at(u, width, v);
    block.push({ kind: 'store', buffer: acc, index, value: k.binary('mul', k.load(acc, index), k.load(fade, u)) });
  }));
  const several = Math.min(4, Math.max(1, CHUNK / rows));
  const name = scope.fresh('t');
  const body: KStmt[] = [];
  unrolled(scope, 'w', several, body, (w, block) => {
    const t = bind(scope, 't', k.add(k.counter(name), k.mul(w, k.constant(rows))), block);
    const entry = bind(scope, last.name, k.binary('min', k.add(base, t), k.sub(end, k.constant(1))), block);
    const here = new Map(axes).set(last, entry);
    const fastest = columns.at(-1);
    const start = fastest ? here.get(fastest) ?? k.constant(0) : k.constant(0);
    const v = scope.fresh('v');
    const vectors = fastest && width > 1
      ? vectorLoads(scope, softmax.value, fastest, width, start, k.counter(v), threadLowering(scope, here), new Map(), block) : new Map<Expr, KExpr>();
    const perColumn: KStmt[] = [];
    const element = fastest ? new Map(here).set(fastest, k.add(start, k.counter(v))) : here;
    const served = serveSameInTile(scope, softmax.value, plan, element, vectors, perColumn);
    unrolled(scope, 'u', tile, perColumn, (u, inner) => {
      const index = at(u, width, k.counter(v));
      const value = lowerWith(scope, softmax.value, headAt(u, element), served, inner);
      inner.push({ kind: 'store', buffer: acc, index, value: k.fma(k.load(weights, at(u, CHUNK, t)), value, k.load(acc, index)) });
    });
    block.push({ kind: 'for', name: v, lo: k.constant(0), hi: k.constant(width), step: 1, binding: { kind: 'unroll' }, body: perColumn });
  });
  if (rows > CHUNK) {
    out.push({ kind: 'if', cond: k.lt(row, k.constant(CHUNK)), then: [{ kind: 'let', name, value: row }, ...body], else: [] });
  } else {
    out.push({ kind: 'for', name, lo: row, hi: k.constant(CHUNK), step: several * rows, binding: { kind: 'serial' }, body });
  }
}

interface State { readonly sums: Tensor; readonly peaks: Tensor; readonly norms: Tensor }

/** Brings the parts of all splits to the common peak, adds them and completes the value. One thread for each output. */
function mergeKernel(of: MethodScope, plan: Plan, state: State): HipKernel {
  const { op, softmax, heads, columns, splits } = plan;
  const scope = new KernelScope(of, op, op.target.name);
  const columnCount: Sym = pointCount(columns);
  const count = pointCount([...heads, ...columns]);
  const body: KStmt[] = [];
  const point = bind(scope, 'point', k.add(k.mul(blockIndex('x'), k.constant(BLOCK)), THREAD), body);
  const then: KStmt[] = [];
  const axes = decodePoint(scope, [...heads, ...columns], point, then);
  const head = bind(scope, 'head', k.binary('div', point, k.fromSym(columnCount)), then);
  const column = bind(scope, 'column', k.binary('mod', point, k.fromSym(columnCount)), then);
  const declare = (prefix: string, init: number): KExpr => {
    const name = scope.fresh(prefix);
    then.push({ kind: 'declare', name, init: k.constant(init, 'f32') });
    return k.variable(name, 'f32');
  };
  const assign = (v: KExpr, value: KExpr): KStmt => ({ kind: 'assign', name: v.kind === 'var' ? v.name : '', value });
  const peak = declare('peak', LOWEST);
  const norm = declare('norm', 0);
  const sum = declare('sum', 0);
  const over = (build: (slot: KExpr, block: KStmt[]) => void): void => {
    const name = scope.fresh('split');
    const block: KStmt[] = [];
    build(k.add(k.mul(head, k.constant(splits)), k.counter(name)), block);
    then.push({ kind: 'for', name, lo: k.constant(0), hi: k.constant(splits), step: 1, binding: { kind: 'serial' }, body: block });
  };
  over((slot, block) => block.push(assign(peak, k.binary('max', peak, k.load(scope.read(state.peaks), slot)))));
  over((slot, block) => {
    const fade = bind(scope, 'fade', k.unary('exp', k.sub(k.load(scope.read(state.peaks), slot), peak)), block);
    block.push(assign(norm, k.fma(k.load(scope.read(state.norms), slot), fade, norm)));
    const index = elementIndex(scope, state.sums, [head, k.sub(slot, k.mul(head, k.constant(splits))), column]);
    block.push(assign(sum, k.fma(k.load(scope.read(state.sums), index), fade, sum)));
  });
  const result = bind(scope, 'result', k.select(k.lt(zero, norm), k.binary('div', sum, norm), zero), then);
  storeValue(scope, op, axes, lowerWith(scope, op.value, axes, new Map([[softmax, result]]), then), then);
  body.push({ kind: 'if', cond: k.lt(point, k.fromSym(count)), then, else: [] });
  return scope.finish({ doc: [`Merges the ${splits} parts of each head.`], body, grid: [Size.ceildiv(count, BLOCK)], block: BLOCK });
}
