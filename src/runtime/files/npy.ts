import { report } from '../../diagnostics/index.js';
import type { DType } from '../../numerics/dtype.js';
import type { TensorData } from '../../numerics/tensor-data.js';
import { InputError } from '../errors.js';
import { byteLength, storedBytes, toTensor, type ReadOptions, type StoredType } from './convert.js';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/**
 * Reads a `.npy` file (versions 1 to 3, either byte order, row- or column-major). numpy has no bf16 and no f8e4m3:
 * ask for them by `options.dtype` where the file holds u2/V2 or u1/V1. Throws `InputError` for whatever is malformed.
 */
export function decodeNpy(bytes: Uint8Array, options: ReadOptions = {}): TensorData {
  const path = options.path ?? 'npy';
  const { header, start } = readHeader(bytes, path);
  const { type, bigEndian } = elementType(header.descr, path);
  const expected = byteLength(type, header.shape);
  const found = bytes.length - start;
  if (expected === undefined) throw new InputError(report('MPC6002', { path, format: 'npy', reason: `the shape (${header.shape.join(', ')}) is too large` }));
  if (found < expected) throw new InputError(report('MPC6003', { path, expected, found }));
  if (found > expected) throw new InputError(report('MPC6004', { path, extra: found - expected }));
  let data: Uint8Array = bytes.slice(start, start + expected);
  const width = storedBytes(type);
  if (bigEndian) reverseElements(data, width);
  if (header.fortran && header.shape.length > 1) data = toRowMajor(data, header.shape, width);
  return toTensor(type, header.shape, data, path, options);
}

function readHeader(bytes: Uint8Array, path: string): { readonly header: Header; readonly start: number } {
  if (bytes.length < MAGIC.length || MAGIC.some((b, i) => bytes[i] !== b)) {
    throw new InputError(report('MPC6002', { path, format: 'npy', reason: 'it does not start with \\x93NUMPY' }));
  }
  const major = bytes[6] ?? 0;
  if (bytes.length >= 8 && (major < 1 || major > 3)) {
    throw new InputError(report('MPC6002', { path, format: 'npy', reason: `version ${major} is not known` }));
  }
  const wide = major >= 2;
  const prefix = wide ? 12 : 10;
  if (bytes.length < prefix) throw new InputError(report('MPC6003', { path, expected: prefix, found: bytes.length }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = prefix + length;
  if (bytes.length < start) throw new InputError(report('MPC6003', { path, expected: start, found: bytes.length }));
  const text = new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(prefix, start));
  const header = parseHeader(text);
  if (typeof header === 'string') throw new InputError(report('MPC6002', { path, format: 'npy', reason: header }));
  return { header, start };
}

/** The Python dictionary of a header; a text says what is wrong with it. */
function parseHeader(text: string): Header | string {
  const body = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (body === undefined) return 'the header is not a dictionary';
  const entry = /\s*(['"])(\w+)\1\s*:\s*(?:(['"])([^'"\\]*)\3|(True|False)|\(([\d\s,L]*)\)|(\[[^\]]*\]))\s*(?:,|$)/y;
  const found: { descr?: string; fortran?: boolean; shape?: readonly number[] } = {};
  while (entry.lastIndex < body.trimEnd().length) {
    const match = entry.exec(body);
    if (!match) return 'the header cannot be read';
    const [, , key, , string, boolean, tuple, list] = match;
    if (key === 'descr' && string !== undefined) found.descr = string;
    else if (key === 'descr' && list !== undefined) return 'structured types are not supported';
    else if (key === 'fortran_order' && boolean !== undefined) found.fortran = boolean === 'True';
    else if (key === 'shape' && tuple !== undefined) {
      const shape = parseShape(tuple);
      if (!shape) return `the shape (${tuple}) cannot be read`;
      found.shape = shape;
    } else return `unexpected entry '${key ?? ''}' in the header`;
  }
  const { descr, fortran, shape } = found;
  if (descr === undefined || fortran === undefined || shape === undefined) return 'the header lacks descr, fortran_order or shape';
  return { descr, fortran, shape };
}

function parseShape(tuple: string): readonly number[] | undefined {
  const parts = tuple.split(',').map((p) => p.trim());
  if (parts.at(-1) === '') parts.pop();
  else if (parts.length === 1) return undefined; // (3) is a number, (3,) a tuple
  const shape = parts.map((p) => (/^\d+L?$/.test(p) ? Number.parseInt(p, 10) : NaN));
  return shape.every(Number.isSafeInteger) ? shape : undefined;
}

const TYPES: Readonly<Record<string, StoredType>> = {
  f2: 'f16', f4: 'f32', f8: 'f64', i1: 'i8', i2: 'i16', i4: 'i32', i8: 'i64', u1: 'u8', u2: 'bits16', u4: 'u32', b1: 'bool',
  V1: 'bits8', V2: 'bits16',
};

function elementType(descr: string, path: string): { readonly type: StoredType; readonly bigEndian: boolean } {
  const match = /^([<>|=])?([a-zA-Z]\d+)$/.exec(descr);
  const type = match?.[2] === undefined ? undefined : Object.hasOwn(TYPES, match[2]) ? TYPES[match[2]] : undefined;
  if (!type) throw new InputError(report('MPC6002', { path, format: 'npy', reason: `elements of type '${descr}' are not supported` }));
  return { type, bigEndian: match?.[1] === '>' };
}

function reverseElements(data: Uint8Array, width: number): void {
  if (width > 1) for (let at = 0; at < data.length; at += width) data.subarray(at, at + width).reverse();
}

function toRowMajor(data: Uint8Array, shape: readonly number[], width: number): Uint8Array {
  const out = new Uint8Array(data.length);
  const strides: number[] = [];
  let stride = 1;
  for (const extent of shape) {
    strides.push(stride);
    stride *= extent;
  }
  const index = shape.map(() => 0);
  for (let at = 0; at < out.length; at += width) {
    const from = index.reduce((sum, i, d) => sum + i * (strides[d] ?? 0), 0) * width;
    out.set(data.subarray(from, from + width), at);
    for (let d = shape.length - 1; d >= 0; d--) {
      const next = (index[d] ?? 0) + 1;
      index[d] = next === shape[d] ? 0 : next;
      if (next !== shape[d]) break;
    }
  }
  return out;
}

const DESCRIPTORS: Readonly<Record<DType, string>> = {
  f32: '<f4', f16: '<f2', bf16: '<u2', f8e4m3: '|u1', i8: '|i1', i16: '<i2', i32: '<i4', i64: '<i8', u8: '|u1', u32: '<u4', bool: '|b1',
};

/** A `.npy` file, version 1 (2 for very long headers). bf16 becomes u2 and f8e4m3 u1: `a.view(ml_dtypes.bfloat16)` gives them back. */
export function encodeNpy({ dtype, shape, bytes }: TensorData): Uint8Array {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dictionary = `{'descr': '${DESCRIPTORS[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const wide = dictionary.length + 64 > 0xffff;
  const prefix = wide ? 12 : 10;
  const header = Math.ceil((prefix + dictionary.length + 1) / 64) * 64;
  const out = new Uint8Array(header + bytes.length);
  out.set([...MAGIC, wide ? 2 : 1, 0]);
  const view = new DataView(out.buffer);
  if (wide) view.setUint32(8, header - prefix, true);
  else view.setUint16(8, header - prefix, true);
  out.set(new TextEncoder().encode(`${dictionary.padEnd(header - prefix - 1)}\n`), prefix);
  out.set(bytes, header);
  return out;
}
