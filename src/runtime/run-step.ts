import { report } from '../diagnostics/index.js';
import { breathe } from './breathe.js';
import type { BoundKernel, BoundStep, TensorUse } from './bind.js';
import { empty, runCall, type Host } from './call.js';
import type { DeviceBuffer, Pending } from './driver.js';
import { ExecutionError, RuntimeError, reasonOf } from './errors.js';
import type { Journal } from './journal.js';
import { writtenRows, type StepLayout, type TensorLayout } from './layout.js';
import type { Sizes } from './size-eval.js';
import type { Storage } from './storage.js';
import type { TraceRecorder } from './trace.js';

/** What a run of steps works on. */
export interface RunContext {
  readonly method: string;
  readonly sizes: Sizes;
  readonly storage: (tensor: TensorLayout) => Storage;
  /** Bytes to make room for when a tensor is first placed somewhere. */
  readonly roomFor: (tensor: TensorLayout) => number;
  readonly journal: Journal;
  readonly trace: TraceRecorder | undefined;
  readonly host: Host;
}

/**
 * Runs steps in order, each if its conditions hold. Devices may still be at work when it resolves: `settle` waits for them.
 * Throws `ExecutionError`, which names method, stage, step and device.
 */
export async function runSteps(steps: readonly BoundStep[], context: RunContext): Promise<void> {
  const { trace } = context;
  // Before the host is called, which may well throw, all that is overwritten must be set aside.
  let callsAhead = steps.reduce((n, s) => n + (s.layout.call ? 1 : 0), 0);
  for (const step of steps) {
    const { layout, device, kernels } = step;
    const started = trace?.now() ?? 0;
    const pause = breathe();
    if (pause) await pause;
    try {
      if (!layout.runs(context.sizes) || (layout.flags.length > 0 && !(await holds(layout, context)))) {
        for (const tensor of layout.clears) empty(context.storage(tensor), tensor, context.sizes);
        if (layout.call) callsAhead -= 1;
        continue;
      }
      if (layout.call) {
        callsAhead -= 1;
        await runCall(layout, layout.call, context);
      }
      for (const kernel of kernels) {
        const running = runKernel(kernel, context, callsAhead > 0);
        if (running) await running;
      }
      if (trace?.mode === 'steps') await device?.synchronize();
    } catch (error) {
      throw failure(step, context.method, error);
    }
    trace?.step(step, started, context.sizes);
  }
}

/** Waits for the devices of some steps, all at once. Throws `ExecutionError`. */
export async function settle(steps: readonly BoundStep[], method: string): Promise<void> {
  const last = new Map(steps.flatMap((step) => (step.device ? [[step.device, step] as const] : [])));
  await Promise.all([...last].map(([device, step]) => device.synchronize().catch((error: unknown) => {
    throw failure(step, method, error);
  })));
}

async function holds({ flags }: StepLayout, { storage }: RunContext): Promise<boolean> {
  for (const { layout, wanted } of flags) {
    const [flag = 0] = await storage(layout).read();
    if ((flag !== 0) !== wanted) return false;
  }
  return true;
}

/** What went wrong, with the step at which it did. */
export function failure({ layout, device }: BoundStep, method: string, error: unknown): unknown {
  if (error instanceof RuntimeError) return error;
  const { stage, name, line } = layout.step;
  return new ExecutionError(report('MPC6301', {
    method, stage, step: name, line, device: device?.description ?? 'the host', reason: reasonOf(error),
  }), { cause: error });
}

/** Undefined where there was nothing to wait for. What has to be moved is moved together: what a device sends is waited for once. */
function runKernel(kernel: BoundKernel, context: RunContext, callsAhead: boolean): Pending {
  const ready: Buffers[] = [];
  const waited: Promise<void>[] = [];
  kernel.uses.forEach((use, i) => {
    try {
      const buffers = provide(use, context, callsAhead);
      if (buffers instanceof Promise) waited.push(buffers.then((there) => { ready[i] = there; }));
      else ready[i] = buffers;
    } catch (error) {
      waited.push(Promise.reject(error instanceof Error ? error : new Error(reasonOf(error))));
    }
  });
  return waited.length > 0 ? all(waited).then(() => launch(kernel, ready, context)) : launch(kernel, ready, context);
}

/** Waits for all of them even if one fails: what still moves data when a step has failed would disturb the next. */
async function all(waited: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(waited)).find((w) => w.status === 'rejected');
  if (failed) throw failed.reason;
}

function launch(kernel: BoundKernel, buffers: readonly Buffers[], context: RunContext): Pending {
  const { sizes } = context;
  const grid = kernel.grid?.map((g) => Math.max(0, g.at(sizes)));
  if (grid?.includes(0)) return undefined; // nothing to do: no block at all
  const args = kernel.arguments.map((arg): DeviceBuffer | number => {
    if (arg.kind === 'size') return sizes[arg.name] ?? missing(`size ${arg.name}`);
    return buffers[arg.use]?.[arg.part] ?? missing(`part ${arg.part} of argument ${arg.use}`);
  });
  const [x = 1, y = 1, z = 1] = grid ?? [];
  const running = kernel.device.launch(kernel.loaded, args, grid ? { grid: [x, y, z], block: kernel.block } : undefined);
  if (running) return running.then(() => { noteWrites(kernel, context); });
  noteWrites(kernel, context);
  return undefined;
}

function noteWrites({ uses }: BoundKernel, { sizes, storage }: RunContext): void {
  for (const { layout, location, writes } of uses) {
    if (!writes) continue;
    const held = storage(layout);
    held.wrote(location, writtenRows(layout, sizes) ?? held.all, !writesPart(layout));
  }
}

type Buffers = readonly DeviceBuffer[];

/**
 * The buffers for one use: with the newest contents, unless the kernel replaces them all. A temporary that nothing has written
 * yet and that the kernel both reads and writes is its scratch memory, and holds nothing to be read.
 */
function provide(use: TensorUse, context: RunContext, callsAhead: boolean): Buffers | Promise<Buffers> {
  const { layout, location, writes } = use;
  const held = context.storage(layout);
  const note = (there: Buffers): Buffers | Promise<Buffers> => {
    const noting = context.journal.before(layout, held, location, context.sizes, callsAhead);
    return noting ? noting.then(() => there) : there;
  };
  try {
    const buffers = held.at(location, needsContents(use, held), () => context.roomFor(layout));
    if (!writes || layout.lifetime !== 'session') return buffers;
    return buffers instanceof Promise ? buffers.then(note) : note(buffers);
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(reasonOf(error))); // others may be under way already
  }
}

function needsContents({ layout, reads, writes }: TensorUse, storage: Storage): boolean {
  return writesPart(layout) || (reads && !(writes && storage.isEmpty));
}

/** Kernels that write a memory, or a tensor that is zero where they do not write, leave the rest as it was. */
function writesPart({ tensor }: TensorLayout): boolean {
  return tensor.role === 'memory' || tensor.zeroed === true;
}

function missing(what: string): never {
  throw new RangeError(`the build gives no value for ${what}`);
}
