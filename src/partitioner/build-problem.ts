import type { Environment, MethodAnalysis, StepAnalysis } from '../analysis/index.js';
import type { Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { curveTime, deviceOf, firstOf, router, type Device, type DeviceId, type Machine, type MachineDevice } from '../machines/index.js';
import { fpgaCosts } from './cost/fpga.js';
import { numbersOf, residentBytes, type StepNumbers } from './cost/numbers.js';
import { callCost, processorCost } from './cost/processor.js';
import { withRuntime, type HostFigures } from './cost/runtime.js';
import { transferTime, type FabricUse, type StepCost } from './cost/step-cost.js';
import { graphCost } from './cost/styles.js';
import type { PlacementOptions } from './placement.js';
import { likeBase } from './search/index.js';
import type { Capacity, Choice, Problem, SearchStep, SearchTensor } from './search/problem.js';

/** A step with what it would cost on each device. */
export interface PricedStep {
  readonly step: Step;
  readonly numbers: StepNumbers;
  readonly costs: readonly StepCost[];
  readonly framework?: StepCost;
}

export interface PricedProblem extends Problem {
  readonly priced: readonly PricedStep[];
  /** Tensors by the problem's index. */
  readonly byIndex: readonly Tensor[];
  /** The cost behind each choice of each step. */
  readonly offered: readonly (readonly StepCost[])[];
}

/** The id of the memory of whoever calls, in transfers. */
export const CALLER: DeviceId = 'caller';

const FABRIC: readonly { readonly resource: keyof FabricUse; readonly unit: string }[] = [
  { resource: 'lut', unit: 'LUT' }, { resource: 'ff', unit: 'FF' }, { resource: 'dsp', unit: 'DSP' }, { resource: 'bram', unit: 'BRAM36' }, { resource: 'uram', unit: 'URAM' },
];

/** What a step costs on one device, in each way in which it can run there. */
export function priceStep(step: StepNumbers, { id, device }: MachineDevice, env: Environment, options: PlacementOptions, host?: HostFigures): readonly StepCost[] {
  const { batch = 1, layers = 1, launch = 'runtime', profile = {} } = options;
  const facts = options.overrides?.facts?.[step.analysis.step.name];
  const of = (costs: readonly StepCost[]): readonly StepCost[] => costs.map((cost) => ({ ...cost, device: id }));
  const kept = (cost: StepCost): StepCost => (host && device.kind !== 'fpga' ? withRuntime(cost, step, device, host, env) : cost);
  if (step.analysis.step.call) return of([callOf(step, device)]);
  switch (device.kind) {
    // Numbers of launches and matrix units are the GPU's.
    case 'cpu': return of([kept(processorCost(step, device, 'generated', facts?.threadWork ? { threadWork: facts.threadWork } : {}, env))]);
    case 'gpu': {
      const priced = processorCost(step, device, profile.gpu ?? 'generated', facts, env);
      const cost = profile.gpu === 'framework' ? priced : kept(priced);
      const graph = launch === 'any' && profile.gpu !== 'framework' ? graphCost(cost, device) : undefined;
      return of(graph ? [cost, graph] : [cost]);
    }
    case 'fpga': {
      const kernel = facts?.fpga?.[device.name];
      return of(fpgaCosts(step, device, { id, profile: profile.fpga ?? 'generated', launch, layers, env, batch, ...kernel ? { facts: kernel } : {} }));
    }
  }
}

function callOf(step: StepNumbers, device: Device): StepCost {
  if (device.kind === 'fpga') throw new RangeError('a call of the host has no place on an FPGA');
  return callCost(step, device);
}

/** Where a call runs is declared; a machine without a GPU makes it on the CPU. */
function deviceOfCall({ step }: StepAnalysis, machine: Machine): MachineDevice | undefined {
  if (step.call?.callee.device !== 'gpu') return firstOf(machine, 'cpu');
  const home = machine.devices.find((d) => d.id === machine.home && d.device.kind === 'gpu');
  return home ?? firstOf(machine, 'gpu') ?? firstOf(machine, 'cpu');
}

/** Prices every step on every device of the machine. */
export function priceSteps(analysis: MethodAnalysis, machine: Machine, env: Environment, options: PlacementOptions): readonly PricedStep[] {
  const gpu = baselineGpu(machine);
  const host = hostOf(machine);
  return analysis.steps.map((stepAnalysis) => {
    const { step } = stepAnalysis;
    const numbers = numbersOf(stepAnalysis, env, options.batch ?? 1);
    const called = step.call ? deviceOfCall(stepAnalysis, machine) : undefined;
    const costs = (called ? [called] : machine.devices).flatMap((device) => priceStep(numbers, device, env, options, host));
    const framework = gpu && (step.call ? costs[0] : { ...processorCost(numbers, gpu.device, 'framework'), device: gpu.id });
    return { step, numbers, costs, ...framework ? { framework } : {} };
  });
}

/** What the runtime spends by itself, where the machine's first CPU has figures for it. */
export function hostOf(machine: Machine): HostFigures | undefined {
  return firstOf(machine, 'cpu')?.device.host;
}

/** The GPU that the framework's operators run on. */
export function baselineGpu(machine: Machine): ReturnType<typeof firstOf<'gpu'>> {
  const home = deviceOf(machine, machine.home);
  return home?.kind === 'gpu' ? { id: machine.home, device: home } : firstOf(machine, 'gpu');
}

/** Whether a pin names a device: by its id, or by its kind. */
export function names(pin: string, { id, device }: MachineDevice): boolean {
  return pin === id || pin === device.kind;
}

/** The search problem over some of the steps, on some of the devices. */
export function buildProblem(
  priced: readonly PricedStep[], machine: Machine, env: Environment, options: PlacementOptions, allowed: readonly DeviceId[],
): PricedProblem {
  const { batch = 1, layers = 1, overrides = {} } = options;
  const { devices } = machine;
  const number = new Map(devices.map((d, i) => [d.id, i]));
  const byIndex = [...new Set(priced.flatMap((p) => [...p.step.reads, ...p.step.writes]))].filter((t) => t.role !== 'constant');
  const index = new Map(byIndex.map((t, i) => [t, i]));
  const kept = (t: Tensor): boolean => t.role === 'memory' || t.role === 'weight';
  const { capacities, first } = fabricOf(devices);
  const groups = new Map<string, number>();
  const groupOf = (cost: StepCost): number => {
    const name = `${cost.device} ${cost.style}`;
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    return group;
  };
  const offered = priced.map(({ step, costs }) => {
    const pin = overrides.pins?.[step.name];
    const may = (cost: StepCost): boolean => {
      const device = devices[number.get(cost.device) ?? -1];
      // Where a call runs is declared, whatever devices the steps around it may use.
      return device !== undefined && (step.call !== undefined || (allowed.includes(device.id) && (pin === undefined || names(pin, device))));
    };
    return costs.filter(may);
  });
  const open = offered.map((costs) => costs.filter((c) => c.violations.length === 0));
  const steps = priced.map(({ step, numbers }, i): SearchStep => {
    return {
      name: step.name, frequency: numbers.analysis.frequency,
      choices: (open[i] ?? []).map((cost): Choice => {
        const device = number.get(cost.device) ?? 0;
        const from = first[device];
        return {
          device, group: groupOf(cost), entry: cost.entry, time: cost.microseconds, watts: cost.watts,
          uses: usesOf(cost, from, capacities.length),
        };
      }),
      refused: (offered[i] ?? []).flatMap((cost) => cost.violations.map((v) => ({ device: number.get(cost.device) ?? 0, ...v }))),
      // A device that writes a memory keeps it too.
      reads: [...new Set([...step.reads, ...step.writes.filter(kept)])].flatMap((t) => index.get(t) ?? []),
      writes: numbers.writes.flatMap((w) => {
        const tensor = index.get(w.tensor);
        return tensor === undefined ? [] : [{ tensor, bytes: sentBytes(w.tensor, w.bytes, env, batch) }];
      }),
    };
  });
  const route = routerOf(machine, options.peerToPeer ?? false);
  const linkOf = new Map(machine.links.map((link, i) => [link, i]));
  const id = (device: number): DeviceId => devices[device]?.id ?? machine.home;
  const home = number.get(machine.home) ?? 0;
  const host = hostOf(machine);
  // Where the runtime is at home on a CPU, the memory of its caller is a place of its own: what a CPU's steps read is copied from there.
  const copy = devices[home]?.device.kind === 'cpu' ? host?.copy?.value : undefined;
  const caller = copy === undefined ? [] : [devices.length];
  return {
    priced, byIndex, offered: open, steps, capacities, layers,
    devices: [...devices.map((d) => ({ id: d.id, kind: d.device.kind })), ...caller.map(() => ({ id: CALLER, kind: 'cpu' as const }))],
    home: caller[0] ?? home,
    tensors: byIndex.map((tensor): SearchTensor => ({
      name: tensor.name, kind: kept(tensor) ? 'persistent' : 'flow', bytes: residentBytes(tensor, env, batch), output: tensor.role === 'output',
    })),
    links: [...machine.links.map((l) => ({ from: number.get(l.from) ?? 0, to: number.get(l.to) ?? 0 })), ...caller.map((at) => ({ from: at, to: home }))],
    route: (from, to, bytes) => (id(from) === id(to) ? [{ link: machine.links.length, time: transferTime(bytes, copy ?? Infinity) }]
      : route(id(from), id(to), bytes)?.links.map((link) => ({ link: linkOf.get(link) ?? 0, time: curveTime(link.curve, bytes) }))),
    // The start of an FPGA kernel includes the wait for its end.
    wait: devices.map(({ device }) => (device.kind === 'fpga' ? 0 : device.fixed.synchronise.value)),
    settle: devices.map(({ device }) => (device.kind === 'fpga' ? 0 : device.fixed.synchronise.value) + layers * (host?.call.value ?? 0)),
    idle: [...devices.map(({ device }) => device.power.idle.value), ...caller.map(() => 0)],
    memory: [...devices.map(({ device }) => device.memory.capacity.value * 1e9), ...caller.map(() => Infinity)],
  };
}

/** Bytes that go to other devices when a step has written so many of a tensor: of a memory in which any element may change, all. */
function sentBytes(tensor: Tensor, written: number, env: Environment, batch: number): number {
  return tensor.growth?.kind === 'state' ? residentBytes(tensor, env, batch) : written;
}

const routers = new WeakMap<Machine, Map<boolean, ReturnType<typeof router>>>();

function routerOf(machine: Machine, peerToPeer: boolean): ReturnType<typeof router> {
  const known = routers.get(machine) ?? new Map<boolean, ReturnType<typeof router>>();
  const found = known.get(peerToPeer) ?? router(machine, { peerToPeer });
  known.set(peerToPeer, found);
  routers.set(machine, known);
  return found;
}

/** The fabric of all FPGAs as capacities, and by device the index of its first one. */
function fabricOf(devices: readonly MachineDevice[]): { readonly capacities: readonly Capacity[]; readonly first: readonly (number | undefined)[] } {
  const capacities: Capacity[] = [];
  const first = devices.map(({ device }, number) => {
    if (device.kind !== 'fpga') return undefined;
    const from = capacities.length;
    for (const { resource, unit } of FABRIC) {
      capacities.push({ name: unit, device: number, unit, limit: Math.floor(device.resources[resource].value * device.fill.value) });
    }
    return from;
  });
  return { capacities, first };
}

/** Uses of the problem's capacities, those of the device beginning at `from`. */
function usesOf({ fabric }: StepCost, from: number | undefined, count: number): readonly number[] {
  if (from === undefined || !fabric) return [];
  const uses = new Array<number>(count).fill(0);
  FABRIC.forEach(({ resource }, r) => { uses[from + r] = fabric[resource]; });
  return uses;
}

/** The problem of one placement at other sizes: its steps with the costs given, one each, in the order of the problem's steps. */
export function resized(base: PricedProblem, priced: readonly PricedStep[], env: Environment, batch: number): Problem {
  const problem: Problem = {
    ...base,
    tensors: base.tensors.map((t, i) => ({ ...t, bytes: residentBytes(base.byIndex[i] ?? missing(t.name), env, batch) })),
    steps: base.steps.map((step, i): SearchStep => {
      const { costs, numbers } = priced[i] ?? missing(step.name);
      const [cost] = costs;
      const [choice] = step.choices;
      const from = choice && base.capacities.findIndex((c) => c.device === choice.device);
      return {
        ...step,
        choices: cost && choice ? [{ ...choice, time: cost.microseconds, watts: cost.watts, entry: cost.entry, uses: usesOf(cost, from === -1 ? undefined : from, base.capacities.length) }] : [],
        writes: step.writes.map((w) => {
          const written = numbers.writes.find((x) => x.tensor === base.byIndex[w.tensor]);
          return { ...w, bytes: written ? sentBytes(written.tensor, written.bytes, env, batch) : 0 };
        }),
      };
    }),
  };
  likeBase(base, problem);
  return problem;
}

function missing(name: string): never {
  throw new RangeError(`nothing is known of ${name}`);
}
