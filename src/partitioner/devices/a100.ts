import type { Device } from '../schema.js';

export const A100 = {
  kind: 'gpu',
  name: 'a100',
  title: 'NVIDIA A100 SXM 80 GB (sm_80)',
  compute: {
    vector: { value: 19.5, unit: 'TFLOP/s', source: 'NVIDIA A100 data sheet: FP32', grade: 'vendor' },
    vectorReached: { value: 0.6, unit: '1', source: 'planning value for generated code without hand tuning', grade: 'assumed' },
    divide: { value: 8, unit: 'slots', source: 'IEEE division sequence of the compiler', grade: 'assumed' },
    special: { value: 4, unit: 'slots', source: 'special function units at a quarter of the vector rate', grade: 'assumed' },
    convert: { value: 2, unit: 'slots', source: 'fp8 conversion in software before sm_89', grade: 'assumed' },
    matrix: { value: 312, unit: 'TFLOP/s', source: 'NVIDIA A100 data sheet: BF16 dense', grade: 'vendor' },
    matrixReached: { value: 0.6, unit: '1', source: 'planning value for library kernels', grade: 'assumed' },
  },
  memory: {
    capacity: { value: 80, unit: 'GB', source: 'NVIDIA A100 data sheet', grade: 'vendor' },
    streamed: { value: 1700, unit: 'GB/s', source: '83 % of the 2039 GB/s peak', grade: 'assumed' },
    gathered: { value: 700, unit: 'GB/s', source: 'planning value for rows of 128 to 512 B', grade: 'assumed' },
    transaction: { value: 32, unit: 'B', source: 'memory sector', grade: 'vendor' },
  },
  cache: {
    capacity: { value: 40, unit: 'MB', source: 'NVIDIA A100 white paper: L2', grade: 'vendor' },
    bandwidth: { value: 4000, unit: 'GB/s', source: 'planning value, about twice the memory', grade: 'assumed' },
  },
  fixed: {
    launch: { value: 2.5, unit: 'us', source: 'asynchronous CUDA launch 2 to 5 us', grade: 'assumed' },
    synchronise: { value: 8, unit: 'us', source: 'as measured on H100', grade: 'derived' },
    kernel: { value: 2, unit: 'us', source: 'least duration of a dependent kernel', grade: 'assumed' },
    frameworkLaunch: { value: 4, unit: 'us', source: 'one launch an operator', grade: 'assumed' },
    frameworkSelect: { value: 90, unit: 'us', source: 'PyTorch 2.11 top-k on H100', grade: 'derived' },
  },
  power: {
    idle: { value: 55, unit: 'W', source: 'planning value', grade: 'assumed' },
    memory: { value: 250, unit: 'W', source: 'planning value', grade: 'assumed' },
    compute: { value: 400, unit: 'W', source: 'NVIDIA A100 data sheet', grade: 'vendor' },
  },
} as const satisfies Device;
