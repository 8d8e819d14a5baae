import { dtypeBytes, type DType } from './dtype.js';
import { decodeBf16, decodeF16, decodeF8e4m3, encodeBf16, encodeF16, encodeF8e4m3 } from './float.js';

/** A tensor's elements as they are stored: row-major, little-endian, `shape` in numbers. */
export interface TensorData {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Element values of any storage type; narrow floats are widened exactly, bool is 0 or 1. */
export type ElementArray = Float64Array | Float32Array | Int32Array | Uint8Array | readonly number[];

const table = (patterns: number, decode: (pattern: number) => number): Float32Array =>
  Float32Array.from({ length: patterns }, (_, pattern) => decode(pattern));
let f16Table: Float32Array | undefined;
let f8Table: Float32Array | undefined;

/** Values of `count` stored elements. i64 elements outside 2^53 lose their low bits. */
export function decodeElements(dtype: DType, bytes: Uint8Array): Float64Array {
  const count = Math.floor(bytes.byteLength / dtypeBytes(dtype));
  const out = new Float64Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (dtype) {
    case 'f32': for (let i = 0; i < count; i++) out[i] = view.getFloat32(4 * i, true); break;
    case 'f16': {
      const values = f16Table ??= table(65536, decodeF16);
      for (let i = 0; i < count; i++) out[i] = values[view.getUint16(2 * i, true)] ?? 0;
      break;
    }
    case 'bf16': for (let i = 0; i < count; i++) out[i] = decodeBf16(view.getUint16(2 * i, true)); break;
    case 'f8e4m3': {
      const values = f8Table ??= table(256, decodeF8e4m3);
      for (let i = 0; i < count; i++) out[i] = values[bytes[i] ?? 0] ?? 0;
      break;
    }
    case 'i8': for (let i = 0; i < count; i++) out[i] = view.getInt8(i); break;
    case 'i16': for (let i = 0; i < count; i++) out[i] = view.getInt16(2 * i, true); break;
    case 'i32': for (let i = 0; i < count; i++) out[i] = view.getInt32(4 * i, true); break;
    case 'i64': for (let i = 0; i < count; i++) out[i] = Number(view.getBigInt64(8 * i, true)); break;
    case 'u32': for (let i = 0; i < count; i++) out[i] = view.getUint32(4 * i, true); break;
    case 'u8': for (let i = 0; i < count; i++) out[i] = bytes[i] ?? 0; break;
    case 'bool': for (let i = 0; i < count; i++) out[i] = bytes[i] ? 1 : 0; break;
  }
  return out;
}

/** Bytes of `values` stored as `dtype`, rounded as a store rounds. */
export function encodeElements(dtype: DType, values: ElementArray): Uint8Array {
  const count = values.length;
  const bytes = new Uint8Array(count * dtypeBytes(dtype));
  const view = new DataView(bytes.buffer);
  const at = (i: number): number => values[i] ?? 0;
  switch (dtype) {
    case 'f32': for (let i = 0; i < count; i++) view.setFloat32(4 * i, at(i), true); break;
    case 'f16': for (let i = 0; i < count; i++) view.setUint16(2 * i, encodeF16(at(i)), true); break;
    case 'bf16': for (let i = 0; i < count; i++) view.setUint16(2 * i, encodeBf16(at(i)), true); break;
    case 'f8e4m3': for (let i = 0; i < count; i++) bytes[i] = encodeF8e4m3(at(i)); break;
    case 'i8': for (let i = 0; i < count; i++) view.setInt8(i, at(i)); break;
    case 'i16': for (let i = 0; i < count; i++) view.setInt16(2 * i, at(i), true); break;
    case 'i32': for (let i = 0; i < count; i++) view.setInt32(4 * i, at(i), true); break;
    case 'i64': for (let i = 0; i < count; i++) view.setBigInt64(8 * i, BigInt(Math.trunc(at(i))), true); break;
    case 'u32': for (let i = 0; i < count; i++) view.setUint32(4 * i, at(i), true); break;
    case 'u8': for (let i = 0; i < count; i++) bytes[i] = at(i); break;
    case 'bool': for (let i = 0; i < count; i++) bytes[i] = at(i) ? 1 : 0; break;
  }
  return bytes;
}

export function tensorData(dtype: DType, shape: readonly number[], values: ElementArray): TensorData {
  if (values.length !== elementCount(shape)) {
    throw new RangeError(`${values.length} values for shape [${shape.join(', ')}]`);
  }
  return { dtype, shape, bytes: encodeElements(dtype, values) };
}

export function valuesOf(data: TensorData): Float64Array {
  return decodeElements(data.dtype, data.bytes);
}

export { tensorData as fromNumbers, valuesOf as toNumbers };
