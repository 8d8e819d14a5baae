import { InvalidArgumentError } from 'commander';

/** Collects `NAME=VALUE` options; several in one, separated by commas, are fine too. */
export function parseSizes(text: string, previous: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const entries = text.split(',').map((part) => {
    const match = /^([A-Za-z_]\w*(?:\(\w+\))?)=(\d[\d_]*)$/.exec(part.trim());
    const value = Number(match?.[2]?.replaceAll('_', ''));
    if (!match?.[1] || !Number.isSafeInteger(value)) throw new InvalidArgumentError('write NAME=NUMBER, for example --size T=131072');
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

/** For an option that may be given several times. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
