import type { Machine } from 'mpc';
import { weightBytes } from './inference.js';
import { predict, predictMapped, predictReduced, type Case, type Placed, type Prediction } from './predict.js';
import { METRICS, pointsOf, type Metric, type Models, type Range, type Reduced, type Row, type Rows } from './rows.js';

/** Speed-ups and gains at one point; the paper's own reading of each. */
export interface Gains {
  readonly memory: number;
  readonly endToEnd: number;
  readonly energy: number;
  /** Of energy where only the board that works is counted. */
  readonly busyEnergy: number;
}

/** Generated kernels on the GPU: their share, their gain over the framework's, and what a hand-written and a generated FPGA kernel add. */
export interface OwnKernels { readonly share: number; readonly fused: number; readonly added: number; readonly generated: number }

export interface PointResult {
  readonly at: number;
  /** Keys and values, and weights, exceed the memory of the GPU; times are taken as if they fitted. */
  readonly beyond: boolean;
  /** Part of memory processing in the time of the GPU alone: kernels of a framework, and ours. */
  readonly share: number;
  /** Steps as the paper maps them, where they fit the FPGA, and as the search would. */
  readonly mapped?: Gains;
  readonly best: Gains;
  /** In the order of the row's reduced methods. */
  readonly reduced: readonly (Gains | undefined)[];
  /** The paper's mapping with all memory channels of the card in place of eight ports. */
  readonly channels?: Gains;
  readonly own?: OwnKernels;
  readonly prediction: Prediction;
  readonly joules: readonly [number, number];
}

/** Bytes of the MI210, which predictions are not held to. */
const CAPACITY = 64e9;

export interface RowResult { readonly row: Row; readonly points: readonly PointResult[] }

/** A row over its sweep, for one request at a time. */
export function rowResult(row: Row, rows: Rows, models: Models, machine: Machine): RowResult {
  const all = pointsOf(row, rows, models);
  return { row, points: all.map(({ at, sizes }): PointResult => {
    const which = { row, machine, models, point: { sizes, batch: 1 } };
    const prediction = predict(which);
    // Other kernels than the paper's are looked at where the sweep begins and ends.
    const isEnd = at === all[0]?.at || at === all.at(-1)?.at;
    const ours = isEnd ? predict(which, 'ours') : undefined;
    const generated = isEnd ? predict(which, 'generated') : undefined;
    const mapped = gainsIfFits(prediction, prediction.mapped);
    const reduced = row.reduced.map((r) => reducedGains(r, which, prediction));
    const channels = row.offload.length > 0 ? gainsIfFits(prediction, predictMapped(which, 'channels')) : undefined;
    return {
      at, ...channels ? { channels } : {}, beyond: held(row, models, at, 1) > CAPACITY, prediction,
      share: shareOf(prediction),
      ...mapped ? { mapped } : {}, best: gainsOf(prediction, prediction.best), reduced,
      ...ours && generated ? { own: {
        share: shareOf(ours), fused: prediction.gpu.microseconds / ours.gpu.microseconds,
        added: ours.gpu.microseconds / ours.best.microseconds, generated: generated.gpu.microseconds / generated.best.microseconds,
      } } : {},
      joules: [energyOf(prediction, prediction.gpu) / 1e3, energyOf(prediction, prediction.mapped) / 1e3],
    };
  }) };
}

function shareOf({ gpu, inference }: Prediction): number {
  return gpu.microseconds / (gpu.microseconds + inference.microseconds);
}

/** Bytes of the model and of what requests keep, where sizes are tokens. */
export function held({ sweep, model, sizes }: Row, { models }: Models, at: number, batch: number): number {
  const found = models[model];
  if (!found) return 0;
  const tokens = sweep?.over === 'tokens' ? at : sizes?.N ?? 0;
  return weightBytes(found) + found.kvBytesPerToken * tokens * batch;
}

/** A reduced method on the paper's mapping, against what it is compared with. */
function reducedGains(reduced: Reduced, which: Case, prediction: Prediction): Gains | undefined {
  const { gpu, mapped } = predictReduced(which, reduced);
  const baseline = reduced.baseline === 'own' ? gpu : reduced.baseline === 'engine' ? searchEngine(which) : prediction.gpu;
  return gainsIfFits(prediction, mapped, baseline);
}

/** A search engine on the CPU, in time: boards in the table are those of GPU and FPGA. */
function searchEngine({ row, models, point }: Case): Placed {
  const documents = row.sweep?.over === 'documents' ? point.sizes[row.sweep.size] ?? 0 : 0;
  return {
    feasible: true, steps: [], onFpga: [], fromFpga: [], waiting: 0, crossing: 0, busy: { gpu: 0, fpga: 0 }, active: 0,
    microseconds: documents * models.assumptions.searchEngine.value / 1e3 * point.batch,
  };
}

/** Millijoules of the boards in a call: what is busy, above the idle power of what is there. The baseline has no FPGA in the machine. */
function energyOf({ idle, inference }: Prediction, placed: Placed): number {
  const time = placed.microseconds + inference.microseconds;
  return placed.active + inference.active + time * (idle.gpu + (placed.onFpga.length > 0 ? idle.fpga : 0)) / 1e3;
}

/** The same where a board counts only while it works, as the report's figures for MemAgent ask. */
function busyEnergyOf({ idle, inference }: Prediction, { active, busy }: Placed): number {
  return active + inference.active + ((busy.gpu + inference.microseconds) * idle.gpu + busy.fpga * idle.fpga) / 1e3;
}

/** The least of the sweep, and the most, for a machine that needs no more than an impression. */
export function endsOf(row: Row, rows: Rows, models: Models, machine: Machine): readonly Ends[] {
  const points = pointsOf(row, rows, models);
  return [...new Set([points[0], points.at(-1)])].flatMap((point) => {
    if (!point) return [];
    const prediction = predict({ row, machine, models, point: { sizes: point.sizes, batch: 1 } });
    const mapped = gainsIfFits(prediction, prediction.mapped);
    return [{ ...mapped ? { mapped } : {}, best: gainsOf(prediction, prediction.best) }];
  });
}

export interface Ends { readonly mapped?: Gains; readonly best: Gains }
export interface BatchPoint extends Ends { readonly batch: number; readonly reduced?: Gains; readonly onFpga: readonly string[] }
export interface BatchResult { readonly row: Row; readonly at: number; readonly batches: readonly BatchPoint[] }

/** A row over batches: at the longest length at which the largest batch fits the GPU, or the shortest; at the largest collection. */
export function batchResult(row: Row, rows: Rows, models: Models, machine: Machine): BatchResult {
  const points = pointsOf(row, rows, models);
  const most = Math.max(...rows.batches);
  const fitting = points.filter((p) => held(row, models, p.at, most) <= CAPACITY);
  const point = (row.sweep?.over === 'tokens' ? fitting.at(-1) ?? points[0] : points.at(-1)) ?? { at: 0, sizes: {} };
  return {
    row, at: point.at,
    batches: rows.batches.map((batch): BatchPoint => {
      const which = { row, machine, models, point: { sizes: point.sizes, batch } };
      const prediction = predict(which);
      const mapped = gainsIfFits(prediction, prediction.mapped);
      const [first] = row.reduced;
      const reduced = row.sweep || !first ? undefined : reducedGains(first, which, prediction);
      return { batch, ...mapped ? { mapped } : {}, best: gainsOf(prediction, prediction.best), ...reduced ? { reduced } : {}, onFpga: prediction.best.onFpga };
    }),
  };
}

/** What does not fit the FPGA gains nothing. */
function gainsIfFits(prediction: Prediction, placed: Placed, gpu = prediction.gpu): Gains | undefined {
  return placed.feasible ? gainsOf(prediction, placed, gpu) : undefined;
}

function gainsOf(prediction: Prediction, placed: Placed, gpu = prediction.gpu): Gains {
  const { inference } = prediction;
  return {
    memory: gpu.microseconds / placed.microseconds,
    endToEnd: (gpu.microseconds + inference.microseconds) / (placed.microseconds + inference.microseconds),
    energy: energyOf(prediction, gpu) / energyOf(prediction, placed),
    busyEnergy: busyEnergyOf(prediction, gpu) / busyEnergyOf(prediction, placed),
  };
}

/** Least and most over the sweep; of energy the geometric mean and the most, as the paper gives it. */
export function rangeOf(points: readonly PointResult[], metric: keyof Gains, of: (p: PointResult) => Gains | undefined): Range | undefined {
  const values = points.flatMap((p) => of(p)?.[metric] ?? []);
  if (values.length === 0) return undefined;
  const most = Math.max(...values);
  return metric === 'energy' || metric === 'busyEnergy' ? [Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length), most] : [Math.min(...values), most];
}

/** Predicted over reported, by the geometric middle of each range; one for every range that notes give. */
export function ratios(predicted: Range, reported: readonly Range[]): readonly number[] {
  const middle = ([low, high]: Range): number => Math.sqrt(low * high);
  return reported.map((range) => middle(predicted) / middle(range)).sort((a, b) => a - b);
}

export const TOLERANCE = 0.25;

/** Off by more than a quarter from all that is reported. */
export function isOff(found: readonly number[]): boolean {
  return found.every((r) => Math.max(r, 1 / r) > 1 + TOLERANCE);
}

/** Metrics of a row that are off and so need a sentence. */
export function offMetrics({ row, points }: RowResult): readonly Metric[] {
  return METRICS.filter((metric) => {
    const reported = row.reported[metric];
    const predicted = rangeOf(points, metric, (p) => p.mapped);
    return reported && predicted && isOff(ratios(predicted, reported));
  });
}
