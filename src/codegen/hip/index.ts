export { generateHip } from './generate.js';
