export { createGpuDriver, type GpuDriver, type GpuDriverOptions, type GpuEvent } from './driver.js';
export { compileModule, findGpuCompiler, gpuModule, moduleExtension, prebuiltPath, type GpuCompiler } from './toolchain.js';
