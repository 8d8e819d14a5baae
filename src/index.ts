/** The compiler and the reference; pure, loads in a browser. The runtime is `mpc/runtime`. */
export * from './compiler/index.js';
export { CODES, explainCode, isCode, renderDiagnostics, toJson, type Diagnostic } from './diagnostics/index.js';
export { loadDevice, loadMachine, machineNamed, MACHINES, place, crossovers, type Machine, type Placement } from './partitioner/index.js';
export { parseMethod, printMethod } from './ir/text/index.js';
export { ReferenceSession, InputError as ReferenceInputError } from './reference/index.js';
export { analysisReport, placementReport, renderAnalysis, renderPlacement } from './report/index.js';
export { referenceInterpreter } from './verify/interpreter.js';
