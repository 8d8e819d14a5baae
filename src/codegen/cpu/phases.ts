import type { Axis, MapOp, ComputeOp, TopkOp } from '../../ir/nodes.js';
import { exprKey } from '../../ir/structural-key.js';
import type { Step } from '../../ir/steps.js';
import { loadsOf, opDefines, opReads } from '../../ir/visit.js';
import { isIndependent } from './mode.js';

/** One loop nest of a kernel: an operation, and the maps that are computed on the way to it, tile by tile. */
export interface Phase { readonly op: ComputeOp; readonly producers: readonly MapOp[] }

/** A hidden map joins the top-k that alone reads it, if both walk the same axes. */
export function formPhases(step: Step): readonly Phase[] {
  const phases: Phase[] = [];
  const absorbed = new Set<ComputeOp>();
  const chains = new Map<ComputeOp, MapOp[]>();
  for (const op of step.ops) {
    if (op.kind !== 'topk') continue;
    const chain: MapOp[] = [];
    for (const candidate of [...step.ops].reverse()) {
      if (candidate.kind === 'map' && streamsInto(candidate, op, chain, step)) chain.unshift(candidate);
    }
    chain.forEach((m) => absorbed.add(m));
    chains.set(op, chain);
  }
  for (const op of step.ops) if (!absorbed.has(op)) phases.push({ op, producers: chains.get(op) ?? [] });
  return phases;
}

function streamsInto(map: MapOp, topk: TopkOp, chain: readonly MapOp[], step: Step): boolean {
  const before = step.ops.indexOf(map) < step.ops.indexOf(topk);
  if (!before || !step.hidden.includes(map.target) || map.target.dtype !== 'f32' || !isIndependent(map)) return false;
  if (map.sequential || !sameAxes(map.axes, [...topk.outer, topk.axis])) return false;
  // It is evaluated where the selection is: what it reads must not change before.
  const between = step.ops.slice(step.ops.indexOf(map) + 1, step.ops.indexOf(topk));
  if (between.some((op) => opDefines(op).some((t) => opReads(map).includes(t)))) return false;
  const readers = step.ops.filter((op) => loadsOf(op).some((l) => l.tensor === map.target));
  return readers.length > 0 && readers.every((reader) => {
    const axes = reader === topk ? [...topk.outer, topk.axis] : chain.find((m) => m === reader)?.axes;
    return axes !== undefined && loadsOf(reader).filter((l) => l.tensor === map.target).every((l) => (
      l.indices.length === axes.length && l.indices.every((index, d) => index.kind === 'axis-ref' && index.axis === axes[d])));
  });
}

/** The same ranges in the same order, each perhaps depending on the outer ones. */
function sameAxes(left: readonly Axis[], right: readonly Axis[]): boolean {
  if (left.length !== right.length) return false;
  const number = (axes: readonly Axis[]): ReadonlyMap<Axis, number> => new Map(axes.map((a, i) => [a, i]));
  const [l, r] = [number(left), number(right)];
  return left.every((a, i) => {
    const b = right[i];
    return b !== undefined && exprKey(a.lo, l) === exprKey(b.lo, r) && exprKey(a.hi, l) === exprKey(b.hi, r);
  });
}
