import type { Device } from '../schema.js';

export const H100 = {
  kind: 'gpu',
  name: 'h100',
  title: 'NVIDIA H100 SXM (sm_90)',
  compute: {
    vector: { value: 66.9, unit: 'TFLOP/s', source: 'NVIDIA H100 data sheet: FP32', grade: 'vendor' },
    vectorReached: { value: 0.6, unit: '1', source: 'planning value for generated code without hand tuning', grade: 'assumed' },
    divide: { value: 8, unit: 'slots', source: 'IEEE division sequence of the compiler', grade: 'assumed' },
    special: { value: 4, unit: 'slots', source: 'special function units at a quarter of the vector rate', grade: 'assumed' },
    convert: { value: 1, unit: 'slots', source: 'fp8 conversion in hardware, two at a time', grade: 'assumed' },
    matrix: { value: 989.4, unit: 'TFLOP/s', source: 'NVIDIA H100 data sheet: BF16 dense', grade: 'vendor' },
    matrixReached: { value: 0.6, unit: '1', source: 'planning value for library kernels', grade: 'assumed' },
  },
  memory: {
    capacity: { value: 80, unit: 'GB', source: 'NVIDIA H100 data sheet', grade: 'vendor' },
    streamed: { value: 2600, unit: 'GB/s', source: 'scoring kernel of 33.5 MB back to back, 12.7 us', grade: 'measured' },
    gathered: { value: 1200, unit: 'GB/s', source: 'planning value for rows of 128 to 512 B', grade: 'assumed' },
    transaction: { value: 32, unit: 'B', source: 'memory sector', grade: 'vendor' },
  },
  cache: {
    capacity: { value: 50, unit: 'MB', source: 'NVIDIA H100 data sheet: L2', grade: 'vendor' },
    bandwidth: { value: 5500, unit: 'GB/s', source: 'planning value, about twice the memory', grade: 'assumed' },
  },
  fixed: {
    launch: { value: 2.5, unit: 'us', source: 'asynchronous CUDA launch 2 to 5 us', grade: 'assumed' },
    synchronise: { value: 8, unit: 'us', source: '20.5 us with launch and synchronise from Node against 12.7 us back to back', grade: 'measured' },
    kernel: { value: 2, unit: 'us', source: 'least duration of a dependent kernel', grade: 'assumed' },
    frameworkLaunch: { value: 4, unit: 'us', source: 'one launch an operator', grade: 'assumed' },
    frameworkSelect: { value: 90, unit: 'us', source: 'PyTorch 2.11 top-k: 100 us over 128K scores, 156 us over 1M', grade: 'measured' },
  },
  power: {
    idle: { value: 70, unit: 'W', source: 'planning value', grade: 'assumed' },
    memory: { value: 400, unit: 'W', source: 'planning value', grade: 'assumed' },
    compute: { value: 700, unit: 'W', source: 'NVIDIA H100 data sheet', grade: 'vendor' },
  },
} as const satisfies Device;
