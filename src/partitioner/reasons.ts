import type { DeviceId } from '../machines/index.js';
import type { CostTerm, StepCost, Violation } from './cost/step-cost.js';
import type { Shortfall } from './placement.js';

/** `12 µs`, `3.4 ms`, `1.2 s` */
export function timeText(microseconds: number): string {
  if (!Number.isFinite(microseconds)) return 'never';
  if (microseconds < 1e3) return `${digits(microseconds)} µs`;
  return microseconds < 1e6 ? `${digits(microseconds / 1e3)} ms` : `${digits(microseconds / 1e6)} s`;
}

export function digits(value: number): string {
  return value === 0 ? '0' : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

/** `GPU`, `GPU1`; an id that does not begin with a kind stays as it is. */
export function deviceName(id: DeviceId): string {
  return /^(cpu|gpu|fpga)\d*$/.test(id) ? id.toUpperCase() : id;
}

const TERMS: Readonly<Record<CostTerm['name'], string>> = {
  compute: 'arithmetic', memory: 'memory traffic', access: 'loads and stores', cache: 'cache traffic', latency: 'waits for memory and barriers', atomics: 'atomic updates', matrix: 'matrix units', select: 'selection', scatter: 'scattered updates', scan: 'points of a scan, one after another',
  launch: 'kernel launches', start: 'kernel start (XRT)', runtime: 'memory set aside and cleared',
};
export function termName(term: CostTerm['name']): string {
  return TERMS[term];
}

export function violationText(v: Violation): string {
  return `needs ${count(v.needed)} ${v.unit}, ${count(v.available)} there (${count(v.needed - v.available)} too many)`;
}

/** `GPU: memory 93.1 GB needed, 64 GB there, 29.1 too many`; `FPGA: step score alone needs 9,300 DSP, 5,400 there, 3,900 too many` */
export function shortfallText({ device, step, resource, needed, available, unit }: Shortfall): string {
  const rest = `${count(available)} ${unit} there, ${count(needed - available)} too many`;
  return step === undefined ? `${deviceName(device)}: ${resource} ${count(needed)} ${unit} needed, ${rest}` : `${deviceName(device)}: step ${step} alone needs ${count(needed)} ${unit}, ${rest}`;
}

function count(value: number): string {
  return value >= 1000 ? Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',') : value >= 100 && !Number.isInteger(value) ? value.toFixed(1) : digits(value);
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
  if (extra <= 0) return `saves ${timeText(chosen.microseconds - other.microseconds)} by itself, but the whole loses`;
  return `saves ${timeText(chosen.microseconds - other.microseconds)}, but moving its data and waiting costs ${timeText(extra)} more`;
}
