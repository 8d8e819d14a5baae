import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DTYPES, dtypeBytes, type DType } from '../../../src/numerics/dtype.js';
import { elementCount, fromNumbers, toNumbers, type TensorData } from '../../../src/numerics/tensor-data.js';
import { InputError } from '../../../src/runtime/errors.js';
import { decodeNpy, decodeSafetensors, encodeNpy, encodeSafetensors, readTensors, writeTensors } from '../../../src/runtime/files/index.js';

const text = new TextEncoder();

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof InputError ? error.code : String(error);
  }
  return 'no error';
}

async function laterCodeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'no error', (error: unknown) => (error instanceof InputError ? error.code : String(error)));
}

const tensors = fc.tuple(fc.constantFrom(...DTYPES), fc.array(fc.nat(5), { maxLength: 4 })).chain(([dtype, shape]) => {
  const bytes = elementCount(shape) * dtypeBytes(dtype);
  return fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((raw): TensorData =>
    ({ dtype, shape, bytes: dtype === 'bool' ? raw.map((b) => b & 1) : raw }));
});

function npy(descr: string, fortran: boolean, shape: string, data: Uint8Array, version = 1): Uint8Array {
  const header = text.encode(`{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }\n`);
  const prefix = version === 1 ? 10 : 12;
  const out = new Uint8Array(prefix + header.length + data.length);
  out.set([0x93, ...text.encode('NUMPY'), version, 0]);
  const view = new DataView(out.buffer);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  out.set(header, prefix);
  out.set(data, prefix + header.length);
  return out;
}

const f32 = (...values: number[]): Uint8Array => fromNumbers('f32', [values.length], values).bytes;

describe('npy', () => {
  it('gives back what was written', () => {
    fc.assert(fc.property(tensors, (tensor) => {
      expect(decodeNpy(encodeNpy(tensor), { dtype: tensor.dtype })).toEqual(tensor);
    }));
  });

  it('writes what numpy writes', () => {
    const bytes = encodeNpy(fromNumbers('f32', [3], [1, 2, 3]));
    expect(bytes.length).toBe(128 + 12);
    expect(String.fromCharCode(...bytes.subarray(0, 128))).toBe(
      `\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }${' '.repeat(60)}\n`);
  });

  it.each([1, 2, 3])('reads version %i, both byte orders and both element orders', (version) => {
    const columns = npy('<f4', true, '(2, 3)', f32(1, 4, 2, 5, 3, 6), version);
    expect([...toNumbers(decodeNpy(columns))]).toEqual([1, 2, 3, 4, 5, 6]);
    const big = npy('>i2', false, '(2,)', Uint8Array.of(1, 0, 255, 255), version);
    expect([...toNumbers(decodeNpy(big))]).toEqual([256, -1]);
  });

  it('reads three-dimensional Fortran order', () => {
    const shape = [2, 3, 4];
    const rowMajor = Array.from({ length: 24 }, (_, i) => i);
    const columnMajor = rowMajor.map((_, at) => {
      const i = at % 2;
      const j = Math.floor(at / 2) % 3;
      const k = Math.floor(at / 6);
      return (i * 3 + j) * 4 + k;
    });
    const data = decodeNpy(npy('<f4', true, '(2, 3, 4)', f32(...columnMajor)));
    expect(data.shape).toEqual(shape);
    expect([...toNumbers(data)]).toEqual(rowMajor);
  });

  it('takes raw bits for the narrow types that numpy lacks', () => {
    const bf16 = fromNumbers('bf16', [2], [1, -2]);
    expect(decodeNpy(npy('<u2', false, '(2,)', bf16.bytes), { dtype: 'bf16' })).toEqual(bf16);
    expect(decodeNpy(npy('|V2', false, '(2,)', bf16.bytes), { dtype: 'bf16' })).toEqual(bf16);
    expect(codeOf(() => decodeNpy(npy('<u2', false, '(2,)', bf16.bytes)))).toBe('MPC6005');
    const f8 = fromNumbers('f8e4m3', [2], [1, 448]);
    expect(decodeNpy(npy('|u1', false, '(2,)', f8.bytes), { dtype: 'f8e4m3' })).toEqual(f8);
    expect(decodeNpy(npy('|V1', false, '(2,)', f8.bytes), { dtype: 'f8e4m3' })).toEqual(f8);
  });

  it('converts only what loses nothing', () => {
    const i64 = (n: number): Uint8Array => npy('<i8', false, '(1,)', fromNumbers('i64', [1], [n]).bytes);
    expect(decodeNpy(i64(-7), { dtype: 'i32' })).toEqual(fromNumbers('i32', [1], [-7]));
    expect(codeOf(() => decodeNpy(i64(2 ** 40), { dtype: 'i32' }))).toBe('MPC6006');
    expect(codeOf(() => decodeNpy(npy('<f4', false, '(1,)', f32(1)), { dtype: 'bf16' }))).toBe('MPC6005');
    const f64 = npy('<f8', false, '(2,)', new Uint8Array(new Float64Array([0.1, 2]).buffer));
    expect(decodeNpy(f64)).toEqual(fromNumbers('f32', [2], [0.1, 2]));
    expect(codeOf(() => decodeNpy(npy('|b1', false, '(2,)', Uint8Array.of(1, 2))))).toBe('MPC6006');
  });

  const good = npy('<f4', false, '(2, 3)', f32(1, 2, 3, 4, 5, 6));
  it.each([
    ['nothing', new Uint8Array(0), 'MPC6002'],
    ['another file', text.encode('PK\x03\x04 something else'), 'MPC6002'],
    ['an unknown version', npy('<f4', false, '(1,)', f32(1), 9), 'MPC6002'],
    ['a cut header', good.subarray(0, 40), 'MPC6003'],
    ['cut data', good.subarray(0, good.length - 1), 'MPC6003'],
    ['trailing bytes', Uint8Array.of(...good, 0), 'MPC6004'],
    ['an unknown type', npy('<c8', false, '(1,)', new Uint8Array(8)), 'MPC6002'],
    ['objects', npy('|O', false, '(1,)', new Uint8Array(8)), 'MPC6002'],
    ['a prototype name', npy('constructor1', false, '(1,)', new Uint8Array(8)), 'MPC6002'],
    ['a negative extent', npy('<f4', false, '(-1,)', f32(1)), 'MPC6002'],
    ['an extent that is no tuple', npy('<f4', false, '(1)', f32(1)), 'MPC6002'],
    ['a huge shape', npy('<f4', false, '(4000000000, 4000000000)', f32(1)), 'MPC6002'],
    ['a large shape', npy('<f4', false, '(4000000000,)', f32(1)), 'MPC6003'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => decodeNpy(bytes))).toBe(code);
  });

  it('never fails but with a coded error', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(good.length), (edits, cut) => {
      const bytes = good.slice(0, cut === 0 ? good.length : cut);
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
      expect(codeOf(() => decodeNpy(bytes))).toMatch(/^MPC60|no error/);
    }), { numRuns: 500 });
  });
});

function safetensors(header: string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const json = text.encode(header);
  const out = new Uint8Array(8 + json.length + data.length);
  new DataView(out.buffer).setBigUint64(0, BigInt(json.length), true);
  out.set(json, 8);
  out.set(data, 8 + json.length);
  return out;
}

describe('safetensors', () => {
  it('gives back what was written', () => {
    const names = fc.string({ minLength: 1, maxLength: 8 }).filter((n) => n !== '__metadata__' && n !== '__proto__');
    fc.assert(fc.property(fc.dictionary(names, tensors, { maxKeys: 5 }), (all) => {
      const map = new Map(Object.entries(all));
      expect(new Map([...decodeSafetensors(encodeSafetensors(map))])).toEqual(map);
    }));
  });

  it('names the types as others do', () => {
    const of = (dtype: DType): string => new TextDecoder().decode(encodeSafetensors(new Map([['a', fromNumbers(dtype, [1], [1])]])));
    expect(of('bf16')).toContain('"BF16"');
    expect(of('f8e4m3')).toContain('"F8_E4M3"');
    expect(of('bool')).toContain('"BOOL"');
  });

  const a = '"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}';
  const data = f32(1, 2, 3, 4);
  it.each([
    ['nothing', new Uint8Array(0), 'MPC6003'],
    ['a cut header', safetensors(`{${a}}`).subarray(0, 20), 'MPC6003'],
    ['a header beyond all limits', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 1), 'MPC6002'],
    ['no JSON', safetensors('{'), 'MPC6002'],
    ['no object', safetensors('[1, 2]'), 'MPC6002'],
    ['no UTF-8', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe), 'MPC6002'],
    ['an entry without offsets', safetensors('{"a":{"dtype":"F32","shape":[2]}}', data), 'MPC6002'],
    ['an unknown type', safetensors('{"a":{"dtype":"F4","shape":[2],"data_offsets":[0,8]}}', data), 'MPC6002'],
    ['a prototype name', safetensors('{"a":{"dtype":"constructor","shape":[2],"data_offsets":[0,8]}}', data), 'MPC6002'],
    ['a negative extent', safetensors('{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}', data), 'MPC6002'],
    ['a huge shape', safetensors('{"a":{"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,8]}}', data), 'MPC6002'],
    ['offsets that do not fit the shape', safetensors('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}', data), 'MPC6002'],
    ['offsets that run backwards', safetensors('{"a":{"dtype":"F32","shape":[0],"data_offsets":[8,0]}}', data), 'MPC6002'],
    ['overlaps', safetensors(`{${a},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}`, data), 'MPC6002'],
    ['gaps', safetensors(`{${a},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}`, data), 'MPC6002'],
    ['cut data', safetensors(`{${a}}`, f32(1)), 'MPC6003'],
    ['trailing bytes', safetensors(`{${a}}`, data), 'MPC6004'],
    ['the wrong type', safetensors(`{${a}}`, f32(1, 2)), 'MPC6005'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => decodeSafetensors(bytes, code === 'MPC6005' ? { dtype: 'bf16' } : {}))).toBe(code);
  });

  it('never fails but with a coded error', () => {
    const good = safetensors(`{"__metadata__":{"format":"pt"},${a},"b":{"dtype":"I16","shape":[2,2],"data_offsets":[8,16]}}`, data);
    expect([...decodeSafetensors(good).keys()]).toEqual(['a', 'b']);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 }), fc.nat(good.length), (edits, cut) => {
      const bytes = good.slice(0, cut === 0 ? good.length : cut);
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
      expect(codeOf(() => decodeSafetensors(bytes))).toMatch(/^MPC60|no error/);
    }), { numRuns: 500 });
  });
});

describe('files', () => {
  it('are read by their extension, folders as a whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mpc-files-'));
    try {
      const [x, k] = [fromNumbers('f32', [2], [1, 2]), fromNumbers('bf16', [1, 2], [3, 4])];
      await writeTensors(join(folder, 'out'), new Map([['x', x], ['k', k]]));
      expect(await readTensors(join(folder, 'out'), (n) => (n === 'k' ? 'bf16' : undefined))).toEqual(new Map([['k', k], ['x', x]]));
      await writeTensors(join(folder, 'all.safetensors'), new Map([['x', x], ['k', k]]));
      expect(await readTensors(join(folder, 'all.safetensors'))).toEqual(new Map([['x', x], ['k', k]]));
      await writeTensors(join(folder, 'out', 'more.safetensors'), new Map([['x', x]]));
      expect(await laterCodeOf(readTensors(join(folder, 'out'), () => undefined))).toBe('MPC6005');
      expect(await laterCodeOf(readTensors(join(folder, 'out'), (n) => (n === 'k' ? 'bf16' : undefined)))).toBe('MPC6008');
      const whole = await readFile(join(folder, 'all.safetensors'));
      await writeFile(join(folder, 'cut.safetensors'), whole.subarray(0, whole.length - 1));
      expect(await laterCodeOf(readTensors(join(folder, 'cut.safetensors')))).toBe('MPC6003');
      await writeFile(join(folder, 'x.txt'), 'x');
      expect(await laterCodeOf(readTensors(join(folder, 'x.txt')))).toBe('MPC6007');
      expect(await laterCodeOf(readTensors(join(folder, 'none.npy')))).toBe('MPC6001');
      expect(await laterCodeOf(writeTensors(join(folder, 'x.txt', 'y'), new Map([['x', x]])))).toBe('MPC6009');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
