import { describe, expect, it } from 'vitest';
import { analyzeMethod } from '../../src/analysis/index.js';
import { crossovers, MACHINES, place } from '../../src/partitioner/index.js';
import { analysisReport, placementReport, renderAnalysis, renderPlacement, table, wrap, WIDTH } from '../../src/report/index.js';
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
    const text = renderPlacement(placement);
    for (const name of ['gpu-only', 'fpga-allowed', 'cpu-only', 'gpu, framework', 'not FPGA', 'not CPU']) expect(text).toContain(name);
  });

  it('is plain data', () => {
    const { analysis, placement } = of(bm25());
    for (const data of [analysisReport(analysis), placementReport(placement)]) expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  it('lists crossovers', () => {
    const { method, steps } = dense();
    const { analysis, placement } = of(indexer());
    expect(crossovers(method, steps, analysis, machine, 'nothing')).toEqual([]);
    expect(renderPlacement(placement, { crossovers: { T: [{ at: 5000, before: 'cpu', after: 'gpu' }], U: [] } }))
      .toContain('From T = 5000 on: gpu instead of cpu.\n\nNo value of U changes the devices.');
  });
});
