import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { MeasuredWork } from '../../compiler/index.js';
import { report, toJson, type Diagnostic } from '../../diagnostics/index.js';
import { firstOf } from '../../machines/index.js';
import { figuresOfRates, fitRates, measurementSchema, qualityOf, RATE_COUNT, type MeasuredKernel, type Measurement } from '../../partitioner/calibrate/index.js';
import { renderFit } from '../../report/index.js';
import { InputError, reasonOf } from '../../runtime/errors.js';
import { EXIT, exitCodeFor } from '../exit-codes.js';
import { findMachine } from '../machine.js';
import { guarded, print, printJson, readSource, showDiagnostics, type GlobalOptions } from '../session.js';

export interface CalibrateOptions extends GlobalOptions {
  readonly machine: string;
  readonly out?: string;
  readonly name?: string;
  readonly target: 'gpu' | 'cpu';
  readonly worst: number;
}

/** `mpc calibrate FILE...`: the rates of a device under which the cost model repeats measured kernels, as a calibration file. */
export function calibrate(files: readonly string[], options: CalibrateOptions): Promise<number> {
  return guarded(options, async () => {
    const { machine, diagnostics } = await findMachine(options.machine);
    const processor = machine && firstOf(machine, options.target);
    if (!machine || !processor) {
      const all = machine ? [...diagnostics, report('MPC4305', { files: files.join(', '), target: options.target, machine: machine.name })] : diagnostics;
      showDiagnostics(all, [], options);
      if (options.json) printJson({ ok: false, diagnostics: all.map(toJson) });
      return exitCodeFor(all);
    }
    const { measured, missing } = await measuredKernels(files, new MeasuredWork(processor.device));
    if (measured.length < RATE_COUNT) throw new InputError(report('MPC4305', { files: files.join(', '), target: options.target, machine: machine.name }));
    const found: readonly Diagnostic[] = missing.length > 0 && missing[0]
      ? [report('MPC4306', { count: missing.length, kernel: missing[0].kernel, method: missing[0].method })] : [];
    showDiagnostics([...diagnostics, ...found], [], options);

    const { rates, ratios } = fitRates(measured, processor.device);
    const quality = qualityOf(ratios);
    const devices = [...new Set(measured.map((m) => m.measurement.device))].join(', ');
    const date = new Date().toISOString().slice(0, 10);
    const name = options.name ?? `${machine.name} ${date}`;
    const calibration = {
      name, machine: machine.name, date, note: `${measured.length} kernels on ${devices}`,
      figures: figuresOfRates(rates, processor.device, `mpc calibrate: ${measured.length} kernels on ${devices}, ${date}`),
      fit: { kernels: quality.count, medianError: Number(quality.median.toFixed(4)), within25Percent: Number(quality.within(0.25).toFixed(4)), within50Percent: Number(quality.within(0.5).toFixed(4)) },
    };
    const text = `${JSON.stringify(calibration, null, 2)}\n`;
    if (options.out !== undefined) await writeFile(options.out, text);
    if (options.json) printJson({ ok: true, calibration });
    else print(renderFit(measured.map((m, i) => ({ ...m, ratio: ratios[i] ?? 1 })), { worst: options.worst, ...options.out === undefined ? {} : { written: options.out } }));
    if (options.out === undefined && !options.json) print(`\n${text.trimEnd()}`);
    return EXIT.ok;
  });
}

interface Kernel extends MeasuredKernel { readonly measurement: Measurement }

/** The measurements of some files with what their kernels did, and those whose kernels are gone. Throws `InputError`. */
async function measuredKernels(files: readonly string[], work: MeasuredWork): Promise<{ readonly measured: readonly Kernel[]; readonly missing: readonly Measurement[] }> {
  const measured: Kernel[] = [];
  const missing: Measurement[] = [];
  const sources = new Map<string, Awaited<ReturnType<typeof readSource>>>();
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new InputError(report('MPC6001', { path: file, reason: reasonOf(error) }));
    });
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const measurement = parsed(line, file, i + 1);
      if (measurement.target !== work.device.kind) continue;
      // Paths are those of the measuring run: as given, or beside the file.
      const path = existsSync(measurement.method) ? measurement.method : resolve(dirname(file), measurement.method);
      const source = sources.get(path) ?? await readSource(path);
      sources.set(path, source);
      const found = work.of(measurement, source);
      if (found) measured.push({ work: found, microseconds: measurement.microseconds, measurement });
      else missing.push(measurement);
    }
  }
  return { measured, missing };
}

function parsed(line: string, file: string, number: number): Measurement {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw new InputError(report('MPC4304', { file, line: number, problem: reasonOf(error) }));
  }
  const result = measurementSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InputError(report('MPC4304', { file, line: number, problem: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not a measurement'}` }));
}
