import type { CostTerm, StepCost, Violation } from './cost/step-cost.js';
import type { DeviceKind } from './schema.js';

/** `12 µs`, `3.4 ms`, `1.2 s` */
export function timeText(microseconds: number): string {
  if (!Number.isFinite(microseconds)) return 'never';
  if (microseconds < 1e3) return `${digits(microseconds)} µs`;
  return microseconds < 1e6 ? `${digits(microseconds / 1e3)} ms` : `${digits(microseconds / 1e6)} s`;
}

export function digits(value: number): string {
  return value === 0 ? '0' : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

const NAMES: Readonly<Record<DeviceKind, string>> = { cpu: 'CPU', gpu: 'GPU', fpga: 'FPGA' };
export function deviceName(device: DeviceKind): string {
  return NAMES[device];
}

const TERMS: Readonly<Record<CostTerm['name'], string>> = {
  compute: 'arithmetic', memory: 'memory traffic', cache: 'cache traffic', select: 'selection', scatter: 'scattered updates', scan: 'points of a scan, one after another',
  launch: 'kernel launches', start: 'kernel start (XRT)',
};
export function termName(term: CostTerm['name']): string {
  return TERMS[term];
}

export function violationText(v: Violation): string {
  return `needs ${count(v.needed)} ${v.unit}, ${count(v.available)} there (${count(v.needed - v.available)} too many)`;
}

function count(value: number): string {
  return value >= 1000 ? Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',') : digits(value);
}

/** Why a step is not on `other`. `extra`: what moving it there alone would add in transfers and waits. */
export function whyNot(chosen: StepCost, other: StepCost, extra: number): string {
  const [violation] = other.violations;
  if (violation) return `does not fit: ${violationText(violation)}`;
  const isFixed = (name: CostTerm['name']): boolean => name === 'start' || name === 'launch';
  const fixed = other.terms.find((t) => isFixed(t.name));
  const longest = other.terms.filter((t) => !isFixed(t.name)).reduce<CostTerm | undefined>((a, b) => (a && a.microseconds >= b.microseconds ? a : b), undefined);
  const here = timeText(chosen.microseconds);
  if (fixed && fixed.name === other.binding && fixed.microseconds > chosen.microseconds) {
    return `${termName(fixed.name)} ${timeText(fixed.microseconds)} exceeds the whole ${deviceName(chosen.device)} step, ${here}`;
  }
  if (other.microseconds > chosen.microseconds) {
    const parts = [longest, fixed].filter((t) => t !== undefined && t.microseconds * 10 > other.microseconds);
    return `${parts.map((t) => (t ? `${termName(t.name)} ${timeText(t.microseconds)}` : '')).join(' and ')} on the ${deviceName(other.device)} against ${here}`;
  }
  return `saves ${timeText(chosen.microseconds - other.microseconds)}, but moving its data and waiting costs ${timeText(Math.max(0, extra))} more`;
}
