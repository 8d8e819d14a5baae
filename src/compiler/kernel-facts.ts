import { extentsOf, typicalElements, type Environment } from '../analysis/index.js';
import { generateCpu } from '../codegen/cpu/index.js';
import { generateHip, type HipOutput } from '../codegen/hip/index.js';
import { planHls, type HlsPlan } from '../codegen/hls/index.js';
import type { NamedThreadWork, NamedWork, TargetOutput } from '../codegen/shared/output.js';
import type { Method, Tensor } from '../ir/nodes.js';
import { foundInCall, settled, type CallState, type ThreadWork } from '../ir/kernel/work/index.js';
import type { Step } from '../ir/steps.js';
import { devicesOfKind, type Machine, type Processor } from '../machines/index.js';
import type { PlacementOptions } from '../partitioner/index.js';
import { remembered } from './remembered.js';

/** What back ends have made already; the rest is made here. */
export interface Generated {
  readonly hip?: HipOutput;
  readonly cpu?: TargetOutput;
  /** Kernels for the machine's FPGAs, by the name of the device. */
  readonly hls?: Readonly<Record<string, HlsPlan>>;
}

/**
 * Options under which a placement is priced with the kernels that would really run: on a GPU what each of them does; on each FPGA
 * of the machine their cycles, memory traffic and resources as formulas in the sizes.
 */
export function withKernelFacts<O extends PlacementOptions>(method: Method, steps: readonly Step[], machine: Machine, options: O, made: Generated = {}): O {
  const hip = made.hip ?? generateHip(method, steps);
  const plans = Object.entries({ ...plansFor(method, steps, machine, made.hls), ...made.hls });
  const estimates = plans.map(([name, { kernels }]) => [name, new Map(kernels.map(({ kernel, estimate, narrower }) => [kernel.step, [estimate, ...narrower.map((n) => n.estimate)]]))] as const);
  // Few machines have figures for the kernels of their CPU: those are written when they are asked for.
  const state: CallState = { follows: true, repeats: (options.layers ?? 1) * (options.batch ?? 1) };
  let onCpu: ReturnType<typeof threadWorkOfKernels> | undefined;
  const onGpu = workOfKernels(method, hip);
  const facts = Object.fromEntries(steps.map((step) => {
    const kernels = hip.kernels.get(step)?.length;
    const fpga = Object.fromEntries(estimates.flatMap(([name, byStep]) => {
      const offered = byStep.get(step);
      return offered ? [[name, offered]] : [];
    }));
    return [step.name, { ...(kernels === undefined ? {} : { kernels, work: remembered((env, device: Processor) => onGpu(step, env, device)) }),
      threadWork: (env: Environment, device: Processor) => (onCpu ??= threadWorkOfKernels(method, made.cpu ?? generateCpu(method, steps), state))(step, env, device), matrix: hip.matrixSteps.has(step), fpga }];
  }));
  return { ...options, overrides: { ...options.overrides, facts } };
}

type Work<W = NamedWork> = (env: Environment, device: Processor) => readonly W[];

/** What the kernels of a back end do in a step for one request at given sizes, with typical values where data decide; nothing is known where the device has no figures for kernels. */
export function workOfKernels(method: Method, output: TargetOutput): (step: Step, ...at: Parameters<Work>) => readonly NamedWork[] {
  const tensors = new Map(method.tensors.map((t) => [t.name, t]));
  return (step, env, { units, memory, kernels }) => {
    if (!kernels) return [];
    const typical = typicalElements(method, step.ops, extentsOf(method), env);
    return output.work?.(step, {
      sizes: env, wave: units.wave.value, sector: memory.transaction.value,
      line: kernels.lineBytes.value, near: 1e3 * kernels.nearCache.value, warm: (name) => isWarm(tensors.get(name)),
      element: (name) => {
        const tensor = tensors.get(name);
        return tensor ? typical(tensor) : () => 0;
      },
    }) ?? [];
  };
}

/** A CPU's kernel in a call that finds the caches in some state. */
export interface StepThreadWork extends ThreadWork { readonly kernel: string }

type ThreadWorkOf = (step: Step, env: Environment, device: Processor, threads?: number) => readonly StepThreadWork[];

/**
 * The same of kernels that threads of a CPU run. What caches hold at a kernel's start follows from all kernels of the call, as if all of them ran
 * there. `state`: calls follow each other, unless it says otherwise.
 */
export function threadWorkOfKernels(method: Method, output: TargetOutput, state: CallState = { follows: true, repeats: 1 }): ThreadWorkOf {
  const tensors = new Map(method.tensors.map((t) => [t.name, t]));
  const isKept = (name: string): boolean => ['memory', 'weight', 'constant'].includes(tensors.get(name)?.role ?? '');
  const isGiven = (name: string): boolean => tensors.get(name)?.role === 'input';
  const counters = new Map([...output.kernels.keys()].map((step) => [step, openWork(method, output, step)]));
  const calls = new Map<boolean, readonly Step[]>([true, false].map((once) => [once, [...counters.keys()].filter((s) => s.once === once)]));
  const inCall = (once: boolean, env: Environment, device: Processor, threads: number): ReadonlyMap<Step, readonly StepThreadWork[]> => {
    const kernels = (calls.get(once) ?? []).flatMap((step) => (counters.get(step)?.(threads)(env, device) ?? []).map((work) => ({ step, work })));
    const found = foundInCall(kernels.map((k) => k.work), once ? { ...state, follows: false } : state, { isGiven, isKept });
    const result = new Map<Step, StepThreadWork[]>();
    kernels.forEach(({ step, work }, i) => {
      const at = found[i];
      if (at) result.set(step, [...result.get(step) ?? [], { kernel: work.kernel, ...settled(work, at) }]);
    });
    return result;
  };
  let known: { readonly at: readonly unknown[]; readonly works: ReadonlyMap<Step, readonly StepThreadWork[]> } | undefined;
  return (step, env, device, threads = device.units.count.value) => {
    if (!device.threads) return [];
    // Steps are asked about one after another.
    const at = [env, device, threads, step.once];
    if (!known?.at.every((value, i) => value === at[i])) known = { at, works: inCall(step.once, env, device, threads) };
    return known.works.get(step) ?? [];
  };
}

/** What the kernels of a step do, whatever the caches hold, by the number of threads. */
function openWork(method: Method, output: TargetOutput, step: Step): (threads: number) => (env: Environment, device: Processor) => readonly NamedThreadWork[] {
  const tensors = new Map(method.tensors.map((t) => [t.name, t]));
  const byThreads = new Map<number, (env: Environment, device: Processor) => readonly NamedThreadWork[]>();
  const made = (most: number) => remembered((env: Environment, { units, threads, cache }: Processor): readonly NamedThreadWork[] => {
    if (!threads) return [];
    const typical = typicalElements(method, step.ops, extentsOf(method), env);
    return output.threadWork?.(step, {
      sizes: env, threads: most, lanes: units.wave.value,
      element: (name) => {
        const tensor = tensors.get(name);
        return tensor ? typical(tensor) : () => 0;
      },
      caches: { first: threads.first.value * 1e3, second: threads.second.value * 1e3, last: cache.capacity.value * 1e6 },
    }) ?? [];
  });
  return (threads) => {
    const known = byThreads.get(threads) ?? made(threads);
    byThreads.set(threads, known);
    return known;
  };
}

/** What a call has just made or brought is in the cache; memories and weights are not: other layers and requests ran in between. */
function isWarm(tensor: Tensor | undefined): boolean {
  return tensor === undefined || tensor.role === 'temp' || tensor.role === 'input' || tensor.role === 'output';
}

function plansFor(method: Method, steps: readonly Step[], machine: Machine, known: Generated['hls'] = {}): Readonly<Record<string, HlsPlan>> {
  const missing = new Map(devicesOfKind(machine, 'fpga').map(({ device }) => [device.name, device]));
  for (const name of Object.keys(known)) missing.delete(name);
  return Object.fromEntries([...missing].map(([name, device]) => [name, planHls(method, steps, device)]));
}
