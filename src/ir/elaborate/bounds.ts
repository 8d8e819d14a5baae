import { Size, type Sym } from '../../symbolic/index.js';
import type { Atom } from '../../symbolic/sym.js';
import type { Axis, Expr, LoadExpr, SizeSymbol, Tensor } from '../nodes.js';
import { conditionFacts } from './facts.js';
import { intervalOf } from './interval.js';
import { NonNegative } from './non-negative.js';
import { keyOfAtom, replaceAtom, signOf, symOfAtom } from './size-atoms.js';

/**
 * Integer expressions as polynomials over sizes and *unknowns*: an axis, a loaded id, anything else that is not a size.
 * What is known of an unknown is its range. Unknowns are eliminated newest first (their ranges mention older ones),
 * which leaves bounds in the sizes alone.
 */
interface Unknown {
  readonly order: number;
  readonly low?: Sym;
  readonly high?: Sym;
  /** One of these is its value. */
  readonly cases?: readonly Sym[];
}

const DTYPE_RANGE: Readonly<Partial<Record<string, readonly [number, number]>>> = {
  i8: [-128, 127], u8: [0, 255], i16: [-32768, 32767], bool: [0, 1],
};
/** More alternatives than this are not followed. */
const MAX_ALTERNATIVES = 8;
const MAX_DEPTH = 40;
/** So many conditions are combined to prove an index. */
const MAX_FACTS = 3;

export class Bounds {
  private readonly unknowns = new Map<string, Unknown>();
  private readonly axisNames = new Map<Axis, string>();
  private readonly polynomials = new WeakMap<Expr, Sym>();
  private readonly counts = new Map<Tensor, Tensor>();
  private readonly partial = new Set<Tensor>();
  private readonly elementRanges = new Map<Tensor, { readonly low: Sym; readonly high: Sym }>();
  private readonly sizes: NonNegative;

  private readonly flags = new Map<Tensor, { readonly holds: readonly Sym[]; readonly fails: readonly Sym[] }>();
  private readonly positions = new Map<Tensor, { readonly of: Tensor; readonly row: readonly number[] }>();

  /** `writes` tells how often a memory was written so far: its elements are then no longer what they were. */
  constructor(sizes: ReadonlyMap<string, SizeSymbol>, private readonly writes: (memory: Tensor) => number = () => 0) {
    this.sizes = new NonNegative(sizes);
  }

  /** A flag of the step stands for a condition; where it is not `always` computed, its being false says nothing. */
  addFlag(flag: Tensor, cond: Expr, always: boolean): void {
    this.flags.set(flag, { holds: conditionFacts(this, cond), fails: always ? conditionFacts(this, cond, false) : [] });
  }

  flagFacts(flag: Tensor, holds: boolean): readonly Sym[] {
    return this.flags.get(flag)?.[holds ? 'holds' : 'fails'] ?? [];
  }

  /** What `ids` chooses are positions of valid entries of the selection `of`: of that row which the dimensions `row` of `ids` tell. */
  addPositions(ids: Tensor, of: Tensor, row: readonly number[]): void {
    this.positions.set(ids, { of, row });
  }

  /** `count` says how many leading entries of each row of `ids` are valid; the others are -1. */
  addSelection(ids: Tensor, count: Tensor): void {
    this.counts.set(count, ids);
    this.partial.add(ids);
  }

  /** Elements of `ids` may be -1. */
  addPartial(ids: Tensor): void {
    this.partial.add(ids);
  }

  /** All elements of an integer tensor lie in low ..= high. */
  addRange(tensor: Tensor, low: Sym, high: Sym): void {
    this.elementRanges.set(tensor, { low, high });
  }

  /** The range that `addRange` gave. */
  rangeOf(tensor: Tensor): { readonly low: Sym; readonly high: Sym } | undefined {
    return this.elementRanges.get(tensor);
  }

  /** Whether loads of this expression may give -1 for "no entry". */
  mayBeNone(expr: Expr): boolean {
    return expr.kind === 'load' && this.partial.has(expr.tensor) && !this.isCounted(expr);
  }

  /** Whether `value >= 0` for all values of the sizes and axes. */
  holds(value: Sym): boolean {
    return this.prove(value, 0);
  }

  /** Whether `value >= 0` wherever all `facts` are 0 or more: it is if it exceeds a sum of some of them. */
  holdsGiven(value: Sym, facts: readonly Sym[], depth = MAX_FACTS): boolean {
    if (this.holds(value)) return true;
    if (depth === 0 || facts.length === 0) return false;
    const atom = this.newest(value);
    const split = atom && 'args' in atom ? this.eliminate(value) : undefined;
    if (split) {
      const part = (v: Sym): boolean => this.holdsGiven(v, facts, depth);
      return split.values.length > 0 && (split.every ? split.values.every(part) : split.values.some(part));
    }
    return facts.some((fact, i) => multiples(value, fact).some((times) =>
      this.holdsGiven(Size.sub(value, Size.mul(fact, times)), facts.slice(i + 1), depth - 1)));
  }

  /** Whether 0 <= index < extent always. */
  inside(index: Expr, extent: Sym): boolean {
    const range = intervalOf(index);
    if (range && range[0] >= 0 && range[1] < this.sizes.minimum(extent)) return true;
    if (index.kind === 'axis-ref' && isZero(index.axis.lo)) {
      const hi = this.polynomial(index.axis.hi);
      if (Size.equals(hi, extent)) return true;
    }
    const value = this.polynomial(index);
    return this.holds(value) && this.holds(Size.sub(Size.sub(extent, 1), value));
  }

  /** Largest value, in the sizes; undefined if nothing is known. */
  upper(expr: Expr): Sym | undefined {
    return this.upperOf(this.polynomial(expr));
  }

  upperOf(value: Sym): Sym | undefined {
    const low = this.lowest(Size.neg(value));
    return low && wholeAbove(Size.neg(low));
  }

  lower(expr: Expr): Sym | undefined {
    const low = this.lowest(this.polynomial(expr));
    return low && Size.neg(wholeAbove(Size.neg(low)));
  }

  /** Largest value over all values of the sizes. */
  maximum(value: Sym): number {
    return this.sizes.maximum(value);
  }

  polynomial(expr: Expr): Sym {
    const known = this.polynomials.get(expr);
    if (known) return known;
    const made = this.make(expr);
    this.polynomials.set(expr, made);
    return made;
  }

  /** Structural identity of integer expressions: the same key, the same value. */
  key(expr: Expr): string {
    return this.polynomial(expr).key;
  }

  private make(expr: Expr): Sym {
    if (expr.type === 'i32') {
      switch (expr.kind) {
        case 'const': return Size.constant(expr.value);
        case 'size': return Size.variable(expr.size.name);
        case 'axis-ref': return Size.variable(this.axisName(expr.axis));
        case 'load': return this.loaded(expr);
        case 'unary': {
          const value = this.polynomial(expr.value);
          if (expr.op === 'neg') return Size.neg(value);
          if (expr.op === 'abs') return this.unknown({ cases: [value, Size.neg(value)] }, `abs(${value.key})`);
          if (expr.op === 'popcount') return this.unknown({ low: Size.constant(0), high: Size.constant(32) }, `popcount(${value.key})`);
          break;
        }
        case 'binary': {
          const left = this.polynomial(expr.left);
          const right = this.polynomial(expr.right);
          switch (expr.op) {
            case 'add': return Size.add(left, right);
            case 'sub': return Size.sub(left, right);
            case 'mul': return Size.mul(left, right);
            case 'div': return Size.floordiv(left, right);
            case 'mod': return Size.mod(left, right);
            case 'min': return Size.min(left, right);
            case 'max': return Size.max(left, right);
            case 'bitand': {
              const mask = [Size.asConstant(left), Size.asConstant(right)].find((c) => c !== undefined && c >= 0);
              if (mask !== undefined) return this.unknown({ low: Size.constant(0), high: Size.constant(mask) }, `${left.key} & ${right.key}`);
              break;
            }
            default: break;
          }
          break;
        }
        case 'select': {
          const [then, otherwise] = [true, false].map((holds) => conditionFacts(this, expr.cond, holds));
          return this.unknown({ cases: [narrowed(this.polynomial(expr.then), then), narrowed(this.polynomial(expr.else), otherwise)] });
        }
        case 'convert':
          if (expr.value.type === 'bool') return this.unknown({ low: Size.constant(0), high: Size.constant(1) });
          break;
        default: break;
      }
    }
    return this.unknown({});
  }

  private loaded(expr: LoadExpr): Sym {
    const { tensor } = expr;
    const age = tensor.role === 'memory' ? '\''.repeat(this.writes(tensor)) : '';
    const key = `${tensor.name}${age}[${expr.indices.map((i) => this.key(i)).join(', ')}]`;
    const selected = this.counts.get(tensor);
    if (selected) return this.unknown({ low: Size.constant(0), high: selected.shape.at(-1) ?? Size.constant(0) }, key);
    if (tensor.idRange) {
      const low = Size.constant(this.mayBeNone(expr) ? -1 : 0);
      return this.unknown({ low, high: Size.sub(tensor.idRange, 1) }, `${this.mayBeNone(expr) ? '?' : ''}${key}`);
    }
    const elements = this.elementRanges.get(tensor);
    if (elements) return this.unknown(elements, key);
    const range = DTYPE_RANGE[tensor.dtype];
    return this.unknown(range ? { low: Size.constant(range[0]), high: Size.constant(range[1]) } : {}, key);
  }

  /** Whether `facts` say that the entry of a selection is a valid one. */
  isValidGiven(expr: LoadExpr, facts: readonly Sym[]): boolean {
    const count = [...this.counts].find(([, ids]) => ids === expr.tensor)?.[0];
    const last = expr.indices.at(-1);
    if (!count || !last) return false;
    const load: LoadExpr = { ...expr, tensor: count, indices: expr.indices.slice(0, -1) };
    return this.holdsGiven(Size.sub(Size.sub(this.polynomial(load), 1), this.polynomial(last)), facts);
  }

  /** The last index runs over valid entries only: its axis ends at the count of the same row, or it is smaller than that. */
  private isCounted(expr: LoadExpr): boolean {
    return this.endsAtCount(expr) || this.isChosenPosition(expr) || this.isValidGiven(expr, []);
  }

  /** The last index was itself chosen among the positions of the same row. */
  private isChosenPosition(expr: LoadExpr): boolean {
    const last = expr.indices.at(-1);
    const chosen = last?.kind === 'load' ? this.positions.get(last.tensor) : undefined;
    if (last?.kind !== 'load' || chosen?.of !== expr.tensor || !this.isCounted(last)) return false;
    return expr.indices.slice(0, -1).every((index, d) => {
      const told = last.indices[chosen.row[d] ?? -1];
      return told !== undefined && this.key(told) === this.key(index);
    });
  }

  private endsAtCount(expr: LoadExpr): boolean {
    const last = expr.indices.at(-1);
    if (last?.kind !== 'axis-ref') return false;
    const { hi } = last.axis;
    return hi.kind === 'load' && this.counts.get(hi.tensor) === expr.tensor
      && hi.indices.every((index, d) => {
        const mine = expr.indices[d];
        return mine !== undefined && this.key(mine) === this.key(index);
      });
  }

  private unknown(what: Omit<Unknown, 'order'>, key?: string): Sym {
    const name = `#${key ?? String(this.unknowns.size)}`;
    if (!this.unknowns.has(name)) this.unknowns.set(name, { ...what, order: this.unknowns.size });
    return Size.variable(name);
  }

  private axisName(axis: Axis): string {
    const known = this.axisNames.get(axis);
    if (known) return known;
    const low = this.polynomial(axis.lo);
    const high = Size.sub(this.polynomial(axis.hi), 1);
    const name = `#${axis.name}.${this.axisNames.size}`;
    this.axisNames.set(axis, name);
    this.unknowns.set(name, { order: this.unknowns.size, low, high });
    return name;
  }

  private prove(value: Sym, depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    const step = this.eliminate(value);
    if (!step) return this.sizes.holds(value);
    return step.every
      ? step.values.length > 0 && step.values.every((v) => this.prove(v, depth + 1))
      : step.values.some((v) => this.prove(v, depth + 1));
  }

  /** A lower bound in the sizes. */
  private lowest(value: Sym): Sym | undefined {
    const found = this.lowerBounds(value, 0);
    return found.reduce<Sym | undefined>((best, v) => {
      if (!best) return v;
      const gain = this.sizes.minimum(v) - this.sizes.minimum(best);
      return gain > 0 || (gain === 0 && v.key.length < best.key.length) ? v : best;
    }, undefined);
  }

  private lowerBounds(value: Sym, depth: number): readonly Sym[] {
    if (depth > MAX_DEPTH) return [];
    const step = this.eliminate(value);
    if (!step) return [value];
    if (!step.every) return step.values.flatMap((v) => this.lowerBounds(v, depth + 1)).slice(0, MAX_ALTERNATIVES);
    const each = step.values.map((v) => this.lowerBounds(v, depth + 1));
    return each.reduce<readonly Sym[]>((left, right) =>
      left.flatMap((a) => right.map((b) => this.lesser(a, b))).slice(0, MAX_ALTERNATIVES), each.shift() ?? []);
  }

  private lesser(a: Sym, b: Sym): Sym {
    if (this.sizes.holds(Size.sub(b, a))) return a;
    return this.sizes.holds(Size.sub(a, b)) ? b : Size.min(a, b);
  }

  /**
   * One step towards a bound from below that mentions sizes only: replacements of which `every` one or any one
   * must hold. Undefined when no unknown is left; no replacement where nothing is known.
   */
  private eliminate(value: Sym): { readonly every: boolean; readonly values: readonly Sym[] } | undefined {
    if (!value.key.includes('#')) return undefined;
    const atom = this.newest(value);
    if (!atom) return { every: true, values: [] };
    if ('args' in atom) {
      const sign = signOf(value, atom);
      return { every: !(sign === (atom.kind === 'min' ? -1 : 1)), values: atom.args.map((arg) => replaceAtom(value, atom, arg, arg)).filter((v) => v !== undefined) };
    }
    if (atom.kind === 'var') {
      const what = this.unknowns.get(atom.name);
      if (what?.cases) return { every: true, values: what.cases.map((c) => replaceAtom(value, atom, c, c)).filter((v) => v !== undefined) };
      return one(this.replaceIn(value, atom, what?.low, what?.high));
    }
    const by = Size.asConstant(atom.by);
    if (atom.kind === 'mod') {
      const high = Size.sub(atom.by, 1);
      return this.prove(high, 1) ? one(this.replaceIn(value, atom, Size.constant(0), high)) : one(undefined);
    }
    if (by === undefined || by <= 0) {
      const positive = this.prove(atom.value, 1) && this.prove(Size.sub(atom.by, 1), 1);
      return one(positive ? this.replaceIn(value, atom, Size.constant(0), atom.value) : undefined);
    }
    return one(this.replaceIn(value, atom, Size.mul(Size.sub(atom.value, by - 1), 1 / by), Size.mul(atom.value, 1 / by)));
  }

  private replaceIn(value: Sym, atom: Atom, low: Sym | undefined, high: Sym | undefined): Sym | undefined {
    return replaceAtom(value, atom, low, high, (other) => this.isNonNegative(other));
  }

  private isNonNegative(atom: Atom): boolean {
    switch (atom.kind) {
      case 'var': {
        if (!atom.name.startsWith('#')) return true;
        const low = this.unknowns.get(atom.name)?.low;
        return low !== undefined && this.prove(low, 1);
      }
      case 'mod': return true;
      case 'floordiv': return this.prove(atom.value, 1);
      default: return atom.args.every((a) => this.prove(a, 1));
    }
  }

  /** The atom to eliminate next: compound ones first, then the newest unknown. */
  private newest(value: Sym): Atom | undefined {
    let found: Atom | undefined;
    let order = -1;
    for (const { atom } of value.terms.flatMap((t) => t.factors)) {
      if (atom.kind === 'var') {
        const mine = this.unknowns.get(atom.name)?.order ?? -1;
        if (mine > order && (found === undefined || found.kind === 'var')) [found, order] = [atom, mine];
      } else if (keyOfAtom(atom).includes('#') && found?.kind !== 'min' && found?.kind !== 'max') {
        found = atom;
      }
    }
    return found;
  }
}

function one(value: Sym | undefined): { readonly every: boolean; readonly values: readonly Sym[] } {
  return { every: true, values: value ? [value] : [] };
}

/** The same value where all `facts` are 0 or more, with what they say about it: `n` where `8 - n` is not negative is `min(n, 8)`. */
function narrowed(value: Sym, facts: readonly Sym[] = []): Sym {
  return facts.reduce((known, fact) => {
    const [above, below] = [Size.add(value, fact), Size.sub(value, fact)];
    if (above.terms.length < value.terms.length || Size.asConstant(above) !== undefined) return Size.min(known, above);
    return below.terms.length < value.terms.length || Size.asConstant(below) !== undefined ? Size.max(known, below) : known;
  }, value);
}

/** How often a fact could be taken off a value: as often as makes a term that they share vanish, or once. */
function multiples(value: Sym, fact: Sym): readonly number[] {
  const key = (term: Sym['terms'][number]): string => term.factors.map((f) => `${keyOfAtom(f.atom)}^${f.power}`).join('*');
  const found = new Set([1]);
  for (const term of fact.terms) {
    const mine = term.factors.length > 0 ? value.terms.find((t) => key(t) === key(term)) : undefined;
    const times = mine ? mine.coefficient / term.coefficient : 0;
    if (times > 1 && Number.isInteger(times)) found.add(times);
  }
  return [...found];
}

/** Rounds the coefficients of an upper bound up to integers; a constant that stands alone is rounded down. */
function wholeAbove(value: Sym): Sym {
  const constant = Size.asConstant(value);
  if (constant !== undefined) return Size.constant(Math.floor(constant));
  if (value.terms.every((t) => Number.isInteger(t.coefficient))) return value;
  return Size.add(...value.terms.map((t) =>
    Size.mul(Math.ceil(t.coefficient), ...t.factors.flatMap((f) => Array<Sym>(f.power).fill(symOfAtom(f.atom))))));
}

function isZero(expr: Expr): boolean {
  return expr.kind === 'const' && expr.value === 0;
}
