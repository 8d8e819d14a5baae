import { MeasuredWork } from '../../compiler/index.js';
import { report, toJson, type Diagnostic } from '../../diagnostics/index.js';
import { firstOf, type Calibration, type Processor } from '../../machines/index.js';
import {
  figuresOfRates, figuresOfThreadRates, fitRates, fitThreadRates, measurementSchema, RATE_COUNT, THREAD_RATE_COUNT, type Measurement,
} from '../../partitioner/calibrate/index.js';
import { renderFit } from '../../report/index.js';
import { InputError } from '../../runtime/errors.js';
import { tellCalibration } from '../calibration-file.js';
import { exitCodeFor } from '../exit-codes.js';
import { findMachine } from '../machine.js';
import { measurementsIn } from '../measurements.js';
import { guarded, printJson, showDiagnostics } from '../session.js';
import type { CalibrateOptions } from './calibrate-options.js';
import { calibrateRuntime } from './calibrate-runtime.js';

/** `mpc calibrate FILE...`: the rates of a device under which the cost model repeats measured kernels, as a calibration file. */
export function calibrate(files: readonly string[], options: CalibrateOptions): Promise<number> {
  const { target } = options;
  if (target === 'runtime') return calibrateRuntime(files, options);
  return guarded(options, async () => {
    const { machine, diagnostics } = await findMachine(options.machine);
    const processor = machine && firstOf(machine, target);
    if (!machine || !processor) {
      const all = machine ? [...diagnostics, report('MPC4309', { target, machine: machine.name })] : diagnostics;
      showDiagnostics(all, [], options);
      if (options.json) printJson({ ok: false, diagnostics: all.map(toJson) });
      return exitCodeFor(all);
    }
    const { device } = processor;
    const section = target === 'cpu' ? 'threads' : 'kernels';
    if (!device[section]) throw new InputError(report('MPC4308', { device: device.name, section }));
    const { measured, missing, needed, fit } = target === 'cpu' ? await cpuKernels(files, device) : await gpuKernels(files, device);
    if (!fit) throw new InputError(report('MPC4305', { found: measured.length, files: files.join(', '), target, machine: machine.name, needed }));
    const found: readonly Diagnostic[] = missing.length > 0 && missing[0]
      ? [report('MPC4306', { count: missing.length, kernel: missing[0].kernel, method: missing[0].method })] : [];
    showDiagnostics([...diagnostics, ...found], [], options);

    const { figures, ratios, dirty } = fit();
    const devices = [...new Set(measured.map((m) => m.measurement.device))].join(', ');
    return tellCalibration(options, machine, {
      note: `${measured.length} kernels on ${devices}`, figures, ratios, ...dirty === undefined ? {} : { more: { dirtyCache: dirty } },
      text: (written) => renderFit(measured.map((m, i) => ({ ...m, ratio: ratios[i] ?? 1 })), { worst: options.worst, ...written }),
    });
  });
}

interface Kernel<W> { readonly work: W; readonly microseconds: number; readonly measurement: Measurement }

/** Measured kernels, those that are gone, and their fit; none where there are too few. */
interface Measured {
  readonly measured: readonly Kernel<unknown>[];
  readonly missing: readonly Measurement[];
  /** Measurements that the fit wants at least. */
  readonly needed: number;
  readonly fit: (() => { readonly figures: (source: string) => Calibration['figures']; readonly ratios: readonly number[]; readonly dirty?: number }) | undefined;
}

async function gpuKernels(files: readonly string[], device: Processor): Promise<Measured> {
  const work = new MeasuredWork(device);
  const { measured, missing } = await measuredKernels(files, (m) => m.target === 'gpu', (...at) => work.of(...at));
  const fit = (): ReturnType<NonNullable<Measured['fit']>> => {
    const { rates, dirty, ratios } = fitRates(measured, device);
    return { ratios, dirty, figures: (source) => figuresOfRates(rates, device, source) };
  };
  return { measured, missing, needed: RATE_COUNT, fit: measured.length < RATE_COUNT ? undefined : fit };
}

/** Kernels whose threads were awake: how those of the middle of a call are. */
async function cpuKernels(files: readonly string[], device: Processor): Promise<Measured> {
  const work = new MeasuredWork(device);
  const { measured, missing } = await measuredKernels(files, (m) => m.target === 'cpu' && m.pool !== 'asleep', (...at) => work.ofThreads(...at));
  const fit = (): ReturnType<NonNullable<Measured['fit']>> => {
    const { rates, ratios } = fitThreadRates(measured);
    return { ratios, figures: (source) => figuresOfThreadRates(rates, device, source) };
  };
  return { measured, missing, needed: THREAD_RATE_COUNT, fit: measured.length < THREAD_RATE_COUNT ? undefined : fit };
}

/** The measurements of some files with what their kernels did, and those whose kernels are gone. Throws `InputError`. */
async function measuredKernels<W>(
  files: readonly string[], wanted: (measurement: Measurement) => boolean, workOf: (...at: Parameters<MeasuredWork['of']>) => W | undefined,
): Promise<{ readonly measured: readonly Kernel<W>[]; readonly missing: readonly Measurement[] }> {
  const measured: Kernel<W>[] = [];
  const missing: Measurement[] = [];
  for (const { measurement, source } of await measurementsIn(files, measurementSchema)) {
    if (!wanted(measurement)) continue;
    const found = workOf(measurement, source);
    if (found !== undefined) measured.push({ work: found, microseconds: measurement.microseconds, measurement });
    else missing.push(measurement);
  }
  return { measured, missing };
}
