import { Size, type Sym } from '../symbolic/index.js';

const known = new WeakMap<readonly Sym[], readonly Sym[]>();

/** Elements of a tensor behind its first `dims` indices: all of it, a row, ... one. Remembered. */
export function elementsOf({ shape }: { readonly shape: readonly Sym[] }, dims = 0): Sym {
  const found = known.get(shape) ?? products(shape);
  return found[dims] ?? ONE;
}

const ONE = Size.constant(1);

function products(shape: readonly Sym[]): readonly Sym[] {
  const made = [ONE];
  for (let d = shape.length - 1; d >= 0; d--) made.unshift(Size.mul(shape[d] ?? ONE, made[0] ?? ONE));
  known.set(shape, made);
  return made;
}
