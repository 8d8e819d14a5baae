import { generateCpu } from '../codegen/cpu/index.js';
import { generateHip } from '../codegen/hip/index.js';
import type { KernelWork, ThreadWork } from '../ir/kernel/work/index.js';
import type { Processor } from '../machines/index.js';
import type { Measurement } from '../partitioner/calibrate/index.js';
import { analyze, type Source } from './compile.js';
import { threadWorkOfKernels, workOfKernels } from './kernel-facts.js';

/** Finds what measured kernels did. A method is compiled once for all its measurements. */
export class MeasuredWork {
  readonly #methods = new Map<string, ReturnType<typeof compiled>>();

  constructor(readonly device: Processor) {}

  /** The work of the GPU kernel that a measurement names; undefined where the method has no such kernel any more. */
  of(measurement: Measurement, source: Source): KernelWork | undefined {
    const { method, step } = this.#find(measurement, source);
    return method && step && method.work(step, method.environment(measurement.sizes), this.device).find((k) => k.kernel === measurement.kernel);
  }

  /** The same of a CPU kernel, by as many threads as it was measured with, in the state in which calls found the caches. */
  ofThreads(measurement: Measurement, source: Source): ThreadWork | undefined {
    const { method, step } = this.#find(measurement, source);
    return method && step && method.threadWork[measurement.state ?? 'flushed'](step, method.environment(measurement.sizes), this.device, measurement.threads).find((k) => k.kernel === measurement.kernel);
  }

  #find(measurement: Measurement, source: Source) {
    const key = JSON.stringify([source.file, measurement.constants, measurement.target]);
    const method = this.#methods.get(key) ?? compiled(source, measurement);
    this.#methods.set(key, method);
    return { method, step: method?.steps.find((s) => s.name === measurement.step) };
  }
}

function compiled(source: Source, { constants, target }: Measurement) {
  const { method, steps, analysis } = analyze(source, { constants });
  if (!method || !analysis) return undefined;
  const output = target === 'gpu' ? generateHip(method, steps) : generateCpu(method, steps);
  return { steps, environment: analysis.environment, work: workOfKernels(method, output), threadWork: { warm: threadWorkOfKernels(method, output), flushed: threadWorkOfKernels(method, output, { follows: false, repeats: 1 }) } };
}
