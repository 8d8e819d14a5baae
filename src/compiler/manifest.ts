import type { TargetOutput } from '../codegen/shared/output.js';
import type { Extern, ExternParam, Growth, Method, Passed, Tensor } from '../ir/nodes.js';
import { partlyWritten } from '../ir/partly-written.js';
import { conditionKeys, toConditions, type Condition } from '../ir/size-expr.js';
import type { Step } from '../ir/steps.js';
import { devicesOfKind, firstOf, type Machine } from '../machines/index.js';
import type { Placement } from '../partitioner/index.js';
import { opFlags } from '../ir/visit.js';
import {
  TARGETS, type Condition as ManifestCondition, type Manifest, type ManifestExtern, type ManifestExternParam, type ManifestKernel, type ManifestStep, type ManifestTensor, type Target,
} from '../runtime/manifest.js';
import { lineAt } from './lines.js';
import { VERSION } from './version.js';

/** Kernels of every target; `variants`: of further devices that need their own, by the name of the device. */
export interface Outputs {
  readonly targets: Readonly<Record<Target, TargetOutput>>;
  readonly variants: Readonly<Record<string, TargetOutput>>;
}

/** What the runtime must know, gathered from all phases. */
export function buildManifest(
  method: Method, steps: readonly Step[], outputs: Outputs, machine: Machine, placement: Placement,
  source: { readonly text: string; readonly file: string },
): Manifest {
  // A back end may list a temporary of the method that it spills; its own scratch comes after those.
  const scratch = [...TARGETS.map((target) => outputs.targets[target]), ...Object.values(outputs.variants)].flatMap((o) => o.scratch ?? []);
  const tensors = [...new Map([...method.tensors, ...scratch].map((t) => [t.name, t])).values()];
  const partial = partlyWritten(method.ops);
  const counts = countsOf(method);
  const externs = [...new Set(steps.flatMap((s) => (s.call ? [s.call.callee] : [])))];
  return {
    format: 'mpc-manifest/1',
    method: method.name,
    doc: method.doc,
    compiler: VERSION,
    source: source.file,
    sizes: method.sizes.map(({ name, min, max, multipleOf }) => ({ name, min, max, multipleOf })),
    ...(method.tokens ? { tokens: method.tokens.name } : {}),
    ...(method.advance ? { advance: method.advance.key } : {}),
    batch: method.batch,
    tensors: tensors.map((t) => manifestTensor(t, partial.has(t), counts.get(t))),
    steps: steps.map((step) => manifestStep(step, steps, outputs, source.text)),
    ...(externs.length > 0 ? { externs: externs.map(manifestExtern) } : {}),
    devices: devicesOf(machine),
    plans: plansOf(steps, outputs.targets, machine, placement),
    predicted: Object.fromEntries(placement.steps.map((s) => [s.step.name, s.microseconds])),
  };
}

/** What says how many entries are valid, by the list or selection that it counts. */
function countsOf(method: Method): ReadonlyMap<Tensor, Tensor> {
  const selections = method.ops.flatMap((op) => (op.kind === 'topk' || op.kind === 'filter' ? [[op.ids, op.count] as const] : []));
  return new Map([...method.tensors.flatMap((t) => (t.count ? [[t, t.count] as const] : [])), ...selections]);
}

function manifestTensor(tensor: Tensor, zeroed: boolean, count: Tensor | undefined): ManifestTensor {
  return {
    name: tensor.name,
    role: tensor.role,
    dtype: tensor.dtype,
    shape: tensor.shape.map((s) => s.key),
    ...(tensor.idRange ? { idRange: tensor.idRange.key } : {}),
    ...(tensor.growth ? { growth: manifestGrowth(tensor.growth) } : {}),
    ...(count ? { count: count.name } : {}),
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

function manifestExtern({ name, doc, params, results, template }: Extern): ManifestExtern {
  return { name, doc, params: params.map(manifestParam), results: results.map(manifestParam), ...(template === undefined ? {} : { template }) };
}

function manifestParam({ name, dtype, shape, idRange, list }: ExternParam): ManifestExternParam {
  return { name, dtype, shape: shape.map((s) => s.key), ...(idRange ? { idRange: idRange.key } : {}), ...(list ? { list } : {}) };
}

const passed = ({ tensor, count }: Passed): { tensor: string; count?: string } => ({ tensor: tensor.name, ...(count ? { count: count.name } : {}) });

function manifestStep(step: Step, steps: readonly Step[], { targets, variants }: Outputs, text: string): ManifestStep {
  const first = step.call ?? step.ops[0];
  const conditions = step.when ? toConditions(step.when) : undefined;
  if (step.when && !conditions) throw new Error(`the condition of ${step.name} is none that the host can decide`);
  const cleared = conditions ? clearedBy(step, steps) : [];
  const kernelsIn = (made: readonly (readonly [string, TargetOutput])[]): Readonly<Record<string, ManifestKernel[]>> => Object.fromEntries(made.flatMap(([name, output]) => {
    const found = step.call ? undefined : output.kernels.get(step);
    return found ? [[name, [...found]]] : [];
  }));
  const own = kernelsIn(Object.entries(variants));
  return {
    name: step.name,
    stage: step.stage,
    line: first ? lineAt(text, first.span.start) : 1,
    once: step.once,
    ...(conditions && conditions.length > 0 ? { when: conditions.map(manifestCondition) } : {}),
    reads: step.reads.map((t) => t.name),
    writes: step.writes.map((t) => t.name),
    ...(cleared.length > 0 ? { clears: cleared.map((t) => t.name) } : {}),
    ...(step.call ? { call: { extern: step.call.callee.name, args: step.call.args.map(passed), results: step.call.results.map(passed) } } : {}),
    kernels: kernelsIn(TARGETS.map((target) => [target, targets[target]])),
    ...(Object.keys(own).length > 0 ? { variants: own } : {}),
  };
}

function manifestCondition(c: Condition): ManifestCondition {
  return c.kind === 'sizes' ? { left: c.left.key, op: c.op, right: c.right.key } : { flag: c.flag.name, ...(c.not ? { not: true } : {}) };
}

/** What a conditional step leaves empty when it does not run, and something may look at then: the caller, or a step that runs more often. */
function clearedBy(step: Step, steps: readonly Step[]): readonly Tensor[] {
  const needed = [...conditionKeys(step.when)];
  const runsWithout = (other: Step): boolean => {
    const held = conditionKeys(other.when);
    return needed.some((key) => !held.has(key));
  };
  const looked = new Set(steps.filter((s) => s !== step && runsWithout(s)).flatMap((s) => [...s.reads, ...opFlags(s)]));
  return step.writes.filter((t) => t.role === 'output' || (t.role === 'temp' && looked.has(t)));
}

/** The machine's devices, numbered by kind in the order of its file. */
function devicesOf(machine: Machine): NonNullable<Manifest['devices']> {
  const numbered = TARGETS.flatMap((target) => devicesOfKind(machine, target).map(({ id, device: { name } }, index) => [id, { target, index, name }] as const));
  const byId = new Map(numbered);
  return Object.fromEntries(machine.devices.flatMap(({ id }) => {
    const found = byId.get(id);
    return found ? [[id, found]] : [];
  }));
}

/** `default` as placed, and every step on one device where that device can run them all. Calls of the host have no place. */
function plansOf(
  steps: readonly Step[], outputs: Readonly<Record<Target, TargetOutput>>, machine: Machine, placement: Placement,
): Manifest['plans'] {
  const placed = steps.filter((s) => !s.call);
  const uniform = TARGETS.filter((target) => placed.every((s) => outputs[target].kernels.has(s)))
    .map((target) => [target, Object.fromEntries(placed.map((s) => [s.name, firstOf(machine, target)?.id ?? target]))] as const);
  const devices = new Map(placement.steps.map((s) => [s.step, s.device]));
  const chosen = Object.fromEntries(placed.map((s) => [s.name, devices.get(s) ?? firstOf(machine, 'cpu')?.id ?? 'cpu']));
  return { default: chosen, ...Object.fromEntries(uniform) };
}
