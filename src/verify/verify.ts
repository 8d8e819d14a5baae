import { compareGroup, fromTensorData, isActive, type Comparison, type Stored } from '../reference/index.js';
import type { Method, Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import type { Manifest, Target } from '../runtime/manifest.js';
import { loadProgram, type BuildSource, type DriverFactories, type Session, type TensorData } from '../runtime/index.js';
import type { Case } from './cases.js';
import { compareKeptRows } from './kept-rows.js';
import { Random } from './random.js';
import { randomTensor } from './random-inputs.js';

export interface StepCheck {
  readonly step: string;
  readonly comparison: Comparison;
}

export interface CaseReport {
  readonly case: Case;
  /** Over all steps run: the worst comparison of each step. */
  readonly checks: readonly StepCheck[];
  readonly ok: boolean;
}

export interface VerifyOptions {
  readonly method: Method;
  readonly steps: readonly Step[];
  readonly manifest: Manifest;
  readonly build: BuildSource;
  readonly target: Target;
  readonly seed: number;
  readonly drivers?: DriverFactories;
}

/**
 * Runs a build on one device with seeded random tensors and compares every step with the reference, given the device's own
 * inputs to that step; tolerances follow from types and reduction lengths (docs/language/tolerance.md).
 */
export async function verifyCase(options: VerifyOptions, which: Case): Promise<CaseReport> {
  const { method, steps, manifest, build, target, seed, drivers } = options;
  const random = new Random(seed);
  const { tokens } = method;
  const sizesAt = (n: number): Readonly<Record<string, number>> => (tokens ? { ...which.sizes, [tokens.name]: n } : which.sizes);
  const named = (tensors: readonly Tensor[], n: number): Record<string, TensorData> =>
    Object.fromEntries(tensors.map((t) => [t.name, randomTensor(t, method, sizesAt(n), random)]));
  const isStatic = (t: Tensor): boolean => t.growth?.kind === 'static';
  const grows = (t: Tensor): boolean => t.role === 'memory' && !isStatic(t) && t.growth?.kind !== 'computed';

  const program = await loadProgram(build, {
    plan: target,
    weights: named(method.tensors.filter((t) => t.role === 'weight'), which.tokens),
    memories: named(method.tensors.filter(isStatic), which.tokens),
    sizes: Object.fromEntries(Object.entries(which.sizes).filter(([name]) => !inputOnly(method, name))),
    ...(drivers ? { drivers } : {}),
  });
  try {
    const session = program.createSession();
    if (which.tokens > 0) await session.preset(named(method.tensors.filter(grows), which.tokens), which.tokens);
    const checks = new Map<string, StepCheck>();
    const memories = method.tensors.filter(grows);
    for (let i = 0; i < which.steps; i++) {
      const count = which.tokens + i + 1;
      const before = new Map<Tensor, TensorData>();
      for (const memory of memories) before.set(memory, await session.tensor(memory.name));
      await session.step(named(method.tensors.filter((t) => t.role === 'input'), count));
      const sizes = sizesAt(count);
      for (const step of steps) {
        const comparison = await compareStep(step, session, manifest, target, sizes)
          .then((c) => (c.ok ? withKeptRows(c, step, session, before, count) : c));
        const old = checks.get(step.name);
        if (!old || !comparison.ok || comparison.worst > old.comparison.worst) checks.set(step.name, { step: step.name, comparison });
        if (!comparison.ok) return { case: which, checks: [...checks.values()], ok: false };
      }
    }
    return { case: which, checks: [...checks.values()], ok: true };
  } finally {
    await program.close();
  }
}

/** Sizes that only inputs tell may change from step to step and are not given when a program is loaded. */
function inputOnly(method: Method, size: string): boolean {
  return method.tensors.some((t) => t.role === 'input' && t.shape.some((s) => s.key.split(/\W+/).includes(size)))
    && !method.tensors.some((t) => (t.role === 'memory' || t.role === 'weight') && t.shape.some((s) => s.key.split(/\W+/).includes(size)));
}

/** A comparison that also looks at the rows of the step's memories that it has no business with. */
async function withKeptRows(
  comparison: Comparison, step: Step, session: Session, before: ReadonlyMap<Tensor, TensorData>, tokens: number,
): Promise<Comparison> {
  for (const tensor of step.writes) {
    const old = before.get(tensor);
    const kept = old && compareKeptRows(tensor, tokens, old, await session.tensor(tensor.name));
    if (kept && !kept.ok) return { ...comparison, ok: false, mismatches: kept.mismatches, mismatchCount: kept.mismatchCount };
  }
  return comparison;
}

/** Compares what a step of a session produced with the reference, given the session's own inputs to it. */
export async function compareStep(
  step: Step, session: Session, manifest: Manifest, target: Target, sizes: Readonly<Record<string, number>>,
): Promise<Comparison> {
  const active = step.ops.filter((op) => isActive(op, sizes));
  const kernels = manifest.steps.find((s) => s.name === step.name)?.kernels[target] ?? [];
  const seen = new Set(kernels.flatMap((k) => k.params.flatMap((p) => (p.kind === 'buffer' ? [p.tensor] : []))));
  const hidden = step.hidden.filter((t) => !seen.has(t.name));
  const values = new Map<Tensor, Stored>();
  for (const tensor of active.length === 0 ? [] : [...step.reads, ...step.writes, ...step.hidden]) {
    if (!hidden.includes(tensor)) values.set(tensor, fromTensorData(await session.tensor(tensor.name)));
  }
  const read = (tensor: Tensor): Stored => {
    const found = values.get(tensor);
    if (!found) throw new RangeError(`step ${step.name} does not list ${tensor.name}`);
    return found;
  };
  return compareGroup(active, hidden, read, read, sizes);
}
