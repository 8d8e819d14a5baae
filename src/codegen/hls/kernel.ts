import type { Axis, Expr, FilterOp, LoadExpr, MapOp, ComputeOp, ScatterOp, SizeSymbol, Tensor, TopkOp } from '../../ir/nodes.js';
import type { Step } from '../../ir/steps.js';
import { toSym } from '../../ir/size-expr.js';
import { loadsOf, substituteAxes } from '../../ir/visit.js';
import * as k from '../../ir/kernel/build.js';
import { identity } from '../../ir/kernel/lower-expression.js';
import { scanOf, updatesInPlace } from '../../ir/kernel/scan.js';
import type { KExpr, KStmt } from '../../ir/kernel/nodes.js';
import { scalarTypeOf } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import { equals } from '../../symbolic/sym.js';
import type { Bounds } from './bounds.js';
import { KernelBuilder, type ProcessBuilder } from './builder.js';
import type { Target } from './device.js';
import { MEMORY_LATENCY, VALUE_STREAM_DEPTH } from './generator.js';
import { emitNest, emitScan, type Sink } from './nest.js';
import { identifier } from './names.js';
import { chooseOrder, plainOrder, type Constraint } from './order.js';
import type { HlsKernel, Role, Stream } from './process.js';
import { operationScope, type Scope } from './scope.js';
import { emitFilter, emitTopk, type SelectSink } from './select.js';
import { independent } from './walk.js';

/** In the order of the data flow. */
const ROLES: readonly Role[] = ['load', 'evaluate', 'select', 'store'];

/** Plans the kernel of a step for a card. `sizes` are the method's size symbols. */
export function planKernel(step: Step, sizes: readonly SizeSymbol[], bounds: Bounds, target: Target): HlsKernel {
  const name = identifier(step.name, Infinity);
  const builder = new KernelBuilder(step, bounds, target, [name, ...sizes.map((s) => s.name)]);
  const compute = builder.process('evaluate', 'evaluate', 'Evaluates the formulas of the step.');
  compute.streamsRows = true;
  const last = step.ops.at(-1);
  const selects = last && (last.kind === 'topk' || last.kind === 'filter') && canStream(builder, last) ? last : undefined;
  const producer = selects && streamedProducer(step, selects);
  if (producer) builder.passThrough(producer.target);
  for (const op of step.ops) {
    if (op === selects || op === producer) continue;
    emitOp(compute, op);
  }
  if (selects) emitSelection(builder, compute, selects, producer);
  flushAll(compute);

  const ordered = [...builder.processes].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  const processes = ordered.map((p) => p.finish());
  return {
    name, step, processes,
    ports: processes.flatMap((p) => p.ports),
    sizes: sizes.map((s) => s.name),
    streams: [...new Set(processes.flatMap((p) => p.streams))],
    scratch: builder.scratch(),
  };
}

function flushAll(p: ProcessBuilder): void {
  for (const tensor of p.kernel.step.writes) {
    const home = p.kernel.home(tensor);
    if (home.kind !== 'onchip' || !home.flush) continue;
    p.body.push({ kind: 'call', name: 'mpc::flush',
      args: [p.keep(home.buffer), p.elements(tensor), p.port(tensor, 'write')] });
  }
}

/** One operation, inside the compute process. */
function emitOp(p: ProcessBuilder, op: ComputeOp): void {
  const scope = operationScope(p.root);
  const block: KStmt[] = [];
  switch (op.kind) {
    case 'map': emitMap(p, op, scope, block); break;
    case 'scatter': emitScatter(p, op, scope, block); break;
    case 'topk': {
      emitTopk(p, op, [...op.outer, op.axis], scope, block, (at, out) => p.value(op.key, at, out), storingSink(p, op));
      break;
    }
    case 'filter': {
      emitFilter(p, op, scope, block, (at, out) => p.value(op.predicate, at, out), storingSink(p, op));
      break;
    }
  }
  p.body.push(...scope.prologue, ...block);
}

function emitMap(p: ProcessBuilder, op: MapOp, scope: Scope, out: KStmt[]): void {
  const home = p.kernel.home(op.target);
  if (home.kind === 'onchip' && !writesAll(op)) clear(p, op.target, k.constant(0, scalarTypeOf(op.target.dtype)), out);
  const scan = scanOf(op);
  const order = scan ? plainOrder([...scan.outer, scan.axis])
    : chooseOrder(op.axes, op.value, (l) => p.kernel.home(l.tensor).kind === 'input', p.kernel);
  const nest = (block: KStmt[], sink: Sink): void => {
    if (scan) emitScan(p, op, scan, scope, block, sink);
    else emitNest(p, op.value, order, scope, block, sink);
  };
  const viaStream = home.kind === 'memory' && !home.readBack && writers(p.kernel.step, op.target) === 1
    && ![...op.indices, ...order.axes.flatMap((a) => [a.lo, a.hi])].some((e) => p.kernel.dependsOnResults(e));
  if (viaStream) {
    const { target } = op;
    const stream = p.join(p.kernel.stream(target.name, scalarName(target)));
    const store = p.kernel.process('store', `store_${target.name}`, `Writes ${target.name}.`);
    store.join(stream);
    nest(out, (value, _at, block) => {
      block.push({ kind: 'call', name: `${stream.name}.write`, args: [value] });
    });
    const loops = order.main ? [...order.before, ...order.state] : order.axes;
    store.loops(loops, store.root, store.body, (at, block) => {
      const index = store.element(target, op.indices.map((i) => store.value(i, at, block)));
      block.push({ kind: 'store', buffer: store.port(target, 'write'), index, value: pop(stream, target) });
    });
    return;
  }
  const block: KStmt[] = [];
  nest(block, (value, at, lines) => storeAt(p, op.target, op.indices, value, at, lines));
  out.push(...(home.kind === 'memory' && updatesInPlace(op) ? independent(block, p.port(op.target, 'write').name) : block));
}

function pop(stream: Stream, tensor: Tensor): KExpr {
  return k.call(`${stream.name}.read`, [], scalarTypeOf(tensor.dtype));
}

function scalarName(tensor: Tensor): string {
  const scalar = scalarTypeOf(tensor.dtype);
  return scalar === 'f32' ? 'float' : scalar === 'i32' ? 'int' : 'bool';
}

function writers(step: Step, tensor: Tensor): number {
  return step.ops.filter((op) => (op.kind === 'map' || op.kind === 'scatter') && op.target === tensor).length;
}

/** True if each element of the target is certainly written. */
function writesAll(op: MapOp): boolean {
  return op.axes.length === op.indices.length && op.indices.every((index, d) => {
    const extent = op.target.shape[d];
    const hi = index.kind === 'axis-ref' && index.axis === op.axes[d] && isZero(index.axis.lo) ? toSym(index.axis.hi) : undefined;
    return hi !== undefined && extent !== undefined && equals(hi, extent);
  });
}

function isZero(expr: Expr): boolean {
  return expr.kind === 'const' && expr.value === 0;
}

function storeAt(p: ProcessBuilder, target: Tensor, indices: readonly Expr[], value: KExpr, at: Scope, out: KStmt[]): void {
  const index = p.element(target, indices.map((i) => p.value(i, at, out)));
  storeElement(p, target, index, value, out);
}

function storeElement(p: ProcessBuilder, target: Tensor, index: KExpr, value: KExpr, out: KStmt[]): void {
  const home = p.kernel.home(target);
  const buffer = home.kind === 'onchip' ? p.keep(home.buffer) : p.port(target, 'write');
  out.push({ kind: 'store', buffer, index, value });
}

function clear(p: ProcessBuilder, target: Tensor, value: KExpr, out: KStmt[]): void {
  const name = p.names.fresh('i');
  const block: KStmt[] = [];
  storeElement(p, target, k.counter(name), value, block);
  out.push({ kind: 'for', name, lo: k.constant(0), hi: p.elements(target), step: 1, binding: { kind: 'pipeline', ii: 1 }, body: block });
}

function emitScatter(p: ProcessBuilder, op: ScatterOp, scope: Scope, out: KStmt[]): void {
  const type = scalarTypeOf(op.target.dtype);
  const home = p.kernel.home(op.target);
  const buffer = home.kind === 'onchip' ? p.keep(home.buffer) : p.port(op.target, 'write');
  const source = home.kind === 'onchip' ? buffer : p.port(op.target, 'read');
  clear(p, op.target, identity(op.combine, type), out);
  p.loops(op.axes, scope, out, (at, block) => {
    const index = p.bind('at', p.element(op.target, op.indices.map((i) => p.value(i, at, block))), block);
    const value = p.value(op.value, at, block);
    const old = k.load(source, index);
    block.push({ kind: 'store', buffer, index, value: op.combine === 'sum' ? k.add(old, value) : k.binary(op.combine, old, value) });
  }, scatterInterval(op, home.kind === 'onchip', p.target));
}

/** Cycles from reading an element to reading it again, updated: on the chip two of memory and the operation, else two accesses. */
function scatterInterval(op: ScatterOp, isOnchip: boolean, { addLatency }: Target): number {
  const operation = op.combine === 'sum' && scalarTypeOf(op.target.dtype) === 'f32' ? addLatency : 2;
  return operation + (isOnchip ? 2 : 2 * MEMORY_LATENCY);
}

/** Results of a selection straight to where they live. */
function storingSink(p: ProcessBuilder, op: TopkOp | FilterOp): SelectSink {
  const outer = (at: Scope): readonly KExpr[] => op.outer.map((a) => at.axes.get(a) ?? k.constant(0));
  return {
    id: (at, place, id, out) => storeElement(p, op.ids, p.element(op.ids, [...outer(at), place]), id, out),
    count: (at, count, out) => storeElement(p, op.count, p.element(op.count, outer(at)), count, out),
  };
}

// Selection as a process of its own, fed with keys by a stream

function canStream(builder: KernelBuilder, op: TopkOp | FilterOp): boolean {
  const isPlain = [op.ids, op.count].every((t) => {
    const home = builder.home(t);
    return home.kind === 'memory' && !home.readBack;
  });
  return isPlain && ![op.axis, ...op.outer].some((a) => builder.dependsOnResults(a.lo) || builder.dependsOnResults(a.hi));
}

/** The map whose result only this selection reads, point by point, so that it is never stored for reading back. */
function streamedProducer(step: Step, op: TopkOp | FilterOp): MapOp | undefined {
  const candidates = step.ops.filter((o): o is MapOp => o.kind === 'map' && !o.sequential && o.target.role !== 'memory' && writesAll(o));
  const producer = candidates.findLast((o) => loadsOf(op).some((l) => l.tensor === o.target));
  if (!producer || step.ops.indexOf(producer) !== step.ops.length - 2) return undefined;
  const loads = loadsOf(op).filter((l) => l.tensor === producer.target);
  const axes = loads[0]?.indices.map((i) => (i.kind === 'axis-ref' ? i.axis : undefined)) ?? [];
  const mine = [...op.outer, op.axis];
  const same = loads.every((l) => l.indices.every((i, d) => i.kind === 'axis-ref' && i.axis === axes[d]));
  if (!same || axes.length !== mine.length || new Set(axes).size !== mine.length || axes.some((a) => !a || !mine.includes(a))) return undefined;
  const fits = producer.axes.every((a, d) => {
    const other = axes[d];
    const hi = other && isZero(other.lo) ? toSym(other.hi) : undefined;
    return hi !== undefined && equals(a.bound, hi);
  });
  return fits ? producer : undefined;
}

function emitSelection(builder: KernelBuilder, compute: ProcessBuilder, op: TopkOp | FilterOp, producer: MapOp | undefined): void {
  const axes = [...op.outer, op.axis];
  const test = op.kind === 'topk' ? op.key : op.predicate;
  const loads: LoadExpr[] = producer ? loadsOf(op).filter((l) => l.tensor === producer.target) : [];
  // The producer's formula over the axes of the selection.
  const rename = new Map<Axis, Expr>(producer?.axes.map((a, d) => [a, loads[0]?.indices[d]]).filter((e): e is [Axis, Expr] => e[1] !== undefined));
  const value = producer ? substituteAxes(producer.value, rename) : undefined;

  const queues = op.outer.reduce((n, a) => n * builder.bounds.upper(a.bound), 1) * (op.kind === 'topk' ? op.k : 0);
  const allowed: Constraint = (order) => order.at(-1) === op.axis && inOrder(order.slice(0, -1), op.outer)
    || op.kind === 'topk' && queues * 8 <= builder.target.onchipBytes && order[0] === op.axis && inOrder(order.slice(1), op.outer)
      && op.outer.every((a) => a.lo.kind === 'const' && a.lo.value === 0 && !builder.dependsOnResults(a.hi));
  const isInput = (l: LoadExpr): boolean => builder.home(l.tensor).kind === 'input';
  const chosen = chooseOrder(axes, value ?? test, isInput, builder, allowed);
  const order = chosen.main ? axes : chosen.axes;

  const keys = compute.join(builder.stream('key', op.kind === 'topk' ? (op.key.type === 'i32' ? 'int' : 'float') : 'bool',
    VALUE_STREAM_DEPTH, 'the queue falls behind only while it takes new entries'));
  const scope = operationScope(compute.root);
  const block: KStmt[] = [];
  const shown = producer && builder.step.writes.includes(producer.target) ? producer.target : undefined;
  const scores = shown && compute.join(builder.stream(shown.name, scalarName(shown)));
  compute.loops(order, scope, block, (at, out) => {
    if (value && producer) {
      const score = asStored(compute.bind(producer.target.name, compute.value(value, at, out), out), producer.target);
      for (const l of loads) at.known.set(l, score);
      if (scores) out.push({ kind: 'call', name: `${scores.name}.write`, args: [score] });
    }
    out.push({ kind: 'call', name: `${keys.name}.write`, args: [compute.value(test, at, out)] });
  });
  compute.body.push(...scope.prologue, ...block);

  if (shown && scores && producer) {
    const store = builder.process('store', `store_${shown.name}`, `Writes ${shown.name}.`);
    store.join(scores);
    store.loops(order, store.root, store.body, (at, out) => {
      const index = store.element(shown, loads[0]?.indices.map((i) => store.value(i, at, out)) ?? []);
      out.push({ kind: 'store', buffer: store.port(shown, 'write'), index, value: pop(scores, shown) });
    });
  }

  const select = builder.process('select', 'pick', op.kind === 'topk' ? `Keeps the best ${op.k}.` : 'Keeps what passes the test.');
  select.join(keys);
  const next = (): KExpr => k.call(`${keys.name}.read`, [], op.kind === 'topk' ? op.key.type : 'bool');
  const picked = select.join(builder.stream(op.ids.name, 'int', VALUE_STREAM_DEPTH, 'results are few'));
  const push = (v: KExpr, out: KStmt[]): void => { out.push({ kind: 'call', name: `${picked.name}.write`, args: [v] }); };
  const sink: SelectSink = { id: (_at, _place, id, out) => push(id, out), count: (_at, count, out) => push(count, out) };
  if (op.kind === 'filter') emitFilter(select, op, select.root, select.body, next, sink);
  else emitTopk(select, op, order, select.root, select.body, next, sink);

  // Every place of a row comes, empty ones too, so that the store is one burst a row.
  const store = builder.process('store', `store_${op.ids.name}`, `Writes ${op.ids.name} and their number.`);
  store.join(picked);
  const stored = storingSink(store, op);
  const places = op.ids.shape.at(-1) ?? Size.constant(0);
  store.loops(op.outer, store.root, store.body, (at, out) => {
    const entry = k.call(`${picked.name}.read`, [], 'i32');
    store.count('place', k.fromSym(places), out, (place, lines) => stored.id(at, place, entry, lines));
    stored.count(at, entry, out);
  });
}

/** A value as it reads back from a tensor of its type. */
function asStored(value: KExpr, tensor: Tensor): KExpr {
  if (tensor.dtype === 'f32' || scalarTypeOf(tensor.dtype) !== 'f32') return value;
  return { kind: 'round', to: tensor.dtype, value, type: 'f32', lanes: 1 };
}

function inOrder(order: readonly Axis[], wanted: readonly Axis[]): boolean {
  return order.length === wanted.length && order.every((a, i) => a === wanted[i]);
}
