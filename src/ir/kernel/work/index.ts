export { countWork, type Counted, type Launch, type RoutineCounts, type Surroundings } from './count.js';
export { COUNTS, NOTHING, type KernelWork, type WaveCounts } from './counts.js';
