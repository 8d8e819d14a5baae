import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MeasuredPlacements } from '../../../src/compiler/index.js';
import { applyCalibration, loadMachine, type Machine } from '../../../src/machines/index.js';
import { callTime, isDecided, middle, placementMeasurementSchema, qualityOf, runtimeRatesOf, type PlacementMeasurement } from '../../../src/partitioner/calibrate/index.js';
import { pairsInOrder, type FittedPlacement } from '../../../src/report/index.js';

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const machine = ['h100', 'xeon16', 'h100-xeon16-runtime'].reduce<Machine | undefined>(
  (found, name) => found && applyCalibration(found, json(`bench/calibrations/${name}.json`), name).value,
  loadMachine(json('bench/machines/h100-xeon16.json'), 'h100-xeon16.json').value);

interface Found extends FittedPlacement { readonly measurement: PlacementMeasurement }
const lines = readFileSync('bench/records/2026-11-22-h100-calls.jsonl', 'utf8').trim().split('\n').map((line) => placementMeasurementSchema.parse(JSON.parse(line)));

describe('placements measured on an H100 and its host', () => {
  it('are mostly predicted in their order, and whole calls near what they took', () => {
    const rates = machine && runtimeRatesOf(machine);
    if (!machine || !rates) throw new Error('the machine does not load');
    const placements = new MeasuredPlacements(machine);
    // Two processes measured all placements, one after the other. The runtime's figures were fitted to the first.
    for (const own of [lines.slice(0, lines.length / 2), lines.slice(lines.length / 2)]) {
      const found = own.flatMap((measurement): readonly Found[] => {
        const parts = placements.of(measurement, { text: readFileSync(measurement.method, 'utf8'), file: measurement.method });
        return parts ? [{ measurement, microseconds: measurement.microseconds, ratio: callTime(parts, rates) / measurement.microseconds }] : [];
      });
      expect(found.length).toBe(212);
      const share = (least: number): number => {
        const { pairs, right } = pairsInOrder(found, least);
        return right / pairs;
      };
      expect(share(1)).toBeGreaterThan(0.87);
      expect(share(1.1)).toBeGreaterThan(0.94);
      expect(share(1.25)).toBeGreaterThan(0.985);
      const decided = found.flatMap((a, i) => found.slice(i + 1).filter((b) => b.measurement.method === a.measurement.method
        && isDecided(a.measurement.rounds ?? [], b.measurement.rounds ?? [])).map((b) => [a, b] as const));
      expect(decided.length).toBeGreaterThan(500);
      const right = decided.filter(([a, b]) => (a.microseconds - b.microseconds) * (a.microseconds * a.ratio - b.microseconds * b.ratio) > 0);
      expect(right.length / decided.length).toBeGreaterThan(0.94);
      const ratio = middle(found.map((f) => f.ratio));
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
      expect(qualityOf(found.map((f) => f.ratio)).median).toBeLessThan(0.18);
    }
  });
});
