export { analyze, compile, complete, type CompileOptions, type CompileResult, type FrontEndResult, type Source } from './compile.js';
export { formatFiles } from './format.js';
export { VERSION } from './version.js';
export { withKernelFacts } from './kernel-facts.js';
export { MeasuredPlacements } from './measured-placements.js';
export { MeasuredWork } from './measured-work.js';
