import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import type { Scan } from '../../ir/kernel/scan.js';
import type { Expr, MapOp } from '../../ir/nodes.js';
import { someExpr } from '../../ir/visit.js';
import { isFloat } from '../../numerics/dtype.js';
import { splitRagged } from './access.js';
import { BLOCK, perPoint, storeValue } from './elementwise.js';
import { bind, blockIndex, decodePoint, pointCount, THREAD } from './points.js';
import { KernelScope, type HipKernel, type MethodScope } from './scope.js';
import { lowerWith } from './thread.js';

/** Turns of a scan whose loads are in flight together. */
const UNROLL = 4;
/** With more rows, a thread for each fills the GPU. */
const FEW_ROWS = 4096;
const LEAST_LENGTH = 16;

/** The kernel of a scan: one thread for each outer point with the previous value in a register; few sums of integers by blocks. */
export function scanMap(of: MethodScope, op: MapOp, scan: Scan): HipKernel {
  const term = termOf(scan);
  const few = splitRagged(scan.outer).ragged.length === 0 && of.boundOf(pointCount(scan.outer)) <= FEW_ROWS;
  if (term && few && of.boundOf(scan.axis.bound) >= LEAST_LENGTH) return sumByBlock(of, op, scan, term);
  const { axis, previous } = scan;
  const doc = [`One thread for each row of a scan over ${axis.name}.`];
  return perPoint(of, op, op.target.name, doc, (scope, axes, out) => {
    const name = scope.fresh(previous.tensor.name);
    const register = k.variable(name, previous.type);
    out.push({ kind: 'declare', name, init: lowerWith(scope, scan.first, axes, new Map(), out) });
    const lo = lowerWith(scope, axis.lo, axes, new Map(), out);
    const hi = lowerWith(scope, axis.hi, axes, new Map(), out);
    const t = scope.fresh(axis.name);
    const body: KStmt[] = [];
    const at = new Map(axes).set(axis, k.counter(t));
    const value = lowerWith(scope, scan.value, at, new Map([[previous, register]]), body);
    body.push({ kind: 'assign', name, value: asStored(value, op) });
    storeValue(scope, op, at, register, body);
    out.push({ kind: 'for', name: t, lo, hi, step: 1, binding: { kind: 'pipeline', ii: UNROLL }, body });
  }, scan.outer);
}

/** What is added to the previous value, if that is all and the order does not matter. */
function termOf({ value, previous }: Scan): Expr | undefined {
  if (value.type !== 'i32' || value.kind !== 'binary' || value.op !== 'add') return undefined;
  const term = value.left === previous ? value.right : value.right === previous ? value.left : undefined;
  return term && !someExpr(term, (e) => e === previous) ? term : undefined;
}

/** Running sums of a row by one block, as many terms at a time as it has threads. */
function sumByBlock(of: MethodScope, op: MapOp, { axis, outer, first }: Scan, term: Expr): HipKernel {
  const scope = new KernelScope(of, op, op.target.name);
  const waves = scope.local('waves', 'i32', BLOCK / 32, 'shared');
  const body: KStmt[] = [{ kind: 'alloc', buffer: waves }];
  const axes = decodePoint(scope, outer, blockIndex('x'), body);
  const declare = (prefix: string, init: KExpr, out: KStmt[]): KExpr & { kind: 'var' } => {
    const name = scope.fresh(prefix);
    out.push({ kind: 'declare', name, init });
    return { kind: 'var', name, type: 'i32', lanes: 1 };
  };
  const carry = declare('carry', lowerWith(scope, first, axes, new Map(), body), body);
  const lo = lowerWith(scope, axis.lo, axes, new Map(), body);
  const hi = bind(scope, 'end', lowerWith(scope, axis.hi, axes, new Map(), body), body);
  const base = scope.fresh('base');
  const block: KStmt[] = [];
  const t = bind(scope, axis.name, k.add(k.counter(base), THREAD), block);
  const at = new Map(axes).set(axis, t);
  const mine = declare('mine', k.constant(0), block);
  const total = declare('total', k.constant(0), block);
  const inside: KStmt[] = [];
  inside.push({ kind: 'assign', name: mine.name, value: lowerWith(scope, term, at, new Map(), inside) });
  block.push({ kind: 'if', cond: k.lt(t, hi), then: inside, else: [] });
  const before = bind(scope, 'before', k.call(`mpc_scan_before<${BLOCK}>`, [mine, total, k.variable(waves.name)], 'i32'), block);
  const stores: KStmt[] = [];
  storeValue(scope, op, at, k.add(k.add(carry, before), mine), stores);
  block.push({ kind: 'if', cond: k.lt(t, hi), then: stores, else: [] }, { kind: 'assign', name: carry.name, value: k.add(carry, total) });
  body.push({ kind: 'for', name: base, lo, hi, step: BLOCK, binding: { kind: 'serial' }, body: block });
  return scope.finish({ doc: [`Running sums over ${axis.name}, one block for each row.`], body, grid: [pointCount(outer)], block: BLOCK });
}

/** What the next point reads: the value as its tensor's type holds it. */
function asStored(value: KExpr, { target: { dtype } }: MapOp): KExpr {
  return dtype === 'f32' || !isFloat(dtype) ? value : { kind: 'round', to: dtype, value, type: 'f32', lanes: 1 };
}
