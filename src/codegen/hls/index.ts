export { generateHls, planHls, usualFpga, writeHls, type HlsOutput, type HlsPlan } from './generate.js';
export type { KernelEstimate } from './estimate.js';
