export { prepareThreads, type Dealing, type ThreadSurroundings } from './count.js';
export { NO_COUNTS, THREAD_COUNTS, type Brought, type Caches, type Held, type OpenSegment, type OpenThreadWork, type Segment, type SomeCounts, type ThreadCounts, type ThreadWork } from './counts.js';
export type { Arguments, RoutineCall } from './graph.js';
export type { Routine, RoutinePlace, ThreadMeaning } from './meaning.js';
export { foundInCall, settled, type CallBuffers, type CallState, type Found } from './settle.js';
