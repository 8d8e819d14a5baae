import type { Axis, Expr, LoadExpr, MapOp } from '../../ir/nodes.js';
import { exprKey } from '../../ir/structural-key.js';
import { freeAxes, visitExpr } from '../../ir/visit.js';
import { isFloat } from '../../numerics/dtype.js';
import { fixedExtent, hasReduction, isRectangular, isReduction, loadsWithin, raggedOver, strideAlong, strideOf } from './access.js';
import { VECTOR } from './dialect.js';
import { needsWideGather } from './lower.js';
import type { KernelScope } from './scope.js';

/** How the points of one axis are worked on. */
export interface Mode {
  /** `lanes`: neighbouring points side by side in vectors. `points`: one by one, vectors inside their reductions. */
  readonly kind: 'lanes' | 'points';
  /** Vectors (or points) of a register block. */
  readonly unroll: number;
  /** Loads that would stride over the lanes, to be copied and transposed once for each block. */
  readonly packs: readonly Pack[];
}

export interface Pack {
  readonly load: LoadExpr;
  /** The reduction axis along which the load is contiguous. */
  readonly along: Axis;
  readonly length: number;
}

/** Longest row that a local tile holds. */
export const LONGEST_PACK = 1024;

/** Chooses for the evaluation of `value` along `axis`; `around` are the axes outside. */
export function chooseMode(value: Expr, axis: Axis, around: readonly Axis[], scope: KernelScope): Mode {
  const points: Mode = { kind: 'points', unroll: hasReduction(value) ? 4 : 1, packs: [] };
  const extent = fixedExtent(axis);
  if (raggedOver(value, axis) || needsWideGather(value, axis, scope) || (extent !== undefined && extent < 4)) return points;
  const packs: Pack[] = [];
  let contiguousInside = false;
  for (const { load, inside } of loadsWithin(value)) {
    const stride = strideOf(load, axis);
    if (inside.length === 0 || stride?.key === '0' || stride?.key === '1') continue;
    const along = inside.flatMap((r) => r.axes).find((r) => strideOf(load, r)?.key === '1');
    const pack = packOf(load, axis, along, inside.flatMap((r) => r.axes), around);
    if (pack) packs.push(pack);
    else if (along) contiguousInside = true;
  }
  if (contiguousInside) return points;
  return { kind: 'lanes', unroll: packs.length > 0 ? 2 : unrollOf(value, extent), packs };
}

function packOf(load: LoadExpr, axis: Axis, along: Axis | undefined, inside: readonly Axis[], around: readonly Axis[]): Pack | undefined {
  if (!along || !isRectangular(along) || !isFloat(load.tensor.dtype) || !strideOf(load, axis)) return undefined;
  const length = fixedExtent(along);
  const free = new Set(load.indices.flatMap((i) => [...freeAxes(i)]));
  const reused = inside.some((r) => !free.has(r) && r !== along);
  const simple = [...free].every((a) => a === axis || a === along || around.includes(a));
  return length !== undefined && length <= LONGEST_PACK && reused && simple ? { load, along, length } : undefined;
}

function unrollOf(value: Expr, extent: number | undefined): number {
  if (!hasReduction(value)) return 1;
  let nested = false;
  visitExpr(value, (e) => { if (isReduction(e)) nested ||= hasReduction(e.kind === 'reduce' ? e.value : e.logit); });
  if (nested) return 2;
  if (extent === undefined) return 4;
  return [8, 4, 2].find((u) => extent % (u * VECTOR) === 0) ?? (extent > 2 * VECTOR ? 4 : 1);
}

/**
 * True if the points of a map write different elements and read nothing that other points write, so that they may run in
 * any order.
 */
export function isIndependent(op: MapOp): boolean {
  const covered = op.axes.every((axis) => op.indices.some((index) => {
    const free = freeAxes(index);
    return free.size === 1 && free.has(axis) && strideAlong({ ...op.target, shape: [] }, [index], axis)?.key === '1';
  }));
  if (!covered) return false;
  const written = op.indices.map((i) => exprKey(i)).join(';');
  return loadsWithin(op.value).every(({ load }) => (
    load.tensor !== op.target || load.indices.map((i) => exprKey(i)).join(';') === written));
}
