import { fromNumbers, type DType, type TensorData } from 'mpc/runtime';

/** Seeded tensors: value i of a tensor depends on its name, the step and i alone. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}

function bits(name: string, step: number, count: number): Uint32Array {
  const start = hash(name) ^ Math.imul(step + 1, 0x9e3779b1);
  return Uint32Array.from({ length: count }, (_, i) => {
    let x = start + Math.imul(i + 1, 0x85ebca77);
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    return x ^ (x >>> 16);
  });
}

/** Values in [-scale, scale) around `centre`. */
export function seededNumbers(name: string, step: number, count: number, scale = 1, centre = 0): Float64Array {
  return Float64Array.from(bits(name, step, count), (x) => centre + ((x >>> 8) / 2 ** 23 - 1) * scale);
}

export interface SeededTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly scale?: number;
  readonly centre?: number;
  /** Ids 0 .. ids - 1 instead. */
  readonly ids?: number;
}

export function seeded(name: string, step: number, { dtype, shape, scale, centre, ids }: SeededTensor): TensorData {
  const count = shape.reduce((a, b) => a * b, 1);
  return fromNumbers(dtype, shape, ids === undefined ? seededNumbers(name, step, count, scale, centre)
    : Array.from(bits(name, step, count), (x) => x % ids));
}
