import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { report } from '../diagnostics/index.js';
import { GRADES, text } from './figure.js';
import { check, type Loaded } from './findings.js';
import { isRecord } from './json.js';
import type { Machine } from './machine.js';
import { withOwnNames } from './names.js';
import { setFigure } from './set-figure.js';

const measured = z.strictObject({
  value: z.number().nonnegative(), unit: z.string().min(1), source: text(),
  grade: z.enum(GRADES).optional().describe('measured unless given'),
});

/** A calibration file: figures that measurements on a machine gave, by `<device>.<path>` or `link.<from>.<to>.<path>`. */
export const calibrationSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1).describe('Name that reports carry'),
  machine: z.string().min(1).describe('Machine that was measured'),
  date: z.string().min(1),
  note: z.string().optional(),
  figures: z.record(z.string(), z.union([measured, z.array(z.record(z.string(), measured)).min(1)]))
    .describe('Figure, or list of figures such as `h100.memory.gathered`, by path'),
  fit: z.record(z.string(), z.unknown()).optional().describe('How well the fitted model repeats the measurements'),
});

export type Calibration = z.output<typeof calibrationSchema>;

/**
 * A machine with the figures of a calibration file, graded `measured`. Figures of devices that the machine does not have are an error,
 * unless the file was made on another machine: those are passed over with a warning, which is an error if nothing is left.
 */
export function applyCalibration(machine: Machine, json: unknown, file: string): Loaded<Machine> {
  const { value: calibration, diagnostics: problems } = check(calibrationSchema, json, file);
  if (!calibration) return { diagnostics: problems };
  const names = new Set(machine.devices.flatMap((d) => [d.id, d.device.name]));
  const foreign = calibration.machine !== machine.name;
  const all = Object.entries(calibration.figures);
  const own = all.filter(([path]) => !foreign || applies(machine, names, path.split('.')));
  if (own.length === 0) return { diagnostics: [report('MPC4301', { file, machine: machine.name, made: calibration.machine })] };

  const diagnostics: Diagnostic[] = [];
  let changed = machine;
  for (const [path, figure] of own) {
    const set = setFigure(changed, path.split('.'), () => graded(figure), file);
    diagnostics.push(...set.diagnostics);
    changed = set.value ?? changed;
  }
  if (diagnostics.length > 0) return { diagnostics };
  const name = machine.calibration === undefined ? calibration.name : `${machine.calibration} + ${calibration.name}`;
  return {
    value: { ...withOwnNames(changed), calibration: name },
    diagnostics: own.length < all.length
      ? [report('MPC4302', { file, machine: machine.name, made: calibration.machine, used: own.length, count: all.length })] : [],
  };
}

function applies(machine: Machine, names: ReadonlySet<string>, [first = '', from, to]: readonly string[]): boolean {
  return first === 'link' ? machine.links.some((l) => l.from === from && l.to === to) : names.has(first);
}

/** Figures without a grade are measured. */
function graded(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(graded);
  if (!isRecord(json)) return json;
  if ('value' in json) return { grade: 'measured', ...json };
  return Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, graded(inner)]));
}
