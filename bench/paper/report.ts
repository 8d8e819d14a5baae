import { Facts } from './facts.js';
import { machineFor } from './predict.js';
import { readingMachines, readingsOf } from './readings.js';
import type { Report } from './render.js';
import { loadModels, loadRows } from './rows.js';
import { rules } from './rules.js';
import { batchResult, endsOf, rowResult } from './table.js';
import { WHY } from './why.js';

/** All predictions; takes some twenty seconds. */
export function makeReport(): Report {
  const [rows, models] = [loadRows(), loadModels()];
  const machine = machineFor('mi210-u55c');
  const a100 = machineFor('a100-u55c');
  const others = readingMachines(machine);
  const results = rows.rows.map((row) => rowResult(row, rows, models, machine));
  const offloading = rows.rows.filter((row) => row.offload.length > 0);
  const batches = offloading.map((row) => batchResult(row, rows, models, machine));
  const read = Object.fromEntries(offloading.map((row) => [row.name, readingsOf(row, rows, models, others)]));
  return {
    results, batches, rows, models, machine: machine.name, calibration: machine.calibration ?? 'none', read,
    reasons: Object.fromEntries(results.flatMap((r) => { const why = WHY[r.row.name]; return why ? [[r.row.name, why(new Facts(r, models, machine, read[r.row.name] ?? {}))]] : []; })),
    a100: offloading.map((row) => ({ title: row.title, ends: endsOf(row, rows, models, a100) })),
    rules: rules(results, batches, rows, models, machine),
  };
}
