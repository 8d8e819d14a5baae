import { describe, expect, it } from 'vitest';
import { Formulas, Size, type Sym } from '../../src/symbolic/index.js';
import { randomFrom } from '../partitioner/search/problems.js';

const NAMES = ['N', 'D', 'K', 'B'];

/** Expressions of all kinds, parts of one in the next. */
function randomSyms(random: () => number, count: number): readonly Sym[] {
  const found: Sym[] = NAMES.map(Size.variable);
  const any = (): Sym => found[Math.floor(random() * found.length)] ?? Size.constant(1);
  const makers: readonly (() => Sym)[] = [
    () => Size.add(any(), any(), Math.floor(random() * 9) - 4), () => Size.mul(any(), any()), () => Size.mul(0.1 + random(), any()),
    () => Size.floordiv(any(), 2 + Math.floor(random() * 60)), () => Size.mod(any(), 3 + Math.floor(random() * 30)),
    () => Size.min(any(), any()), () => Size.max(any(), any(), 1 + Math.floor(random() * 50)), () => Size.ceildiv(any(), Size.add(Size.max(any(), 1), 1)),
  ];
  while (found.length < count) {
    const made = makers[Math.floor(random() * makers.length)]?.() ?? Size.constant(0);
    found.push(made.key.length < 300 ? made : Size.constant(found.length));
  }
  return found;
}

describe('formulas', () => {
  it('gives what each expression gives by itself, to the last bit', () => {
    const random = randomFrom(5);
    for (let i = 0; i < 40; i++) {
      const all = randomSyms(random, 40);
      const formulas = new Formulas(all);
      for (let j = 0; j < 5; j++) {
        const env = Object.fromEntries(NAMES.map((name) => [name, 1 + Math.floor(random() * 100_000)]));
        expect([...formulas.evaluate(env)].map((x) => x + 0)).toEqual(all.map((e) => Size.evaluate(e, env) + 0));
      }
    }
  });

  it('says which size has no value', () => {
    expect(() => new Formulas([Size.mul(2, Size.variable('N'))]).evaluate({ D: 1 })).toThrow('no value for size N');
    expect([...new Formulas([3, Size.constant(0)]).evaluate({})]).toEqual([3, 0]);
  });
});
