import { found } from './facts.js';
import type { Report } from './render.js';
import { count, quoted, say, share, sizes, us } from './say.js';
import type { RowResult } from './table.js';

function family({ results }: Report, name: string): readonly RowResult[] {
  return results.filter((r) => r.row.family === name);
}

export function intro({ machine, calibration }: Report): string {
  return `# The paper's tables, predicted

${say`Written by \`npm run bench:paper -- --write\`, from the methods in \`examples/\`, the machine \`${quoted(machine)}\` and the calibration \`${calibration}\`; do not edit it, change \`bench/paper\`. The paper is ${quoted('arXiv 2603.29002')}: memory
processing of language models on one ${quoted('MI210')} and one ${quoted('U55C')}. Its body could not be read: *reported* numbers are those
that public notes give (second-hand, [S], all but the headlines, which are of its abstract and a caption, [P]), with both values where notes disagree.`}

${say`**What is compared.** *Memory processing* is all steps of a method; calls of the model are inference (a re-ranker counts as memory processing). The baseline is the GPU alone with a framework's kernels, one for each
operator and one for attention. *Predicted* is what the cost model gives for the paper's own set-up: the same GPU kernels, and the steps that the paper offloads in kernels written by hand for the FPGA, ${quoted('16-bit')} integers, ${quoted('8 ports of 256 bits')}, what fits on the
chip, never restarted, with peer-to-peer transfers. The ratio is predicted over reported, between the geometric middles of the ranges; a \`*\` marks more than ${quoted('25 %')} off, which a sentence below explains. Nothing is fitted: one
calibration serves all rows, and no row has a figure of its own. Every figure in the sentences is computed with the tables, or quoted from the source beside it. Two rows are not the example itself: the calls in \`examples/mem-agent\` declare their device, so that the decoder behind them is written out in
\`bench/paper/methods\`; the paper looks at Titans in HMT's form, so that \`examples/titans-mac\`, whose memory is a network, has a row and no reported number.`}

${say`**Other columns.** *All channels*: the paper's mapping with every channel of the card's memory in place of eight ports, as its authors' performance model has it. *Best placement*: the search may put any step on either
device, same kernels. *Our GPU kernels alone*: what generated kernels gain over the framework's without any FPGA; less
than one where matrix products rule, for which a framework calls a library. *+ hand-written FPGA* and *+ generated FPGA*: what the FPGA adds to those; ${quoted('1.00')} means that the search leaves it unused. These three are of the least and the largest size.`}
`;
}

export function sharesText(report: Report): string {
  const sparse = family(report, 'sparse attention');
  const layer = sparse.map(({ row, points: [first] }) => found(first).prediction.gpu.microseconds / (report.models.models[row.model]?.layers ?? 1));
  const operators = sparse.map(({ points: [first] }) => found(first).prediction.gpu.steps.reduce((sum, s) => sum + s.kernels * s.frequency, 0));
  const launched = sparse.map(({ points: [first] }) => {
    const { steps } = found(first).prediction.gpu;
    return steps.reduce((sum, s) => sum + (s.terms['launch'] ?? 0) * s.frequency, 0) / steps.reduce((sum, s) => sum + s.microseconds, 0);
  });
  const long = sparse.map((r) => found(r.points.at(-1)).own?.share ?? 0);
  const reported = found(report.rows.shares.find((s) => s.family === 'sparse attention' && s.at > 100_000));
  const inside = long.filter((s) => 100 * s >= reported.low && 100 * s <= reported.high).length;
  return say`At the shortest context a framework that launches one kernel for each operator spends ${us(Math.min(...layer))} to ${us(Math.max(...layer))} a layer on memory processing, in ${count(Math.min(...operators))} to ${count(Math.max(...operators))} kernels, ${share(Math.min(...launched))} to ${share(Math.max(...launched))} of it for launching them; the report's least shares are what one or two fused kernels a layer take, so that its baseline is not launched operator by operator.
At the longest, where bytes count, our own kernels' shares lie in the reported range for ${quoted(`${inside} of ${long.length}`)} methods. For RAG see DRAGIN above: the report's share needs a retriever that takes a second. MemAgent's share is that of decoding.`;
}

export function batchesText({ batches }: Report): string {
  const sparse = batches.filter((b) => b.row.family === 'sparse attention');
  const falls = sparse.filter((b) => (b.batches.at(-1)?.mapped?.endToEnd ?? 0) < (b.batches[0]?.mapped?.endToEnd ?? 0)).length;
  return say`The report's explanation holds in the model as far as it goes: index work grows with the batch, the dense part is shared. What differs is who does that work faster. A framework's fixed costs, which are the FPGA's chance
at batch one, are shared by a batch too, while the FPGA's lanes and ports are full with one request; so the gain of the paper's mapping falls with the batch for ${quoted(`${falls} of ${sparse.length}`)} sparse methods, where the report's grows. MemAgent's ratio rises at first, because eight ports
read the weights for all requests at once; then keys and values no longer fit beside them on the card.`;
}

/** How near the readings come to the report. */
export function readingText({ results, read }: Report): string {
  const rows = results.flatMap(({ row }) => {
    const [reported, all] = [row.reported.memory?.at(-1), read[row.name]?.all];
    return reported && all ? [{ title: row.title, meets: all[1] >= reported[0] && all[0] <= reported[1] }] : [];
  });
  const meets = rows.filter((r) => r.meets).map((r) => r.title);
  const none = 'With all readings but the first together the predicted range meets the reported one for no method.';
  return meets.length === 0 ? none : say`With all readings but the first together the predicted range meets the reported one for ${quoted(meets.join('; '))}: ${quoted(`${meets.length} of ${rows.length}`)}. These rows of the report follow from a slow selection and scoring on the GPU, a resident index of one layer and a free link, each of which the sources above support or claim.`;
}

/** What the rules come to, in words that follow from the tables. */
export function rulesText({ results, rules }: Report): string {
  const scored = results.filter((r) => r.row.family === 'sparse attention' || r.row.family === 'RAG');
  const chosen = (r: RowResult): readonly number[] => r.points.filter((p) => p.best.memory > 1 && p.prediction.best.onFpga.length > 0 && offloads(r, p.prediction.best.onFpga)).map((p) => p.at);
  const where = scored.filter((r) => chosen(r).length > 0);
  const own = results.flatMap((r) => r.points.flatMap((p) => (p.own ? [{ title: r.row.title, ...p.own }] : [])));
  const adds = [...new Set(own.filter((o) => o.added > 1.005).map((o) => o.title))];
  const generated = [...new Set(own.filter((o) => o.generated > 1.005).map((o) => o.title))];
  const holds = rules.filter((r) => r.holds === 'yes').map((r) => `*${r.rule}*`);
  return [
    'Where model and paper disagree:', '',
    say`- *Score and select on the FPGA* is the search's choice for ${quoted(where.length === 0 ? 'no method' : where.map((r) => `${r.row.title} (${sizes(chosen(r)).text})`).join(', '))}, where the framework's fixed costs are large beside the reading of an index. That score and selection are fused holds everywhere: it follows from how steps are formed, before any device is chosen. Ids alone come back
  where attention stays on the GPU; where the search takes it along, its output does.
  With generated kernels on the GPU a hand-written FPGA kernel adds something for ${quoted(adds.length === 0 ? 'no method' : adds.join(', '))} and a generated one for ${quoted(generated.length === 0 ? 'none' : generated.join(', '))}: the FPGA's advantage is over the framework's launches more than over the GPU.`,
    say`- *MemAgent*: see the sentence on the row. The limit upwards is there: beyond the batch whose keys and values fit beside the weights, the card's memory ends the matter.`,
    say`- As the paper states them come out: ${quoted(holds.length === 0 ? 'none' : holds.join('; '))}. For long contexts the reason is the same: an index that has left the chip streams through the card's ports; the length is the model's own.`,
    say`- *DSA* with its ${quoted('64')} heads computes ${count(intensity(results))} FLOP for a byte, on a card with a ridge point of ${quoted('4 to 28')}.`,
  ].join('\n');
}

/** FLOP for each byte of the step that chooses for DSA, at length. */
function intensity(results: readonly RowResult[]): number {
  const step = found(results.find((r) => r.row.name === 'dsa')?.points.at(-1)?.prediction.gpu.steps.find((s) => s.makes.includes('picked')));
  return step.flop / step.bytes;
}

/** Whether every step that makes an offloaded tensor is there. */
function offloads({ row, points }: RowResult, onFpga: readonly string[]): boolean {
  const { offload } = row;
  const wanted = points[0]?.prediction.gpu.steps.filter((s) => offload !== 'all' && s.makes.some((t) => offload.includes(t))) ?? [];
  return wanted.length > 0 && wanted.every((s) => onFpga.includes(s.name));
}
