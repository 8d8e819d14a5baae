export * as Size from './sym.js';
export type { Sym, SymLike } from './sym.js';
export { parseSym } from './text.js';
