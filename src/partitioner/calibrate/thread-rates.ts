import type { ThreadWork } from '../../ir/kernel/work/index.js';
import type { Calibration, Processor } from '../../machines/index.js';
import { threadTime, type ThreadRates } from '../cost/thread-time.js';
import { fitRelative } from './least-squares.js';

/** A CPU's kernel as it was measured. */
export interface MeasuredThreads { readonly work: ThreadWork; readonly microseconds: number }

interface Limits { readonly value: number; readonly min: number; readonly max: number }

/** Where a fit starts and how far it may go, in microseconds and bytes a microsecond; generous around the CPUs of a decade. */
const LIMITS: Readonly<Record<keyof ThreadRates, Limits>> = {
  kernel: { value: 4, min: 0.2, max: 40 },
  share: { value: 1.5, min: 0.05, max: 50 },
  join: { value: 0.1, min: 0.005, max: 5 },
  operation: { value: 2e-4, min: 5e-5, max: 2e-3 },
  access: { value: 1e-4, min: 2e-5, max: 2e-3 },
  division: { value: 4e-3, min: 5e-4, max: 4e-2 },
  branch: { value: 8e-3, min: 1e-3, max: 4e-2 },
  wait: { value: 1e-4, min: 1e-5, max: 1e-3 },
  code: { value: 2e-2, min: 1e-3, max: 0.1 },
  hop: { value: 4e-3, min: 2e-4, max: 5e-2 },
  line: { value: 8e-3, min: 5e-4, max: 0.1 },
  miss: { value: 1.5e-2, min: 1e-3, max: 0.2 },
  shared: { value: 1.5e4, min: 2e3, max: 2e5 },
  memory: { value: 1e4, min: 2e3, max: 1e5 },
  memoryAll: { value: 1e5, min: 1e4, max: 1e6 },
  sharedAll: { value: 2e5, min: 2e4, max: 5e6 },
  overlap: { value: 1.3, min: 1, max: 6 },
};
const NAMES = Object.keys(LIMITS) as readonly (keyof ThreadRates)[];
/** What a fit finds, and so the fewest measurements that it needs. */
export const THREAD_RATE_COUNT = NAMES.length;

const named = (values: readonly number[]): ThreadRates => Object.fromEntries(NAMES.map((name, i) => [name, values[i] ?? 0])) as unknown as ThreadRates;

/** The rates of a CPU under which the model repeats measured kernels best. `ratios`: predicted / measured. */
export function fitThreadRates(kernels: readonly MeasuredThreads[]): { readonly rates: ThreadRates; readonly ratios: readonly number[] } {
  const { parameters, ratios } = fitRelative({
    start: NAMES.map((name) => LIMITS[name]),
    measured: kernels.map((k) => k.microseconds),
    predict: (values) => {
      const rates = named(values);
      return kernels.map((k) => threadTime(k.work, rates));
    },
  });
  return { rates: named(parameters), ratios };
}

/** The figures of a device file that these rates stand for: by path, as calibration files hold them. */
export function figuresOfThreadRates(rates: ThreadRates, device: Processor, source: string): Calibration['figures'] {
  const nanoseconds = (value: number): readonly [number, string] => [1e3 * value, 'ns'];
  const gigabytes = (value: number): readonly [number, string] => [value / 1e3, 'GB/s'];
  const figures: Readonly<Record<string, readonly [number, string]>> = {
    'fixed.kernel': [rates.kernel, 'us'],
    'memory.streamed': gigabytes(rates.memoryAll),
    'cache.bandwidth': gigabytes(rates.sharedAll),
    'threads.share': [rates.share, 'us'],
    'threads.join': [rates.join, 'us'],
    'threads.operation': nanoseconds(rates.operation),
    'threads.access': nanoseconds(rates.access),
    'threads.division': nanoseconds(rates.division),
    'threads.branch': nanoseconds(rates.branch),
    'threads.wait': nanoseconds(rates.wait),
    'threads.code': nanoseconds(rates.code),
    'threads.hop': nanoseconds(rates.hop),
    'threads.line': nanoseconds(rates.line),
    'threads.miss': nanoseconds(rates.miss),
    'threads.shared': gigabytes(rates.shared),
    'threads.memory': gigabytes(rates.memory),
    'threads.overlap': [rates.overlap, '1'],
  };
  return Object.fromEntries(Object.entries(figures).map(([path, [value, unit]]) => [`${device.name}.${path}`, { value: Number(value.toPrecision(4)), unit, source }]));
}
