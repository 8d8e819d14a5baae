import type { DeviceKind } from '../schema.js';

/** One part of a step's time. `binding` parts overlap, the longest counts; fixed ones are added. */
export interface CostTerm {
  readonly name: 'compute' | 'memory' | 'cache' | 'select' | 'scatter' | 'scan' | 'launch' | 'start';
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

export interface StepCost {
  readonly device: DeviceKind;
  /** Time of one run of the step for the whole batch, without transfers and waits. */
  readonly microseconds: number;
  readonly terms: readonly CostTerm[];
  /** The term that decides. */
  readonly binding: CostTerm['name'];
  readonly kernels: number;
  /** Watts while it runs. */
  readonly watts: number;
  readonly fabric?: FabricUse;
  /** Parallel lanes that the estimate assumes, on an FPGA. */
  readonly lanes?: number;
  readonly violations: readonly Violation[];
}

/** The longest of the overlapping terms plus the fixed one. */
export function assemble(cost: Omit<StepCost, 'microseconds' | 'binding' | 'terms'>, overlapping: readonly CostTerm[], fixed: CostTerm): StepCost {
  const longest = overlapping.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
  return {
    ...cost,
    microseconds: longest.microseconds + fixed.microseconds,
    terms: [...overlapping, fixed],
    binding: fixed.microseconds > longest.microseconds ? fixed.name : longest.name,
  };
}

/** Microseconds for bytes at GB/s. */
export function transferTime(bytes: number, gigabytesPerSecond: number): number {
  return bytes / gigabytesPerSecond / 1e3;
}
