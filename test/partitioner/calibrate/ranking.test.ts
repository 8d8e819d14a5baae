import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MeasuredPlacements } from '../../../src/compiler/index.js';
import { applyCalibration, loadMachine, type Machine } from '../../../src/machines/index.js';
import { callTime, placementMeasurementSchema, qualityOf, runtimeRatesOf } from '../../../src/partitioner/calibrate/index.js';
import { pairsInOrder, type FittedPlacement } from '../../../src/report/index.js';

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const machine = ['h100', 'xeon16', 'h100-xeon16-runtime'].reduce<Machine | undefined>(
  (found, name) => found && applyCalibration(found, json(`bench/calibrations/${name}.json`), name).value,
  loadMachine(json('bench/machines/h100-xeon16.json'), 'h100-xeon16.json').value);

const lines = readFileSync('bench/records/2026-11-22-h100-calls.jsonl', 'utf8').trim().split('\n').map((line) => placementMeasurementSchema.parse(JSON.parse(line)));
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

describe('placements measured on an H100 and its host', () => {
  it('are mostly predicted in their order, and whole calls near what they took', () => {
    const rates = machine && runtimeRatesOf(machine);
    if (!machine || !rates) throw new Error('the machine does not load');
    const placements = new MeasuredPlacements(machine);
    const runs = new Map<string, (typeof lines)[number][]>();
    for (const line of lines) {
      const key = JSON.stringify([line.method, line.sizes, line.plan]);
      runs.set(key, [...runs.get(key) ?? [], line]);
    }
    const found = [...runs.values()].flatMap((same): FittedPlacement[] => {
      const [measurement] = same;
      const parts = measurement && placements.of(measurement, { text: readFileSync(measurement.method, 'utf8'), file: measurement.method });
      if (!measurement || !parts) return [];
      const microseconds = same.reduce((sum, m) => sum + m.microseconds, 0) / same.length;
      return [{ measurement, microseconds, ratio: callTime(parts, rates) / microseconds }];
    });
    const share = (least: number): number => {
      const { pairs, right } = pairsInOrder(found, least);
      return right / pairs;
    };
    expect(found.length).toBe(212);
    expect(share(1)).toBeGreaterThan(0.8);
    expect(share(1.1)).toBeGreaterThan(0.87);
    expect(share(1.25)).toBeGreaterThan(0.92);
    const ratio = middle(found.map((f) => f.ratio));
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.15);
    expect(qualityOf(found.map((f) => f.ratio)).median).toBeLessThan(0.2);
  });
});
