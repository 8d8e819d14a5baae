import { sym, type Atom, type Sym, type SymLike } from './sym.js';

/** Makes a value from those before it. */
type Rule = (values: Float64Array) => number;

/**
 * Expressions that are evaluated together again and again: what they have in common is worked out once. The numbers are those of `Size.evaluate`, to the last bit.
 */
export class Formulas {
  readonly #names: string[] = [];
  readonly #rules: Rule[] = [];
  readonly #places = new Map<string, number>();
  readonly #results: Int32Array;
  readonly #values: Float64Array;
  readonly #found: Float64Array;

  constructor(expressions: readonly SymLike[]) {
    // Variables come first: their number must be known before anything is written behind them.
    const all = expressions.map(sym);
    all.forEach((e) => { this.#declare(e); });
    this.#results = Int32Array.from(all, (e) => this.#place(e));
    this.#values = new Float64Array(this.#names.length + this.#rules.length);
    this.#found = new Float64Array(all.length);
  }

  /** The values in the order of the expressions, good until the next call. Throws a `RangeError` for a variable without a value. */
  evaluate(env: Readonly<Record<string, number>>): Float64Array {
    const [values, found] = [this.#values, this.#found];
    let at = 0;
    for (const name of this.#names) {
      const value = env[name];
      if (value === undefined) throw new RangeError(`no value for size ${name}`);
      values[at++] = value;
    }
    for (const rule of this.#rules) {
      values[at] = rule(values);
      at++;
    }
    for (let i = 0; i < found.length; i++) found[i] = values[this.#results[i] ?? 0] ?? 0;
    return found;
  }

  #declare({ terms }: Sym): void {
    for (const { factors } of terms) for (const { atom } of factors) {
      if (atom.kind === 'var') {
        if (!this.#places.has(atom.name)) this.#places.set(atom.name, this.#names.push(atom.name) - 1);
      } else operandsOf(atom).forEach((e) => { this.#declare(e); });
    }
  }

  #place(expression: Sym): number {
    const { key, terms } = expression;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const products = terms.map(({ coefficient, factors }) => ({ coefficient, factors: factors.map(({ atom, power }) => ({ at: this.#atom(atom), power })) }));
    // An atom by itself has the key of its expression.
    const again = this.#places.get(key);
    return again ?? this.#add(key, sumOf(products));
  }

  #atom(atom: Atom): number {
    if (atom.kind === 'var') return this.#places.get(atom.name) ?? 0;
    const operands = operandsOf(atom).map((e) => this.#place(e));
    const key = `${atom.kind} ${operands.join(' ')}`;
    return this.#places.get(key) ?? this.#add(key, ruleOf(atom.kind, operands));
  }

  #add(key: string, rule: Rule): number {
    const place = this.#names.length + this.#rules.push(rule) - 1;
    this.#places.set(key, place);
    return place;
  }
}

function operandsOf(atom: Exclude<Atom, { readonly kind: 'var' }>): readonly Sym[] {
  return 'args' in atom ? atom.args : [atom.value, atom.by];
}

function ruleOf(kind: Exclude<Atom['kind'], 'var'>, operands: readonly number[]): Rule {
  const [a = 0, b = 0] = operands;
  switch (kind) {
    case 'floordiv': return (v) => Math.floor((v[a] ?? 0) / (v[b] ?? 0));
    case 'mod': return (v) => (v[a] ?? 0) - (v[b] ?? 0) * Math.floor((v[a] ?? 0) / (v[b] ?? 0));
    default: {
      if (operands.length !== 2) return (v) => Math[kind](...operands.map((o) => v[o] ?? 0));
      return kind === 'min' ? (v) => Math.min(v[a] ?? 0, v[b] ?? 0) : (v) => Math.max(v[a] ?? 0, v[b] ?? 0);
    }
  }
}

interface Product { readonly coefficient: number; readonly factors: readonly { readonly at: number; readonly power: number }[] }

function sumOf(products: readonly Product[]): Rule {
  const [only] = products;
  if (!only) return () => 0;
  if (products.length === 1) return productOf(only);
  const rules = products.map(productOf);
  return (v) => {
    let sum = 0;
    for (const rule of rules) sum += rule(v);
    return sum;
  };
}

function productOf({ coefficient, factors }: Product): Rule {
  const [first, second] = factors;
  if (!first) return () => coefficient;
  if (factors.every((f) => f.power === 1)) {
    const [a, b] = [first.at, second?.at ?? 0];
    if (factors.length === 1) return (v) => coefficient * (v[a] ?? 0);
    if (factors.length === 2) return (v) => coefficient * (v[a] ?? 0) * (v[b] ?? 0);
  }
  return (v) => {
    let product = coefficient;
    for (const { at, power } of factors) product *= power === 1 ? v[at] ?? 0 : (v[at] ?? 0) ** power;
    return product;
  };
}
