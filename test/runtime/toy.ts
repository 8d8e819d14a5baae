import { fromNumbers, toNumbers, type TensorData } from '../../src/numerics/tensor-data.js';
import type { Driver } from '../../src/runtime/driver.js';
import type { DriverFactories } from '../../src/runtime/drivers.js';
import { manifestSchema, type Manifest, type ManifestKernel, type ManifestParam, type Target } from '../../src/runtime/manifest.js';
import { createMemoryDriver, type HostKernel } from '../../src/runtime/memory-driver.js';

/**
 * A small method with every kind of memory, and its kernels in JavaScript:
 *
 *   rows[T - 1] = x * w            append per token      (prepare)
 *   last[(T - 1) mod 3] = x[0]     ring                  (prepare)
 *   sum[:] += x                    overwritten in place  (prepare)
 *   gate[T / 2 - 1] = sum rows     append per block of 2 (prepare, when T mod 2 == 0)
 *   score[t] = sum(d) rows[t, d]                         (relevancy)
 *   y[d] = sum[d],  total = sum(t) score[t] + sum table  (apply)
 */
export const D = 4;
type Param = readonly [tensor: string, access: 'read' | 'write' | 'readwrite'];

const buffers = (...params: readonly Param[]): ManifestParam[] => params.map(([tensor, access]) => ({ kind: 'buffer', tensor, access }));

function on(targets: readonly Target[], name: string, params: readonly ManifestParam[]): Partial<Record<Target, ManifestKernel[]>> {
  const kernel: ManifestKernel = { name, file: `kernels/${name}.cpp`, params: [...params, { kind: 'size', name: 'T' }] };
  return Object.fromEntries(targets.map((t) => [t, [t === 'gpu' ? { ...kernel, grid: ['floor((T + 31) / 32)', '1', '1'], block: 32 } : kernel]]));
}

const ALL: readonly Target[] = ['cpu', 'gpu', 'fpga'];
/** Every step on one device. */
export const everywhere = (device: string): Record<string, string> =>
  Object.fromEntries(['load', 'store', 'pool', 'scores', 'finish'].map((s) => [s, device]));

export const toy: Manifest = manifestSchema.parse({
  format: 'mpc-manifest/1', method: 'toy', doc: 'Every kind of memory.', compiler: '0.1.0', source: 'toy.mp',
  sizes: [{ name: 'T', min: 1, max: 5000, multipleOf: 1 }, { name: 'N', min: 1, max: 100, multipleOf: 1 }],
  tokens: 'T', batch: { min: 1, max: 4 },
  tensors: [
    { name: 'x', role: 'input', dtype: 'f32', shape: ['4'] },
    { name: 'w', role: 'weight', dtype: 'f32', shape: ['4'] },
    { name: 'picks', role: 'memory', dtype: 'i32', shape: ['N'], idRange: 'N', growth: { kind: 'static' } },
    { name: 'table', role: 'memory', dtype: 'f32', shape: ['N'], growth: { kind: 'computed' } },
    { name: 'rows', role: 'memory', dtype: 'f32', shape: ['T', '4'], growth: { kind: 'append-token', size: 'T' } },
    { name: 'last', role: 'memory', dtype: 'f32', shape: ['3'], growth: { kind: 'ring', size: 'T', rows: 3 } },
    { name: 'sum', role: 'memory', dtype: 'f32', shape: ['4'] },
    { name: 'gate', role: 'memory', dtype: 'f32', shape: ['floor((T + 1) / 2)'], growth: { kind: 'append-block', size: 'T', block: 2 } },
    { name: 'half', role: 'constant', dtype: 'f32', shape: [], data: [0.5] },
    { name: 'score', role: 'temp', dtype: 'f32', shape: ['T'], zeroed: true },
    { name: 'y', role: 'output', dtype: 'f32', shape: ['4'] },
    { name: 'total', role: 'output', dtype: 'f32', shape: [] },
  ],
  steps: [
    {
      name: 'load', stage: 'prepare', line: 3, once: true, reads: ['picks', 'half'], writes: ['table'],
      kernels: Object.fromEntries(ALL.map((t) => [t, [{
        name: 'load', file: 'kernels/load.cpp', params: [...buffers(['picks', 'read'], ['half', 'read'], ['table', 'write']), { kind: 'size', name: 'N' }],
      }]])),
    },
    {
      name: 'store', stage: 'prepare', line: 5, once: false, reads: ['x', 'w', 'sum'], writes: ['rows', 'last', 'sum'],
      kernels: on(ALL, 'store', buffers(['x', 'read'], ['w', 'read'], ['rows', 'write'], ['last', 'write'], ['sum', 'readwrite'])),
    },
    {
      name: 'pool', stage: 'prepare', line: 9, once: false, when: [{ left: 'mod(T, 2)', op: 'eq', right: '0' }], reads: ['rows'], writes: ['gate'],
      kernels: on(ALL, 'pool', buffers(['rows', 'read'], ['gate', 'write'])),
    },
    {
      name: 'scores', stage: 'relevancy', line: 12, once: false, reads: ['rows'], writes: ['score'],
      kernels: on(ALL, 'scores', buffers(['rows', 'read'], ['score', 'write'])),
    },
    {
      name: 'finish', stage: 'apply', line: 15, once: false, reads: ['score', 'sum', 'table'], writes: ['y', 'total'],
      kernels: on(ALL, 'finish', buffers(['score', 'read'], ['sum', 'read'], ['table', 'read'], ['y', 'write'], ['total', 'write'])),
    },
  ],
  plans: { default: { ...everywhere('gpu'), scores: 'fpga' }, gpu: everywhere('gpu'), cpu: everywhere('cpu') },
  predicted: { store: 3, pool: 1, scores: 7, finish: 2 },
});

/** The same for a machine with two CPUs, two GPUs and two FPGA cards: placed on both GPUs. */
export const two: Manifest = manifestSchema.parse({
  ...toy,
  devices: {
    cpu: { target: 'cpu', index: 0, name: 'epyc' }, cpu1: { target: 'cpu', index: 1, name: 'epyc' },
    gpu0: { target: 'gpu', index: 0, name: 'h100' }, gpu1: { target: 'gpu', index: 1, name: 'h100' },
    left: { target: 'fpga', index: 0, name: 'u55c' }, right: { target: 'fpga', index: 1, name: 'u55c' },
  },
  plans: { default: { ...everywhere('gpu0'), scores: 'gpu1', finish: 'gpu1' }, gpu: everywhere('gpu0'), cpu: everywhere('cpu') },
});

const floats = (arg: Uint8Array | number | undefined): Float32Array => {
  if (!(arg instanceof Uint8Array)) throw new TypeError('a buffer is wanted');
  return new Float32Array(arg.buffer, arg.byteOffset, arg.byteLength / 4);
};
const add = (a: number, b: number): number => a + b;

export const toyKernels: Readonly<Record<string, HostKernel>> = {
  load([picks, half, table, n]) {
    if (!(picks instanceof Uint8Array)) throw new TypeError('a buffer is wanted');
    const ids = new Int32Array(picks.buffer, picks.byteOffset, picks.byteLength / 4);
    for (let i = 0; i < Number(n); i++) floats(table)[i] = (ids[i] ?? 0) * (floats(half)[0] ?? 0);
  },
  store([x, w, rows, last, sum, t]) {
    const token = Number(t) - 1;
    for (let d = 0; d < D; d++) {
      const value = floats(x)[d] ?? 0;
      floats(rows)[token * D + d] = value * (floats(w)[d] ?? 0);
      floats(sum)[d] = (floats(sum)[d] ?? 0) + value;
    }
    floats(last)[token % 3] = floats(x)[0] ?? 0;
  },
  pool([rows, gate, t]) {
    floats(gate)[Number(t) / 2 - 1] = floats(rows).subarray((Number(t) - 2) * D, Number(t) * D).reduce(add);
  },
  scores([rows, score, t]) {
    for (let i = 0; i < Number(t); i++) floats(score)[i] = floats(rows).subarray(i * D, (i + 1) * D).reduce(add);
  },
  finish([score, sum, table, y, total, t]) {
    floats(y).set(floats(sum).subarray(0, D));
    floats(total)[0] = floats(score).subarray(0, Number(t)).reduce(add) + floats(table).subarray(0, 2).reduce(add);
  },
};

export interface Call { readonly target: Target; readonly call: string; readonly bytes: number; readonly name?: string }

/** A device that logs what is asked of it and fails where `broken` says so. */
export function loggingDriver(target: Target, log: Call[], kernels = toyKernels, broken: (call: Call) => boolean = () => false): Driver {
  const inner = createMemoryDriver({ target, description: `fake ${target}`, kernels: (name) => kernels[name] });
  const note = (call: string, bytes: number, name?: string): void => {
    const entry = { target, call, bytes, ...(name === undefined ? {} : { name }) };
    log.push(entry);
    if (broken(entry)) throw new Error(`${call} was told to fail`);
  };
  return {
    ...inner,
    alloc: async (bytes, bank) => { note('alloc', bytes, bank === undefined ? undefined : `bank ${bank}`); return inner.alloc(bytes, bank); },
    write: async (buffer, data, offset) => { note('write', data.length); return inner.write(buffer, data, offset); },
    read: async (buffer, bytes, offset) => { note('read', bytes); return inner.read(buffer, bytes, offset); },
    free: async (buffer) => { note('free', buffer.bytes); return inner.free(buffer); },
    launch: async (kernel, args, shape) => {
      await inner.launch(kernel, args, shape);
      note('launch', 0, kernel.name); // fails after the kernel has written
    },
    close: async () => { note('close', 0); return inner.close(); },
  };
}

export function devices(log: Call[], targets: readonly Target[] = ALL, broken?: (call: Call) => boolean): DriverFactories {
  return Object.fromEntries(targets.map((t) => [t, () => Promise.resolve(loggingDriver(t, log, toyKernels, broken))]));
}

export const given = {
  weights: { w: fromNumbers('f32', [D], [1, 2, 3, 4]) },
  memories: { picks: fromNumbers('i32', [2], [0, 1]) },
};

/** x = [n, 1, 1, 1] */
export const token = (n: number): { x: TensorData } => ({ x: fromNumbers('f32', [D], [n, 1, 1, 1]) });

export const numbers = (data: TensorData | undefined): readonly number[] => (data ? [...toNumbers(data)] : []);

/** What the method gives for tokens 1 .. n of `token`. */
export function expected(n: number): { readonly y: readonly number[]; readonly total: number } {
  const sum = (n * (n + 1)) / 2;
  return { y: [sum, n, n, n], total: sum + 9 * n + 0.5 };
}
