import type { Environment } from '../analysis/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Tensor } from '../ir/nodes.js';
import type { Step } from '../ir/steps.js';
import type { DeviceId, DeviceKind, NamedFigure } from '../machines/index.js';
import type { FpgaKernelFacts } from './cost/fpga-facts.js';
import type { FpgaProfileName } from './cost/fpga-profile.js';
import type { KernelFacts, Profile } from './cost/processor.js';
import type { CostTerm, StepCost } from './cost/step-cost.js';
import type { Objective, Solved } from './search/problem.js';

export interface PlacementOptions {
  /** Sizes to place for, and data-dependent lengths by name (`len(e)`). The rest as `environmentFor` takes them. */
  readonly sizes?: Environment;
  /** Requests served together; 1 unless given. */
  readonly batch?: number;
  /** Times that a token runs the method, each on memories of its own; 1 unless given. Times and energies are of all of them. */
  readonly layers?: number;
  readonly objective?: Objective;
  /** `any` also offers launch styles that the generated runtime does not use, for what-if questions. */
  readonly launch?: 'runtime' | 'any';
  /** Which kernels run: ours unless given; `handwritten` ones for an FPGA, a `framework`'s operators on a GPU. */
  readonly profile?: { readonly fpga?: FpgaProfileName; readonly gpu?: Profile };
  readonly overrides?: {
    /** Device of a step, by step name: the id of a device, or a kind for any device of that kind. */
    readonly pins?: Readonly<Record<string, DeviceId>>;
    /** What the back ends say of the kernels they wrote for a step, by step name; those for an FPGA by the name of the device, several to choose from. */
    readonly facts?: Readonly<Record<string, KernelFacts & { readonly fpga?: Readonly<Record<string, readonly FpgaKernelFacts[]>> }>>;
  };
  /** The platform can move data between GPU and FPGA directly. */
  readonly peerToPeer?: boolean;
  /** True once a search has to come to an end; asked often. The compiler has no clock, so the caller gives it. */
  readonly expired?: () => boolean;
  /** What another solver found for the problem of `placementProblem`. */
  readonly solved?: Solved;
}

/** One step under one placement. */
export interface PlacedStep {
  readonly step: Step;
  readonly device: DeviceId;
  readonly kind: DeviceKind;
  /** Time of a run, without transfers, waits and entries. */
  readonly microseconds: number;
  readonly cost: StepCost;
  /** Runs in this share of the calls. */
  readonly frequency: number;
  /** Why not elsewhere, by device. */
  readonly rejected: readonly { readonly device: DeviceId; readonly reason: string }[];
}

export interface PlacedTransfer {
  readonly tensor: Tensor;
  readonly from: DeviceId;
  readonly to: DeviceId;
  /** Of one transfer. */
  readonly bytes: number;
  /** In the mean over calls, of all layers. */
  readonly microseconds: number;
}

/** What a device does in a call, in the mean. */
export interface DeviceLoad {
  readonly device: DeviceId;
  readonly kind: DeviceKind;
  readonly busyMicroseconds: number;
  /** Bytes of memories and weights that it keeps, and what it could keep. */
  readonly heldBytes: number;
  readonly capacityBytes: number;
}

/** What crosses a link in a call, in the mean. */
export interface LinkLoad {
  readonly from: DeviceId;
  readonly to: DeviceId;
  readonly path: 'host' | 'peer';
  readonly tensors: readonly Tensor[];
  readonly bytes: number;
  readonly busyMicroseconds: number;
}

/** A limit that is exceeded: by one step alone, or by all that would be on the device together. */
export interface Shortfall {
  readonly device: DeviceId;
  readonly step?: string;
  /** `memory`, `DSP`, … */
  readonly resource: string;
  readonly needed: number;
  readonly available: number;
  readonly unit: string;
}

/** Costs of a placement: means over calls, of all layers. */
export interface PlacementCosts {
  readonly microseconds: number;
  readonly millijoules: number;
  /** Waits of the host for devices, and entries into graphs and fused regions; part of the time. */
  readonly waits: number;
  readonly entries: number;
  /** Calls a second in a steady state: what the busiest device or link allows. */
  readonly callsPerSecond: number;
}

/** A placement beside the chosen one. */
export interface Candidate extends PlacementCosts {
  /** `gpu-only`, `fpga-allowed`, `cpu-only`, or a change of one step: `score on fpga`. */
  readonly name: string;
  readonly change?: { readonly step: string; readonly device: DeviceId };
  /** Where it is not, times and energies are infinite. */
  readonly feasible: boolean;
  readonly steps: readonly PlacedStep[];
  readonly transfers: readonly PlacedTransfer[];
  /** What takes longest of all: a term of a step, `transfers` or `waits`. */
  readonly binding?: { readonly step?: string; readonly device?: DeviceId; readonly term: CostTerm['name'] | 'transfers' | 'waits'; readonly microseconds: number };
  readonly chosen: boolean;
  /** Why it lost or cannot be; empty for the chosen one. */
  readonly reasons: readonly string[];
  /** Of one that cannot be: which limits, by how much. */
  readonly shortfalls: readonly Shortfall[];
}

export interface Placement extends PlacementCosts {
  /** By step: the kind of its device. */
  readonly assignment: ReadonlyMap<Step, DeviceKind>;
  /** All steps, those that run once included, in order. */
  readonly steps: readonly PlacedStep[];
  readonly transfers: readonly PlacedTransfer[];
  /** Of the steps that run once. */
  readonly onceMicroseconds: number;
  /** Where the persistent tensors live. */
  readonly residency: ReadonlyMap<Tensor, readonly DeviceId[]>;
  readonly devices: readonly DeviceLoad[];
  readonly links: readonly LinkLoad[];
  readonly candidates: readonly Candidate[];
  /** The same steps on the GPU as a framework's chain of operators. */
  readonly framework?: { readonly microseconds: number; readonly millijoules: number; readonly kernels: number };
  readonly reasons: readonly string[];
  /** Where nothing fits: which limits of which devices, by how much. */
  readonly shortfalls: readonly Shortfall[];
  /** How the placement was found, and what it could be better by at most, as a share of the objective; 0 where it is the best. */
  readonly solver: string;
  readonly gap: number;
  /** What the numbers were taken at. */
  readonly sizes: Environment;
  readonly batch: number;
  readonly layers: number;
  readonly objective: Objective;
  readonly launch: 'runtime' | 'any';
  readonly profile: { readonly fpga: FpgaProfileName; readonly gpu: Profile };
  readonly machine: string;
  readonly calibration?: string;
  /** Every figure of the machine that took part. */
  readonly figures: readonly NamedFigure[];
  readonly diagnostics: readonly Diagnostic[];
}
