import type { Measurement } from './measurement.js';

type Sizes = Readonly<Record<string, number>>;

/** Measured times of the kernels of steps, at the sizes at which they were measured. */
export class MeasuredSpans {
  readonly #steps = new Map<string, Map<string, number>>();

  /** Of a CPU those count that ran on most threads, which looked out for work, and those of calls that followed each other where there are any. */
  constructor(kernels: readonly Measurement[]) {
    const most = Math.max(0, ...kernels.map((k) => k.threads ?? 0));
    const usable = kernels.filter((k) => (k.threads ?? most) === most && k.pool !== 'asleep');
    const warm = new Set(usable.filter((k) => k.state === 'warm').map((k) => keyOf(k, k.step, k.target)));
    for (const kernel of usable) {
      const key = keyOf(kernel, kernel.step, kernel.target);
      if (warm.has(key) && kernel.state !== 'warm') continue;
      this.#steps.set(key, (this.#steps.get(key) ?? new Map<string, number>()).set(kernel.kernel, kernel.microseconds));
    }
  }

  get size(): number {
    return this.#steps.size;
  }

  /** Microseconds of each kernel of a step; undefined where they were not measured. */
  of(call: { readonly method: string; readonly constants: Sizes; readonly sizes: Sizes }, step: string, target: string): readonly number[] | undefined {
    const found = this.#steps.get(keyOf(call, step, target));
    return found && [...found.values()];
  }
}

function keyOf({ method, constants, sizes }: { readonly method: string; readonly constants: Sizes; readonly sizes: Sizes }, step: string, target: string): string {
  // Lengths that data decide were counted in one measurement or the other, and are nearly the same.
  const sorted = (values: Sizes): string => JSON.stringify(Object.entries(values).filter(([name]) => !name.startsWith('len(')).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [method, sorted(constants), sorted(sizes), target, step].join(' ');
}
