import type { Environment, MethodAnalysis } from '../analysis/index.js';
import type { Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import { fpgaCosts } from './cost/fpga.js';
import { transfers } from './cost/link.js';
import { numbersOf, residentBytes, type StepNumbers } from './cost/numbers.js';
import { callCost, processorCost, type Profile } from './cost/processor.js';
import type { FabricUse, StepCost } from './cost/step-cost.js';
import type { DeviceKind, Machine } from './schema.js';
import { DEVICE_KINDS, type Choice, type Problem, type SearchTensor } from './search/problem.js';
import type { PlacementOptions } from './placement.js';

/** A step with what it would cost on each device. */
export interface PricedStep {
  readonly step: Step;
  readonly numbers: StepNumbers;
  readonly costs: readonly StepCost[];
  readonly framework?: StepCost;
}

export interface PricedProblem extends Problem {
  readonly priced: readonly PricedStep[];
  readonly byIndex: readonly Tensor[];
}

const FABRIC: readonly (keyof FabricUse)[] = ['lut', 'ff', 'dsp', 'bram', 'uram'];

/** Prices every step on every device of the machine. */
export function priceSteps(analysis: MethodAnalysis, machine: Machine, env: Environment, options: PlacementOptions): readonly PricedStep[] {
  const { cpu, gpu, fpga } = machine.devices;
  return analysis.steps.map((stepAnalysis) => {
    const numbers = numbersOf(stepAnalysis, env, options.batch ?? 1);
    const priced = (device: typeof cpu | NonNullable<typeof gpu>, profile: Profile): StepCost =>
      processorCost(numbers, device, profile, device.kind === 'gpu' ? options.overrides?.facts?.[stepAnalysis.step.name] : undefined);
    const { call } = stepAnalysis.step;
    if (call) {
      // A machine without a GPU makes the call on the CPU.
      const cost = callCost(numbers, call.callee.device === 'gpu' && gpu ? gpu : cpu);
      return { step: stepAnalysis.step, numbers, costs: [cost], ...gpu ? { framework: cost } : {} };
    }
    const costs = [priced(cpu, 'generated'), ...gpu ? [priced(gpu, 'generated')] : [], ...fpga ? fpgaCosts(numbers, fpga) : []];
    return { step: stepAnalysis.step, numbers, costs, ...gpu ? { framework: priced(gpu, 'framework') } : {} };
  });
}

/** The search problem over some of the steps, on some of the devices. */
export function buildProblem(
  priced: readonly PricedStep[], machine: Machine, env: Environment, options: PlacementOptions, allowed: readonly DeviceKind[],
): PricedProblem {
  const batch = options.batch ?? 1;
  const { fpga } = machine.devices;
  const byIndex = [...new Set(priced.flatMap((p) => [...p.step.reads, ...p.step.writes]))].filter((t) => t.role !== 'constant');
  const index = new Map(byIndex.map((t, i) => [t, i]));
  const indices = (tensors: readonly Tensor[]): number[] => tensors.flatMap((t) => index.get(t) ?? []);
  const capacity = (kind: DeviceKind): number => (machine.devices[kind]?.memory.capacity.value ?? 0) * 1e9;
  return {
    priced, byIndex,
    home: machine.home,
    tensors: byIndex.map((tensor): SearchTensor => ({
      name: tensor.name,
      kind: tensor.role === 'memory' || tensor.role === 'weight' ? 'persistent' : 'flow',
      bytes: residentBytes(tensor, env, batch),
      output: tensor.role === 'output',
    })),
    steps: priced.map(({ step, numbers, costs }) => {
      const pin = options.overrides?.pins?.[step.name];
      const possible = costs.map((cost, i): Choice & { readonly cost: number } => ({
        device: cost.device, time: cost.microseconds, watts: cost.watts, cost: i,
        uses: FABRIC.map((r) => cost.fabric?.[r] ?? 0),
      })).filter((c) => costs[c.cost]?.violations.length === 0
        // Where a call runs is declared, whatever devices the steps around it may use.
        && (step.call !== undefined || (allowed.includes(c.device) && (pin === undefined || pin === c.device))));
      return {
        name: step.name, frequency: numbers.analysis.frequency, choices: possible,
        reads: indices(step.reads),
        writes: numbers.writes.flatMap((w) => {
          const tensor = index.get(w.tensor);
          return tensor === undefined ? [] : [{ tensor, bytes: w.bytes }];
        }),
      };
    }),
    transfer: transfers(machine.links, options.peerToPeer ?? false),
    wait: { cpu: machine.devices.cpu.fixed.synchronise.value, gpu: machine.devices.gpu?.fixed.synchronise.value ?? 0, fpga: 0 },
    idle: idleOf(machine),
    capacities: fpga ? FABRIC.map((r) => fpga.resources[r].value * fpga.fill.value) : [],
    memory: { cpu: capacity('cpu'), gpu: capacity('gpu'), fpga: capacity('fpga') },
  };
}

function idleOf(machine: Machine): Problem['idle'] {
  const watts = (kind: DeviceKind): number => machine.devices[kind]?.power.idle.value ?? 0;
  return { cpu: watts('cpu'), gpu: watts('gpu'), fpga: watts('fpga') };
}

export function devicesOf(machine: Machine): readonly DeviceKind[] {
  return DEVICE_KINDS.filter((kind) => machine.devices[kind] !== undefined);
}
