import { elementCount, type TensorData } from '../numerics/tensor-data.js';
import { dtypeBytes } from '../numerics/dtype.js';
import type { Driver } from './driver.js';
import { extents, layOut } from './layout.js';
import type { Manifest, ManifestKernel, ManifestStep } from './manifest.js';
import { createMemoryDriver, type HostKernel } from './memory-driver.js';
import { sizeText, type Sizes } from './size-eval.js';

/**
 * Runs a method without compiled kernels. The runtime does not import the compiler, so whoever has it (the `mpc` command,
 * a server that depends on the whole package) passes one to `loadProgram`.
 */
export interface Interpreter {
  /** For notices: `reference interpreter`. */
  readonly description: string;
  /** Prepares the method of a build; `readText` reads a file of the build folder. */
  load(manifest: Manifest, readText: (path: string) => Promise<string>): Promise<InterpretedMethod>;
}

export interface InterpretedMethod {
  /**
   * Executes one step. `tensors` holds what the step reads and writes, by name and in the actual sizes; results are written into
   * the `bytes` of the tensors that the step writes.
   */
  run(step: string, sizes: Sizes, tensors: ReadonlyMap<string, TensorData>): void | Promise<void>;
}

/** A manifest whose every step is one kernel that the interpreter runs, and the device that does it. */
export async function interpret(
  manifest: Manifest, interpreter: Interpreter, readText: (path: string) => Promise<string>,
): Promise<{ readonly manifest: Manifest; readonly driver: Driver }> {
  const method = await interpreter.load(manifest, readText);
  const sizesOf = (step: ManifestStep): readonly string[] => (step.once ? earlySizes(manifest) : manifest.sizes.map((s) => s.name));
  const steps = manifest.steps.map((step): ManifestStep => (step.call ? step : { ...step, kernels: { cpu: [kernelOf(step, sizesOf(step))] } }));
  const computed = steps.filter((s) => !s.call);
  const interpreted: Manifest = { ...manifest, steps, plans: { cpu: Object.fromEntries(computed.map((s) => [s.name, 'cpu'])) } };
  const { tensors } = layOut(interpreted, 'manifest');
  const kernel = (step: ManifestStep): HostKernel => {
    const names = namesOf(step);
    const sizeNames = sizesOf(step);
    return async (args) => {
      const sizes = Object.fromEntries(sizeNames.map((name, i) => [name, Number(args[names.length + i])]));
      const held = new Map(names.flatMap((name, i) => {
        const layout = tensors.get(name);
        const bytes = args[i];
        if (!layout || !(bytes instanceof Uint8Array)) return [];
        const { dtype } = layout.tensor;
        const { shape } = extents(layout, sizes);
        return [[name, { dtype, shape, bytes: bytes.subarray(0, elementCount(shape) * dtypeBytes(dtype)) }] as const];
      }));
      await method.run(step.name, sizes, held);
    };
  };
  const byName = new Map(computed.map((step) => [step.name, kernel(step)]));
  const driver = createMemoryDriver({ description: interpreter.description, kernels: (name) => byName.get(name) });
  return { manifest: interpreted, driver };
}

/** Sizes that are known before the first step: weights and static memories have them in their shapes. */
function earlySizes(manifest: Manifest): readonly string[] {
  const given = manifest.tensors.filter((t) => t.role === 'weight' || t.growth?.kind === 'static');
  const names = new Set(given.flatMap((t) => t.shape).flatMap((s) => sizeText(s).names));
  return manifest.sizes.filter((s) => names.has(s.name)).map((s) => s.name);
}

function namesOf(step: ManifestStep): readonly string[] {
  return [...new Set([...step.reads, ...step.writes])];
}

function kernelOf(step: ManifestStep, sizeNames: readonly string[]): ManifestKernel {
  return {
    name: step.name,
    file: '',
    params: [
      ...namesOf(step).map((tensor) => ({
        kind: 'buffer' as const, tensor,
        access: !step.writes.includes(tensor) ? 'read' as const : step.reads.includes(tensor) ? 'readwrite' as const : 'write' as const,
      })),
      ...sizeNames.map((name) => ({ kind: 'size' as const, name })),
    ],
  };
}
