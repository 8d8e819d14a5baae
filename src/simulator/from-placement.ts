import type { MethodAnalysis } from '../analysis/index.js';
import { report, type Diagnostic } from '../diagnostics/index.js';
import type { Method } from '../ir/nodes.js';
import type { DeviceId, Machine } from '../machines/index.js';
import { evaluator, type Evaluation, type PlacedStep, type StepCost, type Placement, type PlacementOptions } from '../partitioner/index.js';
import type { ModelProfile } from './model.js';
import { SampledAmounts, type MethodPart, type MethodTiming } from './method-timing.js';

export interface TimingOptions extends Omit<PlacementOptions, 'layers'> {
  readonly model: ModelProfile;
  /** Contexts and batch sizes that the simulation will meet, at most. */
  readonly longest: number;
  readonly maxBatch: number;
  /** Layers of the model that run the method; one run a token where its memory is not the context, unless given. */
  readonly layers?: number;
  /** Whether the method takes the place of the model's attention; by default if its memory is the context. */
  readonly attention?: 'method' | 'model';
}

/** Prompt tokens at which steps that make entries are priced, all tokens of a prompt in one run whatever batch the method declares. */
const PROMPTS = [1, 64, 1024, 8192];

/** A part, and what it takes at other sizes: for a batch of requests, or with `prompts` for so many prompt tokens, priced as a batch, in one run. */
interface Sampled { readonly part: MethodPart; readonly amount: (at: Evaluation, prompts?: number) => number }

/**
 * A method as it was placed, for a simulation: its steps in order on the devices of `base`, what crosses links between them,
 * and the waits of the host, priced again at growing contexts and batch sizes with every step where it was.
 */
export function methodTiming(
  method: Method, analysis: MethodAnalysis, machine: Machine, base: Placement, options: TimingOptions,
): { readonly timing: MethodTiming; readonly diagnostics: readonly Diagnostic[] } {
  const { longest, maxBatch, layers, attention, model, ...placing } = options;
  const tokens = method.tokens;
  const sampled = partsOf(base, machine.home);
  const contexts = tokens ? growing(tokens.min, tokens.max, longest, tokens.multipleOf, 64) : [0];
  const batches = growing(method.batch.min, method.batch.max, maxBatch, 1, 4);
  const largest = batches[batches.length - 1] ?? 1;
  const sample = (batch: number, prompts?: number): (context: number) => Float64Array => {
    const price = evaluator(analysis, machine, base, { ...placing, layers: 1, batch });
    return (context) => {
      const evaluation = price(tokens ? { [tokens.name]: context } : {});
      return Float64Array.from(sampled, ({ amount }) => amount(evaluation, prompts));
    };
  };
  const perBatch = batches.map((n) => sample(n));
  const decode = new SampledAmounts(contexts, batches, contexts.map((context) => perBatch.map((at) => at(context))));
  const prompt = new SampledAmounts([0], PROMPTS, [PROMPTS.map((n) => sample(n, n)(contexts[0] ?? 0))]);
  return {
    timing: {
      name: method.name,
      parts: sampled.map((s) => s.part),
      // More requests than the method serves together are served one lot after another.
      amounts: (context, requests) => decode.at(context, Math.min(requests, largest), Math.max(1, requests / largest)),
      promptAmounts: (n) => prompt.at(0, n),
      layers: layers ?? (tokens ? model.layers : 1),
      replacesAttention: attention === undefined ? tokens !== undefined : attention === 'method',
    },
    diagnostics: [
      ...tokens && longest > tokens.max ? [report('MPC4209', { tokens: longest, size: tokens.name, max: tokens.max })] : [],
      ...layers !== undefined && layers > model.layers ? [report('MPC4210', { layers, model: model.name, max: model.layers })] : [],
    ],
  };
}

/** From `low` on in steps of four, the first of them to `start`, to the smaller one of two ends, in multiples of a unit. */
function growing(low: number, high: number, wanted: number, unit: number, start: number): readonly number[] {
  const end = Math.max(low, Math.min(high, Math.ceil(wanted / unit) * unit));
  const values = [Math.max(low, unit)];
  const last = (): number => values[values.length - 1] ?? 0;
  for (let value = Math.max(low, start); value < end; value *= 4) {
    const next = Math.ceil(value / unit) * unit;
    if (next > last() && next < end) values.push(next);
  }
  if (end > last()) values.push(end);
  return values;
}

/** Steps in order; before each, what it reads from elsewhere; at the end, what goes home or to where a memory lives. */
function partsOf(base: Placement, home: DeviceId): readonly Sampled[] {
  const steps = base.steps.filter((s) => !s.step.once);
  const left = new Set(base.transfers);
  const parts: Sampled[] = [];
  const switches = steps.filter((s, i) => (steps[i - 1]?.device ?? home) !== s.device).length + (steps[steps.length - 1]?.device === home ? 0 : 1);
  const wait = (prompt: boolean): void => {
    parts.push({ part: { kind: 'wait', name: 'host', prompt }, amount: (p) => (p.waits + p.entries) / Math.max(1, switches) });
  };
  const transfer = (t: Placement['transfers'][number], prompt: boolean): void => {
    left.delete(t);
    parts.push({
      part: { kind: 'transfer', name: t.tensor.name, from: t.from, to: t.to, prompt },
      amount: (p) => p.transfers.find((other) => other.tensor === t.tensor && other.to === t.to)?.bytes ?? 0,
    });
  };
  let at: DeviceId = home;
  steps.forEach((placed) => {
    const prompt = placed.step.stage === 'prepare';
    if (placed.device !== at) wait(prompt);
    at = placed.device;
    for (const t of base.transfers) if (left.has(t) && t.to === placed.device && placed.step.reads.includes(t.tensor)) transfer(t, prompt);
    parts.push(stepPart(placed, prompt));
  });
  if (at !== home) wait(false);
  for (const t of base.transfers) if (left.has(t)) transfer(t, false);
  return parts;
}

function stepPart({ step, device, cost }: PlacedStep, prompt: boolean): Sampled {
  return {
    part: { kind: 'step', name: step.name, device, state: cost.binding === 'compute' ? 'compute' : 'memory', watts: cost.watts, prompt },
    amount: (p, prompts) => {
      const priced = p.steps.find((s) => s.step === step);
      if (!priced) return 0;
      return prompts === undefined ? priced.cost.microseconds * priced.frequency : inOneRun(priced.cost, prompts, prompts * priced.frequency);
    },
  };
}

/** Times that do not grow with the number of tokens in a run: starts, and what more work at a time hides. */
const ONCE: ReadonlySet<StepCost['binding']> = new Set(['launch', 'start', 'runtime', 'latency']);

/** Time of a step for some tokens in one run, from its price for a batch: a CPU or GPU takes its requests in turn, each with kernels of its own. */
function inOneRun(cost: StepCost, batch: number, tokens: number): number {
  if (cost.kind === 'fpga') return cost.microseconds / batch * tokens;
  const longest = cost.terms.reduce((most, t) => (ONCE.has(t.name) ? most : Math.max(most, t.microseconds)), 0);
  return (Math.min(1, tokens) * cost.microseconds + Math.max(0, tokens - 1) * longest) / batch;
}
