import { report } from '../diagnostics/index.js';
import type { BoundKernel, BoundStep, TensorUse } from './bind.js';
import { empty, runCall, type Host } from './call.js';
import type { DeviceBuffer } from './driver.js';
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

interface StepContext extends RunContext {
  /** The host will be called later on, and may well throw: all that is overwritten must be set aside. */
  readonly callsAhead: boolean;
}

/**
 * Runs steps in order, each if its conditions hold, and waits for them. Throws `ExecutionError`, which names method, stage,
 * step and device.
 */
export async function runSteps(steps: readonly BoundStep[], context: RunContext): Promise<void> {
  const devices = new Set(steps.flatMap((s) => s.device ?? []));
  const lastCall = steps.findLastIndex((s) => s.layout.call);
  for (const [i, step] of steps.entries()) {
    const started = context.trace?.now() ?? 0;
    const ran = await failingAs(step, context.method, () => runStep(step, { ...context, callsAhead: i < lastCall }));
    if (ran) context.trace?.step(step, started, context.sizes);
  }
  for (const device of devices) {
    const last = steps.findLast((s) => s.device === device);
    if (last) await failingAs(last, context.method, () => device.synchronize());
  }
}

/** True if its conditions hold, so that it ran. */
async function runStep({ layout, device, kernels }: BoundStep, context: StepContext): Promise<boolean> {
  if (!(await holds(layout, context))) {
    for (const tensor of layout.clears) empty(context.storage(tensor), tensor, context.sizes);
    return false;
  }
  if (layout.call) await runCall(layout, layout.call, context);
  for (const kernel of kernels) await runKernel(kernel, context);
  if (context.trace) await device?.synchronize();
  return true;
}

async function holds({ runs, flags }: StepLayout, { sizes, storage }: RunContext): Promise<boolean> {
  if (!runs(sizes)) return false;
  for (const { layout, wanted } of flags) {
    const [flag = 0] = await storage(layout).read();
    if ((flag !== 0) !== wanted) return false;
  }
  return true;
}

async function failingAs<T>(step: BoundStep, method: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RuntimeError) throw error;
    const { stage, name, line } = step.layout.step;
    throw new ExecutionError(report('MPC6301', {
      method, stage, step: name, line, device: step.device?.description ?? 'the host', reason: reasonOf(error),
    }), { cause: error });
  }
}

async function runKernel(kernel: BoundKernel, context: StepContext): Promise<void> {
  const buffers: (readonly DeviceBuffer[])[] = [];
  for (const use of kernel.uses) buffers.push(atHand(use, context) ?? await provide(use, context));
  const args = kernel.arguments.map((arg): DeviceBuffer | number => {
    if (arg.kind === 'size') return context.sizes[arg.name] ?? missing(`size ${arg.name}`);
    return buffers[arg.use]?.[arg.part] ?? missing(`part ${arg.part} of argument ${arg.use}`);
  });
  const grid = kernel.grid?.map((g) => Math.max(0, g.at(context.sizes)));
  if (grid?.includes(0)) return; // nothing to do: no block at all
  const [x = 1, y = 1, z = 1] = grid ?? [];
  await kernel.device.launch(kernel.loaded, args, grid ? { grid: [x, y, z], block: kernel.block } : undefined);
  for (const { layout, location, writes } of kernel.uses) {
    if (!writes) continue;
    const storage = context.storage(layout);
    storage.wrote(location, writtenRows(layout, context.sizes) ?? storage.all, !writesPart(layout));
  }
}

/**
 * The buffers for one use: with the newest contents, unless the kernel replaces them all. A temporary that nothing has written
 * yet and that the kernel both reads and writes is its scratch memory, and holds nothing to be read.
 */
async function provide(use: TensorUse, context: StepContext): Promise<readonly DeviceBuffer[]> {
  const { layout, location, writes } = use;
  const storage = context.storage(layout);
  await storage.reserve(location, context.roomFor(layout));
  if (!needsContents(use, storage)) return storage.toReplace(location);
  const buffers = await storage.toRead(location);
  if (writes && layout.lifetime === 'session') await context.journal.before(layout, storage, location, context.sizes, context.callsAhead);
  return buffers;
}

/** The same, where there is nothing to allocate, move or set aside: most uses of most steps. */
function atHand(use: TensorUse, context: RunContext): readonly DeviceBuffer[] | undefined {
  const { layout, location, writes } = use;
  if (writes && layout.lifetime === 'session') return undefined;
  const storage = context.storage(layout);
  return storage.ready(location, needsContents(use, storage));
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
