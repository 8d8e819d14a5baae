import { extentsOf, typicalElements, type Environment } from '../analysis/index.js';
import { generateCpu } from '../codegen/cpu/index.js';
import { generateHip, type HipOutput } from '../codegen/hip/index.js';
import { planHls, type HlsPlan } from '../codegen/hls/index.js';
import type { NamedWork, TargetOutput } from '../codegen/shared/output.js';
import type { Method, Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { devicesOfKind, type Machine, type Processor } from '../machines/index.js';
import type { PlacementOptions } from '../partitioner/index.js';

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
  const estimates = plans.map(([name, { kernels }]) => [name, new Map(kernels.map(({ kernel, estimate }) => [kernel.step, estimate]))] as const);
  // Few machines have figures for the kernels of their CPU: those are written when they are asked for.
  let onCpu: ReturnType<typeof workOfKernels> | undefined;
  const work = {
    gpu: workOfKernels(method, hip),
    cpu: (...asked: Parameters<ReturnType<typeof workOfKernels>>) => (onCpu ??= workOfKernels(method, made.cpu ?? generateCpu(method, steps)))(...asked),
  };
  const facts = Object.fromEntries(steps.map((step) => {
    const kernels = hip.kernels.get(step)?.length;
    const fpga = Object.fromEntries(estimates.flatMap(([name, byStep]) => {
      const estimate = byStep.get(step);
      return estimate ? [[name, estimate]] : [];
    }));
    return [step.name, { ...(kernels === undefined ? {} : { kernels, work: remembered((env, device) => work[device.kind](step, env, device)) }), matrix: hip.matrixSteps.has(step), fpga }];
  }));
  return { ...options, overrides: { ...options.overrides, facts } };
}

const REMEMBERED = 64;

type Work = (env: Environment, device: Processor) => readonly NamedWork[];

/** Counting takes a while, and a search asks for the same sizes again and again. */
function remembered(count: Work): Work {
  const known = new Map<string, readonly NamedWork[]>();
  return (env, device) => {
    const key = JSON.stringify([env, device.kind, device.units.count.value, device.units.wave.value, device.memory.transaction.value]);
    const old = known.get(key);
    if (old) return old;
    const made = count(env, device);
    const [first] = known.keys();
    if (known.size >= REMEMBERED && first !== undefined) known.delete(first);
    known.set(key, made);
    return made;
  };
}

/** What the kernels of a back end do in a step for one request at given sizes, with typical values where data decide. */
export function workOfKernels(method: Method, output: TargetOutput): (step: Step, ...at: Parameters<Work>) => readonly NamedWork[] {
  const tensors = new Map(method.tensors.map((t) => [t.name, t]));
  return (step, env, { units, memory }) => {
    const typical = typicalElements(method, step.ops, extentsOf(method), env);
    return output.work?.(step, {
      sizes: env, wave: units.wave.value, sector: memory.transaction.value, warm: (name) => isWarm(tensors.get(name)),
      element: (name, index) => {
        const tensor = tensors.get(name);
        return tensor ? typical(tensor)(index) : 0;
      },
      threads: units.count.value,
    }) ?? [];
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
