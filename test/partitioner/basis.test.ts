import { describe, expect, it } from 'vitest';
import { analyzeMethod } from '../../src/analysis/index.js';
import { applyOverrides, loadMachine, machineFile, MACHINES, type Machine } from '../../src/machines/index.js';
import { basisOf, evaluator, place, rivalOf, type Placement } from '../../src/partitioner/index.js';
import { bm25, dense, indexer, type Example } from '../analysis/methods.js';

const [machine] = MACHINES;
if (!machine) throw new Error('no machine');

function graded(grade: string): Machine {
  const json: unknown = JSON.parse(JSON.stringify(machine ? machineFile(machine) : {}), (key, value: unknown) => (key === 'grade' ? grade : value));
  const { value, diagnostics } = loadMachine(json, 'graded');
  if (!value) throw new Error(diagnostics.map((d) => d.message).join('; '));
  return value;
}

function changed(on: Machine, path: string, text: string): Machine {
  const { value, diagnostics } = applyOverrides(on, [{ path, text }], 'test');
  if (!value) throw new Error(diagnostics.map((d) => d.message).join('; '));
  return value;
}

const of = ({ method, steps }: Example, on = machine): { readonly placement: Placement; readonly basis: ReturnType<typeof basisOf>; readonly analysis: ReturnType<typeof analyzeMethod> } => {
  const analysis = analyzeMethod(method, steps);
  const placement = place(method, steps, analysis, on, {});
  return { analysis, placement, basis: basisOf(analysis, on, placement, {}) };
};

describe.each([['indexer', indexer()], ['bm25', bm25()], ['dense', dense()]] as const)('what the time of %s rests on', (_, example) => {
  it('adds up', () => {
    const { shares } = of(example).basis;
    expect(Object.values(shares).reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    for (const share of Object.values(shares)) expect(share).toBeGreaterThanOrEqual(0);
  });

  it.each(['measured', 'vendor', 'assumed'] as const)('is all %s where every figure is', (grade) => {
    const { basis: { shares, sensitive } } = of(example, graded(grade));
    expect(shares[grade]).toBeGreaterThan(0.99);
    expect(sensitive.length > 0).toBe(grade !== 'measured');
  });

  it('counts a part by its worst figure', () => {
    const measured = graded('measured');
    const { placement } = of(example, measured);
    const [slowest] = [...placement.steps].filter((s) => !s.step.once).sort((a, b) => b.microseconds - a.microseconds);
    const on = measured.devices.find((d) => d.id === slowest?.device);
    if (!on || on.device.kind === 'fpga') return;
    const { basis: { shares } } = of(example, changed(measured, `${on.id}.fixed.launch`, `${on.device.fixed.launch.value}us`));
    expect(shares.assumed).toBeGreaterThan(0);
    expect(shares.assumed + shares.measured).toBeCloseTo(1, 9);
  });

  it('names figures with the effect that they have', () => {
    const { analysis, placement, basis } = of(example);
    const [first, ...rest] = basis.sensitive;
    if (!first || first.of.includes('->')) throw new Error('no figure of a device matters');
    expect(rest.every((f) => f.slower <= first.slower && f.grade !== 'measured')).toBe(true);
    const less = ['us', 'ns', 'cycles', 'slots'].includes(first.unit);
    const worse = changed(machine, `${first.of}.${first.name}`, `${first.value * (less ? 1.1 : 1 / 1.1)}${first.unit === '1' ? '' : first.unit}`);
    const time = (m: Machine): number => evaluator(analysis, m, placement, {})({}).microseconds;
    expect(time(worse) / time(machine) - 1).toBeCloseTo(first.slower, 9);
  });
});

describe('the rival', () => {
  const example = indexer();
  const { analysis, placement } = of(example);
  const rival = rivalOf(analysis, machine, placement, {});

  it('is the best placement that lost', () => {
    const losers = placement.candidates.filter((c) => c.feasible && !c.chosen && !c.change);
    expect(rival?.candidate.microseconds).toBe(Math.min(...losers.map((c) => c.microseconds)));
  });

  it('wins beyond the figure that is named, and not before', () => {
    const found = rival?.breakEvens.filter((f) => !f.of.includes('->')).slice(0, 3) ?? [];
    expect(found.length).toBeGreaterThan(0);
    for (const f of found) {
      const lead = (at: number): number => {
        const on = changed(machine, `${f.of}.${f.name}`, `${at}${f.unit === '1' ? '' : f.unit}`);
        const time = (steps: Placement['steps']): number => evaluator(analysis, on, { steps }, {})({}).microseconds;
        return time(rival?.candidate.steps ?? []) - time(placement.steps);
      };
      const step = (f.at - f.value) * 0.02;
      expect(lead(f.at + step), f.name).toBeLessThan(0);
      expect(lead(f.at - step), f.name).toBeGreaterThan(0);
    }
  });

  it('is none where there is one device, or nothing fits', () => {
    const cpu = MACHINES.find((m) => m.devices.length === 1);
    if (!cpu) throw new Error('no machine with a CPU alone');
    expect(rivalOf(analysis, cpu, of(example, cpu).placement, {})).toBeUndefined();
    const small = machine.devices.reduce((m, { id }) => changed(m, `${id}.memory.capacity`, '1KB'), machine);
    expect(rivalOf(analysis, small, of(example, small).placement, {})).toBeUndefined();
  });
});
