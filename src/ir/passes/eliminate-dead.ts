import type { Method, Op, Tensor } from '../nodes.js';
import { opDefines, opFlags, opReads } from '../visit.js';
import type { Pass } from './pass.js';

export const eliminateDead: Pass = {
  name: 'eliminate-dead',
  description: 'remove operations whose results nobody reads, and the temporaries and constants left over',
  exact: true,
  run(method) {
    const needed = new Set<Tensor>();
    const kept: Op[] = [];
    for (const op of [...method.ops].reverse()) {
      if (!opDefines(op).some((t) => needed.has(t) || t.role === 'output' || t.role === 'memory')) continue;
      kept.push(op);
      opReads(op).forEach((t) => needed.add(t));
      opFlags(op).forEach((t) => needed.add(t));
      opDefines(op).forEach((t) => needed.add(t));
    }
    kept.reverse();
    const tensors = method.tensors.filter((t) => (t.role !== 'temp' && t.role !== 'constant') || needed.has(t));
    return sameLength(method, kept, tensors) ? method : { ...method, ops: kept, tensors };
  },
};

function sameLength(method: Method, ops: readonly Op[], tensors: readonly Tensor[]): boolean {
  return ops.length === method.ops.length && tensors.length === method.tensors.length;
}
