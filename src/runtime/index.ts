/** The runtime that generated packages and servers use: loads a compiled method and runs it. */
export { loadProgram, readManifest, type BuildSource, type LoadOptions } from './load.js';
export { Program, type ProgramOptions } from './program.js';
export { Session, type Outputs, type SessionInputs } from './session.js';
export { ExecutionError, InputError, RuntimeError } from './errors.js';
export { readTensors, writeTensors } from './files/index.js';
export type { Driver, DeviceBuffer, DeviceKernel, KernelArg, LaunchShape } from './driver.js';
export { DriverRegistry, type DriverFactories, type DriverFactory } from './drivers.js';
export { createMemoryDriver, type HostKernel, type MemoryDriverOptions } from './memory-driver.js';
export { standardDrivers } from './standard-drivers.js';
export type { InterpretedMethod, Interpreter } from './interpreter.js';
export type { NanPolicy, TensorMap } from './check.js';
export type { Plan } from './bind.js';
export type { Statistics } from './device.js';
export type { Sizes } from './size-eval.js';
export type { ChromeTrace, TraceEvent } from './trace.js';
export { manifestSchema, type Manifest, type ManifestKernel, type ManifestStep, type ManifestTensor, type Target } from './manifest.js';
export { fromNumbers, toNumbers, type TensorData } from '../numerics/tensor-data.js';
export type { DType } from '../numerics/dtype.js';
