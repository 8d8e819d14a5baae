import type { Processor } from '../../machines/index.js';
import type { StepNumbers } from './numbers.js';
import type { Violation } from './step-cost.js';

/** TFLOP/s that library kernels reach on 16-bit floats. */
export function matrixPeak({ compute }: Processor): number | undefined {
  return compute.matrix?.bf16 && compute.matrixReached ? compute.matrix.bf16.value * compute.matrixReached.value : undefined;
}

/** Watts while it computes, or while it waits for memory. */
export function watts(device: Processor, computing: boolean): number {
  return computing ? device.power.compute.value : device.power.memory.value;
}

export function capacityOf(step: StepNumbers, device: Processor): readonly Violation[] {
  const available = device.memory.capacity.value * 1e9;
  const needed = [...step.reads, ...step.writes, ...step.hidden].reduce((sum, t) => sum + t.bytes, 0);
  return needed > available ? [{ resource: 'memory', needed: needed / 1e9, available: available / 1e9, unit: 'GB' }] : [];
}
