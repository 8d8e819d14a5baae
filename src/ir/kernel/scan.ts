import { exprKey } from '../structural-key.js';
import { loadsOf, mapExpr, freeAxes, opReads, visitExpr } from '../visit.js';
import type { Axis, ComputeOp, Expr, LoadExpr, MapOp, Tensor } from '../nodes.js';

/**
 * A scan as back ends run it: for each point of `outer`, `previous` is a register that starts as `first` and then holds what
 * was stored last, as it reads back. `value` mentions it as the load `previous`, which no buffer serves.
 */
export interface Scan {
  readonly axis: Axis;
  readonly outer: readonly Axis[];
  readonly previous: LoadExpr;
  readonly first: Expr;
  readonly value: Expr;
}

const known = new WeakMap<MapOp, Scan>();

/** How a map with a sequential axis runs; undefined for other maps. Remembered. Throws an `Error` where it reads its target elsewhere. */
export function scanOf(op: MapOp): Scan | undefined {
  if (!op.sequential) return undefined;
  const old = known.get(op);
  if (old) return old;
  const made = makeScan(op, op.sequential);
  known.set(op, made);
  return made;
}

function makeScan(op: MapOp, axis: Axis): Scan {
  const { target, span } = op;
  const outer = op.axes.filter((a) => a !== axis);
  const isPrevious = previousTest(op, axis);
  const type = op.value.type;
  const register: Tensor = {
    kind: 'tensor', name: `${target.name}_last`, role: 'temp', dtype: type, shape: op.axes.map((a) => a.bound), span,
  };
  const previous: LoadExpr = {
    kind: 'load', tensor: register, type, span, indices: op.axes.map((a): Expr => ({ kind: 'axis-ref', axis: a, type: 'i32', span })),
  };
  const starts = new Map<string, Expr>();
  visitExpr(op.value, (e) => {
    if (e.kind === 'select' && isFirstPoint(e.cond, axis) && isPrevious(e.else) && !freeAxes(e.then).has(axis)) starts.set(exprKey(e.then), e.then);
  });
  // Where all uses start with the same value, the register does; else each use keeps its own test.
  const [first] = starts.values();
  const folded = starts.size === 1 && first !== undefined;
  const value = mapExpr(op.value, (e) => {
    if (isPrevious(e)) return previous;
    return folded && e.kind === 'select' && e.else === previous && isFirstPoint(e.cond, axis) ? previous : e;
  });
  visitExpr(value, (e) => {
    if (e.kind === 'load' && e.tensor === target) throw new Error(`a scan of ${target.name} reads more than the point before`);
  });
  return { axis, outer, previous, first: folded ? first : { kind: 'const', value: 0, type, span }, value };
}

/** Tells loads of the target at the point before: its own place with t - 1, or max(t - 1, 0), for t. */
function previousTest(op: MapOp, axis: Axis): (e: Expr) => boolean {
  const one: Expr = { kind: 'const', value: 1, type: 'i32', span: op.span };
  const zero: Expr = { ...one, value: 0 };
  const ref: Expr = { kind: 'axis-ref', axis, type: 'i32', span: op.span };
  const before: Expr = { kind: 'binary', op: 'sub', left: ref, right: one, type: 'i32', span: op.span };
  const added: Expr = { kind: 'binary', op: 'add', left: ref, right: { ...one, value: -1 }, type: 'i32', span: op.span };
  const forms = [before, added].flatMap((e): Expr[] => [
    e, { ...before, op: 'max', left: e, right: zero }, { ...before, op: 'max', left: zero, right: e }]);
  const keys = new Set(forms.map((form) => placeKey(op.indices.map((i) => mapExpr(i, (e) => (
    e.kind === 'axis-ref' && e.axis === axis ? form : e))))));
  return (e) => e.kind === 'load' && e.tensor === op.target && keys.has(placeKey(e.indices));
}

const placeKey = (indices: readonly Expr[]): string => indices.map((i) => exprKey(i)).join(';');

function isFirstPoint(cond: Expr, axis: Axis): boolean {
  if (cond.kind !== 'binary' || (cond.op !== 'eq' && cond.op !== 'lt' && cond.op !== 'le')) return false;
  const { left, right, op } = cond;
  const isAxis = (e: Expr): boolean => e.kind === 'axis-ref' && e.axis === axis;
  const is = (e: Expr, value: number): boolean => e.kind === 'const' && e.value === value;
  if (isAxis(left)) return is(right, op === 'lt' ? 1 : 0);
  return op === 'eq' && isAxis(right) && is(left, 0);
}

/** True if a map reads its target where it writes it and nowhere else: each point may be changed in place. */
export function updatesInPlace(op: MapOp): boolean {
  const loads = loadsOf(op).filter((l) => l.tensor === op.target);
  const place = placeKey(op.indices);
  return loads.length > 0 && loads.every((l) => placeKey(l.indices) === place);
}

/** Tensors that an operation reads from buffers; what a scan keeps in its register is not among them. */
export function readsOf(op: ComputeOp): readonly Tensor[] {
  const scan = op.kind === 'map' ? scanOf(op) : undefined;
  if (!scan) return opReads(op);
  const tensors = new Set<Tensor>();
  const visit = (e: Expr): void => { if (e.kind === 'load' && e !== scan.previous) tensors.add(e.tensor); };
  for (const e of op.kind === 'map' ? [...scannedExprs(op), scan.first, scan.value] : []) visitExpr(e, visit);
  return [...tensors];
}

const scannedExprs = (op: MapOp): readonly Expr[] => [...op.axes.flatMap((a) => [a.lo, a.hi]), ...op.indices];
