import type { Candidate, PlacedStep, Placement } from '../partitioner/index.js';

export interface PlacedStepReport {
  readonly name: string;
  readonly stage: string;
  readonly device: string;
  readonly kind: string;
  /** What sets the kernel apart from others for the step; may be empty. */
  readonly variant: string;
  readonly launch: string;
  readonly microseconds: number;
  readonly frequency: number;
  readonly binding: string;
  readonly terms: readonly { readonly name: string; readonly microseconds: number }[];
  readonly kernels: number;
  readonly rejected: readonly { readonly device: string; readonly reason: string }[];
}

export interface CandidateReport {
  readonly name: string;
  readonly feasible: boolean;
  readonly chosen: boolean;
  /** null where there is no such placement */
  readonly microseconds: number | null;
  readonly millijoules: number | null;
  readonly callsPerSecond: number | null;
  readonly binding?: { readonly step?: string; readonly device?: string; readonly term: string; readonly microseconds: number };
  readonly reasons: readonly string[];
  readonly shortfalls: Candidate['shortfalls'];
  readonly devices: Readonly<Record<string, string>>;
}

export interface PlacementReport extends Pick<
  Placement,
  'machine' | 'calibration' | 'sizes' | 'batch' | 'layers' | 'objective' | 'launch' | 'profile' | 'microseconds' | 'millijoules' | 'waits' | 'entries'
  | 'onceMicroseconds' | 'devices' | 'framework' | 'reasons' | 'shortfalls' | 'solver' | 'figures'
> {
  readonly callsPerSecond: number | null;
  /** What the placement could be better by at most, as a share; null where nothing is known. */
  readonly gap: number | null;
  readonly steps: readonly PlacedStepReport[];
  readonly transfers: readonly { readonly tensor: string; readonly from: string; readonly to: string; readonly bytes: number; readonly microseconds: number }[];
  /** Of a call. */
  readonly links: readonly {
    readonly from: string; readonly to: string; readonly path: string; readonly tensors: readonly string[]; readonly bytes: number; readonly microseconds: number;
  }[];
  readonly residency: Readonly<Record<string, readonly string[]>>;
  readonly candidates: readonly CandidateReport[];
}

/** A placement as plain data. */
export function placementReport(placement: Placement): PlacementReport {
  const { machine, calibration, sizes, batch, layers, objective, launch, profile, waits, entries, onceMicroseconds, devices, framework, reasons, shortfalls, solver, figures } = placement;
  return {
    machine, ...calibration === undefined ? {} : { calibration }, sizes, batch, layers, objective, launch, profile,
    microseconds: placement.microseconds, millijoules: placement.millijoules, callsPerSecond: finite(placement.callsPerSecond), waits, entries, onceMicroseconds,
    steps: placement.steps.map(stepReport),
    transfers: placement.transfers.map((t) => ({ ...t, tensor: t.tensor.name })),
    links: placement.links.map(({ from, to, path, tensors, bytes, busyMicroseconds }) => ({ from, to, path, tensors: tensors.map((t) => t.name), bytes, microseconds: busyMicroseconds })),
    residency: Object.fromEntries([...placement.residency].map(([tensor, on]) => [tensor.name, on])),
    devices, candidates: placement.candidates.map(candidateReport),
    ...framework ? { framework } : {}, reasons, shortfalls, solver, gap: finite(placement.gap), figures,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function candidateReport(c: Candidate): CandidateReport {
  return {
    name: c.name, feasible: c.feasible, chosen: c.chosen, microseconds: finite(c.microseconds), millijoules: finite(c.millijoules), callsPerSecond: finite(c.callsPerSecond),
    ...c.binding ? { binding: c.binding } : {}, reasons: c.reasons, shortfalls: c.shortfalls, devices: Object.fromEntries(c.steps.map((s) => [s.step.name, s.device])),
  };
}

function stepReport({ step, device, kind, microseconds, frequency, cost, rejected }: PlacedStep): PlacedStepReport {
  return {
    name: step.name, stage: step.stage, device, kind, variant: cost.variant, launch: cost.style, microseconds, frequency,
    binding: cost.binding, terms: cost.terms, kernels: cost.kernels, rejected,
  };
}
