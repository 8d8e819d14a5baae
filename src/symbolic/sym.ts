/**
 * Symbolic size expressions: polynomials over atoms with rational (float64) coefficients, in canonical form,
 * so that equal expressions have equal `key`s. Integer valued where they stand for sizes.
 */
export type Atom =
  | { readonly kind: 'var'; readonly name: string }
  | { readonly kind: 'floordiv'; readonly value: Sym; readonly by: Sym }
  | { readonly kind: 'mod'; readonly value: Sym; readonly by: Sym }
  | { readonly kind: 'min' | 'max'; readonly args: readonly Sym[] };

interface Factor { readonly atom: Atom; readonly power: number }
export interface Term { readonly coefficient: number; readonly factors: readonly Factor[] }

export interface Sym {
  /** Canonical text: `2 * N * D + floor(N / 64)`. Two expressions are the same if and only if their keys are. */
  readonly key: string;
  readonly terms: readonly Term[];
}

/** Keys are made when first asked for: most sums and products are only steps on the way to another one. */
class Polynomial implements Sym {
  #key: string | undefined;
  constructor(readonly terms: readonly Term[]) {}

  get key(): string {
    return this.#key ??= termsKey(this.terms);
  }
}

export type SymLike = Sym | number;

function atomKey(atom: Atom): string {
  switch (atom.kind) {
    case 'var': return atom.name;
    case 'floordiv': return `floor(${wrap(atom.value)} / ${wrap(atom.by)})`;
    case 'mod': return `mod(${atom.value.key}, ${atom.by.key})`;
    default: return `${atom.kind}(${atom.args.map((a) => a.key).join(', ')})`;
  }
}

function wrap(value: Sym): string {
  return value.terms.length <= 1 && !value.key.includes('*') ? value.key : `(${value.key})`;
}

const factorKeys = new WeakMap<readonly Factor[], string>();

function factorsKey(factors: readonly Factor[]): string {
  const [first] = factors;
  if (!first) return '';
  if (factors.length === 1 && first.power === 1 && first.atom.kind === 'var') return first.atom.name;
  const known = factorKeys.get(factors);
  if (known !== undefined) return known;
  let text = '';
  for (const { atom, power } of factors) {
    const key = atomKey(atom);
    for (let i = 0; i < power; i++) text += text === '' ? key : ` * ${key}`;
  }
  factorKeys.set(factors, text);
  return text;
}

function termsKey(terms: readonly Term[]): string {
  let text = '';
  for (const { coefficient, factors } of terms) {
    const key = factorsKey(factors);
    const size = Math.abs(coefficient);
    text += coefficient < 0 ? (text === '' ? '-' : ' - ') : text === '' ? '' : ' + ';
    text += key === '' ? String(size) : size === 1 ? key : `${size} * ${key}`;
  }
  return text || '0';
}

/** Terms with the same factors added up, in the order of their keys, the constant last. */
function makeSym(terms: readonly Term[]): Sym {
  const [only] = terms;
  if (!only) return ZERO;
  if (terms.length === 1) return only.coefficient === 0 ? ZERO : new Polynomial(terms);
  const merged = new Map<string, Term>();
  for (const term of terms) {
    const key = factorsKey(term.factors);
    const old = merged.get(key);
    merged.set(key, old ? { coefficient: old.coefficient + term.coefficient, factors: old.factors } : term);
  }
  const kept = [...merged].filter(([, term]) => term.coefficient !== 0);
  if (kept.length > 1) kept.sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  return kept.length === 0 ? ZERO : new Polynomial(kept.map(([, term]) => term));
}

const NO_FACTORS: readonly Factor[] = [];
const ZERO: Sym = new Polynomial([]);
const ONE: Sym = new Polynomial([{ coefficient: 1, factors: NO_FACTORS }]);

/** The small ones are made once, so that their keys are, too. */
const SMALL: readonly Sym[] = Array.from({ length: 257 }, (_, value) => (
  value === 0 ? ZERO : value === 1 ? ONE : new Polynomial([{ coefficient: value, factors: NO_FACTORS }])));

export function constant(value: number): Sym {
  return SMALL[value] ?? (value === 0 ? ZERO : new Polynomial([{ coefficient: value, factors: NO_FACTORS }]));
}

export function variable(name: string): Sym {
  return fromAtom({ kind: 'var', name });
}

function fromAtom(atom: Atom): Sym {
  return makeSym([{ coefficient: 1, factors: [{ atom, power: 1 }] }]);
}

export function sym(value: SymLike): Sym {
  return typeof value === 'number' ? constant(value) : value;
}

export function add(...values: readonly SymLike[]): Sym {
  let only = ZERO;
  const terms: Term[] = [];
  for (const value of values) {
    const part = sym(value);
    if (part.terms.length === 0) continue;
    only = terms.length === 0 ? part : ZERO;
    terms.push(...part.terms);
  }
  return only.terms.length === terms.length ? only : makeSym(terms);
}

export function mul(...values: readonly SymLike[]): Sym {
  let product = ONE;
  for (const value of values) product = product2(product, sym(value));
  return product;
}

function product2(left: Sym, right: Sym): Sym {
  if (left === ONE || isOne(left)) return right;
  if (right === ONE || isOne(right)) return left;
  const [a] = left.terms;
  const [b] = right.terms;
  if (!a || !b) return ZERO;
  if (left.terms.length === 1 && right.terms.length === 1) {
    const coefficient = a.coefficient * b.coefficient;
    if (a.factors.length === 0 && b.factors.length === 0) return constant(coefficient);
    return coefficient === 0 ? ZERO : new Polynomial([{ coefficient, factors: multiplyFactors(a.factors, b.factors) }]);
  }
  const terms: Term[] = [];
  for (const a of left.terms) {
    for (const b of right.terms) {
      terms.push({ coefficient: a.coefficient * b.coefficient, factors: multiplyFactors(a.factors, b.factors) });
    }
  }
  return makeSym(terms);
}

function isOne({ terms }: Sym): boolean {
  return terms.length === 1 && terms[0]?.coefficient === 1 && terms[0].factors.length === 0;
}

function multiplyFactors(left: readonly Factor[], right: readonly Factor[]): readonly Factor[] {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const merged = new Map<string, Factor>();
  for (const factors of [left, right]) {
    for (const factor of factors) {
      const key = atomKey(factor.atom);
      const old = merged.get(key);
      merged.set(key, old ? { atom: factor.atom, power: factor.power + old.power } : factor);
    }
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, factor]) => factor);
}

export function neg(value: SymLike): Sym {
  return mul(-1, value);
}

export function sub(left: SymLike, right: SymLike): Sym {
  return add(left, neg(right));
}

/** The number that `value` is, or undefined where it depends on sizes. */
export function asConstant(value: SymLike): number | undefined {
  const { terms } = sym(value);
  if (terms.length === 0) return 0;
  const only = terms[0];
  return terms.length === 1 && only && only.factors.length === 0 ? only.coefficient : undefined;
}

/** Integer division rounding down. Exact where every coefficient divides. */
export function floordiv(left: SymLike, right: SymLike): Sym {
  const value = sym(left);
  const by = sym(right);
  const divisor = asConstant(by);
  if (divisor !== undefined && divisor !== 0) {
    const whole = asConstant(value);
    if (whole !== undefined) return constant(Math.floor(whole / divisor));
    if (value.terms.every((t) => Number.isInteger(t.coefficient / divisor))) return mul(value, 1 / divisor);
  }
  return fromAtom({ kind: 'floordiv', value, by });
}

export function ceildiv(left: SymLike, right: SymLike): Sym {
  return floordiv(add(left, right, -1), right);
}

export function mod(left: SymLike, right: SymLike): Sym {
  const value = asConstant(left);
  const by = asConstant(right);
  if (value !== undefined && by) return constant(value - by * Math.floor(value / by));
  return fromAtom({ kind: 'mod', value: sym(left), by: sym(right) });
}

function extremum(kind: 'min' | 'max', values: readonly SymLike[]): Sym {
  const flat = values.map(sym).flatMap((v) => {
    const atom = v.terms.length === 1 && v.terms[0]?.coefficient === 1 && v.terms[0].factors.length === 1
      ? v.terms[0].factors[0] : undefined;
    return atom && atom.power === 1 && atom.atom.kind === kind ? atom.atom.args : [v];
  });
  const numbers = flat.map(asConstant).filter((v) => v !== undefined);
  const rest = [...new Map(flat.filter((v) => asConstant(v) === undefined).map((v) => [v.key, v])).values()];
  if (numbers.length > 0) rest.push(constant(kind === 'min' ? Math.min(...numbers) : Math.max(...numbers)));
  rest.sort((a, b) => (a.key < b.key ? -1 : 1));
  return rest.length === 1 && rest[0] ? rest[0] : fromAtom({ kind, args: rest });
}

export function min(...values: readonly SymLike[]): Sym {
  return extremum('min', values);
}

export function max(...values: readonly SymLike[]): Sym {
  return extremum('max', values);
}

export function equals(left: SymLike, right: SymLike): boolean {
  return sym(left).key === sym(right).key;
}

function evaluateAtom(atom: Atom, env: (name: string) => number): number {
  switch (atom.kind) {
    case 'var': return env(atom.name);
    case 'floordiv': return Math.floor(evaluateWith(atom.value, env) / evaluateWith(atom.by, env));
    case 'mod': {
      const by = evaluateWith(atom.by, env);
      const value = evaluateWith(atom.value, env);
      return value - by * Math.floor(value / by);
    }
    default: return Math[atom.kind](...atom.args.map((a) => evaluateWith(a, env)));
  }
}

function evaluateWith(value: Sym, env: (name: string) => number): number {
  return value.terms.reduce((total, term) => total + term.factors.reduce(
    (product, f) => product * evaluateAtom(f.atom, env) ** f.power, term.coefficient), 0);
}

/** The value under an assignment of the variables. Throws a `RangeError` for a variable without one. */
export function evaluate(value: SymLike, env: Readonly<Record<string, number>>): number {
  return evaluateWith(sym(value), (name) => {
    const found = env[name];
    if (found === undefined) throw new RangeError(`no value for size ${name}`);
    return found;
  });
}

/** Names of the variables that occur, sorted. */
export function variables(value: SymLike): readonly string[] {
  const names = new Set<string>();
  const visit = (v: Sym): void => {
    for (const { factors } of v.terms) {
      for (const { atom } of factors) {
        if (atom.kind === 'var') names.add(atom.name);
        else if ('args' in atom) atom.args.forEach(visit);
        else { visit(atom.value); visit(atom.by); }
      }
    }
  };
  visit(sym(value));
  return [...names].sort();
}

/** Replaces variables; `replace` returns undefined to keep one. */
export function substitute(value: SymLike, replace: (name: string) => Sym | undefined): Sym {
  const visitAtom = (atom: Atom): Sym => {
    switch (atom.kind) {
      case 'var': return replace(atom.name) ?? fromAtom(atom);
      case 'floordiv': return floordiv(visit(atom.value), visit(atom.by));
      case 'mod': return mod(visit(atom.value), visit(atom.by));
      default: return extremum(atom.kind, atom.args.map(visit));
    }
  };
  const visit = (v: Sym): Sym => add(...v.terms.map((term) => mul(
    term.coefficient, ...term.factors.flatMap((f) => Array<Sym>(f.power).fill(visitAtom(f.atom))))));
  return visit(sym(value));
}
