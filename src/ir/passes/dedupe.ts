import type { Expr, MapOp, Op, Tensor } from '../nodes.js';
import { mapOp, opDefines, opReads } from '../visit.js';
import type { Pass } from './pass.js';
import { axesKey, exprKey } from './structural-key.js';

export const dedupe: Pass = {
  name: 'dedupe',
  description: 'compute equal temporaries once',
  exact: true,
  run(method) {
    const replaced = new Map<Tensor, Tensor>();
    const known = new Map<string, MapOp>();
    const ops: Op[] = [];
    const redirect = (e: Expr): Expr => {
      const tensor = e.kind === 'load' ? replaced.get(e.tensor) : undefined;
      return e.kind === 'load' && tensor ? { ...e, tensor } : e;
    };
    for (const original of method.ops) {
      const op = replaced.size > 0 ? mapOp(original, redirect) : original;
      const key = op.kind === 'map' ? keyOf(op) : undefined;
      const first = key === undefined ? undefined : known.get(key);
      if (op.kind === 'map' && first && op.target.role === 'temp' && isUnchanged(first, ops)) {
        replaced.set(op.target, first.target);
        continue;
      }
      if (op.kind === 'map' && key !== undefined && op.target.role !== 'memory') known.set(key, op);
      ops.push(op);
    }
    if (replaced.size === 0) return method;
    return { ...method, ops, tensors: method.tensors.filter((t) => !replaced.has(t)) };
  },
};

function keyOf(op: MapOp): string {
  const { text, inner } = axesKey(op.axes);
  const indices = op.indices.map((i) => exprKey(i, inner)).join();
  const when = op.when ? exprKey(op.when) : '';
  return [op.target.dtype, op.target.shape.map((s) => s.key).join(), op.once, when, text, indices, exprKey(op.value, inner)].join('|');
}

/** True if nothing that `first` read has been written since. */
function isUnchanged(first: MapOp, ops: readonly Op[]): boolean {
  const reads = opReads(first);
  return !ops.slice(ops.indexOf(first) + 1).some((op) => opDefines(op).some((t) => reads.includes(t)));
}
