import type { Device } from '../schema.js';

export const U55C = {
  kind: 'fpga',
  name: 'u55c',
  title: 'AMD Alveo U55C (XCU55C)',
  clock: { value: 250, unit: 'MHz', source: 'default of the authors\' repository; 200 to 300 MHz usual', grade: 'assumed' },
  resources: {
    lut: { value: 1035680, unit: 'LUT', source: 'TAPA floorplan of the U55C shell', grade: 'measured' },
    ff: { value: 2151360, unit: 'FF', source: 'TAPA floorplan of the U55C shell', grade: 'measured' },
    dsp: { value: 8204, unit: 'DSP', source: 'TAPA floorplan of the U55C shell', grade: 'measured' },
    bram: { value: 1776, unit: 'BRAM36', source: 'TAPA floorplan of the U55C shell (3552 BRAM18)', grade: 'measured' },
    uram: { value: 960, unit: 'URAM', source: 'TAPA floorplan of the U55C shell', grade: 'measured' },
  },
  fill: { value: 0.6, unit: '1', source: 'designs above 60 to 70 % of a die rarely close timing', grade: 'assumed' },
  operators: {
    fma: {
      dsp: { value: 4, unit: 'DSP', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c: fp32 add and fp32 multiply', grade: 'measured' },
      lut: { value: 362, unit: 'LUT', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c: fp32 add and fp32 multiply', grade: 'measured' },
      ff: { value: 488, unit: 'FF', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c: fp32 add and fp32 multiply', grade: 'measured' },
    },
    add: {
      dsp: { value: 2, unit: 'DSP', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      lut: { value: 247, unit: 'LUT', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      ff: { value: 315, unit: 'FF', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
    },
    mul: {
      dsp: { value: 2, unit: 'DSP', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      lut: { value: 115, unit: 'LUT', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      ff: { value: 173, unit: 'FF', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
    },
    div: {
      dsp: { value: 0, unit: 'DSP', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      lut: { value: 766, unit: 'LUT', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      ff: { value: 1381, unit: 'FF', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
    },
    special: {
      dsp: { value: 9, unit: 'DSP', source: 'DSP: exp in the authors\' model; LUT and FF assumed', grade: 'assumed' },
      lut: { value: 1200, unit: 'LUT', source: 'DSP: exp in the authors\' model; LUT and FF assumed', grade: 'assumed' },
      ff: { value: 2000, unit: 'FF', source: 'DSP: exp in the authors\' model; LUT and FF assumed', grade: 'assumed' },
    },
    compare: {
      dsp: { value: 0, unit: 'DSP', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      lut: { value: 64, unit: 'LUT', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
      ff: { value: 12, unit: 'FF', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c', grade: 'measured' },
    },
    convert: {
      dsp: { value: 0, unit: 'DSP', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c: int to fp32', grade: 'measured' },
      lut: { value: 165, unit: 'LUT', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c: int to fp32', grade: 'measured' },
      ff: { value: 228, unit: 'FF', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c: int to fp32', grade: 'measured' },
    },
  },
  overhead: {
    kernel: {
      dsp: { value: 0, unit: 'DSP', source: 'control, AXI-Lite and streams of one kernel', grade: 'assumed' },
      lut: { value: 6000, unit: 'LUT', source: 'control, AXI-Lite and streams of one kernel', grade: 'assumed' },
      ff: { value: 9000, unit: 'FF', source: 'control, AXI-Lite and streams of one kernel', grade: 'assumed' },
    },
    port: {
      dsp: { value: 0, unit: 'DSP', source: 'one 512-bit AXI master with its bursts', grade: 'assumed' },
      lut: { value: 3000, unit: 'LUT', source: 'one 512-bit AXI master with its bursts', grade: 'assumed' },
      ff: { value: 5000, unit: 'FF', source: 'one 512-bit AXI master with its bursts', grade: 'assumed' },
    },
    queueEntry: {
      dsp: { value: 0, unit: 'DSP', source: 'shift-register insert with a payload: twice 33 LUT and 101 FF an entry', grade: 'derived' },
      lut: { value: 66, unit: 'LUT', source: 'shift-register insert with a payload: twice 33 LUT and 101 FF an entry', grade: 'derived' },
      ff: { value: 202, unit: 'FF', source: 'shift-register insert with a payload: twice 33 LUT and 101 FF an entry', grade: 'derived' },
    },
  },
  accumulate: { value: 7, unit: 'cycles', source: 'Vivado 2023.2 out-of-context synthesis, xcu55c: latency of an fp32 add', grade: 'measured' },
  memory: {
    capacity: { value: 16, unit: 'GB', source: 'AMD UG1393', grade: 'vendor' },
    channels: { value: 32, unit: 'channels', source: 'AMD UG1393', grade: 'vendor' },
    streamed: { value: 12.2, unit: 'GB/s', source: '390 GB/s of 32 channels: 0.85 of 14.375 GB/s each; 410 GB/s measured in XRT #8687', grade: 'derived' },
    gathered: { value: 10.5, unit: 'GB/s', source: 'pseudo-random 128 B reads, U50: 11.5 GB/s with 64 outstanding', grade: 'derived' },
    transaction: { value: 64, unit: 'B', source: '512-bit port', grade: 'vendor' },
    portWidth: { value: 512, unit: 'bit', source: 'AXI master of generated kernels', grade: 'vendor' },
  },
  generated: {
    portsPerTensor: { value: 1, unit: 'ports', source: 'generated kernels give each tensor one port', grade: 'derived' },
    lanes: { value: 128, unit: 'lanes', source: 'longest inner product that generated kernels unroll', grade: 'derived' },
  },
  fixed: {
    start: { value: 60, unit: 'us', source: 'XRT dispatch 30 to 60 us (Vitis guide), 50 to 100 us on U55C (XRT #8687)', grade: 'measured' },
  },
  power: {
    idle: { value: 22, unit: 'W', source: '20 to 25 W', grade: 'assumed' },
    memory: { value: 35, unit: 'W', source: 'arXiv 2603.29002: 25 to 45 W in its runs', grade: 'measured' },
    compute: { value: 45, unit: 'W', source: 'arXiv 2603.29002: 25 to 45 W in its runs', grade: 'measured' },
  },
} as const satisfies Device;
