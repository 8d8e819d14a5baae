export { ReferenceSession, type StepResult } from './session.js';
export type { ReferenceExtern, ReferenceHost } from './call.js';
export type { Sampling } from './sample.js';
export { InputError } from './input-error.js';
export type { NamedTensors } from './inputs.js';
export { evaluateOp, type ElementsResult, type OpResult, type SelectionResult, type SelectionRow } from './evaluate.js';
export { compareGroup, compareOp, type Comparison, type Mismatch } from './compare.js';
export { runOp, isActive, type Tensors } from './operation.js';
export { fromTensorData, initial, shapeOf, toTensorData, zeros, type SizeValues, type Stored } from './storage.js';
