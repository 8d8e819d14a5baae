import type { Machine } from 'mpc';
import { machineFor, predictGpu, predictMapped, predictOneLayer, type Case, type Placed } from './predict.js';
import { pointsOf, type Models, type Range, type Row, type Rows } from './rows.js';

/** Another reading of what the paper compared, applied to every row alike. */
export interface Reading { readonly title: string; readonly meaning: string }

export const READINGS = {
  graph: { title: 'a graph', meaning: 'the baseline\'s operators are nodes of a recorded graph, 3.8 µs each (ROCm/rocm-systems #10834)' },
  select: { title: 'ROCm\'s top-k of 2025', meaning: 'a selection of the baseline takes what vLLM\'s took until 2026: 369 µs over 8K and 1165 µs over 120K candidates (ROCm/aiter #4355, vllm #50470, on an MI355X), and as much more for each further one' },
  recorded: { title: 'recorded product', meaning: 'what is offloaded takes the baseline at least its bytes at 51 GB/s, as HeteroLLM records for the inner product of a paged index (4.23 MB in 82.5 µs)' },
  link: { title: 'no link', meaning: 'transfers and waits of the host take no time, as a link three orders of magnitude below the whole would have it' },
  layer: { title: 'one layer', meaning: 'the card keeps the index of one layer only, as the authors\' kernels do, and has it when another layer asks' },
  all: { title: 'all but the first', meaning: 'the four before this together' },
} as const satisfies Readonly<Record<string, Reading>>;
export type ReadingName = keyof typeof READINGS;

const GRAPH = { 'mi210.fixed.frameworkLaunch': { value: 3.8, unit: 'us', source: 'ROCm/rocm-systems #10834' } };
const point = (candidates: number, time: number): unknown => ({ candidates: { value: candidates, unit: '1', source: 'length of the row' }, time: { value: time, unit: 'us', source: 'ROCm/aiter #4355' } });
const SELECT = { 'mi210.fixed.selections': [point(8192, 369), point(122_880, 1165)] };
/** Bytes a microsecond of the recorded inner product. */
const RECORDED = 4.23e6 / 82.5;

/** Speed-up of memory processing by the paper's mapping at the points looked at, by reading; absent where it does not fit. */
export type Read = Readonly<Partial<Record<ReadingName, Range>>>;

interface Machines { readonly own: Machine; readonly graph: Machine; readonly select: Machine }

export function readingMachines(own: Machine): Machines {
  return { own, graph: machineFor('mi210-u55c', GRAPH), select: machineFor('mi210-u55c', SELECT) };
}

/** A row under all readings, at the least, the middle and the largest size. */
export function readingsOf(row: Row, rows: Rows, models: Models, machines: Machines): Read {
  const all = pointsOf(row, rows, models);
  const seen = [...new Set([all[0], all[Math.floor(all.length / 2)], all.at(-1)])].flatMap((p) => p ?? []);
  const found = seen.map(({ sizes }) => readingsAt({ row, machine: machines.own, models, point: { sizes, batch: 1 } }, machines));
  return Object.fromEntries((Object.keys(READINGS) as ReadingName[]).flatMap((name) => {
    const values = found.flatMap((f) => f[name] ?? []);
    return values.length === seen.length ? [[name, [Math.min(...values), Math.max(...values)]]] : [];
  }));
}

/** A case under all readings. */
export function readingsAt(which: Case, machines: Machines): Readonly<Partial<Record<ReadingName, number>>> {
  const on = (machine: Machine): { readonly which: Case; readonly gpu: Placed; readonly mapped: Placed } => {
    const other = { ...which, machine };
    return { which: other, gpu: predictGpu(other), mapped: predictMapped(other, 'paper') };
  };
  const [own, graph, select] = [on(machines.own), on(machines.graph), on(machines.select)];
  if (!own.mapped.feasible) return {};
  const waits = (p: Placed): number => p.waiting + p.crossing;
  const ratio = (gpu: number, mapped: number): number => gpu / mapped;
  const one = predictOneLayer(which);
  const onlySelect = predictOneLayer(select.which);
  return {
    graph: ratio(graph.gpu.microseconds, graph.mapped.microseconds),
    select: ratio(select.gpu.microseconds, select.mapped.microseconds),
    recorded: ratio(own.gpu.microseconds + slower(which, own.gpu, own.mapped), own.mapped.microseconds),
    link: ratio(own.gpu.microseconds - waits(own.gpu), own.mapped.microseconds - waits(own.mapped)),
    layer: ratio(own.gpu.microseconds, one.microseconds),
    all: ratio(select.gpu.microseconds - waits(select.gpu) + slower(which, select.gpu, select.mapped), onlySelect.microseconds - waits(onlySelect)),
  };
}

/** Microseconds that the offloaded steps would take longer on the GPU at the recorded rate. */
function slower({ row, models, point }: Case, gpu: Placed, mapped: Placed): number {
  const layers = row.layers ?? models.models[row.model]?.layers ?? 1;
  const away = new Set(mapped.onFpga);
  return gpu.steps.filter((s) => away.has(s.name)).reduce((sum, s) => sum + Math.max(0, s.bytes * point.batch * s.frequency / RECORDED - s.microseconds), 0) * layers * (row.repeat ?? 1);
}
