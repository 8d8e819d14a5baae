import { report } from '../../diagnostics/index.js';
import { dtypeBytes, type DType } from '../../numerics/dtype.js';
import { decodeElements, elementCount, encodeElements, type TensorData } from '../../numerics/tensor-data.js';
import { InputError } from '../errors.js';

/** How elements lie in a file: one of our types, a type that has to be converted, or bits that only the reader can name. */
export type StoredType = DType | 'f64' | 'bits8' | 'bits16';

export interface ReadOptions {
  /** For messages. */
  readonly path?: string;
  /**
   * The wanted type. Names the meaning of raw bits (numpy has no bf16 and no f8e4m3), and lets integers narrow where all
   * values fit. Any other difference is an error: rounding is for the caller to ask for.
   */
  readonly dtype?: DType;
}

export function storedBytes(type: StoredType): number {
  switch (type) {
    case 'f64': return 8;
    case 'bits8': return 1;
    case 'bits16': return 2;
    default: return dtypeBytes(type);
  }
}

/** Little-endian, row-major elements of a file as a tensor of the wanted type. f64 is rounded to f32. */
export function toTensor(type: StoredType, shape: readonly number[], bytes: Uint8Array, name: string, options: ReadOptions): TensorData {
  const { path = name, dtype: wanted } = options;
  const refuse = (): never => {
    throw new InputError(report('MPC6005', { path, name, found: storedName(type), wanted: wanted ?? 'a named type' }));
  };
  if (type === 'bits16') return wanted === 'bf16' || wanted === 'f16' ? { dtype: wanted, shape, bytes } : refuse();
  if (type === 'bits8') {
    if (wanted === 'f8e4m3' || wanted === 'u8') return { dtype: wanted, shape, bytes };
    return refuse();
  }
  if (type === 'f64') {
    const { buffer, byteOffset } = bytes.slice();
    const narrow = encodeElements('f32', new Float64Array(buffer, byteOffset, elementCount(shape)));
    return wanted === undefined || wanted === 'f32' ? { dtype: 'f32', shape, bytes: narrow } : refuse();
  }
  if (type === 'u8' && wanted === 'f8e4m3') return { dtype: wanted, shape, bytes };
  if (type === 'bool') requireBooleans(bytes, name, path);
  if (wanted === undefined || wanted === type) return { dtype: type, shape, bytes };
  if (!INTEGERS.has(type) || !INTEGERS.has(wanted)) return refuse();
  const values = decodeElements(type, bytes);
  const narrow = encodeElements(wanted, values);
  const back = decodeElements(wanted, narrow);
  const lost = values.findIndex((v, i) => v !== back[i]);
  if (lost >= 0) throw new InputError(report('MPC6006', { path, name, index: lost, value: values[lost] ?? 0, wanted }));
  return { dtype: wanted, shape, bytes: narrow };
}

const INTEGERS: ReadonlySet<StoredType> = new Set<StoredType>(['i8', 'i16', 'i32', 'i64', 'u8', 'u32']);

function storedName(type: StoredType): string {
  return type === 'bits16' ? '16-bit patterns' : type === 'bits8' ? '8-bit patterns' : type;
}

function requireBooleans(bytes: Uint8Array, name: string, path: string): void {
  const wrong = bytes.findIndex((b) => b > 1);
  if (wrong >= 0) throw new InputError(report('MPC6006', { path, name, index: wrong, value: bytes[wrong] ?? 0, wanted: 'bool' }));
}

/** Bytes of `count` elements; undefined where the product of the extents is no safe integer. */
export function byteLength(type: StoredType, shape: readonly number[]): number | undefined {
  // A zero extent empties the tensor however large the others are.
  const bytes = shape.includes(0) ? 0 : elementCount(shape) * storedBytes(type);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
