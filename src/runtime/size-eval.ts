import { Size, parseSym, type Sym } from '../symbolic/index.js';
import type { Condition } from './manifest.js';

/** Actual values of sizes, by name. */
export type Sizes = Readonly<Record<string, number>>;

/** A size text of the manifest, parsed once. */
export interface SizeText {
  readonly text: string;
  readonly sym: Sym;
  /** Names of the sizes that it mentions. */
  readonly names: readonly string[];
  /** Throws a `RangeError` if a size has no value. */
  readonly at: (sizes: Sizes) => number;
}

const known = new Map<string, SizeText>();
const MAX_KNOWN = 10_000;

/** Parses and compiles a size text; equal texts share one result. Throws a `SyntaxError`. */
export function sizeText(text: string): SizeText {
  const found = known.get(text);
  if (found) return found;
  const sym = parseSym(text);
  const names = Size.variables(sym);
  const whole = Size.asConstant(sym);
  const only = names.length === 1 && names[0] === text ? names[0] : undefined;
  const at = whole !== undefined ? () => whole
    : only !== undefined ? (sizes: Sizes) => sizes[only] ?? missing(only)
    : (sizes: Sizes) => Size.evaluate(sym, sizes);
  const made = { text, sym, names, at };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, made);
  return made;
}

function missing(name: string): never {
  throw new RangeError(`no value for size ${name}`);
}

/** All conditions as one predicate. */
export function compileConditions(conditions: readonly Condition[]): (sizes: Sizes) => boolean {
  const parts = conditions.flatMap((c) => ('flag' in c ? [] : [c])).map(({ left, op, right }) => ({ left: sizeText(left), op, right: sizeText(right) }));
  return (sizes) => parts.every(({ left, op, right }) => compare(left.at(sizes), op, right.at(sizes)));
}

function compare(left: number, op: 'lt' | 'le' | 'eq' | 'ne', right: number): boolean {
  switch (op) {
    case 'lt': return left < right;
    case 'le': return left <= right;
    case 'eq': return left === right;
    case 'ne': return left !== right;
  }
}

/**
 * The value of the one unknown size for which `text` equals `value`, where the text is linear in it.
 * Undefined when there is no unknown, more than one, another form, or no whole solution.
 */
export function solveFor(text: SizeText, value: number, sizes: Sizes): { readonly name: string; readonly value: number } | undefined {
  const unknown = text.names.filter((n) => sizes[n] === undefined);
  const [name] = unknown;
  if (name === undefined || unknown.length > 1 || !isLinear(text.sym, name)) return undefined;
  const zero = text.at({ ...sizes, [name]: 0 });
  const slope = text.at({ ...sizes, [name]: 1 }) - zero;
  const solution = (value - zero) / slope;
  return Number.isInteger(solution) ? { name, value: solution } : undefined;
}

function isLinear(sym: Sym, name: string): boolean {
  return sym.terms.every((term) => {
    const uses = term.factors.filter((f) => (f.atom.kind === 'var' ? f.atom.name === name : mentions(f.atom, name)));
    return uses.length === 0 || (uses.length === 1 && uses[0]?.power === 1 && uses[0].atom.kind === 'var');
  });
}

function mentions(atom: Sym['terms'][number]['factors'][number]['atom'], name: string): boolean {
  switch (atom.kind) {
    case 'var': return atom.name === name;
    case 'min': case 'max': return atom.args.some((a) => Size.variables(a).includes(name));
    default: return Size.variables(atom.value).includes(name) || Size.variables(atom.by).includes(name);
  }
}
