import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { meant } from './findings.js';
import { devicesOfKind, type Machine } from './machine.js';
import { router } from './routes.js';

/** What is wrong with how a machine's devices hang together. */
export function checkLinks(machine: Machine, file: string): readonly Diagnostic[] {
  const ids = machine.devices.map((d) => d.id);
  const known = ids.join(', ');
  if (devicesOfKind(machine, 'cpu').length === 0) return [report('MPC4013', { file })];
  if (!ids.includes(machine.home)) return [report('MPC4006', { file, home: machine.home, known }, undefined, meant(machine.home, ids))];

  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const { from, to, path } of machine.links) {
    for (const end of [from, to]) {
      if (!ids.includes(end)) found.push(report('MPC4014', { file, from, to, id: end, known }, undefined, meant(end, ids)));
    }
    if (from === to) found.push(report('MPC4015', { file, id: from }));
    const key = `${from} ${to} ${path}`;
    if (seen.has(key)) found.push(report('MPC4016', { file, from, to, path }));
    seen.add(key);
  }
  if (found.length > 0) return found;

  const route = router(machine, { peerToPeer: true });
  return ids.flatMap((id) => {
    const missing = [[machine.home, id], [id, machine.home]].flatMap(([from = '', to = '']) => (route(from, to, 1) ? [] : [`${from} to ${to}`]));
    return missing.length > 0 ? [report('MPC4017', { file, id, missing: missing.join(' and from ') })] : [];
  });
}
