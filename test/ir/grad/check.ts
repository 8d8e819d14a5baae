import { expect } from 'vitest';
import { NO_SPAN } from '../../../src/ir/build.js';
import { Gradients } from '../../../src/ir/grad/index.js';
import type { Expr, Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { mapOp } from '../../../src/ir/visit.js';
import { runPasses, STANDARD_PASSES } from '../../../src/ir/passes/index.js';
import { verifyMethod } from '../../../src/ir/verify/index.js';
import { Random } from '../../../src/verify/random.js';
import { elementsOf, runInFloat64, type Sizes, type Values } from './float64.js';

export interface Differentiated { readonly method: Method; readonly gradients: ReadonlyMap<Tensor, Tensor> }

/** The method with the gradients of `loss` by each of `by` appended. Throws where there is none. */
export function differentiate(method: Method, loss: Tensor, by: readonly Tensor[], when?: Expr): Differentiated {
  const ops: Op[] = [...method.ops];
  const tensors: Tensor[] = [...method.tensors];
  let names = 0;
  const gradients = new Gradients({
    ops, sizes: method.sizes, place: { stage: 'apply', once: false, ...(when ? { when } : {}) },
    span: () => NO_SPAN,
    freshName: (prefix) => `${prefix}_${++names}`,
    emit: (tensor, op) => { tensors.push(tensor); ops.push(op); },
  }, loss);
  const found = new Map(by.map((w) => {
    const result = gradients.by(w);
    if ('problem' in result) throw new Error(`${w.name}: ${result.problem.kind}`);
    return [w, result.tensor];
  }));
  return { method: { ...method, ops, tensors }, gradients: found };
}

/** Random elements of what the caller gives, and of memories; ids lie in their range. */
export function randomValues(method: Method, sizes: Sizes, seed: number, fixed: Values = new Map()): Values {
  const random = new Random(seed);
  return new Map(method.tensors.flatMap((t): (readonly [Tensor, Float64Array])[] => {
    const known = fixed.get(t);
    if (known) return [[t, known]];
    if (t.role === 'temp' || t.role === 'output') return [];
    return [[t, Float64Array.from({ length: elementsOf(t, sizes) }, () => random.normal() * 0.7)]];
  }));
}

/** Compares the gradients with central differences in float64, before and after the passes of the compiler. */
export function expectGradients(
  method: Method, loss: Tensor, by: readonly Tensor[], options: { readonly sizes?: Sizes; readonly seed?: number; readonly fixed?: Values; readonly when?: Expr } = {},
): Differentiated {
  const { sizes = {}, seed = 1, fixed } = options;
  const result = differentiate(method, loss, by, options.when);
  expect(verifyMethod(result.method)).toEqual([]);
  const given = randomValues(method, sizes, seed, fixed);

  const kept = new Set(result.gradients.values());
  const asOutputs = keep(result.method, kept);
  const optimised = runPasses(asOutputs.method, STANDARD_PASSES, { verify: true });
  const plain = runInFloat64(result.method, given, sizes);
  const fast = runInFloat64(optimised, given, sizes);
  const lossAt = (w: Tensor, i: number, step: number): number => {
    const moved = given.get(w)?.slice() ?? new Float64Array();
    moved[i] = (moved[i] ?? 0) + step;
    return runInFloat64(method, new Map([...given, [w, moved]]), sizes).get(loss)?.[0] ?? NaN;
  };
  for (const w of by) {
    const gradient = result.gradients.get(w);
    const output = gradient && asOutputs.renamed.get(gradient);
    const mine = gradient && plain.get(gradient);
    const passed = output && fast.get(output);
    expect(mine?.length).toBe(elementsOf(w, sizes));
    const h = 2 ** -14;
    for (let i = 0; i < elementsOf(w, sizes); i++) {
      const wanted = (8 * (lossAt(w, i, h) - lossAt(w, i, -h)) - (lossAt(w, i, 2 * h) - lossAt(w, i, -2 * h))) / (12 * h);
      const tolerance = 1e-6 * (1 + Math.abs(wanted));
      expect(Math.abs((mine?.[i] ?? NaN) - wanted), `${w.name}[${i}]: ${mine?.[i]} for ${wanted}`).toBeLessThan(tolerance);
      expect(Math.abs((passed?.[i] ?? NaN) - (mine?.[i] ?? NaN)), `${w.name}[${i}] after the passes`).toBeLessThan(tolerance);
    }
  }
  return result;
}

/** The method with some temporaries as outputs, so that they are not dropped. */
function keep(method: Method, wanted: ReadonlySet<Tensor>): { readonly method: Method; readonly renamed: ReadonlyMap<Tensor, Tensor> } {
  const renamed = new Map([...wanted].map((t): readonly [Tensor, Tensor] => [t, { ...t, role: 'output' }]));
  const swap = (t: Tensor): Tensor => renamed.get(t) ?? t;
  const inExpr = <T extends Op>(op: T): T => mapOp(op, (e) => (e.kind === 'load' && renamed.has(e.tensor) ? { ...e, tensor: swap(e.tensor) } : e));
  const ops = method.ops.map((op) => {
    const next = inExpr(op);
    return next.kind === 'map' || next.kind === 'scatter' ? { ...next, target: swap(next.target) } : next;
  });
  return { method: { ...method, ops, tensors: method.tensors.map(swap) }, renamed };
}
