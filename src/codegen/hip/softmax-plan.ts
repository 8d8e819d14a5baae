import type { Axis, Expr, LoadExpr, MapOp, ReduceExpr, SoftmaxSumExpr } from '../../ir/nodes.js';
import { freeAxes, visitExpr } from '../../ir/visit.js';
import { Size } from '../../symbolic/index.js';
import { directLoads, hasReduction, mentions, plainExtent, sameInTile, vectorWidth } from './access.js';
import { BLOCK } from './elementwise.js';
import { clamp, pointCount, powerAtMost } from './points.js';
import type { MethodScope } from './scope.js';
import { loopWidth, reductionsWithin } from './thread.js';

/** How a map with a softmax-weighted sum is laid out on a GPU; see softmax-map.ts. */
export const CHUNK = 64;
export const LANES = 32;
const BLOCKS_WANTED = 256;
const MOST_SPLITS = 64;
/** Registers that a thread may spend on its share of the query. */
const MOST_CACHED = 96;

export interface Plan {
  readonly op: MapOp;
  readonly softmax: SoftmaxSumExpr;
  readonly heads: readonly Axis[];    // the tiled one last
  readonly columns: readonly Axis[];  // the contiguous one last
  readonly tile: number;
  readonly width: number;             // columns of a thread
  readonly threads: number;           // threads along the columns
  readonly splits: number;
  /** Reductions of the logit that 32 lanes share, or undefined: a thread for each logit. */
  readonly shared?: readonly SharedSum[];
}

export interface SharedSum {
  readonly reduce: ReduceExpr; readonly axis: Axis; readonly width: number; readonly steps: number;
  /** Loads that do not change with the entry. */
  readonly query: readonly LoadExpr[];
}

/** The softmax-sum of a map that this mapping can take, if it is the only reduction of its value. */
export function softmaxOf(op: MapOp): SoftmaxSumExpr | undefined {
  const [found, ...others] = reductionsWithin(op.value, new Set(op.axes));
  const plain = op.axes.every((a) => plainExtent(a) !== undefined);
  return plain && others.length === 0 && found?.kind === 'softmax-sum' && !hasReduction(found.value) ? found : undefined;
}

function rangeExprs(axes: readonly Axis[]): readonly Expr[] {
  return axes.flatMap((a) => [a.lo, a.hi]);
}

function everyLoad(expr: Expr): readonly LoadExpr[] {
  const loads: LoadExpr[] = [];
  visitExpr(expr, (e) => { if (e.kind === 'load') loads.push(e); });
  return loads;
}

function chooseTile(op: MapOp, softmax: SoftmaxSumExpr, heads: readonly Axis[]): { readonly axis?: Axis; readonly tile: number } {
  const entries = new Set(softmax.axes);
  const ofEntries = [softmax.logit, softmax.value].flatMap(everyLoad).filter((l) => [...freeAxes(l)].some((a) => entries.has(a)));
  for (const axis of heads.toReversed()) {
    const extent = Size.asConstant(plainExtent(axis) ?? axis.bound);
    if (extent === undefined || axis.lo.kind !== 'const' || axis.lo.value !== 0) continue;
    const fits = [4, 2].find((tile) => extent % tile === 0 &&
      rangeExprs(softmax.axes).every((e) => sameInTile(e, axis, tile)) && ofEntries.every((l) => sameInTile(l, axis, tile)));
    if (fits) return { axis, tile: fits };
  }
  return { tile: 1 };
}

function chooseShared(softmax: SoftmaxSumExpr, tile: number): readonly SharedSum[] | undefined {
  const sums: SharedSum[] = [];
  const collect = (expr: Expr): boolean => {
    if (expr.kind === 'softmax-sum') return false;
    if (expr.kind !== 'reduce') return expr.kind === 'load' ? true : parts(expr).every(collect);
    const [axis, ...more] = expr.axes;
    const extent = axis && plainExtent(axis);
    const count = extent && Size.asConstant(extent);
    if (!axis || more.length > 0 || count === undefined || count % LANES !== 0 || expr.op !== 'sum' || expr.type !== 'f32' || hasReduction(expr.value)) return false;
    const width = Math.min(loopWidth(axis, expr.value), powerOfTwoDividing(count / LANES));
    const query = directLoads(expr.value).filter((l) => mentions(l, axis) && softmax.axes.every((a) => !mentions(l, a)));
    sums.push({ reduce: expr, axis, width, steps: count / LANES / width, query });
    return true;
  };
  if (!collect(softmax.logit) || sums.length === 0) return undefined;
  const registers = sums.reduce((n, s) => n + s.query.length * s.steps * s.width * tile, 0);
  return registers <= MOST_CACHED ? sums : undefined;
}

function parts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'unary': case 'convert': case 'round': return [expr.value];
    case 'binary': return [expr.left, expr.right];
    case 'select': return [expr.cond, expr.then, expr.else];
    default: return [];
  }
}

function powerOfTwoDividing(value: number): number {
  let power = 1;
  while (value % (power * 2) === 0) power *= 2;
  return power;
}

export function makePlan(of: MethodScope, op: MapOp, softmax: SoftmaxSumExpr): Plan {
  const own = new Set([...freeAxes(softmax.logit), ...rangeExprs(softmax.axes).flatMap((e) => [...freeAxes(e)])]);
  const headAxes = op.axes.filter((a) => own.has(a));
  const columnAxes = op.axes.filter((a) => !own.has(a));
  const { axis, tile } = chooseTile(op, softmax, headAxes);
  const heads = axis ? [...headAxes.filter((a) => a !== axis), axis] : headAxes;
  const loads = directLoads(softmax.value);
  const fastest = columnAxes.findLast((a) => loads.some((l) => vectorWidth(l, a) > 1)) ?? columnAxes.at(-1);
  const columns = fastest ? [...columnAxes.filter((a) => a !== fastest), fastest] : columnAxes;
  const width = fastest ? Math.min(8, loopWidth(fastest, softmax.value)) : 1;
  const columnCount = of.boundOf(pointCount(columns)) / width;
  const threads = clamp(2 ** Math.ceil(Math.log2(Math.max(1, columnCount))), 1, BLOCK);
  const groups = of.boundOf(pointCount(heads)) / tile * Math.ceil(columnCount / threads);
  const first = softmax.axes[0];
  const entries = of.boundOf(first?.bound ?? 1);
  const least = softmax.axes.length === 1 ? CHUNK : 1;
  const splits = clamp(powerAtMost(Math.min(BLOCKS_WANTED / groups, entries / least)), 1, MOST_SPLITS);
  const shared = chooseShared(softmax, tile);
  return { op, softmax, heads, columns, tile, width, threads, splits, ...(shared ? { shared } : {}) };
}
