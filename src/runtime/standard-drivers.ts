import type { DriverFactories } from './drivers.js';

export interface StandardDriverOptions {
  /** Threads of the CPU device. Default: all cores. */
  readonly threads?: number;
}

/** The devices of this machine. Each driver is imported when it is first asked for. */
export function standardDrivers(options: StandardDriverOptions = {}): DriverFactories {
  return {
    cpu: async () => (await import('./cpu/index.js')).createCpuDriver(options),
    gpu: async () => (await import('./gpu/index.js')).createGpuDriver(),
    fpga: async () => (await import('./fpga/index.js')).createXrtDriver(),
  };
}
