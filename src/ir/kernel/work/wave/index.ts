export { prepareWave, type Counted, type Launch } from './prepare.js';
export type { PartCounts } from './program.js';
