import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { render, type Report } from '../../bench/paper/render.js';
import { makeReport } from '../../bench/paper/report.js';
import { METRICS, json, loadModels, loadRows } from '../../bench/paper/rows.js';
import { READINGS } from '../../bench/paper/readings.js';
import { factor, quoted, say } from '../../bench/paper/say.js';
import { isOff, offMetrics, ratios } from '../../bench/paper/table.js';
import { WHY } from '../../bench/paper/why.js';

/** Names with digits, properties of methods and kernels, and reported numbers: all that sentences quote. */
const QUOTED = [
  'MI210', 'U55C', 'BM25', 'arXiv 2603.29002', '`examples/dragin`', '`examples/hmt`',
  '64', '250', '16 bits', '16-bit', '8 ports of 256 bits', '4 to 28', '25 %', '1.00', '40 to 61 %',
];

const rows = loadRows();
const models = loadModels();

describe('rows of the paper', () => {
  it('name methods and models that exist', () => {
    for (const row of rows.rows) {
      expect([row.name, [row.file, row.example, ...row.reduced.map((r) => r.file)].filter((f) => f !== undefined && !existsSync(f))]).toEqual([row.name, []]);
      expect(Object.keys(models.models)).toContain(row.model);
    }
    expect(rows.rows.map((r) => r.name)).toEqual(['dsa', 'sar-top-k', 'sar-threshold', 'lserve', 'dragin', 'flare', 'fs-rag', 'two-stage', 'mem-agent', 'hmt', 'titans', 'lact']);
  });

  it('have no figure of a device, an efficiency or a time: those are of the one calibration', () => {
    const allowed = ['name', 'title', 'family', 'file', 'example', 'sizes', 'sweep', 'atMost', 'offload', 'memoryCalls', 'layers', 'repeat', 'handOver', 'model', 'phases', 'reduced', 'reported'];
    for (const row of rows.rows) expect(Object.keys(row).filter((key) => !allowed.includes(key))).toEqual([]);
    // Rows of one family are looked at in the same way.
    const setups = new Map<string, Set<string>>();
    for (const { family, sweep } of rows.rows) setups.set(family, (setups.get(family) ?? new Set()).add(JSON.stringify([sweep?.over, sweep?.scaled, sweep?.postings])));
    expect([...setups].filter(([, seen]) => seen.size > 1)).toEqual([]);
    const { figures } = json('calibration.json') as { readonly figures: Readonly<Record<string, { readonly source: string }>> };
    for (const [path, { source }] of Object.entries(figures)) expect([path, source.length > 20, rows.rows.some((r) => path.includes(r.name))]).toEqual([path, true, false]);
  });

  it('compare ranges by their middles, and know when all of them are off', () => {
    expect(ratios([1, 4], [[2, 2], [1, 1]]).map((r) => Number(r.toFixed(2)))).toEqual([1, 2]);
    expect([isOff([0.79]), isOff([0.81]), isOff([1.25]), isOff([1.26]), isOff([0.5, 1.1])]).toEqual([true, false, false, true, false]);
  });
});

describe('docs/paper.md', () => {
  let report: Report;
  beforeAll(() => { report = makeReport(); }, 240_000);

  it('has a sentence for every prediction that is more than a quarter off', () => {
    const missing = report.results.flatMap((result) => offMetrics(result).filter((metric) => !report.reasons[result.row.name]?.[metric]).map((metric) => `${result.row.name} ${metric}`));
    expect(missing).toEqual([]);
  });

  it('compares each row with what is reported', () => {
    for (const { row, points } of report.results) {
      expect(points.every((p) => p.share > 0 && p.share < 1 && p.best.endToEnd > 0.99)).toBe(true);
      if (METRICS.some((m) => row.reported[m])) expect(points.some((p) => p.mapped)).toBe(true);
    }
  });

  it('finds LaCT on the GPU, DSA with 64 heads on the GPU, and long contexts back on it', () => {
    const state = Object.fromEntries(report.rules.map((r) => [r.rule, r.holds]));
    expect(state['LaCT: never on the FPGA']).toBe('yes');
    expect(state['beyond what the chip holds, back to the GPU']).toBe('yes');
    expect(state['score + select fused on the FPGA, only ids returned']).toBe('in part');
    expect(report.rules.map((r) => r.rule)).toHaveLength(4);
    expect(report.rules[0]?.found.find((f) => f.startsWith('**DSA**'))).toContain('keeps it on the GPU at every size');
  });

  it('takes every figure of its sentences from the tables or from a source', () => {
    expect(() => say`a ratio of 1.5`).toThrow('a figure is typed into a sentence');
    expect(say`a ratio of ${factor(1.5)} on the ${quoted('MI210')}`).toBe('a ratio of 1.50× on the MI210');
    expect(Object.keys(WHY).filter((name) => !rows.rows.some((r) => r.name === name))).toEqual([]);
    // What is quoted from a source is not what the tables compute: no template hands a number on as a quotation.
    for (const file of ['why.ts', 'prose.ts']) {
      const quotations = [...readFileSync(`bench/paper/${file}`, 'utf8').matchAll(/quoted\('([^']*)'\)/g)].map((m) => m[1] ?? '');
      expect(quotations.filter((q) => !QUOTED.includes(q))).toEqual([]);
    }
  });

  it('gives the readings of the report that its text names, nothing slower on the GPU making the mapping worse', () => {
    for (const { row, points } of report.results.filter((r) => METRICS.some((m) => r.row.reported[m]))) {
      const read = report.read[row.name] ?? {};
      const least = Math.min(...points.flatMap((p) => p.mapped?.memory ?? []));
      expect([row.name, ...Object.keys(read)]).toEqual([row.name, ...Object.keys(READINGS)]);
      for (const name of ['select', 'recorded', 'all'] as const) expect(read[name]?.[0] ?? 0, `${row.name} ${name}`).toBeGreaterThanOrEqual(least * 0.999);
      expect(read.graph?.[1] ?? 0).toBeLessThanOrEqual(Math.max(...points.flatMap((p) => p.mapped?.memory ?? [])) * 1.001);
    }
  });

  it('is what the code gives', async () => {
    await expect(render(report)).toMatchFileSnapshot('../../docs/paper.md');
  });
});
