export { evaluate } from './evaluate.js';
export { linearSearch, type LinearModel, type LinearResult } from './ilp.js';
export {
  busiest, OBJECTIVES, objectiveOf, type Objective, type Outcome, type Problem, type SearchOptions, type Solved, type Solver,
} from './problem.js';
export { search } from './search.js';
export { alone, broken, excesses, type Excess } from './shortfall.js';
export { likeBase } from './tables.js';
