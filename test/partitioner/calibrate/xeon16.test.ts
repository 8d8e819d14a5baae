import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MeasuredWork } from '../../../src/compiler/index.js';
import { applyCalibration, deviceOf, loadMachine } from '../../../src/machines/index.js';
import { fitThreadRates, measurementSchema, qualityOf, type MeasuredThreads } from '../../../src/partitioner/calibrate/index.js';
import { threadRates, threadTime } from '../../../src/partitioner/cost/thread-time.js';

const RECORD = 'bench/records/2026-11-22-h100-cpu-kernels.jsonl';
const HOLD_OUT = 'bench/records/2026-11-22-h100-cpu-kernels-hold-out.jsonl';
const MACHINE = 'bench/machines/h100-xeon16.json';
const CALIBRATION = 'bench/calibrations/xeon16.json';

function calibrated() {
  const { value: machine } = loadMachine(JSON.parse(readFileSync(MACHINE, 'utf8')), MACHINE);
  const { value } = machine ? applyCalibration(machine, JSON.parse(readFileSync(CALIBRATION, 'utf8')), CALIBRATION) : {};
  const device = value && deviceOf(value, 'cpu');
  if (device?.kind !== 'cpu') throw new Error('no CPU');
  return device;
}

const device = calibrated();
const work = new MeasuredWork(device);
const texts = new Map<string, string>();

/** Kernels of a record whose threads were awake. */
const kernelsOf = (record: string) => readFileSync(record, 'utf8').trim().split('\n').map((line) => measurementSchema.parse(JSON.parse(line))).filter((m) => m.pool === 'awake').map((measurement) => {
  const text = texts.get(measurement.method) ?? readFileSync(measurement.method, 'utf8');
  texts.set(measurement.method, text);
  const found = work.ofThreads(measurement, { text, file: measurement.method });
  if (!found) throw new Error(`${measurement.method} has no kernel ${measurement.kernel} any more`);
  return { work: found, microseconds: measurement.microseconds, method: measurement.method, state: measurement.state };
});
const kernels = kernelsOf(RECORD);

const rates = threadRates(device);
const qualityOfKernels = (of: typeof kernels): ReturnType<typeof qualityOf> => {
  if (!rates) throw new Error('no rates');
  return qualityOf(of.map((k) => threadTime(k.work, rates) / k.microseconds));
};

describe('CPU kernels measured with 1 and 16 threads of a Xeon', () => {
  it('are predicted as well as the record says', () => {
    const quality = qualityOfKernels(kernels);
    expect(quality.count).toBe(1407);
    expect(quality.within(0.35)).toBeGreaterThanOrEqual(0.81);
    expect(quality.within(0.5)).toBeGreaterThanOrEqual(0.91);
    expect(quality.median).toBeLessThanOrEqual(0.17);
  });

  it('are predicted less well, as the record says, at sizes that nobody had seen', () => {
    const quality = qualityOfKernels(kernelsOf(HOLD_OUT));
    expect(quality.count).toBe(567);
    expect(quality.within(0.35)).toBeGreaterThanOrEqual(0.74);
    expect(quality.within(0.5)).toBeGreaterThanOrEqual(0.86);
  });

  it.each(['warm', 'flushed'] as const)('are predicted about as well in both states: %s', (state) => {
    expect(qualityOfKernels(kernels.filter((k) => k.state === state)).within(0.35)).toBeGreaterThanOrEqual(0.79);
  });

  it('are predicted nearly as well by a fit to other methods', () => {
    const methods = [...new Set(kernels.map((k) => k.method))];
    const isLeftOut = ({ method }: { readonly method: string }): boolean => methods.indexOf(method) % 3 === 0;
    const { rates } = fitThreadRates(kernels.filter((k): k is typeof k & MeasuredThreads => !isLeftOut(k)));
    const quality = qualityOf(kernels.filter(isLeftOut).map((k) => threadTime(k.work, rates) / k.microseconds));
    expect(quality.within(0.35)).toBeGreaterThanOrEqual(0.65);
  }, 60_000);
});
