export * as Size from './sym.js';
export { Formulas } from './formulas.js';
export type { Sym, SymLike } from './sym.js';
export { parseSym } from './text.js';
