import { tensorBytes, type Environment } from '../../analysis/index.js';
import type { Tensor } from '../../ir/nodes.js';
import { partlyWritten } from '../../ir/partly-written.js';
import type { Step } from '../../ir/steps.js';
import type { Cpu, Processor } from '../../machines/index.js';
import { Size } from '../../symbolic/index.js';
import type { StepNumbers } from './numbers.js';
import { startedTime } from './processor.js';
import { transferTime, type StepCost } from './step-cost.js';

/** What the runtime sets aside of a memory at most: larger ones cannot be put back when a step fails (`src/runtime/journal.ts`). */
export const SET_ASIDE = 64 * 2 ** 20;

/** Rows that a device makes wider by commands of its own at most; the host moves more of them all at once (`src/runtime/session.ts`). */
export const WIDENED_ROWS = 64;

/** What the runtime spends by itself, by the CPU that it runs on. */
export type HostFigures = NonNullable<Cpu['host']>;

/** Adds what the runtime does before a step's kernels: sets aside what they overwrite, and clears what they write in part. */
export function withRuntime(cost: StepCost, { analysis: { step, tokens }, batch }: StepNumbers, device: Processor, host: HostFigures, env: Environment): StepCost {
  const { saved, cleared, widened } = touchedBefore(step, device, tokens);
  if (saved.length === 0 && cleared.length === 0 && widened.length === 0) return cost;
  const bytes = (tensor: Tensor): number => Math.max(0, Size.evaluate(tensorBytes(tensor), env));
  const aside = saved.map((tensor) => overwritten(tensor, bytes(tensor), env)).filter((b) => b <= SET_ASIDE);
  const copies = [...aside.map((b) => 2 * b), ...cleared.map(bytes), ...widened.flatMap((t) => widening(t, widensAt(t, tokens), bytes(t), device, env))];
  const microseconds = batch * (device.kind === 'gpu' ? commandTime(cost.spans ?? [], commandsOf(copies, device), device) : copies.reduce((sum, b) => sum + copyTime(b, host), 0));
  if (microseconds === 0) return cost;
  return {
    ...cost, ...device.kind === 'gpu' ? { commands: commandsOf(copies, device) } : {},
    microseconds: cost.microseconds + microseconds, terms: [...cost.terms, { name: 'runtime', microseconds }],
  };
}

const known = new WeakMap<Step, { readonly saved: readonly Tensor[]; readonly widened: readonly Tensor[]; readonly partly: readonly Tensor[]; readonly hidden: readonly Tensor[] }>();

function touchedBefore(step: Step, device: Processor, tokens: string | undefined): { readonly saved: readonly Tensor[]; readonly cleared: readonly Tensor[]; readonly widened: readonly Tensor[] } {
  let found = known.get(step);
  if (!found) {
    const partly = partlyWritten(step.ops);
    const widened = step.writes.filter((t) => widensAt(t, tokens) > 0);
    found = {
      widened,
      // What a memory held before its rows became wider is still there.
      saved: step.writes.filter((t) => !widened.includes(t) && (t.growth?.kind === 'state' || t.growth?.kind === 'ring' || t.growth?.kind === 'update-block')),
      partly: step.writes.filter((t) => partly.has(t)), hidden: step.hidden.filter((t) => partly.has(t)),
    };
    known.set(step, found);
  }
  // What a step keeps to itself is memory of the runtime's where a CPU's threads share it.
  return { saved: found.saved, widened: found.widened, cleared: device.kind === 'cpu' ? [...found.partly, ...found.hidden] : found.partly };
}

/** Bytes that a step may overwrite of a memory: a row, or all of it. */
function overwritten({ growth, shape: [rows] }: Tensor, bytes: number, env: Environment): number {
  return growth?.kind === 'state' || !rows ? bytes : bytes / Math.max(1, Size.evaluate(rows, env));
}

/** Commands to a GPU that read and write so many bytes. */
function commandsOf(copies: readonly number[], { fixed, memory }: Processor): readonly number[] {
  return copies.map((bytes) => fixed.kernel.value + transferTime(bytes, memory.streamed.value));
}

/** What commands add to a step with these kernels, in whose queue they are. */
function commandTime(spans: readonly number[], commands: readonly number[], device: Processor): number {
  return startedTime([...commands, ...spans], device) - startedTime(spans, device);
}

/** So many bytes read or written by the thread that calls a CPU's kernels. */
function copyTime(bytes: number, { copy }: HostFigures): number {
  return copy ? transferTime(bytes / 2, copy.value) : 0;
}

/** The inner dimension of a memory that grows with the tokens; 0 where there is none. */
function widensAt({ role, shape }: Tensor, tokens: string | undefined): number {
  if (role !== 'memory' || tokens === undefined) return 0;
  return Math.max(0, shape.findIndex((extent, d) => d > 0 && Size.variables(extent).includes(tokens)));
}

/** Bytes that are read and written where what a row held goes to its new place: a command for each row on a GPU, after one that clears. */
function widening({ shape }: Tensor, at: number, bytes: number, { kind }: Processor, env: Environment): readonly number[] {
  if (kind === 'cpu') return [2 * bytes];
  const rows = Math.max(1, shape.slice(0, at).reduce((product, extent) => product * Size.evaluate(extent, env), 1));
  // The host's way is priced as one command: its transfers are not known here.
  return rows > WIDENED_ROWS ? [2 * bytes] : [bytes, ...Array.from({ length: rows }, () => 2 * bytes / rows)];
}
