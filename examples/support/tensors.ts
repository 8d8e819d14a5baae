import { fromNumbers, toNumbers, type ElementArray, type ManifestTensor, type TensorData } from 'mpc/runtime';
import { seededBits, seededNumbers } from './random.js';

export type Tensors = Readonly<Record<string, TensorData>>;
export type Sizes = Readonly<Record<string, number>>;
/** A function that a method calls: a model. */
export type Extern = (args: Tensors) => Readonly<Record<string, TensorData | ElementArray>>;

export const ints = (values: ArrayLike<number>, shape: readonly number[] = [values.length]): TensorData => fromNumbers('i32', shape, Array.from(values));
export const floats = (values: ArrayLike<number>, shape: readonly number[] = [values.length]): TensorData => fromNumbers('f32', shape, Array.from(values));
export const flag = (value: boolean): TensorData => fromNumbers('bool', [], [value ? 1 : 0]);

export const numbers = (tensor: TensorData | undefined): number[] => (tensor ? Array.from(toNumbers(tensor)) : []);
/** A list or a selection among results: as many entries as its count says. */
export const listed = (results: Tensors, name: string): number[] => numbers(results[name]).slice(0, numbers(results[`${name}_count`])[0] ?? 0);
/** Row `row` of a result. */
export const rowOf = (tensor: TensorData | undefined, row: number): number[] => {
  const width = tensor?.shape.at(-1) ?? 0;
  return numbers(tensor).slice(row * width, (row + 1) * width);
};
/** What was chosen for row `row` of a selection, ascending. */
export const chosen = (tensor: TensorData | undefined, row = 0): number[] => rowOf(tensor, row).filter((id) => id >= 0).sort((a, b) => a - b);

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.max(Math.sqrt(aa * bb), 1e-30);
}

/** A tensor of a method, filled with seeded values that fit it. */
export function seededTensor({ name, dtype, shape: extents, idRange, role }: ManifestTensor, step: number, sizes: Sizes): TensorData {
  const extent = (text: string): number => {
    const value = sizes[text] ?? Number(text);
    if (!Number.isInteger(value)) throw new Error(`${name} has the extent ${text}: give it in sizes`);
    return value;
  };
  const shape = extents.map(extent);
  const count = shape.reduce((a, b) => a * b, 1);
  if (idRange !== undefined) return ints(seededBits(name, step, count).map((x) => x % extent(idRange)), shape);
  if (name.startsWith('gain')) return fromNumbers(dtype, shape, seededNumbers(name, step, count, 0.25).map((v) => 1 + v));
  // Weights: products over the longest dimension stay near 1.
  const scale = role === 'weight' ? 2 ** -Math.floor(Math.log2(Math.max(1, ...shape)) / 2) : 1;
  return fromNumbers(dtype, shape, seededNumbers(name, step, count, scale));
}
