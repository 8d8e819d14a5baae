import type { Figure } from './figure.js';
import { isFigure } from './figure.js';
import type { Machine } from './machine.js';

/** A figure of a machine: of which device or link, and its path there. */
export type NamedFigure = Figure & { readonly of: string; readonly name: string };

/** Every figure below `value`, with its path. */
export function figuresIn(value: unknown): readonly { readonly path: string; readonly figure: Figure }[] {
  const found: { path: string; figure: Figure }[] = [];
  const visit = (at: unknown, path: string): void => {
    if (typeof at !== 'object' || at === null) return;
    if (isFigure(at)) {
      found.push({ path, figure: at });
      return;
    }
    for (const [key, inner] of Object.entries(at)) visit(inner, path === '' ? key : `${path}.${key}`);
  };
  visit(value, '');
  return found;
}

/** Every figure of a machine with the source it came from; devices of one name count once. */
export function figuresOf(machine: Machine, peerToPeer: boolean): readonly NamedFigure[] {
  const devices = new Map(machine.devices.map(({ device }) => [device.name, device]));
  const named = (of: string, value: unknown): readonly NamedFigure[] => figuresIn(value).map(({ path, figure }) => ({ of, name: path, ...figure }));
  return [
    ...[...devices].flatMap(([of, device]) => named(of, device)),
    ...machine.links.filter((l) => peerToPeer || l.path === 'host').flatMap((l) => named(`${l.from} -> ${l.to} (${l.path})`, l.curve)),
  ];
}
