import { tensorBytes, type Environment } from '../../analysis/index.js';
import type { Tensor } from '../../ir/nodes.js';
import { partlyWritten } from '../../ir/partly-written.js';
import type { Step } from '../../ir/steps.js';
import type { Cpu, Processor } from '../../machines/index.js';
import { Size } from '../../symbolic/index.js';
import type { StepNumbers } from './numbers.js';
import { transferTime, type StepCost } from './step-cost.js';

/** What the runtime sets aside of a memory at most: larger ones cannot be put back when a step fails (`src/runtime/journal.ts`). */
export const SET_ASIDE = 64 * 2 ** 20;

/** What the runtime spends by itself, by the CPU that it runs on. */
export type HostFigures = NonNullable<Cpu['host']>;

/** Adds what the runtime does before a step's kernels: sets aside what they overwrite, and clears what they write in part. */
export function withRuntime(cost: StepCost, { analysis: { step }, batch }: StepNumbers, device: Processor, host: HostFigures, env: Environment): StepCost {
  const { saved, cleared } = touchedBefore(step, device);
  if (saved.length === 0 && cleared.length === 0) return cost;
  const bytes = (tensor: Tensor): number => Math.max(0, Size.evaluate(tensorBytes(tensor), env));
  const aside = saved.map((tensor) => overwritten(tensor, bytes(tensor), env)).filter((b) => b <= SET_ASIDE);
  const microseconds = batch * [...aside.map((b) => copyTime(2 * b, device, host)), ...cleared.map((t) => copyTime(bytes(t), device, host))].reduce((a, b) => a + b, 0);
  if (microseconds === 0) return cost;
  return { ...cost, microseconds: cost.microseconds + microseconds, terms: [...cost.terms, { name: 'runtime', microseconds }] };
}

const known = new WeakMap<Step, { readonly saved: readonly Tensor[]; readonly partly: readonly Tensor[]; readonly hidden: readonly Tensor[] }>();

function touchedBefore(step: Step, device: Processor): { readonly saved: readonly Tensor[]; readonly cleared: readonly Tensor[] } {
  let found = known.get(step);
  if (!found) {
    const partly = partlyWritten(step.ops);
    found = {
      saved: step.writes.filter(({ growth }) => growth?.kind === 'state' || growth?.kind === 'ring' || growth?.kind === 'update-block'),
      partly: step.writes.filter((t) => partly.has(t)), hidden: step.hidden.filter((t) => partly.has(t)),
    };
    known.set(step, found);
  }
  // What a step keeps to itself is memory of the runtime's where a CPU's threads share it.
  return { saved: found.saved, cleared: device.kind === 'cpu' ? [...found.partly, ...found.hidden] : found.partly };
}

/** Bytes that a step may overwrite of a memory: a row, or all of it. */
function overwritten({ growth, shape: [rows] }: Tensor, bytes: number, env: Environment): number {
  return growth?.kind === 'state' || !rows ? bytes : bytes / Math.max(1, Size.evaluate(rows, env));
}

/** Reading and writing so many bytes in the device's memory, by one more command to a GPU or by the thread that calls a CPU's kernels. */
function copyTime(bytes: number, { kind, fixed, memory }: Processor, host: HostFigures): number {
  if (kind === 'gpu') return Math.max(fixed.launch.value, fixed.kernel.value + transferTime(bytes, memory.streamed.value));
  return host.copy ? transferTime(bytes / 2, host.copy.value) : 0;
}
