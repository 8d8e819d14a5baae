import { scanOf, updatesInPlace } from '../../ir/kernel/scan.js';
import type { MapOp, ComputeOp, Tensor } from '../../ir/nodes.js';
import { opDefines, opReads } from '../../ir/visit.js';
import { hasReduction, splitRagged } from './access.js';
import { boundedMap, type Bounded } from './bounded.js';
import { chainAxes, chainKernel } from './chain.js';
import { contractionPlan, contractMap } from './contract.js';
import { mapPerPoint, scatter } from './elementwise.js';
import { innerFirst } from './inner-first.js';
import { mayBeGuarded, numberOf, reduceMap, sharedReductions, splitReductions } from './reduce-map.js';
import type { HipKernel, MethodScope } from './scope.js';
import { scanMap } from './scan.js';
import { filter, keyFirst, topk } from './select.js';
import { softmaxMap } from './softmax-map.js';
import { softmaxOf } from './softmax-plan.js';
import { tileMap, tilePlan } from './tile-map.js';

/** What comes out of an operation: kernels that are settled, and maps that may run in a chain with their neighbours. */
type Item =
  | { readonly kind: 'kernels'; readonly kernels: readonly HipKernel[]; readonly reads: readonly Tensor[]; readonly writes: readonly Tensor[] }
  | { readonly kind: 'map'; readonly op: MapOp };

/** The kernels of the operations of a step, in launch order. */
export function scheduleOps(of: MethodScope, ops: readonly ComputeOp[]): readonly HipKernel[] {
  const result: HipKernel[] = [];
  let chain: MapOp[] = [];
  const close = (): void => {
    const shared = chain.length > 1 ? chainAxes(of, chain) : undefined;
    if (shared !== undefined) result.push(chainKernel(of, chain, shared));
    else result.push(...chain.map((op) => mapKernel(of, op)));
    chain = [];
  };
  for (const item of ops.flatMap((op) => expand(of, op))) {
    if (item.kind === 'map') {
      if (chainAxes(of, [...chain, item.op]) === undefined) close();
      chain.push(item.op);
    } else {
      // Kernels that have nothing to do with the open chain go before it.
      if (chain.some((op) => conflicts(op, item))) close();
      result.push(...item.kernels);
    }
  }
  close();
  return result;
}

function conflicts(op: MapOp, item: Item & { kind: 'kernels' }): boolean {
  return item.reads.includes(op.target) || item.writes.includes(op.target) || opReads(op).some((t) => item.writes.includes(t));
}

function settled(op: ComputeOp, kernels: readonly HipKernel[]): Item {
  return { kind: 'kernels', kernels, reads: opReads(op), writes: opDefines(op) };
}

function expand(of: MethodScope, op: ComputeOp): readonly Item[] {
  switch (op.kind) {
    case 'scatter': return [settled(op, scatter(of, op))];
    case 'filter': return [settled(op, filter(of, op))];
    case 'topk': {
      const first = keyFirst(of, op);
      return first ? [...expand(of, first.map), settled(first.op, topk(of, first.op))] : [settled(op, topk(of, op))];
    }
    case 'map': {
      const scan = scanOf(op);
      if (scan) return [settled(op, [scanMap(of, op, scan)])];
      return readsItself(op) ? viaScratch(of, op).flatMap((part) => expandMap(of, part)) : expandMap(of, op);
    }
  }
}

function expandMap(of: MethodScope, op: MapOp): readonly Item[] {
  if (splitRagged(op.axes).ragged.length > 0) {
    const bounded = boundedMap(op);
    return [settled(op, [bounded ? boundedKernel(of, bounded) : mapPerPoint(of, op)])];
  }
  if (!hasReduction(op.value)) return [{ kind: 'map', op }];
  const softmax = softmaxOf(op);
  if (softmax) return [settled(op, softmaxMap(of, op, softmax))];
  const tiles = tilePlan(of, op);
  if (tiles) {
    of.onMatrixUnits.add(op.target);
    return [settled(op, [tileMap(of, op, tiles)])];
  }
  const apart = innerFirst(of, op);
  if (apart) return apart.flatMap((part) => expandMap(of, part));
  const contraction = contractionPlan(of, op);
  if (contraction) return [settled(op, [contractMap(of, op, contraction)])];
  if (sharedReductions(op).length === 0) return [{ kind: 'map', op }];
  const split = splitReductions(of, op);
  if (!split) return [{ kind: 'map', op }];
  const parts = split.kernel.params.flatMap((p) => (p.kind === 'buffer' && p.access !== 'read' ? [p.tensor] : []));
  const writes = of.scratch.filter((t) => parts.includes(t.name));
  return [{ kind: 'kernels', kernels: [split.kernel], reads: opReads(op), writes }, { kind: 'map', op: split.rest }];
}

function boundedKernel(of: MethodScope, { op, guard }: Bounded): HipKernel {
  const whole = splitRagged(op.axes).ragged.length === 0 && !softmaxOf(op);
  return whole && mayBeGuarded(op) ? reduceMap(of, op, guard) : mapPerPoint(of, op, guard);
}

function mapKernel(of: MethodScope, op: MapOp): HipKernel {
  return sharedReductions(op).length > 0 ? reduceMap(of, op) : mapPerPoint(of, op);
}

/** Whether a map reads elements of its target that other points write. */
function readsItself(op: MapOp): boolean {
  return opReads(op).includes(op.target) && !updatesInPlace(op);
}

/** First all values to a scratch tensor, then from there to their places. */
function viaScratch(of: MethodScope, op: MapOp): readonly MapOp[] {
  const dtype = op.value.type === 'f32' ? 'f32' : op.value.type;
  const values = of.scratchTensor(`${op.target.name}_values`, dtype, op.axes.map((a) => a.bound), op.span);
  const indices = op.axes.map(numberOf);
  return [
    { ...op, target: values, indices },
    { ...op, value: { kind: 'load', tensor: values, indices, type: op.value.type, span: op.span } },
  ];
}
