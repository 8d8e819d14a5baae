import type { Expr, MapOp, Op, Tensor } from '../nodes.js';
import { axesKey, exprKey } from '../structural-key.js';
import { mapExpr, mapOp, opDefines, opReads } from '../visit.js';
import type { Pass } from './pass.js';

export const dedupe: Pass = {
  name: 'dedupe',
  description: 'compute equal temporaries once',
  exact: true,
  run(method) {
    const replaced = new Map<Tensor, Tensor>();
    const known = new Map<string, MapOp>();
    /** How often each memory has been written: equal loads before and after a write differ. */
    const versions = new Map<Tensor, number>();
    const ops: Op[] = [];
    const redirect = (e: Expr): Expr => {
      const tensor = e.kind === 'load' ? replaced.get(e.tensor) : undefined;
      return e.kind === 'load' && tensor ? { ...e, tensor } : e;
    };
    for (const original of method.ops) {
      const op = replaced.size > 0 ? redirected(original, redirect, replaced) : original;
      const key = op.kind === 'map' && op.target.role !== 'memory' && !op.sequential ? keyOf(op, versions) : undefined;
      const first = key === undefined ? undefined : known.get(key);
      if (op.kind === 'map' && first && op.target.role === 'temp') {
        replaced.set(op.target, first.target);
        continue;
      }
      if (op.kind === 'map' && key !== undefined) known.set(key, op);
      for (const tensor of opDefines(op)) if (tensor.role === 'memory') versions.set(tensor, (versions.get(tensor) ?? 0) + 1);
      ops.push(op);
    }
    if (replaced.size === 0) return method;
    return { ...method, ops, tensors: method.tensors.filter((t) => !replaced.has(t)) };
  },
};

/** Also in conditions, and in what is handed to a call. */
function redirected(op: Op, redirect: (e: Expr) => Expr, replaced: ReadonlyMap<Tensor, Tensor>): Op {
  const next = mapOp(op, redirect);
  const when = next.when && mapExpr(next.when, redirect);
  const conditioned = when && when !== next.when ? { ...next, when } : next;
  if (conditioned.kind !== 'call' || !conditioned.args.some(({ tensor }) => replaced.has(tensor))) return conditioned;
  return { ...conditioned, args: conditioned.args.map((arg) => ({ ...arg, tensor: replaced.get(arg.tensor) ?? arg.tensor })) };
}

function keyOf(op: MapOp, versions: ReadonlyMap<Tensor, number>): string {
  const { text, inner } = axesKey(op.axes);
  const indices = op.indices.map((i) => exprKey(i, inner)).join();
  const when = op.when ? exprKey(op.when) : '';
  const seen = opReads(op).map((t) => versions.get(t) ?? 0).join();
  return [op.target.dtype, op.target.shape.map((s) => s.key).join(), op.once, when, text, indices, seen, exprKey(op.value, inner)].join('|');
}
