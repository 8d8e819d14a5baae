export { Gradients } from './gradient.js';
export type { GradHost, GradProblem } from './host.js';
