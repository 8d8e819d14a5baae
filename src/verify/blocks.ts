import type { Method } from '../ir/nodes.js';
import { Size, type Sym } from '../symbolic/index.js';

/** More block sizes than this are not tried. */
const MOST = 3;

/**
 * Lengths at which something changes while tokens come: blocks and rings of memories, and what the number of tokens is divided by
 * in the shape of a tensor (pages). Ascending.
 */
export function blocksOf({ tensors, tokens }: Method): readonly number[] {
  const found = new Set<number>();
  for (const { growth, shape } of tensors) {
    if (growth?.kind === 'append-block' || growth?.kind === 'update-block') found.add(growth.block);
    if (growth?.kind === 'ring') found.add(growth.rows);
    if (tokens) for (const extent of shape) for (const divisor of divisorsOf(extent, tokens.name)) found.add(divisor);
  }
  return [...found].sort((a, b) => a - b).slice(0, MOST);
}

function divisorsOf(extent: Sym, size: string): readonly number[] {
  return extent.terms.flatMap((term) => term.factors).flatMap(({ atom }): readonly number[] => {
    if (atom.kind === 'var' || atom.kind === 'mod') return [];
    if (atom.kind !== 'floordiv') return atom.args.flatMap((arg) => divisorsOf(arg, size));
    const by = Size.asConstant(atom.by);
    return [...divisorsOf(atom.value, size), ...(by !== undefined && by > 1 && Size.variables(atom.value).includes(size) ? [by] : [])];
  });
}
