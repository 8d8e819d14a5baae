import { Size, type Sym } from '../../symbolic/index.js';
import type { Atom } from '../../symbolic/sym.js';

export function symOfAtom(atom: Atom): Sym {
  switch (atom.kind) {
    case 'var': return Size.variable(atom.name);
    case 'floordiv': return Size.floordiv(atom.value, atom.by);
    case 'mod': return Size.mod(atom.value, atom.by);
    default: return Size[atom.kind](...atom.args);
  }
}

export function keyOfAtom(atom: Atom): string {
  return atom.kind === 'var' ? atom.name : symOfAtom(atom).key;
}

/** Sign with which an atom occurs: 1, -1, or 0 where it occurs with both. */
export function signOf(value: Sym, atom: Atom): number {
  const key = keyOfAtom(atom);
  const signs = value.terms.filter((t) => t.factors.some((f) => keyOfAtom(f.atom) === key)).map((t) => Math.sign(t.coefficient));
  return signs.every((s) => s === 1) ? 1 : signs.every((s) => s === -1) ? -1 : 0;
}

/**
 * Replaces an atom by its lower bound where it counts positively and by its upper bound elsewhere. Undefined where the
 * bound that is needed is unknown or the factors beside it may be negative (`isNonNegative`; not asked if low is high).
 */
export function replaceAtom(
  value: Sym, atom: Atom, low: Sym | undefined, high: Sym | undefined, isNonNegative?: (atom: Atom) => boolean,
): Sym | undefined {
  const key = keyOfAtom(atom);
  const parts: Sym[] = [];
  for (const term of value.terms) {
    const mine = term.factors.find((f) => keyOfAtom(f.atom) === key);
    const others = term.factors.filter((f) => f !== mine);
    const beside = Size.mul(term.coefficient, ...others.flatMap((f) => Array<Sym>(f.power).fill(symOfAtom(f.atom))));
    if (!mine) {
      parts.push(beside);
      continue;
    }
    if (isNonNegative && !others.every((f) => isNonNegative(f.atom))) return undefined;
    if (isNonNegative && mine.power > 1 && !isNonNegative(atom)) return undefined;
    const bound = term.coefficient > 0 ? low : high;
    if (!bound) return undefined;
    parts.push(Size.mul(beside, ...Array<Sym>(mine.power).fill(bound)));
  }
  return Size.add(...parts);
}
