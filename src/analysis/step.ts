import type { Axis, Expr, ComputeOp, Tensor, CallOp } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { childrenOf, loadsOf, opAxes, opExprs, opFlags } from '../ir/visit.js';
import { dtypeBytes } from '../numerics/dtype.js';
import { Size, type Sym } from '../symbolic/index.js';
import { footprintOf, isDataDependent, tensorBytes, type AccessClass, type Footprint } from './access.js';
import { boundAxes } from './dependence.js';
import type { Environment } from './environment.js';
import type { Extents } from './extents.js';
import { frameworkKernels, type FrameworkKernel } from './framework.js';
import { addWork, flopOf, noWork, workOf, type Work } from './work.js';

export interface TensorTraffic {
  readonly tensor: Tensor;
  /** Distinct bytes moved in one step of one request. */
  readonly bytes: Sym;
  /** Bytes if every access went to memory: what counts at random places. */
  readonly touched: Sym;
  /** Times that a byte is used, at the sizes' maxima: 1 where nothing is used twice. */
  readonly reuse: number;
  readonly access: AccessClass;
}

/** A temporary inside a step. */
export interface HiddenTensor {
  readonly tensor: Tensor;
  readonly bytes: Sym;
  /** Consumers take elements in the order in which they are made, so that a stream suffices; else it must be stored. */
  readonly streams: boolean;
  readonly access: AccessClass;
  /** Updates at places that only the data decides. */
  readonly updates: Sym;
}

export interface StepAnalysis {
  /** The size that counts tokens: it grows from call to call. */
  readonly tokens?: string;
  readonly step: Step;
  readonly flop: Sym;
  /** Operations by kind; `flop` weighs them (see `WORK_KINDS`). */
  readonly flopByKind: Work<Sym>;
  readonly reads: readonly TensorTraffic[];
  readonly writes: readonly TensorTraffic[];
  readonly hidden: readonly HiddenTensor[];
  /** Bytes of all reads and writes outside; of a call those that were declared too. */
  readonly bytes: Sym;
  readonly access: 'regular' | 'irregular' | 'model call';
  /** Runs in this share of the calls: 1/64 for `when N % 64 == 0`. Conditions on data are taken to hold. */
  readonly frequency: number;
  /** Flags that the data decides, under which it runs: how often nobody knows. */
  readonly flags: readonly string[];
  /** Points of its scans that depend on one another, one after another. */
  readonly chain: Sym;
  /** Bytes that a call moves where it runs, as declared. */
  readonly declared: Sym;
  /** Candidates of the selections inside, and the most entries one of them keeps. */
  readonly candidates: Sym;
  readonly selected: Sym;
  /** Sequences of which a top-k keeps the best. */
  readonly ranked: Sym;
  /** What a framework would launch for it, one operator at a time. */
  readonly framework: readonly FrameworkKernel[];
  /** FLOP per byte. */
  readonly intensity: (env: Environment) => number;
}

/** Evaluates an expression at the sizes' maxima, where shares are compared. */
type Evaluate = (value: Sym) => number;

/** Work and traffic of one step, symbolic in the sizes. */
export function analyzeStep(step: Step, extents: Extents, value: Evaluate): StepAnalysis {
  if (step.call) return analyzeCall(step, step.call, value);
  const work = addWork(...step.ops.map((op) => workOf(op, extents)));
  const hiddenTensors = new Set(step.hidden);
  const flop = flopOf(work);
  const reads = trafficOf(step.reads, step.ops.flatMap((op) => readsOf(op, extents)), value);
  const writes = trafficOf(step.writes, step.ops.flatMap((op) => writesOf(op, extents)), value);
  const bytes = Size.add(...[...reads, ...writes].map((t) => t.bytes));
  const hidden = [...hiddenTensors].map((tensor) => hiddenOf(tensor, step.ops, extents));
  const irregular = [...reads, ...writes, ...hidden].some((t) => t.access.kind === 'gathered' || t.access.kind === 'random')
    || hidden.some((h) => !Size.equals(h.updates, 0));
  const selections = step.ops.filter((op) => op.kind === 'topk' || op.kind === 'filter');
  return {
    step, flop, flopByKind: work, reads: withBroadcasts(reads, value), writes, hidden, bytes,
    access: irregular ? 'irregular' : 'regular',
    frequency: frequencyOf(step.when),
    flags: opFlags(step).map((t) => t.name),
    chain: Size.add(...step.ops.map((op) => (op.kind === 'map' && op.sequential ? extents.of(op.sequential) : Size.constant(0)))),
    declared: Size.constant(0),
    candidates: Size.add(...selections.map((op) => extents.points([...op.outer, op.axis]))),
    selected: Size.max(0, ...selections.map((op) => (op.kind === 'topk' ? op.k : extents.of(op.axis)))),
    ranked: Size.add(...selections.map((op) => (op.kind === 'topk' ? extents.points(op.outer) : 0))),
    framework: step.ops.flatMap((op) => frameworkKernels(op, extents)),
    intensity: (env) => Size.evaluate(flop, env) / Math.max(1, Size.evaluate(bytes, env)),
  };
}

/** The host does the work of a call: it counts as declared, beside the arguments and results. */
function analyzeCall(step: Step, { callee }: CallOp, value: Evaluate): StepAnalysis {
  const { flop, bytes: declared } = callee.cost;
  const reads = trafficOf(step.reads, step.reads.map(whole), value);
  const writes = trafficOf(step.writes, step.writes.map(whole), value);
  const bytes = Size.add(declared, ...[...reads, ...writes].map((t) => t.bytes));
  const none = Size.constant(0);
  return {
    step, flop, flopByKind: { ...noWork(), fma: Size.mul(0.5, flop) }, reads, writes, hidden: [], bytes, access: 'model call',
    frequency: frequencyOf(step.when), flags: opFlags(step).map((t) => t.name), chain: none, declared, candidates: none, selected: none, ranked: none, framework: [],
    intensity: (env) => Size.evaluate(flop, env) / Math.max(1, Size.evaluate(bytes, env)),
  };
}

/** Every load with the number of points at which the surrounding loops use its value. */
function readsOf(op: ComputeOp, extents: Extents): readonly Footprint[] {
  const found: Footprint[] = [];
  const visit = (expr: Expr, scope: readonly Axis[]): void => {
    const bound = boundAxes(expr);
    const inside = bound.length > 0 ? [...scope, ...bound] : scope;
    if (expr.kind === 'load') {
      const used = Size.mul(dtypeBytes(expr.tensor.dtype), extents.points(scope));
      found.push({ ...footprintOf(expr, extents), used });
    }
    for (const part of childrenOf(expr)) visit(part, inside);
  };
  const scope = opAxes(op);
  for (const expr of opExprs(op)) visit(expr, scope);
  return found;
}

function writesOf(op: ComputeOp, extents: Extents): readonly Footprint[] {
  switch (op.kind) {
    case 'map': return [footprintOf({ tensor: op.target, indices: op.indices }, extents)];
    case 'scatter': return scatterWrites(op, extents);
    case 'topk': case 'filter': return [op.ids, op.count].map((tensor) => whole(tensor));
  }
}

function whole(tensor: Tensor): Footprint {
  const bytes = tensorBytes(tensor);
  return { tensor, bytes, touched: bytes, used: bytes, access: { kind: 'streamed' }, part: '' };
}

/** The target is cleared, then every point reads and writes one element of it. */
function scatterWrites(op: ComputeOp & { kind: 'scatter' }, extents: Extents): readonly Footprint[] {
  const element = dtypeBytes(op.target.dtype);
  const bytes = Size.mul(2 * element, extents.points(op.axes));
  const access: AccessClass = op.indices.some(isDataDependent) ? { kind: 'random', rowBytes: Size.constant(element) } : { kind: 'streamed' };
  return [whole(op.target), { tensor: op.target, bytes, touched: bytes, used: bytes, access, part: UPDATES }];
}

/** Part of a scatter's target that is not a footprint but updates, each counted. */
const UPDATES = 'updates';

/** References to one tensor, taken together: the widest of those to the same part, parts added, at most the tensor. */
function trafficOf(tensors: readonly Tensor[], footprints: readonly Footprint[], value: Evaluate): readonly TensorTraffic[] {
  const byTensor = new Map<Tensor, Footprint[]>(tensors.map((tensor) => [tensor, []]));
  for (const footprint of footprints) byTensor.get(footprint.tensor)?.push(footprint);
  return tensors.flatMap((tensor) => {
    const own = byTensor.get(tensor) ?? [];
    const updates = own.filter((f) => f.part === UPDATES);
    const mine = own.filter((f) => f.part !== UPDATES);
    const bytes = together(tensor, mine, value);
    const widest = mine.reduce<Footprint | undefined>((best, f) => (best && value(best.bytes) >= value(f.bytes) ? best : f), undefined);
    const worst = mine.find((f) => f.access.kind === 'random') ?? mine.find((f) => f.access.kind === 'gathered') ?? widest;
    const used = mine.reduce((total, f) => total + value(f.used), 0);
    const touched = mine.reduce((most, f) => (value(f.touched) > value(most) ? f.touched : most), bytes);
    return [
      { tensor, bytes, touched, reuse: Math.max(1, used / Math.max(1, value(bytes))), access: worst?.access ?? { kind: 'streamed' } },
      ...updates.map((u) => ({ tensor, bytes: u.bytes, touched: u.bytes, reuse: 1, access: u.access })),
    ];
  });
}

function together(tensor: Tensor, footprints: readonly Footprint[], value: Evaluate): Sym {
  const parts = new Map<string, Sym>();
  for (const { part, bytes } of footprints) {
    const old = parts.get(part);
    parts.set(part, old && value(old) >= value(bytes) ? old : bytes);
  }
  const total = Size.add(...parts.values());
  return parts.size > 1 ? Size.min(total, tensorBytes(tensor)) : total;
}

/** Reads that are used again and again and are small beside the largest of the step stay close to the arithmetic. */
function withBroadcasts(reads: readonly TensorTraffic[], value: Evaluate): readonly TensorTraffic[] {
  const largest = Math.max(0, ...reads.map((r) => value(r.bytes)));
  return reads.map((r) => (r.reuse >= 2 && value(r.bytes) * 8 <= largest && r.access.kind !== 'random' && r.access.kind !== 'gathered'
    ? { ...r, access: { kind: 'broadcast' } } : r));
}

/** A temporary streams if each consumer reads it once, at references to its own axes in order. */
function hiddenOf(tensor: Tensor, ops: readonly ComputeOp[], extents: Extents): HiddenTensor {
  const producer = ops.find((op) => op.kind === 'scatter' && op.target === tensor);
  const loads = ops.flatMap((op) => loadsOf(op)).filter((l) => l.tensor === tensor);
  const inOrder = loads.every((l) => l.indices.every((index) => index.kind === 'axis-ref'));
  const consumers = new Set(ops.filter((op) => loadsOf(op).some((l) => l.tensor === tensor)));
  const footprints = loads.map((l) => footprintOf(l, extents));
  const access = footprints.find((f) => f.access.kind === 'random' || f.access.kind === 'gathered')?.access ?? { kind: 'streamed' };
  const updates = producer && producer.kind === 'scatter' ? extents.points(producer.axes) : Size.constant(0);
  return { tensor, bytes: tensorBytes(tensor), streams: !producer && inOrder && consumers.size <= 1, access, updates };
}

/** `size % n == c` holds once in n calls; other conditions are taken to hold. */
function frequencyOf(when: Expr | undefined): number {
  if (when?.kind !== 'binary') return 1;
  if (when.op === 'and') return frequencyOf(when.left) * frequencyOf(when.right);
  const remainder = [when.left, when.right].find((e) => e.kind === 'binary' && e.op === 'mod');
  return when.op === 'eq' && remainder?.kind === 'binary' && remainder.right.kind === 'const' ? 1 / remainder.right.value : 1;
}

