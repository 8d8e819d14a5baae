export { analyze, compile, type CompileOptions, type CompileResult, type FrontEndResult, type Source } from './compile.js';
export { VERSION } from './version.js';
export { withKernelFacts } from './kernel-facts.js';
