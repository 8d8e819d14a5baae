import type { Axis, Expr, LoadExpr, ReduceExpr, SoftmaxSumExpr } from '../../ir/nodes.js';
import { visitExpr } from '../../ir/visit.js';
import { dtypeBytes } from '../../numerics/dtype.js';
import { Size } from '../../symbolic/index.js';
import { cheapestFetch, freeAxesOf } from './access.js';
import type { Bounds } from './bounds.js';
import type { Target } from './device.js';
import { ROW_BYTES, WORD_BYTES } from './generator.js';
import { isLaneFriendly, lanesOf } from './reduce.js';

/**
 * In which order a map runs. `main` is the reduction whose loops are mixed with those of the map: where one of its axes
 * comes before an axis of the map, running values are kept for the axes inside (`state`).
 */
export interface LoopOrder {
  readonly axes: readonly Axis[];
  readonly main?: ReduceExpr | SoftmaxSumExpr;
  /** Axes of the map before the first axis of `main`. */
  readonly before: readonly Axis[];
  /** Axes of the map after it. */
  readonly state: readonly Axis[];
}

type Reduction = ReduceExpr | SoftmaxSumExpr;

const tops = new WeakMap<Expr, readonly Reduction[]>();

/** Reductions that are not inside another one. Remembered. */
export function topReductions(value: Expr): readonly Reduction[] {
  const known = tops.get(value);
  if (known) return known;
  const found = findTop(value);
  tops.set(value, found);
  return found;
}

function findTop(value: Expr): readonly Reduction[] {
  const found: Reduction[] = [];
  const inside = new Set<Expr>();
  visitExpr(value, (e) => {
    if (e.kind !== 'reduce' && e.kind !== 'softmax-sum') return;
    if (!inside.has(e)) found.push(e);
    visitExpr(e, (part) => inside.add(part));
  });
  return found;
}

/** Which axes of the map may come first; the others follow in order. */
export type Constraint = (axes: readonly Axis[]) => boolean;

/**
 * The order that moves the fewest elements: it follows the memory order of the largest tensors, so that each is read once,
 * in bursts, and running results stay on the chip.
 */
export function chooseOrder(axes: readonly Axis[], value: Expr, isInput: (load: LoadExpr) => boolean,
  { bounds, target }: { readonly bounds: Bounds; readonly target: Target }, allowed: Constraint = () => true): LoopOrder {
  const loads: LoadExpr[] = [];
  visitExpr(value, (e) => { if (e.kind === 'load' && isInput(e)) loads.push(e); });
  const large = loads.filter((l) => bounds.elements(l.tensor) * dtypeBytes(l.tensor.dtype) > ROW_BYTES);

  const natural = plainOrder(axes);
  const candidates: LoopOrder[] = [natural];
  for (const front of axes.slice(1)) candidates.push(plainOrder([front, ...axes.filter((a) => a !== front)]));
  const main = mainReduction(axes, value, bounds);
  if (main) for (const order of mixedOrders(axes, main, large)) candidates.push(mixed(order, axes, main));

  let best: { readonly order: LoopOrder; readonly cost: number } | undefined;
  for (const order of candidates) {
    if (!allowed(order.axes) || !isValid(order, bounds, target)) continue;
    const cost = costOf(order, loads, value, bounds, target);
    if (!best || cost < best.cost) best = { order, cost };
  }
  return best?.order ?? natural;
}

/** Loops over the axes as they are, reductions inside. */
export function plainOrder(axes: readonly Axis[]): LoopOrder {
  return { axes, before: axes, state: [] };
}

function mixed(order: readonly Axis[], mapAxes: readonly Axis[], main: ReduceExpr | SoftmaxSumExpr): LoopOrder {
  const first = order.findIndex((a) => main.axes.includes(a));
  const before = order.slice(0, first);
  const state = mapAxes.filter((a) => !before.includes(a));
  return state.length === 0 ? plainOrder(before) : { axes: order, main, before, state };
}

/** The one reduction that costs most, if each point of the map has its own. */
function mainReduction(axes: readonly Axis[], value: Expr, bounds: Bounds): ReduceExpr | SoftmaxSumExpr | undefined {
  const points = (e: ReduceExpr | SoftmaxSumExpr): number => bounds.upper(Size.mul(...e.axes.map((a) => a.bound), 1));
  const own = topReductions(value).filter((e) => e.type !== 'bool' && axes.every((a) => freeAxesOf(e).has(a)));
  return own.reduce<ReduceExpr | SoftmaxSumExpr | undefined>((best, e) => (!best || points(e) > points(best) ? e : best), undefined);
}

function mixedOrders(axes: readonly Axis[], main: ReduceExpr | SoftmaxSumExpr, large: readonly LoadExpr[]): readonly (readonly Axis[])[] {
  // Axes on which only the value of a softmax depends come last: the weight is then computed once for all of them.
  const last = main.kind === 'softmax-sum' ? axes.filter((a) => !freeAxesOf(main.logit).has(a)) : [];
  const free = axes.filter((a) => !last.includes(a));
  const all = [...free, ...main.axes];
  const orders: (readonly Axis[])[] = [];
  if (main.kind === 'softmax-sum') orders.push([...free, ...main.axes, ...last]);
  orders.push([...main.axes, ...free, ...last]);
  // Keep the outer axes of the map outside, so that only the innermost has running values.
  for (let split = 1; split < free.length; split++) orders.push([...free.slice(0, split), ...main.axes, ...free.slice(split), ...last]);
  for (const load of large) {
    const sequence = [...new Set(load.indices.flatMap((i) => [...freeAxesOf(i)]))].filter((a) => all.includes(a));
    const missing = all.filter((a) => !sequence.includes(a));
    orders.push([...sequence, ...missing, ...last], [...missing, ...sequence, ...last]);
  }
  return orders.filter((o) => o.findIndex((a) => main.axes.includes(a)) >= 0);
}

function isValid(order: LoopOrder, bounds: Bounds, { stateElements }: Target): boolean {
  const seen = new Set<Axis>();
  const known = new Set(order.axes);
  for (const axis of order.axes) {
    for (const used of [...freeAxesOf(axis.lo), ...freeAxesOf(axis.hi)]) if (known.has(used) && !seen.has(used)) return false;
    seen.add(axis);
  }
  const state = order.state.reduce((n, a) => n * bounds.upper(a.bound), 1);
  return state <= stateElements && order.state.every((a) => a.lo.kind === 'const' && a.lo.value === 0
    && [...freeAxesOf(a.hi)].every((used) => order.before.includes(used)));
}

function costOf(order: LoopOrder, loads: readonly LoadExpr[], value: Expr, bounds: Bounds, target: Target): number {
  const inner = innerAxes(value).filter((a) => !order.axes.includes(a));
  const sequence = [...order.axes, ...inner];
  /** How often the body of the first so many loops runs. */
  const trips = [1];
  for (const axis of sequence) trips.push((trips.at(-1) ?? 1) * bounds.upper(axis.bound));
  const tripsOf = (needed: ReadonlySet<Axis>): number => {
    let deepest = -1;
    for (const axis of needed) deepest = Math.max(deepest, sequence.indexOf(axis));
    return trips[deepest + 1] ?? 1;
  };
  const fetched = loads.reduce((total, load) => total + cheapestFetch(load, bounds, tripsOf).cost * dtypeBytes(load.tensor.dtype), 0);
  const state = order.state.reduce((n, a) => n * bounds.upper(a.bound), 1);
  // Work that would be repeated: the weights of a softmax for every point of the map.
  const repeated = softmaxRepeats(order, value, tripsOf);
  return fetched / WORD_BYTES + cyclesOf(order, value, inner, bounds, target) + repeated + state / 1024;
}

/** Cycles of the loops: lanes work side by side where the innermost axis walks neighbouring elements. */
function cyclesOf(order: LoopOrder, value: Expr, inner: readonly Axis[], bounds: Bounds, { width }: Target): number {
  const points = [...order.axes, ...inner].reduce((n, a) => n * bounds.upper(a.bound), 1);
  const last = order.main ? order.axes.at(-1) : inner.at(-1);
  if (!last) return points;
  const inState = order.main ? order.state.includes(last) : true;
  return points / (inState && isLaneFriendly(order.main ?? value, last) ? lanesOf(last, width.lanes) : 1);
}

function softmaxRepeats(order: LoopOrder, value: Expr, tripsOf: (needed: ReadonlySet<Axis>) => number): number {
  return topReductions(value).reduce((total, e) => {
    if (e.kind !== 'softmax-sum') return total;
    const needed = new Set([...freeAxesOf(e.logit), ...e.axes]);
    return total + tripsOf(e === order.main ? needed : new Set([...order.axes, ...needed]));
  }, 0);
}

const inners = new WeakMap<Expr, readonly Axis[]>();

function innerAxes(value: Expr): readonly Axis[] {
  const known = inners.get(value);
  if (known) return known;
  const axes: Axis[] = [];
  visitExpr(value, (e) => { if (e.kind === 'reduce' || e.kind === 'softmax-sum') axes.push(...e.axes); });
  inners.set(value, axes);
  return axes;
}
