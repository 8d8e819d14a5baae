import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSym, Size, type Sym } from '../../src/symbolic/index.js';

const N = Size.variable('N');
const B = Size.variable('B');

/** Random expressions with their value computed beside them. */
const expressions: fc.Arbitrary<{ readonly sym: Sym; readonly value: (n: number, b: number) => number }> = fc.letrec<{
  e: { readonly sym: Sym; readonly value: (n: number, b: number) => number };
}>((tie) => ({
  e: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 9 }).map((c) => ({ sym: Size.constant(c), value: () => c })),
    fc.constant({ sym: N, value: (n: number) => n }),
    fc.constant({ sym: B, value: (_: number, b: number) => b }),
    fc.tuple(tie('e'), tie('e')).map(([x, y]) => ({ sym: Size.add(x.sym, y.sym), value: (n: number, b: number) => x.value(n, b) + y.value(n, b) })),
    fc.tuple(tie('e'), tie('e')).map(([x, y]) => ({ sym: Size.sub(x.sym, y.sym), value: (n: number, b: number) => x.value(n, b) - y.value(n, b) })),
    fc.tuple(tie('e'), tie('e')).map(([x, y]) => ({ sym: Size.mul(x.sym, y.sym), value: (n: number, b: number) => x.value(n, b) * y.value(n, b) })),
    fc.tuple(tie('e'), fc.integer({ min: 1, max: 7 })).map(([x, d]) => ({ sym: Size.floordiv(x.sym, d), value: (n: number, b: number) => Math.floor(x.value(n, b) / d) })),
    fc.tuple(tie('e'), fc.integer({ min: 1, max: 7 })).map(([x, d]) => ({ sym: Size.mod(x.sym, d), value: (n: number, b: number) => { const v = x.value(n, b); return v - d * Math.floor(v / d); } })),
    fc.tuple(tie('e'), tie('e')).map(([x, y]) => ({ sym: Size.min(x.sym, y.sym), value: (n: number, b: number) => Math.min(x.value(n, b), y.value(n, b)) })),
    fc.tuple(tie('e'), tie('e')).map(([x, y]) => ({ sym: Size.max(x.sym, y.sym), value: (n: number, b: number) => Math.max(x.value(n, b), y.value(n, b)) })),
  ),
})).e;
const sizes = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }));

describe('size expressions', () => {
  it('are canonical: the same polynomial has the same key', () => {
    expect(Size.mul(Size.add(N, 1), Size.add(N, -1)).key).toBe(Size.sub(Size.mul(N, N), 1).key);
    expect(Size.add(N, B).key).toBe(Size.add(B, N).key);
    expect(Size.sub(N, N).key).toBe('0');
    expect(Size.floordiv(Size.mul(6, N), 3).key).toBe(Size.mul(2, N).key);
  });

  it('print as a person would write them', () => {
    expect(Size.ceildiv(N, 64).key).toBe('floor((N + 63) / 64)');
    expect(Size.add(Size.mul(2, N, B), -3).key).toBe('2 * B * N - 3');
    expect(Size.min(N, 64, Size.min(B, 7)).key).toBe('min(7, B, N)');
  });

  it('evaluate to what they stand for', () => {
    fc.assert(fc.property(expressions, sizes, ({ sym, value }, [n, b]) => {
      expect(Size.evaluate(sym, { N: n, B: b })).toBe(value(n, b) + 0);
    }), { numRuns: 300 });
  });

  it('read back from their text', () => {
    fc.assert(fc.property(expressions, ({ sym }) => {
      expect(parseSym(sym.key).key).toBe(sym.key);
    }), { numRuns: 300 });
  });

  it('substitute as evaluation does', () => {
    fc.assert(fc.property(expressions, sizes, ({ sym }, [n, b]) => {
      const replaced = Size.substitute(sym, (name) => (name === 'N' ? Size.constant(n) : undefined));
      expect(Size.evaluate(replaced, { B: b })).toBe(Size.evaluate(sym, { N: n, B: b }));
    }), { numRuns: 300 });
  });

  it('refuse what is no size expression, and sizes without a value', () => {
    for (const text of ['', 'N +', 'floor(N)', '2 *', 'N $ 2', 'max()', '(N']) expect(() => parseSym(text)).toThrow(SyntaxError);
    expect(() => Size.evaluate(N, {})).toThrow(RangeError);
  });
});
