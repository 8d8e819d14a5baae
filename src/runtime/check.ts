import { report } from '../diagnostics/index.js';
import { dtypeBytes, isFloat } from '../numerics/dtype.js';
import { wrongListEntry } from '../numerics/call-values.js';
import { decodeElements, elementCount, toNumbers, type TensorData } from '../numerics/tensor-data.js';
import { InputError } from './errors.js';
import type { MethodLayout, TensorLayout } from './layout.js';
import { solveFor, type Sizes } from './size-eval.js';

/** What to make of NaN in the tensors that a caller gives. */
export type NanPolicy = 'allow' | 'reject';

export type TensorMap = Readonly<Record<string, TensorData>>;

/** Nothing but tensors of `wanted` is given; `what` names their kind: `input`. Throws `InputError`. */
export function checkKnown(given: TensorMap, wanted: readonly TensorLayout[], what: string): void {
  const known = wanted.map((t) => t.name);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InputError(report('MPC6201', { what, name: unknown, known: known.join(', ') || 'none' }));
}

/** The tensors of `wanted`, all of which must be given and nothing else. Throws `InputError`. */
export function pickAll(given: TensorMap, wanted: readonly TensorLayout[], what: string): readonly (readonly [TensorLayout, TensorData])[] {
  checkKnown(given, wanted, what);
  const pick = (name: string): TensorData | undefined => (Object.hasOwn(given, name) ? given[name] : undefined);
  const missing = wanted.filter((t) => !pick(t.name)).map((t) => t.name);
  if (missing.length > 0) throw new InputError(report('MPC6202', { what, names: missing.join(', ') }));
  return wanted.flatMap((layout) => {
    const data = pick(layout.name);
    return data ? [[layout, data] as const] : [];
  });
}

/** Type, rank and number of bytes; the extents are checked by `inferSizes` and `checkShape`. Throws `InputError`. */
export function checkForm(layout: TensorLayout, data: TensorData): void {
  const { name, tensor } = layout;
  if (data.dtype !== tensor.dtype) throw new InputError(report('MPC6203', { name, expected: tensor.dtype, found: data.dtype }));
  const whole = data.shape.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (data.shape.length !== tensor.shape.length || !whole) throw wrongShape(layout, data, tensor.shape.join(', '));
  const expected = elementCount(data.shape) * dtypeBytes(data.dtype);
  if (data.bytes.length !== expected) throw new InputError(report('MPC6205', { name, expected, found: data.bytes.length }));
}

export function checkShape(layout: TensorLayout, data: TensorData, sizes: Sizes): void {
  const expected = layout.shape.map((s) => s.at(sizes));
  if (expected.some((n, d) => n !== data.shape[d])) throw wrongShape(layout, data, expected.join(', '));
}

function wrongShape(layout: TensorLayout, data: TensorData, expected: string): InputError {
  return new InputError(report('MPC6204', {
    name: layout.name, declared: layout.tensor.shape.join(', '), expected, found: data.shape.join(', '),
  }));
}

/** A list agrees with its count, both as given for a session. Throws `InputError`. */
export function checkList({ name, tensor: { count }, idRange }: TensorLayout, given: TensorMap, sizes: Sizes): void {
  const data = given[name];
  if (!data || !idRange || count === undefined) return; // not a list of ids
  const counts = given[count];
  const ids = toNumbers(data);
  const range = idRange.at(sizes);
  const index = wrongListEntry(ids, data.shape.at(-1) ?? 1, counts && toNumbers(counts), range);
  if (index >= 0) throw new InputError(report('MPC6220', { name, index, value: ids[index] ?? 0, count, range }));
}

/** Ids lie in their range, booleans are 0 or 1, and floats are numbers where the policy wants that. Throws `InputError`. */
export function checkValues(layout: TensorLayout, data: TensorData, sizes: Sizes, nan: NanPolicy): void {
  const { name, idRange } = layout;
  if (idRange && layout.tensor.count === undefined) {
    const range = idRange.at(sizes);
    const at = find(data, (v) => v < 0 || v >= range);
    if (at) throw new InputError(report('MPC6206', { name, ...at, range }));
  }
  if (data.dtype === 'bool') {
    const index = data.bytes.findIndex((b) => b > 1);
    if (index >= 0) throw new InputError(report('MPC6219', { name, index, value: data.bytes[index] ?? 0 }));
  }
  if (nan === 'reject' && isFloat(data.dtype)) {
    const at = find(data, Number.isNaN);
    if (at) throw new InputError(report('MPC6207', { name, index: at.index }));
  }
}

/** Decodes in parts, so that a large tensor is not held twice. */
const PART = 1 << 16;

function find(data: TensorData, wrong: (value: number) => boolean): { readonly index: number; readonly value: number } | undefined {
  const width = dtypeBytes(data.dtype);
  for (let start = 0; start * width < data.bytes.length; start += PART) {
    const values = decodeElements(data.dtype, data.bytes.subarray(start * width, (start + PART) * width));
    const index = values.findIndex(wrong);
    if (index >= 0) return { index: start + index, value: values[index] ?? NaN };
  }
  return undefined;
}

/**
 * The sizes that follow from the extents of `given`, on top of those `known`. A size that two extents disagree about, or that
 * leaves its range, throws `InputError`.
 */
export function inferSizes(method: MethodLayout, given: readonly (readonly [TensorLayout, TensorData])[], known: Sizes): Sizes {
  const sizes: Record<string, number> = { ...known };
  let progress = true;
  while (progress) {
    progress = false;
    for (const [layout, data] of given) {
      for (const [d, text] of layout.shape.entries()) {
        const found = solveFor(text, data.shape[d] ?? 0, sizes);
        if (!found) continue;
        sizes[found.name] = found.value;
        progress = true;
      }
    }
  }
  checkSizes(method, sizes);
  for (const [layout, data] of given) {
    const unknown = layout.shape.flatMap((s) => s.names).find((name) => sizes[name] === undefined);
    if (unknown !== undefined) throw new InputError(report('MPC6210', { size: unknown }));
    checkShape(layout, data, sizes);
  }
  return sizes;
}

/** Every size that has a value is within its range and a multiple of its divisor. Throws `InputError`. */
export function checkSizes(method: MethodLayout, sizes: Sizes): void {
  for (const { name, min, max, multipleOf } of method.manifest.sizes) {
    const value = sizes[name];
    if (value === undefined) continue;
    if (!Number.isInteger(value) || value < min || value > max) throw new InputError(report('MPC6208', { size: name, value, min, max }));
    if (value % multipleOf !== 0) throw new InputError(report('MPC6209', { size: name, value, multipleOf }));
  }
}

/** Every size of the method has a value. Throws `InputError`. */
export function requireSizes(method: MethodLayout, sizes: Sizes): void {
  const unknown = method.manifest.sizes.find((s) => sizes[s.name] === undefined);
  if (unknown) throw new InputError(report('MPC6210', { size: unknown.name }));
}
