import { open, readdir, stat, writeFile, mkdir, type FileHandle } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { report } from '../../diagnostics/index.js';
import type { DType } from '../../numerics/dtype.js';
import type { TensorData } from '../../numerics/tensor-data.js';
import { InputError, reasonOf } from '../errors.js';
import { toTensor } from './convert.js';
import { decodeNpy, encodeNpy } from './npy.js';
import { encodeSafetensors, headerEnd, readIndex } from './safetensors.js';

export { decodeNpy, encodeNpy } from './npy.js';
export { decodeSafetensors, encodeSafetensors } from './safetensors.js';
export type { ReadOptions } from './convert.js';

/** The type wanted for each tensor, by name; a tensor without one keeps the type of its file. */
export type WantedTypes = (name: string) => DType | undefined;

/** A read call takes at most 2 GiB. */
const CHUNK = 2 ** 30;

/**
 * Tensors by name: all of a `.safetensors` file, the one of a `.npy` file (under its base name), or all tensor files of a
 * folder. Throws `InputError`: the file is missing, malformed, of another type than wanted, or names a tensor twice.
 */
export async function readTensors(path: string, wanted: WantedTypes = () => undefined): Promise<ReadonlyMap<string, TensorData>> {
  const found = await stat(path).catch((error: unknown) => cannotRead(path, error));
  if (found.isDirectory()) return readFolder(path, wanted);
  const file = await open(path, 'r').catch((error: unknown) => cannotRead(path, error));
  try {
    switch (extname(path)) {
      case '.npy': {
        const name = basename(path, '.npy');
        const dtype = wanted(name);
        return new Map([[name, decodeNpy(await readRange(file, path, 0, found.size), { path, ...(dtype ? { dtype } : {}) })]]);
      }
      case '.safetensors': return await readSafetensors(file, path, found.size, wanted);
      default: throw new InputError(report('MPC6007', { path }));
    }
  } finally {
    await file.close();
  }
}

async function readFolder(path: string, wanted: WantedTypes): Promise<ReadonlyMap<string, TensorData>> {
  const names = await readdir(path).catch((error: unknown) => cannotRead(path, error));
  const all = new Map<string, TensorData>();
  for (const name of names.filter((n) => ['.npy', '.safetensors'].includes(extname(n))).sort()) {
    for (const [tensor, data] of await readTensors(join(path, name), wanted)) {
      if (all.has(tensor)) throw new InputError(report('MPC6008', { path, name: tensor }));
      all.set(tensor, data);
    }
  }
  return all;
}

async function readSafetensors(file: FileHandle, path: string, size: number, wanted: WantedTypes): Promise<ReadonlyMap<string, TensorData>> {
  const end = headerEnd(await readRange(file, path, 0, Math.min(8, size)), size, path);
  const entries = readIndex(await readRange(file, path, 0, end), size, path);
  const tensors = new Map<string, TensorData>();
  for (const { name, type, shape, start, end: stop } of entries) {
    const dtype = wanted(name);
    tensors.set(name, toTensor(type, shape, await readRange(file, path, start, stop), name, { path, ...(dtype ? { dtype } : {}) }));
  }
  return tensors;
}

async function readRange(file: FileHandle, path: string, start: number, end: number): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(end - start);
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(CHUNK, bytes.length - at), start + at);
      if (bytesRead === 0) throw new InputError(report('MPC6003', { path, expected: end, found: start + at }));
      at += bytesRead;
    }
    return bytes;
  } catch (error) {
    if (error instanceof InputError) throw error;
    return cannotRead(path, error);
  }
}

/** Writes tensors: one `.safetensors` file, or a folder with a `.npy` file for each. Throws `InputError`. */
export async function writeTensors(path: string, tensors: ReadonlyMap<string, TensorData>): Promise<void> {
  try {
    if (extname(path) === '.safetensors') return await writeFile(path, encodeSafetensors(tensors));
    const [only] = tensors.values();
    if (extname(path) === '.npy' && tensors.size === 1 && only) return await writeFile(path, encodeNpy(only));
    await mkdir(path, { recursive: true });
    for (const [name, tensor] of tensors) await writeFile(join(path, `${name}.npy`), encodeNpy(tensor));
  } catch (error) {
    throw new InputError(report('MPC6009', { path, reason: reasonOf(error) }));
  }
}

function cannotRead(path: string, error: unknown): never {
  throw new InputError(report('MPC6001', { path, reason: reasonOf(error) }));
}
