import type { DriverFactories } from './drivers.js';

export interface StandardDriverOptions {
  /** Threads of the CPU device. Default: all cores. */
  readonly threads?: number;
}

/** The devices of this machine. Each driver is imported when it is first asked for. */
export function standardDrivers(options: StandardDriverOptions = {}): DriverFactories {
  return {
    cpu: async () => (await (await import('./cpu/index.js')).createCpuDriver(options)) ?? absent('no C++ compiler was found'),
    gpu: async () => (await import('./gpu/index.js')).createGpuDriver(),
    fpga: async () => (await (await import('./fpga/index.js')).createXrtDriver()) ?? absent('no FPGA card was found through XRT'),
  };
}

function absent(reason: string): never {
  throw new Error(reason);
}
