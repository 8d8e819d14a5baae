import type { DType } from './dtype.js';

/**
 * Bit conversions between f32 and the narrow float formats: round to nearest, ties to even.
 * f8e4m3 is the OCP form: no infinities, 448 is the largest value and everything above saturates to it, NaN is 0x7f.
 */
const f32 = new Float32Array(1);
const bits = new Uint32Array(f32.buffer);

function bitsOf(value: number): number {
  f32[0] = value;
  return bits[0] ?? 0;
}

function fromBits(word: number): number {
  bits[0] = word;
  return f32[0] ?? 0;
}

interface Format {
  /** Width of the mantissa and bias of the exponent. */
  readonly mantissa: number;
  readonly bias: number;
  /** Pattern of the largest finite value; what rounds above it becomes `overflow`. */
  readonly maxFinite: number;
  readonly overflow: number;
  readonly nan: number;
  readonly sign: number;
}

const F16: Format = { mantissa: 10, bias: 15, maxFinite: 0x7bff, overflow: 0x7c00, nan: 0x7e00, sign: 0x8000 };
const BF16: Format = { mantissa: 7, bias: 127, maxFinite: 0x7f7f, overflow: 0x7f80, nan: 0x7fc0, sign: 0x8000 };
const F8E4M3: Format = { mantissa: 3, bias: 7, maxFinite: 0x7e, overflow: 0x7e, nan: 0x7f, sign: 0x80 };

function encode(value: number, format: Format): number {
  const word = bitsOf(value);
  const sign = word >>> 31 ? format.sign : 0;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | format.nan;
  if (magnitude === 0x7f800000) return sign | format.overflow;
  const exponent = (magnitude >>> 23) - 127 + format.bias;
  const drop = 23 - format.mantissa;
  // Below the smallest normal exponent the mantissa loses one bit more for each step down.
  if (exponent < 1) {
    const shift = drop + 1 - exponent;
    if (shift > 25) return sign;
    const full = magnitude < 0x00800000 ? magnitude << 1 : (magnitude & 0x007fffff) | 0x00800000;
    return sign | roundShift(full, shift);
  }
  const rounded = roundShift(magnitude & 0x007fffff, drop) + (exponent << format.mantissa);
  return sign | (rounded > format.maxFinite ? format.overflow : rounded);
}

/** value / 2^shift to the nearest integer, ties to even. */
function roundShift(value: number, shift: number): number {
  const whole = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (whole & 1) === 1) ? whole + 1 : whole;
}

export function encodeF16(value: number): number { return encode(value, F16); }
export function encodeBf16(value: number): number { return encode(value, BF16); }
export function encodeF8e4m3(value: number): number { return encode(value, F8E4M3); }

export function decodeBf16(pattern: number): number {
  return fromBits((pattern & 0xffff) << 16);
}

export function decodeF16(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >>> 10) & 0x1f;
  const mantissa = pattern & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

export function decodeF8e4m3(pattern: number): number {
  const sign = pattern & 0x80 ? -1 : 1;
  const exponent = (pattern >>> 3) & 0xf;
  const mantissa = pattern & 7;
  if (exponent === 15 && mantissa === 7) return NaN;
  return exponent === 0 ? sign * mantissa * 2 ** -9 : sign * (8 + mantissa) * 2 ** (exponent - 10);
}

/** The value that `value` has once stored as `dtype`: rounded for floats, wrapped to the width for integers. */
export function roundTo(dtype: DType, value: number): number {
  switch (dtype) {
    case 'f32': return Math.fround(value);
    case 'f16': return decodeF16(encodeF16(Math.fround(value)));
    case 'bf16': return decodeBf16(encodeBf16(value));
    case 'f8e4m3': return decodeF8e4m3(encodeF8e4m3(value));
    case 'i8': return (value << 24) >> 24;
    case 'i16': return (value << 16) >> 16;
    case 'i32': return value | 0;
    case 'i64': return Math.trunc(value);
    case 'u8': return value & 0xff;
    case 'u32': return value >>> 0;
    case 'bool': return value ? 1 : 0;
  }
}

/** Smallest power of two that is at least `value`; 2^-126 for all that is below it, NaN too; +inf stays. Exact. */
export function pow2ceil(value: number): number {
  if (!(value > 2 ** -126)) return 2 ** -126;
  const word = bitsOf(value);
  return word & 0x007fffff ? fromBits((word & 0x7f800000) + 0x00800000) : Math.fround(value);
}
