import type { NamedFigure } from '../machines/index.js';
import { deviceName, timeText, type Placement } from '../partitioner/index.js';
import { valueText } from './machines.js';
import { table, wrap } from './table.js';
import { changeText, countText, energyText } from './text.js';

/** A placement before and after figures of its machine were changed. */
export interface WhatIfReport {
  readonly figures: readonly { readonly figure: string; readonly before?: string; readonly after: string }[];
  readonly before: WhatIfSide;
  readonly after: WhatIfSide;
  /** Why a change may have had no effect. */
  readonly note?: string;
  /** Steps that run elsewhere, or otherwise take another time. */
  readonly steps: readonly { readonly step: string; readonly before: StepSide; readonly after: StepSide }[];
}
interface WhatIfSide { readonly microseconds: number; readonly millijoules: number; readonly callsPerSecond: number; readonly devices: Readonly<Record<string, string>> }
interface StepSide { readonly device: string; readonly microseconds: number }

/** Compares two placements of one method. The figures are those of the two machines. */
export function whatIfReport(
  before: { readonly placement: Placement; readonly figures: readonly NamedFigure[] }, after: { readonly placement: Placement; readonly figures: readonly NamedFigure[] },
): WhatIfReport {
  const key = (f: NamedFigure): string => `${f.of} ${f.name}`;
  const old = new Map(before.figures.map((f) => [key(f), f]));
  const figures = after.figures.flatMap((f) => {
    const was = old.get(key(f));
    if (was && was.value === f.value && was.source === f.source) return [];
    return [{ figure: key(f), ...was ? { before: valueText(was) } : {}, after: valueText(f) }];
  });
  const steps = after.placement.steps.flatMap((placed) => {
    const was = before.placement.steps.find((s) => s.step === placed.step);
    const same = !was || (was.device === placed.device && Math.abs(was.microseconds - placed.microseconds) <= 1e-6 * was.microseconds);
    return same ? [] : [{
      step: placed.step.name, before: { device: was.device, microseconds: was.microseconds }, after: { device: placed.device, microseconds: placed.microseconds },
    }];
  });
  const used = new Set(after.placement.figures.map(key));
  const note = figures.some((f) => !used.has(f.figure)) ? 'Links between devices without the host take part with --peer-to-peer only.' : undefined;
  return { figures, before: sideOf(before.placement), after: sideOf(after.placement), ...note === undefined ? {} : { note }, steps };
}

function sideOf({ microseconds, millijoules, callsPerSecond, steps }: Placement): WhatIfSide {
  return { microseconds, millijoules, callsPerSecond, devices: Object.fromEntries(steps.map((s) => [s.step.name, s.device])) };
}

/** Before and after, side by side. */
export function renderWhatIf({ figures, before, after, note, steps }: WhatIfReport): string {
  const heading = figures.map(({ figure, before: was, after: is }) => wrap(`What if ${figure} = ${is}${was === undefined ? '' : was === is ? ' (as before)' : ` (${was} so far)`}`));
  const row = (what: string, of: (side: WhatIfSide) => number, text: (value: number) => string): readonly string[] =>
    [what, text(of(before)), text(of(after)), changeText(of(before), of(after))];
  const moved = steps.filter((s) => s.before.device !== s.after.device);
  const own = steps.map((s) => {
    const [was, is] = [`${deviceName(s.before.device)} ${timeText(s.before.microseconds)}`, `${deviceName(s.after.device)} ${timeText(s.after.microseconds)}`];
    return [`  ${s.step}`, was, is, s.before.device === s.after.device ? changeText(s.before.microseconds, s.after.microseconds) : 'moves'];
  });
  const body = table(
    [{ title: '', limit: 30 }, { title: 'before', right: true }, { title: 'after', right: true }, { title: '' }],
    [
      row('time', (s) => s.microseconds, timeText), row('energy', (s) => s.millijoules, energyText), row('calls/s at most', (s) => s.callsPerSecond, countText), ...own,
    ],
  );
  const verdict = before.microseconds === after.microseconds && before.millijoules === after.millijoules && steps.length === 0
    ? 'Nothing changes: no part of this placement, or of any better one, depends on it.'
    : moved.length === 0 ? 'Every step stays where it is.' : `${moved.length === 1 ? '1 step moves' : `${moved.length} steps move`} to another device.`;
  return [...heading, body, verdict, ...note === undefined ? [] : [note]].join('\n');
}
