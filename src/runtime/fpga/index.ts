export { createCsimDriver } from './csim.js';
export { createXrtDriver } from './xrt.js';
