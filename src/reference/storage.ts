import { scalarTypeOf, type DType } from '../numerics/dtype.js';
import { emptyValue } from '../numerics/call-values.js';
import { decodeElements, encodeElements, type TensorData } from '../numerics/tensor-data.js';
import { Size } from '../symbolic/index.js';
import type { Tensor } from '../ir/nodes.js';

/** Elements in the type that they are computed in: narrow floats widened, integers as i32, bool as 0 or 1. */
export type Elements = Float32Array | Int32Array | Uint8Array;

/** A tensor's values in the interpreter. `bounds`: how far each element may be off, where that is known to be uncertain. */
export interface Stored {
  readonly shape: readonly number[];
  /** May be longer than the shape needs. */
  readonly data: Elements;
  readonly bounds?: Float64Array;
}

export type SizeValues = Readonly<Record<string, number>>;

export function shapeOf(tensor: Tensor, sizes: SizeValues): readonly number[] {
  return tensor.shape.map((dim) => Size.evaluate(dim, sizes));
}

export function elements(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

export function makeElements(dtype: DType, count: number): Elements {
  const type = scalarTypeOf(dtype);
  return type === 'f32' ? new Float32Array(count) : type === 'i32' ? new Int32Array(count) : new Uint8Array(count);
}

export function zeros(tensor: Tensor, sizes: SizeValues): Stored {
  const shape = shapeOf(tensor, sizes);
  return { shape, data: makeElements(tensor.dtype, elements(shape)) };
}

/** A memory before anything is written: zero, and lists empty. */
export function initial(tensor: Tensor, sizes: SizeValues): Stored {
  const stored = zeros(tensor, sizes);
  if (tensor.count) stored.data.fill(emptyValue(tensor));
  return stored;
}

/** Copies the elements that two shapes have in common. */
export function copyCommon(from: Stored, to: Stored): void {
  const [source, target] = [stridesOf(from.shape), stridesOf(to.shape)];
  const copy = (d: number, at: number, into: number): void => {
    if (d === from.shape.length) {
      to.data[into] = from.data[at] ?? 0;
      return;
    }
    const common = Math.min(from.shape[d] ?? 0, to.shape[d] ?? 0);
    for (let i = 0; i < common; i++) copy(d + 1, at + i * (source[d] ?? 1), into + i * (target[d] ?? 1));
  };
  copy(0, 0, 0);
}

export function fromTensorData(data: TensorData): Stored {
  const values = decodeElements(data.dtype, data.bytes);
  const type = scalarTypeOf(data.dtype);
  const converted = type === 'f32' ? Float32Array.from(values) : type === 'i32' ? Int32Array.from(values) : Uint8Array.from(values);
  return { shape: data.shape, data: converted };
}

export function toTensorData(dtype: DType, stored: Stored): TensorData {
  const bytes = encodeElements(dtype, stored.data.subarray(0, elements(stored.shape)));
  return { dtype, shape: stored.shape, bytes };
}

/** Distance between neighbours of each dimension, row-major. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= shape[d] ?? 1;
  }
  return strides;
}
