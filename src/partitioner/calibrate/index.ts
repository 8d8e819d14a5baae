export { isDecided, LEAST_DIFFERENCE, middle, SIGNIFICANCE, signedRank, type Rounds } from './decided.js';
export { figuresOfRates } from './figures.js';
export { fitRelative, type Fit, type FitProblem } from './least-squares.js';
export { measurementSchema, type Measurement } from './measurement.js';
export { MeasuredSpans } from './measured-spans.js';
export { qualityOf, type Quality } from './quality.js';
export { fitRates, RATE_COUNT, type FittedRates, type MeasuredKernel } from './rates.js';
export { figuresOfThreadRates, fitThreadRates, THREAD_RATE_COUNT, type MeasuredThreads } from './thread-rates.js';
export {
  callParts, callTime, figuresOfRuntime, fitRuntime, placementMeasurementSchema, RUNTIME_RATE_COUNT, runtimeRatesOf, type CallParts, type MeasuredCall, type PlacementMeasurement, type RuntimeRates,
} from './runtime.js';
