import type { Axis, Expr, ComputeOp, SizeSymbol, Tensor } from '../ir/nodes.js';
import { toSym } from '../ir/size-expr.js';
import { Size, type Sym } from '../symbolic/index.js';
import { boundsDependOn, closeOver } from './dependence.js';
import { boundText, listMeasuredBy, listOf } from './lists.js';

/** A length that only the data decides. Its name, such as `len(e)`, occurs in the symbolic results. */
export interface DataLength {
  readonly symbol: string;
  /** Default: `numerator / denominator * share`, at most `bound`. */
  readonly numerator: Sym;
  readonly denominator: Sym;
  readonly share: number;
  readonly bound: Sym;
  readonly reason: string;
}

/** Part of the candidates that a filter is taken to keep when nobody says better. */
export const FILTER_SHARE = 0.1;

/** Extents of axes, with one symbol for each data-dependent length of a method. */
export class Extents {
  readonly #lengths = new Map<string, DataLength>();
  readonly #byAxis = new Map<Axis, Sym>();
  /** Ragged axes whose lists partition 0 .. bound - 1 as another axis runs: `e in start[t] .. start[t + 1]`. */
  readonly #partitionedBy = new Map<Axis, Axis>();
  readonly #selections = new Map<Tensor, ComputeOp & { kind: 'topk' | 'filter' }>();
  /** What temporaries are computed by. */
  readonly #maps = new Map<Tensor, ComputeOp & { kind: 'map' }>();

  /** Tables of lists and how long a list of theirs is in the mean; counts of filters. */
  readonly #listLengths = new Map<Tensor, Map<Axis, Sym>>();
  readonly #filterLengths = new Map<Tensor, Sym>();
  /** Mean lengths of lists that only flattened axes run over. */
  readonly #flattened = new Map<Tensor, Sym>();

  readonly #points = new Map<string, Sym>();
  /** The same by the very list of axes. */
  readonly #bySpace = new WeakMap<Iterable<Axis>, Sym>();
  readonly #ids = new Map<Axis, number>();
  readonly #minima: Readonly<Record<string, number>>;

  constructor(ops: readonly ComputeOp[], sizes: readonly SizeSymbol[] = []) {
    this.#minima = Object.fromEntries(sizes.map((s) => [s.name, s.min]));
    for (const op of ops) {
      if (op.kind === 'topk' || op.kind === 'filter') this.#selections.set(op.count, op);
      if (op.kind === 'map' && op.target.role === 'temp') this.#maps.set(op.target, op);
    }
  }

  get lengths(): readonly DataLength[] {
    return [...this.#lengths.values()];
  }

  /** The smaller of two extents, decided where that holds for all sizes. */
  atMost(count: Sym, extent: Sym): Sym {
    const rest = Size.asConstant(Size.sub(extent, count));
    if (rest !== undefined) return rest >= 0 ? count : extent;
    const fixed = Size.asConstant(count);
    // A sum of growing terms is least at the least sizes.
    const grows = extent.terms.every((t) => t.coefficient > 0) && Size.variables(extent).every((name) => name in this.#minima);
    if (fixed !== undefined && grows && Size.evaluate(extent, this.#minima) >= fixed) return count;
    return Size.min(count, extent);
  }

  /** Length of the lists that a table such as `start` in `start[t] .. start[t + 1]` tells apart, as operations with these axes see them. */
  listLength(table: Tensor, axes: ReadonlySet<Axis>): Sym | undefined {
    const known = [...this.#listLengths.get(table) ?? []];
    // Lists that a query picks may be longer than the mean one: the same table has a length for each axis along its lists.
    return (known.find(([axis]) => axes.has(axis)) ?? known[0])?.[1] ?? this.#flattened.get(table);
  }

  /** The mean value of a selection's count. */
  selectedBy(count: Tensor): Sym | undefined {
    const op = this.#selections.get(count);
    return op?.kind === 'topk' ? Size.min(op.k, this.of(op.axis)) : op && (this.#filterLengths.get(count) ?? Size.mul(FILTER_SHARE, this.of(op.axis)));
  }

  of(axis: Axis): Sym {
    const known = this.#byAxis.get(axis);
    if (known) return known;
    const extent = this.#derive(axis);
    this.#byAxis.set(axis, extent);
    return extent;
  }

  /** Number of points of an iteration space over the axes and the outer axes that their bounds mention. */
  points(axes: Iterable<Axis>): Sym {
    const known = this.#bySpace.get(axes);
    if (known) return known;
    const points = this.#count(axes);
    this.#bySpace.set(axes, points);
    return points;
  }

  #count(axes: Iterable<Axis>): Sym {
    const all = [...closeOver(axes)];
    const key = all.map((axis) => this.#idOf(axis)).sort((a, b) => a - b).join();
    const known = this.#points.get(key);
    if (known) return known;
    const extents = new Map(all.map((axis) => [axis, this.of(axis)]));
    for (const axis of all) {
      const parent = this.#partitionedBy.get(axis);
      // Together the two run once over all entries of all lists.
      if (parent && extents.delete(parent)) extents.set(axis, axis.bound);
    }
    const points = Size.mul(...extents.values());
    this.#points.set(key, points);
    return points;
  }

  #idOf(axis: Axis): number {
    const id = this.#ids.get(axis) ?? this.#ids.size;
    this.#ids.set(axis, id);
    return id;
  }

  #derive(axis: Axis): Sym {
    const lo = toSym(axis.lo);
    const hi = toSym(axis.hi);
    if (lo && hi) return Size.sub(hi, lo);
    const selection = this.#selectionOf(axis.hi);
    if (selection) return this.#selected(axis, selection);
    const list = listOf(axis);
    if (list) {
      const rows = Size.sub(list.table.shape[0] ?? 1, 1);
      const { row } = list;
      if (row.kind === 'axis-ref' && Size.equals(this.of(row.axis), rows)) this.#partitionedBy.set(axis, row.axis);
      const mean = this.#symbol(axis, { numerator: axis.bound, denominator: rows, share: 1, reason: `mean list of ${list.table.name}: ${axis.bound.key} entries in ${rows.key} lists` });
      this.#listLengths.set(list.table, (this.#listLengths.get(list.table) ?? new Map<Axis, Sym>()).set(axis, mean));
      return mean;
    }
    const mean = this.#mean(axis);
    if (mean) return mean;
    if (Size.asConstant(axis.bound) !== undefined) return axis.bound;
    const total = axis.lo.kind === 'const' && axis.lo.value === 0 ? this.#total(axis.hi) : undefined;
    if (total) return this.#symbol(axis, { numerator: total, denominator: Size.constant(1), share: 1, reason: `${total.key}, lists of the mean length` });
    return this.#symbol(axis, { numerator: axis.bound, denominator: Size.constant(1), share: 1, reason: 'taken at its bound' });
  }

  /** What lengths of lists add up to, where a flattened axis ends. */
  #total(expr: Expr): Sym | undefined {
    switch (expr.kind) {
      case 'load': {
        const op = this.#maps.get(expr.tensor);
        return op && this.#total(op.value);
      }
      case 'reduce': {
        const each = expr.op === 'sum' ? this.#total(expr.value) : undefined;
        return each && Size.mul(this.points(expr.axes), each);
      }
      case 'binary': {
        const list = listMeasuredBy(expr);
        if (list) return this.#lengthIn(list.table);
        // Kept between nothing and the axis's bound, which estimates are anyway.
        return expr.op === 'min' || expr.op === 'max' ? this.#total(expr.left) ?? this.#total(expr.right) : undefined;
      }
      default: return undefined;
    }
  }

  #lengthIn(table: Tensor): Sym | undefined {
    const [rows] = table.shape;
    if (!table.idRange || !rows) return undefined;
    const known = this.#flattened.get(table);
    if (known) return known;
    const [entries, lists] = [Size.sub(table.idRange, 1), Size.sub(rows, 1)];
    const symbol = `len(${table.name})`;
    this.#lengths.set(symbol, { symbol, numerator: entries, denominator: lists, share: 1, bound: entries, reason: `mean list of ${table.name}: ${entries.key} entries in ${lists.key} lists` });
    const length = Size.variable(symbol);
    this.#flattened.set(table, length);
    return length;
  }

  #selectionOf(hi: Expr): (ComputeOp & { kind: 'topk' | 'filter' }) | undefined {
    let found: (ComputeOp & { kind: 'topk' | 'filter' }) | undefined;
    if (hi.kind === 'load') found = this.#selections.get(hi.tensor);
    else if (hi.kind === 'binary' && hi.op === 'min') found = this.#selectionOf(hi.left) ?? this.#selectionOf(hi.right);
    return found;
  }

  #selected(axis: Axis, op: ComputeOp & { kind: 'topk' | 'filter' }): Sym {
    const candidates = this.of(op.axis);
    if (op.kind === 'topk') return Size.min(op.k, candidates);
    const length = this.#symbol(axis, { numerator: candidates, denominator: Size.constant(1), share: FILTER_SHARE, reason: `${FILTER_SHARE} of the ${candidates.key} candidates (assumed)` });
    this.#filterLengths.set(op.count, length);
    return length;
  }

  /** Mean extent of an axis whose bounds follow from outer axes without looking at data (exact where they are linear). */
  #mean(axis: Axis): Sym | undefined {
    const outer = boundsDependOn(axis);
    const centre = new Map([...outer].map((a) => [a, Size.mul(0.5, Size.sub(this.of(a), 1))]));
    const value = (expr: Expr): Sym | undefined => {
      if (expr.kind === 'axis-ref') {
        const from = toSym(expr.axis.lo);
        const middle = centre.get(expr.axis);
        return from && middle ? Size.add(from, middle) : undefined;
      }
      if (expr.kind === 'binary' && (expr.op === 'add' || expr.op === 'sub')) {
        const left = value(expr.left);
        const right = value(expr.right);
        return left && right ? (expr.op === 'add' ? Size.add(left, right) : Size.sub(left, right)) : undefined;
      }
      if (expr.kind === 'binary' && expr.op === 'mul') {
        const left = value(expr.left);
        const right = value(expr.right);
        const scaled = toSym(expr.left) ?? toSym(expr.right);
        return left && right && scaled ? Size.mul(left, right) : undefined;
      }
      return toSym(expr);
    };
    const lo = value(axis.lo);
    const hi = value(axis.hi);
    return lo && hi ? Size.sub(hi, lo) : undefined;
  }

  #symbol(axis: Axis, estimate: Omit<DataLength, 'symbol' | 'bound'>): Sym {
    const key = `${axis.name}: ${boundText(axis.lo)} .. ${boundText(axis.hi)}`;
    const old = this.#lengths.get(key);
    if (old) return Size.variable(old.symbol);
    const same = [...this.#lengths.values()].filter((l) => l.symbol === `len(${axis.name})` || l.symbol.startsWith(`len(${axis.name}#`)).length;
    const symbol = same === 0 ? `len(${axis.name})` : `len(${axis.name}#${same + 1})`;
    this.#lengths.set(key, { symbol, bound: axis.bound, ...estimate });
    return Size.variable(symbol);
  }
}
