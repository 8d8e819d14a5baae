import { describe, expect, it } from 'vitest';
import { analyzeMethod } from '../../src/analysis/index.js';
import { applyOverrides, figuresOf, MACHINES } from '../../src/machines/index.js';
import { deviceName, place, sweep, timeText, type Placement, type Sweep } from '../../src/partitioner/index.js';
import {
  analysisReport, placementReport, renderAnalysis, renderPlacement, renderSweep, renderWhatIf, sweepReport, table, whatIfReport, wrap, WIDTH,
} from '../../src/report/index.js';
import { changeText, energyText, listText, percentText, timesText } from '../../src/report/text.js';
import { bm25, dense, indexer, type Example } from '../analysis/methods.js';

const [machine] = MACHINES;
if (!machine) throw new Error('no machine');
const of = ({ method, steps }: Example) => {
  const analysis = analyzeMethod(method, steps);
  return { analysis, placement: place(method, steps, analysis, machine) };
};

describe('tables', () => {
  it('aligns, cuts and wraps', () => {
    expect(table([{ title: 'a' }, { title: 'n', right: true }, { title: 'c', limit: 4 }], [['x', '1', 'abcdef'], ['long', '22', '']])).toBe(
      ['a      n  c', '────  ──  ────', 'x      1  abc…', 'long  22'].join('\n'));
    expect(wrap('one two three', '  ', 8)).toBe('one two\n  three');
  });
});

describe('reports', () => {
  it.each([['indexer', indexer()], ['bm25', bm25()], ['dense', dense()]] as const)('keeps %s within the width and states the sizes', (_, example) => {
    const { analysis, placement } = of(example);
    const text = renderAnalysis(analysis, { detail: true }) + renderPlacement(placement, { figures: true });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH);
    for (const size of example.method.sizes) expect(text).toContain(`${size.name} = ${placement.sizes[size.name]}`);
  });

  it('says where data-dependent lengths come from', () => {
    const { analysis } = of(bm25());
    expect(renderAnalysis(analysis)).toContain('len(e) = 500: mean list of start: Postings entries in Terms lists');
    expect(analysisReport(analysis, { 'len(e)': 3 }).lengths[0]).toMatchObject({ value: 3, reason: 'given' });
  });

  it('shows every candidate and both GPU baselines', () => {
    const { placement } = of(indexer());
    const text = renderPlacement(placement, { detail: true });
    for (const { name, feasible } of placement.candidates) if (feasible && name.length <= 22) expect(text).toContain(name);
    for (const name of ['gpu-only', 'fpga-allowed', 'cpu-only', 'gpu, framework', 'not FPGA', 'not CPU', 'unfused operators']) expect(text).toContain(name);
  });

  it('gives the answer first', () => {
    const { placement } = of(indexer());
    const [heading, , answer, ...rest] = renderPlacement(placement).split('\n');
    expect(heading).toContain('Placement on ');
    expect(answer).toContain(`${timeText(placement.microseconds)} and `);
    expect(rest.slice(0, rest.indexOf('')).join(' ')).toMatch(/the GPU alone.*a\s+framework's\s+operators/);
  });

  it('says what crosses each link, with the tensors', () => {
    const { method, steps } = indexer();
    const analysis = analyzeMethod(method, steps);
    const [first] = steps;
    const pinned = place(method, steps, analysis, machine, { overrides: { pins: { [first?.name ?? '']: 'cpu' } } });
    expect(pinned.links.length).toBeGreaterThan(0);
    const text = renderPlacement(pinned);
    for (const { tensors, from, to } of pinned.links) {
      expect(tensors.length).toBeGreaterThan(0);
      expect(text).toMatch(new RegExp(`${deviceName(from)} to ${deviceName(to)} .*${tensors[0]?.name ?? ''}`));
    }
    expect(placementReport(pinned).links[0]).toMatchObject({ tensors: pinned.links[0]?.tensors.map((t) => t.name) });
  });

  it('says which limit is exceeded where nothing fits', () => {
    const { method, steps } = indexer();
    const small = applyOverrides(machine, machine.devices.map(({ id }) => ({ path: `${id}.memory.capacity`, text: '1KB' })), 'test').value;
    if (!small) throw new Error('no machine');
    const text = renderPlacement(place(method, steps, analyzeMethod(method, steps), small));
    expect(text).toMatch(/^No placement fits; the CPU would take /m);
    expect(text).toMatch(/^- \w+: step \w+ alone needs .* there, .* too many$/m);
  });

  it('is plain data', () => {
    const { analysis, placement } = of(bm25());
    for (const data of [analysisReport(analysis), placementReport(placement)]) expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

describe('sweeps', () => {
  const point = (value: number, winner: string): Sweep['points'][number] => (
    { value, winner, devices: {}, feasible: true, microseconds: value, millijoules: 1, waits: 0, entries: 0, callsPerSecond: 1 });

  it('name the winners and where they change', () => {
    const report = sweepReport({
      size: 'T', from: 1, to: 65_536, points: [point(1, 'cpu'), point(41_216, 'gpu+fpga'), point(65_536, 'gpu+fpga')],
      changes: [{ at: 41_216, before: 'cpu', after: 'gpu+fpga' }], winners: [{ winner: 'cpu', from: 1, to: 41_215 }, { winner: 'gpu+fpga', from: 41_216, to: 65_536 }],
    });
    const text = renderSweep(report);
    expect(text).toContain('T from 1 to 65,536: CPU up to 41,215, GPU and FPGA from T = 41,216 on.');
    expect(text).toMatch(/^41,216 {2}\* {2}GPU and FPGA/m);
    expect(text).not.toContain('framework');
  });

  it('keep both ends and every change, and not too many values', () => {
    const values = Array.from({ length: 40 }, (_, i) => 2 ** i);
    const report = sweepReport({
      size: 'T', from: 1, to: 2 ** 39, points: [...values.map((v) => point(v, 'gpu')), point(2 ** 39 + 1, 'cpu')],
      changes: [{ at: 2 ** 39 + 1, before: 'gpu', after: 'cpu' }], winners: [],
    });
    expect(report.rows.length).toBeLessThanOrEqual(16);
    expect(report.rows.map((r) => r.value)).toEqual(expect.arrayContaining([1, 2 ** 39, 2 ** 39 + 1]));
    expect(renderSweep({ ...report, changes: [], winners: [{ winner: 'gpu', from: 1, to: 8 }], to: 8 })).toContain('T from 1 to 8: always GPU.');
  });

  it('stand beside the GPU baselines', () => {
    const { method, steps } = indexer();
    const analysis = analyzeMethod(method, steps);
    const [size] = method.sizes;
    if (!size) throw new Error('no size');
    const at = (value: number): Placement => place(method, steps, analysis, machine, { sizes: { [size.name]: value } });
    const report = sweepReport(sweep(method, steps, analysis, machine, { size: size.name }), at);
    for (const row of report.rows) expect(row).toMatchObject({ gpuOnly: expect.any(Number) as unknown, framework: expect.any(Number) as unknown });
  });
});

describe('what-if', () => {
  it('lists what moved, what changed, and by how much', () => {
    const { method, steps } = indexer();
    const analysis = analyzeMethod(method, steps);
    const slow = applyOverrides(machine, [{ path: 'gpu.fixed.launch', text: '10ms' }], 'here').value;
    if (!slow) throw new Error('no machine');
    const side = (on: typeof machine): { placement: Placement; figures: ReturnType<typeof figuresOf> } => (
      { placement: place(method, steps, analysis, on), figures: figuresOf(on, true) });
    const report = whatIfReport(side(machine), side(slow));
    expect(report.figures).toEqual([{ figure: 'mi210 fixed.launch', before: '5 us', after: '10000 us' }]);
    expect(report.steps.length).toBeGreaterThan(0);
    expect(renderWhatIf(report)).toMatch(/^What if mi210 fixed\.launch = 10000 us \(5 us so far\)$/m);
    const same = renderWhatIf(whatIfReport(side(machine), side(machine)));
    expect(same).toContain('Nothing changes');
  });
});

describe('texts', () => {
  it('of energies, changes and ratios', () => {
    expect([0.5, 83.12, 1200, 7.63e6, Infinity].map(energyText)).toEqual(['0.500 mJ', '83.1 mJ', '1.20 J', '7.63 kJ', '-']);
    expect([changeText(100, 112), changeText(100, 96.6), changeText(1, 5.2), changeText(3, 3)]).toEqual(['+12 %', '-3.4 %', '5.2x', 'unchanged']);
    expect([timesText(1.004), timesText(1.52), timesText(12.34), timesText(456)]).toEqual(['1.00x', '1.5x', '12.3x', '456x']);
    expect([listText([]), listText(['a']), listText(['a', 'b']), listText(['a', 'b', 'c'])]).toEqual(['', 'a', 'a and b', 'a, b and c']);
    expect(percentText(0.001)).toBe('less than 1 %');
  });
});
