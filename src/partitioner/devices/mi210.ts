import type { Device } from '../schema.js';

export const MI210 = {
  kind: 'gpu',
  name: 'mi210',
  title: 'AMD Instinct MI210 (gfx90a)',
  compute: {
    vector: { value: 22.6, unit: 'TFLOP/s', source: 'AMD MI210 product data: FP32 vector; packed instructions not used', grade: 'vendor' },
    vectorReached: { value: 0.6, unit: '1', source: 'planning value for generated code without hand tuning', grade: 'assumed' },
    divide: { value: 10, unit: 'slots', source: 'IEEE division sequence of the compiler', grade: 'assumed' },
    special: { value: 4, unit: 'slots', source: 'transcendental unit at a quarter of the vector rate', grade: 'assumed' },
    convert: { value: 2, unit: 'slots', source: 'no fp8 conversion in CDNA2: shifts and masks', grade: 'assumed' },
    matrix: { value: 181, unit: 'TFLOP/s', source: 'AMD MI210 product data: BF16 matrix', grade: 'vendor' },
    matrixReached: { value: 0.5, unit: '1', source: 'planning value for library kernels', grade: 'assumed' },
  },
  memory: {
    capacity: { value: 64, unit: 'GB', source: 'AMD MI210 product data', grade: 'vendor' },
    streamed: { value: 1300, unit: 'GB/s', source: '80 % of the 1638 GB/s peak', grade: 'assumed' },
    gathered: { value: 450, unit: 'GB/s', source: 'planning value for rows of 128 to 512 B', grade: 'assumed' },
    transaction: { value: 64, unit: 'B', source: 'cache line reported by rocminfo', grade: 'vendor' },
  },
  cache: {
    capacity: { value: 8, unit: 'MB', source: 'ROCm GPU specification page: L2', grade: 'vendor' },
    bandwidth: { value: 3500, unit: 'GB/s', source: 'half of 128 B x 32 channels x 1.7 GHz', grade: 'derived' },
  },
  fixed: {
    launch: { value: 5, unit: 'us', source: 'planning value for an asynchronous HIP launch; graph replay on gfx1100 measured 3.8 us a node', grade: 'assumed' },
    synchronise: { value: 10, unit: 'us', source: 'HIP launch and synchronise measured 16.9 us on MI325X (FBGEMM #6219), less the launch', grade: 'derived' },
    kernel: { value: 2, unit: 'us', source: 'least duration of a dependent kernel', grade: 'assumed' },
    frameworkLaunch: { value: 5, unit: 'us', source: 'one launch an operator', grade: 'assumed' },
    frameworkSelect: { value: 90, unit: 'us', source: 'PyTorch 2.11 top-k on H100; ROCm is known to be slower', grade: 'assumed' },
  },
  power: {
    idle: { value: 60, unit: 'W', source: '45 to 90 W: memory clock stays up (ROCm #5315); MI250 about 90 W', grade: 'assumed' },
    memory: { value: 106, unit: 'W', source: 'arXiv 2603.29002: highest of its memory-bound runs', grade: 'measured' },
    compute: { value: 300, unit: 'W', source: 'board power limit', grade: 'vendor' },
  },
} as const satisfies Device;
