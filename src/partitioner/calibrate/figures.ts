import type { Calibration, Processor } from '../../machines/index.js';
import type { KernelRates } from '../cost/kernel-time.js';

/** The figures of a device file that rates stand for: by path, as calibration files hold them. */
export function figuresOfRates(rates: KernelRates, device: Processor, source: string): Calibration['figures'] {
  const { units, compute } = device;
  const lanes = units.count.value * units.wave.value;
  const peak = compute.matrix?.bf16?.value;
  const nanoseconds = (value: number): readonly [number, string] => [1e3 * value, 'ns'];
  const figures: Readonly<Record<string, readonly [number, string] | undefined>> = {
    'fixed.kernel': [rates.kernel, 'us'],
    'compute.vectorReached': [Math.min(1, 2 * lanes / rates.issue / 1e6 / compute.vector.value), '1'],
    'compute.divide': [rates.division, 'slots'],
    'compute.special': [rates.special, 'slots'],
    'kernels.memoryTrip': nanoseconds(rates.coldTrip),
    'kernels.cacheTrip': nanoseconds(rates.warmTrip),
    'kernels.barrier': nanoseconds(rates.barrier),
    'kernels.exchange': nanoseconds(rates.exchange),
    'kernels.instruction': nanoseconds(rates.instruction),
    'kernels.localTrip': nanoseconds(rates.localTrip),
    'kernels.integer': [rates.integer, 'slots'],
    'kernels.line': nanoseconds(rates.line),
    'kernels.local': nanoseconds(rates.local),
    'kernels.block': nanoseconds(rates.block),
    'kernels.access': nanoseconds(rates.access),
    'kernels.accessSlots': [rates.accessSlots, 'slots'],
    'kernels.memory': [rates.memory / 1e3, 'GB/s'],
    'kernels.cache': [rates.cache / 1e3, 'GB/s'],
    'kernels.matrixReached': peak === undefined ? undefined : [Math.min(1, 2 * rates.matrix / 1e6 / peak), '1'],
    'kernels.atomics': [rates.atomics / 1e3, 'GOP/s'],
    'kernels.overlap': [rates.overlap, '1'],
  };
  return Object.fromEntries(Object.entries(figures).flatMap(([path, figure]) =>
    (figure ? [[`${device.name}.${path}`, { value: Number(figure[0].toPrecision(4)), unit: figure[1], source }]] : [])));
}
