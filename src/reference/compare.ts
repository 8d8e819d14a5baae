import type { FilterOp, ComputeOp, Tensor, TopkOp } from '../ir/nodes.js';
import { opDefines } from '../ir/visit.js';
import { evaluateOp, evaluateScan, type ElementsResult, type SelectionResult, type SelectionRow } from './evaluate.js';
import { isActive, largest, runOp, type Tensors } from './operation.js';
import { choiceFor, type Choice, type Sampling } from './sample.js';
import { involves, sliceOf } from './slice.js';
import { elements, makeElements, shapeOf, type SizeValues, type Stored } from './storage.js';

export interface Mismatch {
  readonly tensor: string;
  readonly index: readonly number[];
  readonly got: number;
  /** The reference's value, where there is one right value. */
  readonly want?: number;
  readonly bound?: number;
  readonly reason: 'value' | 'not-cleared' | 'count' | 'range' | 'order' | 'duplicate' | 'wrong-choice' | 'padding' | 'overwritten';
}

export interface Comparison {
  readonly ok: boolean;
  /** Elements looked at. */
  readonly checked: number;
  /** Elements that there are; more than `checked` where only a sample was looked at. */
  readonly total: number;
  /** Largest error as a fraction of what was allowed, over the elements with a tolerance. */
  readonly worst: number;
  /** Largest absolute error. */
  readonly largestError: number;
  /** The first few. */
  readonly mismatches: readonly Mismatch[];
  readonly mismatchCount: number;
}

const SHOWN = 10;

class Tally {
  checked = 0;
  total = 0;
  worst = 0;
  largestError = 0;
  count = 0;
  readonly mismatches: Mismatch[] = [];

  miss(mismatch: Mismatch): void {
    this.count++;
    if (this.mismatches.length < SHOWN) this.mismatches.push(mismatch);
  }

  done(): Comparison {
    const { checked, total, worst, largestError, count, mismatches } = this;
    return { ok: count === 0, checked, total, worst, largestError, mismatches, mismatchCount: count };
  }
}

/**
 * Checks what a back end made of one operation against the reference on the back end's own inputs (`read`): so roundings
 * and choices made upstream do not matter. `got` holds the operation's results. Of a memory that the operation updates, `read`
 * gives the contents from before.
 */
export function compareOp(op: ComputeOp, read: Tensors, got: Tensors, sizes: SizeValues): Comparison {
  return compareGroup([op], [], read, got, sizes);
}

/**
 * The same for operations that ran together: the results of those that define a `hidden` tensor cannot be seen, so they
 * are computed from the step's inputs and their error bounds carry over to what reads them. Operations before the one that
 * writes a memory read its old contents, those after it the new ones. `sampling`: look at a part of what is too much work.
 */
export function compareGroup(
  ops: readonly ComputeOp[], hidden: readonly Tensor[], read: Tensors, got: Tensors, sizes: SizeValues, sampling?: Sampling,
): Comparison {
  const tally = new Tally();
  const known = new Map<Tensor, Stored>();
  const made = new Set(ops.flatMap(opDefines).filter((t) => t.role !== 'memory'));
  const slice = sampling && sliceOf(ops, hidden, sizes, sampling);
  const inputs: Tensors = (tensor) => known.get(tensor) ?? (made.has(tensor) ? got(tensor) : read(tensor));
  for (const op of ops) {
    const targets = opDefines(op);
    if (targets.some((t) => hidden.includes(t))) {
      for (const t of targets) known.set(t, blank(t, sizes));
      if (isActive(op, sizes, inputs)) fill(op, known, inputs, sizes, slice);
    } else if (isActive(op, sizes, inputs)) {
      compareInto(tally, op, inputs, got, sizes, sampling && (involves(op, hidden) ? slice : choiceFor(op, sizes, sampling)));
    }
    for (const t of targets) made.add(t);
  }
  return tally.done();
}

function blank(tensor: Tensor, sizes: SizeValues): Stored {
  const shape = shapeOf(tensor, sizes);
  return { shape, data: makeElements(tensor.dtype, elements(shape)) };
}

/** Evaluates the definition of hidden tensors and keeps their bounds. */
function fill(op: ComputeOp, known: Map<Tensor, Stored>, read: Tensors, sizes: SizeValues, choice: Choice | undefined): void {
  const own = op.kind === 'map' ? known.get(op.target) : undefined;
  if (op.kind === 'map' && op.sequential && own) {
    const live = { ...own, bounds: new Float64Array(own.data.length) };
    known.set(op.target, live);
    evaluateScan(op, live, read, sizes);
    return;
  }
  const result = evaluateOp(op, read, sizes, choice);
  if (result.kind === 'elements') {
    const [target] = opDefines(op);
    const stored = target && known.get(target);
    if (!target || !stored) return;
    const bounds = new Float64Array(stored.data.length);
    result.offsets.forEach((at, i) => {
      stored.data[at] = result.values[i] ?? 0;
      bounds[at] = result.bounds[i] ?? 0;
    });
    if (bounds.some((b) => b !== 0)) known.set(target, { ...stored, bounds });
    return;
  }
  runOp(op, read, sizes);
  // A choice that may differ makes everything that follows from it unknown.
  if (!result.rows.some((row) => isUncertain(op, row))) return;
  for (const t of opDefines(op)) {
    const stored = known.get(t);
    if (stored) known.set(t, { ...stored, bounds: new Float64Array(stored.data.length).fill(Infinity) });
  }
}

function isUncertain(op: ComputeOp, row: SelectionRow): boolean {
  if (op.kind !== 'topk') return row.bounds.some((b) => b !== 0);
  const order = Array.from(row.keys, (key, i) => ({ key, bound: row.bounds[i] ?? 0 })).sort((a, b) => b.key - a.key).slice(0, op.k + 1);
  return order.some((a, i) => i > 0 && a.bound + (order[i - 1]?.bound ?? 0) > 0 && (order[i - 1]?.key ?? 0) - a.key <= a.bound + (order[i - 1]?.bound ?? 0));
}

function compareInto(tally: Tally, op: ComputeOp, read: Tensors, got: Tensors, sizes: SizeValues, choice: Choice | undefined): void {
  const result = evaluateOp(op, read, sizes, choice);
  if (result.kind === 'elements' && (op.kind === 'map' || op.kind === 'scatter')) {
    compareElements(tally, op.target, result, got(op.target));
    compareUnwritten(tally, op.target, result, got(op.target), op.target.role === 'memory' ? read(op.target) : undefined);
  }
  if (result.kind === 'selection' && (op.kind === 'topk' || op.kind === 'filter')) compareSelection(tally, op, result, got);
}

function compareElements(tally: Tally, target: Tensor, result: ElementsResult, stored: Stored): void {
  tally.total += result.total;
  result.offsets.forEach((at, i) => {
    const got = stored.data[at] ?? NaN;
    const want = result.values[i] ?? NaN;
    const bound = result.bounds[i] ?? 0;
    if (bound < Infinity) tally.checked++;
    if (got === want || (got !== got && want !== want) || bound === Infinity) return;
    const error = Math.abs(got - want);
    if (Number.isFinite(error)) tally.largestError = Math.max(tally.largestError, error);
    if (error <= bound) tally.worst = Math.max(tally.worst, error / bound);
    else tally.miss({ tensor: target.name, index: indexOf(at, stored.shape), got, want, bound, reason: 'value' });
  });
}

/** What an operation does not write is zero, and in a memory what it was. */
function compareUnwritten(tally: Tally, target: Tensor, { written }: ElementsResult, stored: Stored, old: Stored | undefined): void {
  if (!written) return;
  for (let at = 0; at < written.length; at++) {
    const got = stored.data[at] ?? NaN;
    const want = old ? old.data[at] ?? 0 : 0;
    if (written[at] || got === want || (got !== got && want !== want)) continue;
    tally.miss({ tensor: target.name, index: indexOf(at, stored.shape), got, want, bound: 0, reason: old ? 'overwritten' : 'not-cleared' });
  }
}

function indexOf(offset: number, shape: readonly number[]): readonly number[] {
  const index: number[] = [];
  let rest = offset;
  for (let d = shape.length - 1; d >= 0; d--) {
    const extent = shape[d] ?? 1;
    index[d] = rest % extent;
    rest = Math.floor(rest / extent);
  }
  return index;
}

function compareSelection(tally: Tally, op: TopkOp | FilterOp, result: SelectionResult, got: Tensors): void {
  const ids = got(op.ids);
  const counts = got(op.count);
  const width = ids.shape[ids.shape.length - 1] ?? 1;
  for (const row of result.rows) {
    const count = counts.data[row.row] ?? 0;
    const chosen = Array.from(ids.data.subarray(row.row * width, (row.row + 1) * width));
    tally.checked += chosen.length + 1;
    tally.total += chosen.length + 1;
    const miss = (reason: Mismatch['reason'], at: number, value: number, want?: number): void => {
      const index = [...indexOf(row.row, counts.shape), ...(at < 0 ? [] : [at])];
      tally.miss({ tensor: at < 0 ? op.count.name : op.ids.name, index, got: value, reason, ...(want === undefined ? {} : { want }) });
    };
    if (count < 0 || count > width) { miss('count', -1, count); continue; }
    chosen.slice(count).forEach((id, i) => { if (id !== -1) miss('padding', count + i, id, -1); });
    const picked = chosen.slice(0, count);
    const seen = new Set<number>();
    let sound = true;
    picked.forEach((id, i) => {
      const inside = id >= row.first && id < row.first + row.keys.length;
      if (!inside || seen.has(id)) { miss(inside ? 'duplicate' : 'range', i, id); sound = false; }
      seen.add(id);
    });
    if (!sound) continue;
    if (op.kind === 'topk') compareTopk(op, row, picked, seen, miss);
    else compareFilter(row, picked, seen, miss);
  }
}

type Miss = (reason: Mismatch['reason'], at: number, value: number, want?: number) => void;

/** True if the key may be chosen at all: not NaN and above -inf. */
const isCandidate = (key: number): boolean => key > -Infinity;

function compareTopk(op: TopkOp, row: SelectionRow, picked: readonly number[], seen: ReadonlySet<number>, miss: Miss): void {
  const key = (id: number): number => row.keys[id - row.first] ?? NaN;
  const bound = (id: number): number => row.bounds[id - row.first] ?? 0;
  const best = (): readonly number[] => largest(Array.from(row.keys, (k, i) => ({ id: row.first + i, key: k })).filter((e) => isCandidate(e.key)), op.k);
  let certain = 0;
  let possible = 0;
  row.keys.forEach((k, i) => {
    if (row.bounds[i] === Infinity) possible++;
    else if (isCandidate(k)) { certain++; possible++; }
  });
  if (picked.length < Math.min(op.k, certain) || picked.length > Math.min(op.k, possible)) {
    miss('count', -1, picked.length, Math.min(op.k, certain));
    return;
  }
  let floor = Infinity;
  let lastOfTie = -1;
  picked.forEach((id, i) => {
    if (!isCandidate(key(id)) && bound(id) !== Infinity) miss('wrong-choice', i, id, best()[i]);
    const before = picked[i - 1];
    if (before !== undefined && mustPrecede(key(id), bound(id), id, key(before), bound(before), before)) miss('order', i, id, best()[i]);
    floor = Math.min(floor, key(id) + bound(id));
  });
  if (picked.length < op.k) return;
  picked.forEach((id) => { if (bound(id) === 0 && key(id) === floor) lastOfTie = Math.max(lastOfTie, id); });
  row.keys.forEach((k, i) => {
    const id = row.first + i;
    const b = row.bounds[i] ?? 0;
    if (seen.has(id) || !isCandidate(k)) return;
    if (k - b > floor || (k === floor && b === 0 && id < lastOfTie)) miss('wrong-choice', picked.length - 1, picked[picked.length - 1] ?? -1, id);
  });
}

/** True if `a` certainly comes before `b` in the order of a selection. */
function mustPrecede(keyA: number, boundA: number, a: number, keyB: number, boundB: number, b: number): boolean {
  if (boundA === 0 && boundB === 0 && keyA === keyB) return a < b;
  return keyA - boundA > keyB + boundB;
}

function compareFilter(row: SelectionRow, picked: readonly number[], seen: ReadonlySet<number>, miss: Miss): void {
  picked.forEach((id, i) => {
    const before = picked[i - 1];
    if (before !== undefined && before >= id) miss('order', i, id);
    if (row.bounds[id - row.first] === 0 && !row.keys[id - row.first]) miss('wrong-choice', i, id);
  });
  row.keys.forEach((holds, i) => {
    if (holds && row.bounds[i] === 0 && !seen.has(row.first + i)) miss('count', -1, picked.length);
  });
}
