export { basisOf, type Basis } from './basis.js';
export { badness, rivalOf, type BreakEven, type Rival } from './break-even.js';
export { crossovers, sweep, sweptOptions, type Crossover, type Sweep, type SweepPoint, type SweepRange } from './crossover.js';
export type { FpgaKernelFacts } from './cost/fpga-facts.js';
export type { KernelFacts, Profile } from './cost/processor.js';
export type { CostTerm, FabricUse, LaunchStyle, StepCost, Violation } from './cost/step-cost.js';
export { evaluator, type Evaluation } from './evaluator.js';
export { place, placementProblem } from './place.js';
export type {
  Candidate, DeviceLoad, LinkLoad, PlacedStep, PlacedTransfer, Placement, PlacementCosts, PlacementOptions, Shortfall,
} from './placement.js';
export { deviceName, digits, shortfallText, termName, timeText } from './reasons.js';
export {
  linearSearch, OBJECTIVES, type LinearModel, type LinearResult, type Objective, type Problem, type SearchOptions, type Solved, type Solver,
} from './search/index.js';
