import type { Fpga } from '../../machines/index.js';
import type { StepNumbers } from './numbers.js';
import type { FabricUse, Violation } from './step-cost.js';

export const FABRIC_UNITS: Readonly<Record<keyof FabricUse, string>> = { lut: 'LUT', ff: 'FF', dsp: 'DSP', bram: 'BRAM36', uram: 'URAM' };
export const FABRIC_KINDS = ['lut', 'ff', 'dsp', 'bram', 'uram'] as const;

/** Fabric of all dies that a design may fill. */
export function usable({ resources, fill }: Fpga, kind: keyof FabricUse): number {
  return Math.floor(resources[kind].value * fill.value);
}

/** What a step asks beyond the whole card. */
export function cardViolations(fabric: FabricUse, device: Fpga): readonly Violation[] {
  return FABRIC_KINDS.flatMap((resource) => {
    const available = usable(device, resource);
    return fabric[resource] > available ? [{ resource, needed: Math.ceil(fabric[resource]), available, unit: FABRIC_UNITS[resource] }] : [];
  });
}

/** What one process asks beyond the largest die, where it fits none: it cannot be split. */
export function dieViolations(process: { readonly name: string; readonly fabric: FabricUse }, { slr, fill }: Fpga): readonly Violation[] {
  return FABRIC_KINDS.flatMap((kind) => {
    const available = Math.floor(Math.max(0, ...slr.map((die) => die[kind].value)) * fill.value);
    const needed = Math.ceil(process.fabric[kind]);
    return needed > available ? [{ resource: `${kind} of one die, process ${process.name}`, needed, available, unit: FABRIC_UNITS[kind] }] : [];
  });
}

export function portViolations(needed: number, { memory }: Fpga): readonly Violation[] {
  const available = memory.channels.value;
  return needed > available ? [{ resource: 'memory ports', needed, available, unit: 'ports' }] : [];
}

export function memoryViolations(step: StepNumbers, { memory }: Fpga): readonly Violation[] {
  const needed = [...step.reads, ...step.writes].reduce((sum, t) => sum + t.bytes, 0) / 1e9;
  return needed > memory.capacity.value ? [{ resource: 'memory', needed, available: memory.capacity.value, unit: 'GB' }] : [];
}
