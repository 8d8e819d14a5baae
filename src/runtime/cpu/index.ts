export { createCpuDriver, type CpuDriverOptions } from './driver.js';
export {
  buildLibrary, CompileError, detectInstructionSet, findCompiler, type Compiler, type InstructionSet, type Toolchain,
} from './toolchain.js';
