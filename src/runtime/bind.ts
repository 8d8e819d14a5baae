import { report } from '../diagnostics/index.js';
import { location, type Device, type Location } from './device.js';
import type { DeviceKernel } from './driver.js';
import { InputError, reasonOf, RuntimeError } from './errors.js';
import { kernelsFor, type MethodLayout, type StepLayout, type TensorLayout } from './layout.js';
import type { ManifestKernel } from './manifest.js';
import { deviceNamed, knownDevices, type NamedDevice } from './named-device.js';
import { sizeText, type SizeText } from './size-eval.js';

/** The device of each step, by step name: an id that the build lists, or a target: `gpu` the first GPU, `gpu1` the second. */
export type Plan = Readonly<Record<string, string>>;

/** What a kernel does with a tensor at one location. */
export interface TensorUse {
  readonly layout: TensorLayout;
  readonly location: Location;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** An argument: buffer `part` of `uses[use]`, or a size. */
export type BoundArgument =
  | { readonly kind: 'buffer'; readonly use: number; readonly part: number }
  | { readonly kind: 'size'; readonly name: string };

export interface BoundKernel {
  readonly name: string;
  readonly device: Device;
  readonly loaded: DeviceKernel;
  readonly uses: readonly TensorUse[];
  readonly arguments: readonly BoundArgument[];
  readonly grid: readonly [SizeText, SizeText, SizeText] | undefined;
  readonly block: number;
}

export interface BoundStep {
  readonly layout: StepLayout;
  /** Undefined: the host is called. */
  readonly device: Device | undefined;
  readonly kernels: readonly BoundKernel[];
}

/** Loads the kernels of every step for the devices of a plan. `moduleOf` gives the path of a file of the build folder. */
export async function bindPlan(
  method: MethodLayout, plan: Plan, device: (device: NamedDevice) => Promise<Device>, moduleOf: (file: string) => string,
): Promise<{ readonly once: readonly BoundStep[]; readonly each: readonly BoundStep[] }> {
  const bind = async (layout: StepLayout): Promise<BoundStep> => {
    const { step } = layout;
    if (layout.call) return { layout, device: undefined, kernels: [] };
    const { devices } = method.manifest;
    const name = Object.hasOwn(plan, step.name) ? plan[step.name] : undefined;
    if (name === undefined) throw new InputError(report('MPC6302', { step: step.name, target: 'any device' }));
    const named = deviceNamed(name, devices);
    if (!named) throw new InputError(report('MPC6312', { step: step.name, device: name, known: knownDevices(devices) }));
    const kernels = kernelsFor(step, named);
    if (!kernels) throw new InputError(report('MPC6302', { step: step.name, target: named.target }));
    const opened = await device(named);
    const bound: BoundKernel[] = [];
    for (const kernel of kernels) bound.push(await bindKernel(method, kernel, opened, moduleOf));
    return { layout, device: opened, kernels: bound };
  };
  const once: BoundStep[] = [];
  for (const layout of method.once) once.push(await bind(layout));
  const each: BoundStep[] = [];
  for (const layout of method.each) each.push(await bind(layout));
  return { once, each };
}

async function bindKernel(
  method: MethodLayout, kernel: ManifestKernel, device: Device, moduleOf: (file: string) => string,
): Promise<BoundKernel> {
  const uses: TensorUse[] = [];
  const args = kernel.params.map((param): BoundArgument => {
    if (param.kind === 'size') return param;
    const layout = method.tensors.get(param.tensor);
    if (!layout) throw new InputError(report('MPC6011', { path: kernel.file, reason: `no tensor ${param.tensor}` }));
    const where = location(device, banksOf(kernel, param.tensor));
    const reads = param.access !== 'write';
    const writes = param.access !== 'read';
    let use = uses.findIndex((u) => u.layout === layout);
    const old = uses[use];
    if (old) uses[use] = { ...old, reads: old.reads || reads, writes: old.writes || writes };
    else use = uses.push({ layout, location: where, reads, writes }) - 1;
    return { kind: 'buffer', use, part: param.shard?.index ?? 0 };
  });
  const [x, y, z] = kernel.grid ?? [];
  return {
    name: kernel.name, device, uses, arguments: args,
    loaded: await device.kernel(moduleOf(kernel.file), kernel.name, kernel.params.map((p) => (p.kind === 'size' ? 'i32' : 'buffer')))
      .catch((error: unknown) => {
        throw error instanceof RuntimeError ? error : new InputError(report('MPC6309', { file: kernel.file, reason: reasonOf(error) }), { cause: error });
      }),
    grid: x !== undefined && y !== undefined && z !== undefined ? [sizeText(x), sizeText(y), sizeText(z)] : undefined,
    block: kernel.block ?? 1,
  };
}

/** The bank of each buffer that a kernel wants a tensor in. Shards without a bank of their own go to the bank of their index. */
function banksOf(kernel: ManifestKernel, tensor: string): readonly (number | undefined)[] {
  const params = kernel.params.flatMap((p) => (p.kind === 'buffer' && p.tensor === tensor ? [p] : []));
  const parts = Math.max(...params.map((p) => p.shard?.of ?? 1));
  return Array.from({ length: parts }, (_, index) => {
    const own = params.find((p) => (p.shard?.index ?? 0) === index);
    return own?.bank ?? (parts > 1 ? index : undefined);
  });
}
