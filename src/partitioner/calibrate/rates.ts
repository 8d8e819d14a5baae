import type { KernelWork } from '../../ir/kernel/work/index.js';
import type { Processor } from '../../machines/index.js';
import { kernelTime, kernelUnits, type KernelRates } from '../cost/kernel-time.js';
import { fitRelative } from './least-squares.js';

/** A GPU's kernel as it was measured: what it did, and how long that took. */
export interface MeasuredKernel { readonly work: KernelWork; readonly microseconds: number }

export interface FittedRates {
  readonly rates: KernelRates;
  /** Part of the cache that held written lines of others when measured kernels began, which had to go to memory first. */
  readonly dirty: number;
  readonly ratios: readonly number[];
}

type Limits = { readonly value: number; readonly min: number; readonly max: number };

/** Where a fit starts and how far it may go, in microseconds or rates; generous around anything that has been built. */
const LIMITS: Readonly<Record<keyof KernelRates, Limits>> = {
  kernel: { value: 3, min: 0.2, max: 40 },
  coldTrip: { value: 0.5, min: 0.3, max: 2 },
  warmTrip: { value: 0.2, min: 0.05, max: 0.6 },
  localTrip: { value: 0.02, min: 0.005, max: 0.2 },
  barrier: { value: 0.05, min: 0.005, max: 0.5 },
  exchange: { value: 0.02, min: 0.003, max: 0.2 },
  instruction: { value: 2e-3, min: 2e-4, max: 2e-2 },
  access: { value: 5e-3, min: 1e-5, max: 0.02 },
  issue: { value: 3e-4, min: 3e-5, max: 1e-2 },
  integer: { value: 0.8, min: 0.1, max: 4 },
  division: { value: 8, min: 1, max: 40 },
  special: { value: 16, min: 1, max: 60 },
  accessSlots: { value: 2, min: 0.2, max: 40 },
  line: { value: 5e-4, min: 5e-5, max: 2e-2 },
  local: { value: 5e-4, min: 5e-5, max: 2e-2 },
  block: { value: 2e-2, min: 1e-3, max: 0.5 },
  memory: { value: 2.5e6, min: 1e4, max: 2e7 },
  cache: { value: 8e6, min: 5e4, max: 1e8 },
  matrix: { value: 1e8, min: 1e5, max: 1e10 },
  atomics: { value: 8e4, min: 1e2, max: 1e7 },
  overlap: { value: 2, min: 1.2, max: 8 },
};
const DIRTY: Limits = { value: 0.5, min: 0.01, max: 1 };
const NAMES = Object.keys(LIMITS) as readonly (keyof KernelRates)[];
/** What a fit finds, and so the fewest measurements that it needs. */
export const RATE_COUNT = NAMES.length + 1;

/** The rates of a device under which the model repeats measured kernels best. */
export function fitRates(kernels: readonly MeasuredKernel[], device: Processor): FittedRates {
  const units = kernelUnits(device);
  const named = (values: readonly number[]): KernelRates => Object.fromEntries(NAMES.map((name, i) => [name, values[i] ?? 0])) as unknown as KernelRates;
  const dirtyOf = (values: readonly number[]): number => values[NAMES.length] ?? 0;
  const { parameters, ratios } = fitRelative({
    start: [...NAMES.map((name) => LIMITS[name]), DIRTY],
    measured: kernels.map((k) => k.microseconds),
    predict: (values) => {
      const rates = named(values);
      return kernels.map((k) => kernelTime(k.work, rates, units, dirtyOf(values)));
    },
  });
  return { rates: named(parameters), dirty: dirtyOf(parameters), ratios };
}
