import { machineFor } from './predict.js';
import type { Report } from './render.js';
import { loadModels, loadRows } from './rows.js';
import { rules } from './rules.js';
import { batchResult, endsOf, rowResult } from './table.js';

/** All predictions; takes some ten seconds. */
export function makeReport(): Report {
  const [rows, models] = [loadRows(), loadModels()];
  const machine = machineFor('mi210-u55c');
  const a100 = machineFor('a100-u55c');
  const results = rows.rows.map((row) => rowResult(row, rows, models, machine));
  const offloading = rows.rows.filter((row) => row.offload.length > 0);
  const batches = offloading.map((row) => batchResult(row, rows, models, machine));
  return {
    results, batches, rows, models, machine: machine.name, calibration: machine.calibration ?? 'none',
    a100: offloading.map((row) => ({ title: row.title, ends: endsOf(row, rows, models, a100) })),
    rules: rules(results, batches, rows, models, machine),
  };
}
