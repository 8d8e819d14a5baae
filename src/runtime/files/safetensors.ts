import { z } from 'zod';
import { report } from '../../diagnostics/index.js';
import type { DType } from '../../numerics/dtype.js';
import type { TensorData } from '../../numerics/tensor-data.js';
import { InputError } from '../errors.js';
import { byteLength, toTensor, type ReadOptions, type StoredType } from './convert.js';

const PREFIX = 8;
/** As in the reference implementation. */
const MAX_HEADER = 100_000_000;

const TYPES: Readonly<Record<string, StoredType>> = {
  F64: 'f64', F32: 'f32', F16: 'f16', BF16: 'bf16', F8_E4M3: 'f8e4m3', I64: 'i64', I32: 'i32', I16: 'i16', I8: 'i8',
  U32: 'u32', U16: 'bits16', U8: 'u8', BOOL: 'bool',
};

const count = z.number().int().nonnegative();
const entrySchema = z.object({ dtype: z.string(), shape: z.array(count), data_offsets: z.tuple([count, count]) });

/** Where a tensor lies in a file. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: readonly number[];
  /** Byte offsets in the file. */
  readonly start: number;
  readonly end: number;
}

/** Length in bytes of prefix and header together, from the first 8 bytes of a file. */
export function headerEnd(prefix: Uint8Array, fileBytes: number, path: string): number {
  if (fileBytes < PREFIX || prefix.length < PREFIX) throw new InputError(report('MPC6003', { path, expected: PREFIX, found: fileBytes }));
  const length = new DataView(prefix.buffer, prefix.byteOffset, PREFIX).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER)) throw malformed(path, `a header of ${length} bytes is too long`);
  const end = PREFIX + Number(length);
  if (end > fileBytes) throw new InputError(report('MPC6003', { path, expected: end, found: fileBytes }));
  return end;
}

/**
 * Reads and checks the header (`bytes` holds the file at least up to its end): every tensor lies within the file, its extent
 * fits its shape and type, and the tensors fill the data without gaps or overlaps.
 */
export function readIndex(bytes: Uint8Array, fileBytes: number, path: string): readonly SafetensorsEntry[] {
  const dataStart = headerEnd(bytes, fileBytes, path);
  const entries = Object.entries(parseHeader(bytes.subarray(PREFIX, dataStart), path))
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => readEntry(name, value, dataStart, path));
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  let at = dataStart;
  for (const entry of entries) {
    if (entry.end > fileBytes) throw new InputError(report('MPC6003', { path, expected: entry.end, found: fileBytes }));
    if (entry.start < at) throw malformed(path, `'${entry.name}' overlaps the tensor before it`);
    if (entry.start > at) throw malformed(path, `${entry.start - at} bytes before '${entry.name}' belong to no tensor`);
    at = entry.end;
  }
  if (at < fileBytes) throw new InputError(report('MPC6004', { path, extra: fileBytes - at }));
  return entries;
}

function parseHeader(bytes: Uint8Array, path: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return z.record(z.string(), z.unknown()).parse(parsed);
  } catch {
    throw malformed(path, 'the header is not a JSON object');
  }
}

function readEntry(name: string, value: unknown, dataStart: number, path: string): SafetensorsEntry {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) throw malformed(path, `the entry '${name}' is not { dtype, shape, data_offsets }`);
  const { dtype, shape, data_offsets: [start, end] } = parsed.data;
  const type = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (!type) throw malformed(path, `'${name}' has elements of type ${dtype}, which is not supported`);
  const expected = byteLength(type, shape);
  if (expected !== end - start) throw malformed(path, `'${name}' has ${end - start} bytes, its shape [${shape.join(', ')}] of ${dtype} needs ${expected ?? 'too many'}`);
  return { name, type, shape, start: dataStart + start, end: dataStart + end };
}

function malformed(path: string, reason: string): InputError {
  return new InputError(report('MPC6002', { path, format: 'safetensors', reason }));
}

/** All tensors of a safetensors file in memory. Throws `InputError` for whatever is malformed. */
export function decodeSafetensors(bytes: Uint8Array, options: ReadOptions = {}): ReadonlyMap<string, TensorData> {
  const path = options.path ?? 'safetensors';
  return new Map(readIndex(bytes, bytes.length, path).map((entry) =>
    [entry.name, toTensor(entry.type, entry.shape, bytes.slice(entry.start, entry.end), entry.name, options)]));
}

const NAMES: Readonly<Record<DType, string>> = {
  f32: 'F32', f16: 'F16', bf16: 'BF16', f8e4m3: 'F8_E4M3', i8: 'I8', i16: 'I16', i32: 'I32', i64: 'I64', u8: 'U8', u32: 'U32', bool: 'BOOL',
};

/** A safetensors file with the tensors in the given order. */
export function encodeSafetensors(tensors: ReadonlyMap<string, TensorData>): Uint8Array {
  let at = 0;
  const entries = [...tensors].map(([name, { dtype, shape, bytes }]) => {
    const start = at;
    at += bytes.length;
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype: NAMES[dtype], shape, data_offsets: [start, at] })}`;
  });
  const json = new TextEncoder().encode(`{${entries.join(',')}}`);
  const length = Math.ceil(json.length / 8) * 8;
  const out = new Uint8Array(PREFIX + length + at);
  new DataView(out.buffer).setBigUint64(0, BigInt(length), true);
  out.fill(0x20, PREFIX, PREFIX + length);
  out.set(json, PREFIX);
  let offset = PREFIX + length;
  for (const { bytes } of tensors.values()) {
    out.set(bytes, offset);
    offset += bytes.length;
  }
  return out;
}
