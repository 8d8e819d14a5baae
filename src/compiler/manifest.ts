import type { TargetOutput } from '../codegen/shared/output.js';
import type { Growth, Method, Op, Tensor } from '../ir/nodes.js';
import { toConditions, toSym } from '../ir/size-expr.js';
import type { Step } from '../ir/steps.js';
import type { Placement } from '../partitioner/index.js';
import { TARGETS, type Manifest, type ManifestStep, type ManifestTensor, type Target } from '../runtime/manifest.js';
import { Size } from '../symbolic/index.js';
import { lineAt } from './lines.js';
import { VERSION } from './version.js';

/** What the runtime must know, gathered from all phases. */
export function buildManifest(
  method: Method, steps: readonly Step[], outputs: Readonly<Record<Target, TargetOutput>>, placement: Placement,
  source: { readonly text: string; readonly file: string },
): Manifest {
  // A back end may list a temporary of the method that it spills; its own scratch comes after those.
  const tensors = [...new Map([...method.tensors, ...TARGETS.flatMap((target) => outputs[target].scratch ?? [])].map((t) => [t.name, t])).values()];
  const partial = partlyWritten(method.ops);
  return {
    format: 'mpc-manifest/1',
    method: method.name,
    doc: method.doc,
    compiler: VERSION,
    source: source.file,
    sizes: method.sizes.map(({ name, min, max, multipleOf }) => ({ name, min, max, multipleOf })),
    ...(method.tokens ? { tokens: method.tokens.name } : {}),
    batch: method.batch,
    tensors: tensors.map((t) => manifestTensor(t, partial.has(t))),
    steps: steps.map((step) => manifestStep(step, outputs, source.text)),
    plans: plansOf(steps, outputs, placement),
    predicted: Object.fromEntries(placement.steps.map((s) => [s.step.name, s.microseconds])),
  };
}

/** Temporaries that are not written everywhere, because their axes are ragged. */
function partlyWritten(ops: readonly Op[]): ReadonlySet<Tensor> {
  const whole = (op: Op & { kind: 'map' }): boolean => op.axes.every((axis, d) => {
    const lo = toSym(axis.lo);
    const hi = toSym(axis.hi);
    return lo && hi && Size.equals(lo, 0) && Size.equals(hi, op.target.shape[d] ?? -1);
  });
  return new Set(ops.flatMap((op) => (op.kind === 'map' && op.target.role !== 'memory' && !whole(op) ? [op.target] : [])));
}

function manifestTensor(tensor: Tensor, zeroed: boolean): ManifestTensor {
  return {
    name: tensor.name,
    role: tensor.role,
    dtype: tensor.dtype,
    shape: tensor.shape.map((s) => s.key),
    ...(tensor.idRange ? { idRange: tensor.idRange.key } : {}),
    ...(tensor.growth ? { growth: manifestGrowth(tensor.growth) } : {}),
    ...(tensor.data ? { data: [...tensor.data] } : {}),
    ...(zeroed ? { zeroed: true } : {}),
  };
}

function manifestGrowth(growth: Growth): NonNullable<ManifestTensor['growth']> {
  switch (growth.kind) {
    case 'static': case 'computed': return { kind: growth.kind };
    case 'append-token': return { kind: growth.kind, size: growth.size.name };
    case 'append-block': case 'update-block': return { kind: growth.kind, size: growth.size.name, block: growth.block };
    case 'state': return growth.from ? { kind: growth.kind, from: growth.from.name } : { kind: growth.kind };
    case 'ring': return { kind: growth.kind, size: growth.size.name, rows: growth.rows };
  }
}

function manifestStep(step: Step, outputs: Readonly<Record<Target, TargetOutput>>, text: string): ManifestStep {
  const first = step.ops[0];
  const conditions = step.when ? toConditions(step.when) : undefined;
  const kernels = Object.fromEntries(TARGETS.flatMap((target) => {
    const found = outputs[target].kernels.get(step);
    return found ? [[target, [...found]]] : [];
  }));
  return {
    name: step.name,
    stage: step.stage,
    line: first ? lineAt(text, first.span.start) : 1,
    once: step.once,
    ...(conditions ? { when: conditions.map((c) => ({ left: c.left.key, op: c.op, right: c.right.key })) } : {}),
    reads: step.reads.map((t) => t.name),
    writes: step.writes.map((t) => t.name),
    kernels,
  };
}

/** `default` as placed, and every step on one device where that device can run them all. */
function plansOf(
  steps: readonly Step[], outputs: Readonly<Record<Target, TargetOutput>>, placement: Placement,
): Manifest['plans'] {
  const uniform = TARGETS.filter((target) => steps.every((s) => outputs[target].kernels.has(s)))
    .map((target) => [target, Object.fromEntries(steps.map((s) => [s.name, target]))] as const);
  const chosen = Object.fromEntries(steps.map((s) => [s.name, placement.assignment.get(s) ?? 'cpu']));
  return { default: chosen, ...Object.fromEntries(uniform) };
}
