import type { KernelWork } from '../../ir/kernel/work/index.js';
import type { Processor } from '../../machines/index.js';
import { kernelTime, kernelUnits, type KernelRates } from '../cost/kernel-time.js';
import { fitRelative } from './least-squares.js';

/** A kernel as it was measured: what it did, and how long that took. */
export interface MeasuredKernel { readonly work: KernelWork; readonly microseconds: number }

export interface FittedRates {
  readonly rates: KernelRates;
  readonly ratios: readonly number[];
}

/** Where a fit starts and how far it may go, in microseconds or rates; generous around anything that has been built. */
const LIMITS: Readonly<Record<keyof KernelRates, { readonly value: number; readonly min: number; readonly max: number }>> = {
  kernel: { value: 3, min: 0.2, max: 40 },
  coldTrip: { value: 0.4, min: 0.2, max: 2 },
  warmTrip: { value: 0.1, min: 0.02, max: 0.6 },
  barrier: { value: 0.05, min: 0.005, max: 0.5 },
  exchange: { value: 0.02, min: 0.003, max: 0.2 },
  instruction: { value: 2e-3, min: 2e-4, max: 2e-2 },
  local: { value: 1e-2, min: 1e-4, max: 0.1 },
  access: { value: 5e-3, min: 1e-5, max: 0.1 },
  issue: { value: 3e-4, min: 3e-5, max: 1e-2 },
  division: { value: 4, min: 1, max: 12 },
  special: { value: 8, min: 1, max: 60 },
  accessSlots: { value: 2, min: 0.2, max: 40 },
  memory: { value: 2e6, min: 1e4, max: 2e7 },
  cache: { value: 8e6, min: 5e4, max: 1e8 },
  matrix: { value: 1e8, min: 1e5, max: 1e10 },
  atomics: { value: 8e4, min: 1e2, max: 1e7 },
  overlap: { value: 2, min: 1.2, max: 8 },
};
/** A CPU starts no kernels but wakes threads, and its vectors are what waves are to a GPU. */
const CPU_LIMITS: typeof LIMITS = {
  ...LIMITS,
  kernel: { value: 8, min: 0.2, max: 100 },
  coldTrip: { value: 1e-3, min: 1e-4, max: 0.3 },
  warmTrip: { value: 1e-3, min: 1e-4, max: 0.1 },
  barrier: { value: 10, min: 0.5, max: 200 },
  issue: { value: 5e-4, min: 5e-5, max: 1e-2 },
  special: { value: 10, min: 1, max: 100 },
  accessSlots: { value: 1, min: 0.1, max: 40 },
  memory: { value: 4e4, min: 1e3, max: 1e6 },
  cache: { value: 4e5, min: 1e4, max: 1e7 },
};
const NAMES = Object.keys(LIMITS) as readonly (keyof KernelRates)[];
/** Rates that a fit finds, and so the fewest measurements that it needs. */
export const RATE_COUNT = NAMES.length;

/** The rates of a device under which the model repeats measured kernels best. */
export function fitRates(kernels: readonly MeasuredKernel[], device: Processor): FittedRates {
  const units = kernelUnits(device);
  const named = (values: readonly number[]): KernelRates => Object.fromEntries(NAMES.map((name, i) => [name, values[i] ?? 0])) as unknown as KernelRates;
  const { parameters, ratios } = fitRelative({
    start: NAMES.map((name) => (device.kind === 'cpu' ? CPU_LIMITS : LIMITS)[name]),
    measured: kernels.map((k) => k.microseconds),
    predict: (values) => {
      const rates = named(values);
      return kernels.map((k) => kernelTime(k.work, rates, units));
    },
  });
  return { rates: named(parameters), ratios };
}
