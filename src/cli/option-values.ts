import { InvalidArgumentError } from 'commander';
import type { Override } from '../machines/index.js';

/** A size to sweep, between limits or over all that it may be. */
export interface SweepRange {
  readonly name: string;
  readonly from?: number;
  readonly to?: number;
}

/** Collects `NAME=VALUE` options; several in one, separated by commas, are fine too. */
export function parseSizes(text: string, previous: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const entries = text.split(',').map((part) => {
    const match = /^([A-Za-z_]\w*(?:\([\w#]+\))?)=(\d[\d_]*)$/.exec(part.trim());
    const value = integer(match?.[2]);
    if (!match?.[1] || value === undefined) throw new InvalidArgumentError('write NAME=NUMBER, for example --size T=131072');
    return [match[1], value] as const;
  });
  return { ...previous, ...Object.fromEntries(entries) };
}

/** Collects `--const NAME=VALUE` options. */
export function parseConstants(text: string, previous: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const entries = text.split(',').map((part) => {
    const [, name, digits] = /^([A-Za-z_]\w*)=(-?[\d_]+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(part.trim()) ?? [];
    const value = Number(digits?.replaceAll('_', ''));
    if (name === undefined || !Number.isFinite(value)) throw new InvalidArgumentError('write NAME=NUMBER, for example --const D=64');
    return [name, value] as const;
  });
  return { ...previous, ...Object.fromEntries(entries) };
}

/** Collects `--sweep NAME` and `--sweep NAME=FROM..TO` options; a later one for the same size replaces the earlier. */
export function parseSweeps(text: string, previous: readonly SweepRange[]): readonly SweepRange[] {
  const [, name, given, low, high] = /^([A-Za-z_]\w*(?:\([\w#]+\))?)(=(\d[\d_]*)\.\.(\d[\d_]*))?$/.exec(text.trim()) ?? [];
  const [from, to] = [integer(low), integer(high)];
  if (name === undefined || (given !== undefined && (from === undefined || to === undefined))) {
    throw new InvalidArgumentError('write NAME or NAME=FROM..TO, for example --sweep T=4096..1048576');
  }
  if (from !== undefined && to !== undefined && from >= to) throw new InvalidArgumentError(`the range must grow: ${from} is not below ${to}`);
  return [...previous.filter((s) => s.name !== name), from === undefined || to === undefined ? { name } : { name, from, to }];
}

/** Collects `--set DEVICE.FIGURE=VALUE` options. What they name is checked against the machine. */
export function parseOverride(text: string, previous: readonly Override[]): readonly Override[] {
  const equals = text.indexOf('=');
  const [path, value] = [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
  if (equals < 0 || path === '' || value === '') {
    throw new InvalidArgumentError('write DEVICE.FIGURE=VALUE, for example --set u55c.clock=300MHz or --set link.gpu.fpga.bandwidth=20GB/s');
  }
  return [...previous, { path, text: value }];
}

/** Collects `--pin STEP=DEVICE` options; several in one, separated by commas, are fine too. */
export function parsePins(text: string, previous: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...previous, ...devicesOf(text, '--pin score=fpga') };
}

/** The same for `--place`. */
export function parsePlaces(text: string, previous: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...previous, ...devicesOf(text, '--place score=gpu1') };
}

function devicesOf(text: string, example: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(',').map((part) => {
    const [, step, device] = /^([^=\s]+)=([A-Za-z][\w-]*)$/.exec(part.trim()) ?? [];
    if (step === undefined || device === undefined) throw new InvalidArgumentError(`write STEP=DEVICE, for example ${example}`);
    return [step, device] as const;
  }));
}

/** Collects `--device ID=WHERE` options: a number, or the address of a PCI function. */
export function parseDevices(text: string, previous: Readonly<Record<string, number | string>>): Readonly<Record<string, number | string>> {
  const entries = text.split(',').map((part) => {
    const [, id, number, address] = /^([A-Za-z][\w-]*)=(?:(\d{1,4})|((?:[\da-f]{4,8}:)?[\da-f]{2}:[\da-f]{2}\.\d))$/i.exec(part.trim()) ?? [];
    if (id === undefined) throw new InvalidArgumentError('write ID=NUMBER or ID=PCI-ADDRESS, for example --device gpu1=2 or --device fpga=0000:3b:00.1');
    return [id, number === undefined ? address ?? '' : Number(number)] as const;
  });
  return { ...previous, ...Object.fromEntries(entries) };
}

/** Parses a decimal integer of at least `least`. */
export function integerFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`an integer of at least ${least} is expected`);
    }
    return value;
  };
}

/** `512` or `100..2000` tokens. */
export function parseLengths(text: string): number | { readonly min: number; readonly max: number } {
  const [, low, high] = /^(\d[\d_]*)(?:\.\.(\d[\d_]*))?$/.exec(text.trim()) ?? [];
  const [min, max] = [integer(low), integer(high)];
  if (min === undefined || min < 1 || (max !== undefined && max < min)) throw new InvalidArgumentError('write N or FROM..TO tokens, for example 100..2000');
  return max === undefined ? min : { min, max };
}

/** `1000,50`: milliseconds to the first token and for each further one. In microseconds. */
export function parseTarget(text: string): { readonly firstToken: number; readonly perToken: number } {
  const [first = NaN, more = NaN, ...rest] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (rest.length > 0 || !(first > 0) || !(more > 0) || !Number.isFinite(first + more)) throw new InvalidArgumentError('write FIRST,FURTHER in milliseconds, for example 1000,50');
  return { firstToken: first * 1e3, perToken: more * 1e3 };
}

/** Parses a decimal number. */
export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('a number is expected');
  return value;
}

/** For an option that may be given several times. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function integer(digits: string | undefined): number | undefined {
  const value = Number(digits?.replaceAll('_', ''));
  return digits !== undefined && Number.isSafeInteger(value) ? value : undefined;
}
