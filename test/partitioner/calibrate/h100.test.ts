import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MeasuredWork } from '../../../src/compiler/index.js';
import { applyCalibration, deviceOf, machineNamed, type Processor } from '../../../src/machines/index.js';
import { measurementSchema, qualityOf } from '../../../src/partitioner/calibrate/index.js';
import { kernelRates, kernelTime, kernelUnits } from '../../../src/partitioner/cost/kernel-time.js';

/** What the calibration was fitted to, and what was measured afterwards at other sizes. */
const FITTED = 'bench/records/2026-11-22-h100-kernels.jsonl';
const HELD_OUT = 'bench/records/2026-11-22-h100-kernels-hold-out.jsonl';
const CALIBRATION = 'bench/calibrations/h100.json';

const calibration = JSON.parse(readFileSync(CALIBRATION, 'utf8')) as { fit: { dirtyCache: number } };

function calibrated(): Processor {
  const machine = machineNamed('h100');
  const { value } = machine ? applyCalibration(machine, calibration, CALIBRATION) : {};
  const device = value && deviceOf(value, 'gpu');
  if (device?.kind !== 'gpu') throw new Error('no H100');
  return device;
}

const device = calibrated();
/** Methods are compiled once for both records. */
const work = new MeasuredWork(device);
const texts = new Map<string, string>();

/** predicted / measured of every kernel of a record. */
function ratios(record: string): readonly number[] {
  const rates = kernelRates(device);
  if (!rates) throw new Error('no rates');
  const units = kernelUnits(device);
  return readFileSync(record, 'utf8').trim().split('\n').map((line) => {
    const measurement = measurementSchema.parse(JSON.parse(line));
    const text = texts.get(measurement.method) ?? readFileSync(measurement.method, 'utf8');
    texts.set(measurement.method, text);
    const found = work.of(measurement, { text, file: measurement.method });
    if (!found) throw new Error(`${measurement.method} has no kernel ${measurement.kernel} any more`);
    return kernelTime(found, rates, units, calibration.fit.dirtyCache) / measurement.microseconds;
  });
}

describe('kernels measured on an H100', () => {
  it('are predicted as well as the record says', () => {
    const quality = qualityOf(ratios(FITTED));
    expect(quality.count).toBe(919);
    expect(quality.within(0.25)).toBeGreaterThanOrEqual(0.964);
    expect(quality.within(0.5)).toBeGreaterThanOrEqual(0.99);
    expect(quality.median).toBeLessThanOrEqual(0.067);
  }, 60_000);

  it('are predicted as well at sizes that the calibration has not seen', () => {
    const quality = qualityOf(ratios(HELD_OUT));
    expect(quality.count).toBe(354);
    expect(quality.within(0.25)).toBeGreaterThanOrEqual(0.965);
    expect(quality.within(0.5)).toBeGreaterThanOrEqual(0.997);
    expect(quality.median).toBeLessThanOrEqual(0.067);
  }, 60_000);
});
