import { dtypeBytes, type DType } from './dtype.js';
import { decodeElements, elementCount, encodeElements, type ElementArray, type TensorData } from './tensor-data.js';

/** What a function of the host gives for one result: a tensor, or its elements alone. */
export type CallValue = TensorData | ElementArray;

/** The form of an argument or result at the sizes of a step. */
export interface ValueForm {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Ids are below it. */
  readonly idRange?: number | undefined;
  /** A list of up to `shape[0]` entries. */
  readonly list: boolean;
}

export type Accepted =
  | { readonly data: TensorData; readonly count: number }
  /** What is wrong with it, as the rest of a sentence. */
  | { readonly wrong: string };

/** What fills a tensor where nothing is written: ids are -1, all else is zero. */
export function emptyValue(form: { readonly idRange?: unknown }): number {
  return form.idRange === undefined ? 0 : -1;
}

/** A result in the shape that the method declares: lists are filled up with -1 (ids) or zero. */
export function acceptResult(form: ValueForm, value: CallValue | undefined): Accepted {
  const { dtype, shape, list } = form;
  if (value === undefined) return { wrong: 'is missing' };
  const room = elementCount(shape);
  const values = 'dtype' in value ? decodeElements(value.dtype, value.bytes) : value;
  const count = values.length;
  if ('dtype' in value) {
    const fits = list ? value.shape.length === 1 : value.shape.length === shape.length && value.shape.every((n, d) => n === shape[d]);
    if (value.dtype !== dtype || !fits) return { wrong: `is ${value.dtype}[${value.shape.join(', ')}], not ${formText(form)}` };
    if (value.bytes.length !== elementCount(value.shape) * dtypeBytes(dtype)) {
      return { wrong: `has ${value.bytes.length} bytes for ${elementCount(value.shape)} elements` };
    }
  }
  if (list ? count > room : count !== room) return { wrong: `has ${count} elements, not ${list ? `up to ${room}` : String(room)}` };
  const at = wrongElement(form, values);
  if (at >= 0) return { wrong: `holds ${values[at] ?? NaN} at ${at}, ${form.idRange === undefined ? `which is no ${dtype}` : `outside 0 .. ${form.idRange} - 1`}` };
  const padded = new Float64Array(room).fill(emptyValue(form));
  padded.set(values);
  return { data: { dtype, shape, bytes: encodeElements(dtype, padded) }, count };
}

function wrongElement({ dtype, idRange }: ValueForm, values: ElementArray): number {
  const wrong = idRange !== undefined ? (v: number) => !Number.isInteger(v) || v < 0 || v >= idRange
    : dtype === 'bool' ? (v: number) => v !== 0 && v !== 1 : undefined;
  return wrong ? Array.prototype.findIndex.call(values, wrong) : -1;
}

function formText({ dtype, shape, list }: ValueForm): string {
  return list ? `a list ${dtype}[..${shape[0] ?? 0}]` : `${dtype}[${shape.join(', ')}]`;
}

/** The first entries of a list that is stored with room to spare. */
export function trimmed(data: TensorData, count: number): TensorData {
  return { dtype: data.dtype, shape: [count], bytes: data.bytes.slice(0, count * dtypeBytes(data.dtype)) };
}

/**
 * Index of the first entry of stored lists (rows of `width` ids, of which `counts` are valid) that is wrong: valid entries are
 * ids below `range`, the rest are -1. A count outside 0 .. width makes the first entry of its row wrong. -1: all is well.
 */
export function wrongListEntry(ids: ArrayLike<number>, width: number, counts: ArrayLike<number> | undefined, range: number): number {
  for (let i = 0; i < ids.length; i++) {
    const row = Math.floor(i / width);
    const count = counts?.[row] ?? 0;
    const id = ids[i] ?? NaN;
    if (count < 0 || count > width) return i;
    if (i - row * width < count ? id < 0 || id >= range : id !== -1) return i;
  }
  return -1;
}
