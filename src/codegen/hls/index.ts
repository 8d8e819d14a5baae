export { generateHls, type HlsOutput } from './generate.js';
export type { KernelEstimate } from './estimate.js';
