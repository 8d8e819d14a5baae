import { Size, type Sym } from '../../symbolic/index.js';
import type { Atom } from '../../symbolic/sym.js';
import type { SizeSymbol } from '../nodes.js';
import { replaceAtom, signOf } from './size-atoms.js';

/** Rounding of fractional coefficients (1/3) must not decide a comparison of integers. */
const SLACK = 1e-6;
const MAX_DEPTH = 24;

/** Decides inequalities between size expressions from the ranges of the sizes. Integer valued: more than -1 is 0 or more. */
export class NonNegative {
  constructor(private readonly ranges: ReadonlyMap<string, SizeSymbol>) {}

  holds(value: Sym, depth = 0): boolean {
    if (depth > MAX_DEPTH) return false;
    const atom = compoundAtom(value);
    if (!atom) return this.minimum(value) > -1 + SLACK || this.shiftedMinimum(value) > -1 + SLACK;
    const next = (low: Sym, high: Sym): boolean => {
      const replaced = replaceAtom(value, atom, low, high, () => true);
      return replaced !== undefined && this.holds(replaced, depth + 1);
    };
    if ('args' in atom) {
      const any = signOf(value, atom) === (atom.kind === 'min' ? -1 : 1);
      return any ? atom.args.some((a) => next(a, a)) : atom.args.every((a) => next(a, a));
    }
    if (atom.kind === 'mod') return next(Size.constant(0), Size.sub(atom.by, 1));
    const by = Size.asConstant(atom.by);
    if (by === undefined || by <= 0) return next(Size.constant(0), atom.value);
    return next(Size.mul(Size.sub(atom.value, by - 1), 1 / by), Size.mul(atom.value, 1 / by));
  }

  minimum(value: Sym): number {
    return value.terms.reduce((total, term) => total + this.termRange(term)[0], 0);
  }

  maximum(value: Sym): number {
    return value.terms.reduce((total, term) => total + this.termRange(term)[1], 0);
  }

  private termRange(term: Sym['terms'][number]): readonly [number, number] {
    const range = term.factors.reduce<readonly [number, number]>(([lo, hi], f) => {
      const [a, b] = this.atomRange(f.atom);
      const ends = [lo * a ** f.power, lo * b ** f.power, hi * a ** f.power, hi * b ** f.power].map((v) => (Number.isNaN(v) ? 0 : v));
      return [Math.min(...ends), Math.max(...ends)];
    }, [1, 1]);
    const ends = [term.coefficient * range[0], term.coefficient * range[1]] as const;
    return term.coefficient < 0 ? [ends[1], ends[0]] : ends;
  }

  private atomRange(atom: Atom): readonly [number, number] {
    switch (atom.kind) {
      case 'var': {
        const size = this.ranges.get(atom.name);
        return size ? [size.min, size.max] : [-Infinity, Infinity];
      }
      case 'floordiv': {
        const ends = [this.minimum(atom.value), this.maximum(atom.value)]
          .flatMap((v) => [Math.floor(v / this.minimum(atom.by)), Math.floor(v / this.maximum(atom.by))]);
        return [Math.min(...ends), Math.max(...ends)];
      }
      case 'mod': return [0, this.maximum(atom.by) - 1];
      default: {
        return [Math[atom.kind](...atom.args.map((a) => this.minimum(a))), Math[atom.kind](...atom.args.map((a) => this.maximum(a)))];
      }
    }
  }

  /** The minimum after writing each size as its minimum plus the rest, so that `N * M - N` is seen to be 0 or more. */
  private shiftedMinimum(value: Sym): number {
    const shifted = Size.substitute(value, (name) => Size.add(Size.variable(name), this.ranges.get(name)?.min ?? 0));
    return shifted.terms.reduce((total, term) => {
      if (term.factors.length === 0) return total + term.coefficient;
      if (term.coefficient >= 0) return total;
      const most = term.factors.reduce((product, f) => {
        const size = f.atom.kind === 'var' ? this.ranges.get(f.atom.name) : undefined;
        return product * (size ? size.max - size.min : Infinity) ** f.power;
      }, 1);
      return total + term.coefficient * most;
    }, 0);
  }
}

function compoundAtom(value: Sym): Exclude<Atom, { readonly kind: 'var' }> | undefined {
  for (const term of value.terms) {
    for (const { atom } of term.factors) if (atom.kind !== 'var') return atom;
  }
  return undefined;
}
