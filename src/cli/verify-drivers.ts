import type { Driver, DriverFactories } from '../runtime/index.js';

async function present(driver: Promise<Driver | undefined>, what: string): Promise<Driver> {
  const found = await driver;
  if (!found) throw new Error(what);
  return found;
}

/** Devices for checking: the FPGA is its C simulation. */
export function verifyDrivers(): DriverFactories {
  return {
    cpu: async () => present((await import('../runtime/cpu/index.js')).createCpuDriver({}), 'no C++ compiler was found (apt install g++)'),
    gpu: async ({ at }) => present((await import('../runtime/gpu/index.js')).createGpuDriver({ device: at }), `no GPU${at === 0 ? '' : ` ${at}`} was found through HIP or CUDA`),
    fpga: async () => present((await import('../runtime/fpga/index.js')).createCsimDriver(), 'no C++ compiler was found for C simulation (apt install g++)'),
  };
}
