import type { Environment } from '../../analysis/index.js';
import type { KernelWork, ThreadWork } from '../../ir/kernel/work/index.js';
import type { ComputeOp } from '../../ir/nodes.js';
import { gatheredRate, type Processor } from '../../machines/index.js';
import { frameworkCost } from './framework.js';
import { kernelRates, kernelTerms, kernelUnits, together, type KernelRates } from './kernel-time.js';
import type { StepNumbers, Traffic } from './numbers.js';
import { capacityOf, matrixPeak, watts } from './processor-parts.js';
import { callTime, segmentTerms, sharingTime, threadRates, threadTime, type ThreadRates } from './thread-time.js';
import { assemble, transferTime, withDefaults, type CostTerm, type StepCost } from './step-cost.js';

/** Which kernels run on a GPU or CPU: ours, or a framework's chain of unfused operators. */
export type Profile = 'generated' | 'framework';

/** Kernels that generated code launches for an operation: a scatter clears its target, a selection counts, then collects. */
const KERNELS: Readonly<Record<ComputeOp['kind'], number>> = { map: 1, scatter: 2, topk: 3, filter: 2 };

/** What a back end knows of the kernels it wrote for a step: how many are launched, whether products run on matrix units. */
export interface KernelFacts {
  readonly kernels?: number;
  readonly matrix?: boolean;
  /** What each kernel does for one request, at given sizes. */
  readonly work?: (env: Environment, device: Processor) => readonly KernelWork[];
  /** The same where threads of a CPU run them. */
  readonly threadWork?: (env: Environment, device: Processor) => readonly ThreadWork[];
}

/** Time of a step on a GPU or CPU. */
export function processorCost(step: StepNumbers, device: Processor, profile: Profile, facts: KernelFacts = {}, env: Environment = {}): StepCost {
  if (profile === 'framework') return frameworkCost(step, device);
  const perThread = threadRates(device);
  if (device.kind === 'cpu' && facts.threadWork && perThread) return threadCost(step, device, facts.threadWork(env, device), perThread);
  const rates = kernelRates(device);
  return facts.work && rates ? kernelCost(step, device, facts.work(env, device), rates) : generatedCost(step, device, facts);
}

/** The kernels that were written, one after another; those of a batch's requests in turn, as the runtime launches them. */
function kernelCost(step: StepNumbers, device: Processor, kernels: readonly KernelWork[], rates: KernelRates): StepCost {
  const units = kernelUnits(device);
  const { batch } = step;
  const totals = new Map<CostTerm['name'], number>();
  const spans = kernels.map((kernel) => {
    const terms = kernelTerms(kernel, rates, units);
    for (const { name, microseconds } of terms) totals.set(name, (totals.get(name) ?? 0) + batch * microseconds);
    return rates.kernel + together(terms, rates.overlap);
  });
  const microseconds = batch * startedTime(spans, device);
  const launch = microseconds - batch * spans.reduce((sum, span) => sum + span - rates.kernel, 0);
  const terms: readonly CostTerm[] = [...[...totals].map(([name, time]) => ({ name, microseconds: time })), { name: 'launch', microseconds: launch }];
  const binding = terms.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
  const of = (name: CostTerm['name']): number => totals.get(name) ?? 0;
  return withDefaults({
    kind: device.kind, kernels: batch * kernels.length, watts: watts(device, of('compute') > of('memory')), violations: capacityOf(step, device),
    microseconds, spans, terms, binding: binding.name,
  });
}

/** Kernels that are called one by one. A GPU has a queue: the host submits those of a step while earlier ones still run. */
export function startedTime(spans: readonly number[], { kind, fixed: { launch } }: Processor, start = launch.value): number {
  const [submitting, running] = [start * spans.length, spans.reduce((sum, span) => sum + span, 0)];
  return kind === 'gpu' ? Math.max(submitting, running) : submitting + running;
}

/** Kernels that threads of a CPU run, called one after another. */
function threadCost(step: StepNumbers, device: Processor, kernels: readonly ThreadWork[], rates: ThreadRates): StepCost {
  const { batch } = step;
  const totals = new Map<CostTerm['name'], number>();
  const add = (name: CostTerm['name'], time: number): void => { totals.set(name, (totals.get(name) ?? 0) + batch * time); };
  const spans = kernels.map((kernel) => threadTime(kernel, rates));
  for (const kernel of kernels) {
    add('launch', callTime(kernel, rates) + device.fixed.launch.value);
    for (const segment of kernel.segments) {
      add('launch', segment.times * sharingTime(segment, rates));
      for (const term of segmentTerms(segment, rates)) add(term.name, segment.times * term.microseconds);
    }
  }
  const terms = [...totals].map(([name, time]): CostTerm => ({ name, microseconds: time }));
  const binding = terms.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
  const of = (name: CostTerm['name']): number => totals.get(name) ?? 0;
  return withDefaults({
    kind: device.kind, kernels: batch * kernels.length, watts: watts(device, of('compute') > of('memory')), violations: capacityOf(step, device),
    microseconds: batch * startedTime(spans, device), spans, terms, binding: binding.name,
  });
}

/**
 * A call of the host: the declared work at the rates that library kernels reach, and a wait for the host, which makes the call.
 */
export function callCost(step: StepNumbers, device: Processor): StepCost {
  const { compute, memory, fixed } = device;
  const rate = matrixPeak(device) ?? compute.vector.value * compute.vectorReached.value;
  const arithmetic = 2 * step.work.fma / rate / 1e6;
  const traffic = transferTime(step.declared, memory.streamed.value) + [...step.reads, ...step.writes].reduce((sum, t) => sum + trafficTime(t, device), 0);
  return assemble(
    { kind: device.kind, kernels: 0, watts: watts(device, arithmetic > traffic), violations: capacityOf(step, device) },
    [{ name: 'compute', microseconds: arithmetic }, { name: 'memory', microseconds: traffic }],
    { name: 'launch', microseconds: fixed.launch.value + fixed.synchronise.value },
  );
}

function generatedCost(step: StepNumbers, device: Processor, facts: KernelFacts): StepCost {
  const launches = facts.kernels ?? step.analysis.step.ops.reduce((n, op) => n + KERNELS[op.kind], 0);
  const vector = device.compute.vector.value * device.compute.vectorReached.value * 1e6 / 2;
  const peak = facts.matrix ? matrixPeak(device) : undefined;
  const matrix = peak === undefined ? vector : peak * 1e6 / 2;
  const compute = (slotsOf(step, device) - step.work.fma) / vector + step.work.fma / matrix;
  const { memory, cache } = device;
  // Generated kernels write intermediate results and read them back, from the cache where they fit.
  const cached = (t: Traffic): boolean => t.spread <= cache.capacity.value * 1e6 / 2;
  const between = step.hidden.flatMap((h): readonly Traffic[] => [
    { ...h, bytes: 2 * h.bytes },
    ...h.updates > 0 ? [{ ...h, access: 'random' as const, bytes: 2 * h.updates, rowBytes: 1 }] : [],
  ]);
  const inMemory = [...step.reads, ...step.writes, ...between.filter((t) => !cached(t))];
  const memoryTime = inMemory.reduce((sum, t) => sum + trafficTime(t, device), 0);
  const cacheTime = transferTime(between.filter(cached).reduce((sum, t) => sum + moved(t, memory.transaction.value), 0), cache.bandwidth.value);
  return finish(step, device, launches, {
    compute, memory: memoryTime, cache: cacheTime, launch: device.fixed.launch.value * launches,
    floor: launches * device.fixed.kernel.value, watts: watts(device, compute > memoryTime),
  });
}

/** Dependent points of a scan in the least time of a kernel: some twenty nanoseconds each on a GPU, five on a CPU. */
const CHAINED = 100;

interface Times {
  readonly compute: number; readonly memory: number; readonly cache: number; readonly launch: number; readonly floor: number; readonly watts: number;
}

function finish(step: StepNumbers, device: Processor, kernels: number, times: Times): StepCost {
  const { compute, memory, cache, launch, floor } = times;
  return assemble(
    { kind: device.kind, kernels, watts: times.watts, violations: capacityOf(step, device) },
    [
      { name: 'compute', microseconds: compute }, { name: 'memory', microseconds: memory }, { name: 'cache', microseconds: cache },
      ...step.chain > 0 ? [{ name: 'scan' as const, microseconds: step.chain * device.fixed.kernel.value / CHAINED }] : [],
    ],
    { name: 'launch', microseconds: launch + Math.max(0, floor - Math.max(compute, memory, cache)) },
  );
}

/** Issue slots: a multiply-add, an addition or a comparison takes one. */
function slotsOf({ work }: StepNumbers, { compute }: Processor): number {
  return work.fma + work.add + work.mul + work.compare + work.select + work.integer
    + work.div * compute.divide.value + work.special * compute.special.value + work.convert * compute.convert.value;
}

/** Bytes that memory moves: whole transactions at scattered places. */
function moved({ access, bytes, rowBytes }: Traffic, transaction: number): number {
  return access === 'streamed' || access === 'broadcast' ? bytes : bytes / rowBytes * Math.ceil(rowBytes / transaction) * transaction;
}

function trafficTime(traffic: Traffic, { memory, cache }: Processor): number {
  const bytes = moved(traffic, memory.transaction.value);
  const scattered = traffic.access === 'random' || traffic.access === 'gathered' || traffic.access === 'strided';
  const fits = traffic.access === 'random' && traffic.spread <= cache.capacity.value * 1e6 / 2;
  return transferTime(bytes, fits ? cache.bandwidth.value : scattered ? gatheredRate(memory, traffic.rowBytes) : memory.streamed.value);
}
