import type { Axis, Expr, LoadExpr, MapOp, ReduceExpr } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { freeAxes } from '../../ir/visit.js';
import { isFloat } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import { dependsOn, fixedExtent, hasReduction, isRectangular, loadsWithin, outermostReductions, strideOf, workOf } from './access.js';
import { VECTOR } from './dialect.js';
import { lower, lowerAll, needsWideGather } from './lower.js';
import { extentOf, grainOf, unflatten } from './parallel.js';
import { LONGEST_PACK, type Pack } from './mode.js';
import { emitPacks, type Sink } from './points.js';
import { LANES, unrolled } from './reduce.js';
import { bind, letValue, type Env, type KernelScope } from './scope.js';

/**
 * Contractions such as x[i, j] = sum(k) p[i, k] * q[k, j]: a register tile of rows by vectors, so that each vector of `q` serves
 * several rows and each element of `p` several vectors. Rows of `q` that stride over the lanes are copied into columns once for
 * all rows of a chunk. Tiles of a chunk of rows go to a thread column by column.
 */
interface Tiles {
  /** In lanes. */
  readonly x: Axis;
  /** In rows. */
  readonly y: Axis;
  readonly others: readonly Axis[];
  readonly packs: readonly Pack[];
  readonly vectors: number;
  readonly rows: number;
}

/** Rows of a tile with one sum; with several, as many sums in all. */
const ROWS = 4;
/** Rows that share the copies of one thread. */
const CHUNK = 128;
/** Elements that a column of copies may have, so that it stays in the cache of a core and fits the stack of its thread. */
const LARGEST_COPIES = 64 * 1024;
/** Shorter sums are not worth it. */
const LEAST_LENGTH = 8;

/** How a map runs in register tiles; undefined where it is no contraction. */
export function tilePlan(op: MapOp, scope: KernelScope): Tiles | undefined {
  const x = op.axes[op.axes.length - 1];
  const sums = outermostReductions(op.value);
  if (!x || op.axes.length < 2 || sums.length === 0 || !op.axes.every(isRectangular) || needsWideGather(op.value, x, scope)) return undefined;
  if ((fixedExtent(x) ?? scope.most(x.bound)) < VECTOR) return undefined;
  const y = op.axes.slice(0, -1).findLast((axis) => sums.every((s) => isContraction(s, x, axis, scope)));
  if (!y || (fixedExtent(y) ?? scope.most(y.bound)) < ROWS) return undefined;
  const others = op.axes.filter((a) => a !== x && a !== y);
  const packs: Pack[] = [];
  for (const { load, inside } of loadsWithin(op.value)) {
    const stride = strideOf(load, x)?.key;
    if (inside.length === 0 || stride === '0' || stride === '1') continue;
    const pack = packOf(load, inside.flatMap((r) => r.axes), x, others);
    if (!pack) return undefined;
    packs.push(pack);
  }
  const extent = fixedExtent(x);
  const vectors = [3, 2].find((u) => extent !== undefined && extent % (u * VECTOR) === 0) ?? (extent !== undefined && extent < 3 * VECTOR ? 1 : 2);
  if (packs.reduce((n, p) => n + p.length, 0) * vectors * VECTOR > LARGEST_COPIES) return undefined;
  return { x, y, others, packs, vectors, rows: Math.max(1, Math.floor(ROWS / sums.length)) };
}

/** A reduction in which one factor does not know `x` and another does not know `y`. */
function isContraction(sum: Expr & { kind: 'reduce' | 'softmax-sum' }, x: Axis, y: Axis, scope: KernelScope): sum is ReduceExpr {
  if (sum.kind !== 'reduce' || sum.type !== 'f32' || hasReduction(sum.value)) return false;
  if (sum.axes.some((a) => [a.lo, a.hi].some((e) => dependsOn(e, x) || dependsOn(e, y)))) return false;
  if (sum.axes.reduce((n, a) => n * scope.most(a.bound), 1) < LEAST_LENGTH) return false;
  const loads = loadsWithin(sum.value).map(({ load }) => load).filter((l) => sum.axes.some((a) => dependsOn(l, a)));
  return loads.some((l) => dependsOn(l, x) && !dependsOn(l, y)) && loads.some((l) => dependsOn(l, y) && !dependsOn(l, x));
}

function packOf(load: LoadExpr, inside: readonly Axis[], x: Axis, around: readonly Axis[]): Pack | undefined {
  const along = inside.find((a) => isRectangular(a) && strideOf(load, a)?.key === '1');
  const length = along && fixedExtent(along);
  if (!along || length === undefined || length > LONGEST_PACK || !isFloat(load.tensor.dtype) || !strideOf(load, x)) return undefined;
  const free = new Set(load.indices.flatMap((i) => [...freeAxes(i)]));
  return [...free].every((a) => a === x || a === along || around.includes(a)) ? { load, along, length } : undefined;
}

export function emitTiles(op: MapOp, { x, y, others, packs, vectors, rows: most }: Tiles, sink: Sink, scope: KernelScope, out: KStmt[]): void {
  const outside: Env = { axes: new Map() };
  const value = (e: Expr): KExpr => lower(e, outside, scope, out);
  const [xLo, xHi, yLo, yHi] = [value(x.lo), value(x.hi), value(y.lo), value(y.hi)];
  const width = k.mul(k.constant(vectors), LANES);
  const columns = counterOf(letValue(scope, 'columns', blocksOf(extentOf(x), width), out));
  const chunks = counterOf(letValue(scope, 'chunks', blocksOf(extentOf(y), k.constant(CHUNK)), out));
  const name = scope.fresh('item');
  const item = k.counter(name);
  const block: KStmt[] = [];
  const column = counterOf(letValue(scope, 'column', k.binary('mod', item, columns), block));
  const chunk = counterOf(letValue(scope, 'chunk', k.binary('mod', k.binary('div', item, columns), chunks), block));
  const env = unflatten(others, k.binary('div', k.binary('div', item, columns), chunks), scope, block);
  const at = letValue(scope, x.name, k.add(xLo, k.mul(column, width)), block);
  const base = x.lo.kind === 'const' ? counterOf(at) : at;
  const extent = fixedExtent(x);
  const left = extent !== undefined && extent % (vectors * VECTOR) === 0 ? undefined : letValue(scope, 'left', k.sub(xHi, base), block);
  emitPacks(packs, x, { base, left, vectors }, env, scope, block);
  const from = letValue(scope, 'from', k.add(yLo, k.mul(chunk, k.constant(CHUNK))), block);
  const to = letValue(scope, 'to', k.call('mpc_min', [k.add(from, k.constant(CHUNK)), yHi], 'i32'), block);
  unrolled(y, most, [env], scope, block, (rows, stmts) => {
    const envs = rows.flatMap((row) => Array.from({ length: vectors }, (_, u): Env => {
      const offset = k.mul(k.constant(u), LANES);
      return { ...bind(env, y, row), lane: { axis: x, base: k.add(base, offset), offset, valid: left && k.sub(left, offset) } };
    }));
    lowerAll(op.value, envs, scope, stmts).forEach((v, i) => { const e = envs[i]; if (e) sink(v, e, stmts); });
  }, { lo: from, hi: to });
  for (const { load } of packs) scope.packed.delete(load);
  const work = Size.mul(workOf(op.value), vectors * VECTOR, Size.min(y.bound, CHUNK));
  const items = others.map(extentOf).reduce((a, b) => k.mul(a, b), k.mul(columns, chunks));
  out.push({ kind: 'for', name, lo: k.constant(0), hi: items, step: 1, binding: { kind: 'parallel', grain: grainOf(work) }, body: block });
  scope.endPhase();
}

const blocksOf = (extent: KExpr, size: KExpr): KExpr => k.binary('div', k.add(extent, k.sub(size, k.constant(1))), size);

function counterOf(value: KExpr): KExpr {
  return value.kind === 'var' ? { ...value, nonNegative: true } : value;
}
