import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import type { MachineDevice } from './machine.js';

/** How two devices hang in a machine, as far as a link's time depends on it. */
export const POSITIONS = ['sameRootComplex', 'otherRootComplex', 'sameNuma', 'otherNuma'] as const;
export type Position = (typeof POSITIONS)[number];

type Placed = Pick<MachineDevice, 'id' | 'numa' | 'rootComplex'>;

const OPPOSITE: Readonly<Record<Position, Position>> = {
  sameRootComplex: 'otherRootComplex', otherRootComplex: 'sameRootComplex', sameNuma: 'otherNuma', otherNuma: 'sameNuma',
};

const WORDS: Readonly<Record<Position, string>> = {
  sameRootComplex: 'under one root complex', otherRootComplex: 'under different root complexes', sameNuma: 'on one NUMA node', otherNuma: 'on different NUMA nodes',
};

/** What is known to hold of two devices; what says most about a transfer between them first. A root complex belongs to one NUMA node. */
export function positionsOf(a: Placed, b: Placed): readonly Position[] {
  const complexes = a.rootComplex !== undefined && b.rootComplex !== undefined ? a.rootComplex === b.rootComplex : undefined;
  const nodes = a.numa !== undefined && b.numa !== undefined ? a.numa === b.numa : undefined;
  if (complexes === true) return ['sameRootComplex', 'sameNuma'];
  if (nodes === false) return ['otherNuma', 'otherRootComplex'];
  return [...complexes === false ? ['otherRootComplex' as const] : [], ...nodes === true ? ['sameNuma' as const] : []];
}

/** `under different root complexes (rc0, rc3)`: where two devices are, for a person. */
export function positionText(position: Position, a: Placed, b: Placed): string {
  const complex = position === 'sameRootComplex' || position === 'otherRootComplex';
  const [own, other] = complex ? [a.rootComplex, b.rootComplex] : [a.numa, b.numa];
  const names = own === undefined || other === undefined ? '' : own === other ? ` (${own})` : ` (${own}, ${other})`;
  return `${WORDS[position]}${names}`;
}

/** Which of several curves holds between two devices. */
export function choosePosition(cases: readonly Position[], from: Placed, to: Placed, file: string): Position | Diagnostic {
  const found = positionsOf(from, to).find((p) => cases.includes(p));
  if (found) return found;
  const wanted = cases.some((c) => c === 'sameRootComplex' || c === 'otherRootComplex');
  const lacking = [from, to].find((d) => (wanted && d.rootComplex === undefined) || (!wanted && d.numa === undefined));
  if (lacking) return report('MPC4023', { file, from: from.id, to: to.id, id: lacking.id, what: wanted ? 'root complex' : 'NUMA node' });
  const [known = 'otherRootComplex'] = positionsOf(from, to);
  return report('MPC4024', { file, from: from.id, to: to.id, where: positionText(known, from, to), cases: cases.join(', ') });
}

/** A curve that was taken between devices which hang otherwise than these. */
export function checkPosition(name: string, taken: Position, from: Placed, to: Placed, file: string): readonly Diagnostic[] {
  const opposite = OPPOSITE[taken];
  if (!positionsOf(from, to).includes(opposite)) return [];
  return [report('MPC4025', { file, curve: name, taken: WORDS[taken], from: from.id, to: to.id, where: positionText(opposite, from, to) })];
}

/** A root complex that devices on different NUMA nodes say they are under. */
export function checkRootComplexes(devices: readonly Placed[], file: string): readonly Diagnostic[] {
  const first = new Map<string, Placed>();
  return devices.flatMap((device) => {
    if (device.rootComplex === undefined || device.numa === undefined) return [];
    const other = first.get(device.rootComplex);
    first.set(device.rootComplex, other ?? device);
    return other && other.numa !== device.numa
      ? [report('MPC4022', { file, one: other.id, other: device.id, rootComplex: device.rootComplex, node: other.numa ?? 0, node2: device.numa })] : [];
  });
}

export function isPosition(name: unknown): name is Position {
  return POSITIONS.some((p) => p === name);
}
