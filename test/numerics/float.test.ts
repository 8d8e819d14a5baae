import { f16round, getFloat16, setFloat16 } from '@petamoriken/float16';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBf16, decodeF16, decodeF8e4m3, encodeBf16, encodeF16, encodeF8e4m3, pow2ceil, roundTo,
} from '../../src/numerics/float.js';
import { DTYPES, type DType } from '../../src/numerics/dtype.js';
import { decodeElements, encodeElements, tensorData, valuesOf } from '../../src/numerics/tensor-data.js';

const view = new DataView(new ArrayBuffer(4));
const f32FromBits = (word: number): number => { view.setUint32(0, word); return view.getFloat32(0); };

/** Nearest representable by search over all values of a format: ties to the even pattern. */
function nearest(value: number, positive: readonly number[], max: number): number {
  if (Number.isNaN(value)) return NaN;
  const sign = value < 0 || Object.is(value, -0) ? -1 : 1;
  const magnitude = Math.abs(value);
  if (magnitude >= max) return sign * max;
  let low = 0;
  while ((positive[low + 1] ?? Infinity) <= magnitude) low++;
  const a = positive[low] ?? 0;
  const b = positive[low + 1] ?? a;
  const below = magnitude - a;
  const above = b - magnitude;
  return sign * (below < above || (below === above && low % 2 === 0) ? a : b);
}

describe('f16', () => {
  it('decodes all patterns as the oracle does, and encodes them back', () => {
    for (let pattern = 0; pattern < 65536; pattern++) {
      view.setUint16(0, pattern);
      const value = decodeF16(pattern);
      if (!Object.is(value, getFloat16(view, 0))) expect(value, `pattern ${pattern}`).toBe(getFloat16(view, 0));
      if (!Number.isNaN(value) && encodeF16(value) !== pattern) expect(encodeF16(value)).toBe(pattern);
    }
  });

  it('rounds every midpoint between neighbours, and its f32 neighbours, as the oracle does', () => {
    for (let pattern = 0; pattern < 0x7c00; pattern++) {
      const low = decodeF16(pattern);
      const high = pattern === 0x7bff ? 65536 : decodeF16(pattern + 1);
      const middle = (low + high) / 2;
      for (const value of [middle, middle * (1 + 2 ** -23), middle * (1 - 2 ** -23), -middle]) {
        setFloat16(view, 0, Math.fround(value));
        if (encodeF16(value) !== view.getUint16(0)) expect([value, encodeF16(value)]).toEqual([value, view.getUint16(0)]);
      }
    }
    expect(encodeF16(65519)).toBe(0x7bff);
    expect(encodeF16(65520)).toBe(0x7c00);
    expect(encodeF16(NaN)).toBe(0x7e00);
  });

  it('agrees with the oracle on any f32', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffffff }), (word) => {
      const value = f32FromBits(word);
      expect(roundTo('f16', value)).toBe(f16round(value));
    }), { numRuns: 3000 });
  });
});

describe('bf16', () => {
  it('round-trips every pattern and rounds midpoints to even', () => {
    for (let pattern = 0; pattern < 0x7f80; pattern++) {
      const value = decodeBf16(pattern);
      if (encodeBf16(value) !== pattern || encodeBf16(-value) !== (pattern | 0x8000)) expect(encodeBf16(value)).toBe(pattern);
      const middle = f32FromBits((pattern << 16) | 0x8000);
      const even = pattern % 2 === 0 ? pattern : pattern + 1;
      if (encodeBf16(middle) !== even) expect([middle, encodeBf16(middle)]).toEqual([middle, even]);
      const above = f32FromBits((pattern << 16) | 0x8001);
      const below = f32FromBits((pattern << 16) | 0x7fff);
      if (encodeBf16(above) !== pattern + 1 || encodeBf16(below) !== pattern) expect(encodeBf16(above)).toBe(pattern + 1);
    }
  });

  it('keeps infinities and NaN, and overflows to infinity', () => {
    expect(encodeBf16(Infinity)).toBe(0x7f80);
    expect(encodeBf16(-Infinity)).toBe(0xff80);
    expect(encodeBf16(3.4e38)).toBe(0x7f80);
    expect(decodeBf16(encodeBf16(NaN))).toBeNaN();
  });
});

describe('f8e4m3', () => {
  const positive = Array.from({ length: 127 }, (_, pattern) => decodeF8e4m3(pattern));

  it('has the values of the OCP table', () => {
    expect([1, 7, 8, 0x38, 0x7e].map(decodeF8e4m3)).toEqual([2 ** -9, 7 * 2 ** -9, 2 ** -6, 1, 448]);
    expect(decodeF8e4m3(0x7f)).toBeNaN();
    expect(decodeF8e4m3(0xff)).toBeNaN();
    expect(Object.is(decodeF8e4m3(0x80), -0)).toBe(true);
    expect(positive.every((v, i) => i === 0 || v > (positive[i - 1] ?? 0))).toBe(true);
  });

  it('round-trips every pattern and saturates', () => {
    for (let pattern = 0; pattern < 256; pattern++) {
      const value = decodeF8e4m3(pattern);
      if (!Number.isNaN(value)) expect(encodeF8e4m3(value)).toBe(pattern);
    }
    expect([448, 449, 464, 1e30, Infinity].map(encodeF8e4m3)).toEqual([0x7e, 0x7e, 0x7e, 0x7e, 0x7e]);
    expect(encodeF8e4m3(-Infinity)).toBe(0xfe);
    expect(encodeF8e4m3(NaN) & 0x7f).toBe(0x7f);
  });

  it('rounds to the nearest value, ties to even, at all midpoints and at random', () => {
    const values = positive.flatMap((v, i) => {
      const middle = (v + (positive[i + 1] ?? v)) / 2;
      return [middle, Math.fround(middle * (1 + 2 ** -20)), Math.fround(middle * (1 - 2 ** -20)), -middle];
    });
    for (const value of values) expect(roundTo('f8e4m3', value)).toBe(nearest(value, positive, 448));
    fc.assert(fc.property(fc.float({ min: -500, max: 500, noNaN: true }), (value) => {
      expect(roundTo('f8e4m3', value)).toBe(nearest(value, positive, 448));
    }), { numRuns: 2000 });
  });

  it('rounds tiny values to subnormals and zero', () => {
    expect([2 ** -10, 2 ** -10 * 1.01, 1.5 * 2 ** -9, 2 ** -140, f32FromBits(1)].map((v) => roundTo('f8e4m3', v)))
      .toEqual([0, 2 ** -9, 2 ** -8, 0, 0]);
  });
});

describe('storage', () => {
  it('encodes and decodes every type', () => {
    const samples: Record<DType, readonly number[]> = {
      f32: [0, -1.5, Math.fround(0.1), Infinity], f16: [0.5, -65504, 2 ** -24], bf16: [1, -3.5, 2 ** -133], f8e4m3: [448, -0.5, 2 ** -9],
      i8: [-128, 127], i16: [-32768, 32767], i32: [-2147483648, 2147483647], i64: [-(2 ** 53), 2 ** 53 - 1, -1], u8: [0, 255],
      u32: [0, 4294967295], bool: [0, 1],
    };
    for (const dtype of DTYPES) {
      const bytes = encodeElements(dtype, samples[dtype]);
      expect(Array.from(decodeElements(dtype, bytes)), dtype).toEqual(samples[dtype]);
      for (const value of samples[dtype]) expect(roundTo(dtype, value), dtype).toBe(value);
    }
  });

  it('reads from a view that does not start at an aligned offset', () => {
    const bytes = new Uint8Array(9);
    bytes.set(encodeElements('f32', [1.25, -2]), 1);
    expect(Array.from(decodeElements('f32', bytes.subarray(1)))).toEqual([1.25, -2]);
  });

  it('refuses values that do not fit the shape', () => {
    expect(() => tensorData('f32', [2, 2], [1])).toThrow(RangeError);
    expect(Array.from(valuesOf(tensorData('bf16', [2], [1, 1.001])))).toEqual([1, 1]);
  });
});

describe('pow2ceil', () => {
  it('is the smallest power of two at or above', () => {
    expect([1, 1.0000001, 0.75, 3, 4, 2 ** -126, 0, -5, NaN].map((v) => pow2ceil(Math.fround(v))))
      .toEqual([1, 2, 1, 4, 4, 2 ** -126, 2 ** -126, 2 ** -126, 2 ** -126]);
    fc.assert(fc.property(fc.float({ min: Math.fround(2 ** -120), max: Math.fround(2 ** 120), noNaN: true }), (value) => {
      const power = pow2ceil(value);
      expect(Number.isInteger(Math.log2(power))).toBe(true);
      expect(power >= value && power / 2 < value).toBe(true);
    }));
  });
});
