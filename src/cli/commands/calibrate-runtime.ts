import { MeasuredPlacements } from '../../compiler/index.js';
import { report, toJson, type Diagnostic } from '../../diagnostics/index.js';
import { applyCalibration, firstOf, type Machine } from '../../machines/index.js';
import { figuresOfRuntime, fitRuntime, measurementSchema, MeasuredSpans, placementMeasurementSchema, RUNTIME_RATE_COUNT } from '../../partitioner/calibrate/index.js';
import { renderPlacementFit, type FittedPlacement } from '../../report/index.js';
import { InputError } from '../../runtime/errors.js';
import { tellCalibration } from '../calibration-file.js';
import { exitCodeFor } from '../exit-codes.js';
import { findMachine } from '../machine.js';
import { measurementsIn } from '../measurements.js';
import { readJson } from '../read-json.js';
import { guarded, printJson, showDiagnostics } from '../session.js';
import type { CalibrateOptions } from './calibrate-options.js';

/**
 * `mpc calibrate --target runtime FILE...`: what the runtime and the links of a machine take, from whole calls under several placements.
 * Where the files also have the kernels of a step, these times count in place of predicted ones.
 */
export function calibrateRuntime(files: readonly string[], options: CalibrateOptions): Promise<number> {
  return guarded(options, async () => {
    const { machine, diagnostics } = await calibrated(options);
    if (!machine) {
      showDiagnostics(diagnostics, [], options);
      if (options.json) printJson({ ok: false, diagnostics: diagnostics.map(toJson) });
      return exitCodeFor(diagnostics);
    }
    const placements = new MeasuredPlacements(machine);
    const all = await measurementsIn(files, placementMeasurementSchema.or(measurementSchema));
    const lines = all.flatMap(({ measurement, source }) => ('plan' in measurement ? [{ measurement, source }] : []));
    const kernels = new MeasuredSpans(all.flatMap(({ measurement }) => ('kernel' in measurement ? [measurement] : [])));
    const calls = lines.flatMap(({ measurement, source }) => {
      const parts = placements.of(measurement, source, (step, target) => kernels.of(measurement, step, target));
      return parts ? [{ parts, microseconds: measurement.microseconds, measurement }] : [];
    });
    const cpu = firstOf(machine, 'cpu');
    if (!cpu || !firstOf(machine, 'gpu')) throw new InputError(report('MPC4309', { target: options.target, machine: machine.name }));
    if (calls.length < RUNTIME_RATE_COUNT) {
      throw new InputError(report('MPC4305', { found: calls.length, files: files.join(', '), target: options.target, machine: machine.name, needed: RUNTIME_RATE_COUNT }));
    }
    const gone = lines.length - calls.length;
    const notes: readonly Diagnostic[] = gone > 0 ? [report('MPC4307', { count: gone })] : [];
    showDiagnostics([...diagnostics, ...notes], [], options);

    const { rates, ratios } = fitRuntime(calls, { cpuLaunch: cpu.device.fixed.launch.value });
    const fitted = calls.map((c, i): FittedPlacement => ({ ...c, ratio: ratios[i] ?? 1 }));
    return tellCalibration(options, machine, {
      note: `${calls.length} calls under ${new Set(calls.map((c) => JSON.stringify([c.measurement.method, c.measurement.plan]))).size} placements`,
      figures: (source) => figuresOfRuntime(rates, machine, source), ratios,
      text: (written) => renderPlacementFit(fitted, { worst: options.worst, ...written }),
    });
  });
}

/** The machine with the calibrations of its kernels. */
async function calibrated({ machine: name, calibration = [] }: CalibrateOptions): Promise<{ readonly machine?: Machine; readonly diagnostics: readonly Diagnostic[] }> {
  const { machine, diagnostics } = await findMachine(name);
  let found = machine;
  const all = [...diagnostics];
  for (const file of calibration) {
    const applied = found && applyCalibration(found, await readJson(file), file);
    all.push(...applied?.diagnostics ?? []);
    found = applied?.value;
  }
  return { ...found ? { machine: found } : {}, diagnostics: all };
}
