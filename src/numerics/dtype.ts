/** Storage types of tensor elements. `f8e4m3` is the OCP form (no infinities, max 448). */
export const DTYPES = [
  'f32', 'f16', 'bf16', 'f8e4m3', 'i8', 'i16', 'i32', 'i64', 'u8', 'u32', 'bool',
] as const;

export type DType = (typeof DTYPES)[number];

/** Types in which expressions are evaluated. Narrow floats widen exactly to `f32` when loaded. */
export type ScalarType = 'f32' | 'i32' | 'bool';

const BYTES: Readonly<Record<DType, number>> = {
  f32: 4, f16: 2, bf16: 2, f8e4m3: 1, i8: 1, i16: 2, i32: 4, i64: 8, u8: 1, u32: 4, bool: 1,
};

/** Bytes of one stored element. */
export function dtypeBytes(dtype: DType): number {
  return BYTES[dtype];
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'f32' || dtype === 'f16' || dtype === 'bf16' || dtype === 'f8e4m3';
}

/** The type in which a loaded element takes part in arithmetic. */
export function scalarTypeOf(dtype: DType): ScalarType {
  if (isFloat(dtype)) return 'f32';
  return dtype === 'bool' ? 'bool' : 'i32';
}
