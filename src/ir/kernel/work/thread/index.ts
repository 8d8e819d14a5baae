export { prepareThreads, type Dealing, type ThreadSurroundings } from './count.js';
export { NO_COUNTS, THREAD_COUNTS, type Caches, type Segment, type SomeCounts, type ThreadCounts, type ThreadWork } from './counts.js';
export type { Arguments, RoutineCall } from './graph.js';
export type { Routine, RoutinePlace, ThreadMeaning } from './meaning.js';
