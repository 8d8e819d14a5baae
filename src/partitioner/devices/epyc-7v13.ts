import type { Device } from '../schema.js';

export const EPYC_7V13 = {
  kind: 'cpu',
  name: 'epyc-7v13',
  title: 'AMD EPYC 7V13, 64 cores (Zen 3, AVX2)',
  compute: {
    vector: { value: 5.0, unit: 'TFLOP/s', source: '64 cores x 2 FMA x 8 lanes x 2 x 2.45 GHz', grade: 'derived' },
    vectorReached: { value: 0.5, unit: '1', source: 'planning value for vectorised code of a C++ compiler', grade: 'assumed' },
    divide: { value: 5, unit: 'slots', source: '8-lane division every 5 cycles', grade: 'assumed' },
    special: { value: 12, unit: 'slots', source: 'polynomial of about a dozen steps', grade: 'assumed' },
    convert: { value: 2, unit: 'slots', source: 'shift or table look-up', grade: 'assumed' },
  },
  memory: {
    capacity: { value: 1000, unit: 'GB', source: 'the paper\'s machine: 1 TB', grade: 'vendor' },
    streamed: { value: 160, unit: 'GB/s', source: '78 % of eight channels of DDR4-3200, 204.8 GB/s', grade: 'derived' },
    gathered: { value: 60, unit: 'GB/s', source: 'planning value for whole cache lines at scattered places', grade: 'assumed' },
    transaction: { value: 64, unit: 'B', source: 'cache line', grade: 'vendor' },
  },
  cache: {
    capacity: { value: 256, unit: 'MB', source: 'AMD EPYC 7003: L3 of eight dies', grade: 'vendor' },
    bandwidth: { value: 1500, unit: 'GB/s', source: 'planning value', grade: 'assumed' },
  },
  fixed: {
    launch: { value: 4, unit: 'us', source: 'waking a pool of threads', grade: 'assumed' },
    synchronise: { value: 1, unit: 'us', source: 'call into compiled code', grade: 'assumed' },
    kernel: { value: 0.5, unit: 'us', source: 'least duration of a call', grade: 'assumed' },
    frameworkLaunch: { value: 3, unit: 'us', source: 'one call an operator', grade: 'assumed' },
    frameworkSelect: { value: 20, unit: 'us', source: 'introselect of a library', grade: 'assumed' },
  },
  power: {
    idle: { value: 90, unit: 'W', source: 'planning value', grade: 'assumed' },
    memory: { value: 180, unit: 'W', source: 'planning value', grade: 'assumed' },
    compute: { value: 240, unit: 'W', source: 'AMD EPYC 7003 data sheet: TDP class', grade: 'vendor' },
  },
} as const satisfies Device;
