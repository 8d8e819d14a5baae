import type { Figure, Machine } from './schema.js';
import { devicesOf } from './build-problem.js';

type Named = Figure & { readonly of: string; readonly name: string };

function isFigure(value: object): value is Figure {
  return 'value' in value && 'unit' in value && 'grade' in value && 'source' in value;
}

function collect(of: string, name: string, value: unknown): readonly Named[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isFigure(value)) return [{ of, name, value: value.value, unit: value.unit, source: value.source, grade: value.grade }];
  return Object.entries(value).flatMap(([key, inner]) => collect(of, name === '' ? key : `${name}.${key}`, inner));
}

/** Every figure of a machine with the source it came from. */
export function figuresOf(machine: Machine, peerToPeer: boolean): readonly Named[] {
  return [
    ...devicesOf(machine).flatMap((kind) => collect(machine.devices[kind]?.name ?? kind, '', machine.devices[kind])),
    ...machine.links.filter((l) => peerToPeer || l.path === 'host').flatMap((l) => collect(`${l.from} -> ${l.to} (${l.path})`, '', l.curve)),
  ];
}
