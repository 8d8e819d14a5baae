import { expect } from 'vitest';
import { decodeElements, encodeElements, type TensorData } from '../../../src/numerics/tensor-data.js';
import type { DType } from '../../../src/numerics/dtype.js';
import { runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import type { Method } from '../../../src/ir/nodes.js';
import { ReferenceSession } from '../../../src/reference/index.js';
import { seededNumbers } from '../../support/seeded.js';
import { compile } from './support.js';

export type Tensors = Readonly<Record<string, TensorData>>;

export function data(dtype: DType, shape: readonly number[], values: readonly number[]): TensorData {
  return { dtype, shape: [...shape], bytes: encodeElements(dtype, values) };
}

export const f32 = (shape: readonly number[], values: readonly number[]): TensorData => data('f32', shape, values);
export const i32 = (shape: readonly number[], values: readonly number[]): TensorData => data('i32', shape, values);

/** Seeded values in [-1, 1), the same in each run. */
export function random(name: string, ...shape: readonly number[]): TensorData & { readonly at: (...indices: readonly number[]) => number } {
  const count = shape.reduce((a, b) => a * b, 1);
  const values = seededNumbers(name, 0, count);
  return { ...f32(shape, values), at: (...indices) => values[indices.reduce((at, index, d) => at * (shape[d] ?? 1) + index, 0)] ?? NaN };
}

export function numbers(tensor: TensorData | undefined): readonly number[] {
  return tensor ? [...decodeElements(tensor.dtype, tensor.bytes)] : [];
}

export function methodOf(text: string): Method {
  const { method, diagnostics } = compile(text);
  expect(diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([]);
  if (!method) throw new Error('it does not compile');
  return method;
}

export interface Given { readonly statics?: Tensors; readonly weights?: Tensors; readonly steps: readonly Tensors[]; readonly sizes?: Readonly<Record<string, number>> }

/** Outputs of each step, by name. As written and after the passes the results must agree. */
export function run(text: string, { statics = {}, weights = {}, steps, sizes = {} }: Given): readonly Readonly<Record<string, readonly number[]>>[] {
  const method = methodOf(text);
  const [plain, optimised] = [method, runPasses(method, STANDARD_PASSES, { verify: true })].map((m) => {
    const session = new ReferenceSession(m);
    session.load(statics, weights);
    return steps.map((inputs) => Object.fromEntries(Object.entries(session.step(inputs, sizes).outputs).map(([name, t]) => [name, numbers(t)])));
  });
  if (!plain || !optimised) throw new Error('nothing ran');
  plain.forEach((outputs, step) => {
    for (const [name, values] of Object.entries(outputs)) expectClose(optimised[step]?.[name] ?? [], values);
  });
  return plain;
}

export function expectClose(actual: readonly number[], expected: readonly number[], digits = 4): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    if (Number.isFinite(value)) expect(actual[i]).toBeCloseTo(value, digits);
    else expect(actual[i]).toBe(value);
  }
}

export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
