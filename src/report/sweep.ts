import { deviceName, timeText, type Crossover, type Placement, type Sweep } from '../partitioner/index.js';
import { table, wrap } from './table.js';
import { countText, energyText, listText } from './text.js';

export interface SweepRow {
  readonly value: number;
  /** Devices used, such as `gpu+fpga`. */
  readonly winner: string;
  readonly feasible: boolean;
  readonly microseconds: number;
  readonly millijoules: number;
  /** Of the two GPU baselines; null where the GPU cannot do it, missing where it was not asked for. */
  readonly gpuOnly?: number | null;
  readonly framework?: number;
}

/** Winners over the range of a size. */
export interface SweepReport {
  readonly size: string;
  readonly from: number;
  readonly to: number;
  readonly rows: readonly SweepRow[];
  readonly changes: readonly Crossover[];
  readonly winners: Sweep['winners'];
}

const MOST = 14;

/** A sweep as plain data: a grid of not too many values and every change. `at` places at one value, for the GPU baselines. */
export function sweepReport(sweep: Sweep, at?: (value: number) => Placement): SweepReport {
  const { size, from, to, changes, winners, points } = sweep;
  const jumps = new Set(changes.map((c) => c.at));
  const grid = points.filter((p) => !jumps.has(p.value));
  const stride = Math.max(1, Math.ceil((grid.length - 2) / Math.max(1, MOST - 2 - jumps.size)));
  const kept = new Set(grid.filter((_, i) => i === 0 || i === grid.length - 1 || (grid.length - 1 - i) % stride === 0));
  const rows = points.filter((p) => jumps.has(p.value) || kept.has(p)).map(({ value, winner, feasible, microseconds, millijoules }): SweepRow => {
    const placement = at?.(value);
    const gpu = placement?.candidates.find((c) => c.name === 'gpu-only');
    return {
      value, winner, feasible, microseconds, millijoules,
      ...gpu ? { gpuOnly: gpu.feasible ? gpu.microseconds : null } : {}, ...placement?.framework ? { framework: placement.framework.microseconds } : {},
    };
  });
  return { size, from, to, rows, changes, winners };
}

/** `GPU and FPGA` for `gpu+fpga` */
function winnerText(winner: string): string {
  return winner === '' ? 'none' : listText(winner.split('+').map(deviceName));
}

/** The winners, then a table by value. */
export function renderSweep({ size, from, to, rows, changes, winners }: SweepReport): string {
  const baselines = rows.some((r) => r.gpuOnly !== undefined);
  const lines = changes.length === 0
    ? [`${size} from ${countText(from)} to ${countText(to)}: always ${winnerText(winners[0]?.winner ?? '')}.`]
    : [`${size} from ${countText(from)} to ${countText(to)}: ${winners.map((w, i) => `${winnerText(w.winner)} ${i === 0 ? `up to ${countText(w.to)}` : `from ${size} = ${countText(w.from)} on`}`).join(', ')}.`];
  const changed = new Set(changes.map((c) => c.at));
  const body = table(
    [{ title: size, right: true }, ...changes.length > 0 ? [{ title: '' }] : [], { title: 'winner', limit: 24 }, { title: 'time', right: true }, { title: 'energy', right: true },
      ...baselines ? [{ title: 'GPU alone', right: true }, { title: 'framework', right: true }] : []],
    rows.map((r) => [
      countText(r.value), ...changes.length > 0 ? [changed.has(r.value) ? '*' : ''] : [], r.feasible ? winnerText(r.winner) : 'does not fit', timeText(r.microseconds), energyText(r.millijoules),
      ...baselines ? [r.gpuOnly === null ? 'does not fit' : r.gpuOnly === undefined ? '' : timeText(r.gpuOnly), r.framework === undefined ? '' : timeText(r.framework)] : [],
    ]),
  );
  return `${lines.map((line) => wrap(line)).join('\n')}\n${body}${changes.length > 0 ? '\n* first value with another winner' : ''}`;
}
