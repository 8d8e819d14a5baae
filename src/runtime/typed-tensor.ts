import type { DType } from '../numerics/dtype.js';
import { fromNumbers, type ElementArray, type TensorData } from '../numerics/tensor-data.js';

/** A tensor whose element type and shape the type checker knows; an extent that is only known at run time is a `number`. */
export interface Tensor<Type extends DType, Shape extends readonly number[]> extends TensorData {
  readonly dtype: Type;
  readonly shape: Shape;
}

/** A tensor from element values, row-major, rounded to its type. Throws a `RangeError` if the shape does not fit. */
export function tensor<Type extends DType, const Shape extends readonly number[]>(
  dtype: Type, shape: Shape, values: ElementArray,
): Tensor<Type, Shape> {
  return { dtype, shape, bytes: fromNumbers(dtype, shape, values).bytes };
}
