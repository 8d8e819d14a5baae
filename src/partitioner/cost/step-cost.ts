import type { Tensor } from '../../ir/nodes.js';
import type { DeviceId, DeviceKind } from '../../machines/index.js';
import type { FpgaKernelFacts } from './fpga-facts.js';

/** One part of a step's time. `binding` parts overlap, the longest counts; fixed ones are added. */
export interface CostTerm {
  readonly name: 'compute' | 'memory' | 'cache' | 'latency' | 'matrix' | 'atomics' | 'access' | 'select' | 'scatter' | 'scan' | 'launch' | 'start' | 'runtime';
  readonly microseconds: number;
}

/** A limit of a device that a step, or all its steps together, exceed. */
export interface Violation {
  readonly resource: string;
  readonly needed: number;
  readonly available: number;
  readonly unit: string;
}

/** Fabric that an FPGA step takes. */
export interface FabricUse { readonly lut: number; readonly ff: number; readonly dsp: number; readonly bram: number; readonly uram: number }

/** How a step is started: a kernel in a queue, a node of a recorded graph, a call of the host, an XRT run, through the mailbox of a resident kernel, or by the kernel before it. */
export type LaunchStyle = 'async' | 'graph' | 'call' | 'run' | 'mailbox' | 'fused';

/** One way to run a step on one device. */
export interface StepCost {
  readonly device: DeviceId;
  readonly kind: DeviceKind;
  /** What sets it apart from others on the device, for reports: `64 lanes, index in URAM`; may be empty. */
  readonly variant: string;
  readonly style: LaunchStyle;
  /** Time of one run of the step for the whole batch, without transfers, waits and entry. */
  readonly microseconds: number;
  /** Microseconds added where the step before ran elsewhere or in another style: the start of a graph or of a fused region. */
  readonly entry: number;
  readonly terms: readonly CostTerm[];
  /** The term that decides. */
  readonly binding: CostTerm['name'];
  readonly kernels: number;
  /** Microseconds of each kernel of a request, alone on the device, where they are priced one by one. */
  readonly spans?: readonly number[];
  /** What the runtime has the GPU do before them, each one more command; microseconds of each alone, for one request. */
  readonly commands?: readonly number[];
  /** Watts while it runs. */
  readonly watts: number;
  readonly fabric?: FabricUse;
  /** The kernel that this is the cost of, where a back end offers several. */
  readonly facts?: FpgaKernelFacts;
  /** The same die by die, where a back end has written the kernel. */
  readonly slrs?: readonly FabricUse[];
  /** Parallel lanes that the estimate assumes, on an FPGA. */
  readonly lanes?: number;
  readonly violations: readonly Violation[];
  /** What is kept nearer than in the device's memory, or where that was a choice. */
  readonly resident?: readonly { readonly tensor: Tensor; readonly tier: 'bram' | 'uram' | 'hbm' | 'memory' }[];
}

const STYLES: Readonly<Record<DeviceKind, LaunchStyle>> = { cpu: 'call', gpu: 'async', fpga: 'run' };

type Given = Omit<StepCost, 'microseconds' | 'binding' | 'terms' | Defaulted> & Partial<Pick<StepCost, Defaulted>>;
type Defaulted = 'device' | 'variant' | 'style' | 'entry';

/** A cost with what is the same for most: the style that the runtime uses for this kind of device, entered for nothing. */
export function withDefaults<C extends Given>(cost: C): C & Pick<StepCost, Defaulted> {
  return { device: cost.kind, variant: '', style: STYLES[cost.kind], entry: 0, ...cost };
}

/** The longest of the overlapping terms plus the fixed one. */
export function assemble(cost: Given, overlapping: readonly CostTerm[], fixed: CostTerm): StepCost {
  const longest = overlapping.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
  return {
    ...withDefaults(cost),
    microseconds: longest.microseconds + fixed.microseconds,
    terms: [...overlapping, fixed],
    binding: fixed.microseconds > longest.microseconds ? fixed.name : longest.name,
  };
}

/** Microseconds for bytes at GB/s. */
export function transferTime(bytes: number, gigabytesPerSecond: number): number {
  return bytes / gigabytesPerSecond / 1e3;
}
