import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/compiler/index.js';
import { STAGES, type Stage } from '../../src/ir/nodes.js';
import { stageReports, type StageReport } from '../../src/report/index.js';
import { exampleSources } from '../support/examples.js';
import { BASE, FAMILIES, METHODS, type Band, type MethodNotes } from './paper-table.js';

interface Row { readonly name: string; readonly notes: MethodNotes; readonly stages: readonly StageReport[] }

function rows(): readonly Row[] {
  return exampleSources().map((source) => {
    const { method, analysis, diagnostics } = analyze(source);
    if (!method || !analysis) throw new Error(`${source.file}: ${diagnostics.map((d) => d.message).join('; ')}`);
    const notes = METHODS[method.name];
    if (!notes) throw new Error(`${method.name} is not in paper-table.ts`);
    const own = Object.fromEntries(Object.entries({ ...BASE, ...notes.sizes }).filter(([name]) => method.sizes.some((s) => s.name === name)));
    return { name: method.name, notes, stages: stageReports(analysis, own) };
  });
}

function bandOf({ notes }: Row, stage: Stage): Band | undefined {
  const family: Readonly<Partial<Record<Stage, Band>>> = FAMILIES[notes.family];
  return family[stage];
}

/** Whether the analysis and the paper agree: both empty, or the figure within the band as it is printed. */
function agrees(report: StageReport, band: Band | undefined): boolean {
  if (report.intensity === undefined) return band === undefined || report.stage === 'retrieve' || band.most < 1;
  return band !== undefined && report.intensity >= band.least && report.intensity <= band.most;
}

function figure(value: number): string {
  if (value >= 1000) return value.toFixed(0);
  return value >= 100 ? value.toFixed(0) : value < 0.01 ? '< 0.01' : String(Number(value.toPrecision(2)));
}

function cell(row: Row, report: StageReport): string {
  const band = bandOf(row, report.stage);
  const own = report.intensity === undefined ? '-' : `${figure(report.intensity)}${report.declared > report.flop / 2 ? ' (declared)' : ''}, ${report.access}`;
  return `${own} / ${band?.text ?? '-'}${agrees(report, band) ? '' : ' *'}`;
}

function page(table: readonly Row[]): string {
  const sizes = (row: Row): string => Object.entries(row.notes.sizes ?? {}).map(([name, value]) => `${name} = ${value.toLocaleString('en-US').replaceAll(',', ' ')}`).join(', ');
  return `# Arithmetic intensity of the examples, beside the paper's Table 2

Written by \`test/docs/intensity.test.ts\` from the analysis of the files in \`examples/\`; do not edit it, change \`test/docs/paper-table.ts\`. Each cell:
FLOP per byte that the compiler derives from the formulas, for one request and step, with the class of the accesses; behind the slash the paper's band for the
family. *declared*: mostly work that an \`extern\` declares. \`*\`: outside the band, explained below. Sizes: N (or T) = ${BASE.N.toLocaleString('en-US').replaceAll(',', ' ')} tokens; others as listed, or their largest.

| method | family | ${STAGES.join(' | ')} |
|---|---|${STAGES.map(() => '---').join('|')}|
${table.map((row) => `| ${row.name} | ${row.notes.family} | ${row.stages.map((s) => cell(row, s)).join(' | ')} |`).join('\n')}

The paper's access classes: prep regular, comp regular or irregular, ret irregular, apply regular. A choice that is made while the scores stream by is counted with the
scores, so \`retrieve\` is often empty; it reads in order. What is irregular is the gather of what was chosen, counted where the rows are read: in \`apply\`.

## Where they differ

${table.map((row) => differences(row, sizes(row))).filter((text) => text !== '').join('\n\n')}
`;
}

function differences(row: Row, sizes: string): string {
  const lines = row.stages.filter((s) => !agrees(s, bandOf(row, s.stage))).map((s) => `- \`${s.stage}\`: ${row.notes.why[s.stage] ?? 'NOT EXPLAINED'}`);
  return lines.length === 0 ? '' : `**${row.name}**${sizes === '' ? '' : ` (${sizes})`}\n\n${lines.join('\n')}`;
}

describe('docs/arithmetic-intensity.md', () => {
  const table = rows();

  it('explains every difference from the paper, and nothing else', () => {
    for (const row of table) {
      const differing = row.stages.filter((s) => !agrees(s, bandOf(row, s.stage))).map((s) => s.stage);
      expect([row.name, Object.keys(row.notes.why).sort()]).toEqual([row.name, [...differing].sort()]);
    }
  });

  it('is what the analysis says', async () => {
    await expect(page(table)).toMatchFileSnapshot('../../docs/arithmetic-intensity.md');
  });
});
