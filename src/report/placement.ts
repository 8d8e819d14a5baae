import { badness, deviceName, termName, timeText, type Basis, type Candidate, type PlacedStep, type Placement, type Rival } from '../partitioner/index.js';
import { headingOf, renderAnswer, unitOf } from './answer.js';
import { renderBasis, renderRival } from './basis.js';
import { renderSweep, type SweepReport } from './sweep.js';
import { quantity, table, wrap } from './table.js';
import { countText, energyText, listText, percentText, timesText } from './text.js';
import { renderWhatIf, type WhatIfReport } from './what-if.js';

export interface PlacementTextOptions {
  /** Every reason, of slower devices too. */
  readonly detail?: boolean;
  /** Every figure of the machine. */
  readonly figures?: boolean;
  readonly basis?: Basis;
  readonly rival?: Rival;
  /** The same without pins. */
  readonly unpinned?: Placement;
  readonly whatIf?: WhatIfReport;
  readonly sweeps?: readonly SweepReport[];
}

/** The placement as text: the answer, then steps, links, what lost and why, what lives where, and what the prediction rests on. */
export function renderPlacement(placement: Placement, options: PlacementTextOptions = {}): string {
  const parts = [
    headingOf(placement),
    renderAnswer(placement, options),
    ...options.whatIf ? [renderWhatIf(options.whatIf)] : [],
    stepTable(placement),
    fabricTable(placement),
    linkTable(placement),
    candidateTable(placement, options.detail === true),
    ...options.rival ? [renderRival(options.rival)] : [],
    whyTable(placement, options.detail === true),
    residencyTable(placement),
    ...(options.sweeps ?? []).map(renderSweep),
    renderBasis(placement, options.basis, options.figures === true),
  ];
  return `${parts.filter((p) => p !== '').join('\n\n')}\n`;
}

function stepTable(placement: Placement): string {
  const { microseconds, layers } = placement;
  const rows = placement.steps.map((s) => {
    const runs = s.step.once ? 'once' : [s.frequency === 1 ? '' : `1 in ${Math.round(1 / s.frequency)}`, layers === 1 ? '' : `x${layers}`].filter((t) => t !== '').join(' ');
    const share = s.step.once || !(microseconds > 0) ? '' : `${(100 * s.microseconds * s.frequency * layers / microseconds).toFixed(0)} %`;
    const how = [termName(s.cost.binding), ...s.step.call ? ['call of the host, placed as declared'] : [], ...s.cost.variant === '' ? [] : [s.cost.variant]];
    return [s.step.name, deviceName(s.device), timeText(s.microseconds), share, runs, how.join('; ')];
  });
  return table([{ title: 'step', limit: 26 }, { title: 'on' }, { title: 'time', right: true }, { title: 'share', right: true }, { title: 'runs' }, { title: 'bound by', limit: 54 }], rows);
}

/** What kernels take of an FPGA. */
function fabricTable({ steps }: Placement): string {
  const rows = steps.flatMap(({ step, device, cost: { fabric, lanes, slrs } }) => (fabric ? [[
    step.name, deviceName(device), lanes === undefined ? '' : String(lanes), ...[fabric.lut, fabric.ff, fabric.dsp, fabric.bram, fabric.uram].map(countText),
    (slrs ?? []).map((s) => countText(s.lut)).join(' / '),
  ]] : []));
  if (rows.length === 0) return '';
  const right = ['lanes', 'LUT', 'FF', 'DSP', 'BRAM', 'URAM'].map((title) => ({ title, right: true }));
  return table([{ title: 'kernel', limit: 22 }, { title: 'on' }, ...right, { title: 'LUT by die', limit: 34 }], rows);
}

/** What crosses each link in a call. */
function linkTable(placement: Placement): string {
  const { links, waits, entries, steps } = placement;
  const waiting = [...waits > 0 ? [`waits for devices ${timeText(waits)}`] : [], ...entries > 0 ? [`starts of graphs and fused kernels ${timeText(entries)}`] : []];
  const rest = waiting.length > 0 ? `${wrap(`${capital(listText(waiting))} ${unitOf(placement)}.`)}` : '';
  if (links.length === 0) return new Set(steps.map((s) => s.device)).size > 1 ? rest : [`Nothing crosses a link.${rest === '' ? '' : ` ${rest}`}`].join('\n');
  const rows = links.map((l) => [
    `${deviceName(l.from)} to ${deviceName(l.to)}${l.path === 'peer' ? ', peer' : ''}`, `${quantity(l.bytes)}B`, timeText(l.busyMicroseconds), l.tensors.map((t) => t.name).join(', '),
  ]);
  return `${table([{ title: 'link' }, { title: `${unitOf(placement)}`, right: true }, { title: 'time', right: true }, { title: 'tensors', limit: 64 }], rows)}${rest === '' ? '' : `\n${rest}`}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Changes of one step that are shown unless all are asked for. */
const FEW_CHANGES = 4;

function candidateTable(placement: Placement, all: boolean): string {
  const { candidates, framework, microseconds, millijoules, callsPerSecond, steps, objective, shortfalls } = placement;
  const changes = candidates.filter((c) => c.change !== undefined);
  const onCpu = (c: Candidate): number => Number(c.change?.device.startsWith('cpu') ?? false);
  const shown = all ? changes : changes.slice().sort((a, b) => onCpu(a) - onCpu(b)).slice(0, FEW_CHANGES);
  const left = changes.length - shown.length;
  const where = (list: readonly PlacedStep[]): string => {
    const counts = new Map<string, number>();
    list.filter((s) => !s.step.once).forEach((s) => counts.set(deviceName(s.device), (counts.get(deviceName(s.device)) ?? 0) + 1));
    return [...counts].map(([device, n]) => `${n} ${device}`).join(', ');
  };
  const worth = (c: Pick<Candidate, 'microseconds' | 'millijoules' | 'callsPerSecond'>): number => badness(objective, c);
  const rated = objective === 'throughput';
  const rate = (value: number): readonly string[] => (rated ? [countText(value)] : []);
  const width = rated ? 29 : 38;
  const row = (c: Candidate): readonly (readonly string[])[] => {
    if (c.feasible) {
      const ratio = c.chosen && c.microseconds <= microseconds * (1 + 1e-9) ? 'chosen' : timesText(worth(c) / worth(placement));
      return [[nameCell(c), timeText(c.microseconds), energyText(c.millijoules), ...rate(c.callsPerSecond), ratio, bindingCell(c), c.change ? '' : where(c.steps)]];
    }
    return wrap(c.reasons.join('; '), '  ', width).split('\n').map((line, i) => [...i === 0 ? [c.name, '-', '-', ...rated ? ['-'] : [], 'no'] : ['', '', '', ...rated ? [''] : [], ''], line, '']);
  };
  const rows = candidates.filter((c) => c.change === undefined || shown.includes(c)).flatMap(row);
  if (!candidates.some((c) => c.chosen)) {
    rows.unshift(['chosen', timeText(microseconds), energyText(millijoules), ...rate(callsPerSecond), shortfalls.length > 0 ? 'no' : 'chosen', '', where(steps)]);
  }
  if (framework) {
    rows.push(['gpu, framework', timeText(framework.microseconds), energyText(framework.millijoules), ...rate(1e6 / framework.microseconds), timesText(worth({ ...framework, callsPerSecond: 1e6 / framework.microseconds }) / worth(placement)),
      `${framework.kernels} unfused operators`, 'to compare']);
  }
  const text = table([
    { title: 'candidate', limit: NAME }, { title: 'time', right: true }, { title: 'energy', right: true }, ...rated ? [{ title: 'calls/s', right: true }] : [],
    { title: 'ratio' }, { title: 'longest part', limit: width }, { title: 'steps', limit: 20 },
  ], rows);
  return left > 0 ? `${text}\n(${left} more that differ in one step: --detail)` : text;
}

const NAME = 22;

/** A long step is cut, so that the device it would go to stays in sight. */
function nameCell({ name, change }: Candidate): string {
  if (!change || name.length <= NAME) return name;
  const end = ` on ${change.device}`;
  return `${change.step.slice(0, Math.max(1, NAME - 1 - end.length))}…${end}`;
}

function bindingCell({ binding }: Candidate): string {
  if (!binding) return '';
  const time = timeText(binding.microseconds);
  return binding.step === undefined || binding.term === 'transfers' || binding.term === 'waits' ? `${binding.term} ${time}` : `${binding.step}: ${termName(binding.term)} ${time}`;
}

/** Why steps are not on other devices; not on a CPU only where all is asked for. */
function whyTable({ steps, shortfalls }: Placement, all: boolean): string {
  if (shortfalls.length > 0) return '';
  const rows = steps.flatMap((s) => {
    const told = s.rejected.filter((r) => all || !r.device.startsWith('cpu') || s.rejected.length === 1);
    const groups = new Map<string, { readonly reason: string; readonly devices: string[] }>();
    for (const { device, reason } of told) {
      const name = deviceName(device);
      const key = reason.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), '');
      const group = groups.get(key);
      if (group) group.devices.push(name);
      else groups.set(key, { reason, devices: [name] });
    }
    return [...groups.values()].flatMap(({ reason, devices }, i) => {
      const [first = '', ...more] = wrap(reason, '', 66).split('\n');
      return [[i === 0 ? s.step.name : '', `not ${devices.join(', ')}`, first], ...more.map((line) => ['', '', line])];
    });
  });
  return rows.length === 0 ? '' : table([{ title: 'step', limit: 22 }, { title: '', limit: 18 }, { title: 'because', limit: 66 }], rows);
}

/** What devices keep between calls. */
function residencyTable({ residency, devices, onceMicroseconds }: Placement): string {
  const names = (device: string): string => [...residency].filter(([, on]) => on.includes(device)).map(([tensor]) => tensor.name).join(', ');
  const rows = devices.filter((d) => names(d.device) !== '').flatMap((d) => {
    const [first = '', ...more] = wrap(names(d.device), '', 64).split('\n');
    const held = d.heldBytes > 0 ? `${quantity(d.heldBytes)}B` : '';
    return [[deviceName(d.device), held, d.capacityBytes > 0 ? d.heldBytes > d.capacityBytes ? 'too much' : percentText(d.heldBytes / d.capacityBytes) : '', first], ...more.map((line) => ['', '', '', line])];
  });
  const once = onceMicroseconds > 0 ? `Loading takes ${timeText(onceMicroseconds)} once.` : '';
  if (rows.length === 0) return once;
  return `${table([{ title: 'keeps' }, { title: 'bytes', right: true }, { title: 'of its memory', right: true }, { title: 'tensors', limit: 64 }], rows)}${once === '' ? '' : `\n${once}`}`;
}
