export { COUNTS, NOTHING, type KernelWork, type WaveCounts } from './counts.js';
export type { Surroundings } from './surroundings.js';
export * from './thread/index.js';
export { prepareWave, type Counted, type Launch, type PartCounts } from './wave/index.js';
