export { casesOf, type Case } from './cases.js';
export { IR_FILE, referenceInterpreter } from './interpreter.js';
export { Random } from './random.js';
export { randomTensor } from './random-inputs.js';
export { compareStep, verifyCase, type CaseReport, type StepCheck, type VerifyOptions } from './verify.js';
export { caseForVectors, hlsVectors, type VectorOptions } from './vectors.js';
