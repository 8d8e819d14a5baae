export { parseMethod } from './parse.js';
export { printMethod } from './print.js';
