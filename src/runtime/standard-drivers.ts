import type { Driver } from './driver.js';
import type { DeviceRequest } from './drivers.js';
import type { Target } from './manifest.js';
import { deviceText } from './named-device.js';

export interface StandardDriverOptions {
  /** Threads of the CPU device. Default: all cores. */
  readonly threads?: number;
}

/** Opens a device, the first of its kind unless it is said which. */
type Opener = (device?: Pick<DeviceRequest, 'id' | 'target' | 'index' | 'name' | 'at'>) => Promise<Driver | undefined>;

/** The devices of this machine. Each driver is imported when it is first asked for. */
export function standardDrivers(options: StandardDriverOptions = {}): Readonly<Record<Target, Opener>> {
  return {
    // All sockets are one to the process: a second CPU has memory of its own and the same threads.
    cpu: async () => (await (await import('./cpu/index.js')).createCpuDriver(options)) ?? absent('no C++ compiler was found'),
    gpu: async (device) => {
      const { createGpuDriver } = await import('./gpu/index.js');
      const found = await createGpuDriver(device ? { device: device.at } : {});
      return found ?? (device && device.at !== 0 ? missing(device, 'HIP or CUDA') : undefined);
    },
    fpga: async (device) => {
      const { createXrtDriver } = await import('./fpga/index.js');
      return await createXrtDriver(device) ?? (device && device.at !== 0 ? missing(device, 'XRT') : absent('no FPGA card was found through XRT'));
    },
  };
}

function missing(device: DeviceRequest, through: string): never {
  absent(`${typeof device.at === 'number' ? `number ${device.at}` : `PCI address ${device.at}`} was not found through ${through}; it is wanted as ${deviceText(device)}`);
}

function absent(reason: string): never {
  throw new Error(reason);
}
