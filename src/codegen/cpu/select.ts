import type { Axis, Expr, FilterOp, MapOp, TopkOp } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KBuffer, KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { Size } from '../../symbolic/index.js';
import { hasReduction, strideOf, workOf } from './access.js';
import { VECTOR } from './dialect.js';
import { lower, splat } from './lower.js';
import { hoist, widenUniform } from './map.js';
import { grainOf, parallelOver } from './parallel.js';
import { chooseMode } from './mode.js';
import { emitPoints, type Sink } from './points.js';
import { LANES, loopEnd } from './reduce.js';
import { bind, letValue, sizeValue, type Env, type KernelScope } from './scope.js';

/** Points of the streamed axis whose intermediate values live in local tiles at a time. */
const TILE = 1024;

/** Room that whole-vector loads and stores may use past the end of a tile. */
const SLACK = Size.mul(8, Size.variable('MPC_LANES'));

const whole = (op: MapOp): Expr => op.value;

/**
 * Top-k over one axis, streamed in tiles: the maps that compute the key (`producers`, in order) are evaluated into local
 * tiles, then offered to the selection, so scores never make a round trip through memory.
 */
export function emitTopk(op: TopkOp, producers: readonly MapOp[], scope: KernelScope, out: KStmt[]): void {
  const width = op.ids.shape[op.ids.shape.length - 1] ?? Size.constant(op.k);
  const work = [op.key, ...producers.map(whole)].map(workOf).reduce((a, b) => Size.add(a, b));
  parallelOver(op.outer, work, [op.axis], scope, out, (env, block) => {
    const best = scope.fresh('best');
    const float = op.key.type === 'f32';
    block.push({ kind: 'object', type: `mpc_topk<${float ? 'float' : 'int'}>`, name: best, args: [k.constant(op.k)] });
    for (const producer of producers) {
      hoist(producer.value, lastAxis(producer), alias(producer, op, env), scope, block);
      widenUniform(producer.value, lastAxis(producer), producer.axes.slice(0, -1), scope, block);
    }
    hoist(op.key, op.axis, env, scope, block);
    const lo = lower(op.axis.lo, env, scope, block);
    const hi = loopEnd(op.axis, lower(op.axis.hi, env, scope, block), scope, block);
    const name = scope.fresh(op.axis.name);
    const first = k.counter(name);
    const inner: KStmt[] = [];
    const end = letValue(scope, 'end', k.call('mpc_min', [k.add(first, k.constant(TILE)), hi], 'i32'), inner);
    const tile = { lo: first, hi: end };
    for (const producer of producers) emitTile(producer, op, tile, env, scope, inner);
    const keys = keyTile(op, tile, env, scope, inner);
    inner.push({ kind: 'call', name: `${best}.offer`, args: [keys, first, k.sub(end, first)] });
    block.push({ kind: 'for', name, lo, hi, step: TILE, binding: { kind: 'parallel', grain: grainOf(work) }, body: inner });
    const row = scope.offset(op.count, op.outer.map((a) => env.axes.get(a) ?? k.constant(0)));
    block.push({
      kind: 'call', name: `${best}.finish`,
      args: [k.address(scope.buffer(op.ids, 'write'), k.mul(row, sizeValue(width))), k.address(scope.buffer(op.count, 'write'), row), sizeValue(width)],
    });
    for (const producer of producers) scope.tiles.delete(producer.target);
  });
  scope.endPhase();
}

const lastAxis = (op: MapOp): Axis => {
  const axis = op.axes[op.axes.length - 1];
  if (!axis) throw new Error(`${op.target.name} has no axis to stream over`);
  return axis;
};

/** The producer's outer axes stand where the consumer's do. */
function alias(producer: MapOp, op: TopkOp, env: Env): Env {
  return producer.axes.slice(0, -1).reduce((e, axis, i) => {
    const of = op.outer[i];
    const value = of && env.axes.get(of);
    return value ? bind(e, axis, value) : e;
  }, env);
}

interface Range { readonly lo: KExpr; readonly hi: KExpr }

const newTile = (scope: KernelScope, prefix: string, type: Expr['type'], out: KStmt[]): KBuffer => {
  const tile = scope.local(prefix, type === 'f32' ? 'f32' : 'i32', Size.add(TILE, SLACK));
  out.push({ kind: 'alloc', buffer: tile });
  return tile;
};

function tileSink(tile: KBuffer, axis: Axis, start: KExpr): Sink {
  return (value, env, out) => {
    const at = k.sub(env.lane?.base ?? env.axes.get(axis) ?? start, start);
    const wide = env.lane ? splat(value) : value;
    out.push(env.lane ? { kind: 'call', name: 'mpc_store', args: [k.address(tile, at), wide] } : { kind: 'store', buffer: tile, index: at, value });
  };
}

/** Computes one tile of a map and lets loads of its target read it. */
function emitTile(producer: MapOp, op: TopkOp, range: Range, env: Env, scope: KernelScope, out: KStmt[]): void {
  const axis = lastAxis(producer);
  const tile = newTile(scope, `${producer.target.name}_part`, producer.value.type, out);
  const mode = chooseMode(producer.value, axis, producer.axes.slice(0, -1), scope);
  emitPoints(producer.value, axis, range, mode, alias(producer, op, env), tileSink(tile, axis, range.lo), scope, out);
  scope.tiles.set(producer.target, {
    load: (expr, at, stmts) => {
      const value = at.lane?.base ?? lower(expr.indices[expr.indices.length - 1] ?? expr, at, scope, stmts);
      return k.load(tile, k.sub(value, range.lo), at.lane ? VECTOR : 1, 1);
    },
  });
}

/** Where the keys of a tile lie: in a producer's tile, in a tensor, or in a tile of their own. */
function keyTile(op: TopkOp, range: Range, env: Env, scope: KernelScope, out: KStmt[]): KExpr | KBuffer {
  const { key, axis } = op;
  const start = bind(env, axis, range.lo);
  if (key.kind === 'load' && (key.tensor.dtype === 'f32' || key.tensor.dtype === 'i32')) {
    const served = scope.tiles.get(key.tensor)?.load(key, start, out);
    if (served?.kind === 'load') return served.buffer;
    if (strideOf(key, axis)?.key === '1') {
      const at = scope.offset(key.tensor, key.indices.map((i) => lower(i, start, scope, out)));
      return k.address(scope.buffer(key.tensor, 'read'), at);
    }
  }
  const tile = newTile(scope, 'key', key.type, out);
  emitPoints(key, axis, range, chooseMode(key, axis, op.outer, scope), env, tileSink(tile, axis, range.lo), scope, out);
  return tile;
}

/** Ids for which the predicate holds, ascending: each row by one thread. */
export function emitFilter(op: FilterOp, scope: KernelScope, out: KStmt[]): void {
  const width = op.ids.shape[op.ids.shape.length - 1] ?? Size.constant(1);
  parallelOver(op.outer, workOf(op.predicate), [op.axis], scope, out, (env, block) => {
    hoist(op.predicate, op.axis, env, scope, block);
    const row = letValue(scope, 'row', scope.offset(op.count, op.outer.map((a) => env.axes.get(a) ?? k.constant(0))), block);
    const ids = scope.buffer(op.ids, 'write');
    const at = k.mul(row, sizeValue(width));
    const found = scope.fresh('found');
    block.push({ kind: 'declare', name: found, init: k.constant(0) });
    const count = k.counter(found);
    const lo = lower(op.axis.lo, env, scope, block);
    const hi = loopEnd(op.axis, lower(op.axis.hi, env, scope, block), scope, block);
    const name = scope.fresh(op.axis.name);
    const x = k.counter(name);
    const inner: KStmt[] = [];
    const vector = !hasReduction(op.predicate) && chooseMode(op.predicate, op.axis, op.outer, scope).kind === 'lanes';
    if (vector) {
      const left = letValue(scope, 'left', k.sub(hi, x), inner);
      const passed = splat(lower(op.predicate, { ...env, lane: { axis: op.axis, base: x, offset: k.constant(0), valid: left } }, scope, inner));
      inner.push({ kind: 'call', name: 'mpc_append', args: [k.address(ids, at), count, x, passed, left] });
    } else {
      const passed = lower(op.predicate, bind(env, op.axis, x), scope, inner);
      inner.push({ kind: 'if', cond: passed, else: [], then: [
        { kind: 'store', buffer: ids, index: k.add(at, count), value: x },
        { kind: 'assign', name: found, value: k.add(count, k.constant(1)) },
      ] });
    }
    block.push(
      { kind: 'for', name, lo, hi, step: vector ? LANES : 1, binding: { kind: 'serial' }, body: inner },
      { kind: 'call', name: 'mpc_fill', args: [k.address(ids, k.add(at, count)), k.sub(sizeValue(width), count), k.constant(-1)] },
      { kind: 'store', buffer: scope.buffer(op.count, 'write'), index: row, value: count },
    );
  });
  scope.endPhase();
}

