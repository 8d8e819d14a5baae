export { crossovers, type Crossover } from './crossover.js';
export type { KernelFacts } from './cost/processor.js';
export type { CostTerm, FabricUse, StepCost, Violation } from './cost/step-cost.js';
export { DEVICES } from './devices/index.js';
export { loadDevice, loadMachine, machineNamed, type Loaded } from './load-machine.js';
export { MACHINES } from './machines.js';
export { place } from './place.js';
export type {
  Candidate, CandidateName, PlacedStep, PlacedTransfer, Placement, PlacementOptions,
} from './placement.js';
export { deviceName, digits, termName, timeText } from './reasons.js';
export { GRADES, type Curve, type Device, type DeviceKind, type Figure, type Fpga, type Grade, type Link, type Machine, type Processor } from './schema.js';
export type { Objective } from './search/problem.js';
