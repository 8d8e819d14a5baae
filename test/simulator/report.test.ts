import { describe, expect, it } from 'vitest';
import { applyOverrides, type Machine } from '../../src/machines/index.js';
import { comparisonTable, renderComparison, renderSimulation, simulationReport } from '../../src/report/simulation.js';
import { POLICIES, simulate, type Simulation } from '../../src/simulator/index.js';
import { findModel } from '../../src/simulator/model.js';
import { machine, trace } from './run.js';

/** A machine whose figures do not move with the calibration of its devices. */
function fixed(): Machine {
  const figures = [
    'h100.compute.matrix.bf16=1000TFLOP/s', 'h100.compute.matrixReached=0.5', 'h100.memory.streamed=2.5TB/s', 'h100.memory.capacity=80GB', 'h100.fixed.kernel=2us',
    'h100.fixed.launch=2us', 'h100.fixed.synchronise=8us', 'h100.power.idle=70W', 'h100.power.memory=400W', 'h100.power.compute=700W', 'epyc-7v13.power.idle=90W',
  ].map((text) => ({ path: text.split('=')[0] ?? '', text: text.split('=')[1] ?? '' }));
  const { value, diagnostics } = applyOverrides(machine('h100x4'), figures, 'fixed for a test');
  if (!value) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return value;
}

function run(name: string): Simulation {
  const policy = POLICIES.find((p) => p.name === name);
  const model = findModel('qwen3-8b').value;
  const { value } = policy && model ? simulate({ machine: fixed(), model, trace: trace(100, 20), policy }) : {};
  if (!value) throw new Error('no simulation');
  return value;
}

describe('the report', () => {
  it('of one policy', async () => {
    await expect(`${renderSimulation(run('disaggregated'))}\n`).toMatchFileSnapshot('../golden/simulator/disaggregated.txt');
  });

  it('of all policies', async () => {
    await expect(`${renderComparison(POLICIES.map((p) => run(p.name)))}\n`).toMatchFileSnapshot('../golden/simulator/all.txt');
  });

  it('as JSON names the policy and leaves the trace out', () => {
    expect(simulationReport(run('adaptive'))).toMatchObject({ policy: 'adaptive', source: 'arXiv 2505.11916 (Arrow)', statistics: { requests: 100 } });
    expect(Object.keys(simulationReport({ ...run('colocated'), trace: { displayTimeUnit: 'ms', traceEvents: [] } }))).not.toContain('trace');
  });

  it('fits the width of a page', () => {
    for (const line of [...renderSimulation(run('colocated')).split('\n'), ...comparisonTable([run('colocated')], true).split('\n')]) expect(line.length).toBeLessThanOrEqual(120);
  });
});
