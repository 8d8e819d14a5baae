import { dtypeBytes } from '../numerics/dtype.js';
import { wrongListEntry } from '../numerics/call-values.js';
import { elementCount, toNumbers, type TensorData } from '../numerics/tensor-data.js';
import { Size, type Sym } from '../symbolic/index.js';
import { report } from '../diagnostics/report.js';
import type { Method, SizeSymbol, Tensor } from '../ir/nodes.js';
import { InputError } from './input-error.js';
import { fromTensorData, type SizeValues, type Stored } from './storage.js';

/** Tensors by name, as a caller gives them. */
export type NamedTensors = Readonly<Record<string, TensorData>>;

/**
 * Sizes that follow from the shapes of given tensors: dimensions of the form `a * N + b` are solved for `N`.
 * `known` wins; whatever disagrees is found when the shapes are checked.
 */
export function inferSizes(method: Method, given: NamedTensors, known: SizeValues): SizeValues {
  const sizes: Record<string, number> = { ...known };
  for (const tensor of method.tensors) {
    const data = given[tensor.name];
    if (!data || data.shape.length !== tensor.shape.length) continue;
    tensor.shape.forEach((dim, d) => {
      const solved = solve(dim, data.shape[d] ?? 0);
      if (solved && sizes[solved.name] === undefined) sizes[solved.name] = solved.value;
    });
  }
  return sizes;
}

function solve(dim: Sym, extent: number): { readonly name: string; readonly value: number } | undefined {
  const [only, ...others] = dim.terms.filter((t) => t.factors.length > 0);
  const [factor, ...more] = only?.factors ?? [];
  if (!only || others.length > 0 || !factor || more.length > 0 || factor.power !== 1 || factor.atom.kind !== 'var') return undefined;
  const offset = dim.terms.find((t) => t.factors.length === 0)?.coefficient ?? 0;
  const value = (extent - offset) / only.coefficient;
  return Number.isInteger(value) ? { name: factor.atom.name, value } : undefined;
}

/** Throws an `InputError` for a size that is missing, out of its declared range, or not the multiple it must be. */
export function checkSizes(sizes: SizeValues, wanted: readonly SizeSymbol[]): void {
  for (const size of wanted) {
    const value = sizes[size.name];
    if (value === undefined) throw new InputError(report('MPC6210', { size: size.name }, size.span));
    const { name, min, max, multipleOf } = size;
    if (!(value >= min && value <= max)) throw new InputError(report('MPC6208', { size: name, value, min, max }, size.span));
    if (value % multipleOf !== 0) throw new InputError(report('MPC6209', { size: name, value, multipleOf }, size.span));
  }
}

/** Checks a given tensor against its declaration and reads it. Throws an `InputError`. */
export function readInput(tensor: Tensor, given: NamedTensors, sizes: SizeValues): Stored {
  const { name } = tensor;
  const data = given[name];
  if (!data) throw new InputError(report('MPC6202', { what: tensor.role, names: name }, tensor.span));
  if (data.dtype !== tensor.dtype) throw new InputError(report('MPC6203', { name, found: data.dtype, expected: tensor.dtype }, tensor.span));
  const unknown = [...tensor.shape, ...(tensor.idRange ? [tensor.idRange] : [])].flatMap(Size.variables).find((v) => sizes[v] === undefined);
  if (unknown !== undefined) throw new InputError(report('MPC6210', { size: unknown }, tensor.span));
  const shape = tensor.shape.map((dim) => Size.evaluate(dim, sizes));
  if (shape.length !== data.shape.length || shape.some((extent, d) => extent !== data.shape[d])) {
    const declared = tensor.shape.map((dim) => dim.key).join(', ');
    throw new InputError(report('MPC6204', { name, found: data.shape.join(', '), declared, expected: shape.join(', ') }, tensor.span));
  }
  const bytes = elementCount(shape) * dtypeBytes(tensor.dtype);
  if (data.bytes.byteLength !== bytes) throw new InputError(report('MPC6205', { name, found: data.bytes.byteLength, expected: bytes }, tensor.span));
  const stored = fromTensorData(data);
  if (tensor.idRange && !tensor.count) checkIds(tensor, stored, Size.evaluate(tensor.idRange, sizes));
  if (tensor.idRange && tensor.count) checkList(tensor, stored, given, Size.evaluate(tensor.idRange, sizes));
  return stored;
}

function checkIds(tensor: Tensor, { data }: Stored, range: number): void {
  for (let i = 0; i < data.length; i++) {
    const id = data[i] ?? -1;
    if (id < 0 || id >= range) throw new InputError(report('MPC6206', { name: tensor.name, index: i, value: id, range }, tensor.span));
  }
}

function checkList({ name, count, span }: Tensor, { shape, data }: Stored, given: NamedTensors, range: number): void {
  const counts = count && given[count.name];
  const index = wrongListEntry(data, shape.at(-1) ?? 1, counts && toNumbers(counts), range);
  if (index >= 0) throw new InputError(report('MPC6220', { name, index, value: data[index] ?? 0, count: count?.name ?? '', range }, span));
}

/** Throws an `InputError` for a tensor that is not expected, and if `all` must be given, for one that is missing. */
export function checkNames(given: NamedTensors, expected: readonly Tensor[], all: boolean): void {
  for (const name of Object.keys(given)) {
    if (!expected.some((t) => t.name === name)) {
      throw new InputError(report('MPC6201', { what: 'tensor', name, known: expected.map((t) => t.name).join(', ') || 'none' }));
    }
  }
  const missing = expected.filter((t) => !Object.hasOwn(given, t.name));
  const [first] = missing;
  if (all && first) throw new InputError(report('MPC6202', { what: first.role, names: missing.map((t) => t.name).join(', ') }, first.span));
}
