import { environmentText } from '../analysis/index.js';
import {
  deviceName, GRADES, termName, timeText, type Candidate, type Crossover, type PlacedStep, type Placement,
} from '../partitioner/index.js';
import { quantity, table, wrap } from './table.js';

export interface PlacedStepReport {
  readonly name: string;
  readonly stage: string;
  readonly device: string;
  readonly microseconds: number;
  readonly frequency: number;
  readonly binding: string;
  readonly terms: readonly { readonly name: string; readonly microseconds: number }[];
  readonly kernels: number;
  readonly rejected: readonly { readonly device: string; readonly reason: string }[];
}

export interface PlacementReport {
  readonly machine: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly batch: number;
  readonly objective: string;
  readonly microseconds: number;
  readonly millijoules: number;
  readonly onceMicroseconds: number;
  readonly steps: readonly PlacedStepReport[];
  readonly transfers: readonly { readonly tensor: string; readonly from: string; readonly to: string; readonly bytes: number; readonly microseconds: number }[];
  readonly residency: Readonly<Record<string, readonly string[]>>;
  readonly candidates: readonly {
    readonly name: string; readonly feasible: boolean; readonly chosen: boolean;
    /** null where there is no such placement */
    readonly microseconds: number | null; readonly millijoules: number | null;
    readonly reasons: readonly string[]; readonly devices: Readonly<Record<string, string>>;
  }[];
  readonly framework?: { readonly microseconds: number; readonly millijoules: number; readonly kernels: number };
  readonly reasons: readonly string[];
  readonly figures: Placement['figures'];
}

/** A placement as plain data. */
export function placementReport(placement: Placement): PlacementReport {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    machine: placement.machine, sizes: placement.sizes, batch: placement.batch, objective: placement.objective,
    microseconds: placement.microseconds, millijoules: placement.millijoules, onceMicroseconds: placement.onceMicroseconds,
    steps: placement.steps.map(stepReport),
    transfers: placement.transfers.map((t) => ({ ...t, tensor: t.tensor.name })),
    residency: Object.fromEntries([...placement.residency].map(([tensor, devices]) => [tensor.name, devices])),
    candidates: placement.candidates.map((c) => ({
      name: c.name, feasible: c.feasible, chosen: c.chosen, microseconds: finite(c.microseconds), millijoules: finite(c.millijoules),
      reasons: c.reasons, devices: Object.fromEntries(c.steps.map((s) => [s.step.name, s.device])),
    })),
    ...placement.framework ? { framework: placement.framework } : {},
    reasons: placement.reasons, figures: placement.figures,
  };
}

function stepReport({ step, device, microseconds, frequency, cost, rejected }: PlacedStep): PlacedStepReport {
  return {
    name: step.name, stage: step.stage, device, microseconds, frequency, binding: cost.binding, terms: cost.terms, kernels: cost.kernels, rejected,
  };
}

/** The placement as text: steps with their times and reasons, transfers, the candidates side by side. */
export function renderPlacement(placement: Placement, options: { readonly figures?: boolean; readonly crossovers?: Readonly<Record<string, readonly Crossover[]>> } = {}): string {
  const batch = placement.batch === 1 ? '1 request' : `${placement.batch} requests`;
  const parts = [
    wrap(`Placement on ${placement.machine} for ${batch} at ${environmentText(placement.sizes)}; objective: ${placement.objective}`),
    stepTable(placement),
    ...transferTable(placement),
    candidateTable(placement),
    placement.reasons.map((r) => wrap(`- ${r}`)).join('\n'),
    residencyText(placement),
    ...crossoverText(options.crossovers ?? {}),
    gradeText(placement),
    ...options.figures ? [figureTable(placement)] : [],
  ];
  return `${parts.filter((p) => p !== '').join('\n\n')}\n`;
}

function stepTable(placement: Placement): string {
  const rows = placement.steps.flatMap((s) => {
    const runs = s.step.once ? 'once' : s.frequency === 1 ? '' : `1 in ${Math.round(1 / s.frequency)}`;
    const why = s.step.call ? `call of the host, placed as declared; bound by ${termName(s.cost.binding)}` : `bound by ${termName(s.cost.binding)}`;
    const own = [s.step.name, deviceName(s.device), timeText(s.microseconds), runs, why];
    return [own, ...s.rejected.map((r) => ['', '', '', '', `not ${deviceName(r.device)}: ${r.reason}`])];
  });
  return table([{ title: 'step', limit: 26 }, { title: 'on' }, { title: 'time', right: true }, { title: 'runs' }, { title: 'why', limit: 60 }], splitLong(rows, 4, 60));
}

/** Breaks a long last cell over several rows. */
function splitLong(rows: readonly (readonly string[])[], column: number, width: number): readonly (readonly string[])[] {
  return rows.flatMap((row) => wrap(row[column] ?? '', '  ', width).split('\n').map((text, i) => row.map((cell, c) => (c === column ? text : i === 0 ? cell : ''))));
}

function transferTable({ transfers, waits }: Placement): readonly string[] {
  if (transfers.length === 0) return [];
  const rows = transfers.map((t) => [t.tensor.name, `${deviceName(t.from)} to ${deviceName(t.to)}`, `${quantity(t.bytes)}B`, timeText(t.microseconds)]);
  return [`${table([{ title: 'transfer' }, { title: '' }, { title: 'size', right: true }, { title: 'time', right: true }], rows)}\nwaits ${timeText(waits)}`];
}

function candidateTable({ candidates, framework, microseconds, millijoules, steps }: Placement): string {
  const where = (list: readonly PlacedStep[]): string => {
    const counts = new Map<string, number>();
    list.filter((s) => !s.step.once).forEach((s) => counts.set(deviceName(s.device), (counts.get(deviceName(s.device)) ?? 0) + 1));
    return [...counts].map(([device, n]) => `${n} on ${device}`).join(', ');
  };
  const row = (c: Candidate): readonly string[] => (c.feasible
    ? [c.name, timeText(c.microseconds), energyText(c.millijoules), c.chosen ? 'chosen' : `${(c.microseconds / microseconds).toFixed(1)}x`, where(c.steps)]
    : [c.name, '-', '-', 'not possible', c.reasons[0] ?? '']);
  const rows = candidates.map(row);
  if (!candidates.some((c) => c.chosen)) rows.unshift(['mixed', timeText(microseconds), energyText(millijoules), 'chosen', where(steps)]);
  if (framework) {
    rows.push(['gpu, framework', timeText(framework.microseconds), energyText(framework.millijoules), `${(framework.microseconds / microseconds).toFixed(1)}x`, `${framework.kernels} unfused operators; for comparison only`]);
  }
  return table([{ title: 'candidate' }, { title: 'time', right: true }, { title: 'energy', right: true }, { title: '' }, { title: 'steps', limit: 56 }], rows);
}

function energyText(millijoules: number): string {
  return millijoules >= 1e3 ? `${(millijoules / 1e3).toPrecision(3)} J` : `${millijoules.toPrecision(3)} mJ`;
}

function residencyText({ residency, onceMicroseconds }: Placement): string {
  const byDevice = new Map<string, string[]>();
  for (const [tensor, devices] of residency) {
    const key = devices.map(deviceName).join(' and ');
    byDevice.set(key, [...byDevice.get(key) ?? [], tensor.name]);
  }
  const lines = [...byDevice].map(([device, names]) => wrap(`${device} keeps ${names.join(', ')}`));
  if (onceMicroseconds > 0) lines.push(`Loading takes ${timeText(onceMicroseconds)} once.`);
  return lines.join('\n');
}

function crossoverText(crossovers: Readonly<Record<string, readonly Crossover[]>>): readonly string[] {
  return Object.entries(crossovers).map(([size, found]) => (found.length === 0
    ? `No value of ${size} changes the devices.`
    : found.map((c) => `From ${size} = ${c.at} on: ${c.after} instead of ${c.before}.`).join('\n')));
}

function gradeText({ figures }: Placement): string {
  const counts = GRADES.map((grade) => `${figures.filter((f) => f.grade === grade).length} ${grade}`).join(', ');
  return wrap(`Predicted from ${figures.length} figures of the machine: ${counts}. Steps run one after another.`);
}

function figureTable({ figures }: Placement): string {
  return table(
    [{ title: 'device or link', limit: 20 }, { title: 'figure', limit: 28 }, { title: 'value', right: true, limit: 16 }, { title: 'grade' }, { title: 'source', limit: 30 }],
    figures.map((f) => [f.of, f.name, `${f.value} ${f.unit === '1' ? '' : f.unit}`.trim(), f.grade, f.source]),
  );
}
