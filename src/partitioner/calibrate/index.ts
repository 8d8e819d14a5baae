export { figuresOfRates } from './figures.js';
export { fitRelative, type Fit, type FitProblem } from './least-squares.js';
export { measurementSchema, type Measurement } from './measurement.js';
export { qualityOf, type Quality } from './quality.js';
export { fitRates, RATE_COUNT, type FittedRates, type MeasuredKernel } from './rates.js';
