export { generateHip, type HipOutput } from './generate.js';
