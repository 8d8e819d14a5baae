import { compareGroup, fromTensorData, involves, isActive, workOf, type Comparison, type Sampling, type Stored } from '../reference/index.js';
import type { Method, Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { opFlags } from '../ir/visit.js';
import { dtypeBytes } from '../numerics/dtype.js';
import type { Vocabulary } from '../numerics/text.js';
import { kernelsFor, newBytes, widened } from '../runtime/layout.js';
import type { Manifest, ManifestKernel } from '../runtime/manifest.js';
import { deviceNamed } from '../runtime/named-device.js';
import { loadProgram, type BuildSource, type DriverFactories, type ExternFunction, type Plan, type Session, type TensorData } from '../runtime/index.js';
import { Size } from '../symbolic/index.js';
import { advanceOf, atTokens, inputOnly, type Case } from './cases.js';
import { Contents } from './contents.js';
import { standIns } from './stand-ins.js';
import { compareEmpty, compareKept } from './unchanged.js';
import { readsOld } from './versions.js';

type Sizes = Readonly<Record<string, number>>;

export interface StepCheck {
  readonly step: string;
  /** All comparisons of the step: elements added up, the largest errors, the first mismatches. */
  readonly comparison: Comparison;
  /** How often the step ran, and how often its condition did not hold. */
  readonly active: number;
  readonly idle: number;
}

export interface CaseReport {
  readonly case: Case;
  /** Over all steps run. */
  readonly checks: readonly StepCheck[];
  readonly ok: boolean;
}

export interface VerifyOptions {
  readonly method: Method;
  readonly steps: readonly Step[];
  readonly manifest: Manifest;
  readonly build: BuildSource;
  /** The device that steps run on: `cpu`, `gpu1`. */
  readonly target: string;
  /** Steps that run on other devices. */
  readonly place?: Plan;
  readonly seed: number;
  readonly drivers?: DriverFactories;
  /** Where devices are, by id. */
  readonly devices?: Readonly<Record<string, number | string>>;
  /** Functions that the method calls, and what the words of its templates are. Default: `standIns`. */
  readonly externs?: Readonly<Record<string, ExternFunction>>;
  readonly vocabulary?: Vocabulary;
  /** When to look at a part of the elements only. Default: beyond 4e6 steps of the reference, as many elements as take that. */
  readonly sampling?: Partial<Sampling>;
  /** Give the same set with each case: then a step that is much work for the reference is compared once for each shape it has. */
  readonly compared?: Set<string>;
}

/** One request of a case. */
interface Request {
  readonly session: Session;
  readonly sizes: Sizes;
  tokens: number;
}

/**
 * Runs a build on a device, or on several, with seeded random tensors and compares every step with the reference, given the build's own
 * inputs to that step; tolerances follow from types and reduction lengths (docs/language/tolerance.md). What a step reads from a
 * memory that the method changes is what was there when the step ran.
 */
export async function verifyCase(options: VerifyOptions, which: Case): Promise<CaseReport> {
  const { method, build, target, place, seed, drivers, devices } = options;
  const contents = new Contents(method, seed);
  const requests = [which, ...which.together ?? []];
  const made = standIns(method, seed, which.sizes);
  const first = atTokens(method, which.sizes, which.tokens);

  const program = await loadProgram(build, {
    plan: target, ...(place ? { place } : {}),
    weights: contents.weights(first),
    memories: contents.of(method.tensors.filter((t) => t.growth?.kind === 'static'), first),
    sizes: Object.fromEntries(Object.entries(which.sizes).filter(([name]) => !inputOnly(method, name))),
    externs: options.externs ?? made.externs, vocabulary: options.vocabulary ?? made.vocabulary,
    inFlight: Math.max(2, requests.length), // so that each request's temporaries can be read afterwards
    ...(drivers ? { drivers } : {}), ...(devices ? { devices } : {}),
  });
  try {
    const memories = changing(method);
    const running: Request[] = requests.map(({ sizes, tokens }) => ({ session: program.createSession(), sizes, tokens }));
    for (const { session, sizes, tokens } of running) if (tokens > 0) await session.preset(contents.of(memories, atTokens(method, sizes, tokens)), tokens);
    const checks = new Map<string, StepCheck>();
    const shared = new Map<Tensor, Stored>();
    for (let i = 0; i < which.steps; i++) {
      const before = await Promise.all(running.map(({ session }) => contentsOf(session, memories)));
      for (const request of running) request.tokens += advanceOf(method, request.sizes);
      const steps = running.map(({ session, sizes, tokens }) => ({
        session, inputs: contents.of(method.tensors.filter((t) => t.role === 'input'), atTokens(method, sizes, tokens)),
      }));
      if (which.together) await program.step(steps);
      else for (const { session, inputs } of steps) await session.step(inputs);
      for (const [r, { session, sizes, tokens }] of running.entries()) {
        const ran: RanStep = { ...options, session, shared, before: before[r] ?? new Map<Tensor, TensorData>(), sizes: atTokens(method, sizes, tokens) };
        for (const step of options.steps) {
          if (step.call) continue;
          const check = added(checks.get(step.name), { step: step.name, ...await compareStep(step, ran) });
          checks.set(step.name, check);
          if (!check.comparison.ok) return { case: which, checks: [...checks.values()], ok: false };
        }
      }
    }
    return { case: which, checks: [...checks.values()], ok: true };
  } finally {
    await program.close();
  }
}

/** What two runs of a step showed. */
function added(old: StepCheck | undefined, now: StepCheck): StepCheck {
  if (!old) return now;
  const [a, b] = [old.comparison, now.comparison];
  return {
    step: now.step, active: old.active + now.active, idle: old.idle + now.idle,
    comparison: {
      ok: a.ok && b.ok, checked: a.checked + b.checked, total: a.total + b.total, worst: Math.max(a.worst, b.worst),
      largestError: Math.max(a.largestError, b.largestError), mismatches: [...a.mismatches, ...b.mismatches], mismatchCount: a.mismatchCount + b.mismatchCount,
    },
  };
}

/** Memories that steps change. */
function changing(method: Method): readonly Tensor[] {
  return method.tensors.filter((t) => t.role === 'memory' && t.growth?.kind !== 'static' && t.growth?.kind !== 'computed');
}

async function contentsOf(session: Session, memories: readonly Tensor[]): Promise<ReadonlyMap<Tensor, TensorData>> {
  const found = new Map<Tensor, TensorData>();
  for (const memory of memories) found.set(memory, await session.tensor(memory.name));
  return found;
}

/** A step that a session has just run, with what its memories held before. */
export interface RanStep extends Pick<VerifyOptions, 'steps' | 'manifest' | 'target' | 'place' | 'seed' | 'sampling' | 'compared'> {
  readonly session: Session;
  readonly sizes: Sizes;
  readonly before: ReadonlyMap<Tensor, TensorData>;
  /** Tensors that never change, once they have been read. */
  readonly shared: Map<Tensor, Stored>;
}

/** Compares what a step of a session produced with the reference, given the session's own inputs to it. */
export async function compareStep(step: Step, ran: RanStep): Promise<Omit<StepCheck, 'step'>> {
  const { session, sizes, seed, sampling } = ran;
  const kernels = kernelsOf(step, ran);
  const seen = new Set(kernels.flatMap((k) => k.params.flatMap((p) => (p.kind === 'buffer' ? [p.tensor] : []))));
  const hidden = step.hidden.filter((t) => !seen.has(t.name));
  const options: Sampling = { work: 4e6, elements: 20_000, seed, ...sampling };
  const [inputs, results] = [new Map<Tensor, Stored>(), new Map<Tensor, Stored>()];
  for (const flag of opFlags(step)) inputs.set(flag, await inputOf(flag, step, ran));
  const read = (tensor: Tensor): Stored => inputs.get(tensor) ?? missing(step, tensor);
  if (!isActive(step, sizes, read)) return { comparison: await compareIdle(step, ran), active: 0, idle: 1 };
  if (isKnown(step, hidden, ran, options)) return { comparison: unseen(step, sizes), active: 1, idle: 0 };
  for (const tensor of [...step.reads, ...step.writes, ...step.hidden]) {
    if (hidden.includes(tensor)) continue;
    const isResult = step.writes.includes(tensor) || step.hidden.includes(tensor);
    if (isResult) results.set(tensor, fromTensorData(await session.tensor(tensor.name)));
    if (!isResult || tensor.role === 'memory') inputs.set(tensor, await inputOf(tensor, step, ran));
  }
  const got = (tensor: Tensor): Stored => results.get(tensor) ?? missing(step, tensor);
  const comparison = compareGroup(step.ops, hidden, read, got, sizes, options);
  return { comparison, active: 1, idle: 0 };
}

function kernelsOf({ name }: Step, { manifest, target, place = {} }: RanStep): readonly ManifestKernel[] {
  const device = deviceNamed(place[name] ?? target, manifest.devices);
  const step = manifest.steps.find((s) => s.name === name);
  return device && step ? kernelsFor(step, device) ?? [] : [];
}

/** Steps of the reference beyond which a step is compared once for each shape. */
const HEAVY = 1e9;

/** Whether a step is much work, since what it hides has to be computed whole, and was compared with the same sizes of its tensors before. */
function isKnown(step: Step, hidden: readonly Tensor[], { sizes, compared }: RanStep, sampling: Sampling): boolean {
  if (!compared) return false;
  const work = step.ops.reduce((n, op) => n + (involves(op, hidden) ? workOf(op, sizes) : Math.min(workOf(op, sizes), sampling.work)), 0);
  if (work <= HEAVY) return false;
  const key = [step.name, ...[...step.reads, ...step.writes].map((t) => t.shape.map((s) => Size.evaluate(s, sizes)).join(' x '))].join(', ');
  if (compared.has(key)) return true;
  compared.add(key);
  return false;
}

/** A comparison in which nothing was looked at. */
function unseen(step: Step, sizes: Sizes): Comparison {
  const total = step.writes.reduce((n, t) => n + t.shape.reduce((m, s) => m * Size.evaluate(s, sizes), 1), 0);
  return { ...NOTHING, total };
}

const NOTHING: Comparison = { ok: true, checked: 0, total: 0, worst: 0, largestError: 0, mismatches: [], mismatchCount: 0 };

function missing(step: Step, tensor: Tensor): never {
  throw new RangeError(`step ${step.name} does not list ${tensor.name}`);
}

/** A tensor as the step found it. */
async function inputOf(tensor: Tensor, step: Step, { steps, session, before, shared, sizes }: RanStep): Promise<Stored> {
  const old = before.get(tensor);
  if (old) return fromTensorData(readsOld(steps, step, tensor) ? atSizes(old, tensor, sizes) : await session.tensor(tensor.name));
  const known = shared.get(tensor);
  if (known) return known;
  const stored = fromTensorData(await session.tensor(tensor.name));
  if (tensor.role === 'weight' || tensor.role === 'constant' || tensor.role === 'memory') shared.set(tensor, stored);
  return stored;
}

/** A memory at the sizes of a later step: elements that it did not have are zero. */
export function atSizes(data: TensorData, tensor: Tensor, sizes: Sizes): TensorData {
  const { dtype } = tensor;
  const extents = tensor.shape.map((s) => Size.evaluate(s, sizes));
  return { dtype, shape: extents, bytes: widened(data.bytes, data.shape, extents, dtypeBytes(dtype), newBytes(tensor)) };
}

/** A step whose condition does not hold leaves memories as they were and what others read of it empty. */
async function compareIdle(step: Step, { session, manifest, before, sizes }: RanStep): Promise<Comparison> {
  const cleared = manifest.steps.find((s) => s.name === step.name)?.clears ?? [];
  const checks: Comparison[] = [];
  for (const tensor of step.writes) {
    const old = before.get(tensor);
    if (old) checks.push(compareKept(tensor, atSizes(old, tensor, sizes), await session.tensor(tensor.name)));
    else if (cleared.includes(tensor.name)) checks.push(compareEmpty(tensor, await session.tensor(tensor.name)));
  }
  return checks.find((c) => !c.ok) ?? NOTHING;
}
