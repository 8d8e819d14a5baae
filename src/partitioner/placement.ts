import type { Environment } from '../analysis/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import type { KernelFacts } from './cost/processor.js';
import type { StepCost } from './cost/step-cost.js';
import type { DeviceKind, Figure } from './schema.js';
import type { Objective } from './search/problem.js';

export interface PlacementOptions {
  /** Sizes to place for, and data-dependent lengths by name (`len(e)`). The rest as `environmentFor` takes them. */
  readonly sizes?: Environment;
  /** Requests served together; 1 unless given. */
  readonly batch?: number;
  readonly objective?: Objective;
  readonly overrides?: {
    /** Device of a step, by step name. */
    readonly pins?: Readonly<Record<string, DeviceKind>>;
    /** What the GPU back end says of the kernels it wrote for a step, by step name. */
    readonly facts?: Readonly<Record<string, KernelFacts>>;
  };
  /** The platform can move data between GPU and FPGA directly. */
  readonly peerToPeer?: boolean;
}

/** One step under one placement. */
export interface PlacedStep {
  readonly step: Step;
  readonly device: DeviceKind;
  /** Time of a run, without transfers and waits. */
  readonly microseconds: number;
  readonly cost: StepCost;
  /** Runs in this share of the calls. */
  readonly frequency: number;
  /** Why not elsewhere, by device. */
  readonly rejected: readonly { readonly device: DeviceKind; readonly reason: string }[];
}

export interface PlacedTransfer {
  readonly tensor: Tensor;
  readonly from: DeviceKind;
  readonly to: DeviceKind;
  readonly bytes: number;
  readonly microseconds: number;
}

export type CandidateName = 'gpu-only' | 'fpga-allowed' | 'cpu-only';

/** A placement beside the chosen one. */
export interface Candidate {
  readonly name: CandidateName;
  readonly feasible: boolean;
  /** Of a call in the mean; infinite where it is not feasible. */
  readonly microseconds: number;
  readonly millijoules: number;
  readonly steps: readonly PlacedStep[];
  readonly transfers: readonly PlacedTransfer[];
  /** Waits of the host for devices. */
  readonly waits: number;
  readonly chosen: boolean;
  /** Why it lost or cannot be; empty for the chosen one. */
  readonly reasons: readonly string[];
}

export interface Placement {
  readonly assignment: ReadonlyMap<Step, DeviceKind>;
  /** All steps, those that run once included, in order. */
  readonly steps: readonly PlacedStep[];
  readonly transfers: readonly PlacedTransfer[];
  readonly waits: number;
  /** Of a call in the mean, `once` steps left out. */
  readonly microseconds: number;
  readonly millijoules: number;
  /** Of the steps that run once. */
  readonly onceMicroseconds: number;
  /** Where the persistent tensors live. */
  readonly residency: ReadonlyMap<Tensor, readonly DeviceKind[]>;
  readonly candidates: readonly Candidate[];
  /** The same steps on the GPU as a framework's chain of operators. */
  readonly framework?: { readonly microseconds: number; readonly millijoules: number; readonly kernels: number };
  readonly reasons: readonly string[];
  /** What the numbers were taken at. */
  readonly sizes: Environment;
  readonly batch: number;
  readonly objective: Objective;
  readonly machine: string;
  /** Every figure of the machine that took part. */
  readonly figures: readonly (Figure & { readonly of: string; readonly name: string })[];
  readonly diagnostics: readonly Diagnostic[];
}
