export { createCpuDriver, type CpuDriverOptions } from './driver.js';
export {
  buildLibrary, cacheFolder, CompileError, detectInstructionSet, findCompiler, type Compiler, type InstructionSet, type Toolchain,
} from './toolchain.js';
