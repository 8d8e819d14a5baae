export { generateHls, planHls, usualFpga, withKernels, writeHls, type HlsOutput, type HlsPlan } from './generate.js';
export type { KernelEstimate } from './estimate.js';
