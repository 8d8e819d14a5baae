export { suggest } from '../../diagnostics/index.js';
