import type { Sym } from '../../symbolic/index.js';

/** A size expression as a user would write it. */
export function show(value: Sym): string {
  return value.key
    .replace(/floor\((\w+) \+ (\d+) \/ (\d+)\)/g, (whole, name: string, more: string, by: string) =>
      (Number(more) === Number(by) - 1 ? `ceil(${name} / ${by})` : whole))
    .replace(/floor\(([^()]* [+-] [^()]*) \/ /g, 'floor(($1) / ');
}

export function showShape(shape: readonly Sym[]): string {
  return `[${shape.map(show).join(', ')}]`;
}
