import { batchesText, intro, readingText, rulesText, sharesText } from './prose.js';
import { READINGS, type Read, type ReadingName } from './readings.js';
import { json, METRICS, type Metric, type Models, type Range, type Rows } from './rows.js';
import type { Rule } from './rules.js';
import { isOff, offMetrics, rangeOf, ratios, type BatchPoint, type BatchResult, type Ends, type Gains, type PointResult, type RowResult } from './table.js';
import { percent, rangesText, rangeText, sizeText, table, times } from './text.js';

export interface Report {
  readonly results: readonly RowResult[];
  readonly batches: readonly BatchResult[];
  readonly a100: readonly { readonly title: string; readonly ends: readonly Ends[] }[];
  readonly rules: readonly Rule[];
  /** By the name of a row: sentences where prediction and report differ, and other readings of the report. */
  readonly reasons: Readonly<Record<string, Readonly<Partial<Record<Metric, string>>>>>;
  readonly read: Readonly<Record<string, Read>>;
  readonly rows: Rows;
  readonly models: Models;
  readonly machine: string;
  readonly calibration: string;
}

const HEADINGS: Readonly<Record<Metric, string>> = { memory: 'memory processing', endToEnd: 'end to end', energy: 'energy' };
const least = (values: readonly number[]): Range => [Math.min(...values), Math.max(...values)];

function compared({ row, points }: RowResult, metric: Metric): readonly string[] {
  const predicted = rangeOf(points, metric, (p) => p.mapped);
  const reported = row.reported[metric];
  return [rangesText(reported), predicted && row.offload.length > 0 ? rangeText(predicted) : '–', predicted && reported ? ratioText(predicted, reported) : '–'];
}

function ratioText(predicted: Range, reported: readonly Range[]): string {
  const found = ratios(predicted, reported);
  return `${found.map((r) => times(r)).join(' to ')}${isOff(found) ? ' *' : ''}`;
}

function speedUps({ results }: Report): string {
  const body = results.flatMap((result): readonly (readonly string[])[] => {
    const { row, points } = result;
    const of = (pick: (p: PointResult) => number | undefined): string => rangeText(least(points.flatMap((p) => pick(p) ?? [])));
    const wide = rangeOf(points, 'memory', (p) => p.channels);
    const main = [row.title, ...compared(result, 'memory'), ...compared(result, 'endToEnd'), wide ? rangeText(wide) : '–', of((p) => p.best.memory), of((p) => p.own?.fused), of((p) => p.own?.added), of((p) => p.own?.generated)];
    const cells = (metric: 'memory' | 'endToEnd', index: number): readonly string[] => {
      const own = rangeOf(points, metric, (p) => p.reduced[index]);
      const reported = row.reported[metric];
      return ['', own ? rangeText(own) : '–', own && reported ? ratioText(own, reported) : '–'];
    };
    return [main, ...row.reduced.map(({ title }, i) => [`— ${title}`, ...cells('memory', i), ...cells('endToEnd', i), '', '', '', '', ''])];
  });
  return table(['method', 'memory: reported', 'predicted', 'ratio', 'end to end: reported', 'predicted', 'ratio', 'memory, all channels', 'memory, best placement', 'our GPU kernels alone', '+ hand-written FPGA', '+ generated FPGA'], body);
}

/** The paper's own summary, over all methods for which something is reported. */
function headlines({ results }: Report): string {
  const all = results.filter((r) => METRICS.some((m) => r.row.reported[m])).flatMap((r) => r.points);
  const of = (pick: (p: PointResult) => number | undefined): string => rangeText(least(all.flatMap((p) => pick(p) ?? [])));
  const [low, high] = least(all.map((p) => p.share));
  return table(['', 'reported [P]', 'predicted, the paper\'s mapping', 'predicted, best placement'], [
    ['faster, end to end', '1.04–2.2 (abstract), 1.2–1.8 (figure 1)', of((p) => p.mapped?.endToEnd), of((p) => p.best.endToEnd)],
    ['less energy', '1.11–4.7 (abstract), 1.3–4.7 (figure 1)', of((p) => p.mapped?.energy), of((p) => p.best.energy)],
    ['share of memory processing', '22–97 %', `${percent(low)} to ${percent(high)}`, ''],
  ]);
}

function energies({ results }: Report): string {
  return table(['method', 'gain: reported', 'predicted', 'ratio', 'predicted, only boards that work', 'ratio', 'reported J a request, GPU → both', 'predicted J a call, GPU → both'], results.filter((r) => r.row.offload.length > 0).map((result) => {
    const { row, points } = result;
    const joules = (i: 0 | 1): string => rangeText(least(points.map((p) => p.joules[i])));
    const busy = rangeOf(points, 'busyEnergy', (p) => p.mapped);
    const working = [busy ? rangeText(busy) : '–', busy && row.reported.energy ? ratioText(busy, row.reported.energy) : '–'];
    return [row.title, ...compared(result, 'energy'), ...working, row.reported.joules ? `${row.reported.joules[0]} → ${row.reported.joules[1]}` : '–', `${joules(0)} → ${joules(1)}`];
  }));
}

function shares({ results, rows }: Report): string {
  return table(['family', 'at', 'reported', 'framework on the GPU', 'our kernels on the GPU', 'ratio'], rows.shares.map(({ family, at, low, high }) => {
    const points = results.filter((r) => r.row.family === family).flatMap((r) => r.points.filter((p) => p.at === at));
    const range = (pick: (p: PointResult) => number | undefined): string => { const [a, b] = least(points.flatMap((p) => pick(p) ?? [])); return percent(a) === percent(b) ? percent(a) : `${percent(a)} to ${percent(b)}`; };
    const middle = (values: readonly number[]): number => { const [a, b] = least(values); return Math.sqrt(a * b); };
    const reported = low === 0 ? `up to ${high} %` : `${low} to ${high} %`;
    const found = low === 0 ? Math.max(...points.map((p) => p.share)) * 100 / high : middle(points.map((p) => p.share)) * 100 / Math.sqrt(low * high);
    return [family, at === 0 ? 'one chunk' : sizeText(at), reported, range((p) => p.share), range((p) => p.own?.share), `${found < 0.005 ? '< 0.01' : times(found)}${isOff([found]) ? ' *' : ''}`];
  }));
}

function batchTable({ batches, rows }: Report): string {
  const families = [...new Set(batches.map((b) => b.row.family))].filter((f) => rows.batchReported[f]);
  return table(['family', 'at', '', ...rows.batches.map((b) => `batch ${b}`)], families.flatMap((family) => {
    const own = batches.filter((b) => b.row.family === family);
    const at = [...new Set(own.map((b) => (b.at === 0 ? 'one chunk' : sizeText(b.at))))].join(', ');
    const reported = rows.batchReported[family] ?? [];
    const values = (i: number, pick: (b: BatchPoint) => Gains | undefined): readonly number[] =>
      own.flatMap((b) => { const found = b.batches[i]; const gains = found && pick(found); return gains ? [gains.endToEnd] : []; });
    const line = (pick: (b: BatchPoint) => Gains | undefined): readonly string[] => rows.batches.map((_, i) => { const found = values(i, pick); return found.length === 0 ? 'does not fit' : rangeText(least(found)); });
    const off = rows.batches.map((_, i) => {
      const range = reported[i];
      const own = values(i, (b) => b.mapped);
      const found = range && own.length > 0 ? ratios(least(own), [range]) : [];
      return found.length === 0 ? '–' : `${found.map(times).join('')}${isOff(found) ? ' *' : ''}`;
    });
    const hasReduced = own.some((b) => b.batches.some((x) => x.reduced));
    return [
      [family, at, 'reported', ...reported.map(rangeText)],
      ['', '', 'predicted, the paper\'s mapping', ...line((b) => b.mapped)],
      ['', '', 'ratio', ...off],
      ['', '', 'predicted, best placement', ...line((b) => b.best)],
      ...hasReduced ? [['', '', `predicted, ${own[0]?.row.reduced[0]?.title ?? ''}`, ...line((b) => b.reduced)]] : [],
    ];
  }));
}

function a100Table({ a100, results }: Report): string {
  return table(['method', 'memory, the paper\'s mapping', 'end to end', 'best placement, memory', 'end to end', 'end to end on MI210'], a100.map(({ title, ends }) => {
    const of = (pick: (e: Ends) => number | undefined): string => {
      const found = ends.flatMap((e) => pick(e) ?? []);
      return found.length === 0 ? 'does not fit' : rangeText(least(found));
    };
    const here = results.find((r) => r.row.title === title);
    const mi210 = here && rangeOf([here.points[0], here.points.at(-1)].flatMap((p) => p ?? []), 'endToEnd', (p) => p.mapped);
    return [title, of((e) => e.mapped?.memory), of((e) => e.mapped?.endToEnd), of((e) => e.best.memory), of((e) => e.best.endToEnd), mi210 ? rangeText(mi210) : '–'];
  }));
}

function differences({ results, reasons }: Report): string {
  return results.flatMap((result) => {
    const off = offMetrics(result);
    if (off.length === 0) return [];
    return [`**${result.row.title}**\n\n${off.map((metric) => `- ${HEADINGS[metric]}: ${reasons[result.row.name]?.[metric] ?? 'NOT EXPLAINED'}`).join('\n')}`];
  }).join('\n\n');
}

function readingTable({ results, read }: Report): string {
  const names = Object.keys(READINGS) as ReadingName[];
  const cell = (range: Range | undefined): string => (range ? rangeText(range) : '–');
  return table(['method', 'reported', 'as predicted', ...names.map((n) => READINGS[n].title)], results.filter((r) => r.row.reported.memory ?? r.row.reported.endToEnd).map((r) => [
    r.row.title, r.row.reported.memory ? rangesText(r.row.reported.memory) : `${rangesText(r.row.reported.endToEnd)} end to end`, cell(rangeOf(r.points, 'memory', (p) => p.mapped)),
    ...names.map((n) => cell(read[r.row.name]?.[n])),
  ]));
}

function reducedNotes({ results }: Report): string {
  return results.flatMap(({ row }) => row.reduced.map((r) => `- **${row.title}, ${r.title}**: ${r.note}.`)).join('\n');
}

function points({ results }: Report): string {
  const time = (us: number): string => (us >= 1e6 ? `${(us / 1e6).toPrecision(3)} s` : us >= 1e3 ? `${(us / 1e3).toPrecision(3)} ms` : `${us.toPrecision(3)} µs`);
  return table(['method', 'size', 'memory, GPU', 'memory, the paper\'s mapping', 'inference', 'share', 'speed-up', 'end to end', 'best: on the FPGA'], results.flatMap(({ row, points: all }) => all.map((p) => [
    row.title, `${p.at === 0 ? 'one chunk' : sizeText(p.at)}${p.beyond ? ' †' : ''}`, time(p.prediction.gpu.microseconds), `${time(p.prediction.mapped.microseconds)}${p.prediction.mapped.feasible ? '' : ' ‡'}`,
    time(p.prediction.inference.microseconds), percent(p.share), p.mapped ? times(p.mapped.memory) : '–', p.mapped ? times(p.mapped.endToEnd) : '–', p.prediction.best.onFpga.map((s) => `\`${s}\``).join(', ') || 'nothing',
  ])));
}

function ruleText({ rules }: Report): string {
  return rules.map((r) => `### ${r.rule}: ${r.holds}\n\n${r.found.map((f) => `- ${f}`).join('\n')}`).join('\n\n');
}

interface Calibration { readonly figures: Readonly<Record<string, { readonly value: number; readonly unit: string; readonly source: string }>> }

function basis({ models }: Report): string {
  const calibration = json('calibration.json') as Calibration;
  const figures = Object.entries(calibration.figures).map(([path, f]) => [`\`${path}\``, `${f.value} ${f.unit}`, f.source]);
  const assumed = Object.entries(models.assumptions).map(([name, f]) => [name, f.unit === '1' ? String(f.value) : `${f.value} ${f.unit}`, `${f.source} (${f.grade})`]);
  const sizes = Object.values(models.models).map((m) => [m.title, `${m.layers} layers, ${(m.parameters / 1e9).toPrecision(3)} B parameters of ${m.bits} bits${m.experts ? ' and experts' : ''}`, m.source]);
  return table(['figure', 'value', 'source'], [...figures, ...assumed, ...sizes]);
}

/** docs/paper.md. */
export function render(report: Report): string {
  return `${intro(report)}
## Headlines

${headlines(report)}

## Speed-up

4K to 1M tokens, 0.1 to 20 million documents, one request. Ranges are over the sizes.

${speedUps(report)}

Lines with a dash are what the paper's own, reduced kernel would give:

${reducedNotes(report)}

### Where prediction and report differ

${differences(report)}

### Other readings of the report

What memory processing would gain by the paper's mapping if the report rests on something else than our prediction does, applied to every row alike; at the least, the middle and the largest size.

${Object.values(READINGS).map(({ title, meaning }) => `- *${title}*: ${meaning}.`).join('\n')}

${readingTable(report)}

${readingText(report)}

## Energy

Boards only, GPU and FPGA, idle power included; beside it with a board counted only while it works. The gain is the geometric mean over the sizes and the best. What a *request* is in the paper is not known, so that joules are shown and not compared.

${energies(report)}

## Share of memory processing in the time on the GPU

${shares(report)}

${sharesText(report)}

## Batches

End to end. At the longest length at which 32 requests fit the GPU, the largest collection of documents, or one chunk.

${batchTable(report)}

${batchesText(report)}

## A100

The paper says "similar results"; no numbers were found. Both ends of each sweep, A100 + U55C; the calibration's figure for the MI210 has no counterpart here.

${a100Table(report)}

## Placement rules

The paper states where steps go. None of this is written into the compiler: the same search decides, with the paper's kernels on both sides.

${ruleText(report)}

${rulesText(report)}

## Basis

${basis(report)}

Everything else is a figure of a device file, with its source (\`mpc explain --figures\`). Dense parts of the models run at the rates which these files say are reached, for every row alike. The CPU starts kernels
and takes no step. The capacity of the GPU is not enforced: sizes marked † exceed its 64 GB, as do those of the paper's sweep.

## Point by point

${points(report)}

† weights, keys and values exceed 64 GB. ‡ does not fit the FPGA.
`;
}
