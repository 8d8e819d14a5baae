/** The compiler and the reference; pure, loads in a browser. The runtime is `mpc/runtime`. */
export * from './compiler/index.js';
export { CODES, explainCode, isCode, renderDiagnostics, toJson, type Diagnostic } from './diagnostics/index.js';
export {
  applyCalibration, applyOverrides, deviceOf, DEVICES, loadDevice, loadMachine, machineFile, machineNamed, MACHINES, transfers, type Device, type Figure, type Gpu, type Machine,
} from './machines/index.js';
export { place, crossovers, type Candidate, type PlacedStep, type Placement, type PlacementOptions } from './partitioner/index.js';
export { callTime, fitRuntime, isDecided, MeasuredSpans, middle, runtimeRatesOf, type CallParts, type Measurement, type PlacementMeasurement } from './partitioner/calibrate/index.js';
export { parseMethod, printMethod } from './ir/text/index.js';
export { ReferenceSession, InputError as ReferenceInputError } from './reference/index.js';
export { analysisReport, pairsInOrder, placementReport, renderAnalysis, renderPlacement, renderPlacementFit, type FittedPlacement } from './report/index.js';
export { referenceInterpreter } from './verify/interpreter.js';
export {
  findModel, findPolicy, loadModel, loadWorkload, methodTiming, MIXED, MODELS, POLICIES, simulate, traceOf,
  type MethodTiming, type ModelProfile, type Policy, type Scheduler, type Simulation, type SimulationOptions, type Statistics, type Trace, type Workload,
} from './simulator/index.js';
export { comparisonTable, renderComparison, renderSimulation } from './report/simulation.js';
