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
