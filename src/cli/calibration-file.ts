import { basename, dirname } from 'node:path';
import type { Calibration, Machine } from '../machines/index.js';
import { qualityOf } from '../partitioner/calibrate/index.js';
import type { CalibrateOptions } from './commands/calibrate-options.js';
import { EXIT } from './exit-codes.js';
import { print, printJson } from './session.js';
import { writeInto } from './write-files.js';

/** What a fit has found. */
export interface Fitted {
  /** What was measured, in a few words. */
  readonly note: string;
  readonly figures: (source: string) => Calibration['figures'];
  /** Predicted / measured. */
  readonly ratios: readonly number[];
  /** More that the fit found, beside figures of the machine. */
  readonly more?: Readonly<Record<string, number>>;
  /** How well the fit repeats the measurements, as a report. */
  readonly text: (written: { readonly written?: string }) => string;
}

/** Writes a calibration file, or prints it. Throws `InputError` where it cannot be written. */
export async function tellCalibration({ name, out, json }: CalibrateOptions, machine: Machine, { note, figures, ratios, more = {}, text }: Fitted): Promise<number> {
  const date = new Date().toISOString().slice(0, 10);
  const quality = qualityOf(ratios);
  const short = (value: number): number => Number(value.toFixed(4));
  const calibration = {
    name: name ?? `${machine.name} ${date}`, machine: machine.name, date, note,
    figures: figures(`mpc calibrate: ${note}, ${date}`),
    fit: {
      kernels: quality.count, medianError: short(quality.median), within25Percent: short(quality.within(0.25)), within50Percent: short(quality.within(0.5)),
      ...Object.fromEntries(Object.entries(more).map(([key, value]) => [key, short(value)])),
    },
  };
  const contents = `${JSON.stringify(calibration, null, 2)}\n`;
  if (out !== undefined) await writeInto(dirname(out), { [basename(out)]: contents });
  if (json) printJson({ ok: true, calibration });
  else print(text(out === undefined ? {} : { written: out }));
  if (out === undefined && !json) print(`\n${contents.trimEnd()}`);
  return EXIT.ok;
}
