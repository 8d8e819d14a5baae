import { qualityOf, type Measurement } from '../partitioner/calibrate/index.js';
import { table } from './table.js';

/** A measured kernel and predicted / measured. */
export interface FittedKernel { readonly measurement: Measurement; readonly microseconds: number; readonly ratio: number }

const number = (title: string): { readonly title: string; readonly right: true } => ({ title, right: true });
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

/** How well a fit repeats its measurements: all together, by method, and the kernels it repeats worst. */
export function renderFit(kernels: readonly FittedKernel[], options: { readonly worst: number; readonly written?: string }): string {
  const quality = qualityOf(kernels.map((k) => k.ratio));
  const lines = [
    `${quality.count} kernels: ${percent(quality.within(0.25))} within 25 % of the measured time, ${percent(quality.within(0.5))} within 50 %; median error ${percent(quality.median)}`,
    '',
    table([{ title: 'method' }, number('kernels'), number('within 25 %'), number('median error')], [...byMethod(kernels)].map(([name, own]) => {
      const q = qualityOf(own.map((k) => k.ratio));
      return [name, String(q.count), percent(q.within(0.25)), percent(q.median)];
    })),
  ];
  const worst = [...kernels].sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio))).slice(0, options.worst);
  if (worst.length > 0) {
    lines.push('', 'Repeated worst:', table([{ title: 'kernel' }, { title: 'sizes' }, number('measured µs'), number('predicted µs'), number('ratio')], worst.map((k) => [
      k.measurement.kernel, Object.entries(k.measurement.sizes).map(([n, v]) => `${n}=${v}`).join(' '),
      k.microseconds.toFixed(1), (k.microseconds * k.ratio).toFixed(1), k.ratio.toFixed(2),
    ])));
  }
  if (options.written !== undefined) lines.push('', `Written to ${options.written}; use it by --calibration ${options.written}`);
  return lines.join('\n');
}

function byMethod(kernels: readonly FittedKernel[]): ReadonlyMap<string, readonly FittedKernel[]> {
  const found = new Map<string, FittedKernel[]>();
  for (const kernel of kernels) {
    const name = kernel.measurement.method.split('/').at(-1) ?? '';
    found.set(name, [...found.get(name) ?? [], kernel]);
  }
  return found;
}

/** A measured call of a placement and predicted / measured. */
export interface FittedPlacement {
  readonly measurement: { readonly method: string; readonly sizes: Readonly<Record<string, number>>; readonly constants?: Readonly<Record<string, number>>; readonly plan: Readonly<Record<string, string>> };
  readonly microseconds: number;
  readonly ratio: number;
}

/** Pairs of placements of one method at the same sizes whose times are at least so many times apart, and how many of them are predicted in the order that was measured. */
export function pairsInOrder(placements: readonly FittedPlacement[], least = 1): { readonly pairs: number; readonly right: number } {
  const groups = new Map<string, FittedPlacement[]>();
  for (const p of placements) {
    const key = JSON.stringify([p.measurement.method, p.measurement.constants, p.measurement.sizes]);
    groups.set(key, [...groups.get(key) ?? [], p]);
  }
  let pairs = 0;
  let right = 0;
  for (const group of groups.values()) {
    group.forEach((a, i) => {
      for (const b of group.slice(i + 1)) {
        if (JSON.stringify(a.measurement.plan) === JSON.stringify(b.measurement.plan)) continue;
        if (Math.max(a.microseconds, b.microseconds) < least * Math.min(a.microseconds, b.microseconds)) continue;
        pairs += 1;
        if ((a.microseconds - b.microseconds) * (a.microseconds * a.ratio - b.microseconds * b.ratio) > 0) right += 1;
      }
    });
  }
  return { pairs, right };
}

/** How well a fit repeats measured calls: all together, by method, and the placements it repeats worst. */
export function renderPlacementFit(placements: readonly FittedPlacement[], options: { readonly worst: number; readonly written?: string }): string {
  const quality = qualityOf(placements.map((p) => p.ratio));
  const { pairs, right } = pairsInOrder(placements);
  const methods = new Map<string, FittedPlacement[]>();
  for (const p of placements) {
    const name = p.measurement.method.split('/').at(-1) ?? '';
    methods.set(name, [...methods.get(name) ?? [], p]);
  }
  const lines = [
    `${quality.count} calls: ${percent(quality.within(0.25))} within 25 % of the measured time, ${percent(quality.within(0.5))} within 50 %; median error ${percent(quality.median)}`,
    `${right} of ${pairs} pairs of placements in the measured order (${percent(right / Math.max(1, pairs))})`,
    '',
    table([{ title: 'method' }, number('placements'), number('pairs in order'), number('median error')], [...methods].map(([name, own]) => {
      const order = pairsInOrder(own);
      return [name, String(own.length), `${order.right} of ${order.pairs}`, percent(qualityOf(own.map((p) => p.ratio)).median)];
    })),
  ];
  const worst = [...placements].sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio))).slice(0, options.worst);
  if (worst.length > 0) {
    lines.push('', 'Repeated worst:', table([{ title: 'method' }, { title: 'steps on' }, number('measured µs'), number('predicted µs'), number('ratio')], worst.map((p) => [
      p.measurement.method.split('/').at(-1) ?? '', Object.values(p.measurement.plan).join(' '), p.microseconds.toFixed(1), (p.microseconds * p.ratio).toFixed(1), p.ratio.toFixed(2),
    ])));
  }
  if (options.written !== undefined) lines.push('', `Written to ${options.written}; use it by --calibration ${options.written}`);
  return lines.join('\n');
}
