import type { Machine } from 'mpc';
import { front, predict } from './predict.js';
import type { Models, Rows } from './rows.js';
import { sizeText } from './text.js';
import type { BatchPoint, BatchResult, RowResult } from './table.js';

/** A placement rule of the paper, and what the model says of it. None of them is written into the model. */
export interface Rule { readonly rule: string; readonly holds: 'yes' | 'in part' | 'no'; readonly found: readonly string[] }

/** Whether the search puts every step that the paper offloads on the FPGA. */
function offloaded({ row }: RowResult, onFpga: readonly string[], machine: Machine): boolean {
  const { steps } = front(row.file, machine);
  const wanted = steps.filter((s) => !s.once && !s.call && row.offload !== 'all' && [...s.writes, ...s.hidden].some((t) => row.offload.includes(t.name)));
  return wanted.length > 0 && wanted.every((s) => onFpga.includes(s.name));
}

export function rules(results: readonly RowResult[], batches: readonly BatchResult[], rows: Rows, models: Models, machine: Machine): readonly Rule[] {
  const scored = results.filter((r) => r.row.family === 'sparse attention' || r.row.family === 'RAG');
  return [fused(scored, machine), memAgent(batches), testTime(rows, models, machine), capacity(scored, machine)];
}

/** General set-up: score and selection are one kernel on the FPGA, ids alone come back. */
function fused(results: readonly RowResult[], machine: Machine): Rule {
  const found = results.map((result): { readonly text: string; readonly chosen: number } => {
    const { row, points } = result;
    const { steps } = front(row.file, machine);
    const step = steps.find((s) => s.ops.some((op) => op.kind === 'topk' || op.kind === 'filter') && s.stage === 'relevancy');
    const chosen = points.filter((p) => offloaded(result, p.prediction.best.onFpga, machine));
    const back = [...new Set(chosen.flatMap((p) => p.prediction.best.fromFpga.map((t) => t.tensor)))];
    const together = step ? `scores and selection are one step (\`${step.name}\`), so that no score is ever stored for another one` : 'scores and selection are separate steps';
    const where = chosen.length === 0 ? 'the search keeps it on the GPU at every size'
      : `the search puts it on the FPGA at ${chosen.map((p) => sizeText(p.at)).join(', ')}; back come ${back.map((t) => `\`${t}\``).join(', ')}`;
    return { text: `**${row.title}**: ${together}; ${where}.`, chosen: chosen.length };
  });
  const chosen = found.filter((f) => f.chosen > 0).length;
  return { rule: 'score + select fused on the FPGA, only ids returned', holds: chosen === 0 ? 'no' : chosen === found.length ? 'yes' : 'in part', found: found.map((f) => f.text) };
}

/** MemAgent: decode on the FPGA for small batches. */
function memAgent(batches: readonly BatchResult[]): Rule {
  const own = batches.find((b) => b.row.family === 'MemAgent');
  if (!own) return { rule: 'MemAgent', holds: 'no', found: [] };
  const line = (title: string, of: (b: BatchPoint) => number | undefined): string =>
    `${title}: ${own.batches.map((b) => { const value = of(b); return value === undefined ? `does not fit at ${b.batch}` : `${value.toFixed(2)}× at ${b.batch}`; }).join(', ')}.`;
  const wins = (b: BatchPoint | undefined): boolean => (b?.mapped?.endToEnd ?? 0) > 1 || (b?.reduced?.endToEnd ?? 0) > 1;
  const chosen = own.batches.filter((b) => b.onFpga.length > 0);
  return {
    rule: 'MemAgent: decode on the FPGA for small batches only',
    holds: !own.batches.some(wins) ? 'no' : wins(own.batches[0]) && !wins(own.batches.at(-1)) ? 'yes' : 'in part',
    found: [
      line('All steps of the decoder on the FPGA, 16-bit weights, end to end', (b) => b.mapped?.endToEnd),
      line(`With ${own.row.reduced[0]?.title ?? ''}`, (b) => b.reduced?.endToEnd),
      chosen.length === 0 ? 'The search keeps 16-bit decoding on the GPU at every batch.'
        : `The search puts no more on the FPGA than ${chosen.map((b) => `${b.onFpga.map((s) => `\`${s}\``).join(', ')} at batch ${b.batch}`).join('; ')}.`,
    ],
  };
}

/** LaCT and its like: never. */
function testTime(rows: Rows, models: Models, machine: Machine): Rule {
  const row = rows.rows.find((r) => r.family === 'test-time training');
  if (!row) return { rule: 'LaCT', holds: 'no', found: [] };
  const tried: string[] = [];
  const used: string[] = [];
  for (const [chunk, batch] of [[256, 1], [2048, 4]] as const) {
    for (const kernels of ['paper', 'ours', 'generated'] as const) {
      const { best } = predict({ row, machine, models, point: { sizes: { ...row.sizes, C: chunk }, batch } }, kernels);
      const name = `chunk ${chunk}, batch ${batch}, ${kernels}`;
      tried.push(name);
      if (best.onFpga.length > 0) used.push(`${name}: ${best.onFpga.join(', ')}`);
    }
  }
  return {
    rule: 'LaCT: never on the FPGA', holds: used.length === 0 ? 'yes' : 'in part',
    found: [`${tried.length} cases (a chunk of 256 tokens, four of 2048, with three sets of kernels each): ${used.length === 0 ? 'no step goes to the FPGA in any of them.' : `the FPGA is used in ${used.join('; ')}.`}`],
  };
}

/** Long contexts: back to the GPU. */
function capacity(results: readonly RowResult[], machine: Machine): Rule {
  const found = results.map((result) => {
    const { row, points } = result;
    const chosen = points.filter((p) => offloaded(result, p.prediction.best.onFpga, machine)).map((p) => p.at);
    const last = points.at(-1)?.at ?? 0;
    const faster = points.filter((p) => (p.mapped?.memory ?? 0) > 1).map((p) => p.at);
    const until = chosen.at(-1);
    return {
      returns: until !== undefined && until < last,
      text: `**${row.title}**: ${until === undefined ? 'never chosen' : until < last ? `chosen up to ${sizeText(until)}, on the GPU beyond` : `still chosen at ${sizeText(last)}`}; the paper's mapping is ${faster.length === 0 ? 'not faster at any size' : `faster than the framework's kernels at ${faster.map(sizeText).join(', ')}`}.`,
    };
  });
  return { rule: 'beyond what the chip holds, back to the GPU', holds: found.some((f) => f.returns) ? 'yes' : 'no', found: found.map((f) => f.text) };
}
