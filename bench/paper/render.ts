import { json, type Metric, type Models, type Range, type Rows } from './rows.js';
import type { Rule } from './rules.js';
import { isOff, offMetrics, rangeOf, ratios, type BatchPoint, type BatchResult, type Ends, type Gains, type PointResult, type RowResult } from './table.js';
import { percent, rangesText, rangeText, sizeText, table, times } from './text.js';

export interface Report {
  readonly results: readonly RowResult[];
  readonly batches: readonly BatchResult[];
  readonly a100: readonly { readonly title: string; readonly ends: readonly Ends[] }[];
  readonly rules: readonly Rule[];
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
  const found = predicted && reported ? ratios(predicted, reported) : undefined;
  return [
    rangesText(reported), predicted && row.offload.length > 0 ? rangeText(predicted) : '–',
    found ? `${found.map((r) => times(r)).join(' to ')}${isOff(found) ? ' *' : ''}` : '–',
  ];
}

function speedUps({ results }: Report): string {
  const body = results.flatMap((result): readonly (readonly string[])[] => {
    const { row, points } = result;
    const of = (pick: (p: PointResult) => number | undefined): string => rangeText(least(points.flatMap((p) => pick(p) ?? [])));
    const wide = rangeOf(points, 'memory', (p) => p.channels);
    const main = [row.title, ...compared(result, 'memory'), ...compared(result, 'endToEnd'), wide ? rangeText(wide) : '–', of((p) => p.best.memory), of((p) => p.own?.fused), of((p) => p.own?.added), of((p) => p.own?.generated)];
    const reduced = (metric: Metric): string => { const found = rangeOf(points, metric, (p) => p.reduced); return found ? rangeText(found) : '–'; };
    return row.reduced ? [main, [`— ${row.reduced.title}`, '', reduced('memory'), '', '', reduced('endToEnd'), '', '', '', '', '', '']] : [main];
  });
  return table(['method', 'memory: reported', 'predicted', 'ratio', 'end to end: reported', 'predicted', 'ratio', 'memory, all channels', 'memory, best placement', 'our GPU kernels alone', '+ hand-written FPGA', '+ generated FPGA'], body);
}

/** The paper's own summary, over all methods but those that it leaves on the GPU. */
function headlines({ results }: Report): string {
  const all = results.filter((r) => r.row.offload.length > 0).flatMap((r) => r.points);
  const of = (pick: (p: PointResult) => number | undefined): string => rangeText(least(all.flatMap((p) => pick(p) ?? [])));
  const [low, high] = least(all.map((p) => p.share));
  return table(['', 'reported [P]', 'predicted, the paper\'s mapping', 'predicted, best placement'], [
    ['faster, end to end', '1.04–2.2 (abstract), 1.2–1.8 (figure 1)', of((p) => p.mapped?.endToEnd), of((p) => p.best.endToEnd)],
    ['less energy', '1.11–4.7 (abstract), 1.3–4.7 (figure 1)', of((p) => p.mapped?.energy), of((p) => p.best.energy)],
    ['share of memory processing', '22–97 %', `${percent(low)} to ${percent(high)}`, ''],
  ]);
}

function energies({ results }: Report): string {
  return table(['method', 'gain: reported', 'predicted', 'ratio', 'reported J a request, GPU → both', 'predicted J a call, GPU → both'], results.filter((r) => r.row.offload.length > 0).map((result) => {
    const { row, points } = result;
    const joules = (i: 0 | 1): string => rangeText(least(points.map((p) => p.joules[i])));
    return [row.title, ...compared(result, 'energy'), row.reported.joules ? `${row.reported.joules[0]} → ${row.reported.joules[1]}` : '–', `${joules(0)} → ${joules(1)}`];
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
      ...hasReduced ? [['', '', `predicted, ${own[0]?.row.reduced?.title ?? ''}`, ...line((b) => b.reduced)]] : [],
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

function differences({ results }: Report): string {
  return results.flatMap((result) => {
    const off = offMetrics(result);
    if (off.length === 0) return [];
    return [`**${result.row.title}**\n\n${off.map((metric) => `- ${HEADINGS[metric]}: ${result.row.why?.[metric] ?? 'NOT EXPLAINED'}`).join('\n')}`];
  }).join('\n\n');
}

function reducedNotes({ results }: Report): string {
  return results.flatMap(({ row }) => (row.reduced ? [`- **${row.title}, ${row.reduced.title}**: ${row.reduced.note}.`] : [])).join('\n');
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

const INTRO = (machine: string, calibration: string): string => `# The paper's tables, predicted

Written by \`npm run bench:paper -- --write\`, from the methods in \`examples/\`, the machine \`${machine}\` and the calibration \`${calibration}\`; do not edit it, change \`bench/paper\`. The paper is arXiv 2603.29002: memory
processing of language models on one MI210 and one U55C. Its body could not be read: *reported* numbers are those
that public notes give (second-hand, [S], all but the headlines, which are of its abstract and a caption, [P]), with both values where notes disagree.

**What is compared.** *Memory processing* is all steps of a method; calls of the model are inference (a re-ranker counts as memory processing). The baseline is the GPU alone with a framework's kernels, one for each
operator. *Predicted* is what the cost model gives for the paper's own set-up: the same GPU kernels, and the steps that the paper offloads in kernels written by hand for the FPGA, 16-bit integers, 8 ports of 256 bits, what fits on the
chip, never restarted, with peer-to-peer transfers. The ratio is predicted over reported, between the geometric middles of the ranges; a \`*\` marks more than 25 % off, which a sentence below explains. Nothing is fitted: one
calibration serves all rows, and no row has a figure of its own. Two rows are not the example itself: the calls in \`examples/mem-agent\` declare their device, so that the decoder behind them is written out in
\`bench/paper/methods\`; Titans is looked at in HMT's form, as in the paper (\`examples/titans-mac\`, whose memory is a network, has no reported number).

**Other columns.** *All channels*: the paper's mapping with every channel of the card's memory in place of eight ports, as its authors' performance model has it. *Best placement*: the search may put any step on either
device, same kernels. *Our GPU kernels alone*: what generated kernels gain over the framework's without any FPGA; less
than 1 where matrix products rule, for which a framework calls a library. *+ hand-written FPGA* and *+ generated FPGA*: what the FPGA adds to those; 1.00 means that the search leaves it unused. These three are of the least and the largest size.
`;

const SHARES = `At 4K a framework that launches one kernel for each operator spends 0.25 to 0.6 ms a layer on memory processing, nearly all of it fixed; the reported 1 to 11 % are what one or two fused kernels a layer take. At 1M, where
bytes count, the column of our own kernels lies in the reported range. For RAG see DRAGIN above: the report's share needs a retriever that takes a second. MemAgent's share is that of decoding, and agrees.`;
const BATCHES = `The report's explanation holds in the model as far as it goes: index work grows with the batch, the dense part is shared. What differs is who does that work faster. A framework's fixed costs, which are the FPGA's chance
at batch 1, are shared by a batch too, while the FPGA's lanes and ports are full with one request; so the gain of the paper's mapping falls with the batch where the report's grows. MemAgent's ratio rises at first, because eight ports
read the weights for all requests at once; then keys and values no longer fit beside them in 16 GB.`;
const RULES = `Where model and paper disagree:

- *Score and select on the FPGA* is the search's choice only for short contexts of SeerAttention-R and LServe, where the framework's fixed costs are large beside the reading of an index. That score and selection are fused holds everywhere: it follows from how steps are formed, before any device is chosen. Ids alone come back
  where attention stays on the GPU; where the search takes it along, its output does.
  With generated kernels on the GPU the search leaves the FPGA unused for nearly every method and size: its advantage is over the framework's launches, not over the GPU.
- *MemAgent*: the GPU decodes faster at every batch, see the sentence on the row; no batch is small enough. The limit upwards is there: beyond the batch whose keys and values fit beside the weights, 16 GB end the matter.
- *LaCT* and *long contexts* come out as the paper states them. For the second the reason is the same: an index that has left the chip streams through the card's ports; the length is the model's own.
- *DSA* with its 64 heads is scored on the GPU at every length, as 126 FLOP/B on a card with a ridge point of 4 to 28 would have it.`;

/** docs/paper.md. */
export function render(report: Report): string {
  return `${INTRO(report.machine, report.calibration)}
## Headlines

${headlines(report)}

## Speed-up

4K to 1M tokens, 0.1 to 20 million documents, one request. Ranges are over the sizes.

${speedUps(report)}

Lines with a dash are what the paper's own, reduced kernel would give:

${reducedNotes(report)}

### Where prediction and report differ

${differences(report)}

## Energy

Boards only, GPU and FPGA, idle power included; the gain is the geometric mean over the sizes and the best. What a *request* is in the paper is not known, so that joules are shown and not compared.

${energies(report)}

## Share of memory processing in the time on the GPU

${shares(report)}

${SHARES}

## Batches

End to end. At the longest length at which 32 requests fit the GPU, the largest collection of documents, or one chunk.

${batchTable(report)}

${BATCHES}

## A100

The paper says "similar results"; no numbers were found. Both ends of each sweep, A100 + U55C; the calibration's figure for the MI210 has no counterpart here.

${a100Table(report)}

## Placement rules

The paper states where steps go. None of this is written into the compiler: the same search decides, with the paper's kernels on both sides.

${ruleText(report)}

${RULES}

## Basis

${basis(report)}

Everything else is a figure of a device file, with its source (\`mpc explain --figures\`). Dense parts of the models run at the rates which these files say are reached, for every row alike. The CPU starts kernels
and takes no step. The capacity of the GPU is not enforced: sizes marked † exceed its 64 GB, as do those of the paper's sweep.

## Point by point

${points(report)}

† weights, keys and values exceed 64 GB. ‡ does not fit the FPGA.
`;
}
