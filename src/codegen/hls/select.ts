import type { Axis, FilterOp, TopkOp } from '../../ir/nodes.js';
import * as k from '../../ir/kernel/build.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { Size } from '../../symbolic/index.js';
import type { ProcessBuilder } from './builder.js';
import { isRegisterQueue, type Queue } from './process.js';
import type { Scope } from './scope.js';

/** Delivers the key or predicate of a point; `scope` has the outer axes and the selected one. */
export type PointValue = (scope: Scope, out: KStmt[]) => KExpr;

/** Where the results of a selection go, in order: for each outer point all places, then the count. */
export interface SelectSink {
  id(outer: Scope, place: KExpr, id: KExpr, out: KStmt[]): void;
  count(outer: Scope, count: KExpr, out: KStmt[]): void;
}

/** True if the selected axis runs outermost, so that one queue is kept for each outer point. */
export function axisFirst(op: TopkOp | FilterOp, order: readonly Axis[]): boolean {
  return op.outer.length > 0 && order[0] === op.axis;
}

const read = (queue: Queue, method: string, args: readonly KExpr[]): KExpr => k.call(`${queue.name}.${method}`, args, 'i32');
const act = (queue: Queue, method: string, args: readonly KExpr[]): KStmt => ({ kind: 'call', name: `${queue.name}.${method}`, args });

/** Top-k over `order`: either the outer axes first and one queue, or the selected axis first and a queue for each outer point. */
export function emitTopk(p: ProcessBuilder, op: TopkOp, order: readonly Axis[], scope: Scope, out: KStmt[], key: PointValue, sink: SelectSink): void {
  const first = axisFirst(op, order);
  const extents = op.outer.map((a) => p.kernel.bounds.upper(a.bound));
  const queue = p.queue('best', op.k, first ? extents.reduce((a, b) => a * b, 1) : 1);
  const queueOf = (at: Scope): KExpr => (first ? op.outer.reduce<KExpr>(
    (total, a, d) => k.add(k.mul(total, k.constant(extents[d] ?? 1)), at.axes.get(a) ?? k.constant(0)), k.constant(0)) : k.constant(0));
  const insert: PointLoop = (at, block) => {
    const id = at.axes.get(op.axis) ?? k.constant(0);
    block.push(act(queue, isRegisterQueue(op.k) ? 'insert' : 'offer', [queueOf(at), k.call('mpc::entry', [key(at, block), id], 'i64')]));
  };
  const drain: PointLoop = (at, block) => {
    const count = p.bind('count', read(queue, 'finish', [queueOf(at)]), block);
    p.count('place', k.constant(op.k), block, (place, lines) => {
      sink.id(at, place, read(queue, 'id', [queueOf(at), place]), lines);
    });
    sink.count(at, count, block);
  };
  if (first) {
    p.loops(op.outer, scope, out, (at, block) => block.push(act(queue, 'clear', [queueOf(at)])));
    p.loops(order, scope, out, insert, 2); // a queue of several is read from memory, changed and written back
    p.loops(op.outer, scope, out, drain);
    return;
  }
  p.loops(op.outer, scope, out, (at, block) => {
    block.push(act(queue, 'clear', [queueOf(at)]));
    p.loop(op.axis, at, block, insert);
    drain(at, block);
  });
}

type PointLoop = (scope: Scope, out: KStmt[]) => void;

/** Filter, the outer axes first: ids are written as they are found, the rest of the row is padded. */
export function emitFilter(p: ProcessBuilder, op: FilterOp, scope: Scope, out: KStmt[], holds: PointValue, sink: SelectSink): void {
  p.loops(op.outer, scope, out, (at, block) => {
    const found = p.names.fresh('found');
    block.push({ kind: 'declare', name: found, init: k.constant(0) });
    const count = k.counter(found);
    p.loop(op.axis, at, block, (point, lines) => {
      const hit: KStmt[] = [];
      sink.id(at, count, point.axes.get(op.axis) ?? k.constant(0), hit);
      hit.push({ kind: 'assign', name: found, value: k.add(count, k.constant(1)) });
      lines.push({ kind: 'if', cond: holds(point, lines), then: hit, else: [] });
    });
    const capacity = op.ids.shape.at(-1) ?? Size.constant(0);
    const pad = p.names.fresh('place');
    const lines: KStmt[] = [];
    sink.id(at, k.counter(pad), k.constant(-1), lines);
    block.push({ kind: 'for', name: pad, lo: count, hi: k.fromSym(capacity), step: 1, binding: { kind: 'pipeline', ii: 1 }, body: lines });
    sink.count(at, count, block);
  });
}
