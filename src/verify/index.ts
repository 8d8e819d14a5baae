export { advanceOf, casesOf, type Case, type CaseRequest } from './cases.js';
export { countedLengths, type CountedLength } from './data-lengths.js';
export { IR_FILE, referenceInterpreter } from './interpreter.js';
export { Random } from './random.js';
export { randomTensor, randomTensors } from './random-inputs.js';
export { standIns, type StandIns } from './stand-ins.js';
export { compareStep, verifyCase, type CaseReport, type RanStep, type StepCheck, type VerifyOptions } from './verify.js';
export { caseForVectors, hlsVectors, type VectorOptions } from './vectors.js';
