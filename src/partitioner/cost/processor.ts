import type { ComputeOp } from '../../ir/nodes.js';
import type { Processor } from '../schema.js';
import type { StepNumbers, Traffic } from './numbers.js';
import { assemble, transferTime, type StepCost, type Violation } from './step-cost.js';

/** Which kernels run on a GPU or CPU: ours, or a framework's chain of unfused operators. */
export type Profile = 'generated' | 'framework';

/** Kernels that generated code launches for an operation: a scatter clears its target, a selection counts, then collects. */
const KERNELS: Readonly<Record<ComputeOp['kind'], number>> = { map: 1, scatter: 2, topk: 3, filter: 2 };

/** What a back end knows of the kernels it wrote for a step: how many are launched, whether products run on matrix units. */
export interface KernelFacts {
  readonly kernels?: number;
  readonly matrix?: boolean;
}

/** Time of a step on a GPU or CPU. */
export function processorCost(step: StepNumbers, device: Processor, profile: Profile, facts: KernelFacts = {}): StepCost {
  return profile === 'generated' ? generatedCost(step, device, facts) : frameworkCost(step, device);
}

/**
 * A call of the host: the declared work at the rates that library kernels reach, and a wait for the host, which makes the call.
 */
export function callCost(step: StepNumbers, device: Processor): StepCost {
  const { compute, memory, fixed } = device;
  const rate = compute.matrix && compute.matrixReached ? compute.matrix.value * compute.matrixReached.value : compute.vector.value * compute.vectorReached.value;
  const arithmetic = 2 * step.work.fma / rate / 1e6;
  const traffic = transferTime(step.declared, memory.streamed.value) + [...step.reads, ...step.writes].reduce((sum, t) => sum + trafficTime(t, device), 0);
  return assemble(
    { device: device.kind, kernels: 0, watts: watts(device, arithmetic > traffic), violations: capacityOf(step, device) },
    [{ name: 'compute', microseconds: arithmetic }, { name: 'memory', microseconds: traffic }],
    { name: 'launch', microseconds: fixed.launch.value + fixed.synchronise.value },
  );
}

function generatedCost(step: StepNumbers, device: Processor, facts: KernelFacts): StepCost {
  const launches = facts.kernels ?? step.analysis.step.ops.reduce((n, op) => n + KERNELS[op.kind], 0);
  const vector = device.compute.vector.value * device.compute.vectorReached.value * 1e6 / 2;
  const matrix = facts.matrix && device.compute.matrix && device.compute.matrixReached
    ? device.compute.matrix.value * device.compute.matrixReached.value * 1e6 / 2 : vector;
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
    { device: device.kind, kernels, watts: times.watts, violations: capacityOf(step, device) },
    [
      { name: 'compute', microseconds: compute }, { name: 'memory', microseconds: memory }, { name: 'cache', microseconds: cache },
      ...step.chain > 0 ? [{ name: 'scan' as const, microseconds: step.chain * device.fixed.kernel.value / CHAINED }] : [],
    ],
    { name: 'launch', microseconds: launch + Math.max(0, floor - Math.max(compute, memory, cache)) },
  );
}

function watts(device: Processor, computing: boolean): number {
  return computing ? device.power.compute.value : device.power.memory.value;
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
  // Rows of several kilobytes move like a stream.
  const scattered = traffic.access === 'random' || ((traffic.access === 'gathered' || traffic.access === 'strided') && traffic.rowBytes < 4096);
  const fits = traffic.access === 'random' && traffic.spread <= cache.capacity.value * 1e6 / 2;
  return transferTime(bytes, fits ? cache.bandwidth.value : scattered ? memory.gathered.value : memory.streamed.value);
}

function capacityOf(step: StepNumbers, device: Processor): readonly Violation[] {
  const available = device.memory.capacity.value * 1e9;
  const needed = [...step.reads, ...step.writes, ...step.hidden].reduce((sum, t) => sum + t.bytes, 0);
  return needed > available ? [{ resource: 'memory', needed: needed / 1e9, available: available / 1e9, unit: 'GB' }] : [];
}

/** A chain of operators: each reads its operands from memory and writes its result there. Contractions use matrix units. */
function frameworkCost(step: StepNumbers, device: Processor): StepCost {
  const { compute, memory, fixed } = device;
  const vector = compute.vector.value * compute.vectorReached.value * 1e6;
  const matrix = compute.matrix && compute.matrixReached ? compute.matrix.value * compute.matrixReached.value * 1e6 : vector;
  let computing = 0;
  let moving = 0;
  let launch = 0;
  for (const kernel of step.framework) {
    const arithmetic = kernel.flop / (kernel.kind === 'contraction' ? matrix : vector);
    const rate = kernel.kind === 'gather' ? memory.gathered.value : memory.streamed.value;
    const traffic = transferTime((kernel.kind === 'selection' ? 4 : 1) * kernel.reads + kernel.writes, rate);
    // Kernel by kernel the longer of the two counts.
    if (arithmetic > traffic) computing += arithmetic;
    else moving += traffic;
    launch += kernel.kind === 'selection' ? fixed.frameworkSelect.value : fixed.frameworkLaunch.value;
  }
  const total = computing + moving;
  return {
    device: device.kind, kernels: step.framework.length, watts: watts(device, computing > moving), violations: capacityOf(step, device),
    microseconds: total + launch,
    terms: [{ name: 'compute', microseconds: computing }, { name: 'memory', microseconds: moving }, { name: 'launch', microseconds: launch }],
    binding: launch > total ? 'launch' : computing > moving ? 'compute' : 'memory',
  };
}
